import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// One drawing and one sentence.
ColumnLayout {
    id: root
    property string iconName
    property string text
    property color ink: Theme.brand
    spacing: Theme.grid * 4

    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 2
    }
    Icon {
        name: root.iconName
        size: root.height > Theme.touch * 6 ? Theme.fontDisplay * 3 : Theme.fontDisplay
        color: root.ink
        Layout.alignment: Qt.AlignHCenter
    }
    Label {
        objectName: "message"
        Layout.fillWidth: true
        text: root.text
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 3
    }
}

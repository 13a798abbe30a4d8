pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// One of a few.
RowLayout {
    id: root
    property var texts: []
    property int current: 0
    property string prefix: "segment"
    signal chosen(int index)

    spacing: Theme.grid
    Repeater {
        model: root.texts.length // a number: the buttons stay while the words change
        YButton {
            required property int index
            objectName: root.prefix + "." + index
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch
            text: root.texts[index]
            checkable: false
            checked: root.current === index
            Accessible.checkable: true
            Accessible.checked: checked
            onClicked: root.chosen(index)
        }
    }
}

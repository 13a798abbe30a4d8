import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// Why not, and what to do now.
ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    spacing: Theme.grid * 3

    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 2
    }
    Icon {
        visible: root.height > Theme.touch * 6
        name: "warning"
        size: Theme.fontDisplay * 2
        color: Theme.danger
        Layout.alignment: Qt.AlignHCenter
    }
    Label {
        objectName: "error"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: 0
        Layout.preferredHeight: Theme.touch * 3
        text: root.viewModel.errorText
        font.pixelSize: Theme.fontTitle
        fontSizeMode: Text.Fit
        minimumPixelSize: Theme.fontBody
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        visible: root.viewModel.availableText.length > 0 && root.height > Theme.touch * 4
        Layout.fillWidth: true
        text: qsTr("%1 available on your card").arg(root.viewModel.availableText)
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 3
    }
    YButton {
        objectName: "refusal.recover"
        visible: text.length > 0
        Layout.fillWidth: true
        rank: YButton.Primary
        text: root.viewModel.recoverText
        onClicked: root.viewModel.recover()
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    spacing: Theme.grid * 3

    Item {
        Layout.fillHeight: true
    }
    Icon {
        Layout.alignment: Qt.AlignHCenter
        visible: root.height > Theme.touch * 7
        name: "ticket"
        color: Theme.brand
        size: Theme.touch * 2
    }
    Label {
        objectName: "gift"
        Layout.fillWidth: true
        wrapMode: Text.Wrap
        text: root.viewModel.giftText
        font.pixelSize: Theme.fontTitle
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("It leaves your card then and does not come back. Nobody sees who the number belongs to.")
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        Layout.fillHeight: true
    }
    YButton {
        objectName: "gift.ok"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        textSize: Theme.fontTitle
        text: qsTr("Give it away")
        onClicked: root.viewModel.confirmGift()
    }
}

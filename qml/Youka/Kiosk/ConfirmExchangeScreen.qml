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
        name: "ticket"
        color: Theme.brand
        size: Theme.touch * 2
    }
    Label {
        objectName: "exchange"
        Layout.fillWidth: true
        text: root.viewModel.exchangeText
        font.pixelSize: Theme.fontTitle
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        Layout.fillWidth: true
        text: qsTr("The points are gone then; the coupon is on your card.")
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        Layout.fillHeight: true
    }
    YButton {
        objectName: "exchange.ok"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        textSize: Theme.fontTitle
        text: qsTr("Exchange")
        onClicked: root.viewModel.confirmExchange()
    }
}

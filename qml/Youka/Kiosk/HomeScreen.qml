import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    spacing: Theme.grid * 4

    Item {
        id: tiles
        readonly property real gap: Theme.grid * 3
        readonly property real tileWidth: root.portrait ? width : (width - gap) / 2
        readonly property real tileHeight: root.portrait ? (height - gap) / 2 : height
        Layout.fillWidth: true
        Layout.fillHeight: true
        YButton {
            objectName: "tile.fuel"
            width: tiles.tileWidth
            height: tiles.tileHeight
            rank: YButton.Primary
            vertical: true
            iconName: "pump"
            textSize: Theme.fontTitle
            text: qsTr("Fuel with a card")
            detail: qsTr("Card, pump, amount, and fill")
            onClicked: root.viewModel.chooseFuel()
        }
        YButton {
            objectName: "tile.balance"
            x: root.portrait ? 0 : tiles.tileWidth + tiles.gap
            y: root.portrait ? tiles.tileHeight + tiles.gap : 0
            width: tiles.tileWidth
            height: tiles.tileHeight
            vertical: true
            iconName: "balance"
            textSize: Theme.fontTitle
            text: qsTr("Balance")
            detail: qsTr("What is on your card, and the latest movements")
            onClicked: root.viewModel.chooseBalance()
        }
    }
    RowLayout {
        Layout.alignment: Qt.AlignHCenter
        spacing: Theme.grid * 2
        Icon {
            name: "card"
            color: Theme.textMuted
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("Or just hold your card to the reader, on any page.")
            color: Theme.textMuted
        }
    }
}

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
        readonly property bool roomy: root.portrait || !Theme.largeText
        readonly property int count: 2 + (root.viewModel.hasTopUps ? 1 : 0) + (root.viewModel.hasBills ? 1 : 0)
        readonly property int columns: root.portrait ? 1 : count
        readonly property int rows: Math.ceil(count / columns)
        readonly property real tileWidth: (width - gap * (columns - 1)) / columns
        readonly property real tileHeight: (height - gap * (rows - 1)) / rows
        function place(index: int): point {
            return Qt.point((index % columns) * (tileWidth + gap), Math.floor(index / columns) * (tileHeight + gap));
        }
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
            detail: tiles.roomy ? qsTr("Card, pump, amount, and fill") : ""
            onClicked: root.viewModel.chooseFuel()
        }
        YButton {
            objectName: "tile.topUp"
            visible: root.viewModel.hasTopUps
            x: tiles.place(1).x
            y: tiles.place(1).y
            width: tiles.tileWidth
            height: tiles.tileHeight
            vertical: true
            iconName: "phone"
            textSize: Theme.fontTitle
            text: qsTr("Top up")
            detail: tiles.roomy ? qsTr("Put money on your card with your phone") : ""
            onClicked: root.viewModel.chooseTopUp()
        }
        YButton {
            objectName: "tile.bills"
            visible: root.viewModel.hasBills
            enabled: !root.viewModel.billsAway
            x: tiles.place(2).x
            y: tiles.place(2).y
            width: tiles.tileWidth
            height: tiles.tileHeight
            vertical: true
            iconName: "receipt"
            textSize: Theme.fontTitle
            text: qsTr("Pay bills")
            detail: root.viewModel.billsAway ? qsTr("Cannot be reached at the moment") : tiles.roomy ? qsTr("Electricity, water, gas, parking, phone") : ""
            onClicked: root.viewModel.chooseBills()
        }
        YButton {
            objectName: "tile.balance"
            x: tiles.place(tiles.count - 1).x
            y: tiles.place(tiles.count - 1).y
            width: tiles.tileWidth
            height: tiles.tileHeight
            vertical: true
            iconName: "balance"
            textSize: Theme.fontTitle
            text: qsTr("Balance")
            detail: tiles.roomy ? qsTr("What is on your card, and the latest movements") : ""
            onClicked: root.viewModel.chooseBalance()
        }
    }
    RowLayout {
        Layout.fillHeight: false
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

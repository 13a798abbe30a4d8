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
        readonly property int count: root.viewModel.hasTopUps ? 3 : 2
        readonly property real tileWidth: root.portrait ? width : (width - gap * (count - 1)) / count
        readonly property real tileHeight: root.portrait ? (height - gap * (count - 1)) / count : height
        function place(index: int): point {
            return root.portrait ? Qt.point(0, index * (tileHeight + gap)) : Qt.point(index * (tileWidth + gap), 0);
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

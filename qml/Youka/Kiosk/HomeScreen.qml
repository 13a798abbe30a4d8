import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    spacing: Theme.grid * 4

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: root.portrait ? 1 : 2
        columnSpacing: Theme.grid * 3
        rowSpacing: Theme.grid * 3
        YButton {
            objectName: "tile.fuel"
            Layout.row: 0
            Layout.column: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.touch
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
            Layout.row: root.portrait ? 1 : 0
            Layout.column: root.portrait ? 0 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.touch
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

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// Who is paid; on top, what the card's owner has saved.
ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    readonly property int saved: viewModel.bills.payeeNames.length
    readonly property bool low: height < Theme.touch * 8
    spacing: Theme.grid * (low ? 1 : 2)

    Label {
        visible: root.saved > 0
        text: qsTr("Saved")
        font.weight: Font.DemiBold
    }
    GridView {
        id: payees
        objectName: "payees"
        readonly property int columns: root.portrait ? 2 : 3
        readonly property int rows: Math.ceil(count / columns)
        visible: root.saved > 0
        Layout.fillWidth: true
        Layout.rightMargin: -Theme.grid // each cell ends with a gap
        Layout.preferredHeight: Math.min(rows, root.portrait ? 4 : 2) * cellHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        cellWidth: width / columns
        cellHeight: Theme.touch * 1.25 + Theme.grid
        model: root.saved
        delegate: Item {
            id: cell
            required property int index
            width: payees.cellWidth
            height: payees.cellHeight
            YButton {
                objectName: "payee." + cell.index
                anchors.fill: parent
                anchors.rightMargin: Theme.grid
                anchors.bottomMargin: Theme.grid
                rank: YButton.Primary
                leading: true
                iconName: root.viewModel.bills.payeeIcons[cell.index] ?? ""
                text: root.viewModel.bills.payeeNames[cell.index] ?? ""
                detail: root.viewModel.bills.payeeDetails[cell.index] ?? ""
                onClicked: root.viewModel.choosePayee(cell.index)
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: root.portrait ? 2 : 3
        columnSpacing: Theme.grid * 2
        rowSpacing: Theme.grid * 2
        Repeater {
            model: root.viewModel.bills.billerNames.length
            YButton {
                required property int index
                objectName: "biller." + index
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch
                vertical: !root.low
                iconName: root.viewModel.bills.billerIcons[index] ?? ""
                text: root.viewModel.bills.billerNames[index] ?? ""
                onClicked: root.viewModel.chooseBiller(index)
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        spacing: Theme.grid * 2
        Icon {
            name: root.saved > 0 ? "search" : "card"
            color: Theme.textMuted
        }
        Label {
            Layout.fillWidth: true
            text: root.saved > 0 ? qsTr("Or hold a bill's code to the scanner.") : qsTr("Hold a bill's code to the scanner, or your card to the reader for what you have saved.")
            color: Theme.textMuted
            font.pixelSize: Theme.fontSmall
        }
    }
}

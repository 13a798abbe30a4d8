pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// What waits to be paid, and what was done last.
RowLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    SaleList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        prefix: "payable"
        heading: qsTr("To pay")
        empty: qsTr("Nothing waits to be paid")
        model: root.viewModel.payable
        onChosen: row => root.viewModel.showPayable(row)
    }
    SaleList {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        prefix: "recent"
        heading: qsTr("Latest sales")
        empty: qsTr("No sale yet")
        model: root.viewModel.recent
        finished: true
        onChosen: row => root.viewModel.showRecent(row)
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// How much, and for a prepayment of which hose.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    Segmented {
        Layout.fillWidth: true
        prefix: "kind"
        texts: [qsTr("Fill up"), qsTr("Amount"), qsTr("Litres")]
        current: root.viewModel.entryKind
        onChosen: index => root.viewModel.entryKind = index
    }
    Field {
        objectName: "entry"
        visible: root.viewModel.entryKind !== PosViewModel.FillUp
        Layout.fillWidth: true
        text: root.viewModel.entryText
        placeholder: root.viewModel.entryKind === PosViewModel.Litres ? qsTr("Litres") : qsTr("Amount")
    }
    Segmented {
        visible: root.viewModel.entryKind === PosViewModel.Amount
        Layout.fillWidth: true
        prefix: "nozzle"
        texts: root.viewModel.nozzles
        current: root.viewModel.nozzleIndex
        onChosen: index => root.viewModel.nozzleIndex = index
    }
    Item {
        Layout.fillHeight: true
    }
}

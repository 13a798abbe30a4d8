pragma ComponentBehavior: Bound
import QtQuick
import Youka.Controls
import Youka.ViewModels

GridView {
    id: root
    required property PosViewModel viewModel
    readonly property int columns: Math.max(3, Math.floor(width / (Theme.touch * 3.6)))
    readonly property int rows: Math.ceil(count / columns)

    objectName: "pumps"
    clip: true
    cellWidth: Math.floor(width / columns)
    cellHeight: Math.max(Theme.touch * 3, Math.floor(height / Math.max(1, Math.min(rows, 3))))
    boundsBehavior: Flickable.StopAtBounds
    model: viewModel.pumps
    delegate: PumpTile {
        width: root.cellWidth - Theme.grid
        height: root.cellHeight - Theme.grid
        selected: root.viewModel.selectedPump === pump
        onClicked: root.viewModel.selectPump(pump)
    }
}

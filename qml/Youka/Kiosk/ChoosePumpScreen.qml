pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    spacing: Theme.grid * 2

    Label {
        visible: root.viewModel.availableText.length > 0
        Layout.fillWidth: true
        text: qsTr("%1 available on your card").arg(root.viewModel.availableText)
        color: Theme.textMuted
    }
    GridView {
        id: grid
        readonly property int columns: root.portrait ? 2 : 4
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        cellWidth: Math.floor(width / columns)
        cellHeight: Theme.touch * (root.portrait ? 3 : 2.5)
        model: root.viewModel.pumps
        delegate: PumpChoice {
            width: grid.cellWidth - Theme.grid * 2
            height: grid.cellHeight - Theme.grid * 2
            onClicked: root.viewModel.choosePump(pump)
        }
    }
}

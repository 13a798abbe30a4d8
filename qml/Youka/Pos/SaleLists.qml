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
    Sheet {
        visible: root.viewModel.basket.count > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch * 1.5
        border.color: Theme.brand
        border.width: Theme.focusWidth

        Label {
            id: head
            anchors.left: parent.left
            anchors.top: parent.top
            anchors.margins: Theme.grid
            text: qsTr("Basket")
            font.weight: Font.DemiBold
        }
        YButton {
            objectName: "goods.undo"
            anchors.right: parent.right
            anchors.rightMargin: Theme.grid
            anchors.verticalCenter: head.verticalCenter
            implicitHeight: head.height + Theme.grid
            visible: root.viewModel.canUndo
            rank: YButton.Quiet
            iconName: "undo"
            textSize: Theme.fontSmall
            text: qsTr("Undo")
            shortcutText: qsTr("Ctrl+Z")
            onClicked: root.viewModel.undoGoods()
        }
        BasketView {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: head.bottom
            anchors.bottom: parent.bottom
            anchors.margins: Theme.grid
            viewModel: root.viewModel
        }
    }
    SaleList {
        visible: root.viewModel.basket.count === 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        prefix: "recent"
        heading: qsTr("Latest sales")
        empty: qsTr("No sale yet")
        model: root.viewModel.recent
        finished: true
        findable: root.viewModel.canFind
        onFind: root.viewModel.showFind()
        onChosen: row => root.viewModel.showRecent(row)
    }
}

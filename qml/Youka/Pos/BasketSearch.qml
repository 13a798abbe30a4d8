pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The shop's articles as they are looked through: Enter or a touch puts one into the basket.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    Field {
        objectName: "search"
        Layout.fillWidth: true
        text: root.viewModel.searchText
        placeholder: qsTr("Name, initials, code or barcode")
        waiting: true
    }
    Label {
        visible: root.viewModel.searchText.length > 0 && root.viewModel.found.count === 0
        Layout.fillWidth: true
        text: qsTr("Nothing here is called so")
        color: Theme.textMuted
    }
    ListView {
        objectName: "found"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        spacing: Theme.grid / 2
        boundsBehavior: Flickable.StopAtBounds
        model: root.viewModel.found
        currentIndex: root.viewModel.found.current
        highlightMoveDuration: 0
        delegate: ListRow {
            required property int index
            required property string name
            required property string code
            required property string amountText
            objectName: "found." + index
            width: ListView.view.width
            text: name
            detail: code
            amount: amountText
            down: pressed || ListView.isCurrentItem
            onClicked: root.viewModel.addFound(index)
        }
    }
}

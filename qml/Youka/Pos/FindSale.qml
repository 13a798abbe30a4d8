pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// A sale by the number on its receipt. Where the number stands for several, they are listed.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    Field {
        objectName: "find.number"
        Layout.fillWidth: true
        text: root.viewModel.numberText
        placeholder: qsTr("Sale number: eleven figures")
    }
    SaleList {
        visible: root.viewModel.numbered.count > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        prefix: "numbered"
        heading: qsTr("Sales of that number")
        empty: ""
        model: root.viewModel.numbered
        finished: true
        onChosen: row => root.viewModel.showNumbered(row)
    }
    YButton {
        objectName: "find.ok"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "search"
        text: root.viewModel.numbered.count > 0 ? qsTr("Show the first") : qsTr("Find")
        shortcutText: qsTr("Enter")
        enabled: root.viewModel.canFind && root.viewModel.numberText.length > 0
        onClicked: root.viewModel.confirm()
    }
    Item {
        visible: root.viewModel.numbered.count === 0
        Layout.fillHeight: true
    }
}

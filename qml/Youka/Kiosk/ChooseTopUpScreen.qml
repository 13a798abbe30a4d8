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

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: root.portrait ? 2 : root.viewModel.topUp.amounts.length < 5 ? 4 : 3
        columnSpacing: Theme.grid * 2
        rowSpacing: Theme.grid * 2
        Repeater {
            model: root.viewModel.topUp.amounts.length
            YButton {
                required property int index
                objectName: "topUp." + index
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch
                vertical: true
                textSize: Theme.fontTitle
                text: root.viewModel.topUp.amounts[index]
                detail: root.viewModel.topUp.bonuses[index]
                onClicked: root.viewModel.chooseTopUpAmount(index)
            }
        }
    }
    YButton {
        objectName: "topUp.other"
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.touch * 1.5
        text: qsTr("Another amount")
        detail: root.viewModel.topUp.boundsText
        onClicked: root.viewModel.otherTopUpAmount()
    }
}

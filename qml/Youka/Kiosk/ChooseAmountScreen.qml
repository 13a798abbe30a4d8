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

    YButton {
        objectName: "amount.fillUp"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 2
        Layout.maximumHeight: Theme.touch * 3
        rank: YButton.Primary
        iconName: "nozzle"
        textSize: Theme.fontTitle
        text: qsTr("Fill up")
        detail: root.viewModel.availableText.length > 0 ? qsTr("until the tank is full, up to %1").arg(root.viewModel.availableText) : qsTr("until the tank is full")
        onClicked: root.viewModel.chooseFillUp()
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: root.portrait ? 2 : 4
        columnSpacing: Theme.grid * 2
        rowSpacing: Theme.grid * 2
        Repeater {
            model: root.viewModel.amountTexts.length
            YButton {
                required property int index
                objectName: "amount." + index
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch
                vertical: true
                textSize: Theme.fontTitle
                text: root.viewModel.amountTexts[index]
                enabled: index < root.viewModel.amountsAffordable
                detail: enabled ? "" : qsTr("more than is on the card")
                onClicked: root.viewModel.chooseAmount(index)
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.grid * 2
        YButton {
            objectName: "amount.other"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch
            Layout.preferredHeight: Theme.touch * 1.5
            text: qsTr("Another amount")
            onClicked: root.viewModel.otherAmount()
        }
        YButton {
            objectName: "amount.litres"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch
            Layout.preferredHeight: Theme.touch * 1.5
            text: qsTr("By litres")
            onClicked: root.viewModel.otherLitres()
        }
    }
}

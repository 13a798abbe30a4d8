pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The bills of one account: what each is made of, which are paid, and how much in all.
GridLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    readonly property BillsModel bills: viewModel.bills
    columns: portrait ? 1 : 2
    columnSpacing: Theme.grid * 3
    rowSpacing: Theme.grid * 2

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch * 3
        spacing: Theme.grid
        Label {
            objectName: "bills.biller"
            Layout.fillWidth: true
            text: root.bills.billerText
            font.weight: Font.DemiBold
        }
        Label {
            objectName: "bills.holder"
            Layout.fillWidth: true
            text: root.bills.holderText
            color: Theme.textMuted
            font.pixelSize: Theme.fontSmall
        }
        Label {
            visible: root.bills.count === 0
            Layout.fillWidth: true
            Layout.topMargin: Theme.grid * 4
            text: qsTr("Everything is paid. There is nothing more to do.")
        }
        ListView {
            id: list
            objectName: "bills"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: Theme.grid
            boundsBehavior: Flickable.StopAtBounds
            model: root.bills
            delegate: BillCard {
                width: list.width
                onToggled: root.viewModel.toggleBill(index)
                onPartAsked: root.viewModel.otherPart(index)
                onCreditChosen: which => root.viewModel.chooseCredit(index, which)
            }
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: !root.portrait
        Layout.preferredWidth: Theme.touch * 2
        spacing: Theme.grid * 2
        Banner {
            objectName: "error"
            visible: root.viewModel.errorText.length > 0
            Layout.fillWidth: true
            tone: "danger"
            text: root.viewModel.errorText
        }
        Item {
            visible: !root.portrait
            Layout.fillHeight: true
        }
        YButton {
            objectName: "bills.save"
            visible: root.viewModel.canSavePayee
            Layout.fillWidth: true
            iconName: "plus"
            text: qsTr("Save for next time")
            enabled: !root.viewModel.busy
            onClicked: root.viewModel.savePayee()
        }
        StatusChip {
            objectName: "bills.saved"
            visible: root.bills.isSaved
            text: qsTr("Saved with your card")
            iconName: "check"
            tone: "good"
        }
        Label {
            visible: root.bills.count > 0
            Layout.fillWidth: true
            text: qsTr("To pay now")
            color: Theme.textMuted
            horizontalAlignment: Text.AlignRight
        }
        MoneyText {
            objectName: "bills.total"
            visible: root.bills.count > 0
            Layout.fillWidth: true
            text: root.bills.totalText
            font.pixelSize: Theme.fontDisplay
            font.weight: Font.Bold
        }
        YButton {
            objectName: "bills.pay"
            visible: root.bills.count > 0
            Layout.fillWidth: true
            rank: YButton.Primary
            iconName: "phone"
            text: qsTr("Pay with your phone")
            enabled: root.bills.canPay
            onClicked: root.viewModel.payBills()
        }
        YButton {
            objectName: "bills.done"
            visible: root.bills.count === 0
            Layout.fillWidth: true
            rank: YButton.Primary
            iconName: "check"
            text: qsTr("Finish")
            onClicked: root.viewModel.goHome()
        }
    }
}

// The components are made by a Loader, where Qt 6.4 cannot bind them to this file.
// qmllint disable unqualified
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The chosen pump or sale: what it is, what it needs, and the keys in the same place whatever it is.
Sheet {
    id: root
    required property PosViewModel viewModel
    readonly property bool searching: viewModel.panel === PosViewModel.Goods
    readonly property bool refunding: viewModel.panel === PosViewModel.Refund
    readonly property bool choosing: viewModel.panel === PosViewModel.Coupons
    readonly property bool finding: viewModel.panel === PosViewModel.Find
    readonly property bool padOnly: searching || refunding || finding
    readonly property bool paying: viewModel.panel === PosViewModel.Pay

    function cash() {
        if (paying)
            viewModel.payCash();
        else
            viewModel.prepay();
    }
    function card() {
        if (paying)
            viewModel.payCard();
        else
            viewModel.fuelByCard();
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.grid * 2
        spacing: Theme.grid

        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.grid
            Label {
                objectName: "heading"
                Layout.fillWidth: true
                text: root.viewModel.heading
                font.pixelSize: Theme.fontTitle
                font.weight: Font.Bold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            YButton {
                objectName: "panel.back"
                rank: YButton.Quiet
                text: "Esc"
                iconName: "cross"
                Accessible.name: qsTr("Close")
                onClicked: root.viewModel.back()
            }
        }
        Label {
            objectName: "hint"
            visible: root.viewModel.errorText.length === 0
            Layout.fillWidth: true
            text: root.viewModel.hint
            color: Theme.textMuted
        }
        Banner {
            objectName: "error"
            visible: root.viewModel.errorText.length > 0
            Layout.fillWidth: true
            tone: "danger"
            text: root.viewModel.errorText
        }
        RowLayout {
            visible: root.viewModel.cardText.length > 0
            Layout.fillWidth: true
            StatusChip {
                objectName: "card"
                Layout.fillWidth: true
                text: root.viewModel.cardText
                iconName: "card"
                tone: "brand"
                textSize: Theme.fontBody
            }
            YButton {
                objectName: "card.drop"
                rank: YButton.Quiet
                iconName: "cross"
                Accessible.name: qsTr("Put the card away")
                onClicked: root.viewModel.dropCard()
            }
        }

        Loader {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: root.paying ? implicitHeight : 0 // the pad gives way
            sourceComponent: root.viewModel.panel === PosViewModel.Tanks ? tanks : root.finding ? find : root.choosing ? coupons : root.viewModel.panel === PosViewModel.Goods ? search : root.viewModel.pinAsked ? pin : root.refunding ? refund : root.viewModel.panel === PosViewModel.Receipt ? receipt : root.viewModel.panel === PosViewModel.Setup ? setup : root.paying ? pay : root.viewModel.panel === PosViewModel.NoPump ? null : live
        }

        Label {
            objectName: "receipt.printText"
            visible: root.viewModel.panel === PosViewModel.Receipt && text.length > 0
            Layout.fillWidth: true
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.WordWrap
            color: root.viewModel.receipt.printTone === "good" ? Theme.good : root.viewModel.receipt.printTone === "warn" ? Theme.warn : Theme.textMuted
            text: root.viewModel.receipt.printText
        }
        RowLayout {
            visible: root.viewModel.panel === PosViewModel.Receipt
            Layout.fillWidth: true
            spacing: Theme.grid
            YButton {
                objectName: "receipt.print"
                visible: root.viewModel.receipt.canPrint
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.touch * 3
                rank: YButton.Secondary
                iconName: "receipt"
                text: qsTr("Print")
                shortcutText: "Ctrl+P"
                onClicked: root.viewModel.receipt.print()
            }
            YButton {
                objectName: "receipt.refund"
                visible: root.viewModel.canRefund
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.touch * 3
                rank: YButton.Secondary
                iconName: "undo"
                text: qsTr("Give back ...")
                shortcutText: "Ctrl+R"
                onClicked: root.viewModel.refundSale()
            }
        }
        YButton {
            objectName: "receipt.done"
            visible: root.viewModel.panel === PosViewModel.Receipt
            Layout.fillWidth: true
            rank: YButton.Primary
            iconName: "check"
            text: qsTr("Done")
            shortcutText: qsTr("Enter")
            onClicked: root.viewModel.confirm()
        }
        RowLayout {
            visible: root.viewModel.panel !== PosViewModel.Receipt && root.viewModel.panel !== PosViewModel.Tanks && !root.choosing
            Layout.fillWidth: true
            Layout.fillHeight: !root.padOnly
            Layout.preferredHeight: Theme.touch * (root.padOnly ? 4 : 5) + Theme.grid * 4
            spacing: Theme.grid
            NumberPad {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch * 4
                corner: root.viewModel.pinAsked ? "clear" : "."
                backText: qsTr("Delete the last digit")
                clearText: qsTr("Clear")
                onPressed: key => root.viewModel.press(key)
            }
            Actions {
                visible: !root.padOnly
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch * 4
                Layout.fillWidth: true
                paying: root.paying
                viewModel: root.viewModel
                onCash: root.cash()
                onCard: root.card()
            }
        }
    }

    Component {
        id: setup
        SetupView {
            viewModel: root.viewModel
        }
    }
    Component {
        id: live
        LiveView {
            viewModel: root.viewModel
        }
    }
    Component {
        id: pay
        PayView {
            viewModel: root.viewModel
        }
    }
    Component {
        id: pin
        PinView {
            viewModel: root.viewModel
        }
    }
    Component {
        id: search
        BasketSearch {
            viewModel: root.viewModel
        }
    }
    Component {
        id: coupons
        CouponList {
            viewModel: root.viewModel
        }
    }
    Component {
        id: find
        FindSale {
            viewModel: root.viewModel
        }
    }
    Component {
        id: refund
        RefundView {
            refund: root.viewModel.refund
        }
    }
    Component {
        id: tanks
        TanksView {
            tanks: root.viewModel.tanks
        }
    }
    Component {
        id: receipt
        Flickable {
            contentHeight: paper.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            Receipt {
                id: paper
                width: parent.width
                model: root.viewModel.receipt
            }
        }
    }
}

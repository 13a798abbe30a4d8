import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// What is due, what was handed over, what goes back.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    RowLayout {
        Layout.fillWidth: true
        Label {
            text: root.viewModel.volumeText
            color: Theme.textMuted
            font.pixelSize: Theme.fontTitle
            wrapMode: Text.NoWrap
        }
        MoneyText {
            objectName: "due"
            Layout.fillWidth: true
            text: root.viewModel.amountText
            font.pixelSize: Math.round(Theme.fontDisplay * 1.25)
            font.weight: Font.Bold
        }
    }
    RowLayout {
        visible: root.viewModel.discounts.length > 0
        Layout.fillWidth: true
        spacing: Theme.grid
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            Repeater {
                model: root.viewModel.discounts
                Label {
                    required property string modelData
                    objectName: "discount"
                    Layout.fillWidth: true
                    text: modelData
                    color: Theme.brand
                    horizontalAlignment: Text.AlignRight
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
        }
        YButton {
            objectName: "coupons.drop"
            rank: YButton.Quiet
            iconName: "cross"
            Accessible.name: qsTr("Put the coupons away")
            enabled: root.viewModel.canUseCoupon
            onClicked: root.viewModel.dropCoupons()
        }
    }
    RowLayout {
        visible: root.viewModel.pointsLine.length > 0
        Layout.fillWidth: true
        spacing: Theme.grid
        Label {
            objectName: "points"
            Layout.fillWidth: true
            text: root.viewModel.pointsLine
            color: Theme.brand
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
        }
        YButton {
            objectName: "points.drop"
            rank: YButton.Quiet
            iconName: "cross"
            Accessible.name: qsTr("Give the points back")
            enabled: root.viewModel.canUsePoints
            onClicked: root.viewModel.usePoints()
        }
    }
    Field {
        objectName: "points.entry"
        visible: root.viewModel.pointsAsked
        Layout.fillWidth: true
        text: root.viewModel.pointsText
        placeholder: qsTr("Points; empty: the most")
    }
    Field {
        objectName: "coupon"
        visible: root.viewModel.couponAsked
        Layout.fillWidth: true
        text: root.viewModel.couponText
        placeholder: root.viewModel.couponHint
    }
    RowLayout {
        visible: !root.viewModel.couponAsked && !root.viewModel.pointsAsked
        Layout.fillWidth: true
        spacing: Theme.grid
        Field {
            objectName: "cash"
            Layout.fillWidth: true
            text: root.viewModel.entryText
            placeholder: qsTr("Cash given; empty: exact")
        }
        YButton {
            objectName: "pay.note"
            text: root.viewModel.nextCashText
            shortcutText: "F6"
            enabled: root.viewModel.canPayCash
            onClicked: root.viewModel.payNextNote()
        }
    }
    MoneyText {
        objectName: "change"
        visible: text.length > 0
        Layout.fillWidth: true
        text: root.viewModel.changeText
        font.pixelSize: Theme.fontTitle
    }
    Item {
        Layout.fillHeight: true
    }
}

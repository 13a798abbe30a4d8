import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The function keys, each in its own place for good.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    required property bool paying
    signal cash
    signal card
    readonly property bool enter: !viewModel.pinAsked
    spacing: Theme.grid

    YButton {
        objectName: "pay.coupon"
        visible: root.paying
        Layout.fillWidth: true
        Layout.fillHeight: true
        rank: root.viewModel.couponAsked ? YButton.Primary : YButton.Secondary
        iconName: "ticket"
        text: qsTr("Coupon")
        shortcutText: "F11"
        enabled: root.viewModel.canUseCoupon && root.enter
        onClicked: root.viewModel.useCoupon()
    }
    YButton {
        objectName: "action.release"
        visible: !root.paying
        Layout.fillWidth: true
        Layout.fillHeight: true
        rank: enabled && root.enter && root.viewModel.cardText.length === 0 ? YButton.Primary : YButton.Secondary
        iconName: "play"
        text: qsTr("Release")
        shortcutText: "F2"
        enabled: root.viewModel.canRelease && root.enter
        onClicked: root.viewModel.release()
    }
    YButton {
        objectName: root.paying ? "pay.cash" : "action.prepay"
        Layout.fillWidth: true
        Layout.fillHeight: true
        rank: enabled && root.paying && !root.viewModel.couponAsked && root.viewModel.cardText.length === 0 ? YButton.Primary : YButton.Secondary
        iconName: "cash"
        text: root.paying ? qsTr("Cash") : qsTr("Prepay")
        shortcutText: "F3"
        enabled: root.enter && (root.paying ? root.viewModel.canPayCash : root.viewModel.canPrepay)
        onClicked: root.cash()
    }
    YButton {
        objectName: root.paying ? "pay.card" : "action.card"
        Layout.fillWidth: true
        Layout.fillHeight: true
        rank: enabled && !root.viewModel.pointsAsked ? YButton.Primary : YButton.Secondary
        iconName: "card"
        text: qsTr("Card")
        shortcutText: "F4"
        enabled: root.paying ? root.viewModel.canPayCard : root.viewModel.canFuelByCard
        onClicked: root.card()
    }
    YButton {
        objectName: "pay.points"
        visible: root.paying
        Layout.fillWidth: true
        Layout.fillHeight: true
        rank: root.viewModel.pointsAsked ? YButton.Primary : YButton.Secondary
        iconName: "badge"
        text: root.viewModel.pointsLine.length > 0 ? qsTr("Points back") : qsTr("Points")
        shortcutText: "Ctrl+P"
        enabled: root.viewModel.canUsePoints
        onClicked: root.viewModel.usePoints()
    }
    YButton {
        objectName: "action.cancel"
        visible: !root.paying
        Layout.fillWidth: true
        Layout.fillHeight: true
        iconName: "cross"
        text: qsTr("Take back")
        shortcutText: "F8"
        enabled: root.viewModel.canCancel
        onClicked: root.viewModel.cancel()
    }
    YButton {
        objectName: "action.stop"
        Layout.fillWidth: true
        Layout.fillHeight: true
        rank: YButton.Danger
        iconName: "stop"
        text: qsTr("Stop")
        shortcutText: "F9"
        enabled: root.viewModel.canStop
        onClicked: root.viewModel.stop()
    }
}

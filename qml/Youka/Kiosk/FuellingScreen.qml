import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// From the release to the nozzle's return: the running figures, large.
ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    readonly property bool waiting: viewModel.screen === KioskViewModel.Lift
    spacing: Theme.grid * 2

    Banner {
        objectName: "error"
        visible: text.length > 0
        Layout.fillWidth: true
        tone: "danger"
        text: root.viewModel.pumpAlarmText.length > 0 ? root.viewModel.pumpAlarmText : root.viewModel.errorText
    }
    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 2
    }
    Icon {
        visible: root.waiting && root.height > Theme.touch * 6
        name: "nozzle"
        size: Theme.fontDisplay * 2
        color: Theme.brand
        Layout.alignment: Qt.AlignHCenter
    }
    Label {
        Layout.fillWidth: true
        text: root.waiting ? (root.viewModel.grade < 0 ? qsTr("The pump is yours. Choose the grade by its nozzle and fill.") : qsTr("The pump is yours. Lift the nozzle of %1 and fill.").arg(root.viewModel.grades[root.viewModel.grade])) : root.viewModel.priceText
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
    }
    MoneyText {
        objectName: "live.amount"
        visible: !root.waiting
        Layout.fillWidth: true
        text: root.viewModel.amountText
        font.pixelSize: Math.round(Theme.fontDisplay * (root.height > Theme.touch * 6 ? 1.5 : 1))
        font.weight: Font.Bold
        horizontalAlignment: Text.AlignHCenter
    }
    MoneyText {
        objectName: "live.volume"
        visible: !root.waiting
        Layout.fillWidth: true
        text: root.viewModel.volumeText
        font.pixelSize: Theme.fontDisplay
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        objectName: "fuelling.coupon"
        Layout.fillWidth: true
        visible: text.length > 0
        text: root.viewModel.couponText
        font.weight: Font.DemiBold
        horizontalAlignment: Text.AlignHCenter
    }
    Label {
        Layout.fillWidth: true
        visible: text.length > 0 && (root.waiting || root.height > Theme.touch * 5)
        text: root.viewModel.limitText
        color: Theme.textMuted
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        Layout.fillHeight: true
        Layout.preferredHeight: Theme.touch * 2
    }
    Label {
        visible: root.height > Theme.touch * 5
        Layout.fillWidth: true
        text: qsTr("You need not wait here. Hold your card to the reader afterwards and the receipt is shown.")
        color: Theme.textMuted
        font.pixelSize: Theme.fontSmall
        horizontalAlignment: Text.AlignHCenter
    }
    YButton {
        objectName: "fuelling.cancel"
        visible: root.waiting
        Layout.fillWidth: true
        iconName: "cross"
        text: qsTr("Cancel, I do not want to fill")
        enabled: !root.viewModel.busy
        onClicked: root.viewModel.cancelFuelling()
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The running figures, to be read from where the cashier stands.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    Item {
        Layout.fillHeight: true
    }
    MoneyText {
        objectName: "live.amount"
        Layout.fillWidth: true
        text: root.viewModel.amountText
        font.pixelSize: Math.round(Theme.fontDisplay * 1.5)
        font.weight: Font.Bold
    }
    MoneyText {
        objectName: "live.volume"
        Layout.fillWidth: true
        text: root.viewModel.volumeText
        font.pixelSize: Theme.fontTitle
        color: Theme.textMuted
    }
    Item {
        Layout.fillHeight: true
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The holder types the PIN on the pad below; the same key as before goes on.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid * 2

    Item {
        Layout.fillHeight: true
    }
    Label {
        Layout.alignment: Qt.AlignHCenter
        text: qsTr("Let the holder enter the PIN, then press Enter or Card")
    }
    PinDots {
        objectName: "pin"
        Layout.alignment: Qt.AlignHCenter
        count: root.viewModel.pinLength
        dotSize: Theme.fontTitle
    }
    Item {
        Layout.fillHeight: true
    }
}

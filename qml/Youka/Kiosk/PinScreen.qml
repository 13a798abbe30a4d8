import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

GridLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    columns: portrait ? 1 : 2
    columnSpacing: Theme.grid * 4
    rowSpacing: Theme.grid * 3

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        spacing: Theme.grid * 3
        Item {
            Layout.fillHeight: true
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("Cover the pad with your hand.")
            color: Theme.textMuted
            horizontalAlignment: Text.AlignHCenter
        }
        PinDots {
            objectName: "pin"
            Layout.alignment: Qt.AlignHCenter
            count: root.viewModel.pinLength
            dotSize: Theme.fontTitle
        }
        Banner {
            objectName: "error"
            visible: root.viewModel.errorText.length > 0
            Layout.fillWidth: true
            tone: "danger"
            text: root.viewModel.errorText
        }
        Item {
            Layout.fillHeight: true
        }
    }
    NumberPad {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        Layout.maximumHeight: Theme.touch * 7
        backText: qsTr("Delete the last digit")
        clearText: qsTr("Clear")
        onPressed: key => root.viewModel.press(key)
    }
    YButton {
        objectName: "pin.ok"
        Layout.columnSpan: root.columns
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        text: qsTr("Confirm")
        enabled: root.viewModel.pinComplete
        onClicked: root.viewModel.confirmPin()
    }
}

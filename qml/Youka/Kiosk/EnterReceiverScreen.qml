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
        spacing: Theme.grid * 2
        Item {
            Layout.fillHeight: true
        }
        Field {
            objectName: "receiver"
            Layout.fillWidth: true
            text: root.viewModel.codeText
            placeholder: qsTr("Customer or card number")
            textSize: Theme.fontTitle
        }
        Label {
            Layout.fillWidth: true
            text: qsTr("The phone number they are a customer with, or the number on their card")
            color: Theme.textMuted
            font.pixelSize: Theme.fontSmall
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
        objectName: "receiver.ok"
        Layout.columnSpan: root.columns
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        text: qsTr("Confirm")
        enabled: root.viewModel.receiverComplete
        onClicked: root.viewModel.confirmReceiver()
    }
}

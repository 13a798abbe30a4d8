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
            objectName: "entry"
            Layout.fillWidth: true
            text: root.viewModel.entryText
            placeholder: root.viewModel.entryIsLitres ? qsTr("Litres") : qsTr("Amount")
            after: root.viewModel.entryIsLitres ? qsTr("L") : ""
            textSize: Theme.fontTitle
        }
        Label {
            visible: root.viewModel.availableText.length > 0
            Layout.fillWidth: true
            text: qsTr("%1 available on your card").arg(root.viewModel.availableText)
            color: Theme.textMuted
            font.pixelSize: Theme.fontSmall
            horizontalAlignment: Text.AlignRight
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
        corner: "."
        backText: qsTr("Delete the last digit")
        clearText: qsTr("Clear")
        onPressed: key => root.viewModel.press(key)
    }
    YButton {
        objectName: "entry.ok"
        Layout.columnSpan: root.columns
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        text: qsTr("Confirm")
        enabled: root.viewModel.entryComplete
        onClicked: root.viewModel.confirmEntry()
    }
}

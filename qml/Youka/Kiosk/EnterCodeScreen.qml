pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The code of a flyer or a message: letters and digits.
ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    spacing: Theme.grid * 2

    Sheet {
        Layout.fillWidth: true
        implicitHeight: Theme.touch * 1.5
        Label {
            objectName: "code"
            anchors.centerIn: parent
            text: root.viewModel.codeText.length > 0 ? root.viewModel.codeText : qsTr("Letters and digits")
            color: root.viewModel.codeText.length > 0 ? Theme.text : Theme.textMuted
            font.pixelSize: root.viewModel.codeText.length > 0 ? Theme.fontTitle : Theme.fontBody
            font.letterSpacing: root.viewModel.codeText.length > 0 ? 4 : 0
        }
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
    GridLayout {
        id: pad
        Layout.fillWidth: true
        Layout.maximumHeight: Theme.touch * 6
        Layout.fillHeight: true
        columns: root.portrait ? 7 : 10
        columnSpacing: Theme.grid / 2
        rowSpacing: Theme.grid / 2
        Repeater {
            model: "1234567890QWERTYUIOPASDFGHJKLZXCVBNM".split("")
            YButton {
                required property string modelData
                objectName: "key." + modelData
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: Theme.touch
                Layout.preferredWidth: 1
                focusPolicy: Qt.NoFocus
                leftPadding: 0
                rightPadding: 0
                text: modelData
                onClicked: root.viewModel.press(modelData)
            }
        }
        YButton {
            objectName: "key.back"
            Layout.columnSpan: root.portrait ? 6 : 4
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: Theme.touch
            Layout.preferredWidth: 1
            focusPolicy: Qt.NoFocus
            iconName: "backspace"
            Accessible.name: qsTr("Delete the last character")
            onClicked: root.viewModel.press("back")
        }
    }
    YButton {
        objectName: "code.ok"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        text: qsTr("Get the coupon")
        enabled: root.viewModel.codeText.length > 0 && !root.viewModel.busy
        onClicked: root.viewModel.confirmCode()
    }
}

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

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        columns: root.portrait ? 1 : 2
        columnSpacing: Theme.grid * 2
        rowSpacing: Theme.grid * 2
        Sheet {
            Layout.fillWidth: true
            Layout.fillHeight: true
            implicitHeight: Theme.touch * (root.portrait ? 1.5 : 1)
            Label {
                readonly property bool typed: root.viewModel.codeText.length > 0
                objectName: "code"
                anchors.centerIn: parent
                text: typed ? root.viewModel.codeText : qsTr("Letters and digits")
                color: typed ? Theme.text : Theme.textMuted
                font.pixelSize: typed ? Theme.fontTitle : Theme.fontBody
                font.letterSpacing: typed ? 4 : 0
            }
        }
        YButton {
            objectName: "code.ok"
            Layout.fillWidth: root.portrait
            rank: YButton.Primary
            iconName: "check"
            text: root.viewModel.codeIsForFuel ? qsTr("Use the code") : qsTr("Get the coupon")
            enabled: root.viewModel.codeText.length > 0 && !root.viewModel.busy
            onClicked: root.viewModel.confirmCode()
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
    Repeater {
        model: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM<"]
        RowLayout {
            id: row
            required property string modelData
            Layout.fillWidth: true
            spacing: Theme.grid / 2
            Repeater {
                model: row.modelData.split("")
                YButton {
                    required property string modelData
                    readonly property bool isBack: modelData === "<"
                    objectName: isBack ? "key.back" : "key." + modelData
                    Layout.fillWidth: true
                    Layout.preferredWidth: isBack ? 3 : 1
                    focusPolicy: Qt.NoFocus
                    leftPadding: 0
                    rightPadding: 0
                    text: isBack ? "" : modelData
                    iconName: isBack ? "backspace" : ""
                    Accessible.name: isBack ? qsTr("Delete the last character") : text
                    onClicked: root.viewModel.press(isBack ? "back" : modelData)
                }
            }
        }
    }
}

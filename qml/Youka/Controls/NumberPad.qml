pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// Ten digits, and what the lower corners need: nothing, a point or a double zero on the left, back on the right.
GridLayout {
    id: root
    property string corner: "clear" // "clear", "." or "00"
    property string backText
    property string clearText
    property int keySize: Theme.fontTitle
    signal pressed(string key)

    columns: 3
    columnSpacing: Theme.grid
    rowSpacing: Theme.grid

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", root.corner, "0", "back"]
        YButton {
            required property string modelData
            readonly property bool isDigit: modelData.length === 1
            objectName: "key." + modelData
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.touch
            Layout.minimumHeight: Theme.touch
            focusPolicy: Qt.NoFocus
            text: modelData === "clear" ? root.clearText : modelData === "back" ? "" : modelData
            iconName: modelData === "back" ? "backspace" : ""
            leftPadding: Theme.grid / 2
            rightPadding: Theme.grid / 2
            textSize: isDigit ? root.keySize : Theme.fontSmall
            Accessible.name: modelData === "back" ? root.backText : text
            onClicked: root.pressed(modelData)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// Label and value per line; what matters most is large.
Sheet {
    id: root
    property alias model: lines.model
    implicitHeight: column.implicitHeight + Theme.grid * 4
    implicitWidth: column.implicitWidth + Theme.grid * 4

    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.margins: Theme.grid * 2
        spacing: Theme.grid
        Repeater {
            id: lines
            RowLayout {
                id: line
                required property string label
                required property string value
                required property bool strong
                required property int index
                Layout.fillWidth: true
                spacing: Theme.grid * 2
                Label {
                    text: line.label
                    color: Theme.textMuted
                    Layout.alignment: Qt.AlignBaseline
                }
                Label {
                    objectName: "receipt." + line.index
                    Layout.fillWidth: true
                    Layout.alignment: Qt.AlignBaseline
                    text: line.value
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: line.strong ? Theme.fontTitle : Theme.fontBody
                    font.weight: line.strong ? Font.Bold : Font.Normal
                }
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// What was typed on a pad, large, with its unit; a caret says that it waits.
Rectangle {
    id: root
    property string text
    property string placeholder
    property string before
    property string after
    property bool waiting: true
    property int textSize: Theme.fontTitle
    property int side: Text.AlignRight // of figures; words stand on the left

    implicitHeight: Math.max(Theme.touch, value.implicitHeight + Theme.grid)
    radius: Theme.radius
    color: Theme.surface
    border.width: waiting ? Theme.focusWidth : Theme.borderWidth
    border.color: waiting ? Theme.brand : Theme.border
    Accessible.role: Accessible.EditableText
    Accessible.name: placeholder
    Accessible.description: text

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.grid * 2
        anchors.rightMargin: Theme.grid * 2
        spacing: Theme.grid
        Label {
            visible: root.before.length > 0 && root.text.length > 0
            text: root.before
            color: Theme.textMuted
            font.pixelSize: root.textSize
            Accessible.ignored: true
        }
        Label {
            id: value
            Layout.fillWidth: true
            text: root.text.length > 0 ? root.text : root.placeholder
            color: root.text.length > 0 ? Theme.text : Theme.textMuted
            font.pixelSize: root.text.length > 0 ? root.textSize : Theme.fontBody
            font.weight: root.text.length > 0 ? Font.DemiBold : Font.Normal
            horizontalAlignment: root.text.length > 0 ? root.side : Text.AlignLeft
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Label {
            visible: root.after.length > 0 && root.text.length > 0
            text: root.after
            color: Theme.textMuted
            Accessible.ignored: true
        }
    }
}

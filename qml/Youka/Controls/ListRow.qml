pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Youka.Controls

/// A row that can be pressed: what, what about it, and an amount on the right.
T.AbstractButton {
    id: root
    property string detail
    property string amount
    property string note
    property string tone: "neutral"
    property string stateText

    implicitHeight: Math.max(Theme.touch, implicitContentHeight + Theme.grid)
    implicitWidth: implicitContentWidth + Theme.grid * 4
    leftPadding: Theme.grid * 2
    rightPadding: Theme.grid * 2
    hoverEnabled: false
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: text + ", " + detail + ", " + amount
    Accessible.description: stateText
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.brandSoft : Theme.surfaceAlt
        border.width: root.visualFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.visualFocus ? Theme.focus : Theme.border
    }
    contentItem: RowLayout {
        spacing: Theme.grid * 2
        ColumnLayout {
            spacing: 0
            Layout.fillWidth: true
            Label {
                Layout.fillWidth: true
                text: root.text
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Label {
                Layout.fillWidth: true
                text: root.detail
                color: Theme.textMuted
                font.pixelSize: Theme.fontSmall
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        ColumnLayout {
            spacing: 0
            MoneyText {
                Layout.alignment: Qt.AlignRight
                text: root.amount
                Accessible.ignored: true
            }
            Label {
                Layout.alignment: Qt.AlignRight
                visible: root.note.length > 0
                text: root.note
                color: Theme.textMuted
                font.pixelSize: Theme.fontSmall
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
        StatusChip {
            visible: root.stateText.length > 0
            text: root.stateText
            tone: root.tone
        }
    }
}

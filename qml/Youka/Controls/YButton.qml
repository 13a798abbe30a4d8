pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Youka.Controls

/// A button of one of four ranks; `shortcutText` shows the key that does the same.
T.Button {
    id: root

    enum Rank { Primary, Secondary, Danger, Quiet }
    property int rank: YButton.Secondary
    property string iconName
    property string shortcutText
    property string detail
    property int textSize: Theme.fontBody
    property bool vertical: false

    readonly property bool filled: enabled && (rank === YButton.Primary || rank === YButton.Danger)
    readonly property color ink: !enabled ? Theme.textDisabled : filled ? (rank === YButton.Danger ? Theme.surface : Theme.textOnBrand) : rank === YButton.Quiet ? Theme.brand : Theme.text
    readonly property color paper: !enabled ? Theme.disabled : rank === YButton.Danger ? Theme.danger : rank === YButton.Primary ? (down ? Theme.brandPressed : Theme.brand) : down || checked ? Theme.brandSoft : rank === YButton.Quiet ? "transparent" : Theme.surface

    implicitHeight: Math.max(Theme.touch, content.implicitHeight + Theme.grid * 2)
    implicitWidth: Math.max(Theme.touch, content.implicitWidth + Theme.grid * 4)
    padding: Theme.grid
    leftPadding: Theme.grid * 2
    rightPadding: Theme.grid * 2
    hoverEnabled: false
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: detail.length > 0 ? text + ", " + detail : text
    Accessible.description: shortcutText
    Keys.onReturnPressed: root.click()
    Keys.onEnterPressed: root.click()

    background: Rectangle {
        radius: Theme.radius
        color: root.paper
        border.width: root.visualFocus ? Theme.focusWidth : root.filled || root.rank === YButton.Quiet || !root.enabled ? 0 : Theme.borderWidth
        border.color: root.visualFocus ? Theme.focus : root.checked ? Theme.brand : Theme.border
        Behavior on color {
            ColorAnimation {
                duration: Theme.motion
            }
        }
    }

    contentItem: GridLayout {
        id: content
        flow: root.vertical ? GridLayout.TopToBottom : GridLayout.LeftToRight
        columns: root.vertical ? 1 : 3
        rows: root.vertical ? 3 : 1
        columnSpacing: Theme.grid
        rowSpacing: Theme.grid

        Icon {
            visible: root.iconName.length > 0
            name: root.iconName
            color: root.ink
            size: root.vertical ? root.textSize * 2 : Math.round(root.textSize * 1.25)
            Layout.alignment: Qt.AlignCenter
        }
        ColumnLayout {
            spacing: 0
            visible: root.text.length > 0
            Layout.fillWidth: true
            Layout.alignment: Qt.AlignVCenter
            Label {
                Layout.fillWidth: true
                text: root.text
                color: root.ink
                font.pixelSize: root.textSize
                font.weight: Font.DemiBold
                horizontalAlignment: root.iconName.length > 0 && !root.vertical && root.shortcutText.length > 0 ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
            Label {
                visible: root.detail.length > 0
                Layout.fillWidth: true
                text: root.detail
                color: root.filled ? root.ink : root.enabled ? Theme.textMuted : Theme.textDisabled
                font.pixelSize: Theme.fontSmall
                horizontalAlignment: root.vertical || root.shortcutText.length === 0 ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
        }
        Label {
            visible: root.shortcutText.length > 0
            text: root.shortcutText
            color: root.filled ? root.ink : Theme.textMuted
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}

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
    /// Icon and text at the left edge; otherwise they stand together in the middle.
    property bool leading: shortcutText.length > 0

    readonly property bool filled: enabled && (rank === YButton.Primary || rank === YButton.Danger)
    property color ink: !enabled ? Theme.textDisabled : filled ? (rank === YButton.Danger ? Theme.surface : Theme.textOnBrand) : rank === YButton.Quiet ? Theme.brand : Theme.text
    readonly property color paper: !enabled ? Theme.disabled : rank === YButton.Danger ? Theme.danger : rank === YButton.Primary ? (down ? Theme.brandPressed : Theme.brand) : down || checked ? Theme.brandSoft : rank === YButton.Quiet ? "transparent" : Theme.surface

    implicitHeight: Math.max(Theme.touch, implicitContentHeight + Theme.grid * 2)
    implicitWidth: Math.max(Theme.touch, implicitContentWidth + Theme.grid * 4)
    padding: Theme.grid
    leftPadding: Theme.grid * 2
    rightPadding: Theme.grid * 2
    hoverEnabled: false
    focusPolicy: Qt.TabFocus
    Accessible.role: Accessible.Button
    Accessible.name: detail.length > 0 ? text + ", " + detail : text
    Accessible.description: shortcutText
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

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
        columns: root.vertical ? 1 : 5
        columnSpacing: Theme.grid
        rowSpacing: root.vertical ? Theme.grid : 0

        Item {
            visible: !root.leading || root.vertical
            Layout.fillWidth: true
            Layout.fillHeight: root.vertical
        }
        Icon {
            visible: root.iconName.length > 0
            name: root.iconName
            color: root.ink
            size: root.vertical ? root.textSize * 3 : Math.round(root.textSize * 1.25)
            Layout.alignment: Qt.AlignCenter
        }
        ColumnLayout {
            spacing: 0
            visible: root.text.length > 0
            Layout.fillWidth: true
            Layout.maximumWidth: root.leading || root.vertical ? Theme.unlimited : implicitWidth
            Layout.alignment: Qt.AlignVCenter
            Label {
                Layout.fillWidth: true
                text: root.text
                color: root.ink
                font.pixelSize: root.textSize
                font.weight: Font.DemiBold
                horizontalAlignment: root.leading && !root.vertical ? Text.AlignLeft : Text.AlignHCenter
                Accessible.ignored: true
            }
            Label {
                visible: root.detail.length > 0
                Layout.fillWidth: true
                text: root.detail
                color: root.filled ? root.ink : root.enabled ? Theme.textMuted : Theme.textDisabled
                font.pixelSize: Theme.fontSmall
                horizontalAlignment: root.leading && !root.vertical ? Text.AlignLeft : Text.AlignHCenter
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
        Item {
            visible: !root.leading || root.vertical
            Layout.fillWidth: true
            Layout.fillHeight: root.vertical
        }
    }
}

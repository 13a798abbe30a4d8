import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Youka.Controls

/// One pump, live.
T.AbstractButton {
    id: root
    required property int pump
    required property string title
    required property string stateText
    required property string tone
    required property string iconName
    required property bool running
    required property bool free
    required property string product
    required property string priceText
    required property string hose
    required property bool figures
    required property string amountText
    required property string volumeText
    required property string modeText
    required property string limitText
    required property string waitingText
    required property string alarmText
    property bool selected: false

    objectName: "tile.pump." + pump
    hoverEnabled: false
    focusPolicy: Qt.TabFocus
    padding: Theme.grid
    Accessible.role: Accessible.Button
    Accessible.name: title + ", " + stateText + ", " + product + ", " + amountText
    Accessible.description: alarmText

    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.selected ? Theme.brandSoft : Theme.surface
        border.width: root.selected || root.visualFocus ? Theme.focusWidth : Theme.borderWidth
        border.color: root.visualFocus ? Theme.focus : root.selected ? Theme.brand : root.tone === "warn" ? Theme.warn : root.tone === "danger" ? Theme.danger : Theme.border
    }

    contentItem: ColumnLayout {
        spacing: 0
        RowLayout {
            spacing: Theme.grid
            Label {
                text: root.pump
                font.pixelSize: Theme.fontDisplay
                font.weight: Font.Bold
                Layout.minimumWidth: implicitWidth
                Accessible.ignored: true
            }
            Item {
                Layout.fillWidth: true
            }
            ColumnLayout {
                spacing: Theme.grid / 2
                StatusChip {
                    objectName: "state.pump." + root.pump
                    Layout.alignment: Qt.AlignRight
                    text: root.stateText
                    iconName: root.iconName
                    tone: root.tone
                }
                Label {
                    Layout.alignment: Qt.AlignRight
                    visible: root.waitingText.length > 0
                    text: root.waitingText
                    color: root.tone === "warn" ? Theme.warn : Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
        Label {
            Layout.fillWidth: true
            text: root.hose.length > 0 ? root.hose + " · " + root.product + " · " + root.priceText : root.product
            color: Theme.textMuted
            font.pixelSize: Theme.fontSmall
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        Item {
            Layout.fillHeight: true
        }
        MoneyText {
            objectName: "amount.pump." + root.pump
            Layout.fillWidth: true
            visible: root.figures
            text: root.amountText
            font.pixelSize: root.running ? Math.round(Theme.fontTitle * 1.4) : Theme.fontTitle
            color: root.running ? Theme.text : Theme.textMuted
            Accessible.ignored: true
        }
        RowLayout {
            spacing: Theme.grid
            Label {
                Layout.fillWidth: true
                text: root.limitText.length > 0 ? root.modeText + " ≤ " + root.limitText : root.modeText
                color: Theme.brand
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Label {
                objectName: "volume.pump." + root.pump
                visible: root.figures
                text: root.volumeText
                color: root.running ? Theme.text : Theme.textMuted
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}

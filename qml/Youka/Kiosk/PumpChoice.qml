import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Youka.Controls

/// A pump to choose; one that cannot be chosen says why before it is pressed.
T.AbstractButton {
    id: root
    required property int pump
    required property string title
    required property string stateText
    required property string tone
    required property string iconName
    required property bool free
    required property string product

    objectName: "pump." + pump
    enabled: free
    hoverEnabled: false
    focusPolicy: Qt.TabFocus
    padding: Theme.grid * 2
    Accessible.role: Accessible.Button
    Accessible.name: title + ", " + product + ", " + stateText
    background: Rectangle {
        radius: Theme.radius
        color: !root.enabled ? Theme.disabled : root.down ? Theme.brandSoft : Theme.surface
        border.width: root.visualFocus ? Theme.focusWidth : root.enabled ? Theme.borderWidth : 0
        border.color: root.visualFocus ? Theme.focus : Theme.border
    }
    contentItem: ColumnLayout {
        spacing: 0
        Label {
            Layout.fillHeight: true
            Layout.alignment: Qt.AlignHCenter
            text: root.pump
            color: root.enabled ? Theme.text : Theme.textDisabled
            font.pixelSize: Theme.fontDisplay
            font.weight: Font.Bold
            Accessible.ignored: true
        }
        Label {
            Layout.fillWidth: true
            text: root.product
            color: root.enabled ? Theme.textMuted : Theme.textDisabled
            font.pixelSize: Theme.fontSmall
            horizontalAlignment: Text.AlignHCenter
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        StatusChip {
            Layout.alignment: Qt.AlignHCenter
            Layout.topMargin: Theme.grid
            text: root.stateText
            iconName: root.iconName
            tone: root.tone
        }
    }
}

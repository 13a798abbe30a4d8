pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// Each tank: how full it is, what is wrong with it, and how old that is.
ListView {
    id: root
    required property TankListModel tanks

    objectName: "tankList"
    clip: true
    spacing: Theme.grid
    boundsBehavior: Flickable.StopAtBounds
    model: tanks
    delegate: Sheet {
        id: tank
        required property int index
        required property string title
        required property real fill
        required property string fillText
        required property string volumeText
        required property string detail
        required property string deliveryText
        required property string stateText
        required property string tone
        required property string iconName
        required property string alarmText

        objectName: "tank." + index
        width: ListView.view.width
        implicitHeight: column.implicitHeight + Theme.grid * 2
        color: Theme.background
        Accessible.role: Accessible.StaticText
        Accessible.name: title + ", " + stateText + ", " + volumeText + ", " + fillText + ", " + detail + ", " + alarmText

        ColumnLayout {
            id: column
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.grid
            spacing: Theme.grid / 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.grid
                Label {
                    Layout.fillWidth: true
                    text: tank.title
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                StatusChip {
                    objectName: "tank.state." + tank.index
                    text: tank.stateText
                    tone: tank.tone
                    iconName: tank.iconName
                }
            }
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.grid
                Rectangle {
                    Layout.fillWidth: true
                    implicitHeight: Theme.grid * 2
                    radius: height / 2
                    color: Theme.disabled
                    Rectangle {
                        width: Math.max(tank.fill > 0 ? height : 0, parent.width * tank.fill)
                        height: parent.height
                        radius: height / 2
                        color: tank.tone === "danger" ? Theme.danger : tank.tone === "warn" ? Theme.warn : Theme.brand
                    }
                }
                Label {
                    Layout.preferredWidth: Theme.touch
                    horizontalAlignment: Text.AlignRight
                    text: tank.fillText
                }
                Label {
                    objectName: "tank.volume." + tank.index
                    Layout.preferredWidth: Theme.touch * 2
                    horizontalAlignment: Text.AlignRight
                    text: tank.volumeText
                    font.weight: Font.DemiBold
                }
            }
            Label {
                visible: text.length > 0
                Layout.fillWidth: true
                text: tank.detail
                color: Theme.textMuted
                font.pixelSize: Theme.fontSmall
            }
            Label {
                visible: text.length > 0
                Layout.fillWidth: true
                text: tank.deliveryText
                color: Theme.textMuted
                font.pixelSize: Theme.fontSmall
            }
            Label {
                objectName: "tank.alarm." + tank.index
                visible: text.length > 0
                Layout.fillWidth: true
                text: tank.alarmText
                color: tank.tone === "danger" ? Theme.danger : Theme.warn
                font.pixelSize: Theme.fontSmall
                font.weight: Font.DemiBold
            }
        }
    }
}

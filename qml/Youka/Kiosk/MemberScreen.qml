pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// Points and level, then what can be used or had for points.
GridLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    columns: portrait ? 1 : 2
    columnSpacing: Theme.grid * 3
    rowSpacing: Theme.grid * 3

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: !root.portrait
        Layout.preferredWidth: Theme.touch
        Layout.alignment: Qt.AlignTop
        spacing: Theme.grid * 2
        Banner {
            objectName: "member.said"
            visible: root.viewModel.memberSaid.length > 0
            Layout.fillWidth: true
            tone: "good"
            text: root.viewModel.memberSaid
        }
        Sheet {
            Layout.fillWidth: true
            implicitHeight: figures.implicitHeight + Theme.grid * 6
            StatusChip {
                anchors.right: parent.right
                anchors.top: parent.top
                anchors.margins: Theme.grid * 3
                visible: text.length > 0
                text: root.viewModel.member.levelText
                iconName: "badge"
                tone: "brand"
            }
            ColumnLayout {
                id: figures
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: Theme.grid * 3
                spacing: Theme.grid
                Label {
                    Layout.fillWidth: true
                    text: qsTr("Points to spend")
                    color: Theme.textMuted
                }
                MoneyText {
                    objectName: "points"
                    Layout.fillWidth: true
                    text: root.viewModel.member.pointsText
                    font.pixelSize: Theme.fontDisplay
                    font.weight: Font.Bold
                }
                Label {
                    visible: text.length > 0
                    Layout.fillWidth: true
                    text: root.viewModel.member.pendingText
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                    horizontalAlignment: Text.AlignRight
                }
                Label {
                    visible: text.length > 0
                    Layout.fillWidth: true
                    text: root.viewModel.member.expiringText
                    color: Theme.warn
                    font.pixelSize: Theme.fontSmall
                    horizontalAlignment: Text.AlignRight
                }
            }
        }
        YButton {
            objectName: "member.code"
            Layout.fillWidth: true
            iconName: "ticket"
            text: qsTr("Enter a code")
            onClicked: root.viewModel.enterCode()
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        spacing: Theme.grid * 2
        Label {
            text: qsTr("Coupons")
            font.weight: Font.DemiBold
        }
        Label {
            visible: root.viewModel.member.count === 0
            Layout.fillWidth: true
            text: qsTr("There are none yet. With a code from a flyer or a message you get one.")
            color: Theme.textMuted
        }
        ListView {
            objectName: "coupons"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: Theme.grid
            boundsBehavior: Flickable.StopAtBounds
            model: root.viewModel.member
            delegate: Sheet {
                id: entry
                required property int index
                required property string name
                required property string detail
                required property string stateText
                required property string tone
                required property bool isOffer
                required property bool affordable
                required property bool canGive
                width: ListView.view.width
                implicitHeight: cells.implicitHeight + Theme.grid * 2
                RowLayout {
                    id: cells
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.grid * 2
                    spacing: Theme.grid * 2
                    Icon {
                        name: "ticket"
                        color: entry.tone === "good" ? Theme.good : Theme.textMuted
                    }
                    ColumnLayout {
                        Layout.fillWidth: true
                        spacing: 0
                        Label {
                            Layout.fillWidth: true
                            text: entry.name
                            font.weight: Font.DemiBold
                        }
                        Label {
                            Layout.fillWidth: true
                            text: entry.detail
                            color: Theme.textMuted
                            font.pixelSize: Theme.fontSmall
                        }
                    }
                    StatusChip {
                        // What can be given away can be used; its words need the room.
                        visible: !entry.isOffer && !(entry.canGive && entry.width < Theme.touch * 8)
                        text: entry.stateText
                        iconName: entry.tone === "good" ? "check" : entry.tone === "brand" ? "badge" : "clock"
                        tone: entry.tone
                    }
                    YButton {
                        objectName: "give." + entry.index
                        visible: entry.canGive
                        text: qsTr("Give away")
                        onClicked: root.viewModel.giveAway(entry.index)
                    }
                    YButton {
                        objectName: "offer." + entry.index
                        visible: entry.isOffer
                        enabled: entry.affordable
                        text: qsTr("Exchange")
                        onClicked: root.viewModel.chooseOffer(entry.index)
                    }
                }
            }
        }
    }
}

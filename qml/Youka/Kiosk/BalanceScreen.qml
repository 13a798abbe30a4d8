pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

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
        Sheet {
            Layout.fillWidth: true
            implicitHeight: figures.implicitHeight + Theme.grid * 6
            ColumnLayout {
                id: figures
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: Theme.grid * 3
                spacing: Theme.grid
                Label {
                    Layout.fillWidth: true
                    text: qsTr("Available")
                    color: Theme.textMuted
                }
                MoneyText {
                    objectName: "available"
                    Layout.fillWidth: true
                    text: root.viewModel.balance.availableText
                    font.pixelSize: Theme.fontDisplay
                    font.weight: Font.Bold
                }
                Label {
                    visible: text.length > 0
                    Layout.fillWidth: true
                    text: root.viewModel.balance.heldText
                    color: Theme.warn
                    font.pixelSize: Theme.fontSmall
                    horizontalAlignment: Text.AlignRight
                }
                RowLayout {
                    StatusChip {
                        text: root.viewModel.balance.stateText
                        iconName: root.viewModel.balance.active ? "check" : "lock"
                        tone: root.viewModel.balance.active ? "good" : "danger"
                    }
                    Label {
                        Layout.fillWidth: true
                        text: root.viewModel.balance.expiresText
                        color: Theme.textMuted
                        font.pixelSize: Theme.fontSmall
                        horizontalAlignment: Text.AlignRight
                    }
                }
                Label {
                    visible: text.length > 0
                    Layout.fillWidth: true
                    text: root.viewModel.balance.asOfText
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                }
            }
        }
        YButton {
            objectName: "balance.fuel"
            Layout.fillWidth: true
            rank: YButton.Primary
            iconName: "pump"
            text: qsTr("Fuel with this card")
            onClicked: root.viewModel.chooseFuel()
        }
        GridLayout { // beside each other where there is little height
            Layout.fillWidth: true
            Layout.fillHeight: false
            columns: root.portrait ? 1 : 2
            columnSpacing: Theme.grid * 2
            rowSpacing: Theme.grid * 2
            YButton {
                objectName: "balance.topUp"
                visible: root.viewModel.hasTopUps
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.touch
                iconName: "phone"
                text: qsTr("Top up")
                onClicked: root.viewModel.chooseTopUp()
            }
            YButton {
                objectName: "balance.member"
                visible: root.viewModel.hasMembers
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.touch
                iconName: "ticket"
                text: root.portrait ? qsTr("Points and coupons") : qsTr("Coupons")
                onClicked: root.viewModel.chooseMember()
            }
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        spacing: Theme.grid * 2
        Label {
            text: qsTr("Latest movements")
            font.weight: Font.DemiBold
        }
        ListView {
            objectName: "movements"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: Theme.grid
            boundsBehavior: Flickable.StopAtBounds
            model: root.viewModel.balance
            delegate: Sheet {
                id: movement
                required property string what
                required property string timeText
                required property string amountText
                required property bool incoming
                width: ListView.view.width
                implicitHeight: cells.implicitHeight + Theme.grid * 2
                RowLayout {
                    id: cells
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.grid * 2
                    ColumnLayout {
                        spacing: 0
                        Label {
                            Layout.fillWidth: true
                            text: movement.what
                            wrapMode: Text.NoWrap
                            elide: Text.ElideRight
                        }
                        Label {
                            Layout.fillWidth: true
                            text: movement.timeText
                            color: Theme.textMuted
                            font.pixelSize: Theme.fontSmall
                            wrapMode: Text.NoWrap
                            elide: Text.ElideRight
                        }
                    }
                    MoneyText {
                        text: (movement.incoming ? "+" : "") + movement.amountText
                        color: movement.incoming ? Theme.good : Theme.text
                    }
                }
            }
        }
    }
}

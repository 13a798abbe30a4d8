pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// One bill; touched, it is paid or not.
Sheet {
    id: root
    required property int index
    required property string period
    required property string note
    required property string amount
    required property string total
    required property bool arrears
    required property bool chosen
    required property bool canPart
    required property list<string> choices
    required property int choice
    required property list<string> steps
    required property string advice
    readonly property bool isCredit: choices.length > 0
    signal toggled
    signal partAsked
    signal creditChosen(which: int)

    implicitHeight: column.implicitHeight + Theme.grid * 3
    border.color: chosen ? Theme.brand : Theme.border
    border.width: chosen ? Theme.focusWidth : Theme.borderWidth

    TapHandler {
        enabled: !root.isCredit
        onTapped: root.toggled()
    }
    ColumnLayout {
        id: column
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.grid * 2
        spacing: Theme.grid
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.grid * 2
            YButton {
                objectName: "bill." + root.index
                visible: !root.isCredit
                rank: root.chosen ? YButton.Primary : YButton.Secondary
                iconName: root.chosen ? "check" : "plus"
                Accessible.name: root.chosen ? qsTr("%1 is paid").arg(root.period) : qsTr("%1 is not paid").arg(root.period)
                onClicked: root.toggled()
            }
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.grid
                    Label {
                        text: root.period
                        font.weight: Font.DemiBold
                        wrapMode: Text.NoWrap
                    }
                    StatusChip {
                        visible: root.arrears
                        text: qsTr("Overdue")
                        iconName: "warning"
                        tone: "warn"
                    }
                    Item {
                        Layout.fillWidth: true
                    }
                }
                Label {
                    visible: text.length > 0
                    Layout.fillWidth: true
                    text: root.note
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                }
            }
            ColumnLayout {
                visible: !root.isCredit
                spacing: 0
                MoneyText {
                    text: root.amount
                    font.pixelSize: Theme.fontTitle
                    font.weight: Font.DemiBold
                    color: root.chosen ? Theme.text : Theme.textMuted
                }
                Label {
                    visible: text.length > 0
                    Layout.alignment: Qt.AlignRight
                    text: root.total
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                }
            }
        }
        Repeater {
            model: root.steps
            Label {
                required property string modelData
                Layout.fillWidth: true
                text: modelData
                font.pixelSize: Theme.fontSmall
            }
        }
        RowLayout {
            visible: root.advice.length > 0
            Layout.fillWidth: true
            spacing: Theme.grid
            Icon {
                name: "info"
                color: Theme.brand
                size: Theme.fontSmall
            }
            Label {
                Layout.fillWidth: true
                text: root.advice
                color: Theme.brand
                font.pixelSize: Theme.fontSmall
            }
        }
        YButton {
            objectName: "part." + root.index
            visible: root.canPart
            rank: YButton.Quiet
            iconName: "edit"
            textSize: Theme.fontSmall
            text: qsTr("Pay another amount")
            onClicked: root.partAsked()
        }
        GridLayout {
            visible: root.isCredit
            Layout.fillWidth: true
            columns: 3
            columnSpacing: Theme.grid
            rowSpacing: Theme.grid
            Repeater {
                model: root.choices
                YButton {
                    required property int index
                    required property string modelData
                    objectName: "credit." + index
                    Layout.fillWidth: true
                    Layout.preferredWidth: Theme.touch
                    Layout.preferredHeight: Theme.touch * 1.25
                    rank: root.choice === index ? YButton.Primary : YButton.Secondary
                    text: modelData
                    onClicked: root.creditChosen(index)
                }
            }
        }
    }
}

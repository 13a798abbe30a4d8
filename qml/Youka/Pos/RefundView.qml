pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// What of a sale goes back, why, and who says so; then what to give.
ColumnLayout {
    id: root
    required property RefundViewModel refund
    spacing: Theme.grid

    ListView {
        objectName: "refund.lines"
        visible: !root.refund.isDone && !root.refund.asksPin
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        spacing: Theme.grid / 2
        boundsBehavior: Flickable.StopAtBounds
        model: root.refund.lines.length
        currentIndex: root.refund.current
        delegate: ListRow {
            required property int index
            readonly property var line: root.refund.lines[index] ?? ({})
            objectName: "refund.line." + index
            width: ListView.view.width
            text: line.name ?? ""
            detail: line.sold ?? ""
            amount: line.back ?? ""
            stateText: index === root.refund.current ? qsTr("goes back") : ""
            tone: "brand"
            onClicked: root.refund.choose(index)
        }
    }
    GridLayout {
        visible: !root.refund.isDone && !root.refund.asksPin
        Layout.fillWidth: true
        columns: 2
        columnSpacing: Theme.grid
        rowSpacing: Theme.grid
        Repeater {
            model: root.refund.reasons.length
            YButton {
                required property int index
                objectName: "refund.reason." + index
                Layout.fillWidth: true
                Layout.preferredWidth: Theme.touch
                text: root.refund.reasons[index]
                checked: root.refund.reason === index
                Accessible.checkable: true
                Accessible.checked: checked
                onClicked: root.refund.reason = index
            }
        }
    }
    Segmented {
        visible: root.refund.asksPin && !root.refund.isDone
        Layout.fillWidth: true
        prefix: "refund.person"
        texts: root.refund.people
        current: root.refund.person
        onChosen: index => root.refund.person = index
    }
    Item {
        visible: root.refund.asksPin
        Layout.fillHeight: true
    }
    PinDots {
        objectName: "refund.pin"
        visible: root.refund.asksPin && !root.refund.isDone
        Layout.alignment: Qt.AlignHCenter
        count: root.refund.pinLength
        dotSize: Theme.fontTitle
    }
    Label {
        objectName: "refund.way"
        visible: root.refund.isDone
        Layout.fillWidth: true
        text: root.refund.wayText
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Theme.fontTitle
    }
    MoneyText {
        objectName: "refund.amount"
        visible: root.refund.isDone
        Layout.fillWidth: true
        text: root.refund.amountText
        horizontalAlignment: Text.AlignHCenter
        font.pixelSize: Math.round(Theme.fontDisplay * 1.25)
        font.weight: Font.Bold
    }
    Repeater {
        model: root.refund.details
        Label {
            required property string modelData
            Layout.fillWidth: true
            text: modelData
            color: Theme.textMuted
            horizontalAlignment: Text.AlignHCenter
        }
    }
    Item {
        visible: root.refund.asksPin
        Layout.fillHeight: true
    }
    YButton {
        objectName: "refund.ok"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: root.refund.isDone ? "check" : "undo"
        text: root.refund.isDone ? qsTr("Done") : root.refund.asksPin ? qsTr("Give back") : qsTr("Go on")
        shortcutText: qsTr("Enter")
        enabled: root.refund.canConfirm
        onClicked: root.refund.confirm()
    }
}

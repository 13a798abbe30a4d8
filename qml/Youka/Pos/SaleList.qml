pragma ComponentBehavior: Bound
import QtQuick
import Youka.Controls
import Youka.ViewModels

Sheet {
    id: root
    required property string prefix
    required property string heading
    required property string empty
    required property SaleListModel model
    property bool finished: false
    property bool findable: false
    signal chosen(int row)
    signal find

    Label {
        id: head
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.margins: Theme.grid
        text: root.heading
        font.weight: Font.DemiBold
    }
    StatusChip {
        anchors.right: parent.right
        anchors.rightMargin: Theme.grid
        anchors.verticalCenter: head.verticalCenter
        visible: !root.finished && root.model.count > 0
        text: root.model.count
        tone: "warn"
    }
    YButton {
        objectName: "sale.find"
        anchors.right: parent.right
        anchors.rightMargin: Theme.grid
        anchors.verticalCenter: head.verticalCenter
        implicitHeight: head.height + Theme.grid
        visible: root.findable
        rank: YButton.Quiet
        iconName: "search"
        textSize: Theme.fontSmall
        text: qsTr("By number")
        shortcutText: qsTr("Ctrl+F")
        onClicked: root.find()
    }
    Label {
        anchors.centerIn: parent
        visible: root.model.count === 0
        text: root.empty
        color: Theme.textMuted
    }
    ListView {
        objectName: root.prefix
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
        anchors.bottom: parent.bottom
        anchors.margins: Theme.grid
        clip: true
        spacing: Theme.grid / 2
        boundsBehavior: Flickable.StopAtBounds
        model: root.model
        delegate: ListRow {
            required property int index
            required property string title
            required property string amountText
            required property string timeText
            required property string sentText
            required property string saleState
            required property string saleDetail
            required property string saleTone
            objectName: root.prefix + "." + index
            width: ListView.view.width
            text: title + " · " + timeText
            detail: root.finished ? saleDetail + " · " + sentText : saleDetail
            amount: amountText
            stateText: root.finished ? saleState : ""
            tone: saleTone
            onClicked: root.chosen(index)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

Sheet {
    id: root
    required property string prefix
    required property string heading
    required property string empty
    required property SaleListModel model
    property bool finished: false
    signal chosen(int row)

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.grid
        spacing: Theme.grid
        RowLayout {
            Layout.fillHeight: false
            Label {
                Layout.fillWidth: true
                text: root.heading
                font.weight: Font.DemiBold
            }
            StatusChip {
                visible: !root.finished && root.model.count > 0
                text: root.model.count
                tone: "warn"
            }
        }
        Label {
            visible: root.model.count === 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            text: root.empty
            color: Theme.textMuted
            horizontalAlignment: Text.AlignHCenter
        }
        ListView {
            visible: root.model.count > 0
            objectName: root.prefix
            Layout.fillWidth: true
            Layout.fillHeight: true
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
}

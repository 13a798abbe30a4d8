pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The amount on top, and whose app pays it.
ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    readonly property bool low: height < Theme.touch * 7
    spacing: Theme.grid * 3

    Sheet {
        Layout.fillWidth: true
        implicitHeight: figures.implicitHeight + Theme.grid * (root.low ? 2 : 6)
        ColumnLayout {
            id: figures
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.grid * 3
            spacing: Theme.grid
            MoneyText {
                objectName: "topUp.amount"
                Layout.fillWidth: true
                text: root.viewModel.topUp.amountText
                font.pixelSize: Theme.fontDisplay
                font.weight: Font.Bold
            }
            Label {
                visible: text.length > 0
                Layout.fillWidth: true
                text: root.viewModel.topUp.bonusText
                color: Theme.good
                horizontalAlignment: Text.AlignRight
            }
        }
    }
    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: root.portrait ? 1 : Math.max(1, root.viewModel.topUp.ways.length)
        columnSpacing: Theme.grid * 2
        rowSpacing: Theme.grid * 2
        Repeater {
            model: root.viewModel.topUp.ways.length
            YButton {
                required property int index
                objectName: "way." + index
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch
                Layout.maximumHeight: Theme.touch * 4
                vertical: !root.low
                iconName: "phone"
                textSize: Theme.fontTitle
                text: root.viewModel.topUp.ways[index]
                detail: qsTr("with the app on your phone")
                onClicked: root.viewModel.chooseWay(index)
            }
        }
    }
}

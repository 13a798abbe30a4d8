pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    readonly property bool low: height < Theme.touch * 9
    spacing: Theme.grid * (low ? 1 : 3)

    Item {
        Layout.fillHeight: true
    }
    Icon {
        visible: !(root.low && root.viewModel.topUp.fateNames.length > 0) // each bill has its own
        Layout.alignment: Qt.AlignHCenter
        name: root.viewModel.topUp.tone === "good" ? "check" : root.viewModel.topUp.tone === "warn" ? "warning" : root.viewModel.topUp.tone === "brand" ? "clock" : "info"
        size: Theme.touch * (root.low ? 1 : 2)
        color: root.viewModel.topUp.tone === "good" ? Theme.good : root.viewModel.topUp.tone === "warn" ? Theme.warn : root.viewModel.topUp.tone === "brand" ? Theme.brand : Theme.textMuted
    }
    Label {
        objectName: "topUp.detail"
        Layout.fillWidth: true
        text: root.viewModel.topUp.resultDetail
        horizontalAlignment: Text.AlignHCenter
    }
    ListView {
        objectName: "bills.fates"
        visible: count > 0
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: contentHeight
        Layout.maximumHeight: contentHeight
        clip: true
        spacing: Theme.grid
        boundsBehavior: Flickable.StopAtBounds
        model: root.viewModel.topUp.fateNames.length
        delegate: Sheet {
            id: fate
            required property int index
            width: ListView.view.width
            implicitHeight: cells.implicitHeight + Theme.grid * 3
            RowLayout {
                id: cells
                anchors.left: parent.left
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                anchors.margins: Theme.grid * 2
                spacing: Theme.grid * 2
                ColumnLayout {
                    Layout.fillWidth: true
                    spacing: 0
                    Label {
                        Layout.fillWidth: true
                        text: root.viewModel.topUp.fateNames[fate.index] ?? ""
                        font.weight: Font.DemiBold
                    }
                    Label {
                        Layout.fillWidth: true
                        text: root.viewModel.topUp.fateDetails[fate.index] ?? ""
                        color: Theme.textMuted
                        font.pixelSize: Theme.fontSmall
                    }
                }
                MoneyText {
                    text: root.viewModel.topUp.fateAmounts[fate.index] ?? ""
                }
                StatusChip {
                    readonly property string shade: root.viewModel.topUp.fateTones[fate.index] ?? ""
                    text: root.viewModel.topUp.fateStates[fate.index] ?? ""
                    tone: shade
                    iconName: shade === "good" ? "check" : shade === "warn" ? "undo" : "clock"
                }
            }
        }
    }
    Sheet {
        Layout.fillWidth: true
        visible: root.viewModel.topUp.availableText.length > 0
        implicitHeight: figures.implicitHeight + Theme.grid * (root.low ? 2 : 6)
        ColumnLayout {
            id: figures
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            anchors.margins: Theme.grid * 3
            Label {
                Layout.fillWidth: true
                text: qsTr("Available now")
                color: Theme.textMuted
            }
            MoneyText {
                objectName: "topUp.available"
                Layout.fillWidth: true
                text: root.viewModel.topUp.availableText
                font.pixelSize: Theme.fontDisplay
                font.weight: Font.Bold
            }
        }
    }
    Label {
        objectName: "topUp.order"
        Layout.fillWidth: true
        visible: root.viewModel.topUp.orderText.length > 0
        text: qsTr("Order …%1").arg(root.viewModel.topUp.orderText)
        color: Theme.textMuted
        font.pixelSize: Theme.fontSmall
        horizontalAlignment: Text.AlignHCenter
    }
    Item {
        Layout.fillHeight: true
    }
    YButton {
        objectName: "topUp.done"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        text: qsTr("Finish")
        onClicked: root.viewModel.goHome()
    }
}

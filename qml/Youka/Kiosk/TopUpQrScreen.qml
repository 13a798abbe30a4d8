import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The code, how long it is good for, and what is happening.
GridLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    readonly property bool waiting: viewModel.topUp.stage === TopUpModel.Waiting
    columns: portrait ? 1 : 2
    columnSpacing: Theme.grid * 4
    rowSpacing: Theme.grid * 3

    Item {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: Theme.touch
        Image {
            id: code
            objectName: "topUp.qr"
            anchors.centerIn: parent
            width: Math.min(parent.width, parent.height, Theme.touch * 10)
            height: width
            visible: root.waiting
            sourceSize.width: width
            sourceSize.height: height
            smooth: false
            source: root.viewModel.topUp.qr
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The code to scan with %1").arg(root.viewModel.topUp.wayText)
        }
        Icon {
            anchors.centerIn: parent
            visible: !root.waiting
            name: "clock"
            size: Theme.touch * 2
            color: Theme.textMuted
        }
    }
    ColumnLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: Theme.touch
        Layout.alignment: Qt.AlignVCenter
        spacing: Theme.grid * 2
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
        StatusChip {
            objectName: "topUp.state"
            Layout.alignment: Qt.AlignRight
            text: root.viewModel.topUp.stateText
            iconName: root.waiting ? "phone" : "clock"
            tone: root.viewModel.topUp.tone
        }
        Rectangle {
            Layout.fillWidth: true
            implicitHeight: Theme.grid
            radius: height / 2
            color: Theme.border
            visible: root.waiting
            Rectangle {
                width: parent.width * root.viewModel.topUp.shareLeft
                height: parent.height
                radius: height / 2
                color: root.viewModel.topUp.secondsLeft > 15 ? Theme.brand : Theme.warn
            }
        }
        Label {
            objectName: "topUp.left"
            Layout.fillWidth: true
            visible: root.waiting
            text: qsTr("Good for another %1 s. This page goes on by itself when you have paid.").arg(root.viewModel.topUp.secondsLeft)
            color: Theme.textMuted
        }
        Label {
            Layout.fillWidth: true
            visible: root.viewModel.topUp.stage === TopUpModel.Ending
            text: qsTr("This usually takes a few seconds. Please do not pay any more.")
            color: Theme.textMuted
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    readonly property bool beside: width > height
    spacing: Theme.grid * 3

    Flickable {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: Math.max(paper.height, root.beside ? codes.height : 0) + (root.beside || !code.visible ? 0 : codes.height + Theme.grid * 2)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Receipt {
            id: paper
            objectName: "receipt"
            width: parent.width - (root.beside && code.visible ? codes.width + Theme.grid * 3 : 0)
            height: implicitHeight
            model: root.viewModel.receipt
        }
        Row {
            id: codes
            readonly property real side: Theme.touch * 3
            x: root.beside ? parent.width - width : Math.round((parent.width - width) / 2)
            y: root.beside ? 0 : paper.height + Theme.grid * 2
            spacing: Theme.grid * 2
            Column {
                visible: root.viewModel.receipt.phoneCode.length > 0
                width: codes.side
                spacing: Theme.grid
                Image { // its address on the customers' pages
                    id: phoneCode
                    objectName: "receipt.phoneCode"
                    width: codes.side
                    height: width
                    sourceSize.width: width
                    sourceSize.height: height
                    smooth: false
                    source: root.viewModel.receipt.phoneCode
                    Accessible.role: Accessible.Graphic
                    Accessible.name: qsTr("The receipt as a code for your phone")
                }
                Label {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.WordWrap
                    text: qsTr("Scan it: receipt and invoice on your phone")
                }
            }
            Image { // the sale's number: the counter's scanner reads it from a picture of this
                id: code
                objectName: "receipt.code"
                visible: root.viewModel.receipt.code.length > 0
                width: codes.side
                height: width
                sourceSize.width: width
                sourceSize.height: height
                smooth: false
                source: root.viewModel.receipt.code
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("The sale's number as a code for the counter's scanner")
            }
        }
    }
    Label {
        objectName: "receipt.printText"
        visible: text.length > 0
        Layout.fillWidth: true
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.WordWrap
        color: root.viewModel.receipt.printTone === "good" ? Theme.good : root.viewModel.receipt.printTone === "warn" ? Theme.warn : Theme.textMuted
        text: root.viewModel.receipt.printText
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.grid * 2
        YButton {
            objectName: "receipt.print"
            visible: root.viewModel.receipt.canPrint
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch * 4
            rank: YButton.Secondary
            iconName: "receipt"
            text: qsTr("Print the receipt")
            onClicked: root.viewModel.receipt.print()
        }
        YButton {
            objectName: "done"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch * 4
            rank: YButton.Primary
            iconName: "check"
            text: qsTr("Finish")
            onClicked: root.viewModel.goHome()
        }
    }
}

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
        contentHeight: paper.height + (root.beside || !code.visible ? 0 : code.height + Theme.grid * 2)
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Receipt {
            id: paper
            objectName: "receipt"
            width: parent.width - (root.beside && code.visible ? code.width + Theme.grid * 3 : 0)
            height: implicitHeight
            model: root.viewModel.receipt
        }
        Image { // the sale's number: the counter's scanner reads it from a picture of this
            id: code
            objectName: "receipt.code"
            visible: root.viewModel.receipt.code.length > 0
            x: root.beside ? parent.width - width : Math.round((parent.width - width) / 2)
            y: root.beside ? 0 : paper.height + Theme.grid * 2
            width: Theme.touch * 3
            height: width
            sourceSize.width: width
            sourceSize.height: height
            smooth: false
            source: root.viewModel.receipt.code
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("The sale's number as a code for the counter's scanner")
        }
    }
    YButton {
        objectName: "done"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "check"
        text: qsTr("Finish")
        onClicked: root.viewModel.goHome()
    }
}

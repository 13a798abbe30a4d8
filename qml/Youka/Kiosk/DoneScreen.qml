import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    spacing: Theme.grid * 3

    Flickable {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: paper.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        Receipt {
            id: paper
            objectName: "receipt"
            width: parent.width
            model: root.viewModel.receipt
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

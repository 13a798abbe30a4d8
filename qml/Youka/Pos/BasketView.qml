pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The goods of the sale that is due, a line each; the current one answers to + and -.
ListView {
    id: root
    required property PosViewModel viewModel

    objectName: "basket"
    clip: true
    spacing: Theme.grid / 2
    boundsBehavior: Flickable.StopAtBounds
    model: viewModel.basket
    currentIndex: viewModel.basket.current
    delegate: Rectangle {
        id: line
        required property int index
        required property string name
        required property string detail
        required property string quantityText
        required property string amountText
        required property bool byPiece
        readonly property bool chosen: ListView.isCurrentItem

        objectName: "basket." + index
        width: ListView.view.width
        implicitHeight: Theme.touch
        radius: Theme.radius
        color: chosen ? Theme.brandSoft : Theme.surfaceAlt
        Accessible.role: Accessible.ListItem
        Accessible.name: name + ", " + detail + ", " + amountText

        RowLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.grid
            spacing: Theme.grid / 2
            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0
                Label {
                    Layout.fillWidth: true
                    text: line.name
                    font.weight: Font.DemiBold
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                Label {
                    Layout.fillWidth: true
                    text: line.detail
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
            MoneyText {
                text: line.amountText
                Accessible.ignored: true
            }
            YButton {
                objectName: "basket.less." + line.index
                visible: line.byPiece
                rank: YButton.Quiet
                iconName: "minus"
                enabled: root.viewModel.canSell
                Accessible.name: qsTr("One less of %1").arg(line.name)
                onClicked: root.viewModel.stepQuantity(line.index, -1)
            }
            YButton {
                objectName: "basket.more." + line.index
                visible: line.byPiece
                rank: YButton.Quiet
                iconName: "plus"
                enabled: root.viewModel.canSell
                Accessible.name: qsTr("One more of %1").arg(line.name)
                onClicked: root.viewModel.stepQuantity(line.index, 1)
            }
            YButton {
                objectName: "basket.remove." + line.index
                rank: YButton.Quiet
                iconName: "cross"
                enabled: root.viewModel.canSell
                Accessible.name: qsTr("Take %1 out of the basket").arg(line.name)
                onClicked: root.viewModel.removeLine(line.index)
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T
import Youka.Controls
import Youka.ViewModels

/// A member's coupons beside the sale that is due: what each takes off, or why it does not.
ColumnLayout {
    id: root
    required property PosViewModel viewModel
    spacing: Theme.grid

    RowLayout {
        Layout.fillWidth: true
        Label {
            Layout.fillWidth: true
            text: qsTr("Left to pay")
            color: Theme.textMuted
        }
        MoneyText {
            objectName: "choice.due"
            text: root.viewModel.amountText
            font.pixelSize: Theme.fontDisplay
            font.weight: Font.Bold
        }
    }
    ListView {
        objectName: "choices"
        Layout.fillWidth: true
        Layout.fillHeight: true
        clip: true
        spacing: Theme.grid / 2
        boundsBehavior: Flickable.StopAtBounds
        model: root.viewModel.choice
        currentIndex: root.viewModel.choice.current
        highlightMoveDuration: 0
        delegate: T.AbstractButton {
            id: row
            required property int index
            required property string name
            required property string detail
            required property string amountText
            required property string why
            required property string stateText
            required property string tone
            required property bool taken
            readonly property bool marked: ListView.isCurrentItem

            objectName: "choice." + index
            width: ListView.view.width
            implicitHeight: Math.max(Theme.touch, implicitContentHeight + Theme.grid * 2)
            padding: Theme.grid
            hoverEnabled: false
            focusPolicy: Qt.NoFocus
            enabled: !root.viewModel.busy
            checked: taken
            text: name
            Accessible.role: Accessible.CheckBox
            Accessible.name: name + ", " + stateText + ", " + amountText
            Accessible.description: why
            Accessible.checkable: true
            Accessible.checked: taken
            onClicked: root.viewModel.toggleCoupon(index)

            background: Rectangle {
                radius: Theme.radius
                color: row.down ? Theme.brandSoft : Theme.surfaceAlt
                border.width: row.marked ? Theme.focusWidth : Theme.borderWidth
                border.color: row.marked ? Theme.focus : Theme.border
            }
            contentItem: ColumnLayout {
                spacing: Theme.grid / 2
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.grid
                    Icon {
                        opacity: row.taken ? 1 : 0
                        name: "check"
                        color: Theme.good
                    }
                    Label {
                        Layout.fillWidth: true
                        text: row.name
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                        Accessible.ignored: true
                    }
                    MoneyText {
                        visible: row.amountText.length > 0
                        text: row.amountText
                        Accessible.ignored: true
                    }
                    StatusChip {
                        objectName: "choice.state." + row.index
                        text: row.stateText
                        tone: row.tone
                    }
                }
                Label {
                    objectName: "choice.why." + row.index
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.fontTitle + Theme.grid
                    text: row.why.length > 0 ? row.why : row.detail
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                    Accessible.ignored: true
                }
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.grid
        YButton {
            objectName: "choice.undo"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch
            rank: YButton.Secondary
            iconName: "undo"
            text: qsTr("Undo")
            shortcutText: qsTr("Ctrl+Z")
            enabled: root.viewModel.canUndoCoupons
            onClicked: root.viewModel.undoCoupons()
        }
        YButton {
            objectName: "choice.ok"
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch * 2
            rank: YButton.Primary
            iconName: "check"
            text: qsTr("Go on to pay")
            shortcutText: qsTr("Enter")
            enabled: !root.viewModel.busy
            onClicked: root.viewModel.closeCoupons()
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// Stands where the work does until somebody of the station has signed in. A pump can be stopped meanwhile.
Sheet {
    id: root
    required property PosViewModel viewModel
    readonly property SignInViewModel signIn: viewModel.signIn

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.grid * 2
        spacing: Theme.grid

        RowLayout {
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.touch
            spacing: Theme.grid * 2
            Icon {
                name: "lock"
                color: Theme.brand
                size: Theme.fontDisplay
            }
            Label {
                objectName: "signIn.heading"
                Layout.fillWidth: true
                text: root.signIn.heading
                font.pixelSize: Theme.fontTitle
                font.weight: Font.Bold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Field {
                objectName: "signIn.number"
                visible: !root.signIn.asksPin
                Layout.preferredWidth: Theme.touch * 3
                text: root.signIn.numberText
                placeholder: qsTr("Number")
                waiting: root.signIn.numberText.length > 0
            }
        }
        Label {
            objectName: "signIn.hint"
            visible: root.signIn.errorText.length === 0
            Layout.fillWidth: true
            text: root.signIn.hint
            color: Theme.textMuted
        }
        Banner {
            objectName: "signIn.error"
            visible: root.signIn.errorText.length > 0
            Layout.fillWidth: true
            tone: "danger"
            text: root.signIn.errorText
        }

        GridView {
            id: people
            objectName: "people"
            visible: !root.signIn.asksPin
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            cellWidth: Math.floor(width / 2)
            cellHeight: Theme.touch + Theme.grid * 2
            boundsBehavior: Flickable.StopAtBounds
            model: root.signIn.people
            delegate: Item {
                id: cell
                required property int index
                required property string name
                required property string detail
                width: people.cellWidth
                height: people.cellHeight
                YButton {
                    objectName: "person." + cell.index
                    anchors.fill: parent
                    anchors.rightMargin: cell.index % 2 === 0 ? Theme.grid / 2 : 0
                    anchors.leftMargin: cell.index % 2 === 0 ? 0 : Theme.grid / 2
                    anchors.bottomMargin: Theme.grid
                    leading: true
                    text: cell.name
                    detail: cell.detail
                    enabled: !root.signIn.busy
                    onClicked: root.signIn.choose(cell.index)
                }
            }
        }
        Item {
            visible: root.signIn.asksPin
            Layout.fillWidth: true
            Layout.fillHeight: true
            PinDots {
                objectName: "pin"
                anchors.centerIn: parent
                count: root.signIn.pinLength
                most: 8
                dotSize: Theme.fontTitle
            }
        }

        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.preferredHeight: Theme.touch * 4 + Theme.grid * 3
            spacing: Theme.grid
            NumberPad {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch * 4
                enabled: !root.signIn.busy
                backText: qsTr("Delete the last digit")
                clearText: qsTr("Clear")
                onPressed: key => root.signIn.press(key)
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: Theme.touch * 4
                spacing: Theme.grid
                YButton {
                    objectName: "signIn.ok"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: Theme.touch * 2
                    rank: YButton.Primary
                    iconName: "check"
                    text: root.signIn.asksPin ? qsTr("Sign in") : qsTr("Next")
                    shortcutText: qsTr("Enter")
                    enabled: root.signIn.canConfirm
                    onClicked: root.signIn.confirm()
                }
                YButton {
                    objectName: "signIn.back"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: Theme.touch
                    iconName: "back"
                    text: qsTr("Somebody else")
                    shortcutText: "Esc"
                    enabled: root.signIn.asksPin && !root.signIn.busy
                    onClicked: root.signIn.back()
                }
                YButton {
                    objectName: "action.stop"
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.preferredHeight: Theme.touch
                    rank: YButton.Danger
                    iconName: "stop"
                    text: root.viewModel.canStop ? qsTr("Stop pump %1").arg(root.viewModel.selectedPump) : qsTr("Stop")
                    shortcutText: "F9"
                    enabled: root.viewModel.canStop
                    onClicked: root.viewModel.stop()
                }
            }
        }
    }
}

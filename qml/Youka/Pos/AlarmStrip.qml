import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// What needs somebody, in one strip: the centre, the pumps, and what waits to be sent.
Sheet {
    id: root
    required property PosViewModel viewModel
    readonly property int alarmCount: viewModel.alarms.length
    property int shown: 0
    readonly property int current: alarmCount > 0 ? shown % alarmCount : 0

    implicitHeight: Theme.touch + Theme.grid

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.grid
        anchors.rightMargin: Theme.grid
        spacing: Theme.grid

        StatusChip {
            objectName: "strip.link"
            text: root.viewModel.linkText
            iconName: root.viewModel.online ? "online" : "offline"
            tone: root.viewModel.online ? "good" : "warn"
        }
        YButton {
            objectName: "strip.alarm"
            visible: root.alarmCount > 0
            Layout.fillWidth: true
            Layout.preferredWidth: Theme.touch
            rank: YButton.Quiet
            leading: true
            ink: Theme.danger
            iconName: "warning"
            textSize: Theme.fontSmall
            text: root.alarmCount > 0 ? root.viewModel.alarms[root.current] : ""
            shortcutText: root.alarmCount > 1 ? (root.current + 1) + "/" + root.alarmCount : ""
            onClicked: root.shown = root.current + 1
        }
        Item {
            visible: root.alarmCount === 0
            Layout.fillWidth: true
        }
        YButton {
            objectName: "goods"
            visible: root.viewModel.hasShop
            enabled: root.viewModel.canSell || root.viewModel.panel === PosViewModel.Goods
            rank: YButton.Quiet
            ink: enabled ? Theme.text : Theme.textDisabled
            iconName: "cart"
            textSize: Theme.fontSmall
            text: qsTr("Shop")
            shortcutText: "F1"
            onClicked: root.viewModel.showGoods()
        }
        YButton {
            objectName: "tanks"
            visible: root.viewModel.tanks.count > 0
            enabled: !root.viewModel.signIn.needed
            rank: YButton.Quiet
            ink: root.viewModel.tanksTone === "danger" ? Theme.danger : root.viewModel.tanksTone === "warn" ? Theme.warn : Theme.text
            iconName: root.viewModel.tanksTone === "good" ? "tank" : "warning"
            textSize: Theme.fontSmall
            text: qsTr("Tanks")
            shortcutText: "F12"
            onClicked: root.viewModel.showTanks()
        }
        YButton {
            objectName: "lock"
            visible: root.viewModel.signIn.name.length > 0
            Layout.maximumWidth: Theme.touch * 5
            rank: YButton.Quiet
            leading: true
            iconName: "lock"
            textSize: Theme.fontSmall
            text: root.viewModel.signIn.name
            shortcutText: "F10"
            Accessible.name: qsTr("Lock, %1 is signed in").arg(root.viewModel.signIn.name)
            onClicked: root.viewModel.signIn.lock()
        }
        LanguageSwitch {
            language: root.viewModel.language
            onChosen: code => root.viewModel.language = code
        }
        ThemeSwitch {}
    }
}

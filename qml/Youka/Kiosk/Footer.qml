import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The same on every page: back and home on the left, how the page looks and speaks on the right.
GridLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    columns: portrait ? 1 : 2
    rowSpacing: Theme.grid
    columnSpacing: Theme.grid * 2

    RowLayout {
        spacing: Theme.grid * 2
        Layout.fillWidth: true
        YButton {
            objectName: "back"
            visible: root.viewModel.canGoBack
            Layout.fillWidth: root.portrait
            Layout.preferredWidth: root.portrait ? Theme.touch : implicitWidth
            iconName: "back"
            text: qsTr("Back")
            onClicked: root.viewModel.goBack()
        }
        YButton {
            objectName: "home"
            visible: root.viewModel.canGoHome
            Layout.fillWidth: root.portrait
            Layout.preferredWidth: root.portrait ? Theme.touch : implicitWidth
            iconName: "home"
            text: qsTr("Home")
            onClicked: root.viewModel.goHome()
        }
        YButton {
            objectName: "help"
            visible: root.viewModel.screen === KioskViewModel.Home
            Layout.fillWidth: root.portrait
            Layout.preferredWidth: root.portrait ? Theme.touch : implicitWidth
            iconName: "info"
            text: qsTr("Help")
            onClicked: root.viewModel.chooseHelp()
        }
        Item {
            visible: !root.portrait
            Layout.fillWidth: true
        }
    }
    RowLayout {
        spacing: Theme.grid
        Layout.fillWidth: root.portrait
        Item {
            Layout.fillWidth: true
        }
        YButton {
            objectName: "largeText"
            rank: YButton.Quiet
            iconName: "text"
            textSize: Theme.fontSmall
            checked: Theme.largeText
            text: qsTr("Large text")
            onClicked: {
                root.viewModel.touched();
                Theme.largeText = !Theme.largeText;
            }
        }
        YButton {
            objectName: "contrast"
            rank: YButton.Quiet
            iconName: "contrast"
            textSize: Theme.fontSmall
            checked: Theme.kind === Theme.Contrast
            text: qsTr("High contrast")
            onClicked: {
                root.viewModel.touched();
                Theme.kind = Theme.kind === Theme.Contrast ? Theme.Light : Theme.Contrast;
            }
        }
        LanguageSwitch {
            rank: YButton.Secondary
            language: root.viewModel.language
            onChosen: code => root.viewModel.language = code
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// The kiosk: where am I on top, one question in the middle, back and home always at the bottom left.
Window {
    id: root
    required property KioskViewModel viewModel
    property bool fullScreen: false
    readonly property bool portrait: height > width

    width: 1080
    height: 1920
    visible: true
    visibility: fullScreen ? Window.FullScreen : Window.Windowed
    color: Theme.background
    title: qsTr("Youka kiosk")

    Connections {
        target: root.viewModel
        function onLeftAlone() {
            Theme.largeText = false;
            Theme.kind = Theme.Light;
        }
    }

    FocusScope {
        anchors.fill: parent
        focus: true
        Keys.onPressed: event => {
            root.viewModel.touched();
            if (root.viewModel.scan(event.text, event.key === Qt.Key_Return || event.key === Qt.Key_Enter))
                return;
            if (event.key >= Qt.Key_0 && event.key <= Qt.Key_9)
                root.viewModel.press(String(event.key - Qt.Key_0));
            else if ((root.viewModel.screen === KioskViewModel.EnterCode || root.viewModel.screen === KioskViewModel.Help) && event.key >= Qt.Key_A && event.key <= Qt.Key_Z)
                root.viewModel.press(event.text);
            else if (root.viewModel.screen === KioskViewModel.Help && event.key === Qt.Key_Space)
                root.viewModel.press("space");
            else if (event.key === Qt.Key_Backspace)
                root.viewModel.press("back");
            else if (event.key === Qt.Key_Escape)
                root.viewModel.goBack();
        }

        PointHandler {
            onActiveChanged: root.viewModel.touched()
        }

        ColumnLayout {
            anchors.fill: parent
            anchors.margins: Theme.grid * (root.portrait ? 4 : 2)
            spacing: Theme.grid * 2

            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.grid * 2
                Icon {
                    name: "pump"
                    color: Theme.brand
                }
                Label {
                    text: qsTr("Youka")
                    color: Theme.brand
                    font.weight: Font.Bold
                }
                Item {
                    Layout.fillWidth: true
                }
                StatusChip {
                    objectName: "cardShown"
                    visible: root.viewModel.cardText.length > 0
                    text: root.viewModel.cardText
                    iconName: "card"
                    tone: "brand"
                }
                Label {
                    objectName: "step"
                    visible: text.length > 0
                    text: root.viewModel.stepText
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                    wrapMode: Text.NoWrap
                }
            }
            Label {
                objectName: "title"
                Layout.fillWidth: true
                text: root.viewModel.title
                font.pixelSize: Theme.fontTitle
                font.weight: Font.Bold
            }
            Banner {
                objectName: "banner"
                visible: root.viewModel.bannerText.length > 0
                Layout.fillWidth: true
                tone: "warn"
                text: root.viewModel.bannerText
            }
            Loader {
                id: page
                Layout.fillWidth: true
                Layout.fillHeight: true
                sourceComponent: pages.of(root.viewModel.screen)
            }
            Countdown {
                objectName: "countdown"
                Layout.fillWidth: true
                seconds: root.viewModel.countdown
                text: qsTr("Still there? This page closes in %1 s.").arg(root.viewModel.countdown)
                stayText: qsTr("I am still here")
                onStayed: root.viewModel.touched()
            }
            Footer {
                Layout.fillWidth: true
                Layout.fillHeight: false // a layout in a layout takes its share of what is free, unless told
                portrait: root.portrait
                viewModel: root.viewModel
            }
        }
    }

    Pages {
        id: pages
        viewModel: root.viewModel
        portrait: root.portrait
    }
}

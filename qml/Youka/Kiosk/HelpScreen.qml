pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// Help: what was asked on top, the pages that answer, and keys to ask with; or one page.
GridLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    readonly property HelpModel help: viewModel.help
    columns: portrait || help.open ? 1 : 2
    columnSpacing: Theme.grid * 2
    rowSpacing: Theme.grid * 2

    ColumnLayout {
        visible: !root.help.open
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        spacing: Theme.grid * 2
        Field {
            objectName: "help.question"
            Layout.fillWidth: true
            text: root.help.question
            placeholder: qsTr("Type a word, in pinyin or English")
            textSize: Theme.fontBody
            side: Text.AlignLeft
        }
        Label {
            objectName: "help.nothing"
            visible: text.length > 0
            Layout.fillWidth: true
            text: root.help.nothingText
        }
        ListView {
            id: pages
            objectName: "help.pages"
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            spacing: Theme.grid
            model: root.help
            onMovementStarted: root.viewModel.touched()
            delegate: ListRow {
                required property int index
                required property string titleText
                required property string detailText
                objectName: "help.page." + index
                width: pages.width
                text: titleText
                detail: detailText
                onClicked: root.viewModel.openHelp(index)
            }
        }
        Label {
            objectName: "help.hotline"
            Layout.fillWidth: true
            text: root.help.hotlineText
            color: Theme.textMuted
            font.pixelSize: Theme.fontSmall
        }
    }
    ColumnLayout {
        visible: !root.help.open
        Layout.fillWidth: true
        Layout.fillHeight: false
        Layout.preferredWidth: 1
        Layout.alignment: Qt.AlignBottom
        spacing: Theme.grid
        Repeater {
            model: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM_<"]
            RowLayout {
                id: row
                required property string modelData
                Layout.fillWidth: true
                spacing: Theme.grid / 2
                Repeater {
                    model: row.modelData.split("")
                    YButton {
                        required property string modelData
                        readonly property string key: modelData === "<" ? "back" : modelData === "_" ? "space" : modelData
                        objectName: "key." + key
                        Layout.fillWidth: true
                        Layout.preferredWidth: key.length > 1 ? 2 : 1
                        focusPolicy: Qt.NoFocus
                        leftPadding: 0
                        rightPadding: 0
                        text: key === "space" ? qsTr("Space") : key === "back" ? "" : modelData
                        iconName: key === "back" ? "backspace" : ""
                        Accessible.name: key === "back" ? qsTr("Delete the last character") : text
                        onClicked: root.viewModel.press(key)
                    }
                }
            }
        }
    }
    Sheet {
        visible: root.help.open
        Layout.fillWidth: true
        Layout.fillHeight: true
        Flickable {
            id: reading
            anchors.fill: parent
            anchors.margins: Theme.grid * 3
            contentHeight: answer.implicitHeight
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            onMovementStarted: root.viewModel.touched()
            Label {
                id: answer
                objectName: "help.text"
                width: reading.width
                text: root.help.pageText
                textFormat: Text.StyledText
                lineHeight: 1.3
            }
        }
    }
    Label {
        visible: root.help.open
        Layout.fillWidth: true
        text: root.help.hotlineText
        color: Theme.textMuted
    }
}

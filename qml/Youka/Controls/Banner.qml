import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// One sentence across the page, with an optional way to put it away.
Rectangle {
    id: root
    property string text
    property string tone: "warn"
    property bool closable: false
    property string closeText
    signal closed

    readonly property color ink: tone === "good" ? Theme.good : tone === "danger" ? Theme.danger : tone === "brand" ? Theme.brand : Theme.warn

    implicitHeight: row.implicitHeight + Theme.grid * 2
    radius: Theme.radius
    color: tone === "good" ? Theme.goodSoft : tone === "danger" ? Theme.dangerSoft : tone === "brand" ? Theme.brandSoft : Theme.warnSoft
    border.width: Theme.borderWidth
    border.color: ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.grid * 2
        anchors.rightMargin: Theme.grid
        spacing: Theme.grid * 2
        Icon {
            name: root.tone === "good" ? "check" : root.tone === "brand" ? "info" : "warning"
            color: root.ink
        }
        Label {
            Layout.fillWidth: true
            text: root.text
            Accessible.ignored: true
        }
        YButton {
            objectName: root.objectName.length > 0 ? root.objectName + ".close" : ""
            visible: root.closable
            rank: YButton.Quiet
            iconName: "cross"
            Accessible.name: root.closeText
            onClicked: root.closed()
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// Seconds left before the page closes by itself, and the way to stay.
Rectangle {
    id: root
    property int seconds: 0
    property string text
    property string stayText
    signal stayed

    visible: seconds > 0
    implicitHeight: row.implicitHeight + Theme.grid * 2
    radius: Theme.radius
    color: Theme.warnSoft
    border.width: Theme.borderWidth
    border.color: Theme.warn
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    RowLayout {
        id: row
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.margins: Theme.grid * 2
        spacing: Theme.grid * 2
        Icon {
            name: "clock"
            color: Theme.warn
        }
        Label {
            Layout.fillWidth: true
            text: root.text
            Accessible.ignored: true
        }
        YButton {
            objectName: "stay"
            rank: YButton.Primary
            text: root.stayText
            onClicked: root.stayed()
        }
    }
}

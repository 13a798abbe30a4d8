import QtQuick
import Youka.Controls

/// Light, dark, high contrast, one after the other.
YButton {
    objectName: "theme"
    rank: YButton.Quiet
    iconName: Theme.kind === Theme.Light ? "sun" : Theme.kind === Theme.Dark ? "moon" : "contrast"
    text: Theme.kind === Theme.Light ? qsTr("Light") : Theme.kind === Theme.Dark ? qsTr("Dark") : qsTr("High contrast")
    onClicked: Theme.kind = Theme.kind === Theme.Light ? Theme.Dark : Theme.kind === Theme.Dark ? Theme.Contrast : Theme.Light
}

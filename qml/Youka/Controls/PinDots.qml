pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// How many digits of a PIN were typed; never which.
RowLayout {
    id: root
    property int count: 0
    property int least: 4
    property int most: 6
    property int dotSize: Theme.fontBody

    spacing: Theme.grid * 2
    Accessible.role: Accessible.StaticText
    Accessible.name: count

    Repeater {
        model: root.most
        Rectangle {
            required property int index
            implicitWidth: root.dotSize
            implicitHeight: root.dotSize
            radius: root.dotSize / 2
            color: index < root.count ? Theme.text : "transparent"
            border.width: Theme.borderWidth * 2
            border.color: index < root.least ? Theme.text : Theme.border
        }
    }
}

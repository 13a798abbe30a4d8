import QtQuick
import QtQuick.Layouts
import Youka.Controls

/// A state by word, shape and colour together.
Rectangle {
    id: root
    property string text
    property string iconName
    property string tone: "neutral" // neutral, brand, good, warn, danger
    property int textSize: Theme.fontSmall

    readonly property color ink: tone === "good" ? Theme.good : tone === "warn" ? Theme.warn : tone === "danger" ? Theme.danger : tone === "brand" ? Theme.brand : Theme.textMuted

    implicitWidth: row.implicitWidth + Theme.grid * 2
    implicitHeight: row.implicitHeight + Theme.grid
    radius: height / 2
    color: tone === "good" ? Theme.goodSoft : tone === "warn" ? Theme.warnSoft : tone === "danger" ? Theme.dangerSoft : tone === "brand" ? Theme.brandSoft : Theme.disabled
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    RowLayout {
        id: row
        anchors.fill: parent
        anchors.leftMargin: Theme.grid
        anchors.rightMargin: Theme.grid
        spacing: Theme.grid / 2
        Icon {
            visible: root.iconName.length > 0
            name: root.iconName
            color: root.ink
            size: root.textSize
        }
        Label {
            Layout.fillWidth: true
            text: root.text
            color: root.ink
            font.pixelSize: root.textSize
            font.weight: Font.DemiBold
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
            Accessible.ignored: true
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    spacing: Theme.grid * 3

    Flickable {
        Layout.fillWidth: true
        Layout.fillHeight: true
        contentHeight: what.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        GridLayout {
            id: what
            width: parent.width
            columns: root.width > root.height ? 2 : 1
            columnSpacing: Theme.grid * 3
            rowSpacing: Theme.grid * 3
            Sheet {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                implicitHeight: lines.implicitHeight + Theme.grid * 6
                GridLayout {
                    id: lines
                    anchors.left: parent.left
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    anchors.margins: Theme.grid * 3
                    columns: 2
                    columnSpacing: Theme.grid * 3
                    rowSpacing: root.width > root.height ? Theme.grid : Theme.grid * 2
                    Label {
                        text: qsTr("Pump")
                        color: Theme.textMuted
                    }
                    Label {
                        objectName: "confirm.pump"
                        Layout.fillWidth: true
                        text: root.viewModel.pumpText
                        font.pixelSize: Theme.fontTitle
                        font.weight: Font.Bold
                        horizontalAlignment: Text.AlignRight
                    }
                    Label {
                        text: qsTr("How much")
                        color: Theme.textMuted
                    }
                    Label {
                        objectName: "confirm.amount"
                        Layout.fillWidth: true
                        text: root.viewModel.presetText
                        font.pixelSize: Theme.fontTitle
                        font.weight: Font.Bold
                        horizontalAlignment: Text.AlignRight
                    }
                    Label {
                        text: qsTr("Fuel")
                        color: Theme.textMuted
                        Layout.alignment: Qt.AlignTop
                    }
                    Label {
                        Layout.fillWidth: true
                        text: root.viewModel.gradesText
                        horizontalAlignment: Text.AlignRight
                    }
                    Label {
                        text: qsTr("Card")
                        color: Theme.textMuted
                    }
                    Label {
                        Layout.fillWidth: true
                        text: root.viewModel.cardText
                        horizontalAlignment: Text.AlignRight
                    }
                    Label {
                        text: qsTr("Coupons")
                        color: Theme.textMuted
                        Layout.alignment: Qt.AlignTop
                    }
                    Label {
                        objectName: "confirm.coupons"
                        Layout.fillWidth: true
                        text: !root.viewModel.usesCoupons ? qsTr("None this time") : root.viewModel.fuelCodeText.length > 0 ? qsTr("Code %1, or what is better").arg(root.viewModel.fuelCodeText) : qsTr("Your best one is used")
                        horizontalAlignment: Text.AlignRight
                    }
                    Label {
                        visible: points.visible
                        text: qsTr("Points")
                        color: Theme.textMuted
                        Layout.alignment: Qt.AlignTop
                    }
                    Label {
                        id: points
                        objectName: "confirm.points"
                        visible: text.length > 0
                        Layout.fillWidth: true
                        text: root.viewModel.fuelPointsText
                        horizontalAlignment: Text.AlignRight
                    }
                }
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                Layout.alignment: Qt.AlignTop
                spacing: Theme.grid * 2
                Label {
                    visible: grades.count > 0 && root.viewModel.usesCoupons
                    Layout.fillWidth: true
                    text: qsTr("With the grade chosen here, the pump shows your price where a coupon lowers it. Without, what it takes off comes off at the end.")
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                }
                RowLayout {
                    visible: grades.count > 0 && root.viewModel.usesCoupons
                    Layout.fillWidth: true
                    spacing: Theme.grid * 2
                    Repeater {
                        id: grades
                        model: root.viewModel.grades
                        YButton {
                            required property string modelData
                            required property int index
                            objectName: "grade." + index
                            Layout.fillWidth: true
                            Layout.preferredWidth: 1
                            iconName: root.viewModel.grade === index ? "check" : ""
                            rank: root.viewModel.grade === index ? YButton.Primary : YButton.Secondary
                            text: modelData
                            onClicked: root.viewModel.chooseGrade(index)
                        }
                    }
                }
                RowLayout {
                    Layout.fillWidth: true
                    spacing: Theme.grid * 2
                    YButton {
                        objectName: "confirm.code"
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        iconName: "ticket"
                        text: qsTr("Enter a code")
                        visible: root.viewModel.usesCoupons
                        onClicked: root.viewModel.enterFuelCode()
                    }
                    YButton {
                        objectName: "confirm.toggleCoupons"
                        Layout.fillWidth: true
                        Layout.preferredWidth: 1
                        text: root.viewModel.usesCoupons ? qsTr("Without coupons") : qsTr("Use my best coupon")
                        onClicked: root.viewModel.toggleCoupons()
                    }
                }
                YButton {
                    objectName: "confirm.togglePoints"
                    visible: root.viewModel.canUsePoints
                    Layout.fillWidth: true
                    iconName: root.viewModel.usesPoints ? "check" : "badge"
                    rank: root.viewModel.usesPoints ? YButton.Primary : YButton.Secondary
                    text: root.viewModel.usesPoints ? qsTr("My points are used") : qsTr("Use my points")
                    onClicked: root.viewModel.togglePoints()
                }
                Label {
                    Layout.fillWidth: true
                    text: qsTr("You pay for what you fill. What is not used is free again at once.")
                    color: Theme.textMuted
                    font.pixelSize: Theme.fontSmall
                }
            }
        }
    }
    YButton {
        objectName: "confirm.begin"
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "play"
        textSize: Theme.fontTitle
        text: qsTr("Release the pump")
        onClicked: root.viewModel.begin()
    }
}

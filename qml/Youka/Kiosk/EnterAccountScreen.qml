pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Youka.Controls
import Youka.ViewModels

/// An account number or a phone number on the pad; a plate on keys of its own: its province first.
ColumnLayout {
    id: root
    required property KioskViewModel viewModel
    required property bool portrait
    readonly property BillsModel bills: viewModel.bills
    spacing: Theme.grid * (portrait ? 2 : 1)

    Label {
        objectName: "account.biller"
        visible: root.portrait
        Layout.fillWidth: true
        text: root.bills.billerText
        font.weight: Font.DemiBold
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        spacing: Theme.grid * 2
        Field {
            objectName: "account"
            Layout.fillWidth: true
            before: root.portrait ? "" : root.bills.billerText
            text: root.bills.accountText
            placeholder: !root.portrait ? root.bills.billerText : root.bills.isPlate ? qsTr("Plate") : qsTr("Number")
            textSize: Theme.fontTitle
        }
        YButton {
            objectName: "account.ok"
            visible: !root.portrait
            Layout.fillHeight: true
            rank: YButton.Primary
            iconName: "search"
            text: qsTr("Look up the bills")
            enabled: root.bills.accountComplete
            onClicked: root.viewModel.confirmAccount()
        }
    }
    Label {
        visible: root.portrait
        Layout.fillWidth: true
        text: root.bills.accountHint
        color: Theme.textMuted
        font.pixelSize: Theme.fontSmall
    }
    Item {
        Layout.fillHeight: true
    }
    NumberPad {
        visible: !root.bills.isPlate
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.maximumHeight: Theme.touch * 7
        backText: qsTr("Delete the last digit")
        clearText: qsTr("Clear")
        onPressed: key => root.viewModel.press(key)
    }
    Repeater {
        model: !root.bills.isPlate ? [] : root.bills.wantsProvince ? ["京津沪渝冀豫云辽", "黑湘皖鲁新苏浙赣", "鄂桂甘晋蒙陕吉闽", "贵粤青藏川宁琼"] : ["1234567890", "QWERTYUP", "ASDFGHJKL", "ZXCVBNM学警港澳<"]
        RowLayout {
            id: row
            required property string modelData
            Layout.fillWidth: true
            spacing: Theme.grid / 2
            Repeater {
                model: row.modelData.split("")
                YButton {
                    required property string modelData
                    readonly property bool isBack: modelData === "<"
                    objectName: isBack ? "key.back" : "key." + modelData
                    Layout.fillWidth: true
                    Layout.preferredWidth: 1
                    focusPolicy: Qt.NoFocus
                    leftPadding: 0
                    rightPadding: 0
                    text: isBack ? "" : modelData
                    iconName: isBack ? "backspace" : ""
                    Accessible.name: isBack ? qsTr("Delete the last character") : text
                    onClicked: root.viewModel.press(isBack ? "back" : modelData)
                }
            }
        }
    }
    YButton {
        objectName: "account.ok"
        visible: root.portrait
        Layout.fillWidth: true
        rank: YButton.Primary
        iconName: "search"
        text: qsTr("Look up the bills")
        enabled: root.bills.accountComplete
        onClicked: root.viewModel.confirmAccount()
    }
}

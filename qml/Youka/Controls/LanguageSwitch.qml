import QtQuick
import Youka.Controls

/// Always says the other language in that language, so that whoever needs it can read it.
YButton {
    id: root
    property string language
    signal chosen(string code)
    objectName: "language"
    rank: YButton.Quiet
    iconName: "language"
    text: language === "en" ? "中文" : "English"
    Accessible.name: text
    onClicked: chosen(language === "en" ? "zh_CN" : "en")
}

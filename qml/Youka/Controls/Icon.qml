import QtQuick
import Youka.Controls

/// One of the project's drawings, as large as the text beside it.
IconImage {
    property int size: Theme.fontTitle
    implicitWidth: size
    implicitHeight: size
    color: Theme.text
    Accessible.ignored: true
}

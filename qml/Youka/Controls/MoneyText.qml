import QtQuick
import Youka.Controls

/// An amount: figures of one width, right-aligned, never broken over two lines; it shrinks before it is cut.
Label {
    horizontalAlignment: Text.AlignRight
    wrapMode: Text.NoWrap
    fontSizeMode: Text.HorizontalFit
    minimumPixelSize: Theme.fontSmall
    font.weight: Font.DemiBold
}

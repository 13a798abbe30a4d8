import QtQuick
import Youka.Controls

/// A surface on the page: never over the work, never modal.
Rectangle {
    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.borderWidth
    border.color: Theme.border
}

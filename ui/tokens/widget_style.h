#pragma once

#include "ui/tokens/design_tokens.h"

#include <QFont>
#include <QPalette>

namespace youka {

/// The office's look, from the same tokens as the screens of the till and the kiosk.
QPalette themePalette(ThemeKind kind);
QString themeStyleSheet(ThemeKind kind);
QFont themeFont(Density density);

}

#pragma once

#include "core/foundation/base/result.h"

#include <QStringView>

namespace youka {

/// A PIN that opens the till: digits, and none that somebody would try first.
constexpr qsizetype TillPinLeast = 4;
constexpr qsizetype TillPinMost = 8;

/// 4 to 8 digits, not all the same and not a run up or down; after 9 comes 0 as on a keypad.
/// Errors: PinTooSimple.
Result<void> checkTillPin(QStringView pin);

}

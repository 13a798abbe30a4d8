#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace youka {

/// A QR code's modules, without the quiet zone.
struct QrCode
{
    int size = 0; ///< modules a side
    std::vector<bool> dark;
    bool isDark(int x, int y) const { return dark[size_t(y) * size_t(size) + size_t(x)]; }
};

/// Error correction M; the smallest version that holds the text. Errors: InputTooLarge (or empty).
Result<QrCode> qrCode(const QString &text);
/// Black on white with the quiet zone of four modules that readers need, also on a dark page.
QByteArray qrSvg(const QrCode &code);

}

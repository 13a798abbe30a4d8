#include "core/foundation/qr/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace youka {

namespace {

constexpr int Quiet = 4; ///< modules. Source: ISO/IEC 18004, 9.1

}

Result<QrCode> qrCode(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    if (utf8.isEmpty())
        return fail(ErrorCode::InputTooLarge, QStringLiteral("nothing to encode"));
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> made(
        QRcode_encodeString8bit(utf8.constData(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!made)
        return fail(ErrorCode::InputTooLarge, QStringLiteral("%1 bytes in a QR code").arg(utf8.size()));
    QrCode code;
    code.size = made->width;
    code.dark.resize(size_t(made->width) * size_t(made->width));
    for (size_t i = 0; i < code.dark.size(); ++i)
        code.dark[i] = (made->data[i] & 1) != 0;
    return code;
}

QByteArray qrSvg(const QrCode &code)
{
    const QByteArray side = QByteArray::number(code.size + 2 * Quiet);
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' + side
        + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + 'v' + side
        + "H0z\"/><path d=\"";
    for (int y = 0; y < code.size; ++y)
        for (int x = 0; x < code.size; ++x) {
            if (!code.isDark(x, y))
                continue;
            int run = 1;
            while (x + run < code.size && code.isDark(x + run, y))
                ++run;
            svg += 'M' + QByteArray::number(x + Quiet) + ' ' + QByteArray::number(y + Quiet) + 'h'
                + QByteArray::number(run) + "v1h-" + QByteArray::number(run) + 'z';
            x += run - 1;
        }
    return svg + "\"/></svg>";
}

}

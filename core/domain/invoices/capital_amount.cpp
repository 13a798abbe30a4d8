#include "core/domain/invoices/capital_amount.h"

#include "core/foundation/base/result.h"

namespace youka {

namespace {

QChar digit(qint64 value)
{
    static const QString Digits = QStringLiteral("零壹贰叁肆伍陆柒捌玖");
    return Digits[value];
}

/// Below ten thousand, without a zero in front.
QString fourDigits(qint64 value)
{
    static const QString Units = QStringLiteral("仟佰拾");
    QString text;
    bool gap = false;
    qint64 unit = 1'000;
    for (int i = 0; i < 4; ++i, unit /= 10) {
        const qint64 one = value / unit % 10;
        if (one == 0) {
            gap = !text.isEmpty();
            continue;
        }
        if (std::exchange(gap, false))
            text += digit(0);
        text += digit(one);
        if (i < 3)
            text += Units[i];
    }
    return text;
}

QString whole(qint64 yuan)
{
    static const QStringList Units{QString(), QStringLiteral("万"), QStringLiteral("亿"),
                                   QStringLiteral("万亿")};
    QString text;
    qint64 unit = 1'000'000'000'000;
    for (qsizetype i = 3; i >= 0; --i, unit /= 10'000) {
        const qint64 part = yuan / unit % 10'000;
        if (part == 0)
            continue;
        // What is missing between two groups is one zero.
        if (!text.isEmpty() && (part < 1'000 || yuan / unit / 10'000 % 10'000 == 0))
            text += digit(0);
        text += fourDigits(part) + Units[i];
    }
    return text;
}

}

QString capitalAmount(Money amount)
{
    const qint64 fen = qAbs(amount.minor);
    const qint64 yuan = fen / 100;
    ensure(yuan < 10'000'000'000'000'000, "an amount on paper");
    const qint64 jiao = fen / 10 % 10;
    const qint64 rest = fen % 10;
    QString text = yuan > 0 ? whole(yuan) + QStringLiteral("圆") : QString();
    if (jiao > 0)
        text += digit(jiao) + QStringLiteral("角");
    else if (rest > 0 && yuan > 0)
        text += digit(0);
    if (rest > 0)
        text += digit(rest) + QStringLiteral("分");
    else
        text += text.isEmpty() ? QStringLiteral("零圆整") : QStringLiteral("整");
    return amount.isNegative() ? QStringLiteral("（负数）") + text : text;
}

}

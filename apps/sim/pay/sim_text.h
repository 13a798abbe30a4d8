#pragma once

#include "core/foundation/base/clock.h"

#include <QByteArray>
#include <QString>

/// Small writing habits that the channels share. Written for this side of the wire alone.
namespace youka::sim {

inline QDateTime inChina(Timestamp when)
{
    return QDateTime::fromMSecsSinceEpoch(when.ms, Qt::OffsetFromUTC, 8 * 3600);
}
inline QString chinaText(Timestamp when, const QString &format) { return inChina(when).toString(format); }
inline QString chinaSeconds(Timestamp when) { return chinaText(when, QStringLiteral("yyyy-MM-dd HH:mm:ss")); }
inline QDate chinaDay(Timestamp when) { return inChina(when).date(); }

/// 20000 is "200.00".
inline QString yuan(qint64 fen)
{
    const qint64 positive = fen < 0 ? -fen : fen;
    return QStringLiteral("%1%2.%3")
        .arg(fen < 0 ? QStringLiteral("-") : QString())
        .arg(positive / 100)
        .arg(positive % 100, 2, 10, QLatin1Char('0'));
}

}

#pragma once

#include "core/domain/ledger/account.h"

#include <QTime>
#include <QTimeZone>

namespace youka {

/// A filling station: where terminals stand and whose business day counts.
struct Station
{
    StationId id;
    QString code; ///< the number people know it by
    QString name;
    QString country; ///< ISO 3166 alpha-3
    QString chain;
    QString segment;
    QTimeZone zone;
    QTime cutOver; ///< when its business day begins
    QString region = {};

    QDate businessDay(Timestamp when) const { return youka::businessDay(when, zone, cutOver); }
};

}

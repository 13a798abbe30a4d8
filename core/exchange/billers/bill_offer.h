#pragma once

#include "core/domain/billing/bill_rules.h"

#include <QJsonObject>

namespace youka {

/// A bill as it was looked up, on its way to a screen and back. It is sealed with a key of the server's, so
/// that what is paid is what the biller said, whichever server of an installation is asked.
struct BillOffer
{
    static constexpr qint64 LifeMs = 900'000;

    BillerId biller;
    QString account;
    Bill bill; ///< without its steps
    Timestamp until;
};

QString sealOffer(const QByteArray &key, const BillOffer &offer);
/// Errors: BillChanged (not ours, or too old: it is looked up again).
Result<BillOffer> openOffer(const QByteArray &key, const QString &sealed, Timestamp now);

/// For screens: amounts, what each further day costs, steps with their amounts and the way to the next one.
QJsonObject billJson(const Bill &bill);

}

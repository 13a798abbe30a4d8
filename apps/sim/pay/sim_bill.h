#pragma once

#include "apps/sim/pay/sim_ledger.h"

#include <QDate>

namespace youka::sim {

/// A row of a day's bill before it is written in a channel's form.
struct PayBillRow
{
    enum class Kind { Payment, Refund, Reversal };
    Kind kind = Kind::Payment;
    QString orderNo;
    QString channelNo;
    QString refundNo;
    QString channelRefundNo;
    qint64 fen = 0; ///< positive, of a refund too
    qint64 discountFen = 0;
    qint64 feeFen = 0; ///< positive, of a refund too
    bool isByCode = false;
    Timestamp createdAt;
    Timestamp at;
    QString payer;
    QString subject;
    QString station;
    QString terminal;
};

/// A difference put into a bill on purpose: the bill itself stays consistent, its totals are those of its
/// rows.
struct PayBillPlant
{
    enum class What { Missing, Extra, Amount, State, Fee, Duplicate };
    What what = What::Missing;
    QDate day;
    QString number; ///< of the order or refund whose row it is; of an extra row its own; empty: the first row
    qint64 fen = 100; ///< by how much amount or fee is off; of an extra row its amount
};
std::optional<PayBillPlant::What> payBillPlantFromName(const QString &name);

/// What the books say of a day in Beijing: payments by the moment they were paid, refunds by the moment they
/// were taken in hand.
QList<PayBillRow> billRows(const PayBook &book, QDate day);
/// With the differences of that day put in, in their order. One that finds no row is left out and not
/// counted in `planted`.
QList<PayBillRow> withPlants(QList<PayBillRow> rows, const QList<PayBillPlant> &plants, QDate day,
                             int *planted = nullptr);

}

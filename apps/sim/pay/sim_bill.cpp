#include "apps/sim/pay/sim_bill.h"

#include "apps/sim/pay/sim_text.h"

#include <algorithm>

namespace youka::sim {

namespace {

constexpr std::pair<const char *, PayBillPlant::What> PlantNames[] = {
    {"missing", PayBillPlant::What::Missing}, {"extra", PayBillPlant::What::Extra},
    {"amount", PayBillPlant::What::Amount},   {"state", PayBillPlant::What::State},
    {"fee", PayBillPlant::What::Fee},         {"duplicate", PayBillPlant::What::Duplicate}};

PayBillRow paymentRow(const PayOrder &order)
{
    PayBillRow row;
    row.orderNo = order.orderNo;
    row.channelNo = order.channelNo;
    row.fen = order.fen;
    row.discountFen = order.fen - order.payerFen;
    row.feeFen = order.feeFen;
    row.isByCode = order.isByCode;
    row.createdAt = order.createdAt;
    row.at = order.paidAt;
    row.payer = order.payer;
    row.subject = order.subject;
    row.station = order.station;
    row.terminal = order.terminal;
    return row;
}

PayBillRow refundRow(const PayOrder &order, const PayRefund &refund)
{
    PayBillRow row = paymentRow(order);
    row.kind = refund.isReversal ? PayBillRow::Kind::Reversal : PayBillRow::Kind::Refund;
    row.refundNo = refund.refundNo;
    row.channelRefundNo = refund.channelRefundNo;
    row.fen = refund.fen;
    row.discountFen = refund.fen - refund.payerFen;
    row.feeFen = refund.feeFen;
    row.at = refund.at;
    return row;
}

PayBillRow extraRow(const PayBillPlant &plant, const QList<PayBillRow> &rows)
{
    PayBillRow row = rows.isEmpty() ? PayBillRow{} : rows.first();
    row.kind = PayBillRow::Kind::Payment;
    row.orderNo = plant.number.isEmpty() ? QStringLiteral("EXTRA0000001") : plant.number;
    row.channelNo = QStringLiteral("99") + row.orderNo;
    row.refundNo.clear();
    row.channelRefundNo.clear();
    row.fen = plant.fen;
    row.discountFen = 0;
    row.feeFen = 0;
    if (rows.isEmpty()) {
        row.at =
            Timestamp{QDateTime(plant.day, QTime(12, 0), Qt::OffsetFromUTC, 8 * 3600).toMSecsSinceEpoch()};
        row.createdAt = row.at;
    }
    return row;
}

bool plantIn(QList<PayBillRow> &rows, const PayBillPlant &plant)
{
    if (plant.what == PayBillPlant::What::Extra) {
        rows.append(extraRow(plant, rows));
        return true;
    }
    const auto at = std::find_if(rows.begin(), rows.end(), [&](const PayBillRow &row) {
        return plant.number.isEmpty()
            || plant.number == (row.kind == PayBillRow::Kind::Payment ? row.orderNo : row.refundNo);
    });
    if (at == rows.end())
        return false;
    switch (plant.what) {
    case PayBillPlant::What::Missing:
        rows.erase(at);
        break;
    case PayBillPlant::What::Amount:
        at->fen += plant.fen;
        break;
    case PayBillPlant::What::Fee:
        at->feeFen += plant.fen;
        break;
    case PayBillPlant::What::State:
        at->kind = PayBillRow::Kind::Reversal;
        at->refundNo = at->orderNo + QStringLiteral("X");
        break;
    default:
        rows.insert(at, PayBillRow(*at));
    }
    return true;
}

}

std::optional<PayBillPlant::What> payBillPlantFromName(const QString &name)
{
    for (const auto &[known, what] : PlantNames)
        if (name == QLatin1String(known))
            return what;
    return std::nullopt;
}

QList<PayBillRow> billRows(const PayBook &book, QDate day)
{
    QList<PayBillRow> rows;
    for (const PayOrder &order : book.orders()) {
        if (order.paidAt.ms > 0 && chinaDay(order.paidAt) == day)
            rows.append(paymentRow(order));
        for (const PayRefund &refund : order.refunds)
            if (chinaDay(refund.at) == day)
                rows.append(refundRow(order, refund));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const PayBillRow &a, const PayBillRow &b) { return a.at < b.at; });
    return rows;
}

QList<PayBillRow> withPlants(QList<PayBillRow> rows, const QList<PayBillPlant> &plants, QDate day,
                             int *planted)
{
    int count = 0;
    for (const PayBillPlant &plant : plants)
        if (plant.day == day && plantIn(rows, plant))
            ++count;
    if (planted)
        *planted = count;
    return rows;
}

}

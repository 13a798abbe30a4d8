#include "core/domain/refunds/refund_json.h"

#include "core/domain/pricing/price_json.h"
#include "core/domain/refunds/refund_rules.h"

#include <QJsonArray>

namespace youka {

QJsonObject toJson(const Refund &refund)
{
    QJsonArray parts;
    for (const RefundPart &part : refund.parts)
        parts.append(QJsonObject{{QStringLiteral("line"), part.line},
                                 {QStringLiteral("quantity"), QString::number(part.quantity)}});
    return {{QStringLiteral("id"), refund.id.text()},
            {QStringLiteral("saleId"), refund.sale.text()},
            {QStringLiteral("station"), QString::number(refund.station.value)},
            {QStringLiteral("parts"), parts},
            {QStringLiteral("reason"), QString(refundReasonName(refund.reason))},
            {QStringLiteral("note"), refund.note},
            {QStringLiteral("by"), refund.name},
            {QStringLiteral("second"), refund.second},
            {QStringLiteral("money"), toJson(refund.money)},
            {QStringLiteral("way"), refund.toCash ? QStringLiteral("cash") : QStringLiteral("card")},
            {QStringLiteral("toDebt"), toJson(refund.toDebt)},
            {QStringLiteral("discount"), toJson(refund.discount)},
            {QStringLiteral("coupons"), refund.coupons},
            {QStringLiteral("pointsTaken"), refund.pointsTaken},
            {QStringLiteral("pointsOwed"), refund.pointsOwed},
            {QStringLiteral("pointsBack"), refund.pointsBack},
            {QStringLiteral("at"), refund.at.toIso()}};
}

QJsonObject toJson(const RefundDone &done)
{
    if (!done.waiting)
        return {{QStringLiteral("waiting"), false}, {QStringLiteral("refund"), toJson(done.refund)}};
    return {{QStringLiteral("waiting"), true},
            {QStringLiteral("maker"), done.maker},
            {QStringLiteral("money"), toJson(done.refund.money)}};
}

QJsonObject toJson(const RefundLine &line)
{
    return {{QStringLiteral("line"), line.number},
            {QStringLiteral("product"), line.product},
            {QStringLiteral("unit"), QString(unitName(line.unit))},
            {QStringLiteral("quantity"), QString::number(line.quantity)},
            {QStringLiteral("gross"), toJson(line.gross)},
            {QStringLiteral("discount"), toJson(line.discount)},
            {QStringLiteral("money"), toJson(line.money)},
            {QStringLiteral("back"), QString::number(line.back)}};
}

Result<std::vector<RefundLine>> refundLinesFromJson(const QJsonArray &array)
{
    std::vector<RefundLine> lines;
    for (const QJsonValue &value : array) {
        JsonReader in(value.toObject());
        RefundLine line;
        line.number = int(in.integer("line", 0, 1'000));
        line.product = in.text("product", 40);
        line.unit = unitFromName(in.textOr("unit", {}, 10)).value_or(Product::Unit::Litre);
        line.quantity = in.integer("quantity", 1, std::numeric_limits<qint64>::max());
        line.gross = in.money("gross");
        line.discount = in.money("discount");
        line.money = in.money("money");
        line.back = in.integer("back", 0, line.quantity);
        if (in.error())
            return fail(*in.error());
        lines.push_back(line);
    }
    return lines;
}

Result<RefundOrder> refundOrderFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    RefundOrder order;
    const auto reason = refundReasonFromName(in.text("reason", 40));
    if (!reason)
        in.refuse("reason", QStringLiteral("not known"));
    order.reason = reason.value_or(RefundReason::Mistake);
    order.note = in.text("note", 200);
    if (in.has("parts"))
        for (const QJsonValue &value : in.array("parts", 200)) {
            JsonReader part(value.toObject());
            order.parts.push_back(
                {int(part.integer("line", 0, 1'000)),
                 part.integer("quantity", 1, std::numeric_limits<qint32>::max() * 1'000LL)});
            if (part.error())
                return fail(*part.error());
        }
    if (in.error())
        return fail(*in.error());
    return order;
}

}

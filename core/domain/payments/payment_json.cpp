#include "core/domain/payments/payment_json.h"

#include "core/foundation/base/names.h"

namespace youka {

namespace {

constexpr std::pair<PaymentPurpose, const char *> PurposeNames[] = {
    {PaymentPurpose::TopUp, "top-up"}, {PaymentPurpose::Bill, "bill"}, {PaymentPurpose::Sale, "sale"}};
constexpr std::pair<PaymentSource, const char *> SourceNames[] = {
    {PaymentSource::Reply, "reply"}, {PaymentSource::Query, "query"}, {PaymentSource::Notice, "notice"},
    {PaymentSource::Bill, "bill"},   {PaymentSource::House, "house"}, {PaymentSource::Bank, "bank"}};

void addReason(QJsonObject &json, int reason)
{
    if (reason != 0)
        json.insert(QStringLiteral("reason"), errorCodeName(ErrorCode(reason)));
}

void addTime(QJsonObject &json, const QString &name, Timestamp at)
{
    if (at.ms != 0)
        json.insert(name, at.toIso());
}

}

QJsonObject toJson(const PaymentOrder &order)
{
    QJsonObject json{{QStringLiteral("order"), order.orderNo},
                     {QStringLiteral("state"), paymentStateName(order.state)},
                     {QStringLiteral("way"), paymentWayName(order.way)},
                     {QStringLiteral("purpose"), nameIn(PurposeNames, order.purpose)},
                     {QStringLiteral("amount"), toJson(order.amount)},
                     {QStringLiteral("booked"), !order.journal.isEmpty()},
                     {QStringLiteral("createdAt"), order.createdAt.toIso()},
                     {QStringLiteral("expiresAt"), order.expiresAt.toIso()}};
    if (!order.qr.isEmpty() && isOpen(order.state))
        json.insert(QStringLiteral("qr"), order.qr);
    if (!order.refunded.isZero())
        json.insert(QStringLiteral("refunded"), toJson(order.refunded));
    if (!order.byPayer.isZero())
        json.insert(QStringLiteral("byPayer"), toJson(order.byPayer));
    addTime(json, QStringLiteral("paidAt"), order.paidAt);
    addTime(json, QStringLiteral("bookedAt"), order.bookedAt);
    addReason(json, order.reason);
    return json;
}

QJsonObject fullJson(const PaymentOrder &order)
{
    QJsonObject json = toJson(order);
    json.insert(QStringLiteral("id"), order.id.value);
    json.insert(QStringLiteral("merchant"), order.merchant.value);
    json.insert(QStringLiteral("subject"), order.subject);
    json.insert(QStringLiteral("station"), order.station.value);
    json.insert(QStringLiteral("terminal"), order.terminal);
    json.insert(QStringLiteral("title"), order.title);
    json.insert(QStringLiteral("channelNo"), order.channelNo);
    if (order.day.isValid())
        json.insert(QStringLiteral("day"), order.day.toString(Qt::ISODate));
    return json;
}

QJsonObject toJson(const PaymentRefund &refund)
{
    QJsonObject json{{QStringLiteral("refund"), refund.refundNo},
                     {QStringLiteral("state"), refundStateName(refund.state)},
                     {QStringLiteral("cause"), refundCauseName(refund.cause)},
                     {QStringLiteral("amount"), toJson(refund.amount)},
                     {QStringLiteral("note"), refund.note},
                     {QStringLiteral("person"), refund.person},
                     {QStringLiteral("channelNo"), refund.channelNo},
                     {QStringLiteral("createdAt"), refund.createdAt.toIso()}};
    addTime(json, QStringLiteral("doneAt"), refund.doneAt);
    if (isByTransfer(refund)) // how, not why
        json.insert(QStringLiteral("byTransfer"), true);
    else
        addReason(json, refund.reason);
    return json;
}

QJsonObject toJson(const PaymentRepository::Event &event)
{
    const QLatin1String state = event.refund ? refundStateName(PaymentRefundState(event.state))
                                             : paymentStateName(PaymentState(event.state));
    QJsonObject json{{QStringLiteral("at"), event.at.toIso()},
                     {QStringLiteral("source"), nameIn(SourceNames, event.source)},
                     {QStringLiteral("state"), state},
                     {QStringLiteral("code"), event.code}};
    if (event.refund)
        json.insert(QStringLiteral("ofRefund"), true);
    return json;
}

QJsonObject toJson(const Merchant &merchant)
{
    return {{QStringLiteral("id"), merchant.id.value},
            {QStringLiteral("channel"), merchant.channel},
            {QStringLiteral("number"), merchant.number},
            {QStringLiteral("name"), merchant.name},
            {QStringLiteral("currency"), merchant.currency.code()},
            {QStringLiteral("feePpm"), merchant.feePpm},
            {QStringLiteral("active"), merchant.active}};
}

}

#include "core/domain/coupons/coupon_question.h"

#include "core/domain/coupons/coupon_json.h"

#include <QJsonArray>

namespace youka {

namespace {

QJsonObject toJson(int place, const Error &error)
{
    QJsonObject json{{QStringLiteral("place"), place},
                     {QStringLiteral("code"), QString(errorCodeName(error.code))}};
    if (error.left)
        json.insert(QStringLiteral("left"), toJson(*error.left));
    return json;
}

}

QJsonObject toJson(const CouponQuestion &question)
{
    QJsonArray chosen;
    for (const CouponId id : question.chosen)
        chosen.append(id.value());
    QJsonObject json{{QStringLiteral("saleId"), question.sale.text()},
                     {QStringLiteral("codes"), QJsonArray::fromStringList(question.codes)},
                     {QStringLiteral("coupons"), chosen},
                     {QStringLiteral("channel"), int(question.channel)},
                     {QStringLiteral("paying"), int(question.paying)},
                     {QStringLiteral("basket"), toJson(question.basket)}};
    if (!question.cardToken.isEmpty())
        json.insert(QStringLiteral("cardToken"), QString::fromLatin1(question.cardToken.toBase64()));
    return json;
}

Result<CouponQuestion> couponQuestionFromJson(const QJsonObject &json)
{
    constexpr qsizetype Most = 20; // shown in one sale
    JsonReader in(json);
    CouponQuestion question;
    question.sale = in.id<SaleId>("saleId");
    const QJsonArray codes = in.array("codes", Most);
    for (const auto &code : codes)
        question.codes << code.toString().left(200);
    const QJsonArray chosen = in.has("coupons") ? in.array("coupons", Most) : QJsonArray();
    for (const auto &id : chosen)
        question.chosen.push_back(CouponId::fromValue(std::max<qint64>(0, id.toInteger())));
    if (in.has("cardToken"))
        question.cardToken = in.base64("cardToken", 32);
    question.channel = Channel(in.integerOr("channel", int(Channel::Pos), 1, 4));
    question.paying = PayingBy(in.integerOr("paying", int(PayingBy::Cash), 1, 16));
    const QJsonObject basket = in.object("basket");
    if (in.error())
        return fail(*in.error());
    return basketFromJson(basket).map([&](const Basket &read) {
        question.basket = read;
        return question;
    });
}

QJsonObject toJson(const CouponGrant &grant)
{
    QJsonArray refused;
    for (const auto &[place, error] : grant.refused)
        refused.append(toJson(place, error));
    return {{QStringLiteral("saleId"), grant.sale.text()},
            {QStringLiteral("discounts"), toJson(grant.redemptions)},
            {QStringLiteral("total"), toJson(grant.total)},
            {QStringLiteral("refused"), refused},
            {QStringLiteral("payings"), grant.payings.toInt()},
            {QStringLiteral("expires"), grant.expires.toIso()}};
}

Result<CouponGrant> couponGrantFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CouponGrant grant;
    grant.sale = in.id<SaleId>("saleId");
    grant.redemptions = readRedemptions(in, "discounts");
    grant.total = in.money("total");
    const QJsonArray refused = in.array("refused", 40);
    for (const auto &value : refused) {
        JsonReader one(value.toObject());
        const int place = int(one.integer("place", 0, 100));
        Error error{errorCodeFromName(one.text("code", 60)).value_or(ErrorCode::CouponUnknown), {}, {}};
        if (one.has("left"))
            error.left = one.money("left");
        grant.refused.emplace_back(place, error);
    }
    grant.payings = PayingBys::fromInt(int(in.integerOr("payings", 0, 0, 31)));
    grant.expires = in.time("expires");
    if (in.error())
        return fail(*in.error());
    if (totalOf(grant.redemptions, grant.total.currency) != grant.total)
        return fail(ErrorCode::InvalidInput, QStringLiteral("total: is not that of the discounts"));
    return grant;
}

}

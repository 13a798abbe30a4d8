#include "core/exchange/station_link/station_json.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/points/points_json.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr qint64 Largest = std::numeric_limits<qint64>::max() / 2;

QString idText(SaleId id) { return id.isNull() ? QString() : id.text(); }

Result<SaleId> idFrom(const QString &text)
{
    if (text.isEmpty())
        return SaleId();
    return SaleId::parse(text);
}

template <class T>
Result<T> finished(const JsonReader &in, T value)
{
    if (in.error())
        return fail(*in.error());
    return value;
}

}

QJsonObject toJson(const PumpView &pump)
{
    QJsonArray nozzles;
    for (const NozzleView &nozzle : pump.nozzles)
        nozzles.append(QJsonObject{{QStringLiteral("nozzle"), nozzle.nozzle},
                                   {QStringLiteral("product"), nozzle.product},
                                   {QStringLiteral("price"), toJson(nozzle.price)}});
    QJsonObject json{{QStringLiteral("pump"), pump.pump},
                     {QStringLiteral("state"), int(pump.state)},
                     {QStringLiteral("nozzle"), pump.nozzle},
                     {QStringLiteral("product"), pump.product},
                     {QStringLiteral("price"), toJson(pump.price)},
                     {QStringLiteral("volumeMl"), QString::number(pump.volume.ml)},
                     {QStringLiteral("amount"), toJson(pump.amount)},
                     {QStringLiteral("mode"), int(pump.mode)},
                     {QStringLiteral("sale"), idText(pump.sale)},
                     {QStringLiteral("limit"), toJson(pump.limit)},
                     {QStringLiteral("since"), pump.since.toIso()},
                     {QStringLiteral("nozzles"), nozzles}};
    if (pump.alarm)
        json.insert(QStringLiteral("alarm"), QString(errorCodeName(*pump.alarm)));
    return json;
}

Result<PumpView> pumpFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    PumpView pump;
    pump.pump = int(in.integer("pump", 1, 999));
    pump.state = PumpState(in.integer("state", 1, 9));
    pump.nozzle = int(in.integer("nozzle", 0, 15));
    pump.product = in.textOr("product", {}, 40);
    pump.price = in.unitPrice("price");
    pump.volume = {in.integer("volumeMl", 0, Largest)};
    pump.amount = in.money("amount");
    pump.mode = SaleMode(in.integer("mode", 0, 3));
    pump.limit = in.money("limit");
    pump.since = in.time("since");
    const auto sale = idFrom(in.textOr("sale", {}, 40));
    if (!sale)
        return fail(sale.error());
    pump.sale = *sale;
    const QJsonArray nozzles = in.array("nozzles", 15);
    for (const auto &value : nozzles) {
        JsonReader one(value.toObject());
        pump.nozzles.append(
            {int(one.integer("nozzle", 1, 15)), one.text("product", 40), one.unitPrice("price")});
        if (one.error())
            return fail(*one.error());
    }
    if (in.has("alarm"))
        pump.alarm = errorCodeFromName(in.text("alarm", 60));
    return finished(in, pump);
}

QJsonObject toJson(const SaleView &sale)
{
    QJsonObject json{{QStringLiteral("id"), sale.id.text()},
                     {QStringLiteral("pump"), sale.pump},
                     {QStringLiteral("mode"), int(sale.mode)},
                     {QStringLiteral("state"), int(sale.state)},
                     {QStringLiteral("maskedCard"), sale.maskedCard},
                     {QStringLiteral("limit"), toJson(sale.limit)},
                     {QStringLiteral("nozzle"), sale.delivery.nozzle},
                     {QStringLiteral("product"), sale.delivery.product},
                     {QStringLiteral("price"), toJson(sale.delivery.price)},
                     {QStringLiteral("volumeMl"), QString::number(sale.delivery.volume.ml)},
                     {QStringLiteral("amount"), toJson(sale.delivery.amount)},
                     {QStringLiteral("paid"), toJson(sale.paid)},
                     {QStringLiteral("returned"), toJson(sale.returned)},
                     {QStringLiteral("offline"), sale.offline},
                     {QStringLiteral("uploaded"), sale.uploaded},
                     {QStringLiteral("at"), sale.at.toIso()}};
    if (!sale.discounts.empty())
        json.insert(QStringLiteral("discounts"), toJson(sale.discounts));
    if (!sale.coupons.isEmpty())
        json.insert(QStringLiteral("coupons"), QJsonArray::fromStringList(sale.coupons));
    if (sale.codeRefused)
        json.insert(QStringLiteral("codeRefused"), QString(errorCodeName(*sale.codeRefused)));
    if (sale.pointsAhead)
        json.insert(QStringLiteral("pointsAhead"),
                    QJsonObject{{QStringLiteral("points"), toJson(*sale.pointsAhead)}});
    if (sale.pointsRefused)
        json.insert(QStringLiteral("pointsRefused"), QString(errorCodeName(*sale.pointsRefused)));
    if (sale.delivery.pump) {
        json.insert(QStringLiteral("pumpPrice"), toJson(sale.delivery.pump->price));
        json.insert(QStringLiteral("pumpAmount"), toJson(sale.delivery.pump->amount));
    }
    if (sale.points)
        json.insert(QStringLiteral("points"), toJson(*sale.points));
    if (!sale.goods.empty())
        json.insert(QStringLiteral("goods"), toJson(sale.goods));
    if (sale.availableAfter)
        json.insert(QStringLiteral("availableAfter"), toJson(*sale.availableAfter));
    if (sale.problem)
        json.insert(QStringLiteral("problem"), QString(errorCodeName(sale.problem->code)));
    if (sale.problem && sale.problem->left)
        json.insert(QStringLiteral("left"), toJson(*sale.problem->left));
    return json;
}

Result<SaleView> saleFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    SaleView sale;
    sale.id = in.id<SaleId>("id");
    sale.pump = int(in.integer("pump", 0, 999));
    sale.mode = SaleMode(in.integer("mode", 0, 3));
    sale.state = SaleState(in.integer("state", 1, 10));
    sale.maskedCard = in.textOr("maskedCard", {}, 40);
    sale.limit = in.money("limit");
    sale.delivery.nozzle = int(in.integer("nozzle", 0, 15));
    sale.delivery.product = in.textOr("product", {}, 40);
    sale.delivery.price = in.unitPrice("price");
    sale.delivery.volume = {in.integer("volumeMl", 0, Largest)};
    sale.delivery.amount = in.money("amount");
    sale.paid = in.money("paid");
    sale.returned = in.money("returned");
    sale.offline = in.booleanOr("offline", false);
    sale.uploaded = in.booleanOr("uploaded", false);
    sale.at = in.time("at");
    sale.discounts = readRedemptions(in, "discounts");
    const QJsonArray coupons = in.has("coupons") ? in.array("coupons", 20) : QJsonArray();
    for (const auto &name : coupons)
        sale.coupons << name.toString().left(100);
    if (in.has("codeRefused"))
        sale.codeRefused = errorCodeFromName(in.text("codeRefused", 60));
    if (in.has("pointsAhead")) {
        JsonReader ahead(in.object("pointsAhead"));
        sale.pointsAhead = readPointsPaid(ahead);
        if (ahead.error())
            in.refuse("pointsAhead", ahead.error()->detail);
    }
    if (in.has("pointsRefused"))
        sale.pointsRefused = errorCodeFromName(in.text("pointsRefused", 60));
    if (in.has("pumpAmount"))
        sale.delivery.pump = Delivery::Shown{in.unitPrice("pumpPrice"), in.money("pumpAmount")};
    if (in.has("points"))
        sale.points = readPointsPaid(in);
    if (in.has("goods")) {
        const auto goods =
            basketLinesFromJson(in.array("goods", MostBasketLines), sale.delivery.amount.currency);
        if (!goods)
            in.refuse("goods", goods.error().detail);
        sale.goods = goods.value_or(std::vector<BasketLine>());
    }
    if (in.has("availableAfter"))
        sale.availableAfter = in.money("availableAfter");
    if (in.has("problem"))
        sale.problem = Error{errorCodeFromName(in.text("problem", 60)).value_or(ErrorCode::Internal), {}};
    if (sale.problem && in.has("left"))
        sale.problem->left = in.money("left");
    return finished(in, sale);
}

QJsonObject toJson(const Preset &preset)
{
    QJsonObject json{{QStringLiteral("kind"), int(preset.kind)}};
    if (preset.kind == Preset::Kind::Amount)
        json.insert(QStringLiteral("amount"), toJson(preset.amount));
    if (preset.kind == Preset::Kind::Volume)
        json.insert(QStringLiteral("volumeMl"), QString::number(preset.volume.ml));
    return json;
}

Result<Preset> presetFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    Preset preset;
    preset.kind = Preset::Kind(in.integer("kind", 0, 2));
    if (preset.kind == Preset::Kind::Amount)
        preset.amount = in.money("amount");
    if (preset.kind == Preset::Kind::Volume)
        preset.volume = {in.integer("volumeMl", 1, Largest)};
    return finished(in, preset);
}

QJsonObject toJson(const CardIdentity &card)
{
    return {{QStringLiteral("token"), QString::fromLatin1(card.token.bytes.toBase64())},
            {QStringLiteral("proof"), int(card.proof)},
            {QStringLiteral("masked"), card.masked}};
}

Result<CardIdentity> cardFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CardIdentity card;
    card.token.bytes = in.base64("token", 32);
    card.proof = CardProof(in.integer("proof", 1, 3));
    card.masked = in.textOr("masked", {}, 40);
    return finished(in, card);
}

QJsonObject answerJson(qint64 command, const Result<void> &result)
{
    QJsonObject json{{QStringLiteral("answer"), QString::number(command)},
                     {QStringLiteral("ok"), bool(result)}};
    if (result)
        return json;
    json.insert(QStringLiteral("code"), QString(errorCodeName(result.error().code)));
    if (result.error().left)
        json.insert(QStringLiteral("left"), toJson(*result.error().left));
    return json;
}

Result<void> answerFromJson(const QJsonObject &json)
{
    if (json[QLatin1String("ok")].toBool())
        return {};
    Error error{errorCodeFromName(json[QLatin1String("code")].toString()).value_or(ErrorCode::Internal), {}};
    if (const auto left = moneyFromJson(json[QLatin1String("left")]))
        error.left = *left;
    return fail(error);
}

QByteArray linkProof(TerminalId signer, const QByteArray &challenge, const QByteArray &certificateSha256)
{
    return QByteArrayLiteral("YKLINK1") + be32(quint32(signer.value)) + challenge + certificateSha256;
}

}

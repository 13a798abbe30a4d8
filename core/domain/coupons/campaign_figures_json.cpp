#include "core/domain/coupons/campaign_figures.h"

#include "core/domain/coupons/coupon.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

#include <cmath>

namespace youka {

namespace {

QLatin1String channelName(int channel)
{
    switch (channel) {
    case int(Channel::Kiosk):
        return QLatin1String("kiosk");
    case int(Channel::Pos):
        return QLatin1String("pos");
    case int(Channel::App):
        return QLatin1String("app");
    default:
        return QLatin1String("unknown");
    }
}

QJsonObject toJson(const FigureLine &line)
{
    return {{QStringLiteral("reserved"), line.reserved},
            {QStringLiteral("redeemed"), line.redeemed},
            {QStringLiteral("givenBack"), line.givenBack},
            {QStringLiteral("discount"), youka::toJson(line.discount)},
            {QStringLiteral("sales"), line.sales},
            {QStringLiteral("gross"), youka::toJson(line.gross)},
            {QStringLiteral("volumeMl"), QString::number(line.volume.ml)}};
}

QJsonObject toJson(const BasketFigures &basket)
{
    return {{QStringLiteral("sales"), basket.sales},
            {QStringLiteral("gross"), youka::toJson(basket.gross)},
            {QStringLiteral("average"), youka::toJson(basket.average())},
            {QStringLiteral("volumeMl"), QString::number(basket.volume.ml)}};
}

QJsonObject toJson(const FigureLine &line, const CustomerKind &kind, const char *key)
{
    QJsonObject json = toJson(line);
    json.insert(QStringLiteral("claimed"), line.claimed);
    json.insert(QStringLiteral("known"), kind.isKnown);
    json.insert(QLatin1String(key), kind.name);
    return json;
}

QJsonArray linesOf(const QMap<CustomerKind, FigureLine> &lines, const char *key)
{
    QJsonArray array;
    for (auto it = lines.cbegin(); it != lines.cend(); ++it)
        array.append(toJson(it.value(), it.key(), key));
    return array;
}

/// Or why there is none.
QJsonObject returnJson(const CampaignFigures &figures, Percent holdOut, Percent margin)
{
    const auto without = [](const char *why) {
        return QJsonObject{{QStringLiteral("missing"), QLatin1String(why)}};
    };
    if (holdOut.basisPoints <= 0)
        return without("hold-out");
    if (!figures.extraSold)
        return without("customers");
    if (!figures.all.discount.isPositive())
        return without("discount");
    if (margin.basisPoints <= 0)
        return without("margin");
    const auto found = returnOnCost(*figures.extraSold, figures.treated.customers,
                                    double(margin.basisPoints) / 10'000, figures.all.discount.minor);
    ensure(found.has_value(), "something was given away");
    const auto inBasisPoints = [](double ratio) { return qint64(std::llround(ratio * 10'000)); };
    return {{QStringLiteral("margin"), margin.basisPoints},
            {QStringLiteral("ratio"), inBasisPoints(found->ratio)},
            {QStringLiteral("low"), inBasisPoints(found->low)},
            {QStringLiteral("high"), inBasisPoints(found->high)}};
}

template <class Map, class Name>
QJsonArray linesOf(const Map &lines, const char *key, Name name)
{
    QJsonArray array;
    for (auto it = lines.cbegin(); it != lines.cend(); ++it) {
        QJsonObject json = toJson(it.value());
        json.insert(QLatin1String(key), name(it.key()));
        array.append(json);
    }
    return array;
}

}

QJsonObject toJson(const CampaignFigures &figures, Percent holdOut, Percent margin)
{
    const Currency currency = figures.all.discount.currency;
    const auto money = [&](double minor) { return toJson(Money{std::llround(minor), currency}); };
    QJsonObject json = toJson(figures.all);
    json.insert(QStringLiteral("campaign"), figures.campaign.value);
    json.insert(QStringLiteral("printed"), figures.printed);
    json.insert(QStringLiteral("claimed"), figures.claimed);
    json.insert(QStringLiteral("issued"), figures.issued());
    json.insert(QStringLiteral("expired"), figures.expired);
    json.insert(QStringLiteral("voided"), figures.voided);
    json.insert(QStringLiteral("byDay"), linesOf(figures.byDay, "day", [](QDate day) {
                    return QJsonValue(day.toString(Qt::ISODate));
                }));
    json.insert(QStringLiteral("byStation"),
                linesOf(figures.byStation, "station", [](qint64 station) { return QJsonValue(station); }));
    json.insert(QStringLiteral("byChannel"), linesOf(figures.byChannel, "channel", [](int channel) {
                    return QJsonValue(QString(channelName(channel)));
                }));
    json.insert(QStringLiteral("bySegment"), linesOf(figures.bySegment, "segment"));
    json.insert(QStringLiteral("byLevel"), linesOf(figures.byLevel, "level"));
    json.insert(QStringLiteral("returnOnCost"), returnJson(figures, holdOut, margin));
    json.insert(QStringLiteral("with"), toJson(figures.with));
    json.insert(QStringLiteral("without"), toJson(figures.without));
    if (holdOut.basisPoints <= 0)
        return json;
    json.insert(QStringLiteral("holdOut"), holdOut.basisPoints);
    const auto group = [&](const SpendingGroup &its) {
        return QJsonObject{{QStringLiteral("customers"), its.customers},
                           {QStringLiteral("average"), money(its.mean)}};
    };
    json.insert(QStringLiteral("treated"), group(figures.treated));
    json.insert(QStringLiteral("heldOut"), group(figures.heldOut));
    if (const auto &uplift = figures.uplift)
        json.insert(QStringLiteral("uplift"),
                    QJsonObject{{QStringLiteral("difference"), money(uplift->difference)},
                                {QStringLiteral("low"), money(uplift->low)},
                                {QStringLiteral("high"), money(uplift->high)}});
    return json;
}

}

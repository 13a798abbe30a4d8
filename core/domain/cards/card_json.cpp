#include "core/domain/cards/card_json.h"

#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

QJsonObject toJson(const ListedCard &card)
{
    const CardFacts &facts = card.facts;
    QJsonObject json{{QStringLiteral("token"), QString::fromLatin1(card.token.bytes.toBase64())},
                     {QStringLiteral("state"), int(facts.state)},
                     {QStringLiteral("expires"), facts.expires.toString(Qt::ISODate)},
                     {QStringLiteral("products"), QJsonArray::fromStringList(facts.products)},
                     {QStringLiteral("available"), toJson(facts.available)},
                     {QStringLiteral("pinSet"), facts.pinSet}};
    if (facts.limitPerSale)
        json.insert(QStringLiteral("limitPerSale"), toJson(*facts.limitPerSale));
    if (facts.limitPerDay)
        json.insert(QStringLiteral("limitPerDay"), toJson(*facts.limitPerDay));
    if (facts.pinAbove)
        json.insert(QStringLiteral("pinAbove"), toJson(*facts.pinAbove));
    if (card.day.isValid()) {
        json.insert(QStringLiteral("day"), card.day.toString(Qt::ISODate));
        json.insert(QStringLiteral("spentToday"), toJson(facts.spentToday));
    }
    return json;
}

Result<ListedCard> listedCardFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    ListedCard card;
    CardFacts &facts = card.facts;
    card.token.bytes = in.base64("token", 32);
    facts.state = CardState(in.integer("state", 1, 5));
    const QString expires = in.text("expires", 10);
    facts.expires = QDate::fromString(expires, Qt::ISODate);
    if (!expires.isEmpty() && !facts.expires.isValid())
        in.refuse("expires", QStringLiteral("a date is expected"));
    const QJsonArray products = in.array("products", 100);
    for (const auto &product : products)
        facts.products.append(product.toString());
    facts.available = in.money("available");
    facts.spentToday = {0, facts.available.currency};
    facts.pinSet = in.booleanOr("pinSet", false);
    const auto optional = [&](const char *name, std::optional<Money> &target) {
        if (!in.has(name))
            return;
        target = in.money(name);
        if (target->currency != facts.available.currency)
            in.refuse(name, QStringLiteral("not in the card's currency"));
    };
    optional("limitPerSale", facts.limitPerSale);
    optional("limitPerDay", facts.limitPerDay);
    optional("pinAbove", facts.pinAbove);
    if (in.has("day")) {
        card.day = QDate::fromString(in.text("day", 10), Qt::ISODate);
        if (!card.day.isValid())
            in.refuse("day", QStringLiteral("a date is expected"));
        facts.spentToday = in.money("spentToday");
        if (facts.spentToday.currency != facts.available.currency)
            in.refuse("spentToday", QStringLiteral("not in the card's currency"));
    }
    if (in.error())
        return fail(*in.error());
    return card;
}

QJsonObject toJson(const ListedAllotment &allotment)
{
    return {{QStringLiteral("token"), QString::fromLatin1(allotment.token.bytes.toBase64())},
            {QStringLiteral("terminal"), allotment.terminal},
            {QStringLiteral("amount"), toJson(allotment.amount)},
            {QStringLiteral("booked"), QString::number(allotment.booked)}};
}

Result<ListedAllotment> listedAllotmentFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    ListedAllotment allotment;
    allotment.token.bytes = in.base64("token", 32);
    allotment.terminal = in.integer("terminal", 1, std::numeric_limits<quint32>::max());
    allotment.amount = in.money("amount");
    allotment.booked = in.integer("booked", 0, std::numeric_limits<qint64>::max());
    if (allotment.amount.isNegative())
        in.refuse("amount", QStringLiteral("not below zero"));
    if (in.error())
        return fail(*in.error());
    return allotment;
}

}

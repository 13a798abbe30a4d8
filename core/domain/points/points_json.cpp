#include "core/domain/points/points_json.h"

#include "core/foundation/base/names.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr qint64 Largest = std::numeric_limits<qint32>::max();

constexpr std::pair<EarnRule::Basis, const char *> Bases[] = {{EarnRule::Basis::Quantity, "quantity"},
                                                              {EarnRule::Basis::Amount, "amount"}};
constexpr std::pair<Multiplier::Kind, const char *> Kinds[] = {{Multiplier::Kind::Product, "product"},
                                                               {Multiplier::Kind::Day, "day"},
                                                               {Multiplier::Kind::Campaign, "campaign"}};
constexpr std::pair<MoveKind, const char *> Moves[] = {
    {MoveKind::Earn, "earn"},     {MoveKind::Settle, "settle"}, {MoveKind::Spend, "spend"},
    {MoveKind::Expire, "expire"}, {MoveKind::Refund, "refund"}, {MoveKind::Return, "return"},
    {MoveKind::Adjust, "adjust"}, {MoveKind::Owed, "owed"},     {MoveKind::Exchange, "exchange"}};

void write(QJsonObject &json, const PointsScope &scope)
{
    if (!scope.products.isEmpty())
        json.insert(QStringLiteral("products"), QJsonArray::fromStringList(scope.products));
    if (!scope.groups.isEmpty())
        json.insert(QStringLiteral("groups"), QJsonArray::fromStringList(scope.groups));
}

QStringList readTexts(JsonReader &in, const char *name)
{
    QStringList texts;
    if (!in.has(name))
        return texts;
    const QJsonArray array = in.array(name, 500);
    for (const auto &value : array) {
        if (!value.isString() || value.toString().size() > 40)
            in.refuse(name, QStringLiteral("a list of short texts is expected"));
        texts << value.toString();
    }
    return texts;
}

PointsScope readScope(JsonReader &in) { return {readTexts(in, "products"), readTexts(in, "groups")}; }

template <class T, size_t N>
T readName(JsonReader &in, const char *name, const std::pair<T, const char *> (&names)[N])
{
    const auto value = valueIn(names, in.text(name, 20));
    if (!value)
        in.refuse(name, QStringLiteral("not known"));
    return value.value_or(names[0].first);
}

QDate readDate(JsonReader &in, const char *name)
{
    if (!in.has(name))
        return {};
    const QDate date = QDate::fromString(in.text(name, 10), Qt::ISODate);
    if (!date.isValid())
        in.refuse(name, QStringLiteral("a date is expected"));
    return date;
}

QTime readTime(JsonReader &in, const char *name)
{
    if (!in.has(name))
        return {};
    const QTime time = QTime::fromString(in.text(name, 5), QStringLiteral("HH:mm"));
    if (!time.isValid())
        in.refuse(name, QStringLiteral("HH:mm is expected"));
    return time;
}

QJsonObject toJson(const EarnRule &rule)
{
    QJsonObject json{{QStringLiteral("basis"), QString(nameIn(Bases, rule.basis))},
                     {QStringLiteral("milliPoints"), rule.milliPoints}};
    write(json, rule.scope);
    return json;
}

QJsonObject toJson(const Multiplier &multiplier)
{
    QJsonObject json{{QStringLiteral("kind"), QString(nameIn(Kinds, multiplier.kind))},
                     {QStringLiteral("name"), multiplier.name},
                     {QStringLiteral("factor"), multiplier.factor.basisPoints}};
    write(json, multiplier.scope);
    if (multiplier.from.isValid())
        json.insert(QStringLiteral("from"), multiplier.from.toString(Qt::ISODate));
    if (multiplier.until.isValid())
        json.insert(QStringLiteral("until"), multiplier.until.toString(Qt::ISODate));
    if (multiplier.weekdays != 0)
        json.insert(QStringLiteral("weekdays"), multiplier.weekdays);
    if (multiplier.hourFrom.isValid())
        json.insert(QStringLiteral("hourFrom"), multiplier.hourFrom.toString(QStringLiteral("HH:mm")));
    if (multiplier.hourUntil.isValid())
        json.insert(QStringLiteral("hourUntil"), multiplier.hourUntil.toString(QStringLiteral("HH:mm")));
    return json;
}

QJsonObject toJson(const MemberLevel &level)
{
    QJsonObject json{{QStringLiteral("code"), level.code},
                     {QStringLiteral("name"), level.name},
                     {QStringLiteral("keepsMonths"), level.keepsMonths},
                     {QStringLiteral("factor"), level.factor.basisPoints}};
    if (level.points)
        json.insert(QStringLiteral("points"), *level.points);
    if (level.litres)
        json.insert(QStringLiteral("litresMl"), level.litres->ml);
    if (level.spend)
        json.insert(QStringLiteral("spend"), toJson(*level.spend));
    return json;
}

EarnRule readRule(JsonReader &in)
{
    return {readName(in, "basis", Bases), in.integer("milliPoints", 0, 1'000'000'000), readScope(in)};
}

Multiplier readMultiplier(JsonReader &in)
{
    Multiplier multiplier;
    multiplier.kind = readName(in, "kind", Kinds);
    multiplier.name = in.textOr("name", {}, 100);
    multiplier.factor = {in.integer("factor", 0, 1'000'000)};
    multiplier.scope = readScope(in);
    multiplier.from = readDate(in, "from");
    multiplier.until = readDate(in, "until");
    multiplier.weekdays = int(in.integerOr("weekdays", 0, 0, 127));
    multiplier.hourFrom = readTime(in, "hourFrom");
    multiplier.hourUntil = readTime(in, "hourUntil");
    return multiplier;
}

MemberLevel readLevel(JsonReader &in)
{
    MemberLevel level;
    level.code = in.text("code", 40);
    level.name = in.textOr("name", level.code, 100);
    level.keepsMonths = int(in.integerOr("keepsMonths", 12, 1, 120));
    level.factor = {in.integerOr("factor", 10'000, 0, 1'000'000)};
    if (in.has("points"))
        level.points = in.integer("points", 0, Largest);
    if (in.has("litresMl"))
        level.litres = Volume{in.integer("litresMl", 0, std::numeric_limits<qint64>::max() / 2)};
    if (in.has("spend"))
        level.spend = in.money("spend");
    return level;
}

template <class T>
QJsonArray toArray(const std::vector<T> &all)
{
    QJsonArray array;
    for (const T &one : all)
        array.append(toJson(one));
    return array;
}

template <class T>
std::vector<T> readAll(JsonReader &in, const char *name, T (*read)(JsonReader &))
{
    std::vector<T> all;
    if (!in.has(name))
        return all;
    const QJsonArray array = in.array(name, 100);
    for (const auto &value : array) {
        JsonReader one(value.toObject());
        all.push_back(read(one));
        if (one.error())
            in.refuse(name, one.error()->detail);
    }
    return all;
}

PointValue readValue(JsonReader &in)
{
    JsonReader value(in.object("value"));
    const PointValue read{value.money("amount"), value.integer("points", 1, 1'000'000)};
    if (value.error())
        in.refuse("value", value.error()->detail);
    return read;
}

}

QJsonObject toJson(const PointsScheme &scheme)
{
    return {{QStringLiteral("version"), scheme.version},
            {QStringLiteral("currency"), scheme.currency.code()},
            {QStringLiteral("from"), scheme.from.toIso()},
            {QStringLiteral("zone"), QString::fromLatin1(scheme.zone.id())},
            {QStringLiteral("rules"), toArray(scheme.rules)},
            {QStringLiteral("multipliers"), toArray(scheme.multipliers)},
            {QStringLiteral("mostFactor"), scheme.mostFactor.basisPoints},
            {QStringLiteral("value"),
             QJsonObject{{QStringLiteral("amount"), toJson(scheme.value.amount)},
                         {QStringLiteral("points"), scheme.value.points}}},
            {QStringLiteral("expiryMonths"), scheme.expiryMonths},
            {QStringLiteral("pendingHours"), scheme.pendingHours},
            {QStringLiteral("levelMonths"), scheme.levelMonths},
            {QStringLiteral("secondPersonAbove"), scheme.secondPersonAbove},
            {QStringLiteral("levels"), toArray(scheme.levels)}};
}

Result<PointsScheme> schemeFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    PointsScheme scheme;
    scheme.version = in.integerOr("version", 0, 0, std::numeric_limits<qint64>::max());
    const auto currency = Currency::parse(in.text("currency", 3));
    if (!currency)
        in.refuse("currency", currency.error().detail);
    else
        scheme.currency = *currency;
    if (in.has("from"))
        scheme.from = in.time("from");
    scheme.zone = QTimeZone(in.textOr("zone", QStringLiteral("UTC"), 60).toLatin1());
    scheme.rules = readAll(in, "rules", readRule);
    scheme.multipliers = readAll(in, "multipliers", readMultiplier);
    scheme.mostFactor = {in.integerOr("mostFactor", 100'000, 0, 1'000'000)};
    scheme.value = readValue(in);
    scheme.expiryMonths = int(in.integerOr("expiryMonths", 24, 0, 10'000));
    scheme.pendingHours = int(in.integerOr("pendingHours", 24, 0, 10'000));
    scheme.levelMonths = int(in.integerOr("levelMonths", 12, 0, 10'000));
    scheme.secondPersonAbove = in.integerOr("secondPersonAbove", 10'000, 0, Largest);
    scheme.levels = readAll(in, "levels", readLevel);
    if (in.error())
        return fail(*in.error());
    return scheme;
}

QJsonObject toJson(const PointsPaid &paid)
{
    return {{QStringLiteral("spent"), paid.spent}, {QStringLiteral("amount"), toJson(paid.amount)}};
}

PointsPaid readPointsPaid(JsonReader &in)
{
    PointsPaid paid;
    JsonReader one(in.object("points"));
    paid.spent = one.integer("spent", 1, Largest);
    paid.amount = one.money("amount");
    if (one.error())
        in.refuse("points", one.error()->detail);
    return paid;
}

QJsonObject toJson(const FuelPoints &points)
{
    return {{QStringLiteral("points"), toJson(points.most)},
            {QStringLiteral("worth"), toJson(points.value.amount)},
            {QStringLiteral("for"), points.value.points}};
}

Result<FuelPoints> fuelPointsFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    FuelPoints points;
    points.most = readPointsPaid(in);
    points.value.amount = in.money("worth");
    points.value.points = in.integer("for", 1, Largest);
    if (in.error())
        return fail(*in.error());
    if (points.value.amount.currency != points.most.amount.currency)
        return fail(ErrorCode::CurrencyMismatch);
    return points;
}

QLatin1String moveKindName(MoveKind kind) { return nameIn(Moves, kind); }

QJsonObject toJson(const PointsMove &line)
{
    QJsonObject json{{QStringLiteral("at"), line.at.toIso()},
                     {QStringLiteral("kind"), QString(moveKindName(line.kind))},
                     {QStringLiteral("points"), line.points},
                     {QStringLiteral("pending"), line.pending},
                     {QStringLiteral("owed"), line.owed}};
    if (!line.sale.isNull())
        json.insert(QStringLiteral("sale"), line.sale.text());
    if (!line.reason.isEmpty())
        json.insert(QStringLiteral("reason"), line.reason);
    if (!line.who.isEmpty())
        json.insert(QStringLiteral("who"), line.who);
    return json;
}

}

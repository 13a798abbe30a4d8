#include "core/domain/coupons/coupon_json.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/foundation/base/names.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

constexpr qint64 Largest = std::numeric_limits<qint64>::max() / 2;

constexpr std::pair<OfferKind, const char *> Kinds[] = {
    {OfferKind::PercentOff, "percent-off"},
    {OfferKind::AmountOff, "amount-off"},
    {OfferKind::FixedPrice, "fixed-price"},
    {OfferKind::PerLitreOff, "per-litre-off"},
    {OfferKind::Gift, "gift"},
    {OfferKind::BuyXGetY, "buy-x-get-y"},
    {OfferKind::TopUpBonus, "top-up-bonus"},
    {OfferKind::Exchange, "exchange"},
    {OfferKind::Stamps, "stamps"},
    {OfferKind::FreeService, "free-service"},
};

constexpr std::pair<IssueEvent, const char *> Events[] = {
    {IssueEvent::TopUp, "top-up"},   {IssueEvent::Spend, "spend"},
    {IssueEvent::Litres, "litres"},  {IssueEvent::Birthday, "birthday"},
    {IssueEvent::SignUp, "sign-up"}, {IssueEvent::Dormancy, "dormancy"},
    {IssueEvent::Level, "level"},    {IssueEvent::Invitation, "invitation"},
};

/// Writes what is not its default, so that terms stay short and read well.
class Writer
{
public:
    void add(const char *name, qint64 value)
    {
        if (value != 0)
            m_json.insert(QLatin1String(name), value);
    }
    void add(const char *name, const QString &value)
    {
        if (!value.isEmpty())
            m_json.insert(QLatin1String(name), value);
    }
    void add(const char *name, bool value)
    {
        if (value)
            m_json.insert(QLatin1String(name), true);
    }
    void add(const char *name, const QStringList &values)
    {
        if (!values.isEmpty())
            m_json.insert(QLatin1String(name), QJsonArray::fromStringList(values));
    }
    void add(const char *name, const QList<qint64> &values)
    {
        QJsonArray array;
        for (const qint64 value : values)
            array.append(value);
        if (!array.isEmpty())
            m_json.insert(QLatin1String(name), array);
    }
    void add(const char *name, const std::optional<Money> &money)
    {
        if (money)
            m_json.insert(QLatin1String(name), toJson(*money));
    }
    void add(const char *name, const std::optional<qint64> &value)
    {
        if (value)
            m_json.insert(QLatin1String(name), *value);
    }
    void add(const char *name, QTime time)
    {
        if (time.isValid())
            m_json.insert(QLatin1String(name), time.toString(QStringLiteral("HH:mm")));
    }
    QJsonObject &json() { return m_json; }

private:
    QJsonObject m_json;
};

QStringList readTexts(JsonReader &in, const char *name)
{
    QStringList texts;
    if (!in.has(name))
        return texts;
    const QJsonArray array = in.array(name, 500);
    for (const auto &value : array) {
        if (!value.isString() || value.toString().size() > 100)
            in.refuse(name, QStringLiteral("a list of short texts is expected"));
        texts << value.toString();
    }
    return texts;
}

QList<qint64> readNumbers(JsonReader &in, const char *name)
{
    QList<qint64> numbers;
    if (!in.has(name))
        return numbers;
    const QJsonArray array = in.array(name, 5'000);
    for (const auto &value : array) {
        const qint64 number = value.toInteger(-1);
        if (number < 0)
            in.refuse(name, QStringLiteral("a list of numbers is expected"));
        numbers << number;
    }
    return numbers;
}

std::optional<Money> readMoney(JsonReader &in, const char *name)
{
    return in.has(name) ? std::optional(in.money(name)) : std::nullopt;
}

std::optional<qint64> readCount(JsonReader &in, const char *name)
{
    return in.has(name) ? std::optional(in.integer(name, 0, Largest)) : std::nullopt;
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

void write(Writer &out, const Offer &offer)
{
    out.add("kind", QString(nameIn(Kinds, offer.kind)));
    out.add("percent", offer.percent.basisPoints);
    out.add("amount", offer.amount.isZero() ? std::nullopt : std::optional(offer.amount));
    out.add("most", offer.most);
    if (offer.price.milli != 0)
        out.json().insert(QStringLiteral("price"), toJson(offer.price));
    out.add("litresMl", offer.litres ? std::optional(offer.litres->ml) : std::nullopt);
    out.add("product", offer.product);
    out.add("buy", qint64(offer.buy));
    if (offer.pieces != 1)
        out.add("pieces", qint64(offer.pieces));
    out.add("inParts", offer.inParts);
    out.add("reward", offer.reward.value);
}

void write(Writer &out, const Scope &scope)
{
    out.add("products", scope.products);
    out.add("groups", scope.groups);
    out.add("without", scope.without);
    out.add("stations", scope.stations);
    out.add("regions", scope.regions);
    out.add("channels", qint64(scope.channels.toInt()));
    out.add("payings", qint64(scope.payings.toInt()));
    out.add("segments", scope.segments);
    out.add("levels", scope.levels);
    out.add("cardTypes", scope.cardTypes);
    QStringList dates;
    for (const QDate &date : scope.dates)
        dates << date.toString(Qt::ISODate);
    out.add("dates", dates);
    out.add("weekdays", qint64(scope.weekdays));
    out.add("hourFrom", scope.hourFrom);
    out.add("hourUntil", scope.hourUntil);
    out.add("minVolumeMl", scope.minVolume.ml);
    out.add("minAmount", scope.minAmount);
    out.add("firstPurchase", scope.firstPurchase);
}

Offer readOffer(JsonReader &in)
{
    Offer offer;
    if (const auto kind = valueIn(Kinds, in.text("kind", 20)))
        offer.kind = *kind;
    else
        in.refuse("kind", QStringLiteral("not known"));
    offer.percent = {in.integerOr("percent", 0, 0, 10'000)};
    if (in.has("amount"))
        offer.amount = in.money("amount");
    offer.most = readMoney(in, "most");
    if (in.has("price"))
        offer.price = in.unitPrice("price");
    if (in.has("litresMl"))
        offer.litres = Volume{in.integer("litresMl", 0, 1'000'000'000)};
    offer.product = in.textOr("product", {}, 40);
    offer.buy = int(in.integerOr("buy", 0, 0, 1'000));
    offer.pieces = int(in.integerOr("pieces", 1, 0, 1'000));
    offer.inParts = in.booleanOr("inParts", false);
    offer.reward = {in.integerOr("reward", 0, 0, Largest)};
    return offer;
}

Scope readScope(JsonReader &in)
{
    Scope scope;
    scope.products = readTexts(in, "products");
    scope.groups = readTexts(in, "groups");
    scope.without = readTexts(in, "without");
    scope.stations = readNumbers(in, "stations");
    scope.regions = readTexts(in, "regions");
    scope.channels = Channels::fromInt(int(in.integerOr("channels", 0, 0, 7)));
    scope.payings = PayingBys::fromInt(int(in.integerOr("payings", 0, 0, 31)));
    scope.segments = readTexts(in, "segments");
    scope.levels = readTexts(in, "levels");
    scope.cardTypes = readTexts(in, "cardTypes");
    const QStringList dates = readTexts(in, "dates");
    for (const QString &text : dates) {
        scope.dates << QDate::fromString(text, Qt::ISODate);
        if (!scope.dates.last().isValid())
            in.refuse("dates", QStringLiteral("YYYY-MM-DD is expected"));
    }
    scope.weekdays = int(in.integerOr("weekdays", 0, 0, 127));
    scope.hourFrom = readTime(in, "hourFrom");
    scope.hourUntil = readTime(in, "hourUntil");
    scope.minVolume = {in.integerOr("minVolumeMl", 0, 0, 1'000'000'000)};
    scope.minAmount = readMoney(in, "minAmount");
    scope.firstPurchase = in.booleanOr("firstPurchase", false);
    return scope;
}

QJsonObject toJson(const IssueRule &rule)
{
    Writer out;
    out.add("event", QString(nameIn(Events, rule.event)));
    out.add("amount", rule.amount);
    out.add("volumeMl", rule.volume.ml);
    out.add("days", qint64(rule.days));
    out.add("level", rule.level);
    out.add("toInviter", rule.toInviter);
    out.add("toInvited", rule.toInvited);
    return out.json();
}

IssueRule readIssue(JsonReader &outer)
{
    if (!outer.has("issue"))
        return {};
    JsonReader in(outer.object("issue"));
    IssueRule rule;
    if (const auto event = valueIn(Events, in.text("event", 20)))
        rule.event = *event;
    else
        in.refuse("event", QStringLiteral("not known"));
    rule.amount = readMoney(in, "amount");
    rule.volume = {in.integerOr("volumeMl", 0, 0, 1'000'000'000)};
    rule.days = int(in.integerOr("days", 0, 0, 3'650));
    rule.level = in.textOr("level", {}, 40);
    rule.toInviter = in.booleanOr("toInviter", false);
    rule.toInvited = in.booleanOr("toInvited", false);
    if (in.error())
        outer.refuse("issue", in.error()->detail);
    return rule;
}

QJsonObject toJson(const Bound &bound)
{
    Writer out;
    out.add("amount", bound.amount);
    out.add("pieces", bound.pieces);
    return out.json();
}

Bound readBound(JsonReader &in, const char *name)
{
    if (!in.has(name))
        return {};
    JsonReader inner(in.object(name));
    const Bound bound{readMoney(inner, "amount"), readCount(inner, "pieces")};
    if (inner.error())
        in.refuse(name, inner.error()->detail);
    return bound;
}

QJsonObject toJson(const CampaignLimits &limits)
{
    Writer out;
    for (const auto &[name, bound] :
         {std::pair("total", &limits.total), std::pair("perDay", &limits.perDay),
          std::pair("perStation", &limits.perStation), std::pair("perStationDay", &limits.perStationDay)})
        if (*bound != Bound())
            out.json().insert(QLatin1String(name), toJson(*bound));
    out.add("perCustomer", limits.perCustomer);
    out.add("perCustomerDay", limits.perCustomerDay);
    out.add("perTerminalDay", limits.perTerminalDay);
    out.add("claims", limits.claims);
    out.add("claimsPerCustomer", limits.claimsPerCustomer);
    return out.json();
}

CampaignLimits readLimits(JsonReader &in)
{
    CampaignLimits limits;
    limits.total = readBound(in, "total");
    limits.perDay = readBound(in, "perDay");
    limits.perStation = readBound(in, "perStation");
    limits.perStationDay = readBound(in, "perStationDay");
    limits.perCustomer = readCount(in, "perCustomer");
    limits.perCustomerDay = readCount(in, "perCustomerDay");
    limits.perTerminalDay = readCount(in, "perTerminalDay");
    limits.claims = readCount(in, "claims");
    limits.claimsPerCustomer = readCount(in, "claimsPerCustomer");
    return limits;
}

}

QJsonObject toJson(const CouponTerms &terms)
{
    Writer out;
    out.add("campaign", terms.campaign.value);
    out.add("version", qint64(terms.version));
    write(out, terms.offer);
    write(out, terms.scope);
    out.add("exclusive", terms.stacking.exclusive);
    out.add("partners", terms.stacking.partners);
    out.add("category", terms.stacking.category);
    out.add("priority", qint64(terms.stacking.priority));
    out.json().insert(QStringLiteral("from"), terms.from.toIso());
    out.json().insert(QStringLiteral("until"), terms.until.toIso());
    out.add("daysFromClaim", qint64(terms.daysFromClaim));
    out.add("automatic", terms.automatic);
    out.add("offline", terms.offline);
    return out.json();
}

Result<CouponTerms> couponTermsFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    CouponTerms terms;
    terms.campaign = {in.integerOr("campaign", 0, 0, Largest)};
    terms.version = int(in.integerOr("version", 1, 1, 1'000'000));
    terms.offer = readOffer(in);
    terms.scope = readScope(in);
    terms.stacking = {in.booleanOr("exclusive", false), readNumbers(in, "partners"),
                      in.textOr("category", {}, 40), int(in.integerOr("priority", 0, -1'000, 1'000))};
    terms.from = in.time("from");
    terms.until = in.time("until");
    terms.daysFromClaim = int(in.integerOr("daysFromClaim", 0, 0, 3'650));
    terms.automatic = in.booleanOr("automatic", false);
    terms.offline = in.booleanOr("offline", false);
    if (in.error())
        return fail(*in.error());
    return terms;
}

QJsonObject toJson(const Campaign &campaign)
{
    Writer out;
    out.json() = {{QStringLiteral("id"), campaign.id.value},
                  {QStringLiteral("name"), campaign.name},
                  {QStringLiteral("state"), QString(campaignStateName(campaign.state))},
                  {QStringLiteral("terms"), toJson(campaign.terms)},
                  {QStringLiteral("limits"), toJson(campaign.limits)}};
    out.add("stationShare", campaign.stationShare.basisPoints);
    out.add("pointsPrice", campaign.pointsPrice);
    out.add("holdOut", campaign.holdOut.basisPoints);
    out.add("claimCode", campaign.claimCode);
    if (campaign.issue.event != IssueEvent::None)
        out.json().insert(QStringLiteral("issue"), toJson(campaign.issue));
    if (campaign.giftable)
        out.json().insert(QStringLiteral("giftable"), *campaign.giftable);
    QList<qint64> batches;
    for (const quint16 batch : campaign.offlineBatches)
        batches << batch;
    out.add("offlineBatches", batches);
    return out.json();
}

Result<Campaign> campaignFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    Campaign campaign;
    campaign.id = {in.integerOr("id", 0, 0, Largest)};
    campaign.name = in.text("name", 100).trimmed();
    if (const auto state = campaignStateFromName(in.textOr("state", QStringLiteral("draft"), 20)))
        campaign.state = *state;
    const auto terms = couponTermsFromJson(in.object("terms"));
    if (!terms && !in.error())
        return fail(terms.error());
    if (in.has("limits")) {
        JsonReader limits(in.object("limits"));
        campaign.limits = readLimits(limits);
        if (limits.error())
            return fail(*limits.error());
    }
    campaign.stationShare = {in.integerOr("stationShare", 0, 0, 10'000)};
    campaign.pointsPrice = in.integerOr("pointsPrice", 0, 0, 100'000'000);
    campaign.holdOut = {in.integerOr("holdOut", 0, 0, 10'000)};
    campaign.claimCode = in.textOr("claimCode", {}, 40).trimmed().toUpper();
    campaign.issue = readIssue(in);
    if (in.has("giftable"))
        campaign.giftable = in.booleanOr("giftable", false);
    for (const qint64 batch : readNumbers(in, "offlineBatches"))
        campaign.offlineBatches << quint16(batch);
    if (in.error())
        return fail(*in.error());
    campaign.terms = *terms;
    return campaign;
}

QJsonObject toJson(const Redemption &redemption)
{
    Writer out;
    out.add("campaign", redemption.campaign.value);
    out.add("version", qint64(redemption.version));
    out.add("coupon", redemption.coupon.value());
    out.json().insert(QStringLiteral("amount"), toJson(redemption.amount));
    out.add("name", redemption.name);
    if (!redemption.perLine.empty()) {
        QJsonArray parts; // minor units of the amount's currency
        for (const Money part : redemption.perLine)
            parts.append(QString::number(part.minor));
        out.json().insert(QStringLiteral("lines"), parts);
    }
    return out.json();
}

Redemption readRedemption(JsonReader &in)
{
    Redemption redemption;
    redemption.campaign = {in.integer("campaign", 1, Largest)};
    redemption.version = int(in.integer("version", 1, 1'000'000));
    redemption.coupon = CouponId::fromValue(in.integerOr("coupon", 0, 0, (qint64(1) << 40) - 1));
    redemption.amount = in.money("amount");
    redemption.name = in.textOr("name", {}, 100);
    const QJsonArray parts = in.has("lines") ? in.array("lines", MostBasketLines) : QJsonArray();
    for (const auto &part : parts)
        redemption.perLine.push_back({part.toString().toLongLong(), redemption.amount.currency});
    return redemption;
}

QJsonArray toJson(const std::vector<Redemption> &redemptions)
{
    QJsonArray array;
    for (const Redemption &redemption : redemptions)
        array.append(toJson(redemption));
    return array;
}

std::vector<Redemption> readRedemptions(JsonReader &in, const char *name)
{
    std::vector<Redemption> redemptions;
    if (!in.has(name))
        return redemptions;
    const QJsonArray array = in.array(name, 20);
    for (const auto &value : array) {
        JsonReader one(value.toObject());
        redemptions.push_back(readRedemption(one));
        if (one.error())
            in.refuse(name, one.error()->detail);
    }
    return redemptions;
}

QByteArray bytesOf(const std::vector<Redemption> &redemptions)
{
    return QJsonDocument(toJson(redemptions)).toJson(QJsonDocument::Compact);
}

std::vector<Redemption> redemptionsFromBytes(const QByteArray &bytes)
{
    JsonReader in({{QStringLiteral("discounts"), QJsonDocument::fromJson(bytes).array()}});
    return readRedemptions(in, "discounts");
}

}

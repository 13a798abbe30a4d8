#include "core/domain/coupons/campaign_figures.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_repository.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

#include <cmath>

namespace youka {

namespace {

constexpr int DayMs = 24 * 60 * 60 * 1000;

/// Gathers the figures of one campaign. One function for each statement.
class Gatherer
{
public:
    Gatherer(Database &db, const Campaign &campaign, Timestamp now)
        : m_db(db)
        , m_campaign(campaign)
        , m_now(now)
        , m_currency(campaign.terms.offer.amount.currency)
    {
        m_figures.campaign = campaign.id;
        clear(m_figures.all);
        m_figures.with.gross = m_figures.without.gross = {0, m_currency};
    }
    Result<CampaignFigures> gather()
    {
        return batches()
            .and_then([&] { return uses(); })
            .and_then([&] { return sales(); })
            .and_then([&] { return baskets(); })
            .and_then([&] { return groups(); })
            .map([&] { return m_figures; });
    }

private:
    void clear(FigureLine &line) const { line.discount = line.gross = {0, m_currency}; }
    /// The four lines that a use counts in.
    template <class Change>
    void count(QDate day, qint64 station, int channel, Change change)
    {
        const auto in = [&](auto &map, auto key) -> FigureLine & {
            const bool isNew = !map.contains(key);
            FigureLine &line = map[key];
            if (isNew)
                clear(line);
            return line;
        };
        change(m_figures.all);
        change(in(m_figures.byDay, day));
        change(in(m_figures.byStation, station));
        change(in(m_figures.byChannel, channel));
    }

    Result<void> batches()
    {
        struct Batch
        {
            qint64 id;
            bool isPrinted;
            qint64 pieces;
            bool isVoid;
        };
        auto read = m_db.exec("SELECT id, kind, pieces, void FROM coupon_batch WHERE campaign = ?",
                              {m_campaign.id.value})
                        .map([](Rows rows) {
                            std::vector<Batch> all;
                            while (rows.next())
                                all.push_back({rows.integer(0), rows.integer(1) == int(BatchKind::Printed),
                                               rows.integer(2), rows.integer(3) != 0});
                            return all;
                        });
        if (!read)
            return fail(read.error());
        for (const Batch &batch : *read) {
            if (!batch.isVoid)
                (batch.isPrinted ? m_figures.printed : m_figures.claimed) += batch.pieces;
            if (const auto done = rowsOf(batch.id, batch.isPrinted, batch.isVoid, batch.pieces); !done)
                return done;
        }
        return {};
    }

    /// What became of a batch's coupons. Those of a printed one that nobody came with have no row.
    Result<void> rowsOf(qint64 batch, bool isPrinted, bool isVoid, qint64 pieces)
    {
        return m_db
            .exec("SELECT state, COUNT(*), SUM(CASE WHEN COALESCE(until, ?) <= ? THEN 1 ELSE 0 END) FROM "
                  "coupon "
                  "WHERE id >= ? AND id < ? GROUP BY state",
                  {m_campaign.terms.until.ms, m_now.ms, batch * CouponId::SerialEnd,
                   (batch + 1) * CouponId::SerialEnd})
            .map([&](Rows rows) {
                qint64 known = 0;
                while (rows.next()) {
                    known += rows.integer(1);
                    const auto state = CouponState(rows.integer(0));
                    if (state == CouponState::Void || (isVoid && state == CouponState::Claimed))
                        m_figures.voided += rows.integer(1);
                    else if (state == CouponState::Claimed)
                        m_figures.expired += rows.integer(2);
                }
                const qint64 unseen = isPrinted ? pieces - known : 0;
                if (isVoid)
                    m_figures.voided += unseen;
                else if (m_campaign.terms.until <= m_now)
                    m_figures.expired += unseen;
            });
    }

    Result<void> uses()
    {
        return m_db
            .exec("SELECT day, station, channel, state, COUNT(*), SUM(amount) FROM coupon_use WHERE campaign "
                  "= ? GROUP BY day, station, channel, state",
                  {m_campaign.id.value})
            .map([&](Rows rows) {
                while (rows.next()) {
                    const qint64 pieces = rows.integer(4);
                    const Money amount{rows.integer(5), m_currency};
                    const auto state = UseState(rows.integer(3));
                    count(QDate::fromString(rows.text(0), Qt::ISODate), rows.integer(1), int(rows.integer(2)),
                          [&](FigureLine &line) {
                              switch (state) {
                              case UseState::Reserved:
                                  line.reserved += pieces;
                                  break;
                              case UseState::Redeemed:
                                  line.redeemed += pieces;
                                  line.discount += amount;
                                  break;
                              case UseState::GivenBack:
                                  line.givenBack += pieces;
                                  break;
                              }
                          });
                }
            });
    }

    Result<void> sales()
    {
        // A sale counts once, however many coupons of the campaign it had.
        return m_db
            .exec("SELECT u.day, u.station, u.channel, COUNT(*), SUM(s.amount), SUM(s.volume) FROM (SELECT "
                  "DISTINCT sale, day, station, channel FROM coupon_use WHERE campaign = ? AND state = 2) u "
                  "JOIN sale s ON s.id = u.sale GROUP BY u.day, u.station, u.channel",
                  {m_campaign.id.value})
            .map([&](Rows rows) {
                while (rows.next())
                    count(QDate::fromString(rows.text(0), Qt::ISODate), rows.integer(1), int(rows.integer(2)),
                          [&](FigureLine &line) {
                              line.sales += rows.integer(3);
                              line.gross += Money{rows.integer(4), m_currency};
                              line.volume = line.volume + Volume{rows.integer(5)};
                          });
            });
    }

    Result<void> baskets()
    {
        return m_db
            .exec(
                "SELECT CASE WHEN EXISTS (SELECT 1 FROM coupon_use u WHERE u.sale = s.id AND u.campaign = ? "
                "AND u.state = 2) THEN 1 ELSE 0 END AS had, COUNT(*), SUM(s.amount), SUM(s.volume) FROM "
                "(SELECT DISTINCT station, day FROM coupon_use WHERE campaign = ? AND state = 2) p JOIN sale "
                "s ON s.station = p.station AND s.day = p.day WHERE s.currency = ? GROUP BY had",
                {m_campaign.id.value, m_campaign.id.value, m_currency.code()})
            .map([&](Rows rows) {
                while (rows.next())
                    (rows.integer(0) == 1 ? m_figures.with : m_figures.without) = {
                        rows.integer(1), {rows.integer(2), m_currency}, {rows.integer(3)}};
            });
    }

    /// Everybody who is a customer by now, bought or not: chance alone has put them into their groups.
    Result<void> groups()
    {
        const Timestamp end = std::min(m_campaign.terms.until, m_now);
        if (m_campaign.holdOut.basisPoints <= 0 || end <= m_campaign.terms.from)
            return {};
        return customers(end).and_then([&] { return spending(end); }).map([&] {
            m_figures.treated = spendingOf(m_spent[0], m_customers[0]);
            m_figures.heldOut = spendingOf(m_spent[1], m_customers[1]);
            m_figures.uplift = upliftOf(m_figures.treated, m_figures.heldOut);
        });
    }

    Result<void> customers(Timestamp end)
    {
        const QStringList &segments = m_campaign.terms.scope.segments;
        return m_db.exec("SELECT id, segment FROM customer WHERE at < ?", {end.ms}).map([&](Rows rows) {
            while (rows.next()) {
                if (!segments.isEmpty() && !segments.contains(rows.text(1)))
                    continue;
                const bool held = isHeldOut(m_campaign.id, {rows.integer(0)}, m_campaign.holdOut);
                ++m_customers[held ? 1 : 0];
                m_groupOf.insert(rows.integer(0), held ? 1 : 0);
            }
        });
    }

    Result<void> spending(Timestamp end)
    {
        const Scope &scope = m_campaign.terms.scope;
        // The index knows days, and a station's day begins within one of that of UTC.
        const QString first = m_campaign.terms.from.plusMs(-DayMs).toDateTime().date().toString(Qt::ISODate);
        const QString last = end.plusMs(DayMs).toDateTime().date().toString(Qt::ISODate);
        return m_db
            .exec(
                "SELECT s.customer, s.station, t.region, SUM(s.amount - s.discount) FROM sale s JOIN station "
                "t ON t.id = s.station WHERE s.customer > 0 AND s.day >= ? AND s.day <= ? AND s.occurred >= "
                "? AND s.occurred < ? AND s.currency = ? GROUP BY s.customer, s.station, t.region",
                {first, last, m_campaign.terms.from.ms, end.ms, m_currency.code()})
            .map([&](Rows rows) {
                QHash<qint64, qint64> spent;
                while (rows.next()) {
                    const bool isThere =
                        (scope.stations.isEmpty() || scope.stations.contains(rows.integer(1)))
                        && (scope.regions.isEmpty() || scope.regions.contains(rows.text(2)));
                    if (isThere)
                        spent[rows.integer(0)] += rows.integer(3);
                }
                for (auto it = spent.cbegin(); it != spent.cend(); ++it)
                    if (const auto group = m_groupOf.constFind(it.key()); group != m_groupOf.cend())
                        m_spent[*group].push_back(it.value());
            });
    }

    Database &m_db;
    const Campaign &m_campaign;
    const Timestamp m_now;
    const Currency m_currency;
    CampaignFigures m_figures;
    QHash<qint64, size_t> m_groupOf;
    qint64 m_customers[2] = {};
    std::vector<qint64> m_spent[2];
};

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

Result<CampaignFigures> campaignFigures(Database &db, const Campaign &campaign, Timestamp now)
{
    return Gatherer(db, campaign, now).gather();
}

QJsonObject toJson(const CampaignFigures &figures, Percent holdOut)
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

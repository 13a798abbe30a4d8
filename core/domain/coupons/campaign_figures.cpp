#include "core/domain/coupons/campaign_figures.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_repository.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QSet>

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

    /// Row by row: a sale counts once, however many coupons of the campaign it had.
    Result<void> uses()
    {
        return m_db
            .exec("SELECT u.sale, u.day, u.station, u.channel, u.state, u.amount, s.amount, s.volume FROM "
                  "coupon_use u LEFT JOIN sale s ON s.id = u.sale AND u.state = 2 WHERE u.campaign = ?",
                  {m_campaign.id.value})
            .map([&](Rows rows) {
                QSet<QByteArray> seen;
                while (rows.next()) {
                    const QByteArray sale = rows.blob(0);
                    const QDate day = QDate::fromString(rows.text(1), Qt::ISODate);
                    const qint64 station = rows.integer(2);
                    const auto state = UseState(rows.integer(4));
                    const Money amount{rows.integer(5), m_currency};
                    const bool isNewSale = !rows.isNull(6) && !seen.contains(sale);
                    if (isNewSale)
                        seen.insert(sale);
                    if (state == UseState::Redeemed)
                        m_places[station].insert(day);
                    count(day, station, int(rows.integer(3)), [&](FigureLine &line) {
                        countUse(line, state, amount);
                        if (!isNewSale)
                            return;
                        ++line.sales;
                        line.gross += Money{rows.integer(6), m_currency};
                        line.volume = line.volume + Volume{rows.integer(7)};
                    });
                }
            });
    }
    static void countUse(FigureLine &line, UseState state, Money amount)
    {
        switch (state) {
        case UseState::Reserved:
            ++line.reserved;
            break;
        case UseState::Redeemed:
            ++line.redeemed;
            line.discount += amount;
            break;
        case UseState::GivenBack:
            ++line.givenBack;
            break;
        }
    }

    /// All sales of the stations and days where it was redeemed; those without it are the rest.
    Result<void> baskets()
    {
        m_figures.with = {m_figures.all.sales, m_figures.all.gross, m_figures.all.volume};
        BasketFigures all{0, {0, m_currency}, {}};
        for (auto station = m_places.cbegin(); station != m_places.cend(); ++station)
            for (const QDate &day : station.value()) {
                const auto read =
                    m_db.exec("SELECT COUNT(*), COALESCE(SUM(amount), 0), COALESCE(SUM(volume), 0) FROM sale "
                              "WHERE station = ? AND day = ? AND currency = ?",
                              {station.key(), day.toString(Qt::ISODate), m_currency.code()})
                        .map([&](Rows rows) {
                            if (!rows.next())
                                return;
                            all.sales += rows.integer(0);
                            all.gross += Money{rows.integer(1), m_currency};
                            all.volume = all.volume + Volume{rows.integer(2)};
                        });
                if (!read)
                    return read;
            }
        const BasketFigures &with = m_figures.with;
        m_figures.without = {all.sales - with.sales, all.gross - with.gross, all.volume - with.volume};
        return {};
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

    /// Whose sales count: at the stations and in the regions that the campaign is for.
    Result<QSet<qint64>> places()
    {
        const Scope &scope = m_campaign.terms.scope;
        return m_db.exec("SELECT id, region FROM station").map([&](Rows rows) {
            QSet<qint64> all;
            while (rows.next())
                if ((scope.stations.isEmpty() || scope.stations.contains(rows.integer(0)))
                    && (scope.regions.isEmpty() || scope.regions.contains(rows.text(1))))
                    all.insert(rows.integer(0));
            return all;
        });
    }

    /// Added up here: row by row is faster than a grouping that first sorts a million.
    Result<void> spending(Timestamp end)
    {
        const auto stations = places();
        if (!stations)
            return fail(stations.error());
        // The index knows days, and a station's day begins within one of that of UTC.
        const QString first = m_campaign.terms.from.plusMs(-DayMs).toDateTime().date().toString(Qt::ISODate);
        const QString last = end.plusMs(DayMs).toDateTime().date().toString(Qt::ISODate);
        return m_db
            .exec("SELECT customer, station, amount - discount FROM sale WHERE customer > 0 AND day >= ? AND "
                  "day <= ? AND occurred >= ? AND occurred < ? AND currency = ?",
                  {first, last, m_campaign.terms.from.ms, end.ms, m_currency.code()})
            .map([&](Rows rows) {
                QHash<qint64, qint64> spent;
                while (rows.next())
                    if (stations->contains(rows.integer(1)))
                        spent[rows.integer(0)] += rows.integer(2);
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
    QMap<qint64, QSet<QDate>> m_places; ///< where and when it was redeemed
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

#include "core/domain/coupons/campaign_figures.h"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_repository.h"

#include <QSet>

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
    template <class Map, class Key>
    FigureLine &lineIn(Map &map, const Key &key) const
    {
        const bool isNew = !map.contains(key);
        FigureLine &line = map[key];
        if (isNew)
            clear(line);
        return line;
    }
    struct Circumstances
    {
        QDate day;
        qint64 station;
        int channel;
        CustomerKind segment;
        CustomerKind level;
    };
    /// The lines that a use counts in.
    template <class Change>
    void count(const Circumstances &its, Change change)
    {
        change(m_figures.all);
        change(lineIn(m_figures.byDay, its.day));
        change(lineIn(m_figures.byStation, its.station));
        change(lineIn(m_figures.byChannel, its.channel));
        change(lineIn(m_figures.bySegment, its.segment));
        change(lineIn(m_figures.byLevel, its.level));
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
            if (batch.isPrinted || batch.isVoid)
                continue;
            if (const auto done = owners(batch.id); !done)
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

    /// To whom a batch was given.
    Result<void> owners(qint64 batch)
    {
        return m_db
            .exec("SELECT COALESCE(c.segment, ''), COALESCE(m.level, ''), COUNT(*) FROM coupon k LEFT JOIN "
                  "customer c ON c.id = k.customer LEFT JOIN points_member m ON m.customer = k.customer "
                  "WHERE k.id >= ? AND k.id < ? AND k.customer > 0 GROUP BY 1, 2",
                  {batch * CouponId::SerialEnd, (batch + 1) * CouponId::SerialEnd})
            .map([&](Rows rows) {
                while (rows.next()) {
                    lineIn(m_figures.bySegment, CustomerKind{true, rows.text(0)}).claimed += rows.integer(2);
                    lineIn(m_figures.byLevel, CustomerKind{true, rows.text(1)}).claimed += rows.integer(2);
                }
            });
    }

    /// Row by row: a sale counts once, however many coupons of the campaign it had.
    Result<void> uses()
    {
        return m_db
            .exec("SELECT u.sale, u.day, u.station, u.channel, u.state, u.amount, s.amount, s.volume, "
                  "u.customer, COALESCE(c.segment, ''), COALESCE(m.level, '') FROM coupon_use u LEFT JOIN "
                  "sale s ON s.id = u.sale AND u.state = 2 LEFT JOIN customer c ON c.id = u.customer LEFT "
                  "JOIN points_member m ON m.customer = u.customer WHERE u.campaign = ?",
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
                    const bool isKnown = rows.integer(8) > 0;
                    const Circumstances its{day,
                                            station,
                                            int(rows.integer(3)),
                                            {isKnown, isKnown ? rows.text(9) : QString()},
                                            {isKnown, isKnown ? rows.text(10) : QString()}};
                    count(its, [&](FigureLine &line) {
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
            m_figures.extraSold =
                upliftOf(spendingOf(m_bought[0], m_customers[0]), spendingOf(m_bought[1], m_customers[1]));
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
            .exec("SELECT customer, station, amount, discount FROM sale WHERE customer > 0 AND day >= ? AND "
                  "day <= ? AND occurred >= ? AND occurred < ? AND currency = ?",
                  {first, last, m_campaign.terms.from.ms, end.ms, m_currency.code()})
            .map([&](Rows rows) {
                struct Sums
                {
                    qint64 bought = 0;
                    qint64 paid = 0;
                };
                QHash<qint64, Sums> sums;
                while (rows.next()) {
                    if (!stations->contains(rows.integer(1)))
                        continue;
                    Sums &its = sums[rows.integer(0)];
                    its.bought += rows.integer(2);
                    its.paid += rows.integer(2) - rows.integer(3);
                }
                for (auto it = sums.cbegin(); it != sums.cend(); ++it)
                    if (const auto group = m_groupOf.constFind(it.key()); group != m_groupOf.cend()) {
                        m_spent[*group].push_back(it->paid);
                        m_bought[*group].push_back(it->bought);
                    }
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
    std::vector<qint64> m_bought[2];
};

}

Result<CampaignFigures> campaignFigures(Database &db, const Campaign &campaign, Timestamp now)
{
    return Gatherer(db, campaign, now).gather();
}

}

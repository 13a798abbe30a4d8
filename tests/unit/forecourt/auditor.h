#pragma once

#include "forecourt_desk.h"

namespace youka {

enum class Story {
    Card,
    CardZero,
    CardPinned,
    Prepaid,
    PrepaidUnused,
    PostPayCash,
    PostPayCard,
    CardPowerCut,
    CardCoupon, ///< the pump's price is lowered before the nozzle is lifted
    CardPoints, ///< of a member's points as many as the fuelling takes
    CardPointsZero,
};

struct Visitor
{
    SaleId id;
    Story story = Story::Card;
    int pump = 1;
    qint64 pours = 1'000; ///< millilitres until the nozzle is hung up
};

/// Sums of what is on disk, against the pump of iron.
class Auditor
{
public:
    /// `toleranceMl` per hose: a pump that lost power counted more finely than it showed.
    explicit Auditor(ForecourtDesk &desk, qint64 toleranceMl = 0)
        : m_desk(desk)
        , m_toleranceMl(toleranceMl)
    {
        desk.db->failNext = {};
        SaleStore store(*desk.db);
        m_sales = *store.recent(100'000);
        const auto open = *store.open();
        m_sales.insert(m_sales.end(), open.cbegin(), open.cend());
    }

    QString verdict()
    {
        check(m_desk.inOrder, "a pump heard of something before it was on disk");
        check(m_desk.forecourt->payable().isEmpty(), "something waits for a person");
        facts();
        money();
        litres();
        for (const auto &iron : m_desk.irons)
            check(iron->pump.status() == dart::Status::Reset, "a pump is not free again");
        return m_verdict;
    }

private:
    void check(bool right, const char *what)
    {
        if (!right && m_verdict.isEmpty())
            m_verdict = QLatin1String(what);
    }
    void facts()
    {
        std::map<SaleId, int> settlements;
        std::map<HoldId, int> ended;
        std::map<OperationId, int> operations;
        for (const ParsedFact &fact : m_desk.written()) {
            check(++operations[fact.operation] == 1, "an operation is told twice");
            if (const auto *sale = std::get_if<SaleFact>(&fact.body)) {
                check(++settlements[sale->sale] == 1, "a sale is settled twice");
                if (!sale->hold.isNull())
                    check(++ended[sale->hold] == 1, "a hold ends twice");
                points(*sale);
            } else if (const auto *released = std::get_if<HoldReleased>(&fact.body)) {
                check(++ended[released->hold] == 1, "a hold ends twice");
                check(released->coupons || !m_desk.centre.points.contains(released->hold)
                          || settlements[released->sale] == 1, // whose record lets go of them
                      "points that were set aside are not given back");
            }
        }
        for (const auto &[hold, amount] : m_desk.centre.holds)
            check(ended[hold] == 1, "a hold at the centre never ends");
        for (const SaleRow &row : m_sales)
            check(settlements[row.id] == (row.state == SaleState::Settled ? 1 : 0),
                  "a settled sale without its fact, or a fact without its sale");
    }
    /// Never more than was set aside, nor than was due; of what was, all that the fuelling could take.
    void points(const SaleFact &sale)
    {
        const auto set = m_desk.centre.points.find(sale.hold);
        const Money due = sale.gross() - sale.discount();
        if (sale.hold.isNull() || set == m_desk.centre.points.end())
            return check(!sale.points, "points that nobody set aside");
        check(sale.byPoints() == min(set->second.amount, due), "points take off something else");
    }
    void money()
    {
        for (const SaleRow &row : m_sales) {
            check(fuelling::isFinal(row.state), "a sale is still open");
            const bool settled = row.state == SaleState::Settled;
            // What the pump's own price does not show comes off afterwards.
            const Money nothing{0, row.currency};
            const Money off = row.delivery.pump ? nothing : totalOf(row.discounts, row.currency);
            if (row.mode == SaleMode::CardAuthorised && settled)
                check(row.paid + off + (row.points ? row.points->paid.amount : nothing)
                          == row.delivery.shown(),
                      "the card paid something else than the pump showed");
            else if (settled)
                check(row.paid == row.delivery.amount + row.returned
                          || row.delivery.amount > row.paid, // overrun, flagged
                      "cash taken is not delivered and returned");
            else if (row.mode == SaleMode::Prepaid)
                check(row.returned == row.paid, "a prepayment was kept");
        }
    }
    void litres()
    {
        std::map<std::pair<int, int>, qint64> sold;
        for (const SaleRow &row : m_sales)
            if (row.state == SaleState::Settled)
                sold[{row.pump, row.delivery.nozzle}] += row.delivery.volume.ml;
        for (size_t i = 0; i < m_desk.irons.size(); ++i)
            for (int nozzle = 1; nozzle <= 2; ++nozzle) {
                const qint64 total = m_desk.irons[i]->pump.total(nozzle).ml;
                check(qAbs(sold[{int(i) + 1, nozzle}] - total) <= m_toleranceMl,
                      "litres sold are not what the totaliser counted");
            }
    }

    ForecourtDesk &m_desk;
    const qint64 m_toleranceMl;
    std::vector<SaleRow> m_sales;
    QString m_verdict;
};

inline void begin(ForecourtDesk &desk, Visitor &c)
{
    const auto ignore = [](const Result<void> &) {};
    Forecourt &f = *desk.forecourt;
    switch (c.story) {
    case Story::Card:
    case Story::CardZero:
    case Story::CardPowerCut:
        f.fuelByCard(c.id, c.pump, ForecourtDesk::card(), {}, {}, ignore);
        break;
    case Story::CardCoupon:
        f.fuelByCard(c.id, c.pump, ForecourtDesk::card(), {}, {}, ignore, {}, ForecourtDesk::wish());
        break;
    case Story::CardPoints:
    case Story::CardPointsZero:
        f.fuelByCard(c.id, c.pump, ForecourtDesk::card(), {}, {}, ignore, {},
                     CouponWish{{}, false, Channel::Kiosk, {}, false, CouponWish::AllPoints});
        break;
    case Story::CardPinned:
        f.fuelByCard(c.id, c.pump, ForecourtDesk::card(), QStringLiteral("1234"),
                     ForecourtDesk::amount(1'000), ignore);
        break;
    case Story::Prepaid:
    case Story::PrepaidUnused:
        f.prepay(c.id, c.pump, 1, Money{2'000, {}}, ignore);
        break;
    case Story::PostPayCash:
    case Story::PostPayCard:
        f.release(c.id, c.pump, {}, ignore);
        break;
    }
}

inline bool isOver(const ForecourtDesk &desk, SaleId id)
{
    const auto view = desk.forecourt->sale(id);
    return !view || fuelling::isFinal(view->state);
}

}

#pragma once

#include "core/domain/reconcile/merged_rows.h"
#include "core/domain/reconcile/order_view.h"
#include "core/domain/reconcile/payment_actions.h"
#include "core/domain/reconcile/reconcile_repository.h"
#include "core/domain/reconcile/sheet_writer.h"

#include <array>

namespace youka {

/// What a comparison uses. `reader` is the calling thread's own connection; it may be the one that `write`
/// writes into.
struct ReconcileHouse
{
    Database &reader;
    Write write;
    PaymentActions &actions;
    const Clock &clock;
};

struct DayReport
{
    ReconcileDay day;
    std::vector<ReconcileFigure> figures;
    qint64 breaks = 0; ///< that nobody has explained
    qint64 waiting = 0;
};

/// Compares one day of one merchant: our orders and the channel's bill, both sorted, side by side, in many
/// short transactions. Memory is a page per sorted part. Broken off anywhere it is begun again; done again
/// it comes to the same. What is safe it settles by itself, the rest becomes breaks.
class ReconcileRun
{
public:
    ReconcileRun(ReconcileHouse house, const Merchant &merchant, QDate day,
                 const ReconcilePolicy &policy = {})
        : m_house(std::move(house))
        , m_merchant(merchant)
        , m_policy(policy)
        , m_terms{day, merchant.feePpm, policy}
        , m_orders(m_house.reader)
        , m_sheets(m_house.reader)
        , m_days(m_house.reader)
    {
        m_day.merchant = merchant.id;
        m_day.day = day;
    }
    /// Once. Errors: BillMissing, DayClosed, BreakStateConflict (somebody else compares it too).
    Result<DayReport> run();

private:
    struct Figure
    {
        qint64 count = 0;
        qint64 ours = 0;
        qint64 theirs = 0;
        qint64 breaks = 0; ///< with a case each
        qint64 beyond = 0; ///< what those without have at stake
        qint64 beyondOurs = 0;
        qint64 beyondTheirs = 0;
        bool isBeyond = false;
    };
    QDate before(int days) const { return m_terms.day.addDays(-days); }
    Result<void> begin();
    Result<void> dropOld();
    Result<Sheet> writeOurs();
    Result<void> match(const Sheet &ours, const Sheet &theirs);
    MergedRows::Source pendingOf(Side side);
    Result<void> take(NumberGroup &group);
    Result<OrderFacts> factsOf(const QByteArray &number);
    Result<void> take(Verdict verdict);
    Result<bool> learn(const SheetRow &theirs);
    void count(const Verdict &verdict);
    Result<void> flush();
    Result<void> applyToPending(Database &db, const Verdict &verdict, Timestamp now);
    std::optional<Break> breakOf(const Verdict &verdict);
    Result<void> checkPass(Database &db);
    Result<void> breakOverdue(Side side, int afterDays);
    Result<void> reportBeyond();
    Result<void> dropVanished();
    Result<DayReport> finish();
    Figure &figure(ReconcileClass is) { return m_figures[size_t(is)]; }

    ReconcileHouse m_house;
    const Merchant m_merchant;
    const ReconcilePolicy m_policy;
    const MatchTerms m_terms;
    OrderView m_orders;
    SheetRepository m_sheets;
    ReconcileRepository m_days;
    ReconcileDay m_day;
    Sheet m_theirs;
    std::array<Figure, size_t(ReconcileClass::ArrivalDiffers) + 1> m_figures{};
    std::vector<Verdict> m_batch;
};

}

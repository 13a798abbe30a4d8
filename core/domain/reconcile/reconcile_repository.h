#pragma once

#include "core/domain/reconcile/reconcile_rules.h"
#include "core/domain/reconcile/sheet_repository.h"

namespace youka {

/// Days, what waits, breaks, arrivals. Writes join the caller's transaction.
class ReconcileRepository
{
public:
    explicit ReconcileRepository(Database &db)
        : m_db(db)
    {
    }

    // days
    Result<std::optional<ReconcileDay>> day(MerchantId merchant, QDate day);
    /// The same, and keeps other writers off it until the transaction ends.
    Result<std::optional<ReconcileDay>> lockDay(MerchantId merchant, QDate day);
    /// Errors: DayClosed.
    Result<void> checkOpen(MerchantId merchant, QDate day);
    Result<void> put(const ReconcileDay &day);
    /// Newest first; of all merchants when `merchant` is 0.
    Result<std::vector<ReconcileDay>> days(MerchantId merchant, QDate from, QDate until, int most);
    Result<void> putFigures(const ReconcileDay &day, const std::vector<ReconcileFigure> &figures);
    Result<std::vector<ReconcileFigure>> figures(const ReconcileDay &day, Currency currency);

    // what waits
    Result<void> putPending(MerchantId merchant, Side side, QDate born, const SheetRow &row);
    /// It found its partner in the comparison of that day.
    Result<void> endPending(MerchantId merchant, Side side, const SheetRow &row, QDate matchedOn);
    Result<void> breakPending(MerchantId merchant, Side side, const SheetRow &row, QDate brokeOn);
    /// As it was before that day was compared.
    Result<void> forgetPendingOf(MerchantId merchant, QDate day);
    /// What was born on another day than `except`, not before `since`, and has no partner, behind `after`.
    Result<std::vector<SheetRow>> pending(MerchantId merchant, Side side, QDate except, QDate since,
                                          const SheetRepository::Place &after, int most);
    /// What was born on that day or before and is no break yet.
    Result<std::vector<SheetRow>> overdue(MerchantId merchant, Side side, QDate born, QDate since, int most);
    Result<qint64> pendingCount(MerchantId merchant);

    // breaks
    Result<std::optional<Break>> findBreak(const Break &like);
    Result<void> insertBreak(const Break &found, int pass);
    Result<void> updateBreak(const Break &found, int pass);
    Result<void> removeBreak(qint64 id);
    /// Of that day and earlier comparisons only; arrivals are not compared.
    Result<std::vector<Break>> vanished(const ReconcileDay &day, int most);
    struct Filter
    {
        MerchantId merchant; ///< 0: all
        QDate day;           ///< invalid: all
        bool onlyOpen = false;
        qint64 before = 0; ///< 0: from the newest
    };
    /// Newest first.
    Result<std::vector<Break>> breaks(const Filter &filter, int most);
    Result<qint64> unexplained(MerchantId merchant, QDate day);

    // arrivals
    Result<void> insertArrival(MerchantId merchant, QDate day, Money amount, const QString &reference,
                               const QString &person, Timestamp at);
    Result<std::optional<qint64>> arrival(MerchantId merchant, QDate day, const QString &reference);
    Result<qint64> arrived(MerchantId merchant, QDate day);

private:
    Result<std::vector<Break>> readBreaks(Result<Rows> rows);
    Database &m_db;
};

}

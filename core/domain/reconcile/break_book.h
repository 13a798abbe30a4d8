#pragma once

#include "core/domain/exceptions/exception_service.h"
#include "core/domain/reconcile/reconcile_repository.h"

namespace youka {

/// Breaks and their cases: a break that is found again keeps its case, one that is gone explains itself.
/// Runs inside the caller's transaction.
class BreakBook
{
public:
    explicit BreakBook(Database &db)
        : m_repository(db)
        , m_cases(db)
        , m_ledger(db)
    {
    }

    /// `found` as of that comparison of its day. With other amounts than before it is another break: what a
    /// person said of the one does not explain the other.
    Result<void> report(const Merchant &merchant, const Break &found, int pass, Timestamp now);
    /// Found no more.
    Result<void> vanish(const Break &gone, Timestamp now);
    /// What had broken on `brokeOn` for want of a partner has found it.
    Result<void> partnerCame(MerchantId merchant, const SheetRow &row, ReconcileClass is, QDate brokeOn,
                             Timestamp now);

private:
    Result<ExceptionId> raise(const Merchant &merchant, const Break &found, Timestamp now);
    ReconcileRepository m_repository;
    ExceptionService m_cases;
    Ledger m_ledger;
};

}

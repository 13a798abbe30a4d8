#pragma once

#include "core/domain/reversals/reversal_repository.h"
#include "core/domain/reversals/reversible.h"

namespace youka {

/// Taking back (冲正): one mechanism for all kinds. Whole, once, whichever of original and reversal arrives
/// first, never after delivery. Runs inside the caller's transaction.
class ReversalService
{
public:
    ReversalService(Database &db, const CardKeys &keys, const ReversalPolicy &policy = {})
        : m_db(db)
        , m_keys(keys)
        , m_policy(policy)
        , m_reversals(db)
    {
    }

    /// A person's reversal of more than the policy's amount waits until another person asks for the same; a
    /// terminal's own, of what nobody answered, does not. A repeat gets what the first got. Errors: those of
    /// the kind's rule, ReversalNotPossible.
    Result<ReversalDone> reverse(const ReversalOrder &order, Timestamp now);

    /// What an operation that can be taken back asks before it is done. Errors: OperationReversed.
    Result<void> admit(OperationId operation);

private:
    Result<std::optional<ReversalDone>> wait(const ReversalOrder &order, const ReversalOriginal &original,
                                             Timestamp now);
    Result<ReversalDone> keep(const ReversalOrder &order, const ReversalDone &done, Timestamp now);

    Database &m_db;
    const CardKeys m_keys;
    const ReversalPolicy m_policy;
    ReversalRepository m_reversals;
};

}

#pragma once

#include "core/domain/reversals/reversal.h"
#include "core/foundation/store/database.h"

namespace youka {

class ReversalRepository
{
public:
    explicit ReversalRepository(Database &db)
        : m_db(db)
    {
    }
    /// Keeps whoever else works on that original waiting until the transaction ends, also when there is no
    /// row of it yet.
    Result<void> lock(OperationId original);
    Result<std::optional<ReversalDone>> find(OperationId original);
    Result<void> insert(const ReversalOrder &order, const ReversalDone &done, Timestamp now);

    struct Proposal
    {
        qint64 person = 0;
        QString name;
        Timestamp at;
    };
    Result<std::optional<Proposal>> findProposal(OperationId original);
    Result<void> insertProposal(const ReversalOrder &order, Timestamp now);

private:
    Database &m_db;
};

}

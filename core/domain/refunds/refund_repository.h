#pragma once

#include "core/domain/refunds/refund.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Refunds and those that wait for a second person. Writes join the caller's transaction.
class RefundRepository
{
public:
    explicit RefundRepository(Database &db)
        : m_db(db)
    {
    }

    /// Keeps other writers off this sale's refunds until the transaction ends.
    Result<void> lock(SaleId sale);
    Result<void> insert(const Refund &refund, const RefundOrder &order, QDate day);
    /// Oldest first.
    Result<std::vector<Refund>> ofSale(SaleId sale);
    /// Newest first.
    Result<std::vector<Refund>> list(int most);

    struct Proposal
    {
        qint64 person = 0;
        QString name;
        std::vector<RefundPart> parts;
    };
    Result<std::optional<Proposal>> proposal(SaleId sale);
    /// In the place of the one before.
    Result<void> propose(const RefundOrder &order, const std::vector<RefundPart> &parts, Timestamp now);
    Result<void> endProposal(SaleId sale);

private:
    Result<std::vector<RefundPart>> parts(OperationId refund);
    Result<std::vector<Refund>> read(Result<Rows> rows);
    Database &m_db;
};

}

#pragma once

#include "core/domain/sales/sale_ports.h"
#include "core/exchange/sync/fact_batch.h"
#include "core/foundation/crypto/signing.h"
#include "core/foundation/store/database.h"

#include <functional>

namespace youka {

/// A terminal's journal of facts, hash-chained from its enrolment, and the queue of those the server has not
/// acknowledged. Order is kept; nothing leaves the queue before the server's own word for it.
class Outbox final : public FactLog
{
public:
    Outbox(Database &db, TerminalId terminal, SigningKey key);

    /// Errors: OperationConflict (this operation was written with other content), those of Database.
    Result<qint64> append(const Fact &fact) override;
    Result<std::optional<QByteArray>> recorded(OperationId operation) override;
    void kick() override;
    qint64 uploadedUpTo() const override { return m_uploadedUpTo; }
    /// Who uploads. Set by the agent.
    std::function<void()> onKick;

    /// The oldest records not yet acknowledged, signed; nullopt when there is none.
    Result<std::optional<FactBatch>> nextBatch();
    /// Books the server's replies: acknowledged, or parked with its reason. Parked ones are not sent again.
    Result<void> settle(const QList<RecordReply> &replies);
    /// The server lacks records from `seq` on (it was restored from a backup): they wait again.
    Result<void> resendFrom(qint64 seq);

    struct State
    {
        int waiting = 0;
        int parked = 0;
        Timestamp oldest; ///< of the waiting ones
    };
    Result<State> state();

private:
    struct Head
    {
        qint64 seq = 0;
        QByteArray hash;
    };
    Result<Head> head();
    Result<void> refreshUploaded();

    Database &m_db;
    const TerminalId m_terminal;
    const SigningKey m_key;
    qint64 m_uploadedUpTo = 0;
};

}

#pragma once

#include "core/domain/payments/payment.h"
#include "core/domain/payments/payment_rules.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Orders, refunds and what was learnt of them. Writes join the caller's transaction.
class PaymentRepository
{
public:
    explicit PaymentRepository(Database &db)
        : m_db(db)
    {
    }

    Result<void> insert(const PaymentOrder &order);
    Result<std::optional<PaymentOrder>> find(const QString &orderNo);
    Result<std::optional<PaymentOrder>> byId(PaymentId id);
    Result<std::optional<PaymentOrder>> byOperation(const QByteArray &operation);
    /// As find(), and keeps other writers off it until the transaction ends.
    Result<std::optional<PaymentOrder>> lock(const QString &orderNo);
    Result<std::optional<PaymentOrder>> lockById(PaymentId id);
    /// Stores what may change of an order, if it is still in the state that it was decided on. Errors:
    /// PaymentStateConflict (somebody else was quicker).
    Result<void> update(const PaymentOrder &order, PaymentState from);
    /// The order of another number that has the channel's number.
    Result<bool> isTaken(const PaymentOrder &order, const QString &channelNo);
    /// What a subject was asked for since then and has paid, or may pay yet.
    Result<Money> askedSince(PaymentPurpose purpose, qint64 subject, Currency currency, Timestamp since);

    Result<PaymentRefundId> insert(const PaymentRefund &refund);
    Result<void> update(const PaymentRefund &refund, PaymentRefundState from);
    Result<std::optional<PaymentRefund>> findRefund(const QString &refundNo);
    Result<std::optional<PaymentRefund>> lockRefund(const QString &refundNo);
    Result<std::optional<PaymentRefund>> refundByOperation(const QByteArray &operation);
    /// Oldest first.
    Result<std::vector<PaymentRefund>> refundsOf(PaymentId payment);

    struct Event
    {
        PaymentId payment;
        PaymentRefundId refund; ///< 0: of the order itself
        Timestamp at;
        PaymentSource source = PaymentSource::Reply;
        int state = 0; ///< PaymentState or PaymentRefundState after it
        QString code;
    };
    Result<void> note(const Event &event);
    Result<std::vector<Event>> eventsOf(PaymentId payment);

    /// Takes what is due for whoever asks the channels, so that nobody else does until `until`.
    Result<std::vector<PaymentOrder>> leaseOrders(Timestamp now, Timestamp until, int most);
    Result<std::vector<PaymentRefund>> leaseRefunds(Timestamp now, Timestamp until, int most);
    /// Whoever had leased something has gone. What was leased once still shows it.
    Result<void> endLeases();
    /// When the next one is due, leased ones not before their lease ends; zero: nothing is.
    Result<Timestamp> nextDue();

    struct Filter
    {
        std::optional<PaymentState> state;
        MerchantId merchant; ///< 0: all
        StationId station;   ///< 0: all
        Timestamp from;
        Timestamp until;  ///< of creation; zero: no end
        PaymentId before; ///< older than this one; 0: from the newest
    };
    /// Newest first.
    Result<std::vector<PaymentOrder>> list(const Filter &filter, int most);

private:
    Database &m_db;
};

}

#pragma once

#include "core/domain/access/access.h"
#include "core/domain/payments/merchant_repository.h"
#include "core/domain/payments/payable.h"
#include "core/domain/payments/payment_repository.h"

namespace youka {

/// The life of payments through channels. Runs inside the caller's transaction. It knows no channel's wire:
/// what a channel said comes in as PaymentNews, by whichever way it was learnt. Source:
/// docs/decisions/035-one-function-learns.md.
class PaymentService
{
public:
    /// `told` is of what learn() books.
    PaymentService(Database &db, const CardKeys &keys, PaymentTold told = {})
        : m_db(db)
        , m_keys(keys)
        , m_told(std::move(told))
        , m_payments(db)
    {
    }

    struct Wish
    {
        OperationId operation;
        MerchantId merchant;
        PaymentWay way = PaymentWay::ShownQr;
        PaymentPurpose purpose = PaymentPurpose::TopUp;
        qint64 subject = 0;
        qint64 customer = 0;
        StationId station;
        qint64 terminal = 0;
        Money amount;
        QString title;
        qint64 lifeMs = 90'000; ///< how long it may be paid
    };
    /// The order is on disk before its channel hears of it. The same operation again finds the same order.
    /// Errors: PaymentChanged (another wish under that operation), AmountNotPositive, PaymentTooLittle,
    /// PaymentTooMuch, those of the purpose, InvalidInput (nobody books that purpose).
    Result<PaymentOrder> create(const Wish &wish, const PaymentLimits &limits, Timestamp now);

    /// What a channel said of an order. The one way to it for replies, questions, notices and bills: it
    /// decides, books or gives back, and notes, all in this transaction. What is known already changes
    /// nothing. Errors: PaymentUnknown (also: of another merchant), those of the store.
    Result<PaymentOrder> learn(MerchantId merchant, const QString &orderNo, const PaymentNews &news,
                               Timestamp now);
    /// The same of a refund.
    Result<PaymentRefund> learn(MerchantId merchant, const QString &refundNo, const PaymentRefundNews &news,
                                Timestamp now);

    /// The customer has gone: it is taken back unless it is paid. Errors: PaymentUnknown.
    Result<PaymentOrder> giveUp(const QString &orderNo, Timestamp now);

    struct Look
    {
        QString orderNo;
        PaymentVerdict verdict = PaymentVerdict::AskAgain;
        QString note;
        Principal who;
    };
    /// A person ends what was left to people. Nothing is booked by it: only the channel's word books.
    /// Errors: PaymentUnknown, NotPermitted, PaymentStateConflict (it was not left to people), InvalidInput
    /// (no note).
    Result<PaymentOrder> settle(const Look &look, Timestamp now);

    struct RefundWish
    {
        OperationId operation;
        QString orderNo;
        Money amount;
        QString note;
        Principal who;
        bool byTransfer = false; ///< the channel has refused it for good: a bank transfer will pay it
    };
    struct RefundDone
    {
        bool waiting = false; ///< for a second person
        QString maker;        ///< who proposed what waits
        PaymentRefund refund;
    };
    /// The way it came, whole or in parts, one after the other. What was bought is taken first. More than
    /// `secondPersonAbove` waits until another person asks for the same. Errors: PaymentUnknown,
    /// NotPermitted, PaymentStateConflict (not paid, or a refund is under way), RefundTooMuch,
    /// CurrencyMismatch, AmountNotPositive, InvalidInput (no note), those of the purpose; by transfer also
    /// PaymentStateConflict (its channel has not refused it).
    Result<RefundDone> refund(const RefundWish &wish, Money secondPersonAbove, Timestamp now);
    /// The house owes it by itself. `cause` names it, and `part` where an order has several: once for each.
    /// Errors: as refund().
    Result<PaymentRefund> refundByHouse(const QString &orderNo, Money amount, PaymentRefundCause cause,
                                        const QString &note, Timestamp now, const QString &part = {});

    /// A bank transfer pays the refund that was left to people; `is` false: it does not after all. Errors:
    /// PaymentUnknown, PaymentStateConflict (not left to people, or its channel has spoken meanwhile).
    Result<PaymentRefund> payByTransfer(const QString &refundNo, bool is, Timestamp now);

    PaymentRepository &repository() { return m_payments; }

private:
    Result<PaymentOrder> locked(const QString &orderNo);
    Result<void> book(PaymentOrder &order, PaymentNext &next, Timestamp now);
    Result<void> giveBack(const PaymentOrder &order, PaymentRefundCause cause, Timestamp now);
    Result<PaymentOrder> follow(PaymentOrder order, PaymentNext next, const PaymentNews &news, Timestamp now);
    /// `isAgain`: it had arrived before, and its bank has sent it back since.
    Result<void> finish(const PaymentOrder &order, const PaymentRefund &refund, PaymentRefundEffect effect,
                        bool isAgain, Timestamp now);
    Result<BookingContext> context(const PaymentOrder &order, JournalId journal, Timestamp occurred,
                                   Timestamp now);
    Result<std::optional<RefundDone>> wait(const RefundWish &wish, const PaymentOrder &order,
                                           Money secondPersonAbove, PaymentRefund &refund, Timestamp now);
    Result<void> checkRefused(const PaymentOrder &order);
    Result<PaymentRefund> begin(PaymentOrder order, PaymentRefund refund, Timestamp now);

    Database &m_db;
    const CardKeys &m_keys;
    PaymentTold m_told;
    PaymentRepository m_payments;
};

}

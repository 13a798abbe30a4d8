#include "core/domain/access/audit_log.h"
#include "core/domain/payments/payment_service.h"

namespace youka {

namespace {

/// The journal that undoes a refund's, by the refund's own operation.
JournalId restoringJournal(const PaymentRefund &refund)
{
    return {QUuid::createUuidV5(QUuid::fromRfc4122(refund.operation), QStringLiteral("restored"))};
}

/// Whatever the house gives back of an order by itself, it gives back once for each cause and part.
QByteArray houseOperation(const PaymentOrder &order, PaymentRefundCause cause, const QString &part = {})
{
    const QString name =
        part.isEmpty() ? QString(refundCauseName(cause)) : refundCauseName(cause) + u'/' + part;
    return QUuid::createUuidV5(QUuid::fromRfc4122(order.operation), name).toRfc4122();
}

PaymentRefund refundOf(const PaymentOrder &order, const QByteArray &operation, Money amount, Timestamp now)
{
    PaymentRefund refund;
    refund.refundNo = refundNumber(operation, now);
    refund.operation = operation;
    refund.payment = order.id;
    refund.amount = amount;
    refund.createdAt = now;
    return refund;
}

/// No channel pays back what came by bank transfer: another transfer does, which people make.
void askFor(PaymentRefund &refund, const PaymentOrder &order, Timestamp now)
{
    const bool isForPeople =
        order.way == PaymentWay::Reference || refund.state == PaymentRefundState::ForPerson;
    refund.state = isForPeople ? PaymentRefundState::ForPerson : PaymentRefundState::Created;
    refund.nextAsk = isForPeople ? Timestamp{} : now;
}

}

/// It was never booked, so there is nothing to take first.
Result<void> PaymentService::giveBack(const PaymentOrder &order, PaymentRefundCause cause, Timestamp now)
{
    PaymentRefund refund = refundOf(order, houseOperation(order, cause), order.amount, now);
    refund.cause = cause;
    askFor(refund, order, now);
    PaymentOrder after = order;
    after.refunded = order.amount;
    return m_payments.insert(refund)
        .and_then([&](PaymentRefundId id) {
            return m_payments.note({order.id, id, now, PaymentSource::House, int(refund.state),
                                    QString(refundCauseName(cause))});
        })
        .and_then([&] { return m_payments.update(after, order.state); });
}

Result<PaymentService::RefundDone> PaymentService::refund(const RefundWish &wish, Money secondPersonAbove,
                                                          Timestamp now)
{
    if (wish.note.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("note: missing"));
    const auto order = locked(wish.orderNo);
    if (!order)
        return fail(order.error());
    if (wish.who.station && wish.who.station != order->station)
        return fail(ErrorCode::NotPermitted);
    const auto earlier = m_payments.refundByOperation(wish.operation.bytes());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier && (*earlier)->state != PaymentRefundState::Proposed)
        return RefundDone{false, {}, **earlier};
    if (wish.amount.currency != order->amount.currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!wish.amount.isPositive())
        return fail(ErrorCode::AmountNotPositive);
    if (order->state != PaymentState::Paid)
        return fail(ErrorCode::PaymentStateConflict, paymentStateName(order->state));
    if (wish.amount > order->amount - order->refunded)
        return fail(ErrorCode::RefundTooMuch);
    if (const auto refused = wish.byTransfer ? checkRefused(*order) : Result<void>(); !refused)
        return fail(refused.error());
    PaymentRefund refund = refundOf(*order, wish.operation.bytes(), wish.amount, now);
    refund.note = wish.note.trimmed();
    refund.person = wish.who.name;
    const auto waiting = wait(wish, *order, secondPersonAbove, refund, now);
    if (!waiting)
        return fail(waiting.error());
    if (*waiting)
        return **waiting;
    if (wish.byTransfer) {
        refund.state = PaymentRefundState::ForPerson;
        refund.reason = int(ErrorCode::ChannelRefused);
    }
    const AuditLog::Entry entry{wish.who.name, QStringLiteral("payment.refund"),
                                QStringLiteral("payment ") + order->orderNo, refund.note};
    return AuditLog(m_db)
        .add(entry, now)
        .and_then([&] { return begin(*order, refund, now); })
        .map([](const PaymentRefund &begun) {
            return RefundDone{false, {}, begun};
        });
}

/// More than one person may decide alone is a proposal until another one asks for the same amount. A proposal
/// that is taken up becomes the refund itself, of the moment it is taken up: the channel's bill has it then.
Result<std::optional<PaymentService::RefundDone>> PaymentService::wait(const RefundWish &wish,
                                                                       const PaymentOrder &order,
                                                                       Money secondPersonAbove,
                                                                       PaymentRefund &refund, Timestamp now)
{
    if (!needsSecondPerson(wish.amount, secondPersonAbove))
        return std::nullopt;
    const auto refunds = m_payments.refundsOf(order.id);
    if (!refunds)
        return fail(refunds.error());
    for (const PaymentRefund &proposal : *refunds) {
        if (proposal.state != PaymentRefundState::Proposed || proposal.amount != wish.amount)
            continue;
        if (proposal.person == wish.who.name)
            return std::optional(RefundDone{true, proposal.person, proposal});
        refund.id = proposal.id;
        refund.refundNo = proposal.refundNo;
        refund.operation = proposal.operation;
        refund.note = proposal.note + u'\n' + refund.note;
        refund.person = proposal.person + QStringLiteral(", ") + wish.who.name;
        return std::nullopt;
    }
    refund.state = PaymentRefundState::Proposed;
    const AuditLog::Entry entry{wish.who.name, QStringLiteral("payment.refund.propose"),
                                QStringLiteral("payment ") + order.orderNo, refund.note};
    return AuditLog(m_db)
        .add(entry, now)
        .and_then([&] { return m_payments.insert(refund); })
        .map([&](PaymentRefundId id) {
            refund.id = id;
            return std::optional(RefundDone{true, wish.who.name, refund});
        });
}

Result<PaymentRefund> PaymentService::refundByHouse(const QString &orderNo, Money amount,
                                                    PaymentRefundCause cause, const QString &note,
                                                    Timestamp now, const QString &part)
{
    const auto order = locked(orderNo);
    if (!order)
        return fail(order.error());
    const QByteArray operation = houseOperation(*order, cause, part);
    const auto earlier = m_payments.refundByOperation(operation);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    if (order->state != PaymentState::Paid)
        return fail(ErrorCode::PaymentStateConflict, paymentStateName(order->state));
    if (!amount.isPositive() || amount > order->amount - order->refunded)
        return fail(ErrorCode::RefundTooMuch);
    PaymentRefund refund = refundOf(*order, operation, amount, now);
    refund.cause = cause;
    refund.note = note;
    return begin(*order, refund, now);
}

/// Money goes back the way it came; another way only where that one is closed.
Result<void> PaymentService::checkRefused(const PaymentOrder &order)
{
    if (order.way == PaymentWay::Reference)
        return {};
    return m_payments.refundsOf(order.id).and_then([](const std::vector<PaymentRefund> &refunds) {
        for (const PaymentRefund &refund : refunds)
            if (refund.state == PaymentRefundState::Failed && refund.reason == int(ErrorCode::ChannelRefused))
                return Result<void>();
        return Result<void>(
            fail(ErrorCode::PaymentStateConflict, QStringLiteral("its channel has not refused it")));
    });
}

Result<PaymentRefund> PaymentService::payByTransfer(const QString &refundNo, bool is, Timestamp now)
{
    const auto found = m_payments.lockRefund(refundNo);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::PaymentUnknown, refundNo);
    PaymentRefund refund = **found;
    if (refund.state != PaymentRefundState::ForPerson || refund.reason == int(ErrorCode::ChannelMismatch))
        return fail(ErrorCode::PaymentStateConflict, refundNo);
    if (isByTransfer(refund) == is)
        return refund;
    refund.reason = is ? int(ErrorCode::BankTransferConflict) : int(ErrorCode::ChannelRefused);
    refund.nextAsk = {};
    const PaymentRepository::Event event{refund.payment,
                                         refund.id,
                                         now,
                                         PaymentSource::House,
                                         int(refund.state),
                                         is ? QStringLiteral("by-transfer")
                                            : QStringLiteral("not-by-transfer")};
    return m_payments.update(refund, PaymentRefundState::ForPerson)
        .and_then([&] { return m_payments.note(event); })
        .map([&] { return refund; });
}

/// What was bought is taken first, then the channel is asked to pay. One refund of an order at a time.
Result<PaymentRefund> PaymentService::begin(PaymentOrder order, PaymentRefund refund, Timestamp now)
{
    const auto booking = context(order, JournalId::fromBytes(refund.operation), now, now);
    if (!booking)
        return fail(booking.error());
    const Payable *payable = payableOf(order.purpose);
    ensure(payable, "what was paid can go back");
    if (const auto taken = payable->takeBack({m_db, m_keys}, order, refund.amount, order.refunded, *booking);
        !taken)
        return fail(taken.error());
    if (refund.state == PaymentRefundState::Proposed)
        refund.state = PaymentRefundState::Created;
    refund.journal = booking->journal.bytes();
    askFor(refund, order, now);
    const auto stored = refund.id
        ? m_payments.update(refund, PaymentRefundState::Proposed).map([&] { return refund.id; })
        : m_payments.insert(refund);
    if (!stored)
        return fail(stored.error());
    refund.id = *stored;
    order.state = PaymentState::Refunding;
    order.refunded += refund.amount;
    return m_payments.update(order, PaymentState::Paid)
        .and_then([&] {
            return m_payments.note({order.id, refund.id, now, PaymentSource::House, int(refund.state),
                                    QString(refundCauseName(refund.cause))});
        })
        .map([&] { return refund; });
}

Result<PaymentRefund> PaymentService::learn(MerchantId merchant, const QString &refundNo,
                                            const PaymentRefundNews &news, Timestamp now)
{
    const auto found = m_payments.lockRefund(refundNo);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::PaymentUnknown, refundNo);
    PaymentRefund refund = **found;
    const auto order = m_payments.lockById(refund.payment);
    if (!order)
        return fail(order.error());
    ensure(order->has_value(), "a refund is of an order");
    if ((*order)->merchant != merchant)
        return fail(ErrorCode::PaymentUnknown, refundNo);
    const PaymentRefundState before = refund.state;
    const int reason = refund.reason;
    const PaymentRefundNext next = afterNews(refund, news, now);
    refund.state = next.state;
    refund.nextAsk = next.nextAsk;
    refund.asks = next.asks;
    refund.reason = next.reason;
    if (refund.channelNo.isEmpty())
        refund.channelNo = news.channelNo;
    if (news.act != PaymentAct::None)
        refund.leasedUntil = {};
    const bool isAgain = refund.doneAt.ms > 0; // a bank had sent it back
    if (next.effect == PaymentRefundEffect::Arrived)
        refund.doneAt = now;
    if (const auto kept = m_payments.update(refund, before); !kept)
        return fail(kept.error());
    PaymentOrder after = **order;
    if (before == PaymentRefundState::Done && refund.state == PaymentRefundState::ForPerson)
        after.state = PaymentState::Refunding;
    const auto finished = after.state != (*order)->state ? m_payments.update(after, (*order)->state)
                                                         : finish(after, refund, next.effect, isAgain, now);
    if (!finished)
        return fail(finished.error());
    if (refund.state == before && refund.reason == reason)
        return refund;
    const QString said = news.code.isEmpty() ? QString(refundWordName(news.word)) : news.code;
    return m_payments.note({refund.payment, refund.id, now, news.source, int(refund.state), said}).map([&] {
        return refund;
    });
}

Result<void> PaymentService::finish(const PaymentOrder &order, const PaymentRefund &refund,
                                    PaymentRefundEffect effect, bool isAgain, Timestamp now)
{
    if (effect == PaymentRefundEffect::None)
        return {};
    const Payable *payable = payableOf(order.purpose);
    ensure(payable, "what was paid can go back");
    PaymentOrder after = order;
    Result<void> told;
    if (effect == PaymentRefundEffect::Restore) {
        const auto booking = context(order, restoringJournal(refund), now, now);
        if (!booking)
            return fail(booking.error());
        told = payable->restore({m_db, m_keys}, order, JournalId::fromBytes(refund.journal), *booking);
        after.refunded -= refund.amount;
    } else if (!refund.journal.isEmpty() && !isAgain) {
        told = payable->wentBack({m_db, m_keys}, order, order.refunded, now);
    }
    after.state = after.refunded == after.amount ? PaymentState::Refunded : PaymentState::Paid;
    return told.and_then([&] { return m_payments.update(after, order.state); });
}

}

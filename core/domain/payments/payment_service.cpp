#include "core/domain/payments/payment_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/stations/station_service.h"

namespace youka {

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

/// A limit in the currency of what it limits.
Money in(Money limit, Currency currency) { return {limit.minor, currency}; }

bool isSame(const PaymentOrder &order, const PaymentService::Wish &wish)
{
    return order.merchant == wish.merchant && order.way == wish.way && order.purpose == wish.purpose
        && order.subject == wish.subject && order.station == wish.station && order.amount == wish.amount;
}

}

Result<BookingContext> PaymentService::context(const PaymentOrder &order, JournalId journal,
                                               Timestamp occurred, Timestamp now)
{
    return openBusinessDay(m_db, order.station, now).map([&](QDate day) {
        return BookingContext{journal, now, occurred, day, order.station, order.orderNo.toLatin1()};
    });
}

Result<PaymentOrder> PaymentService::create(const Wish &wish, const PaymentLimits &limits, Timestamp now)
{
    const auto earlier = m_payments.byOperation(wish.operation.bytes());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return isSame(**earlier, wish) ? Result<PaymentOrder>(**earlier)
                                       : fail(ErrorCode::PaymentChanged, wish.operation.text());
    const Payable *payable = payableOf(wish.purpose);
    if (!payable)
        return fail(ErrorCode::InvalidInput, QStringLiteral("purpose: nobody books it"));
    if (!wish.amount.isPositive())
        return fail(ErrorCode::AmountNotPositive);
    const Currency currency = wish.amount.currency;
    if (wish.amount < in(limits.least, currency))
        return fail(ErrorCode::PaymentTooLittle);
    const auto today = m_payments.askedSince(wish.purpose, wish.subject, currency, now.plusMs(-DayMs));
    if (!today)
        return fail(today.error());
    if (wish.amount > in(limits.most, currency) || *today + wish.amount > in(limits.perDay, currency))
        return fail(ErrorCode::PaymentTooMuch);

    PaymentOrder order;
    order.orderNo = orderNumber(wish.operation.bytes(), now);
    order.operation = wish.operation.bytes();
    order.merchant = wish.merchant;
    order.way = wish.way;
    order.purpose = wish.purpose;
    order.subject = wish.subject;
    order.customer = wish.customer;
    order.station = wish.station;
    order.terminal = wish.terminal;
    order.amount = wish.amount;
    order.title = wish.title;
    order.createdAt = now;
    if (wish.way != PaymentWay::Reference)
        order.nextAsk = now;
    order.expiresAt = now.plusMs(wish.lifeMs);
    return payable->admit({m_db, m_keys}, order)
        .and_then([&] { return m_payments.insert(order); })
        .and_then([&] { return locked(order.orderNo); });
}

Result<PaymentOrder> PaymentService::locked(const QString &orderNo)
{
    return m_payments.lock(orderNo).and_then(
        [&](const std::optional<PaymentOrder> &order) -> Result<PaymentOrder> {
            return order ? Result<PaymentOrder>(*order) : fail(ErrorCode::PaymentUnknown, orderNo);
        });
}

Result<PaymentOrder> PaymentService::learn(MerchantId merchant, const QString &orderNo,
                                           const PaymentNews &news, Timestamp now)
{
    const auto order = locked(orderNo);
    if (!order)
        return order;
    if (order->merchant != merchant)
        return fail(ErrorCode::PaymentUnknown, orderNo);
    PaymentNews heard = news;
    if (const auto taken = m_payments.isTaken(*order, news.channelNo); !taken)
        return fail(taken.error());
    else if (*taken) { // one payment of the customer's cannot pay two orders
        heard.word = PaymentWord::Differs;
        heard.channelNo.clear();
    }
    return follow(*order, afterNews(*order, heard, now), heard, now);
}

Result<PaymentOrder> PaymentService::follow(PaymentOrder order, PaymentNext next, const PaymentNews &news,
                                            Timestamp now)
{
    const PaymentState before = order.state;
    const PaymentEffect effect = next.effect;
    if (news.word == PaymentWord::Told && order.qr.isEmpty())
        order.qr = news.qr;
    if (order.channelNo.isEmpty())
        order.channelNo = news.channelNo;
    if (news.word == PaymentWord::Paid && order.paidAt.ms == 0) {
        order.paidAt = news.paidAt.ms == 0 ? now : news.paidAt;
        order.byPayer = news.byPayer.minor == 0 ? news.amount : news.byPayer;
    }
    if (news.act != PaymentAct::None)
        order.leasedUntil = {};
    if (effect == PaymentEffect::Book)
        if (const auto booked = book(order, next, now); !booked)
            return fail(booked.error());
    order.state = next.state;
    order.nextAsk = next.nextAsk;
    order.asks = next.asks;
    order.reason = next.reason;
    if (const auto kept = m_payments.update(order, before); !kept)
        return fail(kept.error());
    if (effect != PaymentEffect::None && order.journal.isEmpty()) {
        const auto cause =
            effect == PaymentEffect::Book ? PaymentRefundCause::NotBooked : PaymentRefundCause::PaidLate;
        if (const auto begun = giveBack(order, cause, now); !begun)
            return fail(begun.error());
        order.refunded = order.amount;
    }
    if (order.state == before)
        return order;
    const QString said = news.code.isEmpty() ? QString(paymentWordName(news.word)) : news.code;
    return m_payments.note({order.id, {}, now, news.source, int(order.state), said}).map([&] {
        return order;
    });
}

/// What cannot be booked any more goes back by itself; a failure of the store is tried again with the next
/// word of the channel.
Result<void> PaymentService::book(PaymentOrder &order, PaymentNext &next, Timestamp now)
{
    const Payable *payable = payableOf(order.purpose);
    ensure(payable, "what was ordered can be booked");
    const PaymentTill till{m_db, m_keys};
    if (const auto admitted = payable->admit(till, order); !admitted) {
        if (isStoreFailure(admitted.error().code) || isTransient(admitted.error().code))
            return admitted;
        next = {PaymentState::Refunding, PaymentEffect::Book, {}, 0, int(admitted.error().code)};
        return {};
    }
    const auto booking = context(order, JournalId::fromBytes(order.operation), order.paidAt, now);
    if (!booking)
        return fail(booking.error());
    if (const auto booked = payable->book(till, order, *booking); !booked)
        return booked;
    order.journal = booking->journal.bytes();
    order.bookedAt = now;
    order.day = booking->day;
    return m_told ? m_told(m_db, order, now) : Result<void>();
}

Result<PaymentOrder> PaymentService::giveUp(const QString &orderNo, Timestamp now)
{
    const auto order = locked(orderNo);
    if (!order)
        return order;
    PaymentNews news;
    news.source = PaymentSource::House;
    news.code = QStringLiteral("given-up");
    return follow(*order, afterGivingUp(*order, now), news, now);
}

Result<PaymentOrder> PaymentService::settle(const Look &look, Timestamp now)
{
    const QString note = look.note.trimmed();
    if (note.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("note: missing"));
    const auto order = locked(look.orderNo);
    if (!order)
        return order;
    if (look.who.station && look.who.station != order->station)
        return fail(ErrorCode::NotPermitted);
    if (order->state != PaymentState::ForPerson)
        return fail(ErrorCode::PaymentStateConflict, paymentStateName(order->state));
    const AuditLog::Entry entry{look.who.name, QStringLiteral("payment.settle"),
                                QStringLiteral("payment ") + order->orderNo,
                                paymentVerdictName(look.verdict) + QStringLiteral(": ") + note};
    PaymentNews news;
    news.source = PaymentSource::House;
    news.code = paymentVerdictName(look.verdict);
    return AuditLog(m_db).add(entry, now).and_then([&] {
        return follow(*order, afterVerdict(look.verdict, now), news, now);
    });
}

}

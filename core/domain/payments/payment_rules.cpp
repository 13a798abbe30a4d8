#include "core/domain/payments/payment_rules.h"

#include "core/foundation/base/names.h"
#include "core/foundation/crypto/digest.h"

#include <algorithm>

namespace youka {

namespace {

constexpr std::pair<PaymentState, const char *> StateNames[] = {
    {PaymentState::Created, "created"},
    {PaymentState::Pending, "pending"},
    {PaymentState::Paid, "paid"},
    {PaymentState::Closed, "closed"},
    {PaymentState::Failed, "failed"},
    {PaymentState::Unknown, "unknown"},
    {PaymentState::Reversing, "reversing"},
    {PaymentState::Reversed, "reversed"},
    {PaymentState::Refunding, "refunding"},
    {PaymentState::Refunded, "refunded"},
    {PaymentState::ForPerson, "for-person"},
};
constexpr std::pair<PaymentWord, const char *> WordNames[] = {
    {PaymentWord::Doubt, "doubt"},           {PaymentWord::Told, "told"},
    {PaymentWord::Absent, "absent"},         {PaymentWord::Waiting, "waiting"},
    {PaymentWord::Typing, "typing"},         {PaymentWord::Paid, "paid"},
    {PaymentWord::Refunded, "refunded"},     {PaymentWord::Closed, "closed"},
    {PaymentWord::Reversed, "reversed"},     {PaymentWord::Failed, "failed"},
    {PaymentWord::Refused, "refused"},       {PaymentWord::Differs, "differs"},
    {PaymentWord::Impossible, "impossible"},
};
constexpr std::pair<PaymentRefundState, const char *> RefundStateNames[] = {
    {PaymentRefundState::Created, "created"},
    {PaymentRefundState::Working, "working"},
    {PaymentRefundState::Done, "done"},
    {PaymentRefundState::Failed, "failed"},
    {PaymentRefundState::ForPerson, "for-person"},
    {PaymentRefundState::Proposed, "proposed"},
};
constexpr std::pair<PaymentRefundWord, const char *> RefundWordNames[] = {
    {PaymentRefundWord::Doubt, "doubt"},       {PaymentRefundWord::Absent, "absent"},
    {PaymentRefundWord::Working, "working"},   {PaymentRefundWord::Done, "done"},
    {PaymentRefundWord::Closed, "closed"},     {PaymentRefundWord::Abnormal, "abnormal"},
    {PaymentRefundWord::Refused, "refused"},   {PaymentRefundWord::Differs, "differs"},
    {PaymentRefundWord::Returned, "returned"},
};
constexpr std::pair<PaymentRefundCause, const char *> CauseNames[] = {
    {PaymentRefundCause::Asked, "asked"},           {PaymentRefundCause::PaidLate, "paid-late"},
    {PaymentRefundCause::NotBooked, "not-booked"},  {PaymentRefundCause::BillNotPosted, "bill-not-posted"},
    {PaymentRefundCause::Reconciled, "reconciled"},
};

constexpr std::pair<PaymentWay, const char *> WayNames[] = {
    {PaymentWay::ShownQr, "shown-qr"},
    {PaymentWay::ScannedCode, "scanned-code"},
    {PaymentWay::Reference, "reference"},
};
constexpr std::pair<PaymentVerdict, const char *> VerdictNames[] = {
    {PaymentVerdict::AskAgain, "ask-again"},
    {PaymentVerdict::NotPaid, "not-paid"},
};

/// 1 s, 2 s, 4 s ... 10 min.
Timestamp backOff(Timestamp now, int asks)
{
    const int doublings = std::clamp(asks - 1, 0, 10);
    return now.plusMs(std::min(1'000LL << doublings, PaymentPace::LongestMs));
}

Timestamp pollAt(const PaymentOrder &order, Timestamp now)
{
    const bool isFast =
        order.way == PaymentWay::ShownQr || now < order.createdAt.plusMs(PaymentPace::FastForMs);
    return now.plusMs(isFast ? PaymentPace::PollMs : PaymentPace::SlowPollMs);
}

bool isFlagged(const PaymentOrder &order, ErrorCode code) { return order.reason == int(code); }

/// Nothing is to be asked any more.
bool isSettled(PaymentState state) { return isBooked(state) || state == PaymentState::ForPerson; }

PaymentNext unchanged(const PaymentOrder &order)
{
    return {order.state, PaymentEffect::None, order.nextAsk, order.asks, order.reason};
}

PaymentNext ended(PaymentState state, ErrorCode reason)
{
    return {state, PaymentEffect::None, {}, 0, int(reason)};
}

PaymentNext takingBack(const PaymentOrder &order, Timestamp now)
{
    return {PaymentState::Reversing, PaymentEffect::None, now, 0, order.reason};
}

/// It ended without the channel's word: who pays late is still seen, and gets it back.
PaymentNext endedUnheard(const PaymentOrder &order, Timestamp now)
{
    const Timestamp lookBack = std::max(now, order.expiresAt).plusMs(PaymentPace::LookBackMs);
    return {PaymentState::Closed, PaymentEffect::None, lookBack, 0, int(ErrorCode::PaymentExpired)};
}

PaymentNext afterPaid(const PaymentOrder &order, const PaymentNews &news, Timestamp now)
{
    PaymentNext next = unchanged(order);
    if (isSettled(order.state))
        return next;
    if (news.amount != order.amount)
        return ended(PaymentState::ForPerson, ErrorCode::ChannelMismatch);
    // A notice may be older than the reversal that has given the money back: how it stands now is asked.
    if (isEnded(order.state) && order.way == PaymentWay::ScannedCode
        && news.source == PaymentSource::Notice) {
        next.nextAsk = now;
        return next;
    }
    if (isEnded(order.state))
        return {PaymentState::Refunding, PaymentEffect::GiveBack, {}, 0, int(ErrorCode::PaymentExpired)};
    // A reversal may be under way that takes the money back after we have booked it, so it is seen through to
    // its end. A QR's close never moves money.
    if (order.state == PaymentState::Reversing && order.way == PaymentWay::ScannedCode) {
        if (isFlagged(order, ErrorCode::ChannelRefused)) // it will not be taken back so
            return {PaymentState::Refunding, PaymentEffect::GiveBack, {}, 0, int(ErrorCode::PaymentExpired)};
        if (news.act != PaymentAct::None) {
            next.asks = order.asks + 1;
            next.nextAsk = backOff(now, next.asks);
        }
        return next;
    }
    return {PaymentState::Paid, PaymentEffect::Book, {}, 0, 0};
}

PaymentNext afterRefusal(const PaymentOrder &order, const PaymentNews &news, Timestamp now)
{
    PaymentNext next = unchanged(order);
    if (news.act == PaymentAct::Precreate || news.act == PaymentAct::PayByCode)
        return ended(PaymentState::Failed, ErrorCode::ChannelRefused);
    next.asks = order.asks + 1;
    if (news.act == PaymentAct::Reverse)
        next.reason = int(ErrorCode::ChannelRefused);
    // The question that follows says why; after some rounds there is no hurry any more.
    next.nextAsk = next.asks <= 3 ? now : backOff(now, next.asks);
    return next;
}

PaymentNext afterImpossible(const PaymentOrder &order, const PaymentNews &news, Timestamp now)
{
    if (news.act == PaymentAct::Precreate || news.act == PaymentAct::PayByCode)
        return ended(PaymentState::Failed, ErrorCode::ChannelUnsupported);
    return endedUnheard(order, now); // a QR that nobody can close runs out by itself
}

/// While a close or a reversal is repeated, each second question is how things stand.
PaymentNext whileTakingBack(const PaymentOrder &order, const PaymentNews &news, Timestamp now)
{
    const bool wasTried = order.asks > 0;
    if (news.word == PaymentWord::Absent && news.act == PaymentAct::Query && wasTried)
        return endedUnheard(order, now);
    PaymentNext next = unchanged(order);
    next.asks = order.asks + 1;
    next.nextAsk = backOff(now, next.asks);
    if (news.word == PaymentWord::Told || news.act == PaymentAct::PayByCode
        || news.act == PaymentAct::Precreate) {
        // The answer to what was asked before it was given up.
        next.asks = order.asks;
        next.nextAsk = now;
    }
    return next;
}

/// A refund that a bank transfer pays: the bank alone ends it, or brings it back.
PaymentRefundNext afterBank(const PaymentRefund &refund, const PaymentRefundNews &news)
{
    using State = PaymentRefundState;
    PaymentRefundNext next{refund.state, PaymentRefundEffect::None, {}, refund.asks, refund.reason};
    const bool isBank = news.source == PaymentSource::Bank;
    if (isBank && news.word == PaymentRefundWord::Returned && refund.state == State::Done)
        next.state = State::ForPerson;
    else if (isBank && news.word == PaymentRefundWord::Done && refund.state == State::ForPerson)
        next = {State::Done, PaymentRefundEffect::Arrived, {}, refund.asks, refund.reason};
    else if (!isBank && news.word == PaymentRefundWord::Done)
        next.reason = int(ErrorCode::ChannelMismatch); // it may be paid twice: a person must see it
    return next;
}

/// Nobody has said yes or no.
PaymentNext whileWaiting(const PaymentOrder &order, const PaymentNews &news, Timestamp now)
{
    PaymentOrder after = order;
    if (news.word == PaymentWord::Told) {
        after.state = PaymentState::Pending;
        after.qr = news.qr;
    } else if (news.word == PaymentWord::Typing) {
        after.state = PaymentState::Pending;
    } else if (order.state == PaymentState::Created) {
        after.state = PaymentState::Unknown;
    }
    PaymentNext next = unchanged(after);
    next.asks = order.asks + 1;
    const Timestamp deadline = deadlineOf(after);
    if (now >= deadline && news.act == PaymentAct::Query)
        return takingBack(order, now);
    const Timestamp soon = news.word == PaymentWord::Doubt ? now.plusMs(1'000) : pollAt(order, now);
    next.nextAsk = now >= deadline ? now : std::min(soon, deadline);
    return next;
}

}

bool isOpen(PaymentState state)
{
    return state == PaymentState::Created || state == PaymentState::Pending || state == PaymentState::Unknown
        || state == PaymentState::Reversing;
}

bool isBooked(PaymentState state)
{
    return state == PaymentState::Paid || state == PaymentState::Refunding || state == PaymentState::Refunded;
}

Timestamp deadlineOf(const PaymentOrder &order)
{
    const bool isUnheard = order.state == PaymentState::Unknown || order.state == PaymentState::Created;
    if (isUnheard && (order.way == PaymentWay::ScannedCode || order.qr.isEmpty()))
        return std::min(order.expiresAt, order.createdAt.plusMs(PaymentPace::DoubtForMs));
    return order.expiresAt;
}

PaymentAct dueAct(const PaymentOrder &order, bool hasCode, Timestamp now)
{
    const bool isShown = order.way == PaymentWay::ShownQr;
    switch (order.state) {
    case PaymentState::Created:
    case PaymentState::Unknown:
        if (isShown && order.qr.isEmpty())
            return now < deadlineOf(order) ? PaymentAct::Precreate : PaymentAct::Query;
        // A code is sent once: whoever might have sent it already asks.
        return !isShown && hasCode && order.state == PaymentState::Created ? PaymentAct::PayByCode
                                                                           : PaymentAct::Query;
    case PaymentState::Reversing:
        if (order.asks % 2 == 1)
            return PaymentAct::Query;
        return isShown ? PaymentAct::Close : PaymentAct::Reverse;
    default:
        return PaymentAct::Query;
    }
}

PaymentNext afterNews(const PaymentOrder &order, const PaymentNews &news, Timestamp now)
{
    if (news.word == PaymentWord::Paid)
        return afterPaid(order, news, now);
    PaymentNext next = unchanged(order);
    if (!isOpen(order.state)) {
        // Asked once more after the end: only "paid" would have changed anything. An answer that was under
        // way when the order was settled starts nothing.
        if (news.act == PaymentAct::Query && !isSettled(order.state) && order.nextAsk.ms != 0) {
            next.asks = order.asks + 1;
            const bool again = news.word == PaymentWord::Doubt && next.asks < 10;
            next.nextAsk = again ? backOff(now, next.asks) : Timestamp{};
        }
        return next;
    }
    const bool isShown = order.way == PaymentWay::ShownQr;
    const bool isTakingBack = order.state == PaymentState::Reversing;
    switch (news.word) {
    case PaymentWord::Differs:
        return ended(PaymentState::ForPerson, ErrorCode::ChannelMismatch);
    case PaymentWord::Refunded: // by somebody else, unless it was our reversal
        return isTakingBack && !isShown ? ended(PaymentState::Reversed, ErrorCode::PaymentExpired)
                                        : ended(PaymentState::ForPerson, ErrorCode::ChannelMismatch);
    case PaymentWord::Closed:
        return ended(PaymentState::Closed, ErrorCode::PaymentExpired);
    case PaymentWord::Reversed:
        return ended(PaymentState::Reversed, ErrorCode::PaymentExpired);
    case PaymentWord::Failed:
        if (!isShown) // some channels call so what our reversal has taken back
            return isTakingBack && order.asks > 0 ? ended(PaymentState::Reversed, ErrorCode::PaymentExpired)
                                                  : ended(PaymentState::Failed, ErrorCode::ChannelRefused);
        if (!isTakingBack) // whoever sees the QR may try again with another card
            return takingBack(order, now);
        break;
    case PaymentWord::Refused:
        if (news.act != PaymentAct::Query) // a refused question says nothing of the order
            return afterRefusal(order, news, now);
        break;
    case PaymentWord::Impossible:
        return afterImpossible(order, news, now);
    default:
        break;
    }
    if (news.act == PaymentAct::None)
        return next;
    return isTakingBack ? whileTakingBack(order, news, now) : whileWaiting(order, news, now);
}

PaymentNext afterGivingUp(const PaymentOrder &order, Timestamp now)
{
    if (!isOpen(order.state) || order.state == PaymentState::Reversing)
        return unchanged(order);
    if (order.state == PaymentState::Created && order.leasedUntil.ms == 0) // the channel was never told
        return ended(PaymentState::Closed, ErrorCode::PaymentExpired);
    return takingBack(order, now);
}

PaymentNext afterVerdict(PaymentVerdict verdict, Timestamp now)
{
    if (verdict == PaymentVerdict::AskAgain)
        return {PaymentState::Unknown, PaymentEffect::None, now, 0, 0};
    return ended(PaymentState::Failed, ErrorCode::ChannelMismatch);
}

PaymentAct dueAct(const PaymentRefund &refund)
{
    return refund.state == PaymentRefundState::Created ? PaymentAct::Refund : PaymentAct::QueryRefund;
}

PaymentRefundNext afterNews(const PaymentRefund &refund, const PaymentRefundNews &news, Timestamp now)
{
    using State = PaymentRefundState;
    PaymentRefundNext next{refund.state, PaymentRefundEffect::None, refund.nextAsk, refund.asks,
                           refund.reason};
    const auto forPerson = [](ErrorCode code) {
        return PaymentRefundNext{State::ForPerson, PaymentRefundEffect::None, {}, 0, int(code)};
    };
    // Money that the house owes by its own doing is never given up without a person.
    const auto lost = [&](ErrorCode code) {
        return refund.cause == PaymentRefundCause::Asked
            ? PaymentRefundNext{State::Failed, PaymentRefundEffect::Restore, {}, 0, int(code)}
            : forPerson(code);
    };
    const bool isDone = news.word == PaymentRefundWord::Done;
    if (isByTransfer(refund))
        return afterBank(refund, news);
    if (refund.state == State::Done || refund.state == State::Proposed)
        return next;
    if (refund.state == State::Failed) { // it was said not to happen, and its money is used again
        if (isDone)
            next.reason = int(ErrorCode::ChannelMismatch); // a person must see it
        return next;
    }
    if (news.word == PaymentRefundWord::Differs || (news.amount.minor != 0 && news.amount != refund.amount))
        return forPerson(ErrorCode::ChannelMismatch);
    if (isDone && refund.reason != int(ErrorCode::ChannelMismatch))
        return {State::Done, PaymentRefundEffect::Arrived, {}, 0, 0};
    if (refund.state == State::ForPerson)
        return next;
    next.asks = refund.asks + (news.act == PaymentAct::None ? 0 : 1);
    next.nextAsk = backOff(now, next.asks + 1);
    switch (news.word) {
    case PaymentRefundWord::Closed:
        return lost(ErrorCode::ChannelRefused);
    case PaymentRefundWord::Abnormal:
        return forPerson(ErrorCode::ChannelRefused);
    case PaymentRefundWord::Refused:
        if (news.act == PaymentAct::Refund && refund.asks == 0)
            return lost(ErrorCode::ChannelRefused);
        // An earlier try may have come through: only its absence makes this no a definite one.
        next.state = State::Working;
        if (news.act == PaymentAct::Refund)
            next.reason = int(ErrorCode::ChannelRefused);
        return next;
    case PaymentRefundWord::Absent:
        if (refund.reason == int(ErrorCode::ChannelRefused))
            return lost(ErrorCode::ChannelRefused);
        next.state = State::Created; // the same number again is the same refund
        return next;
    case PaymentRefundWord::Doubt:
        if (news.act == PaymentAct::None)
            return {refund.state, PaymentRefundEffect::None, refund.nextAsk, refund.asks, refund.reason};
        next.state = State::Working;
        return next;
    default:
        next.state = State::Working;
        return next;
    }
}

namespace {

QString numberOf(const char *prefix, const QByteArray &operation, Timestamp at)
{
    const QString day = at.toDateTime().toString(QStringLiteral("yyMMdd"));
    const QByteArray digest = sha256(QByteArray(prefix) + operation).toHex().toUpper();
    return QLatin1String(prefix) + day + QString::fromLatin1(digest.first(20));
}

}

QString orderNumber(const QByteArray &operation, Timestamp at) { return numberOf("P", operation, at); }
QString refundNumber(const QByteArray &operation, Timestamp at) { return numberOf("R", operation, at); }
bool isRefundNumber(QStringView number) { return number.startsWith(u'R'); }

QLatin1String paymentStateName(PaymentState state) { return nameIn(StateNames, state); }
std::optional<PaymentState> paymentStateFromName(QStringView name) { return valueIn(StateNames, name); }
std::optional<PaymentVerdict> paymentVerdictFromName(QStringView name) { return valueIn(VerdictNames, name); }

QLatin1String paymentVerdictName(PaymentVerdict verdict) { return nameIn(VerdictNames, verdict); }

QLatin1String paymentWayName(PaymentWay way) { return nameIn(WayNames, way); }
QLatin1String paymentWordName(PaymentWord word) { return nameIn(WordNames, word); }
QLatin1String refundWordName(PaymentRefundWord word) { return nameIn(RefundWordNames, word); }
QLatin1String refundStateName(PaymentRefundState state) { return nameIn(RefundStateNames, state); }
QLatin1String refundCauseName(PaymentRefundCause cause) { return nameIn(CauseNames, cause); }

}

#pragma once

#include "core/domain/payments/payment.h"

namespace youka {

/// What a channel can be asked for.
enum class PaymentAct { None, Precreate, PayByCode, Query, Close, Reverse, Refund, QueryRefund };

/// What it said of an order, in the house's words.
enum class PaymentWord {
    Doubt,      ///< no clear answer: it may have happened
    Told,       ///< it knows the order now and gave a QR
    Absent,     ///< it does not know the order (yet)
    Waiting,    ///< nobody has paid
    Typing,     ///< the customer is asked for the PIN
    Paid,       ///< and of which amount
    Refunded,   ///< paid, and some or all went back
    Closed,     ///< unpaid, and never will be
    Reversed,   ///< taken back
    Failed,     ///< the payment was tried and did not succeed
    Refused,    ///< a definite no to what was asked
    Differs,    ///< it names another amount, order or merchant
    Impossible, ///< there is no such call at this channel
};

/// How it was learnt. Stored.
enum class PaymentSource {
    Reply = 1,  ///< of the call that pays or takes back
    Query = 2,  ///< asked for
    Notice = 3, ///< it came by itself
    Bill = 4,   ///< found in the channel's bill
    House = 5,  ///< a person, or time
    Bank = 6,   ///< a row of a bank statement
};

struct PaymentNews
{
    PaymentAct act = PaymentAct::None; ///< what it answers; None: a notice or a bill's row
    PaymentWord word = PaymentWord::Doubt;
    PaymentSource source = PaymentSource::Reply;
    QString qr{};
    QString channelNo{};
    Money amount{};  ///< of Paid
    Money byPayer{}; ///< of Paid; zero: as `amount`
    Timestamp paidAt{};
    QString code{}; ///< the channel's own, for the history
};

/// What money does in the step that learnt it.
enum class PaymentEffect {
    None,
    Book,     ///< what it was for gets it
    GiveBack, ///< it is too late to book it: it is refunded
};

struct PaymentNext
{
    PaymentState state = PaymentState::Created;
    PaymentEffect effect = PaymentEffect::None;
    Timestamp nextAsk; ///< zero: nothing is to be asked
    int asks = 0;
    int reason = 0;
};

/// When the channel is asked again, and when it is enough. Source: docs/protocols/payments.md, "Waiting".
struct PaymentPace
{
    static constexpr qint64 PollMs = 2'000;
    static constexpr qint64 SlowPollMs = 5'000;
    static constexpr qint64 FastForMs = 30'000;
    static constexpr qint64 LongestMs = 600'000;
    /// An order of which nobody knows whether the channel heard it is taken back after so long.
    static constexpr qint64 DoubtForMs = 20'000;
    /// What ended without the channel's word (it did not know it, or cannot close it) is asked for once more,
    /// so long after its end.
    static constexpr qint64 LookBackMs = 600'000;
};

bool isOpen(PaymentState state);   ///< may still be paid or taken back
bool isBooked(PaymentState state); ///< was paid, whatever went back since
inline bool isEnded(PaymentState state) { return !isOpen(state) && !isBooked(state); }

/// Until when the order may be paid: after it the channel is asked a last time, and then to end it.
Timestamp deadlineOf(const PaymentOrder &order);

/// What the channel is asked next. `hasCode`: the customer's payment code is at hand, and was not sent.
PaymentAct dueAct(const PaymentOrder &order, bool hasCode, Timestamp now);

/// The one decision on an order, whatever was learnt and by which way, in whichever order, how often ever.
PaymentNext afterNews(const PaymentOrder &order, const PaymentNews &news, Timestamp now);

/// The order is not wanted any more.
PaymentNext afterGivingUp(const PaymentOrder &order, Timestamp now);

/// What a person says of an order that was left to people.
enum class PaymentVerdict {
    AskAgain, ///< the channel was spoken to: what it says now counts
    NotPaid,  ///< nothing is booked here; what the channel has of it, its bill brings up
};
std::optional<PaymentVerdict> paymentVerdictFromName(QStringView name);
QLatin1String paymentVerdictName(PaymentVerdict verdict);
PaymentNext afterVerdict(PaymentVerdict verdict, Timestamp now);

/// What a channel said of a refund, or a bank of the transfer that pays it instead.
enum class PaymentRefundWord { Doubt, Absent, Working, Done, Closed, Abnormal, Refused, Differs, Returned };

struct PaymentRefundNews
{
    PaymentAct act = PaymentAct::None; ///< Refund, QueryRefund, or None
    PaymentRefundWord word = PaymentRefundWord::Doubt;
    PaymentSource source = PaymentSource::Reply;
    QString channelNo{};
    Money amount{}; ///< zero: not said
    QString code{};
};

enum class PaymentRefundEffect {
    None,
    Arrived, ///< the customer has it
    Restore, ///< it will not arrive: what it was taken from has it again
};

struct PaymentRefundNext
{
    PaymentRefundState state = PaymentRefundState::Created;
    PaymentRefundEffect effect = PaymentRefundEffect::None;
    Timestamp nextAsk;
    int asks = 0;
    int reason = 0;
};

PaymentAct dueAct(const PaymentRefund &refund);
PaymentRefundNext afterNews(const PaymentRefund &refund, const PaymentRefundNews &news, Timestamp now);

/// A refund that cannot go the way it came is paid by a bank transfer: from then on only the bank's word ends
/// it, and the channel's makes it a person's.
inline bool isByTransfer(const PaymentRefund &refund)
{
    return refund.reason == int(ErrorCode::BankTransferConflict);
}

/// 8 to 32 letters and digits, of an operation: the same again for a repeat.
QString orderNumber(const QByteArray &operation, Timestamp at);
QString refundNumber(const QByteArray &operation, Timestamp at);
/// Whether we give such numbers to refunds; orders never have one.
bool isRefundNumber(QStringView number);

QLatin1String paymentStateName(PaymentState state);
std::optional<PaymentState> paymentStateFromName(QStringView name);
QLatin1String paymentWayName(PaymentWay way);
QLatin1String paymentWordName(PaymentWord word);
QLatin1String refundWordName(PaymentRefundWord word);
QLatin1String refundStateName(PaymentRefundState state);
QLatin1String refundCauseName(PaymentRefundCause cause);

}

#pragma once

#include "core/domain/ledger/account.h"

namespace youka {

using MerchantId = Id<struct MerchantTag>;
using PaymentId = Id<struct PaymentTag>;
using PaymentRefundId = Id<struct PaymentRefundTag>;

/// How the customer is asked. Stored.
enum class PaymentWay {
    ShownQr = 1,     ///< we show a QR, the customer scans it
    ScannedCode = 2, ///< the customer shows a payment code, we scan it
    Reference = 3,   ///< the customer tells a bank to transfer it under our reference; no channel is asked
};

/// What the money is for; says whose number `PaymentOrder::subject` is. Stored.
enum class PaymentPurpose {
    TopUp = 1, ///< a card
    Bill = 2,  ///< a bill payment
    Sale = 3,  ///< a sale at the counter
};

/// The life of an order. Stored. Only a channel's definite word moves it on; no answer is never a failure.
enum class PaymentState {
    Created = 1,    ///< on disk, the channel was not told yet
    Pending = 2,    ///< the channel knows it; nobody has paid
    Paid = 3,       ///< and booked, in one transaction
    Closed = 4,     ///< ended unpaid, the channel has confirmed it
    Failed = 5,     ///< a definite no
    Unknown = 6,    ///< asked, and no clear answer; only asking again resolves it
    Reversing = 7,  ///< being taken back; again until the channel confirms it
    Reversed = 8,   ///< taken back before it was booked
    Refunding = 9,  ///< paid, and some of it is on its way back
    Refunded = 10,  ///< all of it went back
    ForPerson = 11, ///< the channel names another amount, order or merchant: nothing was booked
};

/// Stored.
enum class PaymentRefundState {
    Created = 1,
    Working = 2,
    Done = 3,
    Failed = 4,
    ForPerson = 5,
    Proposed = 6, ///< waits for a second person; nothing moved
};

/// Stored.
enum class PaymentRefundCause {
    Asked = 1,     ///< by a customer, at the counter or office
    PaidLate = 2,  ///< the channel took money for an order that had ended here
    NotBooked = 3, ///< paid, and what it was for could not be booked
    BillNotPosted = 4,
    Reconciled = 5, ///< a break was settled so
};

/// One merchant account at one channel; what is secret of it lies in the key ring.
struct Merchant
{
    MerchantId id;
    QString channel; ///< "wechat", "alipay", "unionpay", "cash", "transfer"
    QString number;  ///< mchid, seller_id, merId
    QString app;
    QString name;
    Currency currency;
    QString gateway;     ///< empty: the channel's own
    QString billGateway; ///< empty: the channel's own
    QString settings;    ///< JSON: what only this channel knows
    qint64 feePpm = 0;   ///< what the contract says it keeps, parts per million
    bool active = true;
};

struct PaymentOrder
{
    PaymentId id;
    QString orderNo;      ///< 8 to 32 letters and digits, unguessable enough not to meet another's
    QByteArray operation; ///< of whoever asked for it: a repeat finds this order
    MerchantId merchant;
    PaymentWay way = PaymentWay::ShownQr;
    PaymentPurpose purpose = PaymentPurpose::TopUp;
    qint64 subject = 0;
    qint64 customer = 0;
    StationId station;
    qint64 terminal = 0;
    Money amount;
    PaymentState state = PaymentState::Created;
    Money refunded; ///< of refunds that are done or may be
    QString title;  ///< what the customer reads in the channel's app
    QString qr;
    QString channelNo;
    Money byPayer;  ///< less than `amount` when the channel gave a discount
    int reason = 0; ///< ErrorCode; 0: none
    Timestamp createdAt;
    Timestamp expiresAt;
    Timestamp paidAt;
    Timestamp bookedAt;
    QByteArray journal; ///< JournalId it was booked with; empty: not booked
    QDate day;          ///< the station's business day of the booking
    Timestamp nextAsk;  ///< zero: nothing is to be asked
    int asks = 0;
    Timestamp leasedUntil; ///< somebody is asking
};

struct PaymentRefund
{
    PaymentRefundId id;
    QString refundNo;
    QByteArray operation;
    PaymentId payment;
    Money amount;
    PaymentRefundState state = PaymentRefundState::Created;
    PaymentRefundCause cause = PaymentRefundCause::Asked;
    QString note;
    QString person; ///< who asked; empty: the house by itself
    QString channelNo;
    int reason = 0;
    Timestamp createdAt;
    Timestamp doneAt;
    QByteArray journal;
    Timestamp nextAsk;
    int asks = 0;
    Timestamp leasedUntil;
};

/// How much one payment and one day may be. Counts whole units of the order's currency.
struct PaymentLimits
{
    Money least{1'00, {}};
    Money most{5'000'00, {}};
    Money perDay{10'000'00, {}}; ///< of one subject within 24 hours, with what may be paid yet
};

}

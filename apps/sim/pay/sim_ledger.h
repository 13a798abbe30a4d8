#pragma once

#include "apps/sim/pay/sim_people.h"

#include <QStringList>

#include <functional>

namespace youka::sim {

/// An order as the channel itself sees it.
enum class PayState {
    Unscanned, ///< a QR was handed out; at Alipay there is no trade yet
    Waiting,
    Typing,
    Paid,
    Closed,
    Reversed,
    Failed
};
QString payStateName(PayState state);

/// Why the channel's books say no. Each channel has its own word for it.
enum class PayNo {
    None,
    UnknownOrder,
    OtherContent, ///< the number was used for something else
    AlreadyPaid,
    AlreadyClosed,
    NotPaid,
    BadCode,
    NoMoney,
    WrongPin,
    TooMuch, ///< more back than was paid
    NoFunds  ///< the merchant cannot give back
};

struct PayRefund
{
    enum class State { Working, Done, Abnormal };
    QString refundNo;
    QString channelRefundNo;
    qint64 fen = 0;
    qint64 payerFen = 0; ///< what the customer gets; the channel's discount goes back to the channel
    qint64 feeFen = 0;   ///< given back with it
    State state = State::Done;
    bool isReversal = false;
    Timestamp at;
    Timestamp doneAt;
    int queriesLeft = 0; ///< until it is done
    QString notifyUrl;
    QString startedText;
};

struct PayOrder
{
    QString orderNo;
    QString channelNo;
    QString qr;
    bool isByCode = false;
    qint64 fen = 0;
    qint64 payerFen = 0; ///< less than `fen` when the channel gave a discount
    qint64 feeFen = 0;
    PayState state = PayState::Waiting;
    QString subject;
    QString station;
    QString terminal;
    QString notifyUrl;
    QString startedText; ///< UnionPay's txnTime, as it came
    Timestamp createdAt;
    Timestamp expiresAt;
    qint64 scannedLifeMs = 0; ///< scanned, it ends so much later; 0: as it would have
    Timestamp paidAt;
    QString payer;       ///< walletId
    QString customer;    ///< by name
    int queriesLeft = 0; ///< while typing, until the outcome
    PayManner manner = PayManner::Pays;
    std::deque<PayRefund> refunds;

    qint64 refundedFen() const;
    qint64 refundedPayerFen() const;
};

/// One merchant at one channel.
struct PayMerchant
{
    QString channel;
    QString number; ///< mchid, seller_id, merId
    QString app;
    qint64 feePpm = 6'000;           ///< 0.6 %
    qint64 fundsFen = 1'000'000'000; ///< may be given back beyond the day's takings
};

/// The channel's own books of one merchant. Nothing here knows a wire. Orders stay where they are.
class PayBook
{
public:
    PayBook(const PayMerchant &merchant, const Clock &clock, PayPeople &people, quint32 seed);

    const PayMerchant &merchant() const { return m_merchant; }
    const std::deque<PayOrder> &orders() const { return m_orders; }

    /// What has run out is closed before anything is found.
    PayOrder *find(const QString &orderNo);
    PayOrder *findQr(const QString &qr);
    PayOrder *findByChannelNo(const QString &channelNo);
    /// With the order it belongs to.
    PayRefund *findRefund(const QString &refundNo, PayOrder **of = nullptr);

    /// The same order again is the same order. `made` is set unless the answer is OtherContent.
    PayNo create(const PayOrder &wanted, PayOrder **made);
    /// Customer and code of a payment by code; the order is there already.
    PayNo charge(PayOrder &order, const QString &code);
    /// Of an order that the customer has on the screen: the PIN, right or wrong.
    PayNo pay(PayOrder &order, PayCustomer &customer, qint64 discountFen = 0);
    void failed(PayOrder &order) { order.state = PayState::Failed; }
    /// One question about an order of which the customer is typing: after enough of them it has ended.
    void asked(PayOrder &order);
    void asked(PayOrder &order, PayRefund &refund);

    PayNo close(PayOrder &order);
    /// Unpaid it is closed, paid it goes back.
    PayNo reverse(PayOrder &order);
    PayNo refund(PayOrder &order, const PayRefund &wanted, PayRefund **made);

    /// Told after it happened.
    std::function<void(PayOrder &)> onPaid;
    std::function<void(PayOrder &, PayRefund &)> onRefund;

    QString newNumber(const QString &prefix);
    qint64 feeOf(qint64 fen) const { return (fen * m_merchant.feePpm + 500'000) / 1'000'000; }

private:
    void expire(PayOrder &order);
    void settle(PayOrder &order, PayRefund &refund);

    const PayMerchant m_merchant;
    const Clock &m_clock;
    PayPeople &m_people;
    std::deque<PayOrder> m_orders;
    QHash<QString, PayOrder *> m_byNo;
    QHash<QString, PayOrder *> m_byQr;
    QHash<QString, PayOrder *> m_byChannelNo;
    QHash<QString, PayOrder *> m_byRefundNo;
    qint64 m_lastNumber;
};

}

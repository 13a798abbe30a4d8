#include "apps/sim/pay/sim_ledger.h"

#include <algorithm>

namespace youka::sim {

QString payStateName(PayState state)
{
    switch (state) {
    case PayState::Unscanned:
        return QStringLiteral("unscanned");
    case PayState::Waiting:
        return QStringLiteral("waiting");
    case PayState::Typing:
        return QStringLiteral("typing");
    case PayState::Paid:
        return QStringLiteral("paid");
    case PayState::Closed:
        return QStringLiteral("closed");
    case PayState::Reversed:
        return QStringLiteral("reversed");
    case PayState::Failed:
        return QStringLiteral("failed");
    }
    return {};
}

qint64 PayOrder::refundedFen() const
{
    qint64 sum = 0;
    for (const PayRefund &refund : refunds)
        sum += refund.state == PayRefund::State::Abnormal ? 0 : refund.fen;
    return sum;
}

qint64 PayOrder::refundedPayerFen() const
{
    qint64 sum = 0;
    for (const PayRefund &refund : refunds)
        sum += refund.state == PayRefund::State::Abnormal ? 0 : refund.payerFen;
    return sum;
}

PayBook::PayBook(const PayMerchant &merchant, const Clock &clock, PayPeople &people, quint32 seed)
    : m_merchant(merchant)
    , m_clock(clock)
    , m_people(people)
    , m_lastNumber(qint64(seed) * 1'000'000)
{
}

QString PayBook::newNumber(const QString &prefix)
{
    return prefix + QString::number(++m_lastNumber).rightJustified(12, u'0');
}

void PayBook::expire(PayOrder &order)
{
    const bool isOpen = order.state == PayState::Unscanned || order.state == PayState::Waiting;
    if (isOpen && !order.isByCode && order.expiresAt.ms > 0 && m_clock.now() >= order.expiresAt)
        order.state = PayState::Closed;
}

PayOrder *PayBook::find(const QString &orderNo)
{
    PayOrder *order = m_byNo.value(orderNo);
    if (order)
        expire(*order);
    return order;
}

PayOrder *PayBook::findQr(const QString &qr)
{
    PayOrder *order = m_byQr.value(qr);
    if (order)
        expire(*order);
    return order;
}

PayOrder *PayBook::findByChannelNo(const QString &channelNo) { return m_byChannelNo.value(channelNo); }

PayRefund *PayBook::findRefund(const QString &refundNo, PayOrder **of)
{
    PayOrder *order = m_byRefundNo.value(refundNo);
    if (!order)
        return nullptr;
    if (of)
        *of = order;
    const auto refund = std::find_if(order->refunds.begin(), order->refunds.end(),
                                     [&](const PayRefund &one) { return one.refundNo == refundNo; });
    return &*refund;
}

PayNo PayBook::create(const PayOrder &wanted, PayOrder **made)
{
    if (PayOrder *known = find(wanted.orderNo)) {
        *made = known;
        const bool isSame = known->fen == wanted.fen && known->isByCode == wanted.isByCode
            && known->startedText == wanted.startedText;
        if (!isSame)
            return PayNo::OtherContent;
        if (known->state == PayState::Paid)
            return PayNo::AlreadyPaid;
        const bool isOver = known->state == PayState::Closed || known->state == PayState::Reversed;
        return isOver ? PayNo::AlreadyClosed : PayNo::None;
    }
    m_orders.push_back(wanted);
    PayOrder &order = m_orders.back();
    order.createdAt = m_clock.now();
    m_byNo.insert(order.orderNo, &order);
    if (!order.qr.isEmpty())
        m_byQr.insert(order.qr, &order);
    if (!order.channelNo.isEmpty())
        m_byChannelNo.insert(order.channelNo, &order);
    *made = &order;
    return PayNo::None;
}

PayNo PayBook::charge(PayOrder &order, const QString &code)
{
    PayPeople::Shown *shown = m_people.shown(code);
    if (!shown || shown->customer->channel != m_merchant.channel || shown->isUsed
        || m_clock.now() >= shown->until) {
        failed(order);
        return PayNo::BadCode;
    }
    shown->isUsed = true;
    order.customer = shown->customer->name;
    order.payer = shown->customer->walletId;
    order.manner = shown->manner;
    if (order.queriesLeft > 0 || order.fen > shown->customer->pinAboveFen) {
        order.state = PayState::Typing;
        return PayNo::None;
    }
    const PayNo paid = pay(order, *shown->customer);
    if (paid == PayNo::NoMoney)
        failed(order);
    return paid;
}

PayNo PayBook::pay(PayOrder &order, PayCustomer &customer, qint64 discountFen)
{
    if (order.state == PayState::Paid)
        return PayNo::AlreadyPaid;
    const qint64 byPayer = order.fen - std::clamp<qint64>(discountFen, 0, order.fen - 1);
    if (customer.fen < byPayer)
        return PayNo::NoMoney;
    customer.fen -= byPayer;
    order.payerFen = byPayer;
    order.payer = customer.walletId;
    order.customer = customer.name;
    order.state = PayState::Paid;
    order.paidAt = m_clock.now();
    order.feeFen = feeOf(order.fen);
    if (onPaid)
        onPaid(order);
    return PayNo::None;
}

void PayBook::asked(PayOrder &order)
{
    if (order.state != PayState::Typing || order.manner == PayManner::Later
        || order.manner == PayManner::WalksAway)
        return;
    if (--order.queriesLeft > 0)
        return;
    PayCustomer *customer = m_people.find(order.customer);
    if (order.manner == PayManner::WrongPin || !customer || pay(order, *customer) != PayNo::None)
        failed(order);
}

void PayBook::asked(PayOrder &order, PayRefund &refund)
{
    if (refund.state == PayRefund::State::Working && --refund.queriesLeft <= 0)
        settle(order, refund);
}

void PayBook::settle(PayOrder &order, PayRefund &refund)
{
    refund.state = PayRefund::State::Done;
    refund.doneAt = m_clock.now();
    if (PayCustomer *customer = m_people.find(order.customer))
        customer->fen += refund.payerFen;
    if (onRefund)
        onRefund(order, refund);
}

PayNo PayBook::close(PayOrder &order)
{
    if (order.state == PayState::Paid)
        return PayNo::AlreadyPaid;
    if (order.state == PayState::Closed || order.state == PayState::Reversed)
        return PayNo::AlreadyClosed;
    order.state = PayState::Closed;
    return PayNo::None;
}

PayNo PayBook::reverse(PayOrder &order)
{
    if (order.state == PayState::Reversed)
        return PayNo::AlreadyClosed;
    if (order.state != PayState::Paid) {
        order.state = PayState::Reversed;
        return PayNo::None;
    }
    PayRefund all;
    all.refundNo = order.orderNo + QStringLiteral("X");
    all.fen = order.fen - order.refundedFen();
    all.isReversal = true;
    PayRefund *made = nullptr;
    if (all.fen > 0)
        if (const PayNo no = refund(order, all, &made); no != PayNo::None)
            return no;
    order.state = PayState::Reversed;
    return PayNo::None;
}

PayNo PayBook::refund(PayOrder &order, const PayRefund &wanted, PayRefund **made)
{
    PayOrder *of = nullptr;
    if (PayRefund *known = findRefund(wanted.refundNo, &of)) {
        *made = known;
        return of == &order && known->fen == wanted.fen ? PayNo::None : PayNo::OtherContent;
    }
    if (order.state != PayState::Paid)
        return PayNo::NotPaid;
    if (wanted.fen <= 0 || wanted.fen > order.fen - order.refundedFen())
        return PayNo::TooMuch;
    if (wanted.fen > m_merchant.fundsFen)
        return PayNo::NoFunds;
    PayRefund refund = wanted;
    const bool isLast = wanted.fen == order.fen - order.refundedFen();
    refund.payerFen =
        isLast ? order.payerFen - order.refundedPayerFen() : wanted.fen * order.payerFen / order.fen;
    refund.feeFen = feeOf(refund.fen);
    refund.at = m_clock.now();
    order.refunds.push_back(refund);
    m_byRefundNo.insert(refund.refundNo, &order);
    *made = &order.refunds.back();
    if (refund.state == PayRefund::State::Done)
        settle(order, **made);
    else if (refund.state == PayRefund::State::Abnormal && onRefund)
        onRefund(order, **made);
    return PayNo::None;
}

}

#pragma once

#include "core/domain/payments/payment_check.h"
#include "core/domain/payments/payment_service.h"
#include "tests/unit/coupons/issue_desk.h"

namespace youka::test {

inline const Principal Lin{Role::Manager, 1, QStringLiteral("Lin"), {}};
inline const Principal Wu{Role::Manager, 2, QStringLiteral("Wu"), {}};

struct PayDesk : IssueDesk
{
    explicit PayDesk(TestStore &fresh)
        : IssueDesk(fresh)
    {
        ensure(committed([&] {
                   MerchantRepository merchants(*store.db);
                   return merchants
                       .insert({{},
                                QStringLiteral("wechat"),
                                QStringLiteral("1900000001"),
                                QStringLiteral("wx1"),
                                QStringLiteral("Youka"),
                                {},
                                {},
                                {},
                                {},
                                6'000,
                                true})
                       .and_then([&](MerchantId id) {
                           merchant = id;
                           return merchants.assign(QStringLiteral("wechat"), {}, id);
                       });
               }).has_value(),
               "a merchant is made");
    }
    PaymentService payments() { return {*store.db, keys}; }
    PaymentService::Wish wish(Money amount = 200_yuan)
    {
        PaymentService::Wish made;
        made.operation = ids.make<OperationId>();
        made.merchant = merchant;
        made.subject = cardId.value;
        made.station = terminal.station.id;
        made.terminal = 7;
        made.amount = amount;
        made.title = QStringLiteral("油卡充值");
        return made;
    }
    Result<PaymentOrder> create(const PaymentService::Wish &wish)
    {
        return committed([&] { return payments().create(wish, limits, now()); });
    }
    PaymentOrder order(Money amount = 200_yuan)
    {
        const auto made = create(wish(amount));
        ensure(made.has_value(), "an order is made");
        return *made;
    }
    PaymentNews paid(Money amount = 200_yuan, PaymentAct act = PaymentAct::None)
    {
        PaymentNews news;
        news.act = act;
        news.word = PaymentWord::Paid;
        news.source = PaymentSource::Notice;
        news.amount = amount;
        news.channelNo = QStringLiteral("42%1").arg(++m_channelNo);
        return news;
    }
    Result<PaymentOrder> learn(const PaymentOrder &about, const PaymentNews &news)
    {
        return committed([&] { return payments().learn(merchant, about.orderNo, news, now()); });
    }
    Result<PaymentRefund> learn(const PaymentRefund &about, PaymentRefundWord word,
                                PaymentAct act = PaymentAct::Refund)
    {
        PaymentRefundNews news;
        news.act = act;
        news.word = word;
        return committed([&] { return payments().learn(merchant, about.refundNo, news, now()); });
    }
    Result<PaymentService::RefundDone> refund(const PaymentOrder &about, Money amount,
                                              const Principal &who = Lin)
    {
        return committed([&] {
            return payments().refund(
                {ids.make<OperationId>(), about.orderNo, amount, QStringLiteral("not wanted"), who}, 500_yuan,
                now());
        });
    }
    PaymentOrder again(const PaymentOrder &about) { return **payments().repository().find(about.orderNo); }
    PaymentRefund onlyRefund(const PaymentOrder &about)
    {
        const auto refunds = payments().repository().refundsOf(about.id);
        return refunds && refunds->size() == 1 ? refunds->front() : PaymentRefund{};
    }
    QString proof()
    {
        const auto payments = checkPayments(*store.db);
        return payments ? payments->faults.join(u'\n') + allFaults() : toString(payments.error());
    }
    Money clearing() { return balance(AccountKind::Clearing, merchant.value); }

    MerchantId merchant;
    PaymentLimits limits;

private:
    int m_channelNo = 0;
};

inline QString state(const Result<PaymentOrder> &order)
{
    return order ? QString(paymentStateName(order->state)) : toString(order.error());
}

}

#pragma once

#include "core/domain/billing/bill_check.h"
#include "core/domain/payments/bill_payments.h"
#include "tests/unit/payments/pay_desk.h"

namespace youka::test {

constexpr qint64 BillLimitMs = 600'000;

/// A payment desk where bills are paid: two billers, and a channel that does what it is told.
struct BillingDesk : PayDesk
{
    explicit BillingDesk(TestStore &fresh)
        : PayDesk(fresh)
    {
        power = addBiller(QStringLiteral("SGCC"), BillerKind::Electricity);
        water = addBiller(QStringLiteral("BWG"), BillerKind::Water);
        limits.perDay = limits.most = 1'000'000_yuan;
    }
    BillerId addBiller(const QString &code, BillerKind kind)
    {
        Biller biller;
        biller.code = code;
        biller.kind = kind;
        biller.nameEn = code;
        biller.nameZh = code;
        const auto id = committed([&] { return BillingRepository(*store.db).insert(biller); });
        ensure(id.has_value(), "a biller is added");
        return *id;
    }
    BillPayments bills() { return {*store.db, keys}; }
    static BillPayments::Chosen bill(BillerId biller, Money amount, const QString &number)
    {
        Bill made;
        made.number = number;
        made.due = amount;
        made.lateFee = 0_yuan;
        made.least = 0_yuan;
        return {biller, QStringLiteral("12345678"), made, amount};
    }
    Result<PaymentOrder> open(const std::vector<BillPayments::Chosen> &chosen, OperationId operation = {})
    {
        auto made = wish();
        if (!operation.uuid.isNull())
            made.operation = operation;
        return committed([&] { return bills().open(made, chosen, limits, now()); });
    }
    std::vector<BillItem> items(const PaymentOrder &order)
    {
        return (*bills().repository().payment({again(order).subject}))->items;
    }
    QString stateOf(const PaymentOrder &order, size_t at) { return billStateName(items(order)[at].state); }
    QString states(const PaymentOrder &order)
    {
        QStringList names;
        for (const BillItem &item : items(order))
            names += billStateName(item.state);
        return names.join(u' ');
    }
    Result<BillItem> hear(const QString &number, BillWord word, BillAct act = BillAct::Post)
    {
        return committed([&] {
            return bills().learn(number, {act, word, 0, QStringLiteral("R-") + number}, BillLimitMs, now());
        });
    }
    Result<bool> giveBack(const QString &number)
    {
        return committed([&] { return bills().giveBack(number, now()); });
    }
    /// Refunds that are on their way arrive.
    void settleRefunds(const PaymentOrder &order)
    {
        const auto refunds = payments().repository().refundsOf(order.id);
        for (const PaymentRefund &refund : *refunds)
            if (refund.state != PaymentRefundState::Done)
                ensure(learn(refund, PaymentRefundWord::Done).has_value(), "a refund arrives");
    }
    Money held(BillerId biller) { return balance(AccountKind::Billers, biller.value); }
    QString proofOfBills()
    {
        const auto bills = checkBills(*store.db);
        return bills ? bills->faults.join(u'\n') + proof() : toString(bills.error());
    }

    BillerId power;
    BillerId water;
};

}

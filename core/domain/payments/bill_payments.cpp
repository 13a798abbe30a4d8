#include "core/domain/payments/bill_payments.h"

#include "core/domain/exceptions/exception_service.h"

namespace youka {

Result<std::vector<BillItem>> BillPayments::itemsOf(const OperationId &operation,
                                                    const std::vector<Chosen> &chosen)
{
    std::vector<BillItem> items;
    for (const Chosen &one : chosen) {
        const auto biller = m_bills.biller(one.biller);
        if (!biller)
            return fail(biller.error());
        if (!*biller || !(*biller)->active)
            return fail(ErrorCode::BillerUnknown, QString::number(one.biller.value));
        if (const auto may = checkPart(one.bill, one.amount); !may)
            return fail(may.error());
        const bool isTwice = std::any_of(items.begin(), items.end(), [&](const BillItem &other) {
            return other.biller == one.biller && other.account == one.account
                && other.bill == one.bill.number;
        });
        if (isTwice)
            return fail(ErrorCode::BillNotFound, QStringLiteral("one bill twice"));
        BillItem item;
        item.biller = one.biller;
        item.account = one.account;
        item.bill = one.bill.number;
        item.period = one.bill.period;
        item.amount = one.amount;
        item.total = one.bill.choices.isEmpty() ? one.bill.total() : one.amount;
        item.number = postingNumber(operation.bytes(), int(items.size()));
        items.push_back(item);
    }
    return items;
}

Result<PaymentOrder> BillPayments::open(PaymentService::Wish wish, const std::vector<Chosen> &chosen,
                                        const PaymentLimits &limits, Timestamp now)
{
    if (chosen.empty() || chosen.size() > size_t(MostBills))
        return fail(ErrorCode::BillNotFound, QStringLiteral("1 to %1 bills").arg(MostBills));
    BillPayment payment;
    payment.operation = wish.operation.bytes();
    payment.customer = wish.customer;
    payment.amount = {0, chosen.front().amount.currency};
    payment.at = now;
    for (const Chosen &one : chosen) {
        if (one.amount.currency != payment.amount.currency)
            return fail(ErrorCode::CurrencyMismatch);
        payment.amount += one.amount;
    }
    wish.purpose = PaymentPurpose::Bill;
    wish.amount = payment.amount;
    const auto earlier = m_bills.byOperation(payment.operation);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier) {
        wish.subject = (*earlier)->id.value;
    } else {
        auto items = itemsOf(wish.operation, chosen);
        if (!items)
            return fail(items.error());
        payment.items = std::move(*items);
        const auto id = m_bills.insert(payment);
        if (!id)
            return fail(id.error());
        wish.subject = id->value;
    }
    const auto order = PaymentService(m_db, m_keys).create(wish, limits, now);
    if (!order || *earlier)
        return order;
    return m_bills.setOrder({wish.subject}, order->orderNo).map([&] { return *order; });
}

Result<BillItem> BillPayments::locked(const QString &number)
{
    return m_bills.lockItem(number).and_then([&](const std::optional<BillItem> &item) -> Result<BillItem> {
        return item ? Result<BillItem>(*item) : fail(ErrorCode::BillNotFound, number);
    });
}

Result<BillItem> BillPayments::learn(const QString &number, const BillNews &news, qint64 limitMs,
                                     Timestamp now)
{
    auto item = locked(number);
    if (!item)
        return item;
    const BillState before = item->state;
    takeNews(*item, news, now, limitMs);
    if (news.act != BillAct::None)
        item->leasedUntil = {};
    if (const auto kept = m_bills.update(*item, before); !kept)
        return fail(kept.error());
    if (item->state == BillState::ForPerson && before != BillState::ForPerson)
        if (const auto called = callPerson(*item, now); !called)
            return fail(called.error());
    return item;
}

/// The house paid it out and owes it to the biller as well.
Result<void> BillPayments::callPerson(const BillItem &item, Timestamp now)
{
    const auto biller = m_bills.biller(item.biller);
    const auto account = biller
        ? Ledger(m_db).houseAccount(AccountKind::Billers, item.biller.value, item.amount.currency)
        : fail(biller.error());
    if (!account)
        return fail(account.error());
    Finding finding;
    finding.kind = ExceptionKind::PaymentShort;
    finding.reference = "bill/" + item.number.toLatin1();
    finding.account = *account;
    finding.amount = item.amount;
    finding.detail = QStringLiteral("biller %1 has posted %2, which was given back to the customer before")
                         .arg(*biller ? (*biller)->code : QString(), item.number);
    return ExceptionService(m_db).raise(finding, now).map([](ExceptionId) {});
}

Result<bool> BillPayments::giveBack(const QString &number, Timestamp now)
{
    // The order first, as whoever learns of its refund does.
    const auto orderNo = m_bills.orderOf(number);
    const auto order = orderNo ? PaymentRepository(m_db).lock(*orderNo) : fail(orderNo.error());
    auto item = order ? locked(number) : fail(order.error());
    if (!item)
        return fail(item.error());
    if (item->state != BillState::Refused || !*order || (*order)->state != PaymentState::Paid)
        return false;
    item->state = BillState::Returning;
    return m_bills.update(*item, BillState::Refused)
        .and_then([&] {
            return PaymentService(m_db, m_keys)
                .refundByHouse((*order)->orderNo, item->amount, PaymentRefundCause::BillNotPosted,
                               item->number, now, item->number);
        })
        .map([](const PaymentRefund &) { return true; });
}

}

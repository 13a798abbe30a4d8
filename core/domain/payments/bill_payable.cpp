#include "core/domain/billing/bill_books.h"
#include "core/domain/payments/payable.h"

namespace youka {

namespace {

BillPaymentId paymentOf(const PaymentOrder &order) { return {order.subject}; }
MoneyIn clearingOf(const PaymentOrder &order) { return {AccountKind::Clearing, order.merchant.value}; }

Result<void> admit(const PaymentTill &till, const PaymentOrder &order)
{
    return BillBooks(till.db).admit(paymentOf(order), order.amount);
}

Result<void> book(const PaymentTill &till, const PaymentOrder &order, const BookingContext &context)
{
    return BillBooks(till.db).book(paymentOf(order), clearingOf(order), context);
}

Result<void> takeBack(const PaymentTill &till, const PaymentOrder &order, Money amount, Money,
                      const BookingContext &context)
{
    return BillBooks(till.db).takeBack(paymentOf(order), amount, clearingOf(order), context);
}

Result<void> restore(const PaymentTill &till, const PaymentOrder &order, JournalId taken,
                     const BookingContext &context)
{
    return BillBooks(till.db).restore(paymentOf(order), taken, context);
}

Result<void> wentBack(const PaymentTill &till, const PaymentOrder &order, Money, Timestamp now)
{
    return BillBooks(till.db).wentBack(paymentOf(order), now);
}

}

const Payable BillPayable{PaymentPurpose::Bill, admit, book, takeBack, restore, wentBack};

}

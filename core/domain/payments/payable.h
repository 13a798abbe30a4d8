#pragma once

#include "core/domain/cards/card_service.h"
#include "core/domain/payments/payment.h"

#include <functional>
#include <span>

namespace youka {

/// What a handler works with, in the caller's transaction.
struct PaymentTill
{
    Database &db;
    const CardKeys &keys;
};

/// How one purpose is booked, and how it goes back. A capability joins by one row in payables.cpp. Money
/// comes from and goes to the Clearing account of the order's merchant.
struct Payable
{
    PaymentPurpose purpose;
    /// Could it be booked now? Asked before an order is made and again before it is booked; nothing is
    /// written. A refusal other than the store's own means that the money goes back.
    Result<void> (*admit)(const PaymentTill &, const PaymentOrder &);
    /// Books all of `order.amount` under the context's journal.
    Result<void> (*book)(const PaymentTill &, const PaymentOrder &, const BookingContext &);
    /// A part goes back: takes it, under the context's journal, before the customer is paid. `before` went
    /// back earlier.
    Result<void> (*takeBack)(const PaymentTill &, const PaymentOrder &, Money amount, Money before,
                             const BookingContext &);
    /// It did not arrive: undoes the journal `taken`.
    Result<void> (*restore)(const PaymentTill &, const PaymentOrder &, JournalId taken,
                            const BookingContext &);
    /// It arrived; `inAll` went back by now.
    Result<void> (*wentBack)(const PaymentTill &, const PaymentOrder &, Money inAll, Timestamp now);
};

/// Told of an order that has just been booked, in the transaction that books it.
using PaymentTold = std::function<Result<void>(Database &, const PaymentOrder &, Timestamp now)>;

/// Nothing, where nobody books that purpose.
const Payable *payableOf(PaymentPurpose purpose);

/// The handlers.
extern const Payable TopUpPayable;
extern const Payable BillPayable;

}

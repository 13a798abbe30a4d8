#pragma once

#include "core/domain/access/access.h"
#include "core/domain/pricing/price.h"

#include <optional>
#include <vector>

namespace youka {

/// Why. Stored, and on the wire by name.
enum class RefundReason {
    Mistake = 1,  ///< charged wrongly
    Fault = 2,    ///< of the goods or the equipment
    Returned = 3, ///< brought back
    Goodwill = 4,
};

/// So much of one line of a sale, in thousandths of a litre or piece.
struct RefundPart
{
    int line = 0; ///< 0: the fuel; goods from 1
    qint64 quantity = 0;

    bool operator==(const RefundPart &) const = default;
};

/// "Give that back." Its operation names the refund.
struct RefundOrder
{
    OperationId operation;
    SaleId sale;
    std::vector<RefundPart> parts; ///< none: all that is left
    RefundReason reason = RefundReason::Mistake;
    QString note;
    Principal who;
};

struct RefundPolicy
{
    qint64 withinMs = 30LL * 24 * 60 * 60 * 1000;
    Money secondPersonAbove{50'000, {}}; ///< counts whole units in every currency
    /// A coupon of a sale that went back through a fault is good for at least so long.
    qint64 couponMs = 3LL * 24 * 60 * 60 * 1000;
};

/// A line of a sale as far as it can go back. `gross` is what was paid with money, what was taken off, and
/// what points paid, together.
struct RefundLine
{
    int number = 0; ///< 0: the fuel; goods from 1
    QString product;
    Product::Unit unit = Product::Unit::Litre;
    qint64 quantity = 0; ///< > 0
    Money gross;
    Money discount;
    Money money;     ///< that was paid for it
    qint64 back = 0; ///< of the quantity, with earlier refunds
};

/// What a refund gave back, and what came of the rest of its sale.
struct Refund
{
    OperationId id;
    SaleId sale;
    StationId station;
    std::vector<RefundPart> parts;
    RefundReason reason = RefundReason::Mistake;
    QString note;
    QString name;   ///< who asked for it
    QString second; ///< who agreed; empty: nobody had to
    Money money;    ///< to the customer, the way it came
    bool toCash = true;
    Money toDebt;           ///< of it: what the purse's owner still owed
    Money discount;         ///< of what coupons had taken off: back to who bore it, not to the customer
    qint64 coupons = 0;     ///< that may be used again
    qint64 pointsTaken = 0; ///< that the sale had earned
    qint64 pointsOwed = 0;  ///< of these what the member had spent
    qint64 pointsBack = 0;  ///< that had been spent in it
    Timestamp at;
};

struct RefundDone
{
    bool waiting = false; ///< for a second person
    QString maker;        ///< who proposed what waits
    Refund refund;        ///< what it gave back, or would
};

}

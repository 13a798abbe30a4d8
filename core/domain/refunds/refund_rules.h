#pragma once

#include "core/domain/points/points.h"
#include "core/domain/refunds/refund.h"
#include "core/domain/sales/sale_record.h"

namespace youka {

/// The lines of a sale without what has gone back. `byPoints` is what its points covered; what they were to
/// take off beyond that is borne by whoever bears discounts.
std::vector<RefundLine> refundLines(const SaleRecord &sale, Money byPoints);

/// What is to go back. All figures are counted from the beginning of the sale less what went back before, so
/// that its parts add up to it exactly, and no part gives more than its share.
struct RefundPlan
{
    std::vector<RefundPart> parts; ///< of this refund, each of another line
    Money money;                   ///< of this refund
    Money discount;
    Money discountBefore; ///< with earlier refunds
    Money moneyBefore;    ///< the same
    Money moneyPaid;      ///< for all of the sale
    PartBack part;        ///< of the sale's whole amount, with what went back before
    bool whole = false;   ///< nothing is left of the sale
};

struct RefundTerms
{
    Timestamp sold;
    Timestamp now;
    qint64 withinMs = 0;
    StationId soldAt;
    StationId asksFor; ///< whose people ask; 0: the house
};

/// Errors: RefundTooLate, RefundNothingLeft (all of it, or of that line, has gone back), InvalidInput (no
/// such line, no quantity, more than the line had), NotPermitted (sold at another station).
Result<RefundPlan> planRefund(const std::vector<RefundLine> &lines, const std::vector<RefundPart> &parts,
                              const RefundTerms &terms);

QLatin1String refundReasonName(RefundReason reason);
std::optional<RefundReason> refundReasonFromName(QStringView name);

}

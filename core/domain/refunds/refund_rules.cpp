#include "core/domain/refunds/refund_rules.h"

#include "core/domain/coupons/discount.h"
#include "core/domain/points/points_rules.h"
#include "core/foundation/base/names.h"

#include <algorithm>

namespace youka {

namespace {

constexpr std::pair<RefundReason, const char *> ReasonNames[] = {{RefundReason::Mistake, "mistake"},
                                                                 {RefundReason::Fault, "fault"},
                                                                 {RefundReason::Returned, "returned"},
                                                                 {RefundReason::Goodwill, "goodwill"}};

/// What was asked for, or all that is left.
Result<std::vector<RefundPart>> wanted(const std::vector<RefundLine> &lines,
                                       const std::vector<RefundPart> &parts)
{
    std::vector<RefundPart> all = parts;
    if (parts.empty())
        for (size_t i = 0; i < lines.size(); ++i)
            if (const qint64 left = lines[i].quantity - lines[i].back; left > 0)
                all.push_back({int(i), left});
    if (all.empty())
        return fail(ErrorCode::RefundNothingLeft);
    std::vector<bool> named(lines.size());
    for (const RefundPart &part : all) {
        if (part.line < 0 || size_t(part.line) >= lines.size() || named[size_t(part.line)])
            return fail(ErrorCode::InvalidInput, QStringLiteral("parts: no such line, or twice"));
        named[size_t(part.line)] = true;
        const RefundLine &line = lines[size_t(part.line)];
        if (part.quantity <= 0 || part.quantity > line.quantity)
            return fail(ErrorCode::InvalidInput, QStringLiteral("parts: more than was sold, or nothing"));
        if (part.quantity > line.quantity - line.back)
            return fail(ErrorCode::RefundNothingLeft);
    }
    return all;
}

}

std::vector<RefundLine> refundLines(const SaleRecord &sale, Money byPoints)
{
    const Delivery &d = sale.delivery;
    const Money promised = sale.points ? sale.points->amount : Money{0, d.amount.currency};
    const Money discount = totalOf(sale.discounts, d.amount.currency) + promised - byPoints;
    // A pump that gave an amount without a volume is a case; it goes back as one piece.
    const qint64 quantity = d.volume.ml > 0 ? d.volume.ml : 1'000;
    return {{d.product, quantity, d.amount, discount, d.amount - discount - byPoints, 0}};
}

Result<RefundPlan> planRefund(const std::vector<RefundLine> &lines, const std::vector<RefundPart> &parts,
                              const RefundTerms &terms)
{
    ensure(!lines.empty(), "a sale has lines");
    if (terms.asksFor && terms.asksFor != terms.soldAt)
        return fail(ErrorCode::NotPermitted, QStringLiteral("sold at another station"));
    if (terms.now > terms.sold.plusMs(terms.withinMs))
        return fail(ErrorCode::RefundTooLate);
    const auto all = wanted(lines, parts);
    if (!all)
        return fail(all.error());
    const Currency currency = lines.front().gross.currency;
    RefundPlan plan{*all, {0, currency}, {0, currency}, {0, currency}, {}, true};
    for (size_t i = 0; i < lines.size(); ++i) {
        const RefundLine &line = lines[i];
        const auto its = std::find_if(all->begin(), all->end(),
                                      [&](const RefundPart &part) { return part.line == int(i); });
        const qint64 now = its == all->end() ? 0 : its->quantity;
        plan.money += refundOf(line.money, line.quantity, line.back, now);
        plan.discount += refundOf(line.discount, line.quantity, line.back, now);
        plan.discountBefore += refundOf(line.discount, line.quantity, 0, line.back);
        plan.part.of += line.gross.minor;
        plan.part.inAll += givenBack(line.gross.minor, {line.quantity, line.back + now});
        plan.whole = plan.whole && line.back + now == line.quantity;
    }
    return plan;
}

QLatin1String refundReasonName(RefundReason reason) { return nameIn(ReasonNames, reason); }
std::optional<RefundReason> refundReasonFromName(QStringView name) { return valueIn(ReasonNames, name); }

}

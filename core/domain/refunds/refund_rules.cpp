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
        for (const RefundLine &line : lines)
            if (const qint64 left = line.quantity - line.back; left > 0)
                all.push_back({line.number, left});
    if (all.empty())
        return fail(ErrorCode::RefundNothingLeft);
    std::vector<int> named;
    for (const RefundPart &part : all) {
        const auto line = std::find_if(lines.begin(), lines.end(),
                                       [&](const RefundLine &one) { return one.number == part.line; });
        if (line == lines.end() || std::find(named.begin(), named.end(), part.line) != named.end())
            return fail(ErrorCode::InvalidInput, QStringLiteral("parts: no such line, or twice"));
        named.push_back(part.line);
        if (part.quantity <= 0 || part.quantity > line->quantity)
            return fail(ErrorCode::InvalidInput, QStringLiteral("parts: more than was sold, or nothing"));
        if (part.quantity > line->quantity - line->back)
            return fail(ErrorCode::RefundNothingLeft);
    }
    return all;
}

}

std::vector<RefundLine> refundLines(const SaleRecord &sale, Money byPoints)
{
    const Currency currency = sale.delivery.amount.currency;
    std::vector<BasketLine> goods;
    for (const SaleLine &one : sale.goods)
        goods.push_back(one.line);
    const Basket basket = basketOf(sale.delivery, goods);
    const Money promised = sale.points ? sale.points->amount : Money{0, currency};
    const std::vector<Money> off = splitByLine(sale.discounts, basket);
    std::vector<Money> rest;
    for (size_t i = 0; i < off.size(); ++i)
        rest.push_back(basket.lines[i].amount - off[i]);
    const std::vector<Money> points = spread(promised, rest);
    for (size_t i = 0; i < off.size(); ++i)
        rest[i] -= points[i];
    // What the points were to take off beyond what they covered is with those who bear discounts.
    const std::vector<Money> uncovered = spread(promised - byPoints, points);
    const int first = basket.lines.size() > goods.size() ? 0 : 1;
    std::vector<RefundLine> lines;
    for (size_t i = 0; i < off.size(); ++i) {
        const BasketLine &line = basket.lines[i];
        // A pump that gave an amount without a volume is a case; it goes back as one piece.
        const qint64 quantity = line.quantity > 0 ? line.quantity : 1'000;
        lines.push_back({int(i) + first, line.product, line.unit, quantity, line.amount,
                         off[i] + uncovered[i], rest[i], 0});
    }
    return lines;
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
    const Money nothing{0, currency};
    RefundPlan plan{*all, nothing, nothing, nothing, nothing, nothing, {}, true};
    for (const RefundLine &line : lines) {
        const auto its = std::find_if(all->begin(), all->end(),
                                      [&](const RefundPart &part) { return part.line == line.number; });
        const qint64 now = its == all->end() ? 0 : its->quantity;
        plan.money += refundOf(line.money, line.quantity, line.back, now);
        plan.discount += refundOf(line.discount, line.quantity, line.back, now);
        plan.discountBefore += refundOf(line.discount, line.quantity, 0, line.back);
        plan.moneyBefore += refundOf(line.money, line.quantity, 0, line.back);
        plan.moneyPaid += line.money;
        plan.part.of += line.gross.minor;
        plan.part.inAll += givenBack(line.gross.minor, {line.quantity, line.back + now});
        plan.whole = plan.whole && line.back + now == line.quantity;
    }
    return plan;
}

QLatin1String refundReasonName(RefundReason reason) { return nameIn(ReasonNames, reason); }
std::optional<RefundReason> refundReasonFromName(QStringView name) { return valueIn(ReasonNames, name); }

}

#include "core/domain/coupons/discount.h"
#include "core/domain/pricing/part_back.h"

#include "core/domain/coupons/offer_rules.h"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace youka {

namespace {
__extension__ using Wide = __int128;

Money total(std::span<const Money> amounts, Currency currency)
{
    return std::accumulate(amounts.begin(), amounts.end(), Money{0, currency});
}
}

std::vector<Money> spread(Money amount, std::span<const Money> weights)
{
    Wide sum = 0;
    for (const Money &weight : weights)
        sum += weight.minor;
    std::vector<Money> shares(weights.size(), Money{0, amount.currency});
    if (sum == 0 || amount.minor == 0)
        return shares;
    std::vector<std::pair<Wide, size_t>> remainders; // largest first, of equal ones the first line
    qint64 left = amount.minor;
    for (size_t i = 0; i < weights.size(); ++i) {
        const Wide exact = Wide(amount.minor) * weights[i].minor;
        shares[i].minor = qint64(exact / sum);
        left -= shares[i].minor;
        remainders.emplace_back(-(exact % sum), i);
    }
    std::sort(remainders.begin(), remainders.end());
    for (size_t i = 0; left > 0; ++i, --left)
        shares[remainders[i].second].minor += 1;
    return shares;
}

Discounts apply(std::span<const Candidate> all, std::span<const size_t> chosen, const Basket &basket,
                const StackingTerms &terms)
{
    std::vector<size_t> order(chosen.begin(), chosen.end());
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        const auto rank = [&](size_t i) {
            const CouponTerms &t = all[i].terms;
            return std::tuple(passOf(t), -t.stacking.priority, t.campaign, all[i].coupon);
        };
        return rank(a) < rank(b);
    });
    const Money nothing{0, basket.currency};
    Discounts result{nothing, {}, std::vector<Money>(basket.lines.size(), nothing)};
    std::vector<Money> running;
    for (const BasketLine &line : basket.lines)
        running.push_back(line.amount);
    const Money cap = portion(basket.gross(), terms.cap);
    for (const size_t i : order) {
        std::vector<Money> off = takenOff(all[i], basket, running);
        const Money wanted = total(off, basket.currency);
        const Money allowed = min(wanted, cap - result.total);
        if (allowed < wanted)
            off = spread(allowed, off);
        for (size_t line = 0; line < off.size(); ++line) {
            running[line] -= off[line];
            result.perLine[line] += off[line];
        }
        result.total += allowed;
        result.applied.push_back({i, allowed, std::move(off)});
    }
    return result;
}

std::vector<Money> splitByLine(const std::vector<Redemption> &redemptions, const Basket &basket)
{
    std::vector<Money> left;
    for (const BasketLine &line : basket.lines)
        left.push_back(line.amount);
    const auto fits = [&](const Redemption &redemption) {
        if (redemption.perLine.size() != left.size())
            return false;
        for (size_t i = 0; i < left.size(); ++i) {
            const Money part = redemption.perLine[i];
            if (part.currency != basket.currency || part.isNegative() || part > left[i])
                return false;
        }
        return total(redemption.perLine, basket.currency) == redemption.amount;
    };
    for (const Redemption &redemption : redemptions) {
        const auto parts = fits(redemption)
            ? redemption.perLine
            : spread(min(redemption.amount, total(left, basket.currency)), left);
        for (size_t i = 0; i < left.size(); ++i)
            left[i] -= parts[i];
    }
    for (size_t i = 0; i < left.size(); ++i)
        left[i] = basket.lines[i].amount - left[i];
    return left;
}

Result<Money> topUpBonus(const CouponTerms &terms, Money amount)
{
    if (terms.offer.kind != OfferKind::TopUpBonus)
        return fail(ErrorCode::CouponWrongProduct);
    if (const auto &least = terms.scope.minAmount; least && amount < *least)
        return fail(Error{ErrorCode::CouponBelowMinimum, {}, *least - amount});
    const Money bonus =
        terms.offer.percent.basisPoints > 0 ? portion(amount, terms.offer.percent) : terms.offer.amount;
    return terms.offer.most ? min(*terms.offer.most, bonus) : bonus;
}

Money refundOf(Money paid, qint64 quantity, qint64 done, qint64 back)
{
    return {givenBack(paid.minor, {quantity, done + back}) - givenBack(paid.minor, {quantity, done}),
            paid.currency};
}

}

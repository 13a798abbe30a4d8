#include "core/domain/coupons/offer_rules.h"

#include <algorithm>
#include <numeric>

namespace youka {

namespace {

constexpr qint64 Piece = 1000;

using Lines = std::vector<Money>;

Money costOf(qint64 quantity, UnitPrice price)
{
    const auto amount = amountFor({quantity}, price);
    ensure(amount.has_value(), "what a line costs is in range");
    return *amount;
}

Money sum(std::span<const Money> amounts, Currency currency)
{
    return std::accumulate(amounts.begin(), amounts.end(), Money{0, currency});
}

/// The lines in scope at what they cost now, the others at nothing.
Lines inScope(const CouponTerms &terms, const Basket &basket, std::span<const Money> running)
{
    Lines lines;
    for (size_t i = 0; i < basket.lines.size(); ++i)
        lines.push_back(isInScope(terms, basket.lines[i]) ? running[i] : Money{0, basket.currency});
    return lines;
}

Money capped(const Offer &offer, Money amount) { return offer.most ? min(*offer.most, amount) : amount; }

Lines percentOff(const Candidate &candidate, const Basket &basket, std::span<const Money> running)
{
    const Lines base = inScope(candidate.terms, basket, running);
    const Money total = sum(base, basket.currency);
    const Offer &offer = candidate.terms.offer;
    return spread(min(total, capped(offer, portion(total, offer.percent))), base);
}

Lines amountOff(const Candidate &candidate, const Basket &basket, std::span<const Money> running)
{
    const Lines base = inScope(candidate.terms, basket, running);
    const Money worth = candidate.left.value_or(candidate.terms.offer.amount);
    return spread(min(sum(base, basket.currency), worth), base);
}

/// Less per litre, or another price, line after line until the litres are used up.
Lines unitPriceOff(const Candidate &candidate, const Basket &basket, std::span<const Money> running)
{
    const Offer &offer = candidate.terms.offer;
    Lines taken(basket.lines.size(), Money{0, basket.currency});
    qint64 left = offer.litres ? offer.litres->ml : std::numeric_limits<qint64>::max();
    for (size_t i = 0; i < basket.lines.size(); ++i) {
        const BasketLine &line = basket.lines[i];
        if (!isInScope(candidate.terms, line))
            continue;
        if (offer.kind == OfferKind::PerLitreOff && line.unit != Product::Unit::Litre)
            continue;
        const qint64 quantity = std::min(left, line.quantity);
        left -= quantity;
        Money off{0, basket.currency};
        if (offer.kind == OfferKind::PerLitreOff)
            off = costOf(quantity, offer.price);
        else if (offer.price.milli < line.price.milli)
            off = costOf(quantity, {line.price.milli - offer.price.milli, line.price.currency});
        taken[i] = min(off, running[i]);
    }
    return taken;
}

/// So many pieces of a product for nothing, from the first lines that have it.
Lines freePieces(const Candidate &candidate, const Basket &basket, std::span<const Money> running)
{
    const Offer &offer = candidate.terms.offer;
    Lines taken(basket.lines.size(), Money{0, basket.currency});
    qint64 left = offer.pieces * Piece;
    for (size_t i = 0; i < basket.lines.size() && left > 0; ++i) {
        const BasketLine &line = basket.lines[i];
        if (line.product != offer.product || line.unit != Product::Unit::Piece || !line.discountable)
            continue;
        const qint64 quantity = std::min(left, line.quantity);
        left -= quantity;
        taken[i] = min(costOf(quantity, line.price), running[i]);
    }
    return taken;
}

/// The cheapest pieces of each full group for nothing.
Lines buyXGetY(const Candidate &candidate, const Basket &basket, std::span<const Money> running)
{
    const Offer &offer = candidate.terms.offer;
    Lines taken(basket.lines.size(), Money{0, basket.currency});
    std::vector<size_t> byPrice;
    qint64 pieces = 0;
    for (size_t i = 0; i < basket.lines.size(); ++i) {
        const BasketLine &line = basket.lines[i];
        if (!isInScope(candidate.terms, line) || line.unit != Product::Unit::Piece)
            continue;
        byPrice.push_back(i);
        pieces += line.quantity / Piece;
    }
    std::stable_sort(byPrice.begin(), byPrice.end(), [&](size_t a, size_t b) {
        return basket.lines[a].price.milli < basket.lines[b].price.milli;
    });
    const qint64 group = offer.buy + offer.pieces;
    qint64 left = group > 0 ? pieces / group * offer.pieces * Piece : 0;
    for (const size_t i : byPrice) {
        const BasketLine &line = basket.lines[i];
        const qint64 quantity = std::min(left, line.quantity / Piece * Piece);
        left -= quantity;
        taken[i] = min(costOf(quantity, line.price), running[i]);
    }
    return taken;
}

}

Pass passOf(const CouponTerms &terms)
{
    const bool ofLines = !terms.scope.products.isEmpty() || !terms.scope.groups.isEmpty();
    switch (terms.offer.kind) {
    case OfferKind::PerLitreOff:
    case OfferKind::FixedPrice:
        return Pass::UnitPrice;
    case OfferKind::PercentOff:
        return ofLines ? Pass::LinePercent : Pass::OrderPercent;
    case OfferKind::AmountOff:
        return ofLines ? Pass::LineAmount : Pass::OrderAmount;
    default:
        return Pass::Gift;
    }
}

std::vector<Money> takenOff(const Candidate &candidate, const Basket &basket, std::span<const Money> running)
{
    switch (candidate.terms.offer.kind) {
    case OfferKind::PercentOff:
        return percentOff(candidate, basket, running);
    case OfferKind::AmountOff:
        return amountOff(candidate, basket, running);
    case OfferKind::FixedPrice:
    case OfferKind::PerLitreOff:
        return unitPriceOff(candidate, basket, running);
    case OfferKind::Gift:
    case OfferKind::Exchange:
    case OfferKind::FreeService:
        return freePieces(candidate, basket, running);
    case OfferKind::BuyXGetY:
        return buyXGetY(candidate, basket, running);
    case OfferKind::TopUpBonus:
    case OfferKind::Stamps:
        break;
    }
    return Lines(basket.lines.size(), Money{0, basket.currency});
}

}

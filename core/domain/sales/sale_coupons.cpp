#include "core/domain/cards/card_rules.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

Result<Member> SaleService::memberOf(const CardRecord &card)
{
    Member member;
    member.customer = card.customer;
    switch (card.medium) {
    case CardProof::Track:
        member.cardType = QStringLiteral("stripe");
        break;
    case CardProof::Uid:
        member.cardType = QStringLiteral("contactless");
        break;
    case CardProof::Chip:
        member.cardType = QStringLiteral("chip");
        break;
    }
    return m_customers.segmentOf(card.customer)
        .and_then([&](const QString &segment) {
            member.segment = segment;
            return m_sales.hasBought(card.customer);
        })
        .and_then([&](bool before) {
            member.firstPurchase = !before;
            return m_points.levelOf(card.customer);
        })
        .map([&](const QString &level) {
            member.level = level;
            return member;
        });
}

Result<CouponGrant> SaleService::reserveCoupons(const CouponQuestion &question, const CouponKeys &keys,
                                                const AskingTerminal &terminal, Timestamp now)
{
    CouponPlace place{terminal.id, terminal.station, {}};
    if (!question.cardToken.isEmpty()) {
        const auto member = m_cards.byToken({question.cardToken}).and_then([&](const CardRecord &card) {
            return memberOf(card);
        });
        if (!member)
            return fail(member.error());
        place.member = *member;
    }
    return CouponService(m_db, keys).reserve(question, place, now);
}

Result<FuelOffers> SaleService::reserveForFuelling(const CardQuestion &question, const CardGrant &granted,
                                                   const CouponKeys &keys, const AskingTerminal &terminal,
                                                   Timestamp now)
{
    constexpr int MostOwn = 20;
    const auto member =
        m_cards.byToken(question.card.token).and_then([&](const CardRecord &card) { return memberOf(card); });
    if (!member)
        return fail(member.error());
    CouponService coupons(m_db, keys);
    CouponQuestion asked;
    asked.operation = question.operation;
    asked.sale = question.sale;
    asked.codes = question.coupons->codes;
    asked.cardToken = question.card.token.bytes;
    asked.channel = question.coupons->channel;
    asked.paying = PayingBy::FuelCard;
    if (question.coupons->own) {
        const auto own = coupons.repository().unusedOf(member->customer, MostOwn);
        if (!own)
            return fail(own.error());
        for (const Coupon &coupon : *own)
            asked.chosen.push_back(coupon.id);
    }
    const CouponPlace place{terminal.id, terminal.station, *member};
    const FuelAhead ahead{question.product, question.price, granted.limit, int(asked.codes.size())};
    return reserveForFuel(ahead, [&](const Basket &basket) {
        asked.basket = basket;
        return coupons.reserve(asked, place, now);
    });
}

/// Who bears what the sale took off: the campaign's bearers, or nobody yet where it does not fit.
Result<std::vector<Discount>> SaleService::redeemed(const SaleFact &fact, Booking &booking)
{
    std::vector<Discount> discounts;
    if (fact.discounts.empty())
        return discounts;
    const AskingTerminal &terminal = booking.terminal;
    const auto done = m_coupons.redeem(fact.sale, fact.discounts, {terminal.id, terminal.station, {}},
                                       terminal.station.businessDay(booking.fact.at), booking.now);
    if (!done)
        return fail(done.error());
    for (const CouponService::Redeemed &one : *done) {
        using Fit = CouponService::Redeemed::Fit;
        const Money amount = one.redemption.amount;
        if (one.fit == Fit::Right) {
            const Money station = portion(amount, one.stationShare);
            if (station.isPositive())
                discounts.push_back({AccountKind::Promotion, terminal.station.id.value, station});
            if (station < amount)
                discounts.push_back({AccountKind::Promotion, 0, amount - station});
            continue;
        }
        discounts.push_back({AccountKind::Suspense, terminal.station.id.value, amount});
        const bool twice = one.fit == Fit::Twice;
        booking.found.push_back(
            {twice ? ExceptionKind::CouponTwice : ExceptionKind::CouponUnfit,
             twice ? ErrorCode::CouponUsed : ErrorCode::CouponVoid,
             amount,
             twice ? "its coupon was redeemed in another sale" : "its coupon is void, unknown or worth less",
             {}});
    }
    return discounts;
}

}

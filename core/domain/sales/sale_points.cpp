#include "core/domain/cards/card_rules.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

Result<CardRecord> SaleService::cardForPoints(const CardToken &token, CardProof proof, Pin pin, bool spends,
                                              const AskingTerminal &terminal, Timestamp now)
{
    const auto card = m_cards.lockByToken(token);
    if (!card)
        return card;
    if (const auto proven = checkProof(card->medium, proof); !proven)
        return fail(proven.error());
    const bool hasPin = !card->pin.isEmpty();
    if (const auto refusal = stateRefusal(card->state, card->expires, terminal.station.businessDay(now));
        spends && refusal)
        return fail(*refusal);
    if (spends && hasPin && card->pinTries >= CardService::MaxPinTries)
        return fail(ErrorCode::PinBlocked);
    if (spends && hasPin && pin == Pin::NotGiven)
        return fail(ErrorCode::PinRequired);
    if (pin == Pin::Wrong)
        return fail(ErrorCode::PinWrong);
    return card;
}

Result<PointsService::Grant> SaleService::reservePoints(const PointsQuestion &question, Pin pin,
                                                        const AskingTerminal &terminal, Timestamp now)
{
    const auto card = cardForPoints(question.card, question.proof, pin, question.points > 0, terminal, now);
    if (!card)
        return fail(card.error());
    const auto grant = m_points.reserve({question.sale, card->customer, card->currency, question.points},
                                        {terminal.id, terminal.station.id}, now);
    if (!grant || pin != Pin::Right)
        return grant;
    return m_cards.notePin(*card, true).map([&] { return *grant; });
}

Result<void> SaleService::reservePointsForFuelling(const CardQuestion &question, const CardGrant &granted,
                                                   Pin pin, const AskingTerminal &terminal, Timestamp now,
                                                   FuelOffers &offers)
{
    const auto scheme = m_points.repository().schemeAt(granted.limit.currency, now);
    if (!scheme)
        return fail(scheme.error());
    if (!*scheme) {
        offers.pointsRefused = Error{ErrorCode::PointsNoScheme, {}, {}};
        return {};
    }
    if (offers.offers.empty())
        offers.list = question.price;
    const PointValue value = (*scheme)->value;
    const qint64 within = pointsWithin(granted.limit, value);
    const qint64 wished = question.coupons->points;
    PointsQuestion asked{question.sale, question.card.token, question.card.proof,
                         wished == CouponWish::AllPoints ? within : std::min(wished, within)};
    if (asked.points <= 0) {
        offers.pointsRefused = Error{ErrorCode::PointsBelowMinimum, {}, {}};
        return {};
    }
    auto grant = reservePoints(asked, pin, terminal, now);
    const bool fewer = !grant && grant.error().code == ErrorCode::PointsInsufficient
        && wished == CouponWish::AllPoints && grant.error().left && grant.error().left->isPositive();
    if (fewer) { // all that there are
        asked.points = pointsWorth(*grant.error().left, value);
        grant = reservePoints(asked, pin, terminal, now);
    }
    if (grant) {
        offers.points = FuelPoints{{grant->points, grant->amount}, value};
        return {};
    }
    const ErrorCode code = grant.error().code;
    if (code != ErrorCode::PointsInsufficient && code != ErrorCode::PointsBelowMinimum
        && code != ErrorCode::CurrencyMismatch)
        return fail(grant.error());
    offers.pointsRefused = grant.error();
    return {};
}

Result<SaleService::Exchanged> SaleService::exchangePoints(const ExchangeQuestion &question, Pin pin,
                                                           const CouponKeys &keys,
                                                           const AskingTerminal &terminal, Timestamp now)
{
    const auto card = cardForPoints(question.card, question.proof, pin, true, terminal, now);
    CouponService coupons(m_db, keys);
    const auto campaign = card ? coupons.forPoints(question.campaign) : fail(card.error());
    if (!campaign)
        return fail(campaign.error());
    const auto member =
        m_points.exchange(card->customer, card->currency, campaign->pointsPrice, campaign->name, now);
    // Who pays for it with points may have as many as there are.
    const auto coupon =
        member ? coupons.give({campaign->id, card->customer, {}, false}, now) : fail(member.error());
    if (!coupon)
        return fail(coupon.error());
    const Exchanged done{*coupon, *member};
    return pin == Pin::Right ? m_cards.notePin(*card, true).map([&] { return done; })
                             : Result<Exchanged>(done);
}

/// What was taken off with points is borne by their liability as far as they were there; the rest by nobody
/// yet. Gives whose they were.
Result<CustomerId> SaleService::pointsSpent(const SaleFact &fact, const BookingContext &context,
                                            std::vector<Discount> &discounts, Booking &booking)
{
    if (!fact.points)
        return m_points.release(fact.sale, context.now).map([] { return CustomerId(); });
    const auto spent = m_points.spend(fact.sale, *fact.points, context);
    if (!spent)
        return fail(spent.error());
    if (spent->covered.isPositive())
        discounts.push_back({AccountKind::PointsLiability, 0, spent->covered});
    if (const Money open = fact.points->amount - spent->covered; open.isPositive()) {
        discounts.push_back({AccountKind::Suspense, booking.terminal.station.id.value, open});
        booking.found.push_back({ExceptionKind::PointsUnfit,
                                 ErrorCode::PointsUnfit,
                                 open,
                                 "its points were not reserved or are not there any more",
                                 {}});
    }
    return spent->customer;
}

/// Who showed a card and paid otherwise. A card that is not known earns nothing.
Result<CustomerId> SaleService::whoShowed(const SaleFact &fact)
{
    if (fact.member.isNull())
        return CustomerId();
    const auto card = m_cards.byToken(fact.member);
    if (!card && card.error().code != ErrorCode::CardUnknown)
        return fail(card.error());
    return card ? card->customer : CustomerId();
}

/// What was paid with money earns.
Result<void> SaleService::earned(const SaleFact &fact, const SaleRecord &record,
                                 const BookingContext &context, const Booking &booking)
{
    if (!record.customer)
        return {};
    Basket basket = fact.basket();
    const auto off = splitByLine(fact.discounts, basket);
    std::vector<Money> rest;
    for (size_t i = 0; i < off.size(); ++i)
        rest.push_back(basket.lines[i].amount - off[i]);
    const auto byPoints = spread(fact.byPoints(), rest);
    for (size_t i = 0; i < off.size(); ++i) {
        BasketLine &line = basket.lines[i];
        if (byPoints[i].isPositive()) // litres that points paid for earn none
            line.quantity -= takenBack(line.quantity, {line.amount.minor, byPoints[i].minor});
        line.amount = rest[i] - byPoints[i];
    }
    const QDateTime local = booking.fact.at.toDateTime().toTimeZone(booking.terminal.station.zone);
    return m_points
        .earn({fact.sale, record.customer, std::move(basket.lines), basket.currency, local}, context)
        .map([](qint64) {});
}

}

#include "core/domain/topups/top_up_service.h"

#include "core/domain/coupons/issue_service.h"
#include "core/domain/reversals/reversal_service.h"
#include "core/domain/stations/station_repository.h"

namespace youka {

Result<Occasion> TopUpService::occasionOf(const CardRecord &card, const BookingContext &context)
{
    IssueRepository issues(m_db);
    const auto member = issues.memberOf(card.customer);
    const auto cardType = member ? issues.cardTypeOf(card.id.value) : fail(member.error());
    if (!cardType)
        return fail(cardType.error());
    Occasion occasion;
    occasion.at = context.occurred;
    occasion.local = context.occurred.toDateTime();
    occasion.station = context.station;
    if (context.station) { // the house's own people are at none
        const auto station = StationRepository(m_db).find(context.station);
        if (!station)
            return fail(station.error());
        occasion.region = station->region;
        occasion.local = occasion.local.toTimeZone(station->zone);
    }
    occasion.channel = Channel::Pos;
    occasion.paying = PayingBy::Cash;
    occasion.member = *member;
    occasion.member.cardType = *cardType;
    return occasion;
}

Result<TopUpService::Done> TopUpService::topUpCash(CardId id, Money amount, const BookingContext &context,
                                                   TerminalId terminal)
{
    const OperationId operation{context.journal.uuid};
    const auto card =
        ReversalService(m_db, m_keys).admit(operation).and_then([&] { return m_cards.lockById(id); });
    if (!card)
        return fail(card.error());
    const auto occasion = occasionOf(*card, context);
    if (!occasion)
        return fail(occasion.error());
    // What is refused below takes this back with its transaction.
    const auto bonus = amount.isPositive() && amount.currency == card->currency
        ? CouponService(m_db).addToTopUp(operation, amount, *occasion, terminal, context.day, context.now)
        : Result<std::optional<CouponService::Bonus>>(std::nullopt);
    if (!bonus)
        return fail(bonus.error());
    std::vector<Discount> borne;
    if (*bonus) {
        const Money given = (*bonus)->redemption.amount;
        // The house's own people are at no station that could bear a share.
        const Money its = context.station ? portion(given, (*bonus)->stationShare) : Money{0, given.currency};
        if (its.isPositive())
            borne.push_back({AccountKind::Promotion, context.station.value, its});
        if (its < given)
            borne.push_back({AccountKind::Promotion, 0, given - its});
    }
    const auto booked = m_cards.topUpCash(id, amount, context, borne);
    if (!booked)
        return fail(booked.error());
    return IssueService(m_db).toppedUp(operation, card->customer, amount, context.now).map([&] {
        return Done{*booked, *bonus ? (*bonus)->redemption.name : QString()};
    });
}

}

#include "core/domain/topups/top_up_service.h"

#include "core/domain/coupons/issue_service.h"
#include "core/domain/reversals/reversal_service.h"
#include "core/domain/stations/station_repository.h"

namespace youka {

Result<Occasion> TopUpService::occasionOf(const CardRecord &card, const Source &source,
                                          const BookingContext &context)
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
    occasion.channel = source.channel;
    occasion.paying = source.paying;
    occasion.member = *member;
    occasion.member.cardType = *cardType;
    return occasion;
}

Result<TopUpService::Done> TopUpService::topUpCash(CardId id, Money amount, const BookingContext &context,
                                                   TerminalId terminal)
{
    return topUp(id, amount, {{AccountKind::Cash, context.station.value}}, context, terminal);
}

Result<TopUpService::Done> TopUpService::topUp(CardId id, Money amount, const Source &source,
                                               const BookingContext &context, TerminalId terminal)
{
    const OperationId operation{context.journal.uuid};
    const auto card =
        ReversalService(m_db, m_keys).admit(operation).and_then([&] { return m_cards.lockById(id); });
    if (!card)
        return fail(card.error());
    const auto occasion = occasionOf(*card, source, context);
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
    const auto booked = m_cards.topUp(id, amount, source.money, context, borne);
    if (!booked)
        return fail(booked.error());
    return IssueService(m_db).toppedUp(operation, card->customer, amount, context.now).map([&] {
        return Done{*booked, *bonus ? (*bonus)->redemption.name : QString()};
    });
}

/// Of what each bearer had added, its share of this part: with the last part all of it is back.
Result<std::vector<Discount>> TopUpService::bonusBack(const GoingBack &part)
{
    const auto journal = m_ledger.findJournal({part.topUp.uuid});
    if (!journal)
        return fail(journal.error());
    if (!*journal)
        return fail(ErrorCode::ReversalNotPossible, part.topUp.text());
    std::vector<Discount> back;
    for (const Posting &posting : (*journal)->postings) {
        const auto account = m_ledger.account(posting.account);
        if (!account)
            return fail(account.error());
        if (account->kind != AccountKind::Promotion)
            continue;
        const auto upTo = [&](Money inAll) {
            return givenBack(-posting.amount.minor, {part.whole.minor, inAll.minor});
        };
        const qint64 its = upTo(part.before + part.amount) - upTo(part.before);
        if (its > 0)
            back.push_back({account->kind, account->owner, {its, part.amount.currency}});
    }
    return back;
}

Result<void> TopUpService::takeBack(const GoingBack &part, const BookingContext &context)
{
    const auto card = m_cards.lockById(part.card);
    const auto bonus = card ? bonusBack(part) : fail(card.error());
    if (!bonus)
        return fail(bonus.error());
    return m_ledger.topUpBack(card->account, part.amount, part.money, context, *bonus).and_then([&] {
        return m_cards.announce(card->account, context.now);
    });
}

Result<void> TopUpService::restore(JournalId taken, CardId id, const BookingContext &context)
{
    const auto card = m_cards.lockById(id);
    const auto journal = card ? m_ledger.findJournal(taken) : fail(card.error());
    if (!journal)
        return fail(journal.error());
    ensure(journal->has_value(), "what was taken back was booked");
    return m_ledger.reverse(**journal, context).and_then([&] {
        return m_cards.announce(card->account, context.now);
    });
}

Result<void> TopUpService::wentBack(OperationId topUp, const PartBack &part, Timestamp now)
{
    const auto taken = CouponService(m_db).takeBack({topUp.uuid}, part, {}, now);
    if (!taken)
        return fail(taken.error());
    return part.isWhole() ? IssueService(m_db).takenBack({topUp.uuid}, now) : Result<void>();
}

}

#include "core/domain/sales/lending_service.h"

#include "core/domain/cards/allotment_rules.h"
#include "core/domain/cards/card_json.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace youka {

namespace {

Change told(const StationUse &use)
{
    const ListedAllotment allotment{use.token, use.terminal, use.lent, use.booked};
    return {0, QStringLiteral("allotment"), QString::fromLatin1(use.token.bytes.toHex()),
            QJsonDocument(toJson(allotment)).toJson(QJsonDocument::Compact), use.station.value};
}

}

Result<int> LendingService::settle(Timestamp now, int most)
{
    const auto touched = m_repository.takeTouched(most, most * NotesPerCard);
    if (!touched)
        return fail(touched.error());
    m_booked.clear();
    std::vector<Change> changes;
    for (const auto &[purse, touches] : *touched)
        if (const auto done = settlePurse(purse, touches, changes); !done)
            return fail(done.error());
    return ChangeFeed(m_db).append(changes, now).map([&] { return int(touched->size()); });
}

/// The notes were taken before the lock, so whatever they are of is seen after it.
Result<void> LendingService::settlePurse(AccountId purse, const std::vector<Touch> &touches,
                                         std::vector<Change> &changes)
{
    const auto account = m_ledger.lock(purse);
    if (!account)
        return fail(account.error());
    return tellCards(*account, touches, changes).and_then([&] { return lend(*account, touches, changes); });
}

/// A card that was announced by what changed it (its note names no station) is not told again.
Result<void> LendingService::tellCards(const Account &purse, const std::vector<Touch> &touches,
                                       std::vector<Change> &changes)
{
    std::set<CardId> cards;
    for (const Touch &touch : touches)
        if (touch.station.value != 0)
            cards.insert(touch.card);
    if (cards.empty())
        return {};
    const auto all = m_cards.ofPurse(purse.id);
    if (!all)
        return fail(all.error());
    if (all->size() <= MaxSiblings)
        cards.insert(all->begin(), all->end());
    for (const CardId id : cards) {
        const auto listed =
            m_cards.byId(id).and_then([&](const CardRecord &card) { return m_cards.listing(card, purse); });
        if (!listed)
            return fail(listed.error());
        for (Change change : *listed) {
            change.calm = true; // what is lent there is told at once; this is only what is in the purse
            changes.push_back(std::move(change));
        }
    }
    return {};
}

Result<qint64> LendingService::bookedUpTo(qint64 terminal)
{
    if (const auto known = m_booked.find(terminal); known != m_booked.end())
        return known->second;
    return m_terminals.find({terminal}).map([&](const std::optional<Terminal> &found) {
        return m_booked[terminal] = found ? found->headSeq : 0;
    });
}

Result<std::vector<LendingService::CardPlaces>> LendingService::placesOf(const Account &purse,
                                                                         const std::vector<Touch> &touches)
{
    const auto stored = m_repository.usesOf(purse.id, purse.balance.currency);
    if (!stored)
        return fail(stored.error());
    std::vector<CardPlaces> cards;
    const auto cardOf = [&](CardId id) {
        return std::find_if(cards.begin(), cards.end(), [&](const CardPlaces &c) { return c.card == id; });
    };
    for (const auto &[use, state] : *stored) {
        auto card = cardOf(use.card);
        if (card == cards.end())
            card = cards.insert(card, CardPlaces{use.card, state, {}});
        card->places.push_back({true, use, use, false});
    }
    for (const Touch &touch : touches) {
        if (touch.station.value == 0)
            continue;
        auto card = cardOf(touch.card);
        if (card == cards.end()) {
            const auto record = m_cards.byId(touch.card);
            if (!record)
                return fail(record.error());
            card = cards.insert(card, CardPlaces{touch.card, record->state, {}});
        }
        auto place = std::find_if(card->places.begin(), card->places.end(),
                                  [&](const Place &known) { return known.now.station == touch.station; });
        if (place == card->places.end()) {
            if (touch.token.isNull())
                continue; // not seen there in person: nothing to lend on
            const StationUse first{
                touch.card, touch.station, touch.terminal, touch.token, touch.at, {0, purse.balance.currency},
                0};
            card->places.push_back({false, {}, first, false});
            place = std::prev(card->places.end());
        }
        place->now.used = std::max(place->now.used, touch.at);
        place->now.terminal = touch.terminal;
        if (!touch.token.isNull())
            place->now.token = touch.token;
        place->renew = place->renew || touch.renew;
    }
    for (CardPlaces &card : cards)
        std::stable_sort(card.places.begin(), card.places.end(),
                         [](const Place &a, const Place &b) { return a.now.used > b.now.used; });
    std::erase_if(cards, [](const CardPlaces &card) { return card.places.empty(); });
    std::stable_sort(cards.begin(), cards.end(), [](const CardPlaces &a, const CardPlaces &b) {
        return a.places.front().now.used > b.places.front().now.used;
    });
    return cards;
}

Result<void> LendingService::lend(const Account &purse, const std::vector<Touch> &touches,
                                  std::vector<Change> &changes)
{
    const auto cards = placesOf(purse, touches);
    if (!cards)
        return fail(cards.error());
    std::vector<Borrower> borrowers;
    for (const CardPlaces &card : *cards)
        borrowers.push_back({card.state == CardState::Active, int(card.places.size())});
    const auto shares = allot(purse.available(), m_terms, borrowers);
    for (size_t i = 0; i < cards->size(); ++i)
        for (size_t k = 0; k < cards->at(i).places.size(); ++k) {
            Place place = cards->at(i).places[k];
            place.now.lent = shares[i][k];
            const bool usual = k < size_t(std::max(m_terms.stations, 0));
            if (const auto kept = keep(std::move(place), usual, changes); !kept)
                return kept;
        }
    return {};
}

/// Writes what changed and tells the station when its figure did, or when it used what it had.
Result<void> LendingService::keep(Place place, bool usual, std::vector<Change> &changes)
{
    const bool otherCard = place.known && place.before.token != place.now.token;
    if (otherCard && place.before.lent.isPositive()) { // known there by another of its tokens until now
        StationUse old = place.before;
        old.lent.minor = 0;
        changes.push_back(told(old));
    }
    const bool moved = place.known && (otherCard || place.before.terminal != place.now.terminal);
    const bool differs = place.known ? place.before.lent != place.now.lent : place.now.lent.isPositive();
    if (place.renew || moved || differs) {
        const auto booked = bookedUpTo(place.now.terminal);
        if (!booked)
            return fail(booked.error());
        place.now.booked = *booked;
        changes.push_back(told(place.now));
    }
    if (!usual)
        return place.known ? m_repository.remove(place.now) : Result<void>();
    const bool same =
        place.known && !moved && !differs && !place.renew && place.before.used == place.now.used;
    return same ? Result<void>() : m_repository.put(place.now);
}

}

#pragma once

#include "core/domain/access/terminal_repository.h"
#include "core/domain/cards/card_service.h"

#include <unordered_map>

namespace youka {

/// Tells the terminals what sales did to cards: the cards' new figures to all, and to their usual stations
/// what each may grant by itself. A sale only notes its card (CardService::touch); this takes the notes a
/// second later, so that many sales of one card are told once and no sale waits for it. Runs inside the
/// caller's transaction.
class LendingService
{
public:
    /// Other cards of the same purse are told too, as long as they are not more.
    static constexpr size_t MaxSiblings = 20;
    /// How far ahead it looks for more notes of the cards it is at.
    static constexpr int NotesPerCard = 4;

    LendingService(Database &db, const CardKeys &keys, LendingTerms terms)
        : m_db(db)
        , m_cards(db, keys)
        , m_repository(db)
        , m_ledger(db)
        , m_terminals(db)
        , m_terms(terms)
    {
    }

    /// Takes the notes of at most so many cards; gives how many purses they were of. 0: there are none left.
    Result<int> settle(Timestamp now, int most);
    Result<std::vector<Exposure>> exposure() { return m_repository.exposure(); }

private:
    using Touch = AllotmentRepository::Touch;
    /// One station of a card: as it was and as it is to be.
    struct Place
    {
        bool known = false; ///< false: used there for the first time
        StationUse before;
        StationUse now;
        bool renew = false;
    };
    /// A card of the purse and its stations, the latest used first.
    struct CardPlaces
    {
        CardId card;
        CardState state = CardState::Issued;
        std::vector<Place> places;
    };
    Result<void> settlePurse(AccountId purse, const std::vector<Touch> &touches,
                             std::vector<Change> &changes);
    Result<void> tellCards(const Account &purse, const std::vector<Touch> &touches,
                           std::vector<Change> &changes);
    Result<std::vector<CardPlaces>> placesOf(const Account &purse, const std::vector<Touch> &touches);
    Result<void> lend(const Account &purse, const std::vector<Touch> &touches, std::vector<Change> &changes);
    Result<void> keep(Place place, bool usual, std::vector<Change> &changes);
    Result<qint64> bookedUpTo(qint64 terminal);

    Database &m_db;
    CardService m_cards;
    AllotmentRepository m_repository;
    Ledger m_ledger;
    TerminalRepository m_terminals;
    const LendingTerms m_terms;
    std::unordered_map<qint64, qint64> m_booked; ///< of this transaction
};

}

#pragma once

#include "core/domain/cards/allotment.h"
#include "core/foundation/store/database.h"

#include <map>

namespace youka {

/// Where cards are used, what is lent there, and whose figures changed since they were last announced.
class AllotmentRepository
{
public:
    explicit AllotmentRepository(Database &db)
        : m_db(db)
    {
    }

    /// A card whose figures changed, at a station or (0) somewhere else.
    struct Touch
    {
        CardId card;
        StationId station;
        qint64 terminal = 0;
        CardToken token; ///< may be null: as it is known there
        Timestamp at;
        bool renew = false; ///< what was lent there was used and is booked now
    };
    /// Notes it, in the transaction that changed the card.
    Result<void> touch(const Touch &touch);
    /// Takes the oldest notes, by purse and in their order: of at most so many cards, and of `mostNotes`
    /// notes. What another server process is at is left to it.
    Result<std::map<AccountId, std::vector<Touch>>> takeTouched(int mostCards, int mostNotes);

    struct PurseUse
    {
        StationUse use;
        CardState state = CardState::Issued;
    };
    /// Of all cards of the purse, the latest use first.
    Result<std::vector<PurseUse>> usesOf(AccountId purse, Currency currency);
    Result<void> put(const StationUse &use);
    Result<void> remove(const StationUse &use);

    /// What is lent to that counter of cards whose tokens are beyond `after` and not beyond `upTo`, in their
    /// order.
    struct Lent
    {
        CardToken token;
        qint64 minor = 0;
        qint64 booked = 0;
    };
    Result<std::vector<Lent>> lentTo(StationId station, qint64 terminal, const QByteArray &after,
                                     const QByteArray &upTo);
    Result<std::vector<Exposure>> exposure();

private:
    Database &m_db;
};

}

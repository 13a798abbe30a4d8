#pragma once

#include "core/domain/cards/allotment.h"
#include "core/foundation/store/database.h"

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
    /// Noted once until it is taken. The caller keeps the card's purse locked.
    Result<void> touch(const Touch &touch);
    /// The purses of cards that were touched, in their order.
    Result<std::vector<AccountId>> touchedPurses(int most);
    Result<std::vector<Touch>> takeTouched(AccountId purse);

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

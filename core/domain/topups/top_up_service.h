#pragma once

#include "core/domain/cards/card_service.h"
#include "core/domain/coupons/coupon_service.h"

namespace youka {

/// The one place where a card is topped up by whoever has money in hand: its bonus and what rules give for it
/// come with it. Runs inside the caller's transaction.
class TopUpService
{
public:
    TopUpService(Database &db, const CardKeys &keys)
        : m_db(db)
        , m_keys(keys)
        , m_cards(db, keys)
        , m_ledger(db)
    {
    }

    struct Done
    {
        Ledger::ToppedUp booked;
        QString bonusName; ///< of the campaign; empty: no bonus
    };
    /// Cash for the card's purse, under the operation that names the journal. Errors: those of
    /// CardService::topUpCash(), OperationReversed.
    Result<Done> topUpCash(CardId id, Money amount, const BookingContext &context, TerminalId terminal = {});

private:
    Result<Occasion> occasionOf(const CardRecord &card, const BookingContext &context);

    Database &m_db;
    const CardKeys &m_keys;
    CardService m_cards;
    Ledger m_ledger;
};

}

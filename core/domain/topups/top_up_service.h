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
    /// Where the money comes from, and what campaigns know of that.
    struct Source
    {
        MoneyIn money;
        Channel channel = Channel::Pos;
        PayingBy paying = PayingBy::Cash;
    };
    /// Money for the card's purse, under the operation that names the journal. Errors: those of
    /// CardService::topUp(), OperationReversed.
    Result<Done> topUp(CardId id, Money amount, const Source &source, const BookingContext &context,
                       TerminalId terminal = {});
    /// Cash, at a station.
    Result<Done> topUpCash(CardId id, Money amount, const BookingContext &context, TerminalId terminal = {});

    /// A top-up or a part of it goes back where it came from: out of the purse, before anybody is paid.
    struct GoingBack
    {
        OperationId topUp;
        CardId card;
        Money amount;
        Money before; ///< of it that went back earlier
        Money whole;
        MoneyIn money;
    };
    /// Errors: those of Ledger::topUpBack(), CardUnknown.
    Result<void> takeBack(const GoingBack &part, const BookingContext &context);
    /// It did not arrive: what takeBack() booked under `taken` is the purse's again.
    Result<void> restore(JournalId taken, CardId card, const BookingContext &context);
    /// It did arrive: so much of what the top-up brought besides (coupons, rewards) is gone for good.
    Result<void> wentBack(OperationId topUp, const PartBack &part, Timestamp now);

private:
    Result<Occasion> occasionOf(const CardRecord &card, const Source &source, const BookingContext &context);
    Result<std::vector<Discount>> bonusBack(const GoingBack &part);

    Database &m_db;
    const CardKeys &m_keys;
    CardService m_cards;
    Ledger m_ledger;
};

}

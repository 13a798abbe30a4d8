#pragma once

#include "core/domain/cards/allotment_repository.h"
#include "core/domain/cards/card_repository.h"
#include "core/domain/cards/card_source.h"
#include "core/domain/cards/card_tokeniser.h"
#include "core/domain/customers/customer_service.h"
#include "core/domain/ledger/ledger.h"
#include "core/foundation/store/change_feed.h"

namespace youka {

/// The scheme's keys that cards need, from the server's key ring. 32 bytes each, the chips' 16.
struct CardKeys
{
    QByteArray lookup;           ///< makes tokens; terminals get it at enrolment
    QByteArray customerWrapping; ///< seals the customers' own keys
    QByteArray chipMaster = {};  ///< makes the keys of chips; terminals get it at enrolment
};

/// The use cases of cards on the server. Each runs inside the caller's transaction, and what terminals must
/// know of it goes to the change feed in the same one.
class CardService
{
public:
    CardService(Database &db, const CardKeys &keys);

    struct Issue
    {
        CustomerId customer;
        std::optional<AccountId> account; ///< absent: a new principal purse is opened
        QString number;
        QByteArray uid;            ///< of the contactless chip; may be empty
        bool provesItself = false; ///< the chip was personalised: its number alone will not do
        QDate expires;
        QStringList products;
        std::optional<Money> limitPerSale;
        std::optional<Money> limitPerDay;
        QByteArray pinHash;
        std::optional<Money> pinAbove;
        CardState state = CardState::Active;
    };
    /// Errors: CardNumberInvalid, InvalidInput (a chip without a number), CustomerUnknown, CurrencyMismatch
    /// (of a limit), CardStateConflict (the number or chip is in use).
    Result<CardRecord> issue(const Issue &request, Timestamp now);

    /// Errors: CardUnknown.
    Result<CardRecord> byToken(const CardToken &token);
    Result<CardRecord> byId(CardId id);
    /// The same, to be changed or decided on: other writers are kept off the card and its purse until the
    /// transaction ends.
    Result<CardRecord> lockByToken(const CardToken &token);
    Result<CardRecord> lockById(CardId id);
    Result<std::vector<CardRecord>> list(const QString &filter, CardId after, int most)
    {
        return m_cards.list(filter, after, most);
    }
    Result<std::vector<CardId>> ofPurse(AccountId purse) { return m_cards.ofAccount(purse); }
    /// What the rule needs, with the purse's money now and what was spent on `day`.
    static CardFacts facts(const CardRecord &card, const Account &purse, QDate day);

    /// Errors: CardStateConflict.
    Result<CardRecord> changeState(CardId id, CardState to, Timestamp now);
    /// A first daily limit counts what its purse spent and has reserved on that business day already.
    Result<CardRecord> changeLimits(CardId id, std::optional<Money> perSale, std::optional<Money> perDay,
                                    QDate day, Timestamp now);

    /// Notes a checked PIN: three wrong ones block it. Errors: PinWrong, PinBlocked.
    static constexpr int MaxPinTries = 3;
    Result<void> notePin(const CardRecord &card, bool right);

    /// Adds to what the card spent on that day (a hold counts when it is placed; capture and release correct
    /// it). An older day than the one being counted no longer matters to any limit.
    Result<void> addSpent(const CardRecord &card, QDate day, Money delta);

    /// Money paid in for the card's purse; a debt is paid first. Errors: those of Ledger::topUp(),
    /// CardClosed.
    /// What `bonus` names is added as bonus money. TopUpService knows what is to be added.
    Result<Ledger::ToppedUp> topUp(CardId id, Money amount, const MoneyIn &from,
                                   const BookingContext &context, std::span<const Discount> bonus = {});
    /// Cash, at a station.
    Result<Ledger::ToppedUp> topUpCash(CardId id, Money amount, const BookingContext &context,
                                       std::span<const Discount> bonus = {});
    /// What the holder is shown.
    Result<CardBalance> balance(const CardRecord &card, Timestamp now, int lines = 10);

    /// The full number, for the few who may see it.
    Result<QString> number(const CardRecord &card);
    /// Tells the terminals of the cards on this purse as they are now; it is only about money, so it may
    /// wait.
    Result<void> announce(AccountId purse, Timestamp now);
    /// Notes that the card's figures changed; LendingService tells the terminals soon.
    Result<void> touch(const AllotmentRepository::Touch &touch)
    {
        return AllotmentRepository(m_db).touch(touch);
    }
    /// The card as the feed carries it, one entry for each of its tokens.
    Result<std::vector<Change>> listing(const CardRecord &card, const Account &purse);

private:
    Result<CardRecord> locked(Result<CardRecord> found);
    Result<Money> spentOn(const CardRecord &card, QDate day);
    enum class News { Urgent, Calm };
    Result<void> announceCard(const CardRecord &card, Timestamp now, News news);
    Database &m_db;
    CardRepository m_cards;
    Ledger m_ledger;
    CustomerService m_customers;
    CardTokeniser m_tokeniser;
};

}

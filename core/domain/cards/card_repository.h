#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/cards/card_json.h"
#include "core/domain/customers/customer.h"
#include "core/domain/ledger/account.h"
#include "core/foundation/store/database.h"

namespace youka {

/// A card as stored. The purse's money is the ledger's.
struct CardRecord
{
    CardId id;
    CustomerId customer;
    AccountId account;
    Currency currency; ///< of the purse and of every limit
    CardState state = CardState::Issued;
    QDate expires;
    QStringList products;
    std::optional<Money> limitPerSale;
    std::optional<Money> limitPerDay;
    QByteArray pin; ///< Argon2id text; empty: none
    std::optional<Money> pinAbove;
    int pinTries = 0;
    QByteArray sealedNumber;
    QString masked;
    QDate day;
    Money daySpent;
    /// How the medium it was found by proves itself; Track where it was found otherwise.
    CardProof medium = CardProof::Track;
};

class CardRepository
{
public:
    explicit CardRepository(Database &db)
        : m_db(db)
    {
    }

    Result<CardId> insert(const CardRecord &card, Timestamp at);
    Result<void> addMedium(const CardToken &token, CardId card, CardProof proof);
    Result<std::optional<CardRecord>> findByToken(const CardToken &token);
    Result<std::optional<CardRecord>> find(CardId id);
    Result<std::vector<CardToken>> tokens(CardId id);
    Result<std::vector<CardId>> ofAccount(AccountId account);
    Result<void> setState(CardId id, CardState state);
    Result<void> setLimits(CardId id, std::optional<Money> perSale, std::optional<Money> perDay);
    Result<void> setPin(CardId id, const QByteArray &hash);
    Result<void> setPinTries(CardId id, int tries);
    Result<void> setDaySpent(CardId id, QDate day, Money spent);
    /// Ordered by id; `filter` matches the masked number or the customer's external number.
    Result<std::vector<CardRecord>> list(const QString &filter, CardId after, int most);
    /// Every card by each of its tokens as the feed would tell it now, a stretch of cards at a time.
    Result<void> eachListed(const std::function<void(const ListedCard &)> &take);
    /// No card has a higher number.
    Result<CardId> last();

private:
    Database &m_db;
};

}

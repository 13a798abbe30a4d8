#include "core/domain/cards/card_service.h"

#include "core/domain/cards/card_json.h"
#include "core/domain/cards/card_rules.h"
#include "core/foundation/crypto/aead.h"

#include <QJsonDocument>

namespace youka {

namespace {
QByteArray numberContext(const CardToken &token) { return "card.number:" + token.bytes.toHex(); }
}

CardService::CardService(Database &db, const CardKeys &keys)
    : m_db(db)
    , m_cards(db)
    , m_ledger(db)
    , m_customers(db, keys.customerWrapping)
    , m_tokeniser(keys.lookup)
{
}

Result<CardRecord> CardService::issue(const Issue &request, Timestamp now)
{
    if (!isCardNumber(request.number))
        return fail(ErrorCode::CardNumberInvalid);
    if (request.provesItself && request.uid.isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("a chip that proves itself has a number"));
    const auto customer = m_customers.customer(request.customer);
    if (!customer)
        return fail(customer.error());
    for (const auto &limit : {request.limitPerSale, request.limitPerDay, request.pinAbove})
        if (limit && limit->currency != customer->currency)
            return fail(ErrorCode::CurrencyMismatch);
    const auto dataKey = m_customers.dataKey(request.customer);
    if (!dataKey)
        return fail(dataKey.error());
    const CardToken token = m_tokeniser.forNumber(request.number);
    std::vector<std::pair<CardToken, CardProof>> media{{token, CardProof::Track}};
    if (!request.uid.isEmpty())
        media.emplace_back(m_tokeniser.forUid(request.uid),
                           request.provesItself ? CardProof::Chip : CardProof::Uid);
    for (const auto &[medium, proof] : media) {
        const auto used = m_cards.findByToken(medium);
        if (!used)
            return fail(used.error());
        if (*used)
            return fail(ErrorCode::CardStateConflict, QStringLiteral("the number or chip is in use"));
    }
    const auto account = request.account
        ? Result<AccountId>(*request.account)
        : m_ledger.openPurse(AccountKind::Principal, request.customer.value, customer->currency);
    if (!account)
        return fail(account.error());

    CardRecord card;
    card.customer = request.customer;
    card.account = *account;
    card.currency = customer->currency;
    card.state = request.state;
    card.expires = request.expires;
    card.products = request.products;
    card.limitPerSale = request.limitPerSale;
    card.limitPerDay = request.limitPerDay;
    card.pin = request.pinHash;
    card.pinAbove = request.pinAbove;
    card.masked = maskedCardNumber(request.number);
    card.sealedNumber = aeadSeal(*dataKey, request.number.toLatin1(), numberContext(token));
    const auto id = m_cards.insert(card, now);
    if (!id)
        return fail(id.error());
    card.id = *id;
    for (const auto &[medium, proof] : media)
        if (const auto done = m_cards.addMedium(medium, card.id, proof); !done)
            return fail(done.error());
    // No station knows it yet, so there is nothing to lend.
    return m_ledger.account(card.account)
        .and_then([&](const Account &purse) { return listing(card, purse); })
        .and_then([&](const std::vector<Change> &changes) { return ChangeFeed(m_db).append(changes, now); })
        .map([&] { return card; });
}

Result<CardRecord> CardService::byToken(const CardToken &token)
{
    return m_cards.findByToken(token).and_then(
        [](const std::optional<CardRecord> &card) -> Result<CardRecord> {
            if (!card)
                return fail(ErrorCode::CardUnknown);
            return *card;
        });
}

Result<CardRecord> CardService::byId(CardId id)
{
    return m_cards.find(id).and_then([](const std::optional<CardRecord> &card) -> Result<CardRecord> {
        if (!card)
            return fail(ErrorCode::CardUnknown);
        return *card;
    });
}

Result<CardRecord> CardService::lockByToken(const CardToken &token) { return locked(byToken(token)); }
Result<CardRecord> CardService::lockById(CardId id) { return locked(byId(id)); }

/// The purse's lock is the card's too. Where servers write side by side the card may have changed before the
/// lock was ours, so it is read again.
Result<CardRecord> CardService::locked(Result<CardRecord> found)
{
    if (!found || !m_db.dialect().isPostgreSql())
        return found;
    return m_ledger.lock(found->account)
        .and_then([&](const Account &) { return byId(found->id); })
        .map([&](CardRecord card) {
            card.medium = found->medium;
            return card;
        });
}

CardFacts CardService::facts(const CardRecord &card, const Account &purse, QDate day)
{
    CardFacts facts;
    facts.id = card.id;
    facts.state = card.state;
    facts.expires = card.expires;
    facts.products = card.products;
    facts.limitPerSale = card.limitPerSale;
    facts.limitPerDay = card.limitPerDay;
    facts.spentToday = card.day == day ? card.daySpent : Money{0, card.currency};
    facts.available = purse.available();
    facts.pinSet = !card.pin.isEmpty();
    facts.pinAbove = card.pinAbove;
    return facts;
}

Result<CardRecord> CardService::changeState(CardId id, CardState to, Timestamp now)
{
    auto card = lockById(id);
    if (!card)
        return card;
    if (card->state == to)
        return card;
    if (!isAllowedTransition(card->state, to))
        return fail(ErrorCode::CardStateConflict);
    card->state = to;
    return m_cards.setState(id, to).and_then([&] { return announceCard(*card, now, News::Urgent); }).map([&] {
        return *card;
    });
}

Result<Money> CardService::spentOn(const CardRecord &card, QDate day)
{
    const auto purse = m_ledger.account(card.account);
    if (!purse)
        return fail(purse.error());
    return m_ledger.purchasesOn(card.account, card.currency, day).map([&](Money bought) {
        return bought + purse->held;
    });
}

Result<CardRecord> CardService::changeLimits(CardId id, std::optional<Money> perSale,
                                             std::optional<Money> perDay, QDate day, Timestamp now)
{
    auto card = lockById(id);
    if (!card)
        return card;
    for (const auto &limit : {perSale, perDay})
        if (limit && limit->currency != card->currency)
            return fail(ErrorCode::CurrencyMismatch);
    if (perDay && !card->limitPerDay) {
        const auto counted =
            spentOn(*card, day).and_then([&](Money spent) { return m_cards.setDaySpent(id, day, spent); });
        if (!counted)
            return fail(counted.error());
    }
    card->limitPerSale = perSale;
    card->limitPerDay = perDay;
    return m_cards.setLimits(id, perSale, perDay)
        .and_then([&] { return announceCard(*card, now, News::Urgent); })
        .map([&] { return *card; });
}

Result<void> CardService::notePin(const CardRecord &card, bool right)
{
    if (card.pinTries >= MaxPinTries)
        return fail(ErrorCode::PinBlocked);
    if (right)
        return card.pinTries == 0 ? Result<void>() : m_cards.setPinTries(card.id, 0);
    const int tries = card.pinTries + 1;
    return m_cards.setPinTries(card.id, tries);
}

Result<void> CardService::addSpent(const CardRecord &card, QDate day, Money delta)
{
    if (!card.limitPerDay || delta.isZero() || (card.day.isValid() && day < card.day))
        return {};
    const Money before = card.day == day ? card.daySpent : Money{0, card.currency};
    return m_cards.setDaySpent(card.id, day, max(before + delta, Money{0, card.currency}));
}

Result<Ledger::ToppedUp> CardService::topUpCash(CardId id, Money amount, const BookingContext &context,
                                                std::span<const Discount> bonus)
{
    return topUp(id, amount, {AccountKind::Cash, context.station.value}, context, bonus);
}

Result<Ledger::ToppedUp> CardService::topUp(CardId id, Money amount, const MoneyIn &from,
                                            const BookingContext &context, std::span<const Discount> bonus)
{
    const auto card = byId(id);
    if (!card)
        return fail(card.error());
    if (card->state == CardState::Closed)
        return fail(ErrorCode::CardClosed);
    return m_ledger.topUp(card->account, amount, from, context, bonus)
        .and_then([&](const Ledger::ToppedUp &done) {
            return announce(card->account, context.now).map([&] { return done; });
        });
}

Result<CardBalance> CardService::balance(const CardRecord &card, Timestamp now, int lines)
{
    const auto purse = m_ledger.account(card.account);
    if (!purse)
        return fail(purse.error());
    const auto statement = m_ledger.statement(card.account, card.currency, lines);
    if (!statement)
        return fail(statement.error());
    CardBalance balance{card.masked, card.state,         card.expires, purse->money(),
                        purse->held, purse->available(), {},           now};
    for (const auto &line : *statement)
        balance.recent.append({line.occurred,
                               line.kind == JournalKind::TopUp          ? QStringLiteral("top-up")
                                   : line.kind == JournalKind::Reversal ? QStringLiteral("reversal")
                                   // a top-up that went back the way it came; a sale's refund comes in
                                   : line.kind == JournalKind::Refund && line.amount.isNegative()
                                   ? QStringLiteral("reversal")
                                   : QStringLiteral("sale"),
                               {},
                               line.amount,
                               line.journal.text()});
    return balance;
}

Result<QString> CardService::number(const CardRecord &card)
{
    const auto tokens = m_cards.tokens(card.id);
    if (!tokens)
        return fail(tokens.error());
    const auto key = m_customers.dataKey(card.customer);
    if (!key)
        return fail(key.error());
    for (const CardToken &token : *tokens)
        if (const auto plain = aeadOpen(*key, card.sealedNumber, numberContext(token)))
            return QString::fromLatin1(*plain);
    return fail(ErrorCode::DecryptFailed);
}

Result<void> CardService::announce(AccountId purse, Timestamp now)
{
    const auto ids = m_cards.ofAccount(purse);
    if (!ids)
        return fail(ids.error());
    for (const CardId id : *ids) {
        const auto done =
            byId(id).and_then([&](const CardRecord &card) { return announceCard(card, now, News::Calm); });
        if (!done)
            return done;
    }
    return {};
}

Result<std::vector<Change>> CardService::listing(const CardRecord &card, const Account &purse)
{
    const ListedCard listed{{}, facts(card, purse, card.day), card.limitPerDay ? card.day : QDate()};
    return m_cards.tokens(card.id).map([&](const std::vector<CardToken> &tokens) {
        std::vector<Change> changes;
        for (const CardToken &token : tokens) {
            const QJsonObject json = toJson(ListedCard{token, listed.facts, listed.day});
            changes.push_back({0, QStringLiteral("card"), QString::fromLatin1(token.bytes.toHex()),
                               QJsonDocument(json).toJson(QJsonDocument::Compact), 0});
        }
        return changes;
    });
}

/// At once, so that a freeze does not wait; what is lent to stations follows.
Result<void> CardService::announceCard(const CardRecord &card, Timestamp now, News news)
{
    const auto purse = m_ledger.account(card.account);
    if (!purse)
        return fail(purse.error());
    return listing(card, *purse)
        .and_then([&](std::vector<Change> changes) {
            for (Change &change : changes)
                change.calm = news == News::Calm;
            return ChangeFeed(m_db).append(changes, now);
        })
        .and_then([&] {
            return touch({card.id, {}, 0, {}, now, false});
        });
}

}

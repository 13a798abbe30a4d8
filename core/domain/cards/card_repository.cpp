#include "core/domain/cards/card_repository.h"

namespace youka {

namespace {

#define YOUKA_CARD_COLUMNS                                                                                   \
    "c.id, c.customer, c.account, c.state, c.expires, c.products, c.limit_sale, c.limit_day, c.pin, "        \
    "c.pin_above, "                                                                                          \
    "c.pin_tries, c.number, c.masked, c.day, c.day_spent, u.currency"

std::optional<Money> optionalMoney(const Rows &row, int column, Currency currency)
{
    return row.isNull(column) ? std::nullopt : std::optional(Money{row.integer(column), currency});
}

QVariant nullable(const std::optional<Money> &money)
{
    return money ? QVariant(money->minor) : QVariant(QMetaType(QMetaType::LongLong));
}

CardRecord readCard(const Rows &row)
{
    const auto currency = Currency::parse(row.text(15));
    ensure(currency.has_value(), "a stored currency is a currency");
    CardRecord card;
    card.id = {row.integer(0)};
    card.customer = {row.integer(1)};
    card.account = {row.integer(2)};
    card.currency = *currency;
    card.state = CardState(row.integer(3));
    card.expires = QDate::fromString(row.text(4), Qt::ISODate);
    card.products = row.text(5).split(u',', Qt::SkipEmptyParts);
    card.limitPerSale = optionalMoney(row, 6, *currency);
    card.limitPerDay = optionalMoney(row, 7, *currency);
    card.pin = row.blob(8);
    card.pinAbove = optionalMoney(row, 9, *currency);
    card.pinTries = int(row.integer(10));
    card.sealedNumber = row.blob(11);
    card.masked = row.text(12);
    card.day = QDate::fromString(row.text(13), Qt::ISODate);
    card.daySpent = {row.integer(14), *currency};
    return card;
}

}

Result<CardId> CardRepository::insert(const CardRecord &card, Timestamp at)
{
    return m_db
        .exec("INSERT INTO card (customer, account, state, expires, products, limit_sale, limit_day, pin, "
              "pin_above, "
              "number, masked, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {card.customer.value, card.account.value, int(card.state), card.expires.toString(Qt::ISODate),
               card.products.join(u','), nullable(card.limitPerSale), nullable(card.limitPerDay),
               QString::fromLatin1(card.pin), nullable(card.pinAbove), card.sealedNumber, card.masked, at.ms})
        .map([](Rows rows) { return CardId{rows.lastId()}; });
}

Result<void> CardRepository::addMedium(const CardToken &token, CardId card, CardProof proof)
{
    return m_db.run("INSERT INTO card_medium (token, card, proof) VALUES (?, ?, ?)",
                    {token.bytes, card.value, int(proof)});
}

Result<std::optional<CardRecord>> CardRepository::findByToken(const CardToken &token)
{
    auto rows = m_db.exec("SELECT " YOUKA_CARD_COLUMNS ", m.proof FROM card_medium m "
                          "JOIN card c ON c.id = m.card JOIN account u ON u.id = c.account WHERE m.token = ?",
                          {token.bytes});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    CardRecord card = readCard(*rows);
    card.medium = CardProof(rows->integer(16));
    return card;
}

Result<std::optional<CardRecord>> CardRepository::find(CardId id)
{
    return m_db
        .exec("SELECT " YOUKA_CARD_COLUMNS " FROM card c JOIN account u ON u.id = c.account WHERE c.id = ?",
              {id.value})
        .map([](Rows row) { return row.next() ? std::optional(readCard(row)) : std::nullopt; });
}

Result<std::vector<CardToken>> CardRepository::tokens(CardId id)
{
    return m_db.exec("SELECT token FROM card_medium WHERE card = ? ORDER BY token", {id.value})
        .map([](Rows rows) {
            std::vector<CardToken> tokens;
            while (rows.next())
                tokens.push_back({rows.blob(0)});
            return tokens;
        });
}

Result<std::vector<CardId>> CardRepository::ofAccount(AccountId account)
{
    return m_db.exec("SELECT id FROM card WHERE account = ? ORDER BY id", {account.value}).map([](Rows rows) {
        std::vector<CardId> ids;
        while (rows.next())
            ids.push_back({rows.integer(0)});
        return ids;
    });
}

Result<void> CardRepository::setState(CardId id, CardState state)
{
    return m_db.run("UPDATE card SET state = ? WHERE id = ?", {int(state), id.value});
}

Result<void> CardRepository::setLimits(CardId id, std::optional<Money> perSale, std::optional<Money> perDay)
{
    return m_db.run("UPDATE card SET limit_sale = ?, limit_day = ? WHERE id = ?",
                    {nullable(perSale), nullable(perDay), id.value});
}

Result<void> CardRepository::setPin(CardId id, const QByteArray &hash)
{
    return m_db.run("UPDATE card SET pin = ?, pin_tries = 0 WHERE id = ?",
                    {QString::fromLatin1(hash), id.value});
}

Result<void> CardRepository::setPinTries(CardId id, int tries)
{
    return m_db.run("UPDATE card SET pin_tries = ? WHERE id = ?", {tries, id.value});
}

Result<void> CardRepository::setDaySpent(CardId id, QDate day, Money spent)
{
    return m_db.run(m_db.dialect().oneRow(YOUKA_ONE_ROW("card SET day = ?, day_spent = ? WHERE id = ?")),
                    {day.toString(Qt::ISODate), spent.minor, id.value});
}

Result<std::vector<CardRecord>> CardRepository::list(const QString &filter, CardId after, int most)
{
    const QString pattern = u'%' + filter + u'%';
    return m_db
        .exec(
            "SELECT " YOUKA_CARD_COLUMNS " FROM card c JOIN account u ON u.id = c.account "
            "JOIN customer k ON k.id = c.customer WHERE c.id > ? AND (c.masked LIKE ? OR k.external LIKE ?) "
            "ORDER BY c.id LIMIT ?",
            {after.value, pattern, pattern, most})
        .map([](Rows rows) {
            std::vector<CardRecord> cards;
            while (rows.next())
                cards.push_back(readCard(rows));
            return cards;
        });
}

Result<CardId> CardRepository::last()
{
    return m_db.exec("SELECT MAX(id) FROM card").map([](Rows rows) {
        return CardId{rows.next() ? rows.integer(0) : 0};
    });
}

Result<void> CardRepository::eachListed(const std::function<void(const ListedCard &)> &take)
{
    constexpr qint64 Stretch = 20'000; // an engine may hold all rows of a statement in memory
    const auto end = last();
    if (!end)
        return fail(end.error());
    for (qint64 from = 0; from < end->value; from += Stretch) {
        auto rows = m_db.exec(
            "SELECT m.token, c.state, c.expires, c.products, c.limit_sale, c.limit_day, "
            "CASE WHEN c.pin IS NULL OR c.pin = '' THEN 0 ELSE 1 END, c.pin_above, c.day, c.day_spent, "
            "u.currency, u.balance + u.bonus - u.held FROM card c JOIN card_medium m ON m.card = c.id "
            "JOIN account u ON u.id = c.account WHERE c.id > ? AND c.id <= ? ORDER BY c.id",
            {from, from + Stretch});
        if (!rows)
            return fail(rows.error());
        while (rows->next()) {
            const auto currency = Currency::parse(rows->text(10));
            ensure(currency.has_value(), "a stored currency is a currency");
            ListedCard card{{rows->blob(0)}, {}, {}};
            CardFacts &facts = card.facts;
            facts.state = CardState(rows->integer(1));
            facts.expires = QDate::fromString(rows->text(2), Qt::ISODate);
            facts.products = rows->text(3).split(u',', Qt::SkipEmptyParts);
            facts.limitPerSale = optionalMoney(*rows, 4, *currency);
            facts.limitPerDay = optionalMoney(*rows, 5, *currency);
            facts.pinSet = rows->integer(6) != 0;
            facts.pinAbove = optionalMoney(*rows, 7, *currency);
            if (facts.limitPerDay)
                card.day = QDate::fromString(rows->text(8), Qt::ISODate);
            facts.spentToday = {rows->integer(9), *currency};
            facts.available = {rows->integer(11), *currency};
            take(card);
        }
    }
    return {};
}

}

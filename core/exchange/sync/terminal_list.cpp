#include "core/exchange/sync/terminal_list.h"

#include "core/domain/cards/card_json.h"
#include "core/domain/pricing/price_json.h"
#include "core/foundation/base/json.h"

namespace youka {

namespace {

QVariant minorOrNull(const std::optional<Money> &money)
{
    return money ? QVariant(money->minor) : QVariant(QMetaType(QMetaType::LongLong));
}

std::optional<Money> moneyAt(const Rows &rows, int column, Currency currency)
{
    return rows.isNull(column) ? std::nullopt : std::optional(Money{rows.integer(column), currency});
}

}

Result<void> TerminalList::apply(const QList<Change> &changes, qint64 cursor, Timestamp now)
{
    return m_db.transaction([&]() -> Result<void> {
        for (const Change &change : changes) {
            Result<void> done;
            if (change.topic == QLatin1String("card"))
                done = applyCard(change.body);
            else if (change.topic == QLatin1String("price"))
                done = applyPrice(change.body);
            else if (change.topic == QLatin1String("terminal"))
                done = applyPeer(change.body);
            // A topic this program does not know is for a later one.
            if (!done)
                return done;
        }
        return setNumber("feed.cursor", cursor).and_then([&] { return setFresh(now); });
    });
}

Result<qint64> TerminalList::cursor() { return number("feed.cursor"); }

Result<Timestamp> TerminalList::freshAt()
{
    return number("feed.fresh").map([](qint64 ms) { return Timestamp{ms}; });
}

Result<void> TerminalList::setFresh(Timestamp now) { return setNumber("feed.fresh", now.ms); }

Result<qint64> TerminalList::number(const char *name)
{
    return m_db.exec("SELECT value FROM setting WHERE name = ?", {QString::fromLatin1(name)})
        .map([](Rows rows) { return rows.next() ? rows.blob(0).toLongLong() : 0; });
}

Result<void> TerminalList::setNumber(const char *name, qint64 value)
{
    const QString key = QString::fromLatin1(name);
    const auto updated =
        m_db.exec("UPDATE setting SET value = ? WHERE name = ?", {QByteArray::number(value), key});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO setting (name, value) VALUES (?, ?)", {key, QByteArray::number(value)});
}

Result<void> TerminalList::applyCard(const QJsonObject &body)
{
    const auto card = listedCardFromJson(body);
    if (!card)
        return fail(card.error());
    const CardFacts &facts = card->facts;
    const QString products = facts.products.join(u',');
    const QString expires = facts.expires.toString(Qt::ISODate);
    const auto updated =
        m_db.exec("UPDATE listed_card SET state = ?, expires = ?, products = ?, limit_sale = ?, "
                  "limit_day = ?, pin_set = ?, pin_above = ?, available = ?, currency = ? WHERE token = ?",
                  {int(facts.state), expires, products, minorOrNull(facts.limitPerSale),
                   minorOrNull(facts.limitPerDay), int(facts.pinSet), minorOrNull(facts.pinAbove),
                   facts.available.minor, facts.available.currency.code(), card->token.bytes});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO listed_card (token, state, expires, products, limit_sale, limit_day, "
                    "pin_set, pin_above, available, currency) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {card->token.bytes, int(facts.state), expires, products, minorOrNull(facts.limitPerSale),
                     minorOrNull(facts.limitPerDay), int(facts.pinSet), minorOrNull(facts.pinAbove),
                     facts.available.minor, facts.available.currency.code()});
}

Result<void> TerminalList::applyPrice(const QJsonObject &body)
{
    const auto price = priceFromJson(body);
    if (!price)
        return fail(price.error());
    if (price->station.value != 0 && price->station != m_station)
        return {};
    auto known = m_db.exec("SELECT version FROM listed_price WHERE version = ?", {price->version});
    if (!known)
        return fail(known.error());
    if (known->next())
        return {};
    return m_db.run("INSERT INTO listed_price (version, station, product, currency, valid_from, milli) "
                    "VALUES (?, ?, ?, ?, ?, ?)",
                    {price->version, price->station.value, price->product, price->price.currency.code(),
                     price->validFrom.ms, price->price.milli});
}

Result<void> TerminalList::applyPeer(const QJsonObject &body)
{
    JsonReader in(body);
    const qint64 id = in.integer("terminal", 1, std::numeric_limits<quint32>::max());
    const qint64 station = in.integer("station", 1, std::numeric_limits<qint64>::max());
    const QString name = in.text("name", 100);
    const QString kind = in.text("kind", 20);
    const QByteArray key = in.base64("publicKey", 32);
    const bool active = in.booleanOr("active", true);
    if (key.size() != 32)
        in.refuse("publicKey", QStringLiteral("32 bytes are expected"));
    if (in.error())
        return fail(*in.error());
    if (station != m_station.value)
        return {};
    const auto updated =
        m_db.exec("UPDATE peer SET name = ?, kind = ?, public_key = ?, active = ? WHERE terminal = ?",
                  {name, kind, key, int(active), id});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO peer (terminal, name, kind, public_key, active) VALUES (?, ?, ?, ?, ?)",
                    {id, name, kind, key, int(active)});
}

Result<std::optional<TerminalList::Entry>> TerminalList::find(const CardToken &token, QDate day)
{
    auto rows = m_db.exec("SELECT state, expires, products, limit_sale, limit_day, pin_set, pin_above, "
                          "available, currency, offline_day, offline_amount, offline_count "
                          "FROM listed_card WHERE token = ?",
                          {token.bytes});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::optional<Entry>();
    const auto currency = Currency::parse(rows->text(8));
    if (!currency)
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("listed_card.currency"));
    Entry entry;
    CardFacts &facts = entry.facts;
    facts.state = CardState(rows->integer(0));
    facts.expires = QDate::fromString(rows->text(1), Qt::ISODate);
    if (!rows->text(2).isEmpty())
        facts.products = rows->text(2).split(u',');
    facts.limitPerSale = moneyAt(*rows, 3, *currency);
    facts.limitPerDay = moneyAt(*rows, 4, *currency);
    facts.pinSet = rows->integer(5) != 0;
    facts.pinAbove = moneyAt(*rows, 6, *currency);
    facts.available = {rows->integer(7), *currency};
    const bool today = rows->text(9) == day.toString(Qt::ISODate);
    entry.offlineAmount = {today ? rows->integer(10) : 0, *currency};
    entry.offlineCount = today ? int(rows->integer(11)) : 0;
    facts.spentToday = entry.offlineAmount;
    return std::optional(entry);
}

Result<void> TerminalList::noteOffline(const CardToken &token, QDate day, Money amount)
{
    const auto entry = find(token, day);
    if (!entry)
        return fail(entry.error());
    if (!*entry)
        return fail(ErrorCode::OfflineCardUnknown);
    const auto total = offlineTotal(day, amount.currency);
    if (!total)
        return fail(total.error());
    return m_db
        .run("UPDATE listed_card SET offline_day = ?, offline_amount = ?, offline_count = ?, "
             "available = available - ? WHERE token = ?",
             {day.toString(Qt::ISODate), ((*entry)->offlineAmount + amount).minor, (*entry)->offlineCount + 1,
              amount.minor, token.bytes})
        .and_then([&] { return setNumber("offline.day", day.toJulianDay()); })
        .and_then([&] { return setNumber("offline.total", (*total + amount).minor); });
}

Result<void> TerminalList::noteOnline(const CardToken &token)
{
    return m_db.run("UPDATE listed_card SET offline_amount = 0, offline_count = 0 "
                    "WHERE token = ? AND offline_count > 0",
                    {token.bytes});
}

Result<Money> TerminalList::offlineTotal(QDate day, Currency currency)
{
    const auto counted = number("offline.day");
    if (!counted)
        return fail(counted.error());
    if (*counted != day.toJulianDay())
        return Money{0, currency};
    return number("offline.total").map([&](qint64 minor) { return Money{minor, currency}; });
}

Result<std::vector<Price>> TerminalList::prices()
{
    auto rows = m_db.exec("SELECT version, station, product, currency, valid_from, milli FROM listed_price "
                          "ORDER BY valid_from DESC, version DESC");
    if (!rows)
        return fail(rows.error());
    std::vector<Price> prices;
    while (rows->next()) {
        const auto currency = Currency::parse(rows->text(3));
        if (!currency)
            return fail(ErrorCode::StoreCorrupt, QStringLiteral("listed_price.currency"));
        prices.push_back({rows->integer(0),
                          {rows->integer(1)},
                          rows->text(2),
                          {rows->integer(5), *currency},
                          {rows->integer(4)},
                          {}});
    }
    return prices;
}

Result<std::optional<TerminalList::Peer>> TerminalList::peer(TerminalId id)
{
    return m_db.exec("SELECT name, kind, public_key FROM peer WHERE terminal = ? AND active = 1", {id.value})
        .map([&](Rows rows) {
            return rows.next() ? std::optional(Peer{id, rows.text(0), rows.text(1), rows.blob(2)})
                               : std::nullopt;
        });
}

}

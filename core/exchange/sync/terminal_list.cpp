#include "core/exchange/sync/terminal_list.h"

#include "core/domain/cards/card_json.h"
#include "core/domain/pricing/price_json.h"
#include "core/exchange/sync/campaign_list.h"
#include "core/exchange/sync/goods_list.h"
#include "core/exchange/sync/staff_list.h"
#include "core/foundation/base/json.h"

namespace youka {

namespace {

/// Offline grants are kept for the counters of a day and until the server has booked them.
constexpr qint64 KeepUseDays = 35;

/// One statement for either of the two lists.
#define YOUKA_LIST(which, head, tail) ((which) == 0 ? head "list_card_0" tail : head "list_card_1" tail)

constexpr char FeedCursor[] = "feed.cursor";
constexpr char ActiveList[] = "list.active";
constexpr char ListedUpTo[] = "list.cursor";
constexpr char ShadowAfter[] = "list.shadow.after";
constexpr char ShadowCursor[] = "list.shadow.cursor";
constexpr char ListKey[] = "list.key";

}

Result<void> TerminalList::change(const std::function<Result<void>()> &work)
{
    const auto done = m_db.transaction(work);
    if (!done) { // some of it may not be there any more
        m_profileIds.clear();
        m_places.clear();
    }
    return done;
}

Result<void> TerminalList::apply(const QList<Change> &changes, qint64 cursor, Timestamp now, bool complete)
{
    return change([&]() -> Result<void> {
        for (const Change &change : changes) {
            Result<void> done;
            if (change.topic == QLatin1String("card"))
                done = applyCard(change.body);
            else if (change.topic == QLatin1String("allotment"))
                done = applyAllotment(change.body);
            else if (change.topic == QLatin1String("price"))
                done = applyPrice(change.body);
            else if (change.topic == QLatin1String("terminal"))
                done = applyPeer(change.body);
            else if (change.topic == QLatin1String("staff"))
                done = StaffList::apply(m_db, change.body);
            else if (change.topic == QLatin1String("campaign"))
                done = CampaignList::apply(m_db, change.body);
            else if (change.topic == QLatin1String("article"))
                done = GoodsList::apply(m_db, change.body);
            // A topic this program does not know is for a later one.
            if (!done)
                return done;
        }
        return setNumber(FeedCursor, cursor).and_then([&] {
            return complete ? setFresh(now) : Result<void>();
        });
    });
}

Result<qint64> TerminalList::cursor() { return place(FeedCursor); }
Result<qint64> TerminalList::listedUpTo() { return place(ListedUpTo); }

/// Asked for at every question and for every card, and changed by this list alone.
Result<qint64> TerminalList::place(const char *name)
{
    if (const auto known = m_places.constFind(name); known != m_places.cend())
        return *known;
    return number(name).map([&](qint64 value) { return m_places[name] = value; });
}

Result<void> TerminalList::startOver()
{
    return change([&] {
        return setNumber(FeedCursor, 0).and_then([&] { return setNumber(ListedUpTo, 0); }).and_then([&] {
            return setBytes(ShadowAfter, QByteArray(""));
        });
    });
}

Result<Timestamp> TerminalList::freshAt()
{
    return number("feed.fresh").map([](qint64 ms) { return Timestamp{ms}; });
}

Result<void> TerminalList::setFresh(Timestamp now)
{
    return setNumber("feed.fresh", now.ms).and_then([&] { return setNumber("clock.latest", now.ms); });
}

Result<Timestamp> TerminalList::latestKnown()
{
    return number("clock.latest").map([](qint64 ms) { return Timestamp{ms}; });
}

Result<QByteArray> TerminalList::bytes(const char *name)
{
    return m_db.exec("SELECT value FROM setting WHERE name = ?", {QString::fromLatin1(name)})
        .map([](Rows rows) { return rows.next() ? rows.blob(0) : QByteArray(); });
}

Result<void> TerminalList::setBytes(const char *name, const QByteArray &value)
{
    m_places.remove(name);
    const QString key = QString::fromLatin1(name);
    const auto updated =
        m_db.exec(m_db.dialect().oneRow(YOUKA_ONE_ROW("setting SET value = ? WHERE name = ?")), {value, key});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO setting (name, value) VALUES (?, ?)", {key, value});
}

Result<qint64> TerminalList::number(const char *name)
{
    return bytes(name).map([](const QByteArray &value) { return value.toLongLong(); });
}

Result<void> TerminalList::setNumber(const char *name, qint64 value)
{
    return setBytes(name, QByteArray::number(value));
}

Result<quint32> TerminalList::profileId(const QByteArray &packed)
{
    if (const auto known = m_profileIds.constFind(packed); known != m_profileIds.cend())
        return *known;
    auto rows = m_db.exec("SELECT id FROM list_profile WHERE body = ?", {packed});
    if (!rows)
        return fail(rows.error());
    if (rows->next())
        return m_profileIds[packed] = quint32(rows->integer(0));
    return m_db.exec("INSERT INTO list_profile (body) VALUES (?)", {packed}).map([&](Rows inserted) {
        const auto id = quint32(inserted.lastId());
        m_profiles.remove(id); // of an insert that was taken back
        return m_profileIds[packed] = id;
    });
}

Result<CardProfile> TerminalList::profile(quint32 id)
{
    if (const auto known = m_profiles.constFind(id); known != m_profiles.cend())
        return *known;
    auto rows = m_db.exec("SELECT body FROM list_profile WHERE id = ?", {id});
    if (!rows)
        return fail(rows.error());
    const auto read = rows->next() ? unpackProfile(rows->blob(0)) : fail(ErrorCode::NotFound);
    if (!read)
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("list_profile"));
    return m_profiles[id] = *read;
}

Result<std::optional<ListEntry>> TerminalList::stored(const CardToken &token)
{
    const auto active = place(ActiveList);
    if (!active)
        return fail(active.error());
    auto rows = m_db.exec(YOUKA_LIST(*active, "SELECT data FROM ", " WHERE token = ?"), {token.bytes});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::optional<ListEntry>();
    const QByteArray data = rows->blob(0);
    ByteReader in(data);
    const ListEntry entry = unpackEntry(in);
    if (in.isWrong() || !in.atEnd())
        return fail(ErrorCode::StoreCorrupt, QStringLiteral("list_card"));
    return std::optional(entry);
}

Result<void> TerminalList::store(const CardToken &token, const ListEntry &entry, bool known)
{
    const auto active = place(ActiveList);
    if (!active)
        return fail(active.error());
    ByteWriter out;
    packEntry(out, entry);
    if (known)
        return m_db.run(
            m_db.dialect().oneRow(YOUKA_LIST(*active, "UPDATE OR FAIL ", " SET data = ? WHERE token = ?"),
                                  YOUKA_LIST(*active, "UPDATE ", " SET data = ? WHERE token = ?")),
            {out.bytes(), token.bytes});
    return m_db.run(YOUKA_LIST(*active, "INSERT INTO ", " (token, data) VALUES (?, ?)"),
                    {token.bytes, out.bytes()});
}

Result<void> TerminalList::applyCard(const QJsonObject &body)
{
    const auto card = listedCardFromJson(body);
    if (!card)
        return fail(card.error());
    const auto profile = profileId(packProfile(profileOf(card->facts)));
    if (!profile)
        return fail(profile.error());
    const auto before = stored(card->token);
    if (!before)
        return fail(before.error());
    ListEntry entry = entryOf(*card, *profile);
    if (*before) { // what is lent has its own news
        entry.lent = (*before)->lent;
        entry.booked = (*before)->booked;
    }
    return store(card->token, entry, before->has_value());
}

Result<void> TerminalList::applyAllotment(const QJsonObject &body)
{
    const auto allotment = listedAllotmentFromJson(body);
    if (!allotment)
        return fail(allotment.error());
    auto entry = stored(allotment->token);
    if (!entry)
        return fail(entry.error());
    if (!*entry)
        return {}; // of a card that is not on this list
    const auto shared = profile((*entry)->profile);
    if (!shared)
        return fail(shared.error());
    if (allotment->amount.currency != shared->currency)
        return fail(ErrorCode::InvalidInput, QStringLiteral("allotment: not in the card's currency"));
    const bool mine = TerminalId{allotment->terminal} == m_self;
    (*entry)->lent = mine ? allotment->amount.minor : 0;
    if (mine)
        (*entry)->booked = allotment->booked;
    return store(allotment->token, **entry, true);
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
    const auto listed = stored(token);
    if (!listed)
        return fail(listed.error());
    if (!*listed)
        return std::optional<Entry>();
    const auto shared = profile((*listed)->profile);
    if (!shared)
        return fail(shared.error());
    auto used =
        m_db.exec("SELECT seq, day, amount, sales, counted FROM offline_use WHERE token = ?", {token.bytes});
    if (!used)
        return fail(used.error());
    const Money nothing{0, shared->currency};
    Entry entry{factsOf(**listed, *shared), nothing, 0, {(*listed)->lent, shared->currency}};
    if ((*listed)->day == day)
        entry.facts.spentToday.minor = (*listed)->spentToday;
    while (used->next()) {
        const Money amount{used->integer(2), shared->currency};
        const bool today = used->integer(1) == day.toJulianDay();
        if (used->integer(0) > (*listed)->booked) { // not in the server's figures
            entry.facts.available -= amount;
            entry.allotment -= amount;
            if (today)
                entry.facts.spentToday += amount;
        }
        if (today && used->integer(4) != 0) {
            entry.offlineAmount += amount;
            entry.offlineCount += int(used->integer(3));
        }
    }
    entry.allotment = max(entry.allotment, nothing);
    return std::optional(entry);
}

Result<void> TerminalList::noteOffline(const Granted &grant)
{
    const auto known = stored(grant.token);
    if (!known)
        return fail(known.error());
    if (!*known)
        return fail(ErrorCode::OfflineCardUnknown);
    const qint64 day = grant.day.toJulianDay();
    return m_db.transaction([&]() -> Result<void> {
        const auto noted = m_db.run("INSERT INTO offline_use (token, seq, day, amount, sales, counted) "
                                    "VALUES (?, ?, ?, ?, 1, 1)",
                                    {grant.token.bytes, grant.record, day, grant.amount.minor})
                               .and_then([&] { return setNumber("clock.latest", grant.at.ms); });
        if (!noted)
            return noted;
        const auto added = m_db.exec(
            m_db.dialect().oneRow(YOUKA_ONE_ROW("offline_total SET amount = amount + ? WHERE day = ?")),
            {grant.amount.minor, day});
        if (!added)
            return fail(added.error());
        if (added->affected() > 0)
            return {};
        return m_db.run("INSERT INTO offline_total (day, amount) VALUES (?, ?)", {day, grant.amount.minor})
            .and_then([&] { return m_db.run("DELETE FROM offline_use WHERE day < ?", {day - KeepUseDays}); })
            .and_then(
                [&] { return m_db.run("DELETE FROM offline_total WHERE day < ?", {day - KeepUseDays}); });
    });
}

Result<void> TerminalList::noteOnline(const CardToken &token)
{
    return m_db.run("UPDATE offline_use SET counted = 0 WHERE token = ? AND counted = 1", {token.bytes});
}

Result<Money> TerminalList::offlineTotal(QDate day, Currency currency)
{
    return m_db.exec("SELECT amount FROM offline_total WHERE day = ?", {day.toJulianDay()})
        .map([&](Rows rows) {
            return Money{rows.next() ? rows.integer(0) : 0, currency};
        });
}

Result<QByteArray> TerminalList::snapshotAfter() { return bytes(ShadowAfter); }

Result<void> TerminalList::applyPage(const ListPage &page)
{
    const auto after = snapshotAfter();
    const auto active = place(ActiveList);
    const auto begun = number(ShadowCursor);
    const auto known = cursor();
    const auto listed = listedUpTo();
    if (!after)
        return fail(after.error());
    for (const auto *read : {&active, &begun, &known, &listed})
        if (!*read)
            return fail(read->error());
    if (page.terminal != m_self.value || page.after != *after)
        return fail(ErrorCode::InvalidInput, QStringLiteral("not the page that was asked for"));
    if (page.cursor < std::max(*known, *listed))
        return fail(ErrorCode::ListOutdated);
    // Pages may come from servers that are not equally new; the list is as new as the oldest of them.
    const qint64 upTo = page.after.isEmpty() ? page.cursor : std::min(page.cursor, *begun);
    const qint64 shadow = 1 - *active;
    const auto taken = change([&]() -> Result<void> {
        if (page.after.isEmpty())
            if (const auto emptied = m_db.run(YOUKA_LIST(shadow, "DELETE FROM ", "")); !emptied)
                return emptied;
        return takeCards(page)
            .and_then([&] { return setNumber(ShadowCursor, upTo); })
            .and_then(
                [&] { return setBytes(ShadowAfter, page.last ? QByteArray("") : page.cards.back().token); })
            .and_then([&] { return page.last ? putInForce(shadow, upTo) : Result<void>(); });
    });
    if (!taken || !page.last)
        return taken;
    // The one it replaced only takes room now. What is not emptied here is at the next snapshot's beginning.
    return m_db.run(YOUKA_LIST(*active, "DELETE FROM ", ""));
}

Result<void> TerminalList::takeCards(const ListPage &page)
{
    const auto active = place(ActiveList);
    if (!active)
        return fail(active.error());
    std::vector<quint32> ids;
    for (const QByteArray &packed : page.profiles) {
        const auto id = profileId(packed);
        if (!id)
            return fail(id.error());
        ids.push_back(*id);
    }
    const char *insert = YOUKA_LIST(1 - *active, "INSERT INTO ", " (token, data) VALUES (?, ?)");
    ByteWriter out;
    for (const ListPage::Card &card : page.cards) {
        ListEntry entry = card.entry;
        entry.profile = ids[entry.profile];
        packEntry(out, entry);
        if (const auto written = m_db.run(insert, {card.token, out.take()}); !written)
            return written;
    }
    return {};
}

Result<void> TerminalList::putInForce(qint64 shadow, qint64 cursor)
{
    return setNumber(ActiveList, shadow).and_then([&] { return setNumber(ListedUpTo, cursor); });
}

Result<qint64> TerminalList::cards()
{
    return place(ActiveList).and_then([&](qint64 active) {
        return m_db.exec(YOUKA_LIST(active, "SELECT COUNT(*) FROM ", "")).map([](Rows rows) {
            return rows.next() ? rows.integer(0) : 0;
        });
    });
}

Result<QByteArray> TerminalList::listKey() { return bytes(ListKey); }

Result<void> TerminalList::learnListKey(const QByteArray &key)
{
    if (!key.isEmpty() && key == m_learntKey)
        return {};
    const auto known = listKey();
    if (!known)
        return fail(known.error());
    if (*known == key) {
        m_learntKey = key;
        return {};
    }
    if (!known->isEmpty())
        return fail(ErrorCode::SignatureInvalid, QStringLiteral("another key for lists"));
    if (const auto usable = VerifyingKey::fromBytes(key); !usable)
        return fail(usable.error());
    return setBytes(ListKey, key);
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

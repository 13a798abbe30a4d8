#include "core/domain/messages/message_repository.h"

namespace youka {

namespace {

#define YOUKA_MESSAGE_COLUMNS                                                                                \
    "id, number, cause, kind, way, customer, language, address, content, state, urgent, next_try, tries, "   \
    "leased_until, at, expires, done_at, reference, dead"

MessageRepository::Row readRow(const Rows &in)
{
    MessageRepository::Row row;
    row.id = {in.integer(0)};
    row.number = in.blob(1);
    row.cause = in.blob(2);
    row.kind = MessageKind(in.integer(3));
    row.way = MessageWay(in.integer(4));
    row.customer = {in.integer(5)};
    row.language = MessageLanguage(in.integer(6));
    row.address = in.blob(7);
    row.content = in.blob(8);
    row.state = MessageState(in.integer(9));
    row.urgent = in.integer(10) != 0;
    row.nextTry = {in.integer(11)};
    row.tries = int(in.integer(12));
    row.leasedUntil = {in.integer(13)};
    row.at = {in.integer(14)};
    row.expires = {in.integer(15)};
    row.doneAt = {in.integer(16)};
    row.reference = in.text(17);
    row.dead = in.text(18);
    return row;
}

Result<std::optional<MessageRepository::Row>> oneRow(Result<Rows> rows)
{
    return rows.map([](Rows &in) { return in.next() ? std::optional(readRow(in)) : std::nullopt; });
}

Result<std::vector<MessageRepository::Row>> allRows(Result<Rows> rows)
{
    return rows.map([](Rows &in) {
        std::vector<MessageRepository::Row> all;
        while (in.next())
            all.push_back(readRow(in));
        return all;
    });
}

Result<std::vector<MessageRepository::Contact>> allContacts(Result<Rows> rows)
{
    return rows.map([](Rows &in) {
        std::vector<MessageRepository::Contact> all;
        while (in.next())
            all.push_back({{in.integer(0)},
                           MessageWay(in.integer(1)),
                           in.blob(2),
                           in.blob(3),
                           MessageLanguage(in.integer(4))});
        return all;
    });
}

/// "" is no NULL.
QByteArray filled(const QByteArray &bytes) { return bytes.isNull() ? QByteArray("") : bytes; }
QString filled(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

}

Result<void> MessageRepository::setContact(const Contact &contact, Timestamp at)
{
    return m_db
        .exec("UPDATE message_contact SET address = ?, lookup = ?, language = ?, at = ? WHERE customer = ? "
              "AND way = ?",
              {contact.address, contact.lookup, int(contact.language), at.ms, contact.customer.value,
               int(contact.way)})
        .and_then([&](const Rows &changed) -> Result<void> {
            if (changed.affected() > 0)
                return {};
            return m_db.run("INSERT INTO message_contact (customer, way, address, lookup, language, at) "
                            "VALUES (?, ?, ?, ?, ?, ?)",
                            {contact.customer.value, int(contact.way), contact.address, contact.lookup,
                             int(contact.language), at.ms});
        });
}

Result<void> MessageRepository::removeContact(CustomerId customer, MessageWay way)
{
    return m_db.run("DELETE FROM message_contact WHERE customer = ? AND way = ?", {customer.value, int(way)});
}

Result<std::vector<MessageRepository::Contact>> MessageRepository::contactsOf(CustomerId customer)
{
    return allContacts(m_db.exec(
        "SELECT customer, way, address, lookup, language FROM message_contact WHERE customer = ? "
        "UNION ALL SELECT customer, 3, token, lookup, language FROM message_device WHERE customer = "
        "? ORDER BY way, lookup",
        {customer.value, customer.value}));
}

Result<bool> MessageRepository::isReachable(CustomerId customer)
{
    return m_db
        .exec("SELECT 1 FROM message_contact WHERE customer = ? UNION ALL SELECT 1 FROM message_device WHERE "
              "customer = ? LIMIT 1",
              {customer.value, customer.value})
        .map([](Rows in) { return in.next(); });
}

Result<std::vector<CustomerId>> MessageRepository::reachable(CustomerId after, int most)
{
    return m_db
        .exec("SELECT DISTINCT customer FROM (SELECT customer FROM message_contact WHERE customer > ? UNION "
              "SELECT customer FROM message_device WHERE customer > ?) AS anybody ORDER BY customer LIMIT ?",
              {after.value, after.value, most})
        .map([](Rows in) {
            std::vector<CustomerId> all;
            while (in.next())
                all.push_back({in.integer(0)});
            return all;
        });
}

Result<void> MessageRepository::setLanguage(CustomerId customer, MessageLanguage language)
{
    return m_db
        .run("UPDATE message_contact SET language = ? WHERE customer = ?", {int(language), customer.value})
        .and_then([&] {
            return m_db.run("UPDATE message_device SET language = ? WHERE customer = ?",
                            {int(language), customer.value});
        });
}

Result<void> MessageRepository::putDevice(const Contact &device, int most, Timestamp at)
{
    return removeDevice(device.lookup)
        .and_then([&] {
            return m_db.run(
                "INSERT INTO message_device (customer, token, lookup, language, at) VALUES (?, "
                "?, ?, ?, ?)",
                {device.customer.value, device.address, device.lookup, int(device.language), at.ms});
        })
        .and_then([&] {
            return m_db.run("DELETE FROM message_device WHERE customer = ? AND id NOT IN (SELECT id FROM "
                            "message_device WHERE customer = ? ORDER BY id DESC LIMIT ?)",
                            {device.customer.value, device.customer.value, most});
        });
}

Result<void> MessageRepository::removeDevice(const QByteArray &lookup)
{
    return m_db.run("DELETE FROM message_device WHERE lookup = ?", {lookup});
}

Result<void> MessageRepository::removeDevices(CustomerId customer)
{
    return m_db.run("DELETE FROM message_device WHERE customer = ?", {customer.value});
}

Result<std::optional<Money>> MessageRepository::lowBalanceOf(CustomerId customer)
{
    return m_db.exec("SELECT low_balance, currency FROM message_wish WHERE customer = ?", {customer.value})
        .map([](Rows in) {
            return in.next()
                ? std::optional(Money{in.integer(0), Currency::parse(in.text(1)).value_or(Currency{})})
                : std::nullopt;
        });
}

Result<void> MessageRepository::setLowBalance(CustomerId customer, std::optional<Money> below, Timestamp at)
{
    return m_db.run("DELETE FROM message_wish WHERE customer = ?", {customer.value})
        .and_then([&]() -> Result<void> {
            if (!below)
                return {};
            return m_db.run(
                "INSERT INTO message_wish (customer, low_balance, currency, at) VALUES (?, ?, ?, ?)",
                {customer.value, below->minor, below->currency.code(), at.ms});
        });
}

Result<std::vector<MessageRepository::Contact>> MessageRepository::contactsBy(MessageWay way,
                                                                              const QByteArray &lookup)
{
    return allContacts(m_db.exec("SELECT customer, way, address, lookup, language FROM message_contact WHERE "
                                 "lookup = ? AND way = ? ORDER BY at DESC, customer DESC",
                                 {lookup, int(way)}));
}

Result<void> MessageRepository::addOptOut(CustomerId customer, OptOut what, Timestamp at)
{
    return m_db.run("INSERT INTO message_opt_out (customer, kind, way, at) SELECT ?, ?, ?, ? WHERE NOT "
                    "EXISTS (SELECT 1 FROM message_opt_out WHERE customer = ? AND kind = ? AND way = ?)",
                    {customer.value, int(what.first), int(what.second), at.ms, customer.value,
                     int(what.first), int(what.second)});
}

Result<void> MessageRepository::removeOptOut(CustomerId customer, OptOut what)
{
    return m_db.run("DELETE FROM message_opt_out WHERE customer = ? AND kind = ? AND way = ?",
                    {customer.value, int(what.first), int(what.second)});
}

Result<std::vector<MessageRepository::OptOut>> MessageRepository::optOutsOf(CustomerId customer)
{
    return m_db
        .exec("SELECT kind, way FROM message_opt_out WHERE customer = ? ORDER BY kind, way", {customer.value})
        .map([](Rows in) {
            std::vector<OptOut> all;
            while (in.next())
                all.emplace_back(MessageKind(in.integer(0)), MessageWay(in.integer(1)));
            return all;
        });
}

Result<void> MessageRepository::setTemplate(MessageKind kind, MessageWay way, MessageLanguage language,
                                            const MessageText &text)
{
    return removeTemplate(kind, way, language).and_then([&] {
        return m_db.run(
            "INSERT INTO message_template (kind, way, language, subject, body) VALUES (?, ?, ?, ?, ?)",
            {int(kind), int(way), int(language), filled(text.subject), text.text});
    });
}

Result<void> MessageRepository::removeTemplate(MessageKind kind, MessageWay way, MessageLanguage language)
{
    return m_db.run("DELETE FROM message_template WHERE kind = ? AND way = ? AND language = ?",
                    {int(kind), int(way), int(language)});
}

Result<std::optional<MessageText>> MessageRepository::findTemplate(MessageKind kind, MessageWay way,
                                                                   MessageLanguage language)
{
    return m_db
        .exec("SELECT subject, body FROM message_template WHERE kind = ? AND way = ? AND language = ?",
              {int(kind), int(way), int(language)})
        .map([](Rows in) {
            return in.next() ? std::optional(MessageText{in.text(0), in.text(1)}) : std::nullopt;
        });
}

Result<std::vector<MessageRepository::Template>> MessageRepository::templates()
{
    return m_db
        .exec("SELECT kind, way, language, subject, body FROM message_template ORDER BY kind, way, language",
              {})
        .map([](Rows in) {
            std::vector<Template> all;
            while (in.next())
                all.push_back({MessageKind(in.integer(0)),
                               MessageWay(in.integer(1)),
                               MessageLanguage(in.integer(2)),
                               {in.text(3), in.text(4)}});
            return all;
        });
}

Result<MessageId> MessageRepository::insert(const Row &row)
{
    return m_db
        .exec("INSERT INTO message_outbox (number, cause, kind, way, customer, language, address, content, "
              "state, urgent, next_try, tries, leased_until, at, expires, done_at, reference, dead) VALUES "
              "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 0, '', '')",
              {row.number, row.cause, int(row.kind), int(row.way), row.customer.value, int(row.language),
               row.address, row.content, int(row.state), row.urgent ? 1 : 0, row.nextTry.ms, row.at.ms,
               row.expires.ms})
        .map([](const Rows &in) { return MessageId{in.lastId()}; });
}

Result<bool> MessageRepository::isQueued(const QByteArray &cause, MessageKind kind, MessageWay way)
{
    return m_db
        .exec("SELECT id FROM message_outbox WHERE cause = ? AND kind = ? AND way = ?",
              {cause, int(kind), int(way)})
        .map([](Rows in) { return in.next(); });
}

Result<std::optional<MessageRepository::Row>> MessageRepository::find(MessageId id)
{
    return oneRow(m_db.exec("SELECT " YOUKA_MESSAGE_COLUMNS " FROM message_outbox WHERE id = ?", {id.value}));
}

Result<std::optional<MessageRepository::Row>> MessageRepository::lock(MessageId id)
{
    return oneRow(m_db.exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_MESSAGE_COLUMNS
                                                                 " FROM message_outbox WHERE id = ?")),
                            {id.value}));
}

Result<void> MessageRepository::update(const Row &row)
{
    return m_db.run("UPDATE message_outbox SET content = ?, state = ?, next_try = ?, tries = ?, leased_until "
                    "= ?, expires = ?, done_at = ?, reference = ?, dead = ? WHERE id = ?",
                    {filled(row.content), int(row.state), row.nextTry.ms, row.tries, row.leasedUntil.ms,
                     row.expires.ms, row.doneAt.ms, filled(row.reference.left(80)), filled(row.dead.left(80)),
                     row.id.value});
}

Result<std::vector<MessageRepository::Row>> MessageRepository::lease(Timestamp now, Timestamp until, int most)
{
    auto due = allRows(m_db.exec("SELECT " YOUKA_MESSAGE_COLUMNS
                                 " FROM message_outbox WHERE state = 1 AND next_try <= ? AND leased_until "
                                 "<= ? ORDER BY next_try, id LIMIT ?",
                                 {now.ms, now.ms, most}));
    if (!due)
        return due;
    std::vector<Row> leased;
    for (Row &row : *due) {
        const auto taken = m_db.exec("UPDATE message_outbox SET leased_until = ?, tries = tries + 1 WHERE id "
                                     "= ? AND leased_until = ? AND state = 1",
                                     {until.ms, row.id.value, row.leasedUntil.ms});
        if (!taken)
            return fail(taken.error());
        if (taken->affected() != 1) // another server was quicker
            continue;
        ++row.tries;
        row.leasedUntil = until;
        leased.push_back(std::move(row));
    }
    return leased;
}

Result<void> MessageRepository::putOff(Timestamp now, Timestamp until)
{
    return m_db.run("UPDATE message_outbox SET next_try = ? WHERE state = 1 AND urgent = 0 AND next_try <= ? "
                    "AND leased_until <= ?",
                    {until.ms, now.ms, now.ms});
}

Result<void> MessageRepository::endLeases()
{
    return m_db.run("UPDATE message_outbox SET leased_until = 0 WHERE state = 1 AND leased_until > 0");
}

Result<Timestamp> MessageRepository::nextDue()
{
    return m_db
        .exec("SELECT MIN(CASE WHEN leased_until > next_try THEN leased_until ELSE next_try END) FROM "
              "message_outbox WHERE state = 1",
              {})
        .map([](Rows in) { return Timestamp{in.next() && !in.isNull(0) ? in.integer(0) : 0}; });
}

Result<std::vector<MessageRepository::Row>> MessageRepository::list(const Filter &filter, MessageId before,
                                                                    int most)
{
    const int kind = filter.kind ? int(*filter.kind) : 0;
    const int way = filter.way ? int(*filter.way) : 0;
    return allRows(m_db.exec(
        "SELECT " YOUKA_MESSAGE_COLUMNS
        " FROM message_outbox WHERE state = ? AND (? = 0 OR kind = ?) AND (? = 0 OR way = ?) AND (? = 0 OR "
        "customer = ?) AND (? = 0 OR id < ?) ORDER BY id DESC LIMIT ?",
        {int(filter.state), kind, kind, way, way, filter.customer.value, filter.customer.value, before.value,
         before.value, most}));
}

Result<void> MessageRepository::emptyDead(Timestamp before)
{
    return m_db.run(
        "UPDATE message_outbox SET content = ? WHERE state = 3 AND done_at < ? AND LENGTH(content) > 0",
        {QByteArray(""), before.ms});
}

}

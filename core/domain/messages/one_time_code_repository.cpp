#include "core/domain/messages/one_time_code_repository.h"

namespace youka {

namespace {

Result<std::vector<Timestamp>> times(Result<Rows> rows)
{
    return rows.map([](Rows &in) {
        std::vector<Timestamp> all;
        while (in.next())
            all.push_back({in.integer(0)});
        return all;
    });
}

#define YOUKA_NEWEST_CODE                                                                                    \
    "SELECT id, number, asker, code, at, tries, used FROM one_time_code WHERE number = ? ORDER BY at DESC, " \
    "id DESC LIMIT 1"

}

Result<OneTimeCodeId> OneTimeCodeRepository::insert(const Row &row)
{
    return m_db
        .exec("INSERT INTO one_time_code (number, asker, code, at, tries, used) VALUES (?, ?, ?, ?, 0, 0)",
              {row.number, row.asker, row.code, row.at.ms})
        .map([](const Rows &in) { return OneTimeCodeId{in.lastId()}; });
}

Result<std::optional<OneTimeCodeRepository::Row>> OneTimeCodeRepository::lockNewest(const QByteArray &number)
{
    return m_db.exec(m_db.dialect().locking(YOUKA_LOCKING(YOUKA_NEWEST_CODE)), {number}).map([](Rows in) {
        return in.next() ? std::optional(Row{{in.integer(0)},
                                             in.blob(1),
                                             in.blob(2),
                                             in.blob(3),
                                             {in.integer(4)},
                                             int(in.integer(5)),
                                             in.integer(6) != 0})
                         : std::nullopt;
    });
}

Result<void> OneTimeCodeRepository::update(OneTimeCodeId id, int tries, bool used)
{
    return m_db.run("UPDATE one_time_code SET tries = ?, used = ? WHERE id = ?",
                    {tries, used ? 1 : 0, id.value});
}

Result<std::vector<Timestamp>> OneTimeCodeRepository::askedFor(const QByteArray &number, Timestamp since)
{
    return times(m_db.exec("SELECT at FROM one_time_code WHERE number = ? AND at > ? ORDER BY at",
                           {number, since.ms}));
}

Result<std::vector<Timestamp>> OneTimeCodeRepository::askedBy(const QByteArray &asker, Timestamp since)
{
    return times(
        m_db.exec("SELECT at FROM one_time_code WHERE asker = ? AND at > ? ORDER BY at", {asker, since.ms}));
}

Result<void> OneTimeCodeRepository::removeBefore(Timestamp when)
{
    return m_db.run("DELETE FROM one_time_code WHERE at < ?", {when.ms});
}

}

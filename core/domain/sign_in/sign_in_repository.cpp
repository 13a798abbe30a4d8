#include "core/domain/sign_in/sign_in_repository.h"

namespace youka {

namespace {

#define YOUKA_SESSION                                                                                        \
    "SELECT id, customer, way, device, access, access_until, refresh, refresh_until, started, seen FROM "    \
    "sign_in_session "

SignInRepository::Row readRow(const Rows &in)
{
    return {{{in.integer(0)},
             {in.integer(1)},
             SignInWay(in.integer(2)),
             in.text(3),
             {in.integer(8)},
             {in.integer(9)}},
            in.blob(4),
            {in.integer(5)},
            in.blob(6),
            {in.integer(7)}};
}

Result<SignInTries> readTries(Result<Rows> rows)
{
    return rows.map([](Rows &in) {
        return in.next()
            ? SignInTries{int(in.integer(0)), int(in.integer(1)), {in.integer(2)}, {in.integer(3)}}
            : SignInTries{};
    });
}

Result<std::optional<SignInRepository::Used>> readUsed(Result<Rows> rows)
{
    return rows.map([](Rows &in) {
        return in.next() ? std::optional(SignInRepository::Used{in.blob(0), {in.integer(1)}, {in.integer(2)}})
                         : std::nullopt;
    });
}

}

Result<std::optional<SignInRepository::Row>> SignInRepository::one(Result<Rows> rows)
{
    return rows.map([](Rows &in) { return in.next() ? std::optional(readRow(in)) : std::nullopt; });
}

Result<SignInSessionId> SignInRepository::insert(const Row &row)
{
    const SignInSession &session = row.session;
    return m_db
        .exec("INSERT INTO sign_in_session (customer, way, device, access, access_until, refresh, "
              "refresh_until, started, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {session.customer.value, int(session.way), session.device, row.access, row.accessUntil.ms,
               row.refresh, row.refreshUntil.ms, session.started.ms, session.seen.ms})
        .map([](const Rows &in) { return SignInSessionId{in.lastId()}; });
}

Result<void> SignInRepository::update(const Row &row)
{
    return m_db.run(
        "UPDATE sign_in_session SET access = ?, access_until = ?, refresh = ?, refresh_until = ?, "
        "seen = ? WHERE id = ?",
        {row.access, row.accessUntil.ms, row.refresh, row.refreshUntil.ms, row.session.seen.ms,
         row.session.id.value});
}

Result<std::optional<SignInRepository::Row>> SignInRepository::findAccess(const QByteArray &access)
{
    return one(m_db.exec(YOUKA_SESSION "WHERE access = ?", {access}));
}

Result<std::optional<SignInRepository::Row>> SignInRepository::lock(SignInSessionId id)
{
    return one(m_db.exec(m_db.dialect().locking(YOUKA_LOCKING(YOUKA_SESSION "WHERE id = ?")), {id.value}));
}

Result<std::optional<SignInRepository::Row>> SignInRepository::lockRefresh(const QByteArray &refresh)
{
    return one(
        m_db.exec(m_db.dialect().locking(YOUKA_LOCKING(YOUKA_SESSION "WHERE refresh = ?")), {refresh}));
}

Result<std::vector<SignInSession>> SignInRepository::ofCustomer(CustomerId customer, Timestamp now)
{
    return m_db
        .exec(YOUKA_SESSION "WHERE customer = ? AND refresh_until > ? ORDER BY id DESC",
              {customer.value, now.ms})
        .map([](Rows in) {
            std::vector<SignInSession> all;
            while (in.next())
                all.push_back(readRow(in).session);
            return all;
        });
}

Result<void> SignInRepository::remove(SignInSessionId id)
{
    return m_db.run("DELETE FROM sign_in_used WHERE session = ?", {id.value}).and_then([&] {
        return m_db.run("DELETE FROM sign_in_session WHERE id = ?", {id.value});
    });
}

Result<void> SignInRepository::removeOver(Timestamp now)
{
    return m_db
        .run("DELETE FROM sign_in_used WHERE session IN (SELECT id FROM sign_in_session WHERE refresh_until "
             "<= ?)",
             {now.ms})
        .and_then([&] { return m_db.run("DELETE FROM sign_in_session WHERE refresh_until <= ?", {now.ms}); })
        .and_then([&] {
            const qint64 old = now.ms - LocksForgottenMs;
            return m_db.run("DELETE FROM sign_in_tries WHERE since < ? AND locked_until < ?", {old, old});
        });
}

Result<void> SignInRepository::insertUsed(const Used &used)
{
    return m_db.run("INSERT INTO sign_in_used (refresh, session, at) VALUES (?, ?, ?)",
                    {used.refresh, used.session.value, used.at.ms});
}

Result<std::optional<SignInRepository::Used>> SignInRepository::findUsed(const QByteArray &refresh)
{
    return readUsed(m_db.exec("SELECT refresh, session, at FROM sign_in_used WHERE refresh = ?", {refresh}));
}

Result<SignInTries> SignInRepository::lockTries(const QByteArray &who)
{
    return readTries(m_db.exec(
        m_db.dialect().locking(YOUKA_LOCKING("SELECT tries, locks, since, locked_until FROM sign_in_tries "
                                             "WHERE who = ?")),
        {who}));
}

Result<SignInTries> SignInRepository::tries(const QByteArray &who)
{
    return readTries(
        m_db.exec("SELECT tries, locks, since, locked_until FROM sign_in_tries WHERE who = ?", {who}));
}

Result<void> SignInRepository::setTries(const QByteArray &who, const SignInTries &tries)
{
    return m_db.run("DELETE FROM sign_in_tries WHERE who = ?", {who}).and_then([&]() -> Result<void> {
        if (tries == SignInTries{})
            return {};
        return m_db.run(
            "INSERT INTO sign_in_tries (who, tries, locks, since, locked_until) VALUES (?, ?, ?, ?, ?)",
            {who, tries.tries, tries.locks, tries.since.ms, tries.lockedUntil.ms});
    });
}

Result<void> SignInRepository::setLink(SignInWay provider, const QByteArray &subject, CustomerId customer,
                                       Timestamp at)
{
    return removeLink(provider, customer)
        .and_then([&] {
            return m_db.run("DELETE FROM sign_in_link WHERE provider = ? AND subject = ?",
                            {int(provider), subject});
        })
        .and_then([&] {
            return m_db.run("INSERT INTO sign_in_link (provider, subject, customer, at) VALUES (?, ?, ?, ?)",
                            {int(provider), subject, customer.value, at.ms});
        });
}

Result<void> SignInRepository::removeLink(SignInWay provider, CustomerId customer)
{
    return m_db.run("DELETE FROM sign_in_link WHERE customer = ? AND provider = ?",
                    {customer.value, int(provider)});
}

Result<CustomerId> SignInRepository::linked(SignInWay provider, const QByteArray &subject)
{
    return m_db
        .exec("SELECT customer FROM sign_in_link WHERE provider = ? AND subject = ?",
              {int(provider), subject})
        .map([](Rows in) { return in.next() ? CustomerId{in.integer(0)} : CustomerId{}; });
}

Result<std::vector<SignInWay>> SignInRepository::linksOf(CustomerId customer)
{
    return m_db
        .exec("SELECT provider FROM sign_in_link WHERE customer = ? ORDER BY provider", {customer.value})
        .map([](Rows in) {
            std::vector<SignInWay> all;
            while (in.next())
                all.push_back(SignInWay(in.integer(0)));
            return all;
        });
}

}

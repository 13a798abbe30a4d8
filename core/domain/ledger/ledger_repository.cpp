#include "core/domain/ledger/ledger_repository.h"

namespace youka {

namespace {

Currency storedCurrency(const QString &code)
{
    const auto currency = Currency::parse(code);
    ensure(currency.has_value(), "a stored currency is a currency");
    return *currency;
}

Result<std::optional<Account>> readAccount(AccountId id, Result<Rows> rows)
{
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    const Currency currency = storedCurrency(rows->text(2));
    return Account{id,
                   AccountKind(rows->integer(0)),
                   rows->integer(1),
                   {rows->integer(3), currency},
                   {rows->integer(4), currency},
                   !rows->isNull(5),
                   {rows->integer(6), currency}};
}

}

Result<AccountId> LedgerRepository::insertAccount(AccountKind kind, qint64 owner, Currency currency)
{
    return m_db
        .exec("INSERT INTO account (kind, owner, currency) VALUES (?, ?, ?)",
              {int(kind), owner, currency.code()})
        .map([](Rows rows) { return AccountId{rows.lastId()}; });
}

Result<std::optional<Account>> LedgerRepository::findAccount(AccountId id)
{
    return readAccount(
        id,
        m_db.exec("SELECT kind, owner, currency, balance, held, closed, bonus FROM account WHERE id = ?",
                  {id.value}));
}

Result<AccountId> LedgerRepository::purseOf(qint64 owner)
{
    return m_db
        .exec("SELECT MIN(id) FROM account WHERE owner = ? AND kind = ?",
              {owner, int(AccountKind::Principal)})
        .and_then([&](Rows rows) -> Result<AccountId> {
            if (!rows.next() || rows.isNull(0))
                return fail(ErrorCode::AccountNotFound, QStringLiteral("of owner %1").arg(owner));
            return AccountId{rows.integer(0)};
        });
}

Result<std::optional<Account>> LedgerRepository::lockAccount(AccountId id)
{
    return readAccount(
        id,
        m_db.exec(
            m_db.dialect().locking(YOUKA_LOCKING(
                "SELECT kind, owner, currency, balance, held, closed, bonus FROM account WHERE id = ?")),
            {id.value}));
}

Result<std::optional<AccountId>> LedgerRepository::findHouseAccount(AccountKind kind, qint64 owner,
                                                                    Currency currency)
{
    const QByteArray name = "house account " + QByteArray::number(int(kind)) + ' ' + QByteArray::number(owner)
        + ' ' + currency.code().toLatin1();
    if (const auto id = m_db.remembered(name))
        return std::optional(AccountId{*id});
    return m_db
        .exec("SELECT id FROM account WHERE kind = ? AND owner = ? AND currency = ? AND kind >= 10",
              {int(kind), owner, currency.code()})
        .map([&](Rows rows) -> std::optional<AccountId> {
            if (!rows.next())
                return std::nullopt;
            m_db.remember(name, rows.integer(0));
            return AccountId{rows.integer(0)};
        });
}

Result<void> LedgerRepository::move(AccountId id, Money balance, Money held)
{
    return m_db
        .exec(m_db.dialect().oneRow(
                  YOUKA_ONE_ROW("account SET balance = balance + ?, held = held + ? WHERE id = ?")),
              {balance.minor, held.minor, id.value})
        .and_then([&](Rows rows) -> Result<void> {
            if (rows.affected() != 1)
                return fail(ErrorCode::AccountNotFound, QString::number(id.value));
            return {};
        });
}

Result<std::optional<AccountId>> LedgerRepository::findBonus(AccountId purse)
{
    return m_db.exec("SELECT id FROM account WHERE kind = 2 AND owner = ?", {purse.value}).map([](Rows rows) {
        return rows.next() ? std::optional(AccountId{rows.integer(0)}) : std::nullopt;
    });
}

Result<void> LedgerRepository::moveBonus(AccountId purse, Money amount)
{
    return m_db.run("UPDATE account SET bonus = bonus + ? WHERE id = ?", {amount.minor, purse.value});
}

Result<void> LedgerRepository::closeAccount(AccountId id, Timestamp at)
{
    return m_db.run("UPDATE account SET closed = ? WHERE id = ?", {at.ms, id.value});
}

Result<void> LedgerRepository::insertJournal(const Journal &journal)
{
    const QByteArray id = journal.id.bytes();
    const auto head = m_db.run("INSERT INTO journal (id, kind, at, occurred, day, station, reference, "
                               "reverses) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                               {id, int(journal.kind), journal.at.ms, journal.occurred.ms,
                                journal.day.toString(Qt::ISODate), journal.station.value, journal.reference,
                                journal.reverses ? QVariant(journal.reverses->bytes())
                                                 : QVariant(QMetaType(QMetaType::QByteArray))});
    if (!head)
        return head;
    int line = 0;
    for (const Posting &posting : journal.postings)
        if (const auto done =
                m_db.run("INSERT INTO posting (journal, line, account, amount) VALUES (?, ?, ?, ?)",
                         {id, ++line, posting.account.value, posting.amount.minor});
            !done)
            return done;
    return {};
}

Result<std::optional<Journal>> LedgerRepository::findJournal(JournalId id)
{
    auto rows = m_db.exec(
        "SELECT j.kind, j.at, j.occurred, j.day, j.station, j.reference, j.reverses, "
        "p.account, p.amount, a.currency, a.kind, a.owner FROM journal j JOIN posting p ON p.journal = j.id "
        "JOIN account a ON a.id = p.account WHERE j.id = ? ORDER BY p.line",
        {id.bytes()});
    if (!rows)
        return fail(rows.error());
    std::optional<Journal> journal;
    while (rows->next()) {
        if (!journal) {
            journal = Journal{id,
                              JournalKind(rows->integer(0)),
                              {rows->integer(1)},
                              {rows->integer(2)},
                              QDate::fromString(rows->text(3), Qt::ISODate),
                              {rows->integer(4)},
                              rows->blob(5),
                              {},
                              {}};
            if (!rows->isNull(6))
                journal->reverses = JournalId::fromBytes(rows->blob(6));
        }
        Posting posting{{rows->integer(7)}, {rows->integer(8), storedCurrency(rows->text(9))}};
        if (rows->integer(10) == int(AccountKind::Bonus))
            posting.bonusOf = {rows->integer(11)};
        journal->postings.push_back(posting);
    }
    return journal;
}

Result<void> LedgerRepository::insertHold(const Hold &hold)
{
    return m_db.run("INSERT INTO hold (id, account, card, amount, state, expires, at, day, terminal) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {hold.id.bytes(), hold.account.value, hold.card, hold.amount.minor, int(hold.state),
                     hold.expires.ms, hold.at.ms, hold.day.toString(Qt::ISODate), hold.terminal});
}

Result<std::optional<Hold>> LedgerRepository::lockHold(HoldId id)
{
    auto rows = m_db.exec(
        m_db.dialect().locking(YOUKA_LOCKING(
            "SELECT h.account, h.card, h.amount, h.state, h.expires, h.at, h.day, h.terminal, "
            "(SELECT a.currency FROM account a WHERE a.id = h.account) FROM hold h WHERE h.id = ?")),
        {id.bytes()});
    if (!rows)
        return fail(rows.error());
    if (!rows->next())
        return std::nullopt;
    return Hold{id,
                {rows->integer(0)},
                rows->integer(1),
                {rows->integer(2), rows->isNull(8) ? Currency{} : storedCurrency(rows->text(8))},
                HoldState(rows->integer(3)),
                {rows->integer(4)},
                {rows->integer(5)},
                QDate::fromString(rows->text(6), Qt::ISODate),
                rows->integer(7)};
}

Result<void> LedgerRepository::setHoldState(HoldId id, HoldState state)
{
    return m_db.run(m_db.dialect().oneRow(YOUKA_ONE_ROW("hold SET state = ? WHERE id = ?")),
                    {int(state), id.bytes()});
}

Result<std::vector<HoldId>> LedgerRepository::overdueHolds(Timestamp now, int most)
{
    return m_db
        .exec("SELECT id FROM hold WHERE state = 1 AND expires < ? ORDER BY expires LIMIT ?", {now.ms, most})
        .map([](Rows rows) {
            std::vector<HoldId> ids;
            while (rows.next())
                ids.push_back(HoldId::fromBytes(rows.blob(0)));
            return ids;
        });
}

Result<std::vector<LedgerRepository::Line>> LedgerRepository::statement(AccountId id, Currency currency,
                                                                        int most)
{
    return m_db
        .exec(
            "SELECT p.journal, j.kind, j.occurred, p.amount, j.reference, j.station FROM posting p "
            "JOIN journal j ON j.id = p.journal WHERE p.account = ? OR p.account IN (SELECT id FROM account "
            "WHERE kind = 2 AND owner = ?) ORDER BY p.journal DESC LIMIT ?",
            {id.value, id.value, most})
        .map([&](Rows rows) {
            std::vector<Line> lines;
            while (rows.next())
                lines.push_back({JournalId::fromBytes(rows.blob(0)),
                                 JournalKind(rows.integer(1)),
                                 {rows.integer(2)},
                                 {rows.integer(3), currency},
                                 rows.blob(4),
                                 {rows.integer(5)}});
            return lines;
        });
}

Result<Money> LedgerRepository::purchasesOn(AccountId id, Currency currency, QDate day)
{
    return m_db
        .exec(
            "SELECT COALESCE(SUM(p.amount), 0) FROM posting p JOIN journal j ON j.id = p.journal "
            "WHERE (p.account = ? OR p.account IN (SELECT id FROM account WHERE kind = 2 AND owner = ?)) AND "
            "j.kind = ? AND j.day = ?",
            {id.value, id.value, int(JournalKind::Purchase), day.toString(Qt::ISODate)})
        .map([&](Rows rows) {
            return Money{rows.next() ? -rows.integer(0) : 0, currency};
        });
}

}

#include "core/domain/banking/statement_writer.h"

#include "core/domain/banking/banking_books.h"
#include "core/domain/banking/banking_rules.h"

namespace youka {

JournalId statementJournal(const BankAccount &account, const QByteArray &hash)
{
    return {QUuid::createUuidV5(QUuid(), "bank statement " + account.number.toLatin1() + ' ' + hash.toHex())};
}

Result<bool> StatementWriter::begin()
{
    bool isNew = true;
    std::vector<StatementId> brokenOff;
    const auto looked = m_write(
        [&](Database &db) {
            BankRepository bank(db);
            return bank.taken(m_account.id, m_statement.hash)
                .and_then([&](const std::optional<BankStatement> &earlier) {
                    isNew = !earlier;
                    return bank.brokenOff(m_account.id);
                })
                .map([&](std::vector<StatementId> found) { brokenOff = std::move(found); });
        },
        1);
    if (!looked)
        return fail(looked.error());
    if (!isNew)
        return false;
    for (const StatementId statement : brokenOff)
        if (const auto gone = drop(statement); !gone)
            return fail(gone.error());
    return m_write(
               [&](Database &db) {
                   return BankRepository(db).insert(m_statement).map([&](StatementId id) {
                       m_statement.id = id;
                   });
               },
               1)
        .map([&] {
            m_statement.in = m_statement.out = {0, m_account.currency};
            return true;
        });
}

/// Rows first: what is left of them after a crash still has its statement.
Result<void> StatementWriter::drop(StatementId statement)
{
    for (qint64 gone = CommitRows; gone == CommitRows;) {
        const auto some = m_write(
            [&](Database &db) {
                return BankRepository(db).removeRows(statement, CommitRows).map([&](qint64 n) { gone = n; });
            },
            CommitRows);
        if (!some)
            return some;
    }
    return m_write([&](Database &db) { return BankRepository(db).remove(statement); }, 1);
}

Result<void> StatementWriter::add(BankEntry entry, qint64 line)
{
    m_part.push_back({std::move(entry), line});
    return m_part.size() < size_t(CommitRows) ? Result<void>() : flush();
}

/// May run twice: all it counts it counts from what was before.
Result<void> StatementWriter::flush()
{
    BankStatement after;
    const auto done = m_write(
        [&](Database &db) {
            after = m_statement;
            return put(db, after).and_then([&] { return BankRepository(db).touch(after); });
        },
        int(m_part.size()));
    if (!done)
        return done;
    m_statement = after;
    m_part.clear();
    return {};
}

Result<void> StatementWriter::put(Database &db, BankStatement &after)
{
    BankRepository bank(db);
    for (const Line &its : m_part) {
        const BankEntry &entry = its.entry;
        const auto earlier = bank.row(m_account.id, entry.serial);
        if (!earlier)
            return fail(earlier.error());
        if (*earlier) {
            if ((*earlier)->entry != entry)
                return fail(ErrorCode::StatementInvalid,
                            QStringLiteral("line %1: serial number %2 is known with other content")
                                .arg(its.line)
                                .arg(entry.serial));
            ++after.known;
            continue;
        }
        BankRow row;
        row.account = m_account.id;
        row.statement = after.id;
        row.entry = entry;
        const bool isNamed = !referencesIn(entry.remark).isEmpty();
        row.state = isNamed ? BankRowState::New : BankRowState::Waiting;
        row.doubt = isNamed ? BankDoubt::None : BankDoubt::NoReference;
        row.changed = after.at;
        if (const auto put = bank.insert(row); !put)
            return put;
        ++after.rows;
        if (entry.amount.isNegative())
            after.out -= entry.amount;
        else
            after.in += entry.amount;
    }
    return {};
}

Result<QByteArray> StatementWriter::book(Database &db, const BankStatement &statement)
{
    const Money net = statement.in - statement.out;
    if (net.isZero())
        return QByteArray();
    const JournalId journal = statementJournal(m_account, statement.hash);
    return BankingBooks(db)
        .move(journal, {AccountKind::Bank, m_account.id.value},
              {AccountKind::Clearing, m_account.merchant.value}, net,
              "statement/" + QByteArray::number(statement.id.value), statement.at)
        .map([&] { return journal.bytes(); });
}

Result<BankStatement> StatementWriter::finish()
{
    if (const auto done = m_part.empty() ? Result<void>() : flush(); !done)
        return fail(done.error());
    return m_write(
               [&](Database &db) {
                   return book(db, m_statement).and_then([&](const QByteArray &journal) {
                       m_statement.journal = journal;
                       return BankRepository(db).finish(m_statement);
                   });
               },
               2)
        .map([&] {
            m_statement.isTaken = true;
            return m_statement;
        });
}

Result<void> StatementWriter::discard()
{
    m_part.clear();
    return m_statement.id ? drop(m_statement.id) : Result<void>();
}

}

#pragma once

#include "core/domain/banking/bank_repository.h"
#include "core/domain/reconcile/sheet_writer.h"

namespace youka {

/// Puts a statement's rows into the store, with memory for a part of them. Broken off at any point it is
/// begun again; only finish() makes it count, and books what came and went in one journal. A row that has
/// come before, with another file too, changes nothing.
class StatementWriter
{
public:
    static constexpr int CommitRows = 2'000; ///< so long others who write wait at most

    StatementWriter(Write write, BankAccount account, BankStatement statement)
        : m_write(std::move(write))
        , m_account(std::move(account))
        , m_statement(std::move(statement))
    {
    }
    /// false: this file was taken before. Errors: those of the store.
    Result<bool> begin();
    /// `line` of the file, for what is wrong with it. Errors: StatementInvalid (a row of that serial number
    /// is known with other content; naming the line), BankTransferConflict (another file is being read).
    Result<void> add(BankEntry entry, qint64 line);
    Result<BankStatement> finish();
    /// It was no good: nothing of it is left.
    Result<void> discard();

private:
    Result<void> drop(StatementId statement);
    Result<void> flush();
    Result<void> put(Database &db, BankStatement &after);
    Result<QByteArray> book(Database &db, const BankStatement &statement);

    Write m_write;
    const BankAccount m_account;
    BankStatement m_statement;
    struct Line
    {
        BankEntry entry;
        qint64 line = 0;
    };
    std::vector<Line> m_part;
};

/// The journal that a statement's money is booked under: the same again for a repeat.
JournalId statementJournal(const BankAccount &account, const QByteArray &hash);

}

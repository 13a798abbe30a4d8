#pragma once

#include "core/domain/banking/bank.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Accounts, statements, their rows and what is expected. Writes join the caller's transaction.
class BankRepository
{
public:
    explicit BankRepository(Database &db)
        : m_db(db)
    {
    }

    Result<BankAccountId> insert(const BankAccount &account);
    Result<std::optional<BankAccount>> account(BankAccountId id);
    Result<std::optional<BankAccount>> account(const QString &number);
    Result<std::optional<BankAccount>> accountOf(MerchantId merchant);
    Result<std::vector<BankAccount>> accounts();

    // statements
    Result<StatementId> insert(const BankStatement &statement);
    /// While it is being read. Errors: BankTransferConflict (somebody else has begun to read one).
    Result<void> touch(const BankStatement &statement);
    Result<void> finish(const BankStatement &statement);
    Result<std::optional<BankStatement>> taken(BankAccountId account, const QByteArray &hash);
    /// Those that nobody read to the end.
    Result<std::vector<StatementId>> brokenOff(BankAccountId account);
    /// Newest first.
    Result<std::vector<BankStatement>> statements(int most);
    /// Takes up to `most` rows of a statement away; how many they were.
    Result<qint64> removeRows(StatementId statement, int most);
    Result<void> remove(StatementId statement);

    // rows
    Result<void> insert(const BankRow &row);
    Result<std::optional<BankRow>> row(BankAccountId account, const QString &serial);
    Result<std::optional<BankRow>> row(BankRowId id);
    Result<std::optional<BankRow>> lockRow(BankRowId id);
    Result<void> update(const BankRow &row, BankRowState from);
    /// Of taken statements, as they happened: a bank may write its newest row first.
    Result<std::vector<BankRow>> fresh(int most);
    struct Filter
    {
        std::optional<BankRowState> state;
        BankAccountId account; ///< 0: all
        BankRowId before;      ///< 0: from the newest
    };
    /// Of taken statements, newest first.
    Result<std::vector<BankRow>> rows(const Filter &filter, int most);
    /// The row that confirmed or returned a transfer, or paid an order.
    Result<std::vector<BankRow>> rowsOf(const QString &subject);

    // what is expected
    Result<void> insert(const BankOrder &order);
    Result<std::optional<BankOrder>> order(const QString &reference);
    Result<std::optional<BankOrder>> orderOf(const QString &orderNo);

    /// Numbers of orders that nobody has paid in time.
    Result<std::vector<QString>> overdueOrders(Timestamp now, int most);

    // what one person has said of a row
    struct Word
    {
        AssignKind kind = AssignKind::Card;
        QString subject;
        QString maker;
        bool isSame(const Word &other) const { return kind == other.kind && subject == other.subject; }
    };
    Result<std::optional<Word>> word(BankRowId row);
    Result<void> put(BankRowId row, const Word &word, Timestamp at);
    Result<void> forgetWord(BankRowId row);

    /// An order or a card that a row may be meant for.
    struct Candidate
    {
        QString orderNo; ///< empty: a card that was topped up by the same account before
        QString reference;
        qint64 card = 0;
        QString customer; ///< by which people know it
        QString payer;
        Money amount;
        Timestamp at;
        PaymentState state = PaymentState::Created;
    };
    /// Orders that nobody has paid, of that amount or expected from that account; and cards that its money
    /// topped up before.
    Result<std::vector<Candidate>> candidates(const BankAccount &account, const BankRow &row, int most);
    Result<std::optional<Candidate>> candidate(const BankAccount &account, const QString &reference);

private:
    Result<std::optional<BankAccount>> oneAccount(Result<Rows> rows);
    Database &m_db;
};

}

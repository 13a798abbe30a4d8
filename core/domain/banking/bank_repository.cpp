#include "core/domain/banking/bank_repository.h"

namespace youka {

namespace {

#define YOUKA_BANK_ACCOUNT                                                                                   \
    "SELECT id, number, holder, bank, layout, currency, merchant, active FROM bank_account "
#define YOUKA_BANK_ROW                                                                                       \
    "SELECT r.id, r.account, r.statement, r.serial, r.at, r.amount, r.party_number, r.party, r.remark, "     \
    "r.state, r.reason, r.subject, r.person, r.changed, a.currency FROM bank_row r JOIN bank_account a ON "  \
    "a.id = r.account "
#define YOUKA_BANK_CANDIDATE                                                                                 \
    "SELECT b.order_no, b.reference, o.subject, b.payer, o.amount, o.currency, o.created_at, o.state, "      \
    "c.external FROM bank_order b JOIN payment_order o ON o.order_no = b.order_no LEFT JOIN customer c ON "  \
    "c.id "                                                                                                  \
    "= o.customer "

Currency currencyIn(const QString &code) { return Currency::parse(code).value_or(Currency{}); }

BankAccount readAccount(const Rows &row)
{
    return {{row.integer(0)},        row.text(1),      row.text(2),        row.text(3), row.text(4),
            currencyIn(row.text(5)), {row.integer(6)}, row.integer(7) != 0};
}

BankRow readRow(const Rows &row)
{
    BankRow its;
    its.id = {row.integer(0)};
    its.account = {row.integer(1)};
    its.statement = {row.integer(2)};
    its.entry.serial = row.text(3);
    its.entry.at = {row.integer(4)};
    its.entry.amount = {row.integer(5), currencyIn(row.text(14))};
    its.entry.partyNumber = row.text(6);
    its.entry.party = row.text(7);
    its.entry.remark = row.text(8);
    its.state = BankRowState(row.integer(9));
    its.doubt = BankDoubt(row.integer(10));
    its.subject = row.text(11);
    its.person = row.text(12);
    its.changed = {row.integer(13)};
    return its;
}

Result<std::vector<BankRow>> allRows(Result<Rows> rows)
{
    return std::move(rows).map([](Rows row) {
        std::vector<BankRow> all;
        while (row.next())
            all.push_back(readRow(row));
        return all;
    });
}

Result<std::optional<BankRow>> oneRow(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows row) { return row.next() ? std::optional(readRow(row)) : std::nullopt; });
}

BankStatement readStatement(const Rows &row)
{
    const Currency currency = currencyIn(row.text(12));
    BankStatement its;
    its.id = {row.integer(0)};
    its.account = {row.integer(1)};
    its.hash = row.blob(2);
    its.name = row.text(3);
    its.person = row.text(4);
    its.isTaken = row.integer(5) == 2;
    its.rows = row.integer(6);
    its.known = row.integer(7);
    its.in = {row.integer(8), currency};
    its.out = {row.integer(9), currency};
    its.at = {row.integer(10)};
    if (!row.isNull(11))
        its.journal = row.blob(11);
    return its;
}

BankOrder readOrder(const Rows &row)
{
    return {row.text(0), row.text(1), {row.integer(2)}, row.text(3), {row.integer(4)}};
}

BankRepository::Candidate readCandidate(const Rows &row)
{
    return {row.text(0),      row.text(1),
            row.integer(2),   row.text(8),
            row.text(3),      {row.integer(4), currencyIn(row.text(5))},
            {row.integer(6)}, PaymentState(row.integer(7))};
}

}

Result<BankAccountId> BankRepository::insert(const BankAccount &account)
{
    return m_db
        .exec("INSERT INTO bank_account (number, holder, bank, layout, currency, merchant, active) VALUES "
              "(?, ?, ?, ?, ?, ?, ?)",
              {account.number, account.holder, account.bank, account.layout, account.currency.code(),
               account.merchant.value, int(account.active)})
        .map([](const Rows &row) { return BankAccountId{row.lastId()}; });
}

Result<std::optional<BankAccount>> BankRepository::oneAccount(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows row) { return row.next() ? std::optional(readAccount(row)) : std::nullopt; });
}

Result<std::optional<BankAccount>> BankRepository::account(BankAccountId id)
{
    return oneAccount(m_db.exec(YOUKA_BANK_ACCOUNT "WHERE id = ?", {id.value}));
}

Result<std::optional<BankAccount>> BankRepository::account(const QString &number)
{
    return oneAccount(m_db.exec(YOUKA_BANK_ACCOUNT "WHERE number = ?", {number}));
}

Result<std::optional<BankAccount>> BankRepository::accountOf(MerchantId merchant)
{
    return oneAccount(m_db.exec(YOUKA_BANK_ACCOUNT "WHERE merchant = ?", {merchant.value}));
}

Result<std::vector<BankAccount>> BankRepository::accounts()
{
    return m_db.exec(YOUKA_BANK_ACCOUNT "ORDER BY id", {}).map([](Rows row) {
        std::vector<BankAccount> all;
        while (row.next())
            all.push_back(readAccount(row));
        return all;
    });
}

Result<StatementId> BankRepository::insert(const BankStatement &statement)
{
    return m_db
        .exec("INSERT INTO bank_statement (account, hash, name, person, state, rows, known, money_in, "
              "money_out, at, journal) VALUES (?, ?, ?, ?, 1, 0, 0, 0, 0, ?, NULL)",
              {statement.account.value, statement.hash, statement.name, statement.person, statement.at.ms})
        .map([](const Rows &row) { return StatementId{row.lastId()}; });
}

Result<void> BankRepository::touch(const BankStatement &statement)
{
    const auto changed = m_db.exec("UPDATE bank_statement SET rows = ? WHERE id = ? AND state = 1",
                                   {statement.rows, statement.id.value});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1
        ? Result<void>()
        : fail(ErrorCode::BankTransferConflict, QStringLiteral("another file is being read"));
}

Result<void> BankRepository::finish(const BankStatement &statement)
{
    const QVariant journal = statement.journal.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>())
                                                         : QVariant(statement.journal);
    const auto changed = m_db.exec(
        "UPDATE bank_statement SET state = 2, rows = ?, known = ?, money_in = ?, money_out = ?, journal = ? "
        "WHERE id = ? AND state = 1",
        {statement.rows, statement.known, statement.in.minor, statement.out.minor, journal,
         statement.id.value});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1
        ? Result<void>()
        : fail(ErrorCode::BankTransferConflict, QStringLiteral("another file is being read"));
}

#define YOUKA_BANK_STATEMENT                                                                                 \
    "SELECT s.id, s.account, s.hash, s.name, s.person, s.state, s.rows, s.known, s.money_in, s.money_out, "  \
    "s.at, s.journal, a.currency FROM bank_statement s JOIN bank_account a ON a.id = s.account "

Result<std::optional<BankStatement>> BankRepository::taken(BankAccountId account, const QByteArray &hash)
{
    return m_db
        .exec(YOUKA_BANK_STATEMENT "WHERE s.account = ? AND s.hash = ? AND s.state = 2",
              {account.value, hash})
        .map([](Rows row) { return row.next() ? std::optional(readStatement(row)) : std::nullopt; });
}

Result<std::vector<StatementId>> BankRepository::brokenOff(BankAccountId account)
{
    return m_db
        .exec("SELECT id FROM bank_statement WHERE account = ? AND state = 1 ORDER BY id", {account.value})
        .map([](Rows row) {
            std::vector<StatementId> all;
            while (row.next())
                all.push_back({row.integer(0)});
            return all;
        });
}

Result<std::vector<BankStatement>> BankRepository::statements(int most)
{
    return m_db.exec(YOUKA_BANK_STATEMENT "WHERE s.state = 2 ORDER BY s.id DESC LIMIT ?", {most})
        .map([](Rows row) {
            std::vector<BankStatement> all;
            while (row.next())
                all.push_back(readStatement(row));
            return all;
        });
}

Result<qint64> BankRepository::removeRows(StatementId statement, int most)
{
    return m_db
        .exec("DELETE FROM bank_row WHERE id IN (SELECT id FROM bank_row WHERE statement = ? LIMIT ?)",
              {statement.value, most})
        .map([](const Rows &rows) { return rows.affected(); });
}

Result<void> BankRepository::remove(StatementId statement)
{
    return m_db.run("DELETE FROM bank_statement WHERE id = ? AND state = 1", {statement.value});
}

Result<void> BankRepository::insert(const BankRow &row)
{
    const BankEntry &entry = row.entry;
    return m_db.run("INSERT INTO bank_row (account, serial, statement, at, amount, party_number, party, "
                    "remark, state, reason, subject, person, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                    "'', '', ?)",
                    {row.account.value, entry.serial, row.statement.value, entry.at.ms, entry.amount.minor,
                     entry.partyNumber, entry.party, entry.remark, int(row.state), int(row.doubt),
                     row.changed.ms});
}

Result<std::optional<BankRow>> BankRepository::row(BankAccountId account, const QString &serial)
{
    return oneRow(m_db.exec(YOUKA_BANK_ROW "WHERE r.account = ? AND r.serial = ?", {account.value, serial}));
}

Result<std::optional<BankRow>> BankRepository::row(BankRowId id)
{
    return oneRow(m_db.exec(YOUKA_BANK_ROW "WHERE r.id = ?", {id.value}));
}

Result<std::optional<BankRow>> BankRepository::lockRow(BankRowId id)
{
    return oneRow(m_db.exec(m_db.dialect().locking(YOUKA_BANK_ROW "WHERE r.id = ?",
                                                   YOUKA_BANK_ROW "WHERE r.id = ? FOR UPDATE OF r"),
                            {id.value}));
}

Result<void> BankRepository::update(const BankRow &row, BankRowState from)
{
    const auto changed = m_db.exec(
        "UPDATE bank_row SET state = ?, reason = ?, subject = ?, person = ?, "
        "changed = ? WHERE id = ? AND state = ?",
        {int(row.state), int(row.doubt), row.subject, row.person, row.changed.ms, row.id.value, int(from)});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1 ? Result<void>()
                                    : fail(ErrorCode::BankTransferConflict, row.entry.serial);
}

Result<std::vector<BankRow>> BankRepository::fresh(int most)
{
    return allRows(m_db.exec(YOUKA_BANK_ROW
                             "JOIN bank_statement s ON s.id = r.statement WHERE r.state = 1 AND "
                             "s.state = 2 ORDER BY r.at, r.id LIMIT ?",
                             {most}));
}

Result<std::vector<BankRow>> BankRepository::rows(const Filter &filter, int most)
{
    const qint64 before = filter.before ? filter.before.value : std::numeric_limits<qint64>::max();
    if (filter.state) // by their index
        return allRows(m_db.exec(
            YOUKA_BANK_ROW "JOIN bank_statement s ON s.id = r.statement WHERE r.state = ? AND (? = 0 OR "
                           "r.account = ?) AND r.id < ? AND s.state = 2 ORDER BY r.id DESC LIMIT ?",
            {int(*filter.state), filter.account.value, filter.account.value, before, most}));
    return allRows(m_db.exec(YOUKA_BANK_ROW "JOIN bank_statement s ON s.id = r.statement WHERE (? = 0 OR "
                                            "r.account = ?) AND r.id < ? AND s.state = 2 ORDER BY r.id DESC "
                                            "LIMIT ?",
                             {filter.account.value, filter.account.value, before, most}));
}

Result<std::vector<BankRow>> BankRepository::rowsOf(const QString &subject)
{
    return allRows(m_db.exec(YOUKA_BANK_ROW "WHERE r.subject = ? ORDER BY r.id", {subject}));
}

Result<void> BankRepository::insert(const BankOrder &order)
{
    return m_db.run("INSERT INTO bank_order (reference, order_no, account, payer, at) VALUES (?, ?, ?, ?, ?)",
                    {order.reference, order.orderNo, order.account.value, order.payer, order.at.ms});
}

Result<std::optional<BankOrder>> BankRepository::order(const QString &reference)
{
    return m_db
        .exec("SELECT reference, order_no, account, payer, at FROM bank_order WHERE reference = ?",
              {reference})
        .map([](Rows row) { return row.next() ? std::optional(readOrder(row)) : std::nullopt; });
}

Result<std::optional<BankOrder>> BankRepository::orderOf(const QString &orderNo)
{
    return m_db
        .exec("SELECT reference, order_no, account, payer, at FROM bank_order WHERE order_no = ?", {orderNo})
        .map([](Rows row) { return row.next() ? std::optional(readOrder(row)) : std::nullopt; });
}

Result<std::vector<QString>> BankRepository::overdueOrders(Timestamp now, int most)
{
    return m_db
        .exec("SELECT b.order_no FROM bank_order b JOIN payment_order o ON o.order_no = b.order_no WHERE "
              "o.state = 1 AND o.expires_at < ? ORDER BY o.id LIMIT ?",
              {now.ms, most})
        .map([](Rows row) {
            std::vector<QString> numbers;
            while (row.next())
                numbers.push_back(row.text(0));
            return numbers;
        });
}

Result<std::optional<BankRepository::Word>> BankRepository::word(BankRowId row)
{
    return m_db.exec("SELECT kind, subject, maker FROM bank_proposal WHERE bank_row = ?", {row.value})
        .map([](Rows found) {
            return found.next()
                ? std::optional(Word{AssignKind(found.integer(0)), found.text(1), found.text(2)})
                : std::nullopt;
        });
}

Result<void> BankRepository::put(BankRowId row, const Word &word, Timestamp at)
{
    return forgetWord(row).and_then([&] {
        return m_db.run(
            "INSERT INTO bank_proposal (bank_row, kind, subject, maker, at) VALUES (?, ?, ?, ?, ?)",
            {row.value, int(word.kind), word.subject, word.maker, at.ms});
    });
}

Result<void> BankRepository::forgetWord(BankRowId row)
{
    return m_db.run("DELETE FROM bank_proposal WHERE bank_row = ?", {row.value});
}

Result<std::vector<BankRepository::Candidate>> BankRepository::candidates(const BankAccount &account,
                                                                          const BankRow &row, int most)
{
    auto orders = m_db.exec(YOUKA_BANK_CANDIDATE
                            "WHERE b.account = ? AND o.state = 1 AND (o.amount = ? OR (b.payer <> '' AND "
                            "b.payer = ?)) ORDER BY o.id DESC LIMIT ?",
                            {account.id.value, row.entry.amount.minor, row.entry.partyNumber, most});
    if (!orders)
        return fail(orders.error());
    std::vector<Candidate> all;
    while (orders->next())
        all.push_back(readCandidate(*orders));
    if (row.entry.partyNumber.isEmpty())
        return all;
    auto earlier =
        m_db.exec("SELECT DISTINCT o.subject, c.external FROM bank_row r JOIN payment_order o ON "
                  "o.order_no = r.subject LEFT JOIN customer c ON c.id = o.customer WHERE "
                  "r.party_number = ? AND r.subject <> '' AND r.state = 3 AND r.account = ? LIMIT ?",
                  {row.entry.partyNumber, account.id.value, most});
    if (!earlier)
        return fail(earlier.error());
    while (earlier->next()) {
        Candidate card;
        card.card = earlier->integer(0);
        card.customer = earlier->text(1);
        card.payer = row.entry.partyNumber;
        card.amount = {0, account.currency};
        all.push_back(card);
    }
    return all;
}

Result<std::optional<BankRepository::Candidate>> BankRepository::candidate(const BankAccount &account,
                                                                           const QString &reference)
{
    return m_db
        .exec(YOUKA_BANK_CANDIDATE "WHERE b.reference = ? AND b.account = ?", {reference, account.id.value})
        .map([](Rows row) { return row.next() ? std::optional(readCandidate(row)) : std::nullopt; });
}

}

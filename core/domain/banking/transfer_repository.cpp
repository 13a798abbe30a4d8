#include "core/domain/banking/transfer_repository.h"

namespace youka {

namespace {

#define YOUKA_TRANSFER                                                                                       \
    "SELECT t.id, t.reference, t.operation, t.account, t.source, t.subject, t.amount, t.payee_number, "      \
    "t.payee, t.payee_bank, t.note, t.state, t.maker, t.checker, t.batch, t.follows, t.journal, t.at, "      \
    "t.changed, a.currency FROM bank_transfer t JOIN bank_account a ON a.id = t.account "
#define YOUKA_BATCH                                                                                          \
    "SELECT b.id, b.operation, b.account, b.transfers, b.amount, b.person, b.at, b.sent_at, b.sent_by, "     \
    "a.currency FROM bank_batch b JOIN bank_account a ON a.id = b.account "

Currency currencyIn(const QString &code) { return Currency::parse(code).value_or(Currency{}); }

QVariant blobOrNull(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QVariant(QMetaType::fromType<QByteArray>()) : QVariant(bytes);
}

BankTransfer readTransfer(const Rows &row)
{
    BankTransfer its;
    its.id = {row.integer(0)};
    its.reference = row.text(1);
    its.operation = row.blob(2);
    its.account = {row.integer(3)};
    its.source = TransferSource(row.integer(4));
    its.subject = row.text(5);
    its.amount = {row.integer(6), currencyIn(row.text(19))};
    its.payeeNumber = row.text(7);
    its.payee = row.text(8);
    its.payeeBank = row.text(9);
    its.note = row.text(10);
    its.state = TransferState(row.integer(11));
    its.maker = row.text(12);
    its.checker = row.text(13);
    its.batch = {row.integer(14)};
    its.follows = {row.integer(15)};
    if (!row.isNull(16))
        its.journal = row.blob(16);
    its.at = {row.integer(17)};
    its.changed = {row.integer(18)};
    return its;
}

TransferBatch readBatch(const Rows &row)
{
    return {{row.integer(0)},
            row.blob(1),
            {row.integer(2)},
            row.integer(3),
            {row.integer(4), currencyIn(row.text(9))},
            row.text(5),
            {row.integer(6)},
            {row.integer(7)},
            row.text(8)};
}

Result<std::optional<BankTransfer>> one(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows row) { return row.next() ? std::optional(readTransfer(row)) : std::nullopt; });
}

Result<std::vector<BankTransfer>> all(Result<Rows> rows)
{
    return std::move(rows).map([](Rows row) {
        std::vector<BankTransfer> found;
        while (row.next())
            found.push_back(readTransfer(row));
        return found;
    });
}

Result<std::optional<TransferBatch>> oneBatch(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows row) { return row.next() ? std::optional(readBatch(row)) : std::nullopt; });
}

}

Result<TransferId> TransferRepository::insert(const BankTransfer &its)
{
    return m_db
        .exec("INSERT INTO bank_transfer (reference, operation, account, source, subject, amount, "
              "payee_number, payee, payee_bank, note, state, maker, checker, batch, follows, journal, at, "
              "changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, ?, ?, ?)",
              {its.reference, its.operation, its.account.value, int(its.source), its.subject,
               its.amount.minor, its.payeeNumber, its.payee, its.payeeBank, its.note, int(its.state),
               its.maker, its.follows.value, blobOrNull(its.journal), its.at.ms, its.changed.ms})
        .map([](const Rows &row) { return TransferId{row.lastId()}; });
}

Result<void> TransferRepository::update(const BankTransfer &its, TransferState from)
{
    const auto changed = m_db.exec("UPDATE bank_transfer SET state = ?, checker = ?, batch = ?, journal = ?, "
                                   "changed = ? WHERE id = ? AND state = ?",
                                   {int(its.state), its.checker, its.batch.value, blobOrNull(its.journal),
                                    its.changed.ms, its.id.value, int(from)});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1 ? Result<void>() : fail(ErrorCode::BankTransferConflict, its.reference);
}

Result<std::optional<BankTransfer>> TransferRepository::find(TransferId id)
{
    return one(m_db.exec(YOUKA_TRANSFER "WHERE t.id = ?", {id.value}));
}

Result<std::optional<BankTransfer>> TransferRepository::byReference(const QString &reference)
{
    return one(m_db.exec(YOUKA_TRANSFER "WHERE t.reference = ?", {reference}));
}

Result<std::optional<BankTransfer>> TransferRepository::byOperation(const QByteArray &operation)
{
    return one(m_db.exec(YOUKA_TRANSFER "WHERE t.operation = ?", {operation}));
}

Result<std::optional<BankTransfer>> TransferRepository::live(TransferSource source, const QString &subject)
{
    return one(m_db.exec(YOUKA_TRANSFER "WHERE t.source = ? AND t.subject = ? AND t.state < 6",
                         {int(source), subject}));
}

Result<std::optional<BankTransfer>> TransferRepository::returned(TransferSource source,
                                                                 const QString &subject)
{
    return one(m_db.exec(YOUKA_TRANSFER
                         "WHERE t.source = ? AND t.subject = ? AND t.state = 6 AND NOT EXISTS "
                         "(SELECT 1 FROM bank_transfer n WHERE n.follows = t.id AND n.state <> "
                         "7) ORDER BY t.id DESC LIMIT 1",
                         {int(source), subject}));
}

Result<std::vector<BankTransfer>> TransferRepository::inState(BankAccountId account, TransferState state,
                                                              int most)
{
    return all(m_db.exec(YOUKA_TRANSFER "WHERE t.account = ? AND t.state = ? ORDER BY t.id LIMIT ?",
                         {account.value, int(state), most}));
}

Result<std::vector<BankTransfer>> TransferRepository::ofBatch(BatchId batch)
{
    return all(m_db.exec(YOUKA_TRANSFER "WHERE t.batch = ? ORDER BY t.id", {batch.value}));
}

Result<std::vector<BankTransfer>> TransferRepository::list(std::optional<TransferState> state,
                                                           TransferId before, int most)
{
    const int wanted = state ? int(*state) : 0;
    const qint64 end = before ? before.value : std::numeric_limits<qint64>::max();
    return all(m_db.exec(YOUKA_TRANSFER
                         "WHERE (? = 0 OR t.state = ?) AND t.id < ? ORDER BY t.id DESC LIMIT ?",
                         {wanted, wanted, end, most}));
}

Result<BatchId> TransferRepository::insert(const TransferBatch &batch)
{
    return m_db
        .exec("INSERT INTO bank_batch (operation, account, transfers, amount, person, at, sent_at, sent_by) "
              "VALUES (?, ?, ?, ?, ?, ?, 0, '')",
              {batch.operation, batch.account.value, batch.transfers, batch.amount.minor, batch.person,
               batch.at.ms})
        .map([](const Rows &row) { return BatchId{row.lastId()}; });
}

Result<void> TransferRepository::markSent(const TransferBatch &batch)
{
    return m_db.run("UPDATE bank_batch SET sent_at = ?, sent_by = ? WHERE id = ? AND sent_at = 0",
                    {batch.sentAt.ms, batch.sentBy, batch.id.value});
}

Result<std::optional<TransferBatch>> TransferRepository::batch(BatchId id)
{
    return oneBatch(m_db.exec(YOUKA_BATCH "WHERE b.id = ?", {id.value}));
}

Result<std::optional<TransferBatch>> TransferRepository::batchOf(const QByteArray &operation)
{
    return oneBatch(m_db.exec(YOUKA_BATCH "WHERE b.operation = ?", {operation}));
}

Result<std::vector<TransferBatch>> TransferRepository::batches(int most)
{
    return m_db.exec(YOUKA_BATCH "ORDER BY b.id DESC LIMIT ?", {most}).map([](Rows row) {
        std::vector<TransferBatch> found;
        while (row.next())
            found.push_back(readBatch(row));
        return found;
    });
}

Result<std::vector<TransferRepository::Owed>> TransferRepository::owed(int most)
{
    return m_db
        .exec(
            "SELECT r.refund_no, o.order_no, r.amount, o.currency, r.created_at, r.note, CASE WHEN EXISTS "
            "(SELECT 1 FROM bank_transfer b WHERE b.source = 1 AND b.subject = r.refund_no AND b.state = 6) "
            "THEN 1 ELSE 0 END FROM payment_refund r JOIN payment_order o ON o.id = r.payment WHERE r.state "
            "= 5 AND NOT EXISTS (SELECT 1 FROM bank_transfer t WHERE t.source = 1 AND t.subject = "
            "r.refund_no AND t.state < 6) ORDER BY r.id LIMIT ?",
            {most})
        .map([](Rows row) {
            std::vector<Owed> found;
            while (row.next())
                found.push_back({row.text(0),
                                 row.text(1),
                                 {row.integer(2), currencyIn(row.text(3))},
                                 {row.integer(4)},
                                 row.text(5),
                                 row.integer(6) != 0});
            return found;
        });
}

}

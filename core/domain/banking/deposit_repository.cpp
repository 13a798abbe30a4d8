#include "core/domain/banking/deposit_repository.h"

namespace youka {

namespace {

#define YOUKA_DEPOSIT                                                                                        \
    "SELECT d.id, d.reference, d.operation, d.bag, d.account, d.station, d.day, d.counted, d.stays, "        \
    "d.expected, d.arrived, d.state, d.person, d.journal, d.exception, d.at, a.currency FROM cash_deposit "  \
    "d "                                                                                                     \
    "JOIN bank_account a ON a.id = d.account "

CashDeposit readDeposit(const Rows &row)
{
    const Currency currency = Currency::parse(row.text(16)).value_or(Currency{});
    CashDeposit its;
    its.id = {row.integer(0)};
    its.reference = row.text(1);
    its.operation = row.blob(2);
    its.bag = row.text(3);
    its.account = {row.integer(4)};
    its.station = {row.integer(5)};
    its.day = QDate::fromString(row.text(6), Qt::ISODate);
    its.counted = {row.integer(7), currency};
    its.stays = {row.integer(8), currency};
    its.expected = {row.integer(9), currency};
    its.arrived = {row.integer(10), currency};
    its.state = DepositState(row.integer(11));
    its.person = row.text(12);
    its.journal = row.blob(13);
    its.exception = row.integer(14);
    its.at = {row.integer(15)};
    return its;
}

Result<std::optional<CashDeposit>> one(Result<Rows> rows)
{
    return std::move(rows).map(
        [](Rows row) { return row.next() ? std::optional(readDeposit(row)) : std::nullopt; });
}

}

Result<DepositId> DepositRepository::insert(const CashDeposit &its)
{
    return m_db
        .exec("INSERT INTO cash_deposit (reference, operation, bag, account, station, day, counted, stays, "
              "expected, arrived, state, person, journal, exception, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
              "0, ?, ?, ?, ?, ?)",
              {its.reference, its.operation, its.bag, its.account.value, its.station.value,
               its.day.toString(Qt::ISODate), its.counted.minor, its.stays.minor, its.expected.minor,
               int(its.state), its.person, its.journal, its.exception, its.at.ms})
        .map([](const Rows &row) { return DepositId{row.lastId()}; });
}

Result<void> DepositRepository::arrived(const CashDeposit &its)
{
    const auto changed =
        m_db.exec("UPDATE cash_deposit SET arrived = ?, state = ? WHERE id = ? AND state = 1",
                  {its.arrived.minor, int(its.state), its.id.value});
    if (!changed)
        return fail(changed.error());
    return changed->affected() == 1 ? Result<void>() : fail(ErrorCode::BankTransferConflict, its.reference);
}

Result<bool> DepositRepository::hasBag(BankAccountId account, const QString &bag)
{
    return m_db.exec("SELECT id FROM cash_deposit WHERE account = ? AND bag = ?", {account.value, bag})
        .map([](Rows row) { return row.next(); });
}

Result<std::optional<CashDeposit>> DepositRepository::byReference(const QString &reference)
{
    return one(m_db.exec(YOUKA_DEPOSIT "WHERE d.reference = ?", {reference}));
}

Result<std::optional<CashDeposit>> DepositRepository::byOperation(const QByteArray &operation)
{
    return one(m_db.exec(YOUKA_DEPOSIT "WHERE d.operation = ?", {operation}));
}

Result<std::vector<CashDeposit>> DepositRepository::list(StationId station, DepositId before, int most)
{
    const qint64 end = before ? before.value : std::numeric_limits<qint64>::max();
    return m_db
        .exec(YOUKA_DEPOSIT "WHERE (? = 0 OR d.station = ?) AND d.id < ? ORDER BY d.id DESC LIMIT ?",
              {station.value, station.value, end, most})
        .map([](Rows row) {
            std::vector<CashDeposit> all;
            while (row.next())
                all.push_back(readDeposit(row));
            return all;
        });
}

}

#include "core/domain/banking/deposit_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/banking/bank_repository.h"
#include "core/domain/banking/banking_books.h"
#include "core/domain/banking/banking_rules.h"
#include "core/domain/banking/deposit_repository.h"
#include "core/domain/exceptions/exception_service.h"
#include "core/domain/reconcile/break_book.h"
#include "core/domain/reconcile/order_view.h"
#include "core/domain/reconcile/reconcile_rules.h"
#include "core/domain/stations/station_service.h"
#include "core/foundation/base/format.h"

namespace youka {

Result<CashDeposit> DepositService::count(const Count &wish, Timestamp now)
{
    if (wish.who.station && wish.who.station != wish.station)
        return fail(ErrorCode::NotPermitted);
    DepositRepository deposits(m_db);
    const auto earlier = deposits.byOperation(wish.operation.bytes());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return **earlier;
    const auto account = BankRepository(m_db).account(wish.account);
    if (!account)
        return fail(account.error());
    if (!*account || !(*account)->active)
        return fail(ErrorCode::BankAccountInvalid);
    const auto isKnown = deposits.hasBag(wish.account, wish.bag.trimmed());
    if (!isKnown)
        return fail(isKnown.error());
    if (wish.bag.trimmed().isEmpty() || *isKnown)
        return fail(ErrorCode::InvalidInput,
                    *isKnown ? QStringLiteral("bag: its number is known") : QStringLiteral("bag: missing"));
    if (wish.counted.currency != (*account)->currency || wish.stays.currency != (*account)->currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!wish.counted.isPositive() || wish.stays.isNegative())
        return fail(ErrorCode::AmountNotPositive);
    const MoneyIn till{AccountKind::Cash, wish.station.value};
    const MoneyIn underWay{AccountKind::Clearing, (*account)->merchant.value};
    BankingBooks books(m_db);
    const auto day = openBusinessDay(m_db, wish.station, now);
    const auto inBooks = day ? books.balance(till, (*account)->currency) : fail(day.error());
    if (!inBooks)
        return fail(inBooks.error());
    CashDeposit deposit;
    deposit.operation = wish.operation.bytes();
    deposit.reference = makeReference(ReferenceKind::Deposit, deposit.operation);
    deposit.bag = wish.bag.trimmed();
    deposit.account = wish.account;
    deposit.station = wish.station;
    deposit.day = *day;
    deposit.counted = wish.counted;
    deposit.stays = wish.stays;
    deposit.expected = -*inBooks;
    deposit.arrived = {0, wish.counted.currency};
    deposit.person = wish.who.name;
    deposit.journal = deposit.operation;
    deposit.at = now;
    const AuditLog::Entry entry{wish.who.name, QStringLiteral("cash.deposit"),
                                QStringLiteral("bag ") + deposit.bag, plainAmount(deposit.counted)};
    return compare(deposit, now)
        .and_then([&] {
            return books.move({wish.operation.uuid}, underWay, till, deposit.counted,
                              deposit.reference.toLatin1(), now, wish.station);
        })
        .and_then([&] { return deposits.insert(deposit); })
        .and_then([&](DepositId id) {
            deposit.id = id;
            return AuditLog(m_db).add(entry, now);
        })
        .map([&] { return deposit; });
}

/// The till against the books.
Result<void> DepositService::compare(CashDeposit &deposit, Timestamp now)
{
    const Money difference = deposit.difference();
    if (difference.isZero())
        return {};
    const auto till =
        Ledger(m_db).houseAccount(AccountKind::Cash, deposit.station.value, difference.currency);
    if (!till)
        return fail(till.error());
    Finding found;
    found.kind = difference.isNegative() ? ExceptionKind::PaymentShort : ExceptionKind::PaymentLong;
    found.station = deposit.station;
    found.reference = "cash/" + deposit.reference.toLatin1();
    found.account = *till;
    found.amount = difference.isNegative() ? -difference : difference;
    found.detail = QStringLiteral("cash of %1, bag %2: counted %3, stays %4, by the books %5")
                       .arg(deposit.day.toString(Qt::ISODate), deposit.bag, plainAmount(deposit.counted),
                            plainAmount(deposit.stays), plainAmount(deposit.expected));
    return ExceptionService(m_db).raise(found, now).map([&](ExceptionId id) {
        deposit.exception = id.value;
    });
}

Result<BankDoubt> DepositService::claim(const BankAccount &account, BankRow &row, const QString &reference,
                                        Timestamp now)
{
    const auto named = DepositRepository(m_db).byReference(reference);
    if (!named)
        return fail(named.error());
    if (!*named || (*named)->account != account.id)
        return BankDoubt::UnknownReference;
    CashDeposit deposit = **named;
    if (deposit.state == DepositState::Arrived)
        return BankDoubt::PaidAlready;
    if (!row.entry.amount.isPositive())
        return BankDoubt::WrongWay;
    deposit.state = DepositState::Arrived;
    deposit.arrived = row.entry.amount;
    row.state = BankRowState::Deposit;
    row.subject = reference;
    return DepositRepository(m_db)
        .arrived(deposit)
        .and_then([&] {
            return deposit.arrived == deposit.counted ? Result<void>() : differs(account, deposit, now);
        })
        .map([] { return BankDoubt::None; });
}

/// The bank has another amount than was in the bag.
Result<void> DepositService::differs(const BankAccount &account, const CashDeposit &deposit, Timestamp now)
{
    const auto merchant = OrderView(m_db).merchant(account.merchant);
    if (!merchant)
        return fail(merchant.error());
    Break found;
    found.merchant = account.merchant;
    found.day = deposit.day;
    found.number = sheetNumber(RowKind::Payment, deposit.reference, {});
    found.is = ReconcileClass::AmountDiffers;
    found.ours = deposit.counted;
    found.theirs = deposit.arrived;
    found.stake = deposit.counted - deposit.arrived;
    found.at = now;
    found.station = deposit.station;
    found.businessDay = deposit.day;
    return BreakBook(m_db).report(*merchant, found, 0, now);
}

Result<std::vector<CashDeposit>> DepositService::list(StationId station, DepositId before, int most)
{
    return DepositRepository(m_db).list(station, before, most);
}

}

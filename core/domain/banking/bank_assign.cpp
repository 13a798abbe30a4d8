#include "core/domain/access/audit_log.h"
#include "core/domain/banking/bank_service.h"
#include "core/domain/banking/banking_books.h"
#include "core/domain/banking/deposit_service.h"
#include "core/domain/exceptions/exception_service.h"
#include "core/domain/reconcile/reconcile_service.h"
#include "core/foundation/base/format.h"

namespace youka {

namespace {

Money size(Money amount) { return amount.isNegative() ? -amount : amount; }

}

Result<BankService::Assigned> BankService::assign(const Assignment &wish, Money secondPersonAbove,
                                                  Timestamp now)
{
    if (wish.who.station) // the bank's money is the house's
        return fail(ErrorCode::NotPermitted);
    if (wish.subject.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("subject: missing"));
    const auto found = m_bank.lockRow(wish.row);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorCode::NotFound);
    BankRow row = **found;
    if (row.state != BankRowState::Waiting)
        return fail(ErrorCode::BankTransferConflict, bankRowStateName(row.state));
    const auto waits = secondWord(wish, row, secondPersonAbove, now);
    if (!waits)
        return fail(waits.error());
    if (*waits)
        return **waits;
    row.person = row.person.isEmpty() ? wish.who.name : row.person + QStringLiteral(", ") + wish.who.name;
    const AuditLog::Entry entry{wish.who.name, QStringLiteral("bank.assign"),
                                QStringLiteral("bank row %1").arg(row.id.value),
                                assignKindName(wish.kind) + QStringLiteral(": ") + wish.subject};
    return become(wish, row, now)
        .and_then([&] {
            row.changed = now;
            return m_bank.update(row, BankRowState::Waiting);
        })
        .and_then([&] { return AuditLog(m_db).add(entry, now); })
        .and_then([&] { return m_bank.forgetWord(row.id); })
        .map([&] {
            return Assigned{false, {}, row};
        });
}

/// A word that another person has said already is enough; the same person's stays one.
Result<std::optional<BankService::Assigned>>
BankService::secondWord(const Assignment &wish, const BankRow &row, Money secondPersonAbove, Timestamp now)
{
    if (!needsSecondPerson(size(row.entry.amount), secondPersonAbove))
        return std::nullopt;
    const BankRepository::Word said{wish.kind, wish.subject.trimmed(), wish.who.name};
    const auto earlier = m_bank.word(row.id);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier && (*earlier)->isSame(said)) {
        if ((*earlier)->maker == said.maker)
            return fail(ErrorCode::FourEyesNeeded);
        return std::nullopt;
    }
    const AuditLog::Entry entry{wish.who.name, QStringLiteral("bank.propose"),
                                QStringLiteral("bank row %1").arg(row.id.value),
                                assignKindName(wish.kind) + QStringLiteral(": ") + wish.subject};
    return m_bank.put(row.id, said, now).and_then([&] { return AuditLog(m_db).add(entry, now); }).map([&] {
        return std::optional(Assigned{true, said.maker, row});
    });
}

Result<void> BankService::become(const Assignment &wish, BankRow &row, Timestamp now)
{
    const auto account = accountOf(row.account);
    if (!account)
        return fail(account.error());
    const QString subject = wish.subject.trimmed();
    switch (wish.kind) {
    case AssignKind::Card:
        return becomeTopUp(*account, {subject.toLongLong()}, row, now);
    case AssignKind::Deposit:
        return DepositService(m_db).claim(*account, row, subject, now).and_then([](BankDoubt doubt) {
            return doubt == BankDoubt::None
                ? Result<void>()
                : Result<void>(fail(ErrorCode::BankTransferConflict, bankDoubtName(doubt)));
        });
    case AssignKind::Settlement:
        return becomeSettlement(*account, wish, row, now);
    case AssignKind::Nobody:
        break;
    }
    return becomeCase(*account, subject, row, now);
}

/// All of the row, on an order of its own: what was asked for stays what it was.
Result<void> BankService::becomeTopUp(const BankAccount &account, CardId card, BankRow &row, Timestamp now)
{
    if (!row.entry.amount.isPositive())
        return fail(ErrorCode::AmountNotPositive);
    OrderWish wish;
    wish.operation = rowOperation(account, row.entry.serial, "top-up");
    wish.account = account.id;
    wish.card = card;
    wish.amount = row.entry.amount;
    wish.payer = row.entry.partyNumber;
    return order(wish, now)
        .and_then([&](const Ordered &made) { return pay(account, row, made.order.orderNo, now); })
        .map([&](const PaymentOrder &paid) {
            row.state = BankRowState::TopUp;
            row.subject = paid.orderNo;
        });
}

Result<void> BankService::becomeSettlement(const BankAccount &account, const Assignment &wish, BankRow &row,
                                           Timestamp now)
{
    const MerchantId merchant{wish.subject.section(u'/', 0, 0).toLongLong()};
    const QDate day = QDate::fromString(wish.subject.section(u'/', 1), Qt::ISODate);
    if (!merchant || !day.isValid())
        return fail(ErrorCode::InvalidInput, QStringLiteral("subject: \"merchant/day\" is expected"));
    const QString reference = account.number.last(4) + u'/' + row.entry.serial;
    return ReconcileService(m_db)
        .arrive(merchant, day, row.entry.amount, reference.left(100), wish.who, now)
        .and_then([&](const ArrivalDone &) {
            return BankingBooks(m_db).move({rowOperation(account, row.entry.serial, "settled").uuid},
                                           {AccountKind::Clearing, account.merchant.value},
                                           {AccountKind::Bank, 0}, row.entry.amount,
                                           "bank-row/" + QByteArray::number(row.id.value), now);
        })
        .map([&] {
            row.state = BankRowState::Settled;
            row.subject = wish.subject.trimmed();
        });
}

/// Interest, a bank's fee, a stranger's money: a case says how it ends, and two people do.
Result<void> BankService::becomeCase(const BankAccount &account, const QString &why, BankRow &row,
                                     Timestamp now)
{
    const auto clearing =
        Ledger(m_db).houseAccount(AccountKind::Clearing, account.merchant.value, account.currency);
    if (!clearing)
        return fail(clearing.error());
    Finding found;
    found.kind = row.entry.amount.isNegative() ? ExceptionKind::PaymentShort : ExceptionKind::PaymentLong;
    found.reference = "bank-row/" + QByteArray::number(row.id.value);
    found.account = *clearing;
    found.amount = size(row.entry.amount);
    found.detail = QStringLiteral("bank account %1, %2 of %3: %4")
                       .arg(maskedNumber(account.number), row.entry.serial, plainAmount(row.entry.amount),
                            why.left(200));
    return ExceptionService(m_db).raise(found, now).map([&](ExceptionId id) {
        row.state = BankRowState::Case;
        row.subject = QStringLiteral("case/%1").arg(id.value);
    });
}

}

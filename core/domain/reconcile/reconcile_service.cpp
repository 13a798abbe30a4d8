#include "core/domain/reconcile/reconcile_service.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/reconcile/break_book.h"
#include "core/domain/reconcile/order_view.h"
#include "core/domain/stations/station_service.h"
#include "core/foundation/base/format.h"

namespace youka {

namespace {

qint64 rounded(qint64 milli) { return (milli + (milli < 0 ? -500 : 500)) / 1'000; }

QString subjectOf(const Merchant &merchant, QDate day)
{
    return QStringLiteral("merchant %1, %2").arg(merchant.number, day.toString(Qt::ISODate));
}

}

Result<Settlement> ReconcileService::settlement(const Merchant &merchant, const ReconcileDay &day)
{
    return SheetRepository(m_db)
        .find(day.theirs)
        .and_then([&](const std::optional<Sheet> &bill) -> Result<Settlement> {
            if (!bill)
                return fail(ErrorCode::BillMissing, day.day.toString(Qt::ISODate));
            const Money gross{bill->paid - bill->refunded, merchant.currency};
            const Money settled{bill->settled, merchant.currency};
            const Money fee{rounded(bill->feeMilli), merchant.currency};
            return Settlement{gross, gross - settled, fee, settled - fee};
        });
}

Result<QByteArray> ReconcileService::settle(const Merchant &merchant, const ReconcileDay &day,
                                            OperationId operation, Timestamp now)
{
    const auto its = settlement(merchant, day);
    const auto businessDay = its ? openBusinessDay(m_db, {}, now) : fail(its.error());
    if (!businessDay)
        return fail(businessDay.error());
    Ledger ledger(m_db);
    Journal journal;
    journal.id = {operation.uuid};
    journal.kind = JournalKind::Settlement;
    journal.at = now;
    journal.occurred = dayStart(day.day.addDays(1));
    journal.day = *businessDay;
    journal.reference =
        QStringLiteral("settled/%1/%2").arg(merchant.id.value).arg(day.day.toString(Qt::ISODate)).toUtf8();
    const std::tuple<AccountKind, qint64, Money> legs[] = {
        {AccountKind::Clearing, merchant.id.value, its->gross},
        {AccountKind::Bank, 0, -its->net},
        {AccountKind::ChannelFees, merchant.id.value, -its->fee},
        {AccountKind::Promotion, 0, -its->discount}};
    for (const auto &[kind, owner, amount] : legs) {
        if (amount.isZero())
            continue;
        const auto account = ledger.houseAccount(kind, owner, merchant.currency);
        if (!account)
            return fail(account.error());
        journal.postings.push_back({*account, amount});
    }
    if (journal.postings.empty()) // a day without a payment
        return QByteArray();
    return ledger.post(journal).map([&] { return journal.id.bytes(); });
}

Result<ReconcileDay> ReconcileService::close(MerchantId merchant, QDate day, const Principal &who,
                                             OperationId operation, Timestamp now)
{
    const auto known = OrderView(m_db).merchant(merchant);
    const auto found = known ? m_repository.lockDay(merchant, day) : fail(known.error());
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->state == DayState::Waiting)
        return fail(ErrorCode::BillMissing, day.toString(Qt::ISODate));
    ReconcileDay closed = **found;
    if (closed.state == DayState::Closed)
        return fail(ErrorCode::DayClosed, day.toString(Qt::ISODate));
    const auto bill = SheetRepository(m_db).newest(merchant, day, Side::Theirs);
    if (!bill)
        return fail(bill.error());
    if (closed.state != DayState::Compared || !*bill || (*bill)->id != closed.theirs)
        return fail(ErrorCode::BreakStateConflict, QStringLiteral("compare the day again"));
    const auto open = m_repository.unexplained(merchant, day);
    if (!open)
        return fail(open.error());
    if (*open > 0)
        return fail(ErrorCode::BreakUnexplained, QString::number(*open));
    const auto journal = settle(*known, closed, operation, now);
    if (!journal)
        return fail(journal.error());
    closed.state = DayState::Closed;
    closed.closedAt = now;
    closed.closedBy = who.name;
    closed.journal = *journal;
    const AuditLog::Entry entry{who.name, QStringLiteral("reconcile.close"), subjectOf(*known, day), {}};
    return m_repository.put(closed).and_then([&] { return AuditLog(m_db).add(entry, now); }).map([&] {
        return closed;
    });
}

Result<ArrivalDone> ReconcileService::arrive(MerchantId merchant, QDate day, Money amount,
                                             const QString &reference, const Principal &who, Timestamp now)
{
    if (amount.isZero() || reference.trimmed().isEmpty())
        return fail(ErrorCode::InvalidInput, QStringLiteral("amount or reference: missing"));
    const auto known = OrderView(m_db).merchant(merchant);
    const auto found = known ? m_repository.lockDay(merchant, day) : fail(known.error());
    if (!found)
        return fail(found.error());
    if (amount.currency != known->currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!*found || (*found)->state != DayState::Closed)
        return fail(ErrorCode::BreakStateConflict, QStringLiteral("the day is not closed"));
    const auto earlier = m_repository.arrival(merchant, day, reference.trimmed());
    if (!earlier)
        return fail(earlier.error());
    if (*earlier && **earlier != amount.minor)
        return fail(ErrorCode::InvalidInput, QStringLiteral("reference: of another amount"));
    if (!*earlier) {
        const AuditLog::Entry entry{who.name, QStringLiteral("reconcile.arrival"), subjectOf(*known, day),
                                    plainAmount(amount) + u' ' + reference.trimmed()};
        const auto put = m_repository.insertArrival(merchant, day, amount, reference.trimmed(), who.name, now)
                             .and_then([&] { return AuditLog(m_db).add(entry, now); });
        if (!put)
            return fail(put.error());
    }
    const auto its = settlement(*known, **found);
    const auto arrived = its ? m_repository.arrived(merchant, day) : fail(its.error());
    if (!arrived)
        return fail(arrived.error());
    const ArrivalDone done{its->net, {*arrived, known->currency}};
    Break differs;
    differs.merchant = merchant;
    differs.day = day;
    differs.is = ReconcileClass::ArrivalDiffers;
    differs.ours = done.settled;
    differs.theirs = done.arrived;
    differs.stake = done.settled - done.arrived;
    differs.at = now;
    BreakBook book(m_db);
    if (!differs.stake.isZero())
        return book.report(*known, differs, (*found)->pass, now).map([&] { return done; });
    return m_repository.findBreak(differs)
        .and_then(
            [&](const std::optional<Break> &was) { return was ? book.vanish(*was, now) : Result<void>(); })
        .map([&] { return done; });
}

}

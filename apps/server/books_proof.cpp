#include "apps/server/books_proof.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/access/terminal_repository.h"
#include "core/domain/cards/allotment_repository.h"
#include "core/foundation/base/format.h"
#include "core/foundation/crypto/chain.h"

namespace youka {

namespace {

/// Walks every terminal's stored chain from enrolment to now.
Result<QStringList> chainFaults(Database &db, qint64 &records)
{
    TerminalRepository repository(db);
    const auto terminals = repository.list();
    if (!terminals)
        return fail(terminals.error());
    QStringList faults;
    for (const Terminal &terminal : *terminals) {
        QByteArray head = chainStart();
        qint64 seq = 0;
        for (;;) {
            const auto part = repository.records(terminal.id, seq, 1'000);
            if (!part)
                return fail(part.error());
            if (part->empty())
                break;
            for (const TerminalRecord &record : *part) {
                head = chainNext(head, quint64(++seq), record.body);
                ++records;
                if (record.seq != seq || record.hash != head)
                    faults.append(QStringLiteral("terminal %1: record %2 breaks the chain")
                                      .arg(terminal.id.value)
                                      .arg(seq));
            }
            if (!faults.isEmpty())
                break;
        }
        if (seq != terminal.headSeq || (seq > 0 && head != terminal.headHash))
            faults.append(
                QStringLiteral("terminal %1: its head is not its last record").arg(terminal.id.value));
    }
    return faults;
}

}

Result<RoomsProof> proveRooms(Database &db)
{
    RoomsProof proof;
    return checkLedger(db)
        .and_then([&](const LedgerProof &done) {
            proof.ledger = done;
            return checkPoints(db);
        })
        .and_then([&](const PointsProof &done) {
            proof.points = done;
            return checkCoupons(db);
        })
        .and_then([&](const CouponProof &done) {
            proof.coupons = done;
            return checkRefunds(db);
        })
        .and_then([&](const RefundProof &done) {
            proof.refunds = done;
            return checkGoods(db);
        })
        .and_then([&](const GoodsProof &done) {
            proof.goods = done;
            return checkTopUps(db);
        })
        .and_then([&](const TopUpProof &done) {
            proof.topUps = done;
            return checkPayments(db);
        })
        .and_then([&](const PaymentProof &done) {
            proof.payments = done;
            return checkReconciliation(db);
        })
        .and_then([&](const ReconcileProof &done) {
            proof.reconciliation = done;
            return checkBills(db);
        })
        .and_then([&](const BillProof &done) {
            proof.bills = done;
            return checkBanking(db);
        })
        .map([&](const BankingProof &done) {
            proof.banking = done;
            return proof;
        });
}

Result<BooksProof> proveBooks(Database &db)
{
    if (const char *snapshot = db.dialect().snapshot())
        if (const auto set = db.script(QLatin1String(snapshot)); !set)
            return fail(set.error());
    const auto rooms = proveRooms(db);
    if (!rooms)
        return fail(rooms.error());
    qint64 records = 0;
    const auto chains = chainFaults(db, records);
    if (!chains)
        return fail(chains.error());
    const auto audit = AuditLog(db).verify();
    if (!audit)
        return fail(audit.error());
    const auto exposure = AllotmentRepository(db).exposure();
    if (!exposure)
        return fail(exposure.error());
    const LedgerProof &ledger = rooms->ledger;
    QString figures = QStringLiteral("accounts %1, journals %2, postings %3, open holds %4, terminal records "
                                     "%5, audit entries %6, points outstanding %7 in %8 lots, refunds %9")
                          .arg(ledger.accounts)
                          .arg(ledger.journals)
                          .arg(ledger.postings)
                          .arg(ledger.openHolds)
                          .arg(records)
                          .arg(audit->entries)
                          .arg(rooms->points.outstanding)
                          .arg(rooms->points.lots)
                          .arg(rooms->refunds.refunds);
    for (const Exposure &one : *exposure)
        figures += QStringLiteral("\nlent to stations %1 %2, beyond the purses %3")
                       .arg(plainAmount(one.lent), one.currency.code(), plainAmount(one.excess));
    if (rooms->coupons.coupons > 0)
        figures += QStringLiteral("\ncoupons %1, redeemed %2")
                       .arg(rooms->coupons.coupons)
                       .arg(rooms->coupons.redeemed);
    if (rooms->goods.moves > 0)
        figures += QStringLiteral("\nstock moved %1 times").arg(rooms->goods.moves);
    if (rooms->topUps.bonuses > 0)
        figures += QStringLiteral("\ntop-ups with a bonus %1").arg(rooms->topUps.bonuses);
    if (rooms->payments.orders > 0)
        figures += QStringLiteral("\npayments %1, of them open %2, for a person %3")
                       .arg(rooms->payments.orders)
                       .arg(rooms->payments.open)
                       .arg(rooms->payments.forPerson);
    if (rooms->reconciliation.days > 0)
        figures += QStringLiteral("\ndays compared with channels %1, closed %2")
                       .arg(rooms->reconciliation.days)
                       .arg(rooms->reconciliation.closed);
    if (rooms->bills.bills > 0)
        figures += QStringLiteral("\nbills paid %1, of them open %2, for a person %3")
                       .arg(rooms->bills.bills)
                       .arg(rooms->bills.open)
                       .arg(rooms->bills.forPerson);
    if (rooms->banking.rows > 0)
        figures += QStringLiteral("\nrows of bank statements %1, waiting for a person %2, transfers open %3")
                       .arg(rooms->banking.rows)
                       .arg(rooms->banking.waiting)
                       .arg(rooms->banking.transfersOpen);
    return BooksProof{figures, rooms->faults() + *chains + audit->faults};
}

}

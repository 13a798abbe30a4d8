#include "apps/server/books_proof.h"

#include "core/domain/access/audit_log.h"
#include "core/domain/access/terminal_repository.h"
#include "core/domain/cards/allotment_repository.h"
#include "core/domain/goods/goods_check.h"
#include "core/domain/ledger/ledger_check.h"
#include "core/domain/points/points_check.h"
#include "core/domain/refunds/refund_check.h"
#include "core/domain/topups/top_up_check.h"
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

Result<BooksProof> proveBooks(Database &db)
{
    if (const char *snapshot = db.dialect().snapshot())
        if (const auto set = db.script(QLatin1String(snapshot)); !set)
            return fail(set.error());
    const auto ledger = checkLedger(db);
    if (!ledger)
        return fail(ledger.error());
    qint64 records = 0;
    const auto chains = chainFaults(db, records);
    if (!chains)
        return fail(chains.error());
    const auto audit = AuditLog(db).verify();
    if (!audit)
        return fail(audit.error());
    const auto points = checkPoints(db);
    if (!points)
        return fail(points.error());
    const auto refunds = checkRefunds(db);
    if (!refunds)
        return fail(refunds.error());
    const auto goods = checkGoods(db);
    if (!goods)
        return fail(goods.error());
    const auto topUps = checkTopUps(db);
    if (!topUps)
        return fail(topUps.error());
    const auto exposure = AllotmentRepository(db).exposure();
    if (!exposure)
        return fail(exposure.error());
    QString lent;
    for (const Exposure &one : *exposure)
        lent += QStringLiteral("\nlent to stations %1 %2, beyond the purses %3")
                    .arg(plainAmount(one.lent), one.currency.code(), plainAmount(one.excess));
    if (goods->moves > 0)
        lent += QStringLiteral("\nstock moved %1 times").arg(goods->moves);
    if (topUps->bonuses > 0)
        lent += QStringLiteral("\ntop-ups with a bonus %1").arg(topUps->bonuses);
    return BooksProof{
        QStringLiteral("accounts %1, journals %2, postings %3, open holds %4, terminal records %5, "
                       "audit entries %6, points outstanding %7 in %8 lots, refunds %9")
                .arg(ledger->accounts)
                .arg(ledger->journals)
                .arg(ledger->postings)
                .arg(ledger->openHolds)
                .arg(records)
                .arg(audit->entries)
                .arg(points->outstanding)
                .arg(points->lots)
                .arg(refunds->refunds)
            + lent,
        ledger->faults + *chains + audit->faults + points->faults + refunds->faults + goods->faults
            + topUps->faults};
}

}

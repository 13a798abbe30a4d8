#include "core/domain/access/audit_log.h"

#include "core/foundation/crypto/digest.h"

namespace youka {

namespace {

/// SHA-256("YKAUDIT1" || previous || the fields, each with its length in front).
QByteArray hashOf(const QByteArray &previous, const AuditLog::Entry &entry, Timestamp at)
{
    QByteArray message("YKAUDIT1");
    message += previous;
    for (const QString &field :
         {QString::number(at.ms), entry.actor, entry.action, entry.subject, entry.detail}) {
        const QByteArray bytes = field.toUtf8();
        message += QByteArray::number(bytes.size()) + ':' + bytes;
    }
    return sha256(message);
}

}

namespace {

const QByteArray Start(32, '\0'); ///< what the first entry follows

struct Head
{
    qint64 entries = 0;
    QByteArray hash;
};

Result<Head> readHead(Rows rows)
{
    if (!rows.next())
        return fail(ErrorCode::ChainBroken, QStringLiteral("the audit log has no head"));
    return Head{rows.integer(0), rows.isNull(1) ? Start : rows.blob(1)};
}

QString notFollowing(qint64 id, qint64 before)
{
    const QString entry = QStringLiteral("audit entry %1 ").arg(id);
    const QString follows = before == 0 ? QStringLiteral("is not the first one")
                                        : QStringLiteral("does not follow entry %1").arg(before);
    // Numbers may be left out by a transaction that was taken back, so a gap alone proves nothing.
    if (id == before + 1)
        return entry + QStringLiteral("was changed");
    if (id == before + 2)
        return entry + follows + QStringLiteral(": entry %1 is missing or it was changed").arg(before + 1);
    return entry + follows
        + QStringLiteral(": entries %1 to %2 are missing or it was changed").arg(before + 1).arg(id - 1);
}

}

Result<void> AuditLog::add(const Entry &entry, Timestamp now)
{
    const char *locked =
        m_db.dialect().locking(YOUKA_LOCKING("SELECT entries, hash FROM audit_head WHERE id = 1"));
    return m_db.exec(locked).and_then(readHead).and_then([&](const Head &last) {
        const QByteArray hash = hashOf(last.hash, entry, now);
        return m_db
            .run("INSERT INTO audit (at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?)",
                 {now.ms, entry.actor, entry.action, entry.subject, entry.detail, hash})
            .and_then([&] {
                return m_db.run(
                    m_db.dialect().oneRow(YOUKA_ONE_ROW("audit_head SET entries = ?, hash = ? WHERE id = 1")),
                    {last.entries + 1, hash});
            });
    });
}

Result<std::vector<AuditLog::Noted>> AuditLog::of(const QString &subject, int most)
{
    return m_db
        .exec("SELECT at, actor, action, subject, detail FROM audit WHERE subject = ? ORDER BY id LIMIT ?",
              {subject, most})
        .map([](Rows rows) {
            std::vector<Noted> all;
            while (rows.next())
                all.push_back({{rows.integer(0)}, {rows.text(1), rows.text(2), rows.text(3), rows.text(4)}});
            return all;
        });
}

Result<AuditLog::Proof> AuditLog::verify()
{
    Proof proof;
    QByteArray previous = Start;
    qint64 before = 0;
    const auto walked =
        m_db.exec("SELECT id, at, actor, action, subject, detail, hash FROM audit ORDER BY id")
            .map([&](Rows rows) {
                while (rows.next()) {
                    const qint64 id = rows.integer(0);
                    const Entry entry{rows.text(2), rows.text(3), rows.text(4), rows.text(5)};
                    const QByteArray stored = rows.blob(6);
                    if (hashOf(previous, entry, {rows.integer(1)}) != stored)
                        proof.faults.append(notFollowing(id, before));
                    previous = stored; // the next one is judged by itself
                    before = id;
                    ++proof.entries;
                }
            });
    if (!walked)
        return fail(walked.error());
    return m_db.exec("SELECT entries, hash FROM audit_head WHERE id = 1")
        .and_then(readHead)
        .map([&](const Head &head) {
            if (head.entries != proof.entries || head.hash != previous)
                proof.faults.append(
                    QStringLiteral("the audit log ends at entry %1 with %2 entries, its head tells of %3")
                        .arg(before)
                        .arg(proof.entries)
                        .arg(head.entries));
            return proof;
        });
}

}

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

Result<void> AuditLog::add(const Entry &entry, Timestamp now)
{
    return m_db.exec("SELECT hash FROM audit ORDER BY id DESC LIMIT 1", {})
        .map([](Rows rows) { return rows.next() ? rows.blob(0) : QByteArray(32, '\0'); })
        .and_then([&](const QByteArray &previous) {
            return m_db.run(
                "INSERT INTO audit (at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?)",
                {now.ms, entry.actor, entry.action, entry.subject, entry.detail,
                 hashOf(previous, entry, now)});
        });
}

Result<qint64> AuditLog::verify()
{
    return m_db.exec("SELECT id, at, actor, action, subject, detail, hash FROM audit ORDER BY id", {})
        .and_then([](Rows rows) -> Result<qint64> {
            QByteArray previous(32, '\0');
            qint64 count = 0;
            while (rows.next()) {
                const Entry entry{rows.text(2), rows.text(3), rows.text(4), rows.text(5)};
                previous = hashOf(previous, entry, {rows.integer(1)});
                if (previous != rows.blob(6))
                    return fail(ErrorCode::ChainBroken,
                                QStringLiteral("audit entry %1").arg(rows.integer(0)));
                ++count;
            }
            return count;
        });
}

}

#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace youka {

/// Data keys by name, each wrapped by one master key. The master key comes from the environment variable
/// YOUKA_MASTER_KEY (64 hex digits) or from a file that only its owner can read; the wrapped keys lie in
/// `keyring.json` beside the store and are useless without it.
class KeyRing
{
public:
    /// Opens or makes the ring in `folder`. A missing master key file is made (0600) when `folder` has no
    /// ring yet. Errors: KeyMissing, KeyPermissions (others may read the master key file), DecryptFailed
    /// (another master key).
    static Result<KeyRing> open(const QString &folder, const QString &masterKeyFile);

    /// The 32-byte key of that name; made, wrapped and saved at the first asking. Errors: StoreFailed.
    Result<QByteArray> key(const QString &name);
    /// Stores a key that came from elsewhere (at enrolment). Errors: StoreFailed.
    Result<void> put(const QString &name, QByteArrayView key32);

    /// Secrets of any length that came from outside: a merchant's keys. Empty: there is none of that name.
    QByteArray secret(const QString &name) const { return m_keys.value(name); }
    /// Errors: StoreFailed.
    Result<void> putSecret(const QString &name, const QByteArray &bytes);
    Result<void> removeSecret(const QString &name);
    /// Those whose names begin so, sorted.
    QStringList secretNames(const QString &prefix) const;

private:
    Result<void> save() const;
    QString m_path;
    QByteArray m_master;
    QHash<QString, QByteArray> m_keys;
};

}

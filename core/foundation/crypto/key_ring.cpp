#include "core/foundation/crypto/key_ring.h"

#include "core/foundation/crypto/aead.h"
#include "core/foundation/crypto/digest.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace youka {

namespace {

Result<QByteArray> parseMaster(const QByteArray &hex)
{
    const QByteArray key = QByteArray::fromHex(hex.trimmed());
    if (hex.trimmed().size() != 64 || key.size() != 32)
        return fail(ErrorCode::KeyMissing, QStringLiteral("a master key is 64 hex digits"));
    return key;
}

Result<QByteArray> makeMaster(const QString &path)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    const QByteArray key = randomBytes(32);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(key.toHex() + '\n') == 65 && file.commit();
    if (!written)
        return fail(ErrorCode::KeyMissing, path + QStringLiteral(": ") + file.errorString());
    return key;
}

Result<QByteArray> readMaster(const QString &path, bool mayMake)
{
    if (qEnvironmentVariableIsSet("YOUKA_MASTER_KEY"))
        return parseMaster(qgetenv("YOUKA_MASTER_KEY"));
    QFile file(path);
    if (!file.exists() && mayMake)
        return makeMaster(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::KeyMissing, path + QStringLiteral(": ") + file.errorString());
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (file.permissions() & others)
        return fail(ErrorCode::KeyPermissions,
                    path + QStringLiteral(": only its owner may read it (chmod 600)"));
    return parseMaster(file.read(256));
}

}

Result<KeyRing> KeyRing::open(const QString &folder, const QString &masterKeyFile)
{
    KeyRing ring;
    ring.m_path = QDir(folder).filePath(QStringLiteral("keyring.json"));
    QFile file(ring.m_path);
    const auto master = readMaster(masterKeyFile, !file.exists());
    if (!master)
        return fail(master.error());
    ring.m_master = *master;
    if (!file.exists())
        return ring;
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::KeyMissing, ring.m_path + QStringLiteral(": ") + file.errorString());
    const QJsonObject keys = QJsonDocument::fromJson(file.readAll()).object();
    for (auto it = keys.begin(); it != keys.end(); ++it) {
        const auto key = aeadOpen(ring.m_master, QByteArray::fromBase64(it.value().toString().toLatin1()),
                                  it.key().toUtf8());
        if (!key)
            return fail(ErrorCode::DecryptFailed,
                        ring.m_path + QStringLiteral(": made with another master key"));
        ring.m_keys.insert(it.key(), *key);
    }
    return ring;
}

Result<QByteArray> KeyRing::key(const QString &name)
{
    if (const auto it = m_keys.constFind(name); it != m_keys.cend())
        return *it;
    const QByteArray fresh = randomBytes(32);
    return put(name, fresh).map([&] { return fresh; });
}

Result<void> KeyRing::put(const QString &name, QByteArrayView key32)
{
    ensure(key32.size() == 32, "a data key has 32 bytes");
    m_keys.insert(name, key32.toByteArray());
    return save();
}

Result<void> KeyRing::putSecret(const QString &name, const QByteArray &bytes)
{
    m_keys.insert(name, bytes);
    return save();
}

Result<void> KeyRing::removeSecret(const QString &name)
{
    m_keys.remove(name);
    return save();
}

QStringList KeyRing::secretNames(const QString &prefix) const
{
    QStringList names;
    for (auto it = m_keys.keyBegin(); it != m_keys.keyEnd(); ++it)
        if (it->startsWith(prefix))
            names.append(*it);
    names.sort();
    return names;
}

Result<void> KeyRing::save() const
{
    QJsonObject keys;
    for (auto it = m_keys.cbegin(); it != m_keys.cend(); ++it)
        keys.insert(it.key(), QString::fromLatin1(aeadSeal(m_master, *it, it.key().toUtf8()).toBase64()));
    QDir().mkpath(QFileInfo(m_path).absolutePath());
    QSaveFile file(m_path);
    const bool saved = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
        && file.write(QJsonDocument(keys).toJson()) > 0 && file.commit();
    if (!saved)
        return fail(ErrorCode::StoreFailed, m_path + QStringLiteral(": ") + file.errorString());
    return {};
}

}

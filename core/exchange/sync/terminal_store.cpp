#include "core/exchange/sync/terminal_store.h"

#include "core/foundation/base/json.h"
#include "core/foundation/crypto/key_ring.h"
#include "core/foundation/store/migrations.h"

#include <QDir>
#include <QJsonDocument>

namespace youka {

namespace {

/// A till writes little, and is to serve again soon after a power cut.
constexpr int CheckpointPages = 1'000;

QByteArray bytesOf(const QJsonObject &json) { return QJsonDocument(json).toJson(QJsonDocument::Compact); }

Result<TerminalIdentity> identityFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    const TerminalId id{in.integer("terminal", 1, std::numeric_limits<quint32>::max())};
    const QString name = in.text("name", 100);
    Station station;
    station.id = {in.integer("station", 1, std::numeric_limits<qint64>::max())};
    station.code = in.text("stationCode", 40);
    station.name = in.text("stationName", 200);
    station.zone = QTimeZone(in.text("zone", 60).toLatin1());
    station.cutOver = QTime::fromString(in.text("cutOver", 8), QStringLiteral("HH:mm"));
    const QByteArray lookup = in.base64("cardLookupKey", 32);
    const QByteArray seed = in.base64("seed", 32);
    const QByteArray listKey = in.has("listKey") ? in.base64("listKey", 32) : QByteArray();
    std::optional<ChipScheme> chips;
    if (in.has("chipKey")) {
        if (const auto scheme = ChipScheme::withMaster(in.base64("chipKey", AesKey::Size)))
            chips = *scheme;
        else
            in.refuse("chipKey", scheme.error().detail);
    }
    if (!station.zone.isValid())
        in.refuse("zone", QStringLiteral("a time zone is expected"));
    if (in.error())
        return fail(*in.error());
    return SigningKey::fromSeed(seed).map([&](const SigningKey &key) {
        return TerminalIdentity{id, name, station, key, lookup, listKey, chips};
    });
}

}

Result<std::unique_ptr<TerminalStore>> TerminalStore::open(const QString &folder,
                                                           const QString &masterKeyFile)
{
    if (!QDir().mkpath(folder))
        return fail(ErrorCode::StoreUnreadable, folder + QStringLiteral(": cannot be made"));
    auto ring = KeyRing::open(folder, masterKeyFile);
    if (!ring)
        return fail(ring.error());
    const auto key = ring->key(QStringLiteral("store"));
    if (!key)
        return fail(key.error());
    StoreConfig config;
    config.path = QDir(folder).filePath(QStringLiteral("station.db"));
    config.key = *key;
    config.checkpointPages = CheckpointPages;
    return open(config);
}

Result<std::unique_ptr<TerminalStore>> TerminalStore::open(const StoreConfig &config)
{
    auto db = Database::open(config);
    if (!db)
        return fail(db.error());
    if (const auto migrated = migrate(**db, stationMigrations()); !migrated)
        return fail(migrated.error());
    return std::unique_ptr<TerminalStore>(new TerminalStore(std::move(*db)));
}

Result<QByteArray> TerminalStore::setting(const char *name)
{
    return m_db->exec("SELECT value FROM setting WHERE name = ?", {QString::fromLatin1(name)})
        .map([](Rows rows) { return rows.next() ? rows.blob(0) : QByteArray(); });
}

Result<void> TerminalStore::setSetting(const char *name, const QByteArray &value)
{
    const QString key = QString::fromLatin1(name);
    return m_db->transaction([&]() -> Result<void> {
        const auto updated = m_db->exec("UPDATE setting SET value = ? WHERE name = ?", {value, key});
        if (!updated)
            return fail(updated.error());
        if (updated->affected() > 0)
            return {};
        return m_db->run("INSERT INTO setting (name, value) VALUES (?, ?)", {key, value});
    });
}

Result<std::optional<TerminalIdentity>> TerminalStore::identity()
{
    const auto stored = setting("identity");
    if (!stored)
        return fail(stored.error());
    if (stored->isEmpty())
        return std::optional<TerminalIdentity>();
    return parseJsonObject(*stored).and_then(identityFromJson).map([](const TerminalIdentity &identity) {
        return std::optional(identity);
    });
}

Result<TerminalStore::Enrolment> TerminalStore::beginEnrolment(IdSource &ids)
{
    const auto stored = setting("enrolment");
    if (!stored)
        return fail(stored.error());
    if (!stored->isEmpty()) {
        const auto key = SigningKey::fromSeed(stored->mid(16));
        if (!key)
            return fail(key.error());
        return Enrolment{OperationId::fromBytes(stored->left(16)), *key};
    }
    const Enrolment begun{ids.make<OperationId>(), SigningKey::generate()};
    return setSetting("enrolment", begun.operation.bytes() + begun.key.seed()).map([&] { return begun; });
}

Result<void> TerminalStore::finishEnrolment(const QJsonObject &answer)
{
    const auto begun = setting("enrolment");
    if (!begun)
        return fail(begun.error());
    QJsonObject identity = answer;
    identity.insert(QStringLiteral("seed"), QString::fromLatin1(begun->mid(16).toBase64()));
    if (const auto read = identityFromJson(identity); !read)
        return fail(read.error());
    return setSetting("identity", bytesOf(identity));
}

}

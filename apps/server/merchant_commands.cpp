#include "apps/server/merchant_commands.h"

#include "apps/server/server.h"
#include "core/domain/access/audit_log.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/payments/merchant_keys.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

#include <cstdio>

namespace youka {

namespace {

constexpr const char *Usage =
    "usage: youka-server merchant add CHANNEL NUMBER APP NAME [FEE_PPM] [GATEWAY]\n"
    "       youka-server merchant list\n"
    "       youka-server merchant stations ID all|STATION...    which stations pay in by it\n"
    "       youka-server merchant active ID yes|no\n"
    "       youka-server merchant settings ID FILE              JSON: signerNames, billLayout\n"
    "       youka-server merchant keys ID list\n"
    "       youka-server merchant keys ID private KEY.pem [CERTIFICATE.pem]   a new version, used from now "
    "on\n"
    "       youka-server merchant keys ID use VERSION\n"
    "       youka-server merchant keys ID trust FILE.pem [NAME]  one more key the channel may sign with\n"
    "       youka-server merchant keys ID distrust NAME\n"
    "       youka-server merchant keys ID symmetric|roots|between FILE\n";

int refuse(const Error &error)
{
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(error)));
    return 1;
}

int usage()
{
    std::fputs(Usage, stderr);
    return 2;
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, path + QStringLiteral(": ") + file.errorString());
    return file.read(1024 * 1024);
}

/// Everything that is done to merchants is in the audit log.
using Work = std::function<Result<QString>(Database &)>;
int onBooks(const ServerSettings &settings, const QString &action, const QString &detail, const Work &work)
{
    const auto store = openServerStore(settings);
    if (!store)
        return refuse(store.error());
    auto db = Database::open(store->store);
    if (!db)
        return refuse(db.error());
    QString text;
    const auto done = (*db)->transaction([&]() -> Result<void> {
        const auto said = work(**db);
        if (!said)
            return fail(said.error());
        text = *said;
        const AuditLog::Entry entry{QStringLiteral("youka-server"), action, QStringLiteral("merchant"),
                                    detail};
        return action.isEmpty() ? Result<void>() : AuditLog(**db).add(entry, SystemClock().now());
    });
    if (!done)
        return refuse(done.error());
    std::printf("%s\n", qPrintable(text));
    return 0;
}

Result<Merchant> merchantOf(Database &db, const QString &id)
{
    return MerchantRepository(db)
        .find({id.toLongLong()})
        .and_then([&](const std::optional<Merchant> &merchant) -> Result<Merchant> {
            return merchant ? Result<Merchant>(*merchant) : fail(ErrorCode::MerchantUnknown, id);
        });
}

int add(const ServerSettings &settings, const QStringList &words)
{
    if (words.size() < 6)
        return usage();
    Merchant merchant;
    merchant.channel = words[2];
    merchant.number = words[3];
    merchant.app = words[4] == QLatin1String("-") ? QString() : words[4];
    merchant.name = words[5];
    merchant.feePpm = words.value(6, QStringLiteral("6000")).toLongLong();
    merchant.gateway = words.value(7);
    const auto kinds = channelKinds();
    const bool isKnown = std::any_of(kinds.begin(), kinds.end(), [&](const ChannelKind &kind) {
        return merchant.channel == QLatin1String(kind.name);
    });
    if (!isKnown || merchant.feePpm < 0 || merchant.feePpm > 100'000)
        return usage();
    return onBooks(settings, QStringLiteral("merchant.add"), merchant.channel + u' ' + merchant.number,
                   [&](Database &db) {
                       return MerchantRepository(db).insert(merchant).map(
                           [](MerchantId id) { return QStringLiteral("merchant %1").arg(id.value); });
                   });
}

int list(const ServerSettings &settings)
{
    return onBooks(settings, {}, {}, [](Database &db) {
        return MerchantRepository(db).list().map([](const std::vector<Merchant> &merchants) {
            QStringList lines;
            for (const Merchant &one : merchants)
                lines.append(QStringLiteral("%1 %2 %3 %4 %5 ppm%6")
                                 .arg(one.id.value)
                                 .arg(one.channel, one.number, one.name)
                                 .arg(one.feePpm)
                                 .arg(one.active ? QString() : QStringLiteral(" (inactive)")));
            return lines.join(u'\n');
        });
    });
}

int stations(const ServerSettings &settings, const QStringList &words)
{
    if (words.size() < 4)
        return usage();
    const auto assignAll = [&](Database &db) -> Result<QString> {
        const auto merchant = merchantOf(db, words[2]);
        if (!merchant)
            return fail(merchant.error());
        for (const QString &code : words.sliced(3)) {
            StationId id;
            if (code != QLatin1String("all")) {
                const auto station = StationRepository(db).findCode(code);
                if (!station || !*station)
                    return fail(station ? Error{ErrorCode::StationUnknown, code} : station.error());
                id = (*station)->id;
            }
            if (const auto set = MerchantRepository(db).assign(merchant->channel, id, merchant->id); !set)
                return fail(set.error());
        }
        return QStringLiteral("merchant %1: %2").arg(words[2], words.sliced(3).join(u' '));
    };
    return onBooks(settings, QStringLiteral("merchant.stations"), words.sliced(2).join(u' '), assignAll);
}

int setActive(const ServerSettings &settings, const QStringList &words)
{
    const bool active = words.value(3) == QLatin1String("yes");
    if (words.size() != 4 || (!active && words[3] != QLatin1String("no")))
        return usage();
    return onBooks(settings, QStringLiteral("merchant.active"), words.sliced(2).join(u' '),
                   [&](Database &db) {
                       return merchantOf(db, words[2])
                           .and_then([&](const Merchant &one) {
                               return MerchantRepository(db).setActive(one.id, active);
                           })
                           .map([&] { return QStringLiteral("merchant %1: %2").arg(words[2], words[3]); });
                   });
}

int setSettings(const ServerSettings &settings, const QStringList &words)
{
    const auto json = readFile(words.value(3));
    if (words.size() != 4 || !json)
        return json ? usage() : refuse(json.error());
    if (!QJsonDocument::fromJson(*json).isObject())
        return refuse({ErrorCode::InvalidInput, words[3] + QStringLiteral(": a JSON object is expected")});
    return onBooks(settings, QStringLiteral("merchant.settings"), words[2], [&](Database &db) {
        return merchantOf(db, words[2])
            .and_then([&](const Merchant &one) {
                return MerchantRepository(db).setSettings(one.id, QString::fromUtf8(*json));
            })
            .map([&] { return QStringLiteral("merchant %1: settings").arg(words[2]); });
    });
}

QString heldText(const MerchantKeys::Held &held)
{
    QStringList versions;
    for (const int version : held.versions)
        versions.append(QString::number(version)
                        + (version == held.used ? QStringLiteral(" (used)") : QString()));
    return QStringLiteral("private: %1\ntrusted: %2\nothers: %3")
        .arg(versions.join(QStringLiteral(", ")), held.trusted.join(QStringLiteral(", ")),
             held.others.join(QStringLiteral(", ")));
}

Result<QString> changeKeys(MerchantKeys keys, MerchantId id, const QStringList &words)
{
    const QString verb = words.value(3);
    const QString what = words.value(4);
    if (verb == QLatin1String("list"))
        return heldText(keys.held(id));
    if (verb == QLatin1String("use"))
        return keys.use(id, what.toInt()).map([&] { return QStringLiteral("version ") + what; });
    if (verb == QLatin1String("distrust"))
        return keys.removeTrusted(id, what).map(
            [&] { return QStringLiteral("not trusted any more: ") + what; });
    const auto bytes = readFile(what);
    if (!bytes)
        return fail(bytes.error());
    if (verb == QLatin1String("trust"))
        return keys.addTrusted(id, words.value(5), *bytes).map([](const QString &name) {
            return QStringLiteral("trusted: ") + name;
        });
    if (verb != QLatin1String("private"))
        return keys.put(id, verb, verb == QLatin1String("symmetric") ? bytes->trimmed() : *bytes).map([&] {
            return verb + QStringLiteral(": kept");
        });
    const auto certificate = words.size() > 5 ? readFile(words[5]) : Result<QByteArray>(QByteArray());
    if (!certificate)
        return fail(certificate.error());
    return keys.addPrivate(id, *bytes, *certificate).map([](int version) {
        return QStringLiteral("version %1, used from now on").arg(version);
    });
}

int keys(const ServerSettings &settings, const QStringList &words)
{
    const QStringList verbs{QStringLiteral("list"),  QStringLiteral("private"),  QStringLiteral("use"),
                            QStringLiteral("trust"), QStringLiteral("distrust"), QStringLiteral("symmetric"),
                            QStringLiteral("roots"), QStringLiteral("between")};
    if (!verbs.contains(words.value(3)) || (words[3] != QLatin1String("list") && words.size() < 5))
        return usage();
    const bool isList = words[3] == QLatin1String("list");
    return onBooks(settings, isList ? QString() : QStringLiteral("merchant.keys"),
                   words.sliced(2, 2).join(u' '), [&](Database &db) -> Result<QString> {
                       const auto merchant = merchantOf(db, words[2]);
                       if (!merchant)
                           return fail(merchant.error());
                       auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
                       return ring ? changeKeys(MerchantKeys(*ring), merchant->id, words)
                                   : fail(ring.error());
                   });
}

}

int runMerchantCommand(const ServerSettings &settings, const QStringList &words)
{
    const QString verb = words.value(1);
    if (verb == QLatin1String("add"))
        return add(settings, words);
    if (verb == QLatin1String("list"))
        return list(settings);
    if (verb == QLatin1String("stations"))
        return stations(settings, words);
    if (verb == QLatin1String("active"))
        return setActive(settings, words);
    if (verb == QLatin1String("settings"))
        return setSettings(settings, words);
    return verb == QLatin1String("keys") ? keys(settings, words) : usage();
}

}

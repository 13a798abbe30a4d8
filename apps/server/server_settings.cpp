#include "apps/server/server_settings.h"

#include "core/foundation/base/format.h"

#include <QDir>
#include <QHostAddress>
#include <QStandardPaths>
#include <QUrl>

namespace youka {

Result<ServerSettings> ServerSettings::load(const QString &file)
{
    auto in = Settings::load(file);
    if (!in)
        return fail(in.error());
    ServerSettings s;
    const QString home = QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation);
    s.dataDir = in->text("server.data", QDir(home).filePath(QStringLiteral("youka/server")));
    s.masterKeyFile = in->text("server.master_key", QDir(s.dataDir).filePath(QStringLiteral("master.key")));
    s.address = in->text("server.address", s.address);
    s.port = int(in->integer("server.port", s.port, 0, 65535));
    s.threads = int(in->integer("server.threads", s.threads, 1, 64));
    s.tls = in->boolean("server.tls", s.tls);
    s.certificateFile = in->text("server.certificate", {});
    s.certificateKeyFile = in->text("server.certificate_key", {});
    s.webBase = in->text("web.base_url", {});
    s.maxBodyBytes = int(in->integer("server.max_body_bytes", s.maxBodyBytes, 1024, 256 * 1024 * 1024));
    s.idleSeconds = int(in->integer("server.idle_seconds", s.idleSeconds, 1, 24 * 60 * 60));
    s.recordsInWork = int(in->integer("server.records_in_work", s.recordsInWork, 1, 1'000'000));
    s.store = in->text("store.engine", s.store);
    s.postgresql = in->text("store.postgresql", {});
    const auto above = parseAmount(in->text("control.second_person_above", QStringLiteral("500.00")), {});
    s.reverseWithinHours = int(in->integer("control.reverse_within_hours", s.reverseWithinHours, 1, 24 * 90));
    s.lending.perCardMinor =
        in->integer("offline.lend_per_card", s.lending.perCardMinor / 100, 0, 10'000'000) * 100;
    s.lending.stations = int(in->integer("offline.lend_stations", s.lending.stations, 0, 10));
    s.feedCalmMs = int(in->integer("feed.calm_seconds", s.feedCalmMs / 1'000, 0, 60)) * 1'000;
    s.feedRetentionMs = in->integer("feed.retention_days", 30, 1, 3'650) * 24 * 60 * 60 * 1000;
    if (const auto error = in->error())
        return fail(*error);
    const auto refuse = [&](const char *key, const QString &why) { return fail(in->invalid(key, why)); };
    if (s.store != QLatin1String("sqlcipher") && s.store != QLatin1String("postgresql"))
        return refuse("store.engine", QStringLiteral("\"sqlcipher\" or \"postgresql\" is expected"));
    if (s.store == QLatin1String("postgresql") && s.postgresql.isEmpty())
        return refuse("store.postgresql",
                      QStringLiteral("a connection, \"host=... dbname=... user=...\", is expected"));
    if (!above || above->isNegative())
        return refuse("control.second_person_above", QStringLiteral("an amount like 500.00 is expected"));
    s.secondPersonAbove = *above;
    while (s.webBase.endsWith(u'/'))
        s.webBase.chop(1);
    if (const QUrl base(s.webBase, QUrl::StrictMode);
        !s.webBase.isEmpty() && (!base.isValid() || base.scheme() != QLatin1String("https")))
        return refuse("web.base_url", QStringLiteral("an address like https://card.example is expected"));
    const QHostAddress address(s.address);
    if (address.isNull())
        return refuse("server.address", QStringLiteral("an IP address is expected"));
    if (!s.tls && !address.isLoopback())
        return refuse("server.tls",
                      QStringLiteral("without TLS the server listens on a loopback address only"));
    return s;
}

}

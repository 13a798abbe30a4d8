#include "apps/office/office_settings.h"

#include "core/foundation/base/settings.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace youka {

Result<OfficeSettings> OfficeSettings::load(const QString &file)
{
    auto in = Settings::load(file);
    if (!in)
        return fail(in.error());
    OfficeSettings s;
    const QDir home(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation));
    const QString theme = in->text("office.theme", QStringLiteral("light"));
    s.language = languageFromCode(in->text("office.language", QStringLiteral("zh_CN")));
    s.stateFile = in->text("office.state", home.filePath(QStringLiteral("youka/office.ini")));
    const auto currency = Currency::parse(in->text("office.currency", QStringLiteral("CNY")));
    s.api.server = QUrl(in->text("server.url", QStringLiteral("https://localhost:8443")));
    s.hotline = in->text("help.hotline", {});
    const QString certificate = in->text("server.certificate", {});
    if (const auto error = in->error())
        return fail(*error);
    if (!currency)
        return fail(currency.error());
    s.currency = *currency;
    const auto refuse = [&](const char *key, const QString &why) {
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("%1: %2: %3").arg(file, QLatin1String(key), why));
    };
    if (const auto kind = themeKindFromName(theme))
        s.theme = *kind;
    else
        return refuse("office.theme", QStringLiteral("\"light\", \"dark\" or \"contrast\" is expected"));
    if (s.api.server.scheme() != QLatin1String("https"))
        return refuse("server.url", QStringLiteral("an address that begins with https:// is expected"));
    if (certificate.isEmpty())
        return s;
    QFile pem(certificate);
    if (!pem.open(QIODevice::ReadOnly))
        return fail(ErrorCode::KeyMissing, QStringLiteral("%1: %2").arg(certificate, pem.errorString()));
    s.api.certificate = pem.readAll();
    return s;
}

}

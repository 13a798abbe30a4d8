#include "apps/kiosk/kiosk_settings.h"

namespace youka {

Result<KioskSettings> KioskSettings::load(const QString &file)
{
    auto in = Settings::load(file);
    if (!in)
        return fail(in.error());
    KioskSettings s;
    s.terminal = TerminalSettings::read(*in, QStringLiteral("kiosk"));
    s.stationLink = QUrl(in->text("station.link", QStringLiteral("wss://127.0.0.1:8444")));
    s.readerPort = in->text("reader.port", {});
    s.readerSerial = in->text("reader.serial", QStringLiteral("9600 8N1"));
    s.fullScreen = in->boolean("screen.full", true);
    s.webBase = in->text("web.base_url", {});
    s.hotline = in->text("help.hotline", {});
    while (s.webBase.endsWith(u'/'))
        s.webBase.chop(1);
    if (const auto error = in->error())
        return fail(*error);
    if (const QUrl base(s.webBase, QUrl::StrictMode);
        !s.webBase.isEmpty() && (!base.isValid() || base.scheme() != QLatin1String("https")))
        return fail(
            ErrorCode::SettingsInvalid,
            QStringLiteral("%1: web.base_url: an address like https://card.example is expected").arg(file));
    if (s.stationLink.scheme() != QLatin1String("wss"))
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("%1: station.link: \"wss://host:port\" is expected").arg(file));
    return s;
}

}

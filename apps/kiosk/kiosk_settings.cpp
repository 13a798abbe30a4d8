#include "apps/kiosk/kiosk_settings.h"

#include "core/domain/self_service/receipt_token.h"

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
    s.printer = PrinterSettings::read(*in);
    const auto webBase = readWebBase(*in);
    s.hotline = in->text("help.hotline", {});
    if (const auto error = in->error())
        return fail(*error);
    if (!webBase)
        return fail(webBase.error());
    s.webBase = *webBase;
    if (s.stationLink.scheme() != QLatin1String("wss"))
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("%1: station.link: \"wss://host:port\" is expected").arg(file));
    return s;
}

}

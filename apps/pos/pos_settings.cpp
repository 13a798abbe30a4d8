#include "apps/pos/pos_settings.h"

namespace youka {

namespace {

PumpConfig pumpOf(Settings &in, int index)
{
    // The settings keep a pointer to the key only while they are asked.
    const auto key = [index](const char *name) {
        return QStringLiteral("pump.%1.%2").arg(index).arg(QLatin1String(name)).toLatin1();
    };
    PumpConfig pump;
    pump.pump = int(in.integer(key("number").constData(), index + 1, 1, 999));
    pump.protocol = in.text(key("protocol").constData(), pump.protocol);
    pump.address = int(in.integer(key("address").constData(), 0x50 + index, 0, 255));
    const QStringList nozzles = in.list(key("nozzles").constData(), {});
    for (const QString &product : nozzles)
        pump.nozzles.append({int(pump.nozzles.size()) + 1, product, {}});
    return pump;
}

}

Result<PosSettings> PosSettings::load(const QString &file)
{
    auto in = Settings::load(file);
    if (!in)
        return fail(in.error());
    PosSettings s;
    s.terminal = TerminalSettings::read(*in, QStringLiteral("pos"));
    s.linkAddress = in->text("station.link_address", QStringLiteral("127.0.0.1"));
    s.linkPort = int(in->integer("station.link_port", 8444, 0, 65535));
    s.pumpPort = in->text("pumps.port", {});
    s.pumpSerial = in->text("pumps.serial", QStringLiteral("9600 8O1"));
    s.readerPort = in->text("reader.port", {});
    s.readerSerial = in->text("reader.serial", QStringLiteral("9600 8N1"));
    s.lockAfterMs = in->integer("till.lock_after_minutes", 10, 0, 24 * 60) * 60'000;
    for (int i = 0; i < in->count("pump"); ++i)
        s.pumps.append(pumpOf(*in, i));
    if (const auto error = in->error())
        return fail(*error);
    for (const PumpConfig &pump : s.pumps)
        if (pump.nozzles.isEmpty())
            return fail(
                ErrorCode::SettingsInvalid,
                QStringLiteral("%1: pump %2: nozzles: the products are expected, e.g. [\"92\", \"95\"]")
                    .arg(file)
                    .arg(pump.pump));
    return s;
}

}

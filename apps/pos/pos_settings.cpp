#include "apps/pos/pos_settings.h"

#include "core/domain/self_service/receipt_token.h"

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

Tank tankOf(Settings &in, int index)
{
    const auto key = [index](const char *name) {
        return QStringLiteral("tank.%1.%2").arg(index).arg(QLatin1String(name)).toLatin1();
    };
    constexpr qint64 MostLitres = 1'000'000;
    const auto litres = [&](const char *name, qint64 otherwise) {
        return Volume{in.integer(key(name).constData(), otherwise, 0, MostLitres) * 1'000};
    };
    Tank tank;
    tank.number = int(in.integer(key("number").constData(), index + 1, 1, 99));
    tank.product = in.text(key("product").constData(), {});
    tank.capacity = litres("capacity", 0);
    const qint64 capacity = tank.capacity.ml / 1'000;
    tank.bottom = litres("bottom", capacity / 100);
    tank.limits.low = litres("low", capacity / 10);
    tank.limits.waterUm = in.integer(key("water").constData(), 50, 0, 1'000) * 1'000;
    tank.limits.loss = litres("loss", 50);
    tank.limits.variance = litres("variance", 100);
    tank.limits.variancePerMille = int(in.integer(key("variance_per_mille").constData(), 5, 0, 1'000));
    return tank;
}

/// Errors: SettingsInvalid.
Result<void> readTanks(Settings &in, PosSettings &s)
{
    s.gaugeDevice = in.text("tanks.device", {});
    s.gaugeSerial = in.text("tanks.serial", QStringLiteral("9600 8N1"));
    s.gauge.protocol = in.text("tanks.protocol", s.gauge.protocol);
    const QString units = in.text("tanks.units", QStringLiteral("metric"));
    s.gauge.units = units == QLatin1String("us") ? GaugeUnits::Us : GaugeUnits::Metric;
    s.gauge.securityCode = in.text("tanks.security_code", {}).toLatin1();
    for (int i = 0; i < in.count("tank"); ++i)
        s.tanks.append(tankOf(in, i));
    if (units != QLatin1String("us") && units != QLatin1String("metric"))
        return fail(in.invalid("tanks.units", QStringLiteral("metric or us is expected")));
    for (qsizetype i = 0; i < s.tanks.size(); ++i) {
        const QByteArray at = "tank." + QByteArray::number(i);
        const Tank &tank = s.tanks[i];
        const auto same = std::count_if(s.tanks.cbegin(), s.tanks.cend(),
                                        [&](const Tank &other) { return other.number == tank.number; });
        if (same > 1)
            return fail(in.invalid((at + ".number").constData(), QStringLiteral("another tank has it")));
        if (tank.product.isEmpty() || tank.capacity.ml == 0 || tank.bottom >= tank.capacity)
            return fail(in.invalid(
                (at + ".capacity").constData(),
                QStringLiteral("a tank has a product, a capacity in litres and a smaller bottom")));
    }
    return {};
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
    s.printer = PrinterSettings::read(*in);
    const auto webBase = readWebBase(*in);
    const auto tanks = readTanks(*in, s);
    if (const auto error = in->error())
        return fail(*error);
    if (!tanks || !webBase)
        return fail(tanks ? webBase.error() : tanks.error());
    s.webBase = *webBase;
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

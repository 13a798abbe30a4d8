#include "apps/sim/sim_settings.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/settings.h"

#include <QDir>

namespace youka::sim {

namespace {

const QStringList DefaultNozzles{QStringLiteral("92:7.31"), QStringLiteral("95:7.85"),
                                 QStringLiteral("98:8.55"), QStringLiteral("0:7.02")};
constexpr int DefaultPumps = 4;

Result<QList<NozzleConfig>> parseNozzles(const QStringList &texts, Currency currency, const QString &where)
{
    QList<NozzleConfig> nozzles;
    for (const QString &text : texts) {
        const auto price = parseUnitPrice(text.section(u':', 1), currency);
        if (!text.contains(u':') || !price)
            return fail(ErrorCode::SettingsInvalid,
                        QStringLiteral("%1: a nozzle is like \"95:7.85\"").arg(where));
        nozzles.append({int(nozzles.size()) + 1, text.section(u':', 0, 0), *price});
    }
    if (nozzles.isEmpty() || nozzles.size() > 15)
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("%1: a pump has 1 to 15 nozzles").arg(where));
    return nozzles;
}

Result<SimPumpConfig> readPump(Settings &in, int index, Currency currency)
{
    const auto key = [&](const char *name) {
        return QByteArray("pump.") + QByteArray::number(index) + '.' + name;
    };
    SimPumpConfig pump;
    pump.currency = currency;
    pump.pump = int(in.integer(key("number"), index + 1, 1, 99));
    pump.address = int(in.integer(key("address"), 0x50 + index, dart::FirstAddress, dart::LastAddress));
    pump.flowMlPerS = in.integer(key("flow"), pump.flowMlPerS, 1, 100'000);
    pump.overrunMl = in.integer(key("overrun"), 0, 0, 1'000);
    pump.pairedTotals = in.boolean(key("paired_totals"), pump.pairedTotals);
    pump.programmed = in.boolean(key("programmed"), pump.programmed);
    const auto nozzles = parseNozzles(in.list(key("nozzles"), DefaultNozzles), currency,
                                      QStringLiteral("%1: pump %2").arg(in.fileName()).arg(pump.pump));
    if (!nozzles)
        return fail(nozzles.error());
    pump.nozzles = *nozzles;
    return pump;
}

SimTankConfig readTank(Settings &in, int index)
{
    const auto key = [&](const char *name) {
        return QByteArray("tank.") + QByteArray::number(index) + '.' + name;
    };
    SimTankConfig tank;
    tank.number = int(in.integer(key("number"), index + 1, 1, 99));
    tank.product = in.text(key("product"), QStringLiteral("95"));
    tank.capacity = {in.integer(key("capacity"), 30'000, 1, 1'000'000) * 1'000};
    tank.volume = {in.integer(key("volume"), tank.capacity.ml / 2'000, 0, tank.capacity.ml / 1'000) * 1'000};
    tank.lorryMlPerS = in.integer(key("flow"), tank.lorryMlPerS, 1, 1'000'000);
    tank.temperatureMilliC = in.integer(key("temperature"), 18, -50, 80) * 1'000;
    return tank;
}

}

Result<SimSettings> SimSettings::load(const QString &file)
{
    auto in =
        file.isEmpty() ? Settings::parse({}, QStringLiteral("(defaults)")) : Settings::load(file, false);
    if (!in)
        return fail(in.error());
    SimSettings s;
    s.portsDir = in->text("sim.ports", QDir::temp().filePath(QStringLiteral("youka-sim")));
    s.controlPath = in->text("sim.control", {});
    s.seed = quint32(in->integer("sim.seed", 1, 1, 0x7FFFFFFF));
    s.baud = int(in->integer("sim.baud", 0, 0, 115'200));
    s.speed = int(in->integer("sim.speed", 1, 1, 1'000));
    s.readers = in->list("sim.readers", {QStringLiteral("kiosk"), QStringLiteral("pos")});
    s.printers = in->list("sim.printers", {});
    if (const QString path = in->text("sim.chips", {}); !path.isEmpty()) {
        const auto chips = Personalisation::load(path);
        if (!chips)
            return fail(chips.error());
        s.chips = *chips;
    }
    const auto currency = Currency::parse(in->text("sim.currency", QStringLiteral("CNY")));
    if (!currency)
        return fail(currency.error());
    const int listed = in->count("pump");
    for (int i = 0; i < (listed > 0 ? listed : DefaultPumps); ++i) {
        const auto pump = readPump(*in, i, *currency);
        if (!pump)
            return fail(pump.error());
        s.pumps.append(*pump);
        s.pumps.last().speed = s.speed;
    }
    for (int i = 0; i < in->count("tank"); ++i)
        s.tanks.append(readTank(*in, i));
    s.oauth.port = int(in->integer("oauth.port", s.oauth.port, -1, 65'535));
    s.oauth.app.wechat = in->text("oauth.wechat_app", s.oauth.app.wechat);
    s.oauth.app.wechatSecret =
        in->text("oauth.wechat_secret", QString::fromLatin1(s.oauth.app.wechatSecret)).toUtf8();
    s.oauth.app.alipay = in->text("oauth.alipay_app", s.oauth.app.alipay);
    s.oauth.person = in->text("oauth.person", s.oauth.person);
    s.post = PostSettings::read(*in);
    const auto payments = PaySettings::read(*in);
    if (!payments)
        return fail(payments.error());
    s.payments = *payments;
    const auto billers = BillerSettings::read(*in);
    if (!billers)
        return fail(billers.error());
    s.billers = *billers;
    if (const auto error = in->error())
        return fail(*error);
    return s;
}

}

#include "core/station/devices/pumps/pump_registry.h"

#include "core/station/devices/pumps/dart/dart_line.h"

#include <QSet>

namespace youka {

namespace {

template <class Line>
std::unique_ptr<PumpLine> make(std::unique_ptr<ByteLink> link, const QList<PumpConfig> &pumps,
                               const Clock &clock)
{
    return std::make_unique<Line>(std::move(link), pumps, clock);
}

}

QList<PumpProtocol> pumpProtocols()
{
    return {
        {"dart", "9600 8O1", 32, dart::DartLine::check, make<dart::DartLine>},
    };
}

Result<std::unique_ptr<PumpLine>> makePumpLine(std::unique_ptr<ByteLink> link, const QList<PumpConfig> &pumps,
                                               const Clock &clock)
{
    const auto bad = [](const QString &what) { return fail(ErrorCode::SettingsInvalid, what); };
    if (pumps.isEmpty())
        return bad(QStringLiteral("a line without pumps"));
    for (const PumpProtocol &protocol : pumpProtocols()) {
        if (pumps.first().protocol != QLatin1String(protocol.name))
            continue;
        if (pumps.size() > protocol.mostPumpsPerLine)
            return bad(QStringLiteral("too many pumps on one line"));
        QSet<int> addresses;
        for (const PumpConfig &pump : pumps) {
            if (pump.protocol != pumps.first().protocol)
                return bad(QStringLiteral("pump %1: a line speaks one protocol").arg(pump.pump));
            if (addresses.contains(pump.address))
                return bad(QStringLiteral("pump %1: its address is taken").arg(pump.pump));
            addresses.insert(pump.address);
            if (const auto checked = protocol.check(pump); !checked)
                return fail(checked.error());
        }
        return protocol.make(std::move(link), pumps, clock);
    }
    return bad(QStringLiteral("no such pump protocol: %1").arg(pumps.first().protocol));
}

}

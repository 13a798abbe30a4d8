#include "core/station/devices/tanks/tank_gauge.h"

#include "core/station/devices/tanks/tls350/tls350_gauge.h"

namespace youka {

namespace {

using Make = std::unique_ptr<TankGauge> (*)(std::unique_ptr<ByteLink>, const GaugeConfig &, const Clock &);

/// One row per protocol; the next one touches its own folder and this list only.
constexpr std::pair<const char *, Make> Protocols[] = {
    {"tls350",
     [](std::unique_ptr<ByteLink> link, const GaugeConfig &config,
        const Clock &clock) -> std::unique_ptr<TankGauge> {
         return std::make_unique<Tls350Gauge>(std::move(link), clock, config);
     }},
};

}

Result<std::unique_ptr<TankGauge>> makeTankGauge(std::unique_ptr<ByteLink> link, const GaugeConfig &config,
                                                 const Clock &clock)
{
    if (!config.securityCode.isEmpty() && config.securityCode.size() != tls350::SecurityCodeSize)
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("a security code has six characters"));
    for (const auto &[name, make] : Protocols)
        if (config.protocol == QLatin1String(name))
            return make(std::move(link), config, clock);
    return fail(ErrorCode::SettingsInvalid,
                QStringLiteral("no such gauge protocol: %1").arg(config.protocol));
}

}

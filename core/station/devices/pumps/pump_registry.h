#pragma once

#include "core/station/devices/pumps/pump_driver.h"

namespace youka {

class Clock;

/// One row per protocol; the next one touches its own folder and this list only.
struct PumpProtocol
{
    const char *name;          ///< PumpConfig::protocol
    const char *serialDefault; ///< "9600 8O1"
    int mostPumpsPerLine;
    /// Errors: SettingsInvalid, naming the pump.
    Result<void> (*check)(const PumpConfig &config);
    std::unique_ptr<PumpLine> (*make)(std::unique_ptr<ByteLink> link, const QList<PumpConfig> &pumps,
                                      const Clock &clock);
};

QList<PumpProtocol> pumpProtocols();

/// The line for these sides, all of one protocol. `clock` outlives it and may be read from the line's thread.
/// Errors: SettingsInvalid (unknown protocol, an address twice, decimals the currency does not have ...).
Result<std::unique_ptr<PumpLine>> makePumpLine(std::unique_ptr<ByteLink> link, const QList<PumpConfig> &pumps,
                                               const Clock &clock);

}

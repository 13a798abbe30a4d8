#pragma once

#include "core/exchange/sync/terminal_node.h"
#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/pumps/pump_driver.h"
#include "core/station/devices/tanks/tank_gauge.h"
#include "core/station/receipts/terminal_printer.h"

namespace youka {

/// The counter's settings file: [terminal] [server] [offline], [station] link_address link_port, [pumps] port
/// serial, [[pump]] number address nozzles = ["92", "95"], [reader] port serial, [tanks] device serial
/// protocol units security_code, [[tank]] number product capacity bottom low water loss variance
/// variance_per_mille (litres; water in millimetres), [till] lock_after_minutes, [printer] as
/// PrinterSettings, [web] base_url.
struct PosSettings
{
    TerminalSettings terminal;
    QString linkAddress;
    int linkPort = 0;
    QString pumpPort; ///< empty: no pumps
    QString pumpSerial;
    QList<PumpConfig> pumps;
    QString readerPort; ///< empty: no reader
    QString readerSerial;
    QString gaugeDevice; ///< a port, or "tcp://host:10001"; empty: no gauge
    QString gaugeSerial;
    GaugeConfig gauge;
    QList<Tank> tanks;
    PrinterSettings printer;
    QString webBase; ///< where customers' phones find the server, as in its own settings; empty: not at all
    qint64 lockAfterMs = 0; ///< without input whoever is signed in is signed out; 0: only by hand

    /// Errors: SettingsInvalid with file, line and key.
    static Result<PosSettings> load(const QString &file);
};

}

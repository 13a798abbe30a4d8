#pragma once

#include "core/exchange/sync/terminal_node.h"
#include "core/station/receipts/terminal_printer.h"

namespace youka {

/// The kiosk's settings file: [terminal] [server] [offline], [station] link, [reader] port serial, [screen]
/// full, [printer] as PrinterSettings, [web] base_url, [help] hotline.
struct KioskSettings
{
    TerminalSettings terminal;
    QUrl stationLink;
    QString readerPort; ///< empty: no reader
    QString readerSerial;
    bool fullScreen = true;
    PrinterSettings printer;
    QString webBase; ///< where customers' phones find the server, as in its own settings; empty: not at all

    QString hotline; ///< for what help does not answer; empty: none is named

    /// Errors: SettingsInvalid with file, line and key.
    static Result<KioskSettings> load(const QString &file);
};

}

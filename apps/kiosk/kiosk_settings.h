#pragma once

#include "core/exchange/sync/terminal_node.h"

namespace youka {

/// The kiosk's settings file: [terminal] [server] [offline], [station] link, [reader] port serial, [screen]
/// full.
struct KioskSettings
{
    TerminalSettings terminal;
    QUrl stationLink;
    QString readerPort; ///< empty: no reader
    QString readerSerial;
    bool fullScreen = true;

    /// Errors: SettingsInvalid with file, line and key.
    static Result<KioskSettings> load(const QString &file);
};

}

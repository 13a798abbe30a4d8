#pragma once

#include "core/station/devices/link/device_thread.h"
#include "core/station/receipts/print_desk.h"

namespace youka {

class Settings;

/// [printer] device ("/dev/ttyUSB0", "tcp://host:9100", "/dev/usb/lp0"), serial, protocol, columns, head
/// (lines below the station's name).
struct PrinterSettings
{
    QString device; ///< empty: no printer
    QString serial;
    PrinterConfig config;
    QStringList head;

    static PrinterSettings read(Settings &in);
};

/// A terminal's receipt printer with what it prints.
class TerminalPrinter
{
public:
    /// Everything passed in outlives it. Errors: those of the settings and the store.
    static Result<std::unique_ptr<TerminalPrinter>> open(const PrinterSettings &settings, Database &store,
                                                         const Clock &clock);
    ~TerminalPrinter();
    ReceiptDesk &desk() { return *m_desk; }

private:
    TerminalPrinter() = default;
    DeviceThread m_thread{QStringLiteral("printer")};
    ReceiptPrinter *m_printer = nullptr;
    std::unique_ptr<PrintDesk> m_desk;
};

}

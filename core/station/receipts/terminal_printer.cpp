#include "core/station/receipts/terminal_printer.h"

#include "core/foundation/base/settings.h"
#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/link/tcp_link.h"

#include <QUrl>

namespace youka {

PrinterSettings PrinterSettings::read(Settings &in)
{
    PrinterSettings s;
    s.device = in.text("printer.device", {});
    s.serial = in.text("printer.serial", QStringLiteral("9600 8N1"));
    s.config.protocol = in.text("printer.protocol", s.config.protocol);
    s.config.columns = int(in.integer("printer.columns", s.config.columns, 24, 64));
    s.head = in.list("printer.head", {});
    return s;
}

Result<std::unique_ptr<TerminalPrinter>> TerminalPrinter::open(const PrinterSettings &settings,
                                                               Database &store, const Clock &clock)
{
    std::unique_ptr<ByteLink> link;
    if (const QUrl url(settings.device); url.scheme() == QLatin1String("tcp")) {
        link = std::make_unique<TcpLink>(url.host(), quint16(url.port(9'100)));
    } else {
        const auto serial = SerialSettings::parse(settings.device, settings.serial);
        if (!serial)
            return fail(serial.error());
        link = std::make_unique<SerialLink>(*serial);
    }
    auto printer = makeReceiptPrinter(std::move(link), settings.config, clock);
    if (!printer)
        return fail(printer.error());
    std::unique_ptr<TerminalPrinter> made(new TerminalPrinter);
    made->m_printer = made->m_thread.take(std::move(*printer));
    made->m_desk = std::make_unique<PrintDesk>(store, *made->m_printer, clock);
    if (const auto recovered = made->m_desk->recover(); !recovered)
        return fail(recovered.error());
    made->m_printer->start();
    return made;
}

TerminalPrinter::~TerminalPrinter() { m_printer->stop(); }

}

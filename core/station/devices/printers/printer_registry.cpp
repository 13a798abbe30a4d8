#include "core/station/devices/printers/escpos/escpos_printer.h"

namespace youka {

namespace {

using Make = std::unique_ptr<ReceiptPrinter> (*)(std::unique_ptr<ByteLink>, int, const Clock &);

/// One row per protocol; the next one touches its own folder and this list only.
constexpr std::pair<const char *, Make> Protocols[] = {
    {"escpos",
     [](std::unique_ptr<ByteLink> link, int columns, const Clock &clock) -> std::unique_ptr<ReceiptPrinter> {
         return std::make_unique<EscPosPrinter>(std::move(link), clock, columns);
     }},
};

}

Result<std::unique_ptr<ReceiptPrinter>> makeReceiptPrinter(std::unique_ptr<ByteLink> link,
                                                           const PrinterConfig &config, const Clock &clock)
{
    if (config.columns < 24 || config.columns > 64)
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("a receipt has 24 to 64 columns"));
    for (const auto &[name, make] : Protocols)
        if (config.protocol == QLatin1String(name))
            return make(std::move(link), config.columns, clock);
    return fail(ErrorCode::SettingsInvalid,
                QStringLiteral("no such printer protocol: %1").arg(config.protocol));
}

}

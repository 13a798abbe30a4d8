#include "apps/kiosk/kiosk_terminal.h"

#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/readers/crt/crt_reader.h"

namespace youka {

Result<std::unique_ptr<KioskTerminal>> KioskTerminal::start(const KioskSettings &settings, const Clock &clock)
{
    std::unique_ptr<KioskTerminal> terminal(new KioskTerminal(clock));
    if (const auto opened = terminal->open(settings); !opened)
        return fail(opened.error());
    return terminal;
}

Result<void> KioskTerminal::open(const KioskSettings &settings)
{
    auto store = TerminalStore::open(settings.terminal.dataDir, settings.terminal.masterKeyFile);
    if (!store)
        return fail(store.error());
    m_store = std::move(*store);
    const auto identity = m_store->identity();
    if (!identity)
        return fail(identity.error());
    if (!*identity)
        return fail(ErrorCode::NotSignedIn, QStringLiteral("enrol this terminal first: --enrol CODE"));
    const auto api = settings.terminal.api();
    if (!api)
        return fail(api.error());
    m_node = std::make_unique<TerminalNode>(*m_store, **identity, *api, settings.terminal.offline, m_clock);
    m_station = std::make_unique<StationLinkClient>(settings.stationLink, m_node->list, m_node->self);
    if (!settings.readerPort.isEmpty()) {
        const auto serial = SerialSettings::parse(settings.readerPort, settings.readerSerial);
        if (!serial)
            return fail(serial.error());
        m_reader = std::make_unique<ReaderCardSource>(
            std::make_unique<CrtReader>(std::make_unique<SerialLink>(*serial), m_clock),
            CardTokeniser(m_node->self.cardLookupKey));
    }
    m_node->agent.start();
    m_station->start();
    return {};
}

}

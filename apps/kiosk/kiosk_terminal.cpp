#include "apps/kiosk/kiosk_terminal.h"

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
    auto opened = openTerminal(settings.terminal, m_clock);
    if (!opened)
        return fail(opened.error());
    m_store = std::move(opened->store);
    m_node = std::move(opened->node);
    m_topUps = std::make_unique<TopUpClient>(m_node->api, m_ids);
    m_bills = std::make_unique<BillClient>(m_node->api);
    m_topUpMemory = std::make_unique<StoredTopUp>(*m_store);
    m_station = std::make_unique<StationLinkClient>(settings.stationLink, m_node->list, m_node->self);
    m_node->desk.askBeside(m_station.get());
    if (!settings.readerPort.isEmpty()) {
        const ReaderKeys keys{CardTokeniser(m_node->self.cardLookupKey), m_node->self.chips};
        auto reader = openCrtReader(settings.readerPort, settings.readerSerial, keys, m_clock);
        if (!reader)
            return fail(reader.error());
        m_reader = std::move(*reader);
    }
    if (!settings.printer.device.isEmpty()) {
        auto printer = TerminalPrinter::open(settings.printer, m_store->db(), m_clock);
        if (!printer)
            return fail(printer.error());
        m_printer = std::move(*printer);
    }
    m_node->agent.start();
    m_station->start();
    return {};
}

}

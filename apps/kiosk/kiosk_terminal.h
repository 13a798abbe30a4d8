#pragma once

#include "apps/kiosk/kiosk_settings.h"
#include "core/exchange/station_link/station_link_client.h"
#include "core/exchange/sync/bill_client.h"
#include "core/exchange/sync/top_up_client.h"
#include "core/station/devices/readers/reader_card_source.h"

namespace youka {

/// The kiosk's other half: its store, its way to the server, the station it stands at and its reader.
class KioskTerminal
{
public:
    /// Errors: NotSignedIn (not enrolled yet), those of the store and the settings of the reader.
    static Result<std::unique_ptr<KioskTerminal>> start(const KioskSettings &settings, const Clock &clock);

    StationControl &station() { return *m_station; }
    TerminalNode &node() { return *m_node; }
    TopUpDesk &topUps() { return *m_topUps; }
    BillCounter &bills() { return *m_bills; }
    TopUpMemory &topUpMemory() { return *m_topUpMemory; }
    CardSource *reader() { return m_reader.get(); }
    TerminalPrinter *printer() { return m_printer.get(); }
    IdSource &ids() { return m_ids; }

private:
    explicit KioskTerminal(const Clock &clock)
        : m_clock(clock)
        , m_ids(clock)
    {
    }
    Result<void> open(const KioskSettings &settings);

    const Clock &m_clock;
    IdSource m_ids;
    std::unique_ptr<TerminalStore> m_store;
    std::unique_ptr<TerminalNode> m_node;
    std::unique_ptr<TopUpClient> m_topUps;
    std::unique_ptr<BillClient> m_bills;
    std::unique_ptr<StoredTopUp> m_topUpMemory;
    std::unique_ptr<StationLinkClient> m_station;
    std::unique_ptr<ReaderCardSource> m_reader;
    std::unique_ptr<TerminalPrinter> m_printer;
};

}

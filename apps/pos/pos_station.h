#pragma once

#include "apps/pos/pos_settings.h"
#include "apps/pos/station_core.h"
#include "core/exchange/station_link/station_link_server.h"
#include "core/station/devices/link/device_thread.h"
#include "core/station/devices/readers/reader_card_source.h"

namespace youka {

/// The station as one object: store, server side, pumps, forecourt, link. Built in start() and taken down in
/// the opposite order. What it holds is on disk at each step, so it may also simply die.
class PosStation
{
public:
    /// Errors: NotSignedIn (not enrolled yet), those of the store, the settings of pumps and the link.
    static Result<std::unique_ptr<PosStation>> start(const PosSettings &settings, const Clock &clock);
    ~PosStation();

    StationControl &control() { return m_core->forecourt(); }
    TerminalNode &node() { return *m_node; }
    CardSource *reader() { return m_reader.get(); }
    TerminalPrinter *printer() { return m_printer.get(); }
    IdSource &ids() { return m_ids; }
    quint16 linkPort() const { return m_link->port(); }

private:
    explicit PosStation(const Clock &clock);
    Result<void> open(const PosSettings &settings);
    Result<void> openPumps(const PosSettings &settings);
    Result<void> openGauge(const PosSettings &settings);
    Result<void> openLink(const PosSettings &settings);

    const Clock &m_clock;
    IdSource m_ids;
    std::unique_ptr<TerminalStore> m_store;
    std::unique_ptr<TerminalNode> m_node;
    DeviceThread m_pumpThread{QStringLiteral("pumps")};
    PumpLine *m_line = nullptr;
    DeviceThread m_gaugeThread{QStringLiteral("gauge")};
    TankGauge *m_gauge = nullptr;
    std::unique_ptr<StationCore> m_core;
    std::unique_ptr<StationLinkServer> m_link;
    std::unique_ptr<ReaderCardSource> m_reader;
    std::unique_ptr<TerminalPrinter> m_printer;
};

}

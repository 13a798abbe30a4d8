#pragma once

#include "core/exchange/sync/terminal_node.h"
#include "core/station/forecourt/forecourt.h"
#include "core/station/forecourt/tank_watch.h"

namespace youka {

/// The forecourt and its terminal's way to the server, joined: prices go to the pumps, the state of the line
/// to the screens. Knows no port and no socket, so it runs the same at a counter and in the simulation.
class StationCore : public QObject
{
    Q_OBJECT
public:
    /// Everything passed in outlives this.
    StationCore(TerminalStore &store, TerminalNode &node, const ForecourtConfig &config,
                const std::vector<PumpDriver *> &pumps, const Clock &clock, IdSource &ids);

    /// The prices in force now at this terminal's station, by product.
    static QMap<QString, UnitPrice> pricesNow(TerminalNode &node, const Clock &clock);

    /// Watches the tanks behind the hoses from now on. `gauge` outlives this; to be called once.
    void watchTanks(TankGauge &gauge, const QList<Tank> &tanks);

    /// Finishes what an earlier life began. To be called before the pumps' line is started.
    /// Errors: those of the store.
    Result<void> recover();
    /// Begins to speak with the server.
    void start();

    Forecourt &forecourt() { return m_forecourt; }

private:
    static QMap<QString, UnitPrice> inForce(const std::vector<Price> &book, StationId station, Timestamp now);
    void readPrices();
    void refreshPrices();
    void tellLink();

    TerminalStore &m_terminal;
    TerminalNode &m_node;
    const Clock &m_clock;
    IdSource &m_ids;
    Forecourt m_forecourt;
    std::unique_ptr<TankWatch> m_tanks;
    std::vector<Price> m_book; ///< as it was read last; asked each second for a price whose hour has come
    QMap<QString, UnitPrice> m_prices;
    std::pair<Timestamp, Timestamp> m_pricesHold; ///< from when until when, unless the book changes
    QTimer m_priceTimer;
};

}

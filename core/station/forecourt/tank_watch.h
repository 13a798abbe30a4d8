#pragma once

#include "core/domain/sales/sale_json.h"
#include "core/domain/sales/sale_ports.h"
#include "core/station/devices/tanks/tank_gauge.h"
#include "core/station/forecourt/hose_flow.h"
#include "core/station/forecourt/tank_store.h"

#include <map>

namespace youka {

/// The counter's eyes on its tanks: keeps what the gauge says last, tells the centre what matters - a level
/// each quarter of an hour and when something changes, each lorry once, each alarm at its beginning and its
/// end - and sees when fuel goes out of a tank and not through a hose. Lives in the station's thread, with
/// the store. What the store does not take is tried again at the next reading.
class TankWatch final : public QObject, public TankLevels
{
    Q_OBJECT
public:
    static constexpr qint64 TellMs = 15 * 60 * 1000;
    /// A level that is told in its turn is no news: it goes with the next sale, or by itself after so long.
    static constexpr qint64 WaitMs = 3 * 60 * 1000;

    /// Everything passed in outlives this.
    TankWatch(Database &store, FactLog &facts, HoseFlows &hoses, const Clock &clock, IdSource &ids,
              const QList<Tank> &tanks);
    void connectTo(TankGauge &gauge);

    std::optional<Left> left(const QString &product) const override;
    QList<TankView> views() const override;

Q_SIGNALS:
    void changed();

private:
    struct Place
    {
        Tank tank;
        std::optional<TankReading> last;
        Timestamp at;
        qint64 atMs = 0;
        std::optional<TankDelivery> delivery;
        QList<TankAlarm> byGauge;
        std::optional<TankMemory> memory; ///< as on disk; absent: the gauge's list was never seen
        bool tellAgain = false;           ///< the level, because something about it has changed
        int vainLists = 0;                ///< lists of deliveries without the one that has ended
        // No hose has moved since:
        std::optional<Volume> highest;
        Volume drawnThen;
        qint64 restSinceMs = -1;
    };

    void onRead(const TankReadings &readings);
    void onDeliveries(const TankDeliveries &deliveries);
    void onAlarms(const TankAlarms &alarms);
    void onOnline(bool online);
    void logFailure(const Result<void> &done);

    Result<void> remember();
    Result<void> takeList();
    Result<void> takeDeliveries(Place &place, const TankDeliveries &listed);
    Result<void> noteLorry(Place &place, const HoseFlow &flow);
    Result<void> noteAlarms(Place &place);
    Result<void> lookForLoss(Place &place, const HoseFlow &flow);
    Result<void> tellLevels();
    Result<void> write(Place &place, const TankMemory &memory, const QList<FactBody> &bodies);
    Result<qint64> append(const FactBody &body, Timestamp at);
    void sendWhatWaits();
    TankAlarmed alarmed(const Place &place, TankAlarm alarm, bool active) const;
    TankDelivered deliveredOf(const Place &place, const TankDelivery &delivery,
                              const QString &gaugeTime) const;
    bool isFirstOfItsProduct(const Place &place) const;
    Place *placeOf(int tank);

    Database &m_db;
    TankStore m_store;
    FactLog &m_facts;
    HoseFlows &m_hoses;
    const Clock &m_clock;
    IdSource &m_ids;
    std::map<int, Place> m_places;
    std::optional<TankDeliveries> m_list; ///< not taken yet
    bool m_remembered = false;
    int m_failures = 0; ///< in a row
    bool m_online = false;
    Timestamp m_readAt;             ///< the last answer
    std::optional<qint64> m_toldMs; ///< when all levels were told
    qint64 m_waiting = 0;           ///< a record that nobody has been asked to send; 0: none
};

}

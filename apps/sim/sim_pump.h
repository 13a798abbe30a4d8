#pragma once

#include "core/station/devices/pumps/dart/dart_transactions.h"
#include "core/station/devices/pumps/pump_driver.h"

namespace youka::sim {

/// One simulated dispenser side, as built of iron: nozzles, a valve, a meter, a display. Flow is counted in
/// microlitres, so that what it shows is rounded once, as on a real head. Pure: time comes in.
struct SimPumpConfig
{
    int pump = 1;
    int address = 0x50;
    Currency currency;
    PumpDecimals decimals;
    QList<NozzleConfig> nozzles;
    qint64 flowMlPerS = 650;   ///< full flow
    qint64 slowMlPerS = 80;    ///< the last stage before a preset
    qint64 slowBeforeMl = 300; ///< where the last stage begins
    qint64 overrunMl = 0;      ///< what still runs through after the valve was told to close at a preset
    int speed = 1;             ///< flow time runs so many times faster
    bool programmed = true;    ///< has prices when switched on
    bool pairedTotals = false; ///< the DC101 layout with both totals
};

class SimPump
{
public:
    explicit SimPump(SimPumpConfig config);

    // What a driver does at the pump. False: not possible now.
    bool lift(int nozzle);
    bool hang();
    bool squeeze();
    bool release();
    /// Off and on again: prices and the running sale are lost, the totalisers are not.
    void powerCycle();

    // What the controller tells it.
    void command(dart::Command command);
    void allow(const QList<int> &nozzles);
    void presetVolume(qint64 digits);
    void presetAmount(qint64 digits);
    void setPrices(const QList<qint64> &digits);

    void advance(qint64 nowMs);
    void setSpeed(int factor) { m_config.speed = factor; }

    dart::Status status() const { return m_status; }
    int nozzle() const { return m_nozzle; } ///< last used, for the display
    bool isOut() const { return m_out; }
    bool isSqueezed() const { return m_squeezed; }
    bool isFlowing() const { return m_flowing; }
    dart::Filling filling() const { return {volumeDigits(), amountDigits()}; }
    dart::NozzleReport nozzleReport() const { return {priceDigits(m_nozzle), m_nozzle, m_out}; }
    Volume total(int nozzle) const;
    Money totalAmount(int nozzle) const;
    /// The totals as the wire carries them.
    dart::Totals totals(int nozzle, bool amount) const;
    Volume volume() const;
    Money amount() const;
    UnitPrice price(int nozzle) const;
    const SimPumpConfig &config() const { return m_config; }
    int releases() const { return m_releases; }    ///< authorisations that took effect, ever
    int deliveries() const { return m_delivered; } ///< ended with fuel, ever

private:
    struct Hose
    {
        qint64 totalUl = 0;
        qint64 totalMinor = 0;
    };

    void setStatus(dart::Status status);
    void end(dart::Status status);
    void flow(qint64 ul);
    qint64 limitUl() const;
    qint64 volumeDigits() const;
    qint64 amountDigits() const;
    qint64 priceDigits(int nozzle) const;
    bool mayFlow() const;

    SimPumpConfig m_config;
    QList<qint64> m_prices; ///< digits; 0: not programmed
    QList<Hose> m_hoses;
    dart::Status m_status = dart::Status::NotProgrammed;
    dart::Status m_beforeSuspend = dart::Status::Filling;
    QList<int> m_allowed;
    qint64 m_presetVolume = 0; ///< digits; 0: none
    qint64 m_presetAmount = 0;
    int m_nozzle = 1;
    bool m_out = false;
    bool m_squeezed = false;
    bool m_flowing = false;
    qint64 m_ul = 0;                     ///< of this sale
    std::optional<qint64> m_endedAmount; ///< digits it ended with
    qint64 m_nowMs = -1;
    int m_releases = 0;
    int m_delivered = 0;
};

}

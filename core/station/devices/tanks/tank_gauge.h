#pragma once

#include "core/domain/tanks/tank.h"
#include "core/foundation/base/result.h"
#include "core/station/devices/link/byte_link.h"

#include <QObject>

#include <memory>

namespace youka {

/// What a gauge says of all its tanks at one moment.
struct TankReadings
{
    QList<TankReading> tanks;
    QString gaugeTime; ///< of the gauge's own clock, "YYMMDDHHmm"
};
/// The deliveries that the gauge still lists, of all tanks.
struct TankDeliveries
{
    QList<TankDelivery> list;
    QString gaugeTime;
};
/// The gauge's alarms that are on, of all tanks that have some.
struct TankAlarms
{
    QList<std::pair<int, TankAlarm>> on;
};

/// A tank gauge, whatever it speaks. It asks by itself, and reopens its link by itself.
class TankGauge : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// From any thread.
    void start()
    {
        QMetaObject::invokeMethod(
            this, [this] { doStart(); }, Qt::QueuedConnection);
    }
    void stop()
    {
        QMetaObject::invokeMethod(
            this, [this] { doStop(); }, Qt::QueuedConnection);
    }

Q_SIGNALS:
    void read(const youka::TankReadings &readings);
    void deliveriesListed(const youka::TankDeliveries &deliveries);
    void alarmsListed(const youka::TankAlarms &alarms);
    /// It answers, or it does not any more; said once per change.
    void onlineChanged(bool online);

protected:
    virtual void doStart() = 0;
    virtual void doStop() = 0;
};

/// What the console is set to show volumes, heights and temperatures in; not part of its messages.
enum class GaugeUnits { Metric, Us };

struct GaugeConfig
{
    QString protocol = QStringLiteral("tls350");
    GaugeUnits units = GaugeUnits::Metric;
    QByteArray securityCode; ///< six characters; empty: none
    int readMs = 20'000;     ///< levels
    int alarmsMs = 30'000;
    int deliveriesMs = 600'000;
};

/// `clock` outlives it and is read in its thread. Errors: SettingsInvalid (unknown protocol, security code).
Result<std::unique_ptr<TankGauge>> makeTankGauge(std::unique_ptr<ByteLink> link, const GaugeConfig &config,
                                                 const Clock &clock);

}

#include "core/station/devices/pumps/dart/dart_driver.h"

namespace youka::dart {

DartDriver::DartDriver(const PumpConfig &config, const Clock &clock, LineTimes times, QObject *parent)
    : PumpDriver(config, parent)
    , m_clock(clock)
    , m_session(config, times)
{
}

PumpDriver::Capabilities DartDriver::capabilities() const
{
    return {config().canSuspend, true, config().readsAmountTotals, true, true};
}

void DartDriver::announce(const QList<PumpNotice> &notices)
{
    struct Speaker
    {
        DartDriver &driver;
        void operator()(const PumpStatus &n) const { Q_EMIT driver.statusChanged(n); }
        void operator()(const PumpDelivery &n) const { Q_EMIT driver.delivered(n); }
        void operator()(const PumpTotals &n) const { Q_EMIT driver.totalsRead(n); }
        void operator()(const PumpAlarm &n) const { Q_EMIT driver.alarmRaised(n); }
        void operator()(const PumpAnswer &n) const { Q_EMIT driver.commandDone(n); }
    };
    for (const PumpNotice &notice : notices)
        std::visit(Speaker{*this}, notice);
}

template <class F>
void DartDriver::run(F &&f)
{
    const qint64 now = m_clock.monotonicMs();
    announce(m_session.command([&](DartPump &pump) { f(pump, now); }).notices);
    Q_EMIT wanted();
}

void DartDriver::cancelAll()
{
    run([](DartPump &pump, qint64 now) { pump.cancelAll(ErrorCode::Cancelled, now); });
}

void DartDriver::doOpen(OperationId command)
{
    run([&](DartPump &pump, qint64 now) { pump.open(command, now); });
}

void DartDriver::doClose(OperationId command)
{
    run([&](DartPump &pump, qint64 now) { pump.close(command, now); });
}

void DartDriver::doAuthorise(OperationId command, quint16 nozzleMask, const Preset &preset)
{
    run([&](DartPump &pump, qint64 now) { pump.authorise(command, nozzleMask, preset, now); });
}

void DartDriver::doStop(OperationId command)
{
    run([&](DartPump &pump, qint64 now) { pump.stop(command, now); });
}

void DartDriver::doSuspend(OperationId command)
{
    run([&](DartPump &pump, qint64 now) { pump.suspend(command, false, now); });
}

void DartDriver::doResume(OperationId command)
{
    run([&](DartPump &pump, qint64 now) { pump.suspend(command, true, now); });
}

void DartDriver::doSetPrices(OperationId command, const QList<NozzleConfig> &prices)
{
    run([&](DartPump &pump, qint64 now) { pump.setPrices(command, prices, now); });
}

void DartDriver::doRequestTotals(OperationId command, int nozzle)
{
    run([&](DartPump &pump, qint64 now) { pump.requestTotals(command, nozzle, now); });
}

void DartDriver::doConfirmSale(OperationId command, qint64 deliveryNumber)
{
    run([&](DartPump &pump, qint64 now) { pump.confirmSale(command, deliveryNumber, now); });
}

}

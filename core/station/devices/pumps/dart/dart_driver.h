#pragma once

#include "core/foundation/base/clock.h"
#include "core/station/devices/pumps/dart/dart_session.h"

namespace youka::dart {

/// One side as the rest of the station sees it: turns calls into session commands and notices into signals.
/// Its line gives it the wire.
class DartDriver final : public PumpDriver
{
    Q_OBJECT
public:
    DartDriver(const PumpConfig &config, const Clock &clock, LineTimes times, QObject *parent);

    Capabilities capabilities() const override;
    void setCommitHook(CommitHook hook) override { m_session.setCommitHook(std::move(hook)); }

    DartSession &session() { return m_session; }
    /// Says to the outside what the session said.
    void announce(const QList<PumpNotice> &notices);
    /// Answers everything open; for the end of the line.
    void cancelAll();

Q_SIGNALS:
    /// A command came in: a turn may be due sooner.
    void wanted();

protected:
    void doOpen(OperationId command) override;
    void doClose(OperationId command) override;
    void doAuthorise(OperationId command, quint16 nozzleMask, const Preset &preset) override;
    void doStop(OperationId command) override;
    void doSuspend(OperationId command) override;
    void doResume(OperationId command) override;
    void doSetPrices(OperationId command, const QList<NozzleConfig> &prices) override;
    void doRequestTotals(OperationId command, int nozzle) override;
    void doConfirmSale(OperationId command, qint64 deliveryNumber) override;

private:
    template <class F>
    void run(F &&f);

    const Clock &m_clock;
    DartSession m_session;
};

}

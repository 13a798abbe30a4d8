#pragma once

#include "core/foundation/base/clock.h"
#include "core/station/devices/link/fault_plan.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace youka::sim {

/// The device's end of a pseudo-terminal that looks like a serial port to the product. The port has a stable
/// name (a symbolic link), faults in both directions, and the pace of a real wire if asked for. The other end
/// may come and go.
class PtyPort final : public QObject
{
    Q_OBJECT
public:
    /// `clock` outlives it. `link` is the path the product opens; a link that is there already is replaced.
    PtyPort(QString link, const Clock &clock, quint32 seed, QObject *parent = nullptr);
    ~PtyPort() override;

    /// Errors: Unavailable with the system's reason.
    Result<void> open();
    /// One piece of an answer; the fault plan decides what becomes of it.
    void write(const QByteArray &piece);
    /// Bits per second at 11 bits a byte; 0: as fast as the machine can.
    void setBaud(int baud) { m_baud = baud; }
    /// Nothing passes in either direction for so long; again: from now on.
    void silence(int ms);
    /// The cable is out for so long: the product's link is lost.
    void unplug(int ms);

    FaultPlan &incoming() { return m_incoming; }
    FaultPlan &outgoing() { return m_outgoing; }
    const QString &path() const { return m_link; }

Q_SIGNALS:
    void bytes(const QByteArray &bytes);

private:
    void readAll();
    void send(const QByteArray &bytes);
    void hangUp();
    bool isSilent() const { return m_clock.monotonicMs() < m_silentUntilMs; }

    const QString m_link;
    const Clock &m_clock;
    FaultPlan m_incoming;
    FaultPlan m_outgoing;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_master = -1;
    int m_slave = -1; ///< kept open, so that the product may close and open its end
    int m_baud = 0;
    qint64 m_freeAtMs = 0; ///< when the wire has carried what was written
    qint64 m_silentUntilMs = 0;
};

}

#pragma once

#include "core/foundation/base/clock.h"
#include "core/station/devices/link/byte_link.h"
#include "core/station/devices/link/echo_filter.h"
#include "core/station/devices/pumps/dart/dart_driver.h"

#include <QTimer>

#include <vector>

namespace youka::dart {

/// The master of one RS-485 wire: gives the sides on it turns, one exchange at a time. Owns the link and one
/// driver per side.
class DartLine final : public PumpLine
{
    Q_OBJECT
public:
    /// `clock` outlives the line and is read in its thread.
    DartLine(std::unique_ptr<ByteLink> link, const QList<PumpConfig> &pumps, const Clock &clock,
             LineTimes times = {});

    QList<PumpDriver *> pumps() const override;
    ByteLink *link() const { return m_link; }

    /// Errors: SettingsInvalid.
    static Result<void> check(const PumpConfig &config);

protected:
    void doStart() override { m_link->open(); }
    void doStop() override;

private:
    void onBytes(const QByteArray &bytes);
    void onLost(const QString &reason);
    void onTimer();
    void giveTurn();
    void carryOut(DartDriver *driver, const DartSession::Output &output);
    void arm();

    ByteLink *m_link;
    const Clock &m_clock;
    const LineTimes m_times;
    QTimer m_timer{this};
    QList<DartDriver *> m_drivers;
    DartDriver *m_current = nullptr; ///< whose answer is due
    qsizetype m_lastIndex = -1;
    Decoder m_decoder;
    EchoFilter m_echo;
    qint64 m_lastByteMs = 0;
};

}

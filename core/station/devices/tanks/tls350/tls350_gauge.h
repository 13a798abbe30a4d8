#pragma once

#include "core/foundation/base/clock.h"
#include "core/station/devices/tanks/tls350/tls350_session.h"

#include <QTimer>

namespace youka {

/// A console of the TLS-350 family on a link of its own. Has no parent, so that DeviceThread can take it.
class Tls350Gauge final : public TankGauge
{
    Q_OBJECT
public:
    Tls350Gauge(std::unique_ptr<ByteLink> link, const Clock &clock, const GaugeConfig &config,
                tls350::Times times = {});

protected:
    void doStart() override { m_link->open(); }
    void doStop() override;

private:
    void onBytes(const QByteArray &bytes);
    void onTimer();
    void carryOut(const tls350::Session::Output &output);
    void arm();

    const Clock &m_clock;
    ByteLink *m_link;
    QTimer m_timer{this};
    tls350::Decoder m_decoder;
    tls350::Session m_session;
    bool m_stopping = false;
};

}

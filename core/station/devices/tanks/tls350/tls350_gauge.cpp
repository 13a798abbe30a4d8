#include "core/station/devices/tanks/tls350/tls350_gauge.h"

namespace youka {

Tls350Gauge::Tls350Gauge(std::unique_ptr<ByteLink> link, const Clock &clock, const GaugeConfig &config,
                         tls350::Times times)
    : m_clock(clock)
    , m_link(link.release())
    , m_session(config, times)
{
    m_link->setParent(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Tls350Gauge::onTimer);
    connect(m_link, &ByteLink::bytes, this, &Tls350Gauge::onBytes);
    connect(m_link, &ByteLink::opened, this, [this] {
        m_decoder.reset();
        carryOut(m_session.onOpened(m_clock.monotonicMs()));
        arm();
    });
    connect(m_link, &ByteLink::lost, this, [this] {
        m_timer.stop();
        if (!m_stopping)
            carryOut(m_session.onLost());
    });
}

void Tls350Gauge::doStop()
{
    m_stopping = true;
    m_session.stop();
    m_timer.stop();
    m_link->close();
    m_stopping = false;
}

void Tls350Gauge::onBytes(const QByteArray &bytes)
{
    for (const tls350::Event &event : m_decoder.feed(bytes))
        carryOut(m_session.onEvent(event, m_clock.monotonicMs()));
    arm();
}

void Tls350Gauge::onTimer()
{
    carryOut(m_session.onTimer(m_clock.monotonicMs()));
    arm();
}

void Tls350Gauge::carryOut(const tls350::Session::Output &output)
{
    struct Speaker
    {
        Tls350Gauge &gauge;
        void operator()(const TankReadings &readings) const { Q_EMIT gauge.read(readings); }
        void operator()(const TankDeliveries &deliveries) const { Q_EMIT gauge.deliveriesListed(deliveries); }
        void operator()(const TankAlarms &alarms) const { Q_EMIT gauge.alarmsListed(alarms); }
        void operator()(tls350::Session::Online now) const { Q_EMIT gauge.onlineChanged(now.online); }
    };
    if (!output.send.isEmpty()) {
        m_decoder.reset(); // what is left of an earlier answer is none to this
        m_link->write(output.send);
    }
    for (const auto &notice : output.notices)
        std::visit(Speaker{*this}, notice);
}

void Tls350Gauge::arm()
{
    if (!m_link->isOpen())
        return;
    m_timer.start(int(std::clamp<qint64>(m_session.dueMs() - m_clock.monotonicMs(), 0, 60'000)));
}

}

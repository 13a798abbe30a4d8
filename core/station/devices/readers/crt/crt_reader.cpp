#include "core/station/devices/readers/crt/crt_reader.h"

namespace youka {

CrtReader::CrtReader(std::unique_ptr<ByteLink> link, const Clock &clock, std::optional<ChipScheme> scheme,
                     crt::Config config)
    : m_clock(clock)
    , m_config(config)
    , m_link(link.release())
    , m_session(config, std::move(scheme))
{
    m_link->setParent(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CrtReader::onTimer);
    connect(m_link, &ByteLink::bytes, this, &CrtReader::onBytes);
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

void CrtReader::doStop()
{
    m_stopping = true;
    m_session.stop();
    m_timer.stop();
    m_link->close();
    m_stopping = false;
}

void CrtReader::onBytes(const QByteArray &bytes)
{
    const qint64 now = m_clock.monotonicMs();
    if (m_decoder.hasPartial() && now - m_lastByteMs > m_config.interByteMs)
        take(m_decoder.giveUp(), now);
    m_lastByteMs = now;
    take(m_decoder.feed(bytes), now);
    arm();
}

void CrtReader::onTimer()
{
    const qint64 now = m_clock.monotonicMs();
    if (m_decoder.hasPartial() && now - m_lastByteMs > m_config.interByteMs)
        take(m_decoder.giveUp(), now);
    carryOut(m_session.onTimer(now));
    arm();
}

void CrtReader::take(const std::vector<crt::Event> &events, qint64 nowMs)
{
    for (const crt::Event &event : events)
        carryOut(m_session.onEvent(event, nowMs));
}

void CrtReader::carryOut(const crt::Session::Output &output)
{
    struct Speaker
    {
        CrtReader &reader;
        void operator()(const CardRead &card) const { Q_EMIT reader.cardPresented(card); }
        void operator()(crt::Session::Removed) const { Q_EMIT reader.removed(); }
        void operator()(ErrorCode code) const { reader.tellFailure(code); }
    };
    if (!output.send.isEmpty())
        m_link->write(output.send);
    for (const auto &notice : output.notices)
        std::visit(Speaker{*this}, notice);
}

void CrtReader::tellFailure(ErrorCode code)
{
    if (code == ErrorCode::CardNotGenuine)
        qWarning("card reader: a card that is not genuine was refused; %d since the start", ++m_notGenuine);
    Q_EMIT failed(code);
}

void CrtReader::arm()
{
    if (!m_link->isOpen())
        return;
    qint64 wait = m_session.dueMs() - m_clock.monotonicMs();
    if (m_decoder.hasPartial())
        wait = std::min<qint64>(wait, m_config.interByteMs + 1);
    m_timer.start(int(std::clamp<qint64>(wait, 0, 60'000)));
}

}

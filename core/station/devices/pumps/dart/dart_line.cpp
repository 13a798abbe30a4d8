#include "core/station/devices/pumps/dart/dart_line.h"

namespace youka::dart {

DartLine::DartLine(std::unique_ptr<ByteLink> link, const QList<PumpConfig> &pumps, const Clock &clock,
                   LineTimes times)
    : m_link(link.release())
    , m_clock(clock)
    , m_times(times)
{
    m_link->setParent(this);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    for (const PumpConfig &config : pumps) {
        auto *driver = new DartDriver(config, clock, times, this);
        connect(driver, &DartDriver::wanted, this, &DartLine::arm);
        m_drivers.append(driver);
    }
    connect(&m_timer, &QTimer::timeout, this, &DartLine::onTimer);
    connect(m_link, &ByteLink::bytes, this, &DartLine::onBytes);
    connect(m_link, &ByteLink::opened, this, [this] {
        m_decoder.reset();
        Q_EMIT linkOpened();
        arm();
    });
    connect(m_link, &ByteLink::lost, this, &DartLine::onLost);
}

QList<PumpDriver *> DartLine::pumps() const { return {m_drivers.cbegin(), m_drivers.cend()}; }

Result<void> DartLine::check(const PumpConfig &config)
{
    const auto bad = [&](const QString &what) {
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("pump %1: %2").arg(config.pump).arg(what));
    };
    const PumpDecimals &decimals = config.decimals;
    const auto outside = [](int value, int most) { return value < 0 || value > most; };
    const int exponent = config.currency.exponent();
    if (config.address < FirstAddress || config.address > LastAddress)
        return bad(QStringLiteral("a DART address is 0x50 to 0x6F"));
    if (outside(decimals.volume, 3) || outside(decimals.price, 3) || outside(decimals.totalVolume, 3)
        || outside(decimals.amount, exponent) || outside(decimals.totalAmount, exponent))
        return bad(QStringLiteral("more decimals than the unit has"));
    if (config.nozzles.isEmpty())
        return bad(QStringLiteral("a pump has a nozzle"));
    for (qsizetype i = 0; i < config.nozzles.size(); ++i)
        if (config.nozzles[i].nozzle != i + 1 || i >= 15)
            return bad(QStringLiteral("nozzles are numbered 1, 2, 3 ... without gaps"));
    return {};
}

void DartLine::doStop()
{
    for (DartDriver *driver : std::as_const(m_drivers))
        driver->cancelAll();
    m_link->close();
    m_timer.stop();
}

void DartLine::onLost(const QString &reason)
{
    m_current = nullptr;
    m_timer.stop();
    for (DartDriver *driver : std::as_const(m_drivers))
        driver->announce(driver->session().onLinkLost(m_clock.monotonicMs()).notices);
    Q_EMIT linkLost(reason);
}

void DartLine::onBytes(const QByteArray &bytes)
{
    const qint64 now = m_clock.monotonicMs();
    if (m_decoder.hasPartial() && now - m_lastByteMs > m_times.interByteMs)
        m_decoder.reset();
    m_lastByteMs = now;
    for (const Event &event : m_decoder.feed(m_echo.feed(bytes)))
        if (m_current)
            carryOut(m_current, m_current->session().onEvent(event, now));
    arm();
}

void DartLine::carryOut(DartDriver *driver, const DartSession::Output &output)
{
    if (!output.send.isEmpty()) {
        m_echo.sent(output.send);
        m_link->write(output.send);
    }
    m_current = driver->session().isWaiting() ? driver : nullptr;
    driver->announce(output.notices);
}

void DartLine::onTimer()
{
    const qint64 now = m_clock.monotonicMs();
    if (!m_current) {
        giveTurn();
    } else if (now >= m_current->session().deadlineMs()
               && !(m_decoder.hasPartial() && now - m_lastByteMs <= m_times.interByteMs)) {
        m_decoder.reset();
        carryOut(m_current, m_current->session().onTimeout(now));
    }
    arm();
}

/// The next side in order whose time has come, so that a busy one does not keep the others waiting.
void DartLine::giveTurn()
{
    const qint64 now = m_clock.monotonicMs();
    for (qsizetype i = 1; i <= m_drivers.size(); ++i) {
        const qsizetype index = (m_lastIndex + i) % m_drivers.size();
        DartDriver *driver = m_drivers[index];
        if (driver->session().nextTurnMs() > now)
            continue;
        m_lastIndex = index;
        carryOut(driver, driver->session().takeTurn(now));
        return;
    }
}

void DartLine::arm()
{
    if (!m_link->isOpen() || m_drivers.isEmpty())
        return;
    const qint64 now = m_clock.monotonicMs();
    qint64 due = now + 60'000;
    if (m_current) {
        due = m_current->session().deadlineMs();
        if (m_decoder.hasPartial())
            due = std::max(due, m_lastByteMs + m_times.interByteMs + 1);
    } else {
        for (DartDriver *driver : std::as_const(m_drivers))
            due = std::min(due, driver->session().nextTurnMs());
    }
    m_timer.start(int(std::max<qint64>(0, due - now)));
}

}

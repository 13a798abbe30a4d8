#include "apps/sim/sim_pump.h"

#include "core/station/devices/pumps/dart/dart_bits.h"

namespace youka::sim {

using dart::bit;
using dart::pow10;
using dart::Status;

namespace {
/// The rate of a pump: amount digits per microlitre come out of price digits by one division, half up.
qint64 divideHalfUp(qint64 value, qint64 divisor) { return (value + divisor / 2) / divisor; }
}

SimPump::SimPump(SimPumpConfig config)
    : m_config(std::move(config))
    , m_prices(m_config.nozzles.size(), 0)
    , m_hoses(m_config.nozzles.size())
{
    if (!m_config.programmed)
        return;
    for (qsizetype i = 0; i < m_prices.size(); ++i)
        m_prices[i] = m_config.nozzles[i].price.milli / pow10(3 - m_config.decimals.price);
    m_status = Status::Reset;
}

qint64 SimPump::priceDigits(int nozzle) const { return m_prices.value(nozzle - 1); }

UnitPrice SimPump::price(int nozzle) const
{
    return {priceDigits(nozzle) * pow10(3 - m_config.decimals.price), m_config.currency};
}

qint64 SimPump::volumeDigits() const { return divideHalfUp(m_ul, pow10(6 - m_config.decimals.volume)); }

qint64 SimPump::amountDigits() const
{
    if (m_endedAmount) // the display keeps it, whatever is lifted or priced anew afterwards
        return *m_endedAmount;
    const qint64 scale = 6 + m_config.decimals.price - m_config.decimals.amount;
    return divideHalfUp(m_ul * priceDigits(m_nozzle), pow10(int(scale)));
}

Volume SimPump::volume() const { return {volumeDigits() * pow10(3 - m_config.decimals.volume)}; }

Money SimPump::amount() const
{
    return {amountDigits() * pow10(m_config.currency.exponent() - m_config.decimals.amount),
            m_config.currency};
}

Volume SimPump::total(int nozzle) const
{
    return {totals(nozzle, false).volume.value_or(0) * pow10(3 - m_config.decimals.totalVolume)};
}

Money SimPump::totalAmount(int nozzle) const
{
    return {m_hoses.value(nozzle - 1).totalMinor, m_config.currency};
}

dart::Totals SimPump::totals(int nozzle, bool amount) const
{
    const Hose hose = m_hoses.value(nozzle - 1);
    const qint64 volume = divideHalfUp(hose.totalUl, pow10(6 - m_config.decimals.totalVolume));
    const qint64 money =
        hose.totalMinor / pow10(m_config.currency.exponent() - m_config.decimals.totalAmount);
    if (m_config.pairedTotals)
        return {nozzle, volume, money};
    return amount ? dart::Totals{nozzle, std::nullopt, money} : dart::Totals{nozzle, volume, std::nullopt};
}

bool SimPump::lift(int nozzle)
{
    if (m_out || nozzle < 1 || nozzle > m_config.nozzles.size())
        return false;
    m_out = true;
    m_nozzle = nozzle;
    if (m_status == Status::Authorised && m_allowed.contains(nozzle))
        setStatus(Status::Filling);
    return true;
}

bool SimPump::hang()
{
    if (!m_out)
        return false;
    m_out = false;
    m_squeezed = false;
    m_flowing = false;
    if (m_status == Status::Filling || m_status == Status::Suspended)
        end(Status::Completed);
    else if (m_status == Status::LimitReached)
        setStatus(Status::Completed);
    return true;
}

bool SimPump::squeeze()
{
    if (!m_out)
        return false;
    m_squeezed = true;
    m_flowing = mayFlow();
    return true;
}

bool SimPump::release()
{
    m_squeezed = false;
    m_flowing = false;
    return m_out;
}

void SimPump::powerCycle()
{
    m_status = Status::NotProgrammed;
    m_prices.fill(0);
    m_allowed.clear();
    m_presetVolume = m_presetAmount = 0;
    m_ul = 0;
    m_endedAmount.reset();
    m_flowing = false;
}

bool SimPump::mayFlow() const { return m_out && m_squeezed && m_status == Status::Filling; }

void SimPump::setStatus(Status status)
{
    m_status = status;
    m_flowing = mayFlow();
}

void SimPump::end(Status status)
{
    if (m_ul > 0)
        ++m_delivered;
    // The totaliser counts what the display showed, so that sales and totals agree to the last digit.
    const qint64 shownUl = volumeDigits() * pow10(6 - m_config.decimals.volume);
    m_hoses[m_nozzle - 1].totalUl += shownUl - m_ul;
    m_hoses[m_nozzle - 1].totalMinor += amount().minor;
    m_endedAmount = amountDigits();
    m_presetVolume = m_presetAmount = 0;
    setStatus(status);
}

void SimPump::command(dart::Command command)
{
    switch (command) {
    case dart::Command::Reset:
        if (m_status == Status::Completed || m_status == Status::LimitReached
            || m_status == Status::SwitchedOff)
            setStatus(Status::Reset);
        break;
    case dart::Command::Authorise:
        if (m_status != Status::Reset)
            break;
        ++m_releases;
        m_ul = 0;
        m_endedAmount.reset();
        setStatus(m_out && m_allowed.contains(m_nozzle) ? Status::Filling : Status::Authorised);
        break;
    case dart::Command::Stop:
        if (bit(m_status) & dart::ReleasedStatus)
            end(Status::Completed);
        break;
    case dart::Command::SwitchOff:
        if (bit(m_status) & dart::ReleasedStatus)
            end(Status::Completed);
        setStatus(Status::SwitchedOff);
        break;
    case dart::Command::Suspend:
        if (m_status == Status::Authorised || m_status == Status::Filling) {
            m_beforeSuspend = m_status;
            setStatus(Status::Suspended);
        }
        break;
    case dart::Command::Resume:
        if (m_status == Status::Suspended)
            setStatus(m_out ? Status::Filling : m_beforeSuspend);
        break;
    default: // questions: the protocol side answers them
        break;
    }
}

void SimPump::allow(const QList<int> &nozzles) { m_allowed = nozzles; }

void SimPump::presetVolume(qint64 digits)
{
    m_presetVolume = digits;
    m_presetAmount = 0;
}

void SimPump::presetAmount(qint64 digits)
{
    m_presetAmount = digits;
    m_presetVolume = 0;
}

void SimPump::setPrices(const QList<qint64> &digits)
{
    if (digits.size() != m_prices.size() || (bit(m_status) & dart::ReleasedStatus))
        return;
    m_prices = digits;
    if (m_status == Status::NotProgrammed)
        setStatus(Status::Completed);
}

/// Where the valve closes, in microlitres; the most that counts for a preset amount is rounded up so that the
/// display reaches it.
qint64 SimPump::limitUl() const
{
    if (m_presetVolume > 0)
        return m_presetVolume * pow10(6 - m_config.decimals.volume);
    const qint64 price = priceDigits(m_nozzle);
    if (m_presetAmount > 0 && price > 0) {
        const int scale = 6 + m_config.decimals.price - m_config.decimals.amount;
        return (m_presetAmount * pow10(scale) + price - 1) / price;
    }
    return dart::MaxDigits8 * pow10(6 - m_config.decimals.volume);
}

void SimPump::flow(qint64 ul)
{
    m_ul += ul;
    m_hoses[m_nozzle - 1].totalUl += ul;
}

void SimPump::advance(qint64 nowMs)
{
    const qint64 elapsed = m_nowMs < 0 ? 0 : nowMs - m_nowMs;
    m_nowMs = nowMs;
    if (!m_flowing)
        return;
    qint64 leftMs = elapsed * m_config.speed;
    const qint64 limit = limitUl();
    const qint64 slowFrom = limit - m_config.slowBeforeMl * 1'000;
    while (leftMs > 0 && m_flowing) {
        const bool slow = m_ul >= slowFrom;
        const qint64 rate = slow ? m_config.slowMlPerS : m_config.flowMlPerS; // ml/s is ul/ms
        const qint64 upTo = (slow ? limit : slowFrom) - m_ul;
        const qint64 step = std::min(rate * leftMs, upTo);
        flow(step);
        leftMs -= std::max<qint64>(1, step / std::max<qint64>(1, rate));
        if (m_ul >= limit) {
            flow(m_config.overrunMl * 1'000);
            end(Status::LimitReached);
        }
    }
}

}

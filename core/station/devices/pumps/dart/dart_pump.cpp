#include "core/station/devices/pumps/dart/dart_pump.h"

#include "core/station/devices/pumps/dart/dart_bits.h"

namespace youka::dart {

DartPump::DartPump(PumpConfig config)
    : m_config(std::move(config))
{
    m_published = status(0);
}

Volume DartPump::volumeOf(qint64 digits, int decimals) const { return {digits * pow10(3 - decimals)}; }

Money DartPump::moneyOf(qint64 digits, int decimals) const
{
    return {digits * pow10(m_config.currency.exponent() - decimals), m_config.currency};
}

UnitPrice DartPump::priceOf(qint64 digits) const
{
    return {digits * pow10(3 - m_config.decimals.price), m_config.currency};
}

UnitPrice DartPump::wantedPrice(int nozzle) const
{
    for (const NozzleConfig &config : m_config.nozzles)
        if (config.nozzle == nozzle)
            return config.price;
    return {0, m_config.currency};
}

UnitPrice DartPump::shownPrice(int nozzle) const
{
    const auto it = m_shownPrices.constFind(nozzle);
    return it == m_shownPrices.cend() ? wantedPrice(nozzle) : priceOf(*it);
}

bool DartPump::isOneOf(int statusBits) const { return m_status && (statusBits & bit(*m_status)) != 0; }

bool DartPump::isPriceKnown() const
{
    return !m_config.nozzles.isEmpty()
        && std::all_of(m_config.nozzles.cbegin(), m_config.nozzles.cend(),
                       [](const NozzleConfig &n) { return n.price.milli > 0; });
}

PumpState DartPump::state(qint64 nowMs) const
{
    if (!m_online || !m_status || nowMs < m_settledAt)
        return PumpState::Inoperative;
    const bool flowed = m_sale && m_sale->seen.volume > 0;
    switch (*m_status) {
    case Status::NotProgrammed:
    case Status::SwitchedOff:
        return PumpState::Closed;
    case Status::Authorised:
        return m_out ? PumpState::Started : PumpState::Authorised;
    case Status::Filling:
        return flowed ? PumpState::Fuelling : PumpState::Started;
    case Status::Suspended:
        return flowed ? PumpState::SuspendedFuelling : PumpState::SuspendedStarted;
    case Status::Completed:
    case Status::LimitReached:
        if (m_sale && flowed)
            return PumpState::Fuelling; // until its end is collected
        if (m_resetFailed)
            return PumpState::Closed;
        break;
    case Status::Reset:
        break;
    }
    if (!m_open)
        return PumpState::Closed;
    return m_out && !m_mustHang ? PumpState::Calling : PumpState::Idle;
}

PumpStatus DartPump::status(qint64 nowMs) const
{
    PumpStatus status;
    status.pump = m_config.pump;
    status.state = state(nowMs);
    status.nozzle = m_sale ? m_sale->nozzle : m_out ? m_nozzle : 0;
    const Filling &filling = m_sale ? m_sale->seen : m_filling;
    status.volume = volumeOf(filling.volume, m_config.decimals.volume);
    status.amount = moneyOf(filling.amount, m_config.decimals.amount);
    status.price = status.nozzle != 0 ? shownPrice(status.nozzle) : UnitPrice{0, m_config.currency};
    return status;
}

void DartPump::publish(qint64 nowMs)
{
    const PumpStatus now = status(nowMs);
    if (now == m_published)
        return;
    m_published = now;
    m_notices.append(now);
}

void DartPump::onOnline(qint64 nowMs)
{
    m_online = true;
    m_settledAt = nowMs + m_config.settleMs;
    Job connect;
    connect.kind = JobKind::Connect;
    // Harmless, because a pump that last heard our block 0 takes this one for its repeat.
    connect.steps.append({joinTransactions({cd1(Command::ReturnStatus)}), Expect::Status, AnyStatus});
    for (const NozzleConfig &nozzle : std::as_const(m_config.nozzles)) {
        Step totals{joinTransactions({cd101(quint8(nozzle.nozzle))}), Expect::Totals, nozzle.nozzle, true,
                    true};
        totals.waitMs = 600;
        if (nozzle.nozzle <= 9)
            connect.steps.append(totals);
    }
    push(connect, true);
    publish(nowMs);
}

void DartPump::onOffline(qint64 nowMs)
{
    m_online = false;
    m_status.reset();
    m_endChecked = false;
    m_totals.clear(); // read again at the next contact; an open sale keeps its own start
    if (m_sale && m_sale->nozzle == 0)
        m_sale->unseen = true;
    cancelAll(ErrorCode::PumpOffline, nowMs);
}

void DartPump::onReports(const QList<Report> &reports, qint64 nowMs)
{
    if (!m_online)
        return;
    ++m_serial;
    // The state first, then what it applies to, whatever their order in the block.
    for (const Report &report : reports)
        if (const auto *r = std::get_if<StatusReport>(&report))
            onStatus(r->status, nowMs);
    for (const Report &report : reports) {
        if (const auto *nozzle = std::get_if<NozzleReport>(&report))
            onNozzle(*nozzle);
        else if (const auto *filling = std::get_if<Filling>(&report))
            onFilling(*filling);
        else if (const auto *totals = std::get_if<Totals>(&report))
            onTotals(*totals);
        else if (const auto *alarm = std::get_if<Alarm>(&report))
            onAlarm(alarm->code);
    }
    advance(nowMs);
    think(nowMs);
    publish(nowMs);
}

void DartPump::onStatus(Status status, qint64 nowMs)
{
    m_status = status;
    m_statusSerial = m_serial;
    switch (status) {
    case Status::Authorised:
    case Status::Filling:
    case Status::Suspended:
        m_endChecked = false;
        if (!m_sale)
            beginSale(nowMs);
        break;
    case Status::Completed:
    case Status::LimitReached:
        // A pump tells what it is, not what it was: our release can begin and end between two answers.
        if (!m_sale && isReleasing())
            beginSale(nowMs);
        if (m_sale && status == Status::LimitReached)
            m_sale->limit = true;
        break;
    case Status::NotProgrammed:
        if (m_sale)
            m_sale->interrupted = true;
        break;
    case Status::Reset:
        m_resetFailed = false;
        m_endChecked = false; // what ends from here on is another delivery
        break;
    case Status::SwitchedOff:
        break;
    }
}

void DartPump::beginSale(qint64 nowMs)
{
    m_sale = Sale{};
    m_sale->ours = isReleasing();
    m_sale->since = nowMs;
    m_sale->nozzle = m_out ? m_nozzle : 0;
    m_saleStart = m_totals;
}

/// Is the pump being told to release, the last step of an authorisation?
bool DartPump::isReleasing() const
{
    return !m_jobs.isEmpty() && m_jobs.first().kind == JobKind::Authorise
        && m_jobs.first().at + 1 == m_jobs.first().steps.size();
}

void DartPump::onNozzle(const NozzleReport &report)
{
    m_nozzle = report.nozzle;
    m_out = report.out && report.nozzle != 0;
    if (!m_out)
        m_mustHang = false;
    if (report.nozzle == 0)
        return;
    m_shownPrices[report.nozzle] = report.price;
    m_priceSerial = m_serial;
    m_priceNozzle = report.nozzle;
    // One that is lifted after the end is the next customer's.
    if (m_sale && m_out && isOneOf(ReleasedStatus))
        m_sale->nozzle = report.nozzle;
    checkShownPrice();
}

void DartPump::checkShownPrice()
{
    const UnitPrice wanted = wantedPrice(m_nozzle);
    const UnitPrice shown = shownPrice(m_nozzle);
    // Some heads show no price at all while the nozzle is in.
    const bool shows = m_out || shown.milli != 0;
    const bool wrong = wanted.milli > 0 && shows && shown != wanted && !hasJob(JobKind::Prices);
    if (wrong && !m_priceMismatch)
        m_notices.append(PumpAlarm{m_config.pump, PumpAlarmKind::PriceMismatch, m_nozzle, 0});
    m_priceMismatch = wrong;
}

void DartPump::onFilling(const Filling &filling)
{
    m_fillingSerial = m_serial;
    m_filling = filling;
    // Before the first drop some heads still show the sale before: an authorised pump's figures are not this
    // one's.
    if (m_sale && isOneOf(bit(Status::Filling) | bit(Status::Suspended) | EndedStatus)
        && filling.volume >= m_sale->seen.volume)
        m_sale->seen = filling;
}

void DartPump::onTotals(const Totals &totals)
{
    HeardTotals &heard = m_totals[totals.nozzle];
    m_totalsNozzle = totals.nozzle;
    if (totals.volume) {
        heard.volume = volumeOf(*totals.volume, m_config.decimals.totalVolume);
        m_volumeTotalSerial = m_serial;
    }
    if (totals.amount) {
        heard.amount = moneyOf(*totals.amount, m_config.decimals.totalAmount);
        m_amountTotalSerial = m_serial;
    }
}

void DartPump::onAlarm(quint8 code)
{
    m_notices.append(PumpAlarm{m_config.pump, alarmKind(code), m_nozzle, code});
}

/// What the release came to. The pump's last words count, unless it lost its state on the way.
void DartPump::settleFigures(PumpDelivery &delivery, const Sale &sale) const
{
    Filling final = m_filling;
    const bool kept = isOneOf(bit(Status::Completed) | bit(Status::LimitReached)) && !sale.interrupted;
    if (!kept) {
        // Reset without our doing: the display may show an older sale. The totaliser decides where it can.
        const bool compared = delivery.totalStart && delivery.totalEnd;
        const Volume moved = compared ? *delivery.totalEnd - *delivery.totalStart : Volume{};
        if (!compared || moved != volumeOf(final.volume, m_config.decimals.volume)) {
            delivery.uncertain = compared ? moved != volumeOf(sale.seen.volume, m_config.decimals.volume)
                                          : !sale.stopped || sale.seen.volume > 0;
            final = sale.seen;
        }
    } else if (final.volume < sale.seen.volume) {
        delivery.uncertain = true;
        final = sale.seen;
    }
    delivery.volume = volumeOf(final.volume, m_config.decimals.volume);
    delivery.amount = moneyOf(final.amount, m_config.decimals.amount);
    delivery.implausible =
        !isPlausible(delivery.amount, delivery.volume, delivery.price, pow10(3 - m_config.decimals.volume));
}

void DartPump::deliver()
{
    const bool known = m_sale.has_value();
    const Sale sale = m_sale.value_or(Sale{});
    PumpDelivery delivery;
    delivery.pump = m_config.pump;
    delivery.nozzle = sale.nozzle != 0 ? sale.nozzle : m_nozzle;
    if (delivery.nozzle == 0 && m_config.nozzles.size() == 1)
        delivery.nozzle = m_config.nozzles.first().nozzle;
    delivery.price = shownPrice(delivery.nozzle);
    if (known && m_saleStart.contains(delivery.nozzle))
        delivery.totalStart = m_saleStart.value(delivery.nozzle).volume;
    // Only totals read after the end, and with the nozzle in, are its end.
    if (m_volumeTotalSerial > m_collectSerial && m_totalsNozzle == delivery.nozzle && !m_out) {
        delivery.totalEnd = m_totals.value(delivery.nozzle).volume;
        if (m_amountTotalSerial > m_collectSerial)
            delivery.amountTotalEnd = m_totals.value(delivery.nozzle).amount;
    }
    delivery.recovered = !known || !sale.ours || sale.unseen;
    delivery.end = sale.interrupted ? DeliveryEnd::Interrupted
        : sale.stopped              ? DeliveryEnd::Stopped
        : sale.limit                ? DeliveryEnd::LimitReached
                                    : DeliveryEnd::NozzleIn;
    settleFigures(delivery, sale);
    m_sale.reset();
    m_endChecked = true;
    m_mustHang = m_out;
    if (!known && delivery.volume.ml == 0)
        return; // a pump that was switched on, or was reset before us
    delivery.number = ++m_deliveries;
    m_unconfirmed = delivery.number;
    m_notices.append(delivery);
}

}

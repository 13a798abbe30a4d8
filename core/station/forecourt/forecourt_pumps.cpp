#include "core/station/forecourt/forecourt.h"

namespace youka {

namespace {

bool isAtRest(PumpState state)
{
    return state == PumpState::Idle || state == PumpState::Calling || state == PumpState::Closed;
}

bool samePrices(const QList<NozzleConfig> &a, const QList<NozzleConfig> &b)
{
    return std::equal(a.cbegin(), a.cend(), b.cbegin(), b.cend(),
                      [](const NozzleConfig &x, const NozzleConfig &y) { return x.price == y.price; });
}

}

void Forecourt::connectDriver(PumpDriver *driver)
{
    const int number = driver->config().pump;
    Side &side = m_sides[number];
    side.driver = driver;
    side.nozzles = driver->config().nozzles;
    side.status.pump = number;
    side.status.amount = {0, m_config.currency};
    side.status.price = {0, m_config.currency};
    side.since = m_clock.now();
    side.sinceMs = m_clock.monotonicMs();
    connect(
        driver, &PumpDriver::statusChanged, this,
        [this, number](const PumpStatus &status) { onStatus(*sideOf(number), status); },
        Qt::QueuedConnection);
    connect(
        driver, &PumpDriver::delivered, this,
        [this, number](const PumpDelivery &delivery) { onDelivered(*sideOf(number), delivery); },
        Qt::QueuedConnection);
    connect(
        driver, &PumpDriver::totalsRead, this,
        [this, number](const PumpTotals &totals) { onTotals(*sideOf(number), totals); },
        Qt::QueuedConnection);
    connect(
        driver, &PumpDriver::alarmRaised, this,
        [this, number](const PumpAlarm &alarm) { onAlarm(*sideOf(number), alarm); }, Qt::QueuedConnection);
    connect(
        driver, &PumpDriver::commandDone, this, [this](const PumpAnswer &answered) { onDone(answered); },
        Qt::QueuedConnection);
}

// --- look-ups
// ------------------------------------------------------------------------------------------------

Forecourt::Side *Forecourt::sideOf(int pump)
{
    const auto it = m_sides.find(pump);
    return it == m_sides.end() ? nullptr : &it->second;
}

const Forecourt::Side *Forecourt::sideOf(int pump) const
{
    const auto it = m_sides.find(pump);
    return it == m_sides.end() ? nullptr : &it->second;
}

Forecourt::Session *Forecourt::sessionOf(const Side &side)
{
    const auto it = m_sessions.find(side.sale);
    return side.sale.isNull() || it == m_sessions.end() ? nullptr : &it->second;
}

const Forecourt::Session *Forecourt::sessionOf(const Side &side) const
{
    const auto it = m_sessions.find(side.sale);
    return side.sale.isNull() || it == m_sessions.end() ? nullptr : &it->second;
}

UnitPrice Forecourt::priceOf(const Side &side, int nozzle) const
{
    for (const NozzleConfig &config : side.nozzles)
        if (config.nozzle == nozzle)
            return config.price;
    return {0, m_config.currency};
}

QString Forecourt::productOf(const Side &side, int nozzle) const
{
    for (const NozzleConfig &config : side.nozzles)
        if (config.nozzle == nozzle)
            return config.product;
    return {};
}

// --- commands
// ------------------------------------------------------------------------------------------------

/// `slot`, when given, holds the command's id until it is answered.
void Forecourt::command(const std::function<void(OperationId)> &send, OperationId *slot, Answer answered)
{
    const OperationId id = m_ids.make<OperationId>();
    if (slot)
        *slot = id;
    m_commands.emplace(id, std::move(answered));
    send(id);
}

void Forecourt::onDone(const PumpAnswer &answered)
{
    const auto it = m_commands.find(answered.command);
    if (it == m_commands.end())
        return;
    const Answer handler = std::move(it->second);
    m_commands.erase(it);
    handler(answered.result);
}

void Forecourt::openPump(Side &side)
{
    if (!m_recovered || side.status.state != PumpState::Closed || !side.openCommand.isNull()
        || m_clock.monotonicMs() < side.openAfter)
        return;
    command([&](OperationId id) { side.driver->open(id); }, &side.openCommand,
            [this, &side](const Result<void> &) {
                side.openCommand = {};
                side.openAfter = m_clock.monotonicMs() + m_config.retryMs; // should it still be closed then
            });
}

void Forecourt::setPrices(const QMap<QString, UnitPrice> &prices)
{
    m_prices = prices;
    for (auto &[number, side] : m_sides) {
        side.pricesWanted = true;
        side.pricesAfter = 0;
        sendPrices(side);
    }
}

/// Only to a pump that nobody uses: a running sale keeps the price it began with.
void Forecourt::sendPrices(Side &side)
{
    const bool free = side.status.state == PumpState::Idle || side.status.state == PumpState::Closed;
    if (!m_recovered || !side.pricesWanted || !side.priceCommand.isNull() || !free || sessionOf(side)
        || m_clock.monotonicMs() < side.pricesAfter)
        return;
    QList<NozzleConfig> wanted = side.nozzles;
    for (NozzleConfig &nozzle : wanted)
        nozzle.price = m_prices.value(nozzle.product, nozzle.price);
    if (samePrices(wanted, side.nozzles) && !side.pricesUnsure
        && side.alarm != ErrorCode::PumpPriceMismatch) {
        side.pricesWanted = false;
        return;
    }
    command([&](OperationId id) { side.driver->setPrices(id, wanted); }, &side.priceCommand,
            [this, &side, wanted](const Result<void> &result) {
                side.priceCommand = {};
                if (result) {
                    side.nozzles = wanted;
                    if (std::exchange(side.pricesUnsure, false)) // not told: after a start it is set again
                        (void)m_store.setLowered(side.driver->config().pump, false);
                    if (side.alarm == ErrorCode::PumpPriceMismatch)
                        side.alarm.reset();
                    sendPrices(side); // they may have changed again meanwhile
                } else {
                    side.pricesAfter = m_clock.monotonicMs() + m_config.retryMs;
                    if (result.error().code == ErrorCode::PumpPriceMismatch)
                        side.alarm = ErrorCode::PumpPriceMismatch;
                }
                Q_EMIT pumpChanged(side.driver->config().pump);
            });
}

// --- what drivers say
// ----------------------------------------------------------------------------------------

void Forecourt::onStatus(Side &side, const PumpStatus &status)
{
    const PumpState before = side.status.state;
    side.status = status;
    if (before != status.state) {
        side.since = m_clock.now();
        side.sinceMs = m_clock.monotonicMs();
    }
    if (Session *session = sessionOf(side)) {
        const SaleState state = session->row.state;
        const bool flows =
            status.state == PumpState::Fuelling || status.state == PumpState::SuspendedFuelling;
        const bool released = flows || status.state == PumpState::Started
            || status.state == PumpState::Authorised || status.state == PumpState::SuspendedStarted;
        if (session->needsPump && released && state != SaleState::Delivered) {
            session->needsPump = false; // it goes on, and its end will be told
            session->adoptedAt = m_clock.monotonicMs();
            side.inquiry = {};
        }
        // The first drop is written, and the last figures before the pump fell silent; the rest is for the
        // eye.
        const bool first = state == SaleState::PumpReleased && flows && status.volume.ml > 0;
        const bool silent = state == SaleState::Fuelling && status.state == PumpState::Inoperative
            && before != status.state && status.volume > session->row.delivery.volume;
        if (first || silent)
            post(*session, {fuelling::Flowing{status.nozzle, status.volume, status.amount}, {}, 0, {}});
        // A nozzle that is out again may be in another hand.
        const bool stillOut =
            status.state == PumpState::Calling && status.nozzle == session->row.delivery.nozzle;
        if (session->questionOut && session->askedLifted && !stillOut)
            session->liftLost = true;
        if (session->liftUntil >= 0 && status.state == PumpState::Calling)
            askCard(*session);
    }
    openPump(side);
    sendPrices(side);
    continueInquiry(side);
    Q_EMIT pumpChanged(status.pump);
}

void Forecourt::onDelivered(Side &side, const PumpDelivery &delivery)
{
    side.held = delivery;
    takeHeld(side);
    Q_EMIT pumpChanged(delivery.pump);
}

void Forecourt::takeHeld(Side &side)
{
    if (!m_recovered || !side.held)
        return;
    const PumpDelivery delivery = *side.held;
    const auto taken = takeDelivery(side, delivery);
    const auto before = std::exchange(side.heldFor, std::nullopt);
    if (taken)
        side.held.reset();
    else
        side.heldFor = taken.error().code;
    if (side.heldFor != before)
        Q_EMIT pumpChanged(delivery.pump);
}

void Forecourt::onTotals(Side &side, const PumpTotals &totals)
{
    side.totals[totals.nozzle] = totals.volume.ml;
    // Read by the driver itself at a new contact: was anything sold meanwhile without us?
    if (side.inquiry.asked == 0 && std::exchange(side.baseline, false))
        Q_EMIT pumpChanged(totals.pump);
}

void Forecourt::onAlarm(Side &side, const PumpAlarm &alarm)
{
    if (alarm.kind == PumpAlarmKind::PriceMismatch) {
        side.alarm = ErrorCode::PumpPriceMismatch;
        side.pricesWanted = true;
        sendPrices(side);
    } else if (side.alarm != ErrorCode::PumpPriceMismatch) {
        side.alarm = ErrorCode::PumpRefused;
    }
    Q_EMIT pumpChanged(alarm.pump);
}

// --- what time brings
// ----------------------------------------------------------------------------------------

void Forecourt::tick()
{
    if (!m_recovered)
        return;
    for (auto &[id, session] : m_sessions)
        tickSession(session);
    for (auto &[number, side] : m_sides)
        tickSide(side);
    watchUploads();
    std::erase_if(m_sessions, [](const auto &entry) {
        const Session &session = entry.second;
        return fuelling::isFinal(session.row.state) && session.events.empty() && !session.draining;
    });
}

void Forecourt::tickSession(Session &session)
{
    drain(session);
    const qint64 now = m_clock.monotonicMs();
    if (session.liftUntil >= 0 && now >= session.liftUntil) {
        session.liftUntil = -1;
        post(session, {fuelling::LiftTimedOut{}, {}, 0, {}});
    }
    tickPoints(session);
    Side *side = sideOf(session.row.pump);
    if (!side || side->sale != session.row.id || !fuelling::awaitsEnd(session.row.state))
        return;
    // The driver keeps the lifetime of its own releases; one of an earlier life is ours to end.
    const int lifetimeMs = side->driver->config().authoriseLifetimeMs;
    if (session.adoptedAt >= 0 && side->status.state == PumpState::Authorised
        && now >= session.adoptedAt + lifetimeMs) {
        session.adoptedAt = now;
        side->driver->stop(m_ids.make<OperationId>());
    }
    // A pump that lies at rest and says nothing has lost the delivery.
    const bool owed = isAtRest(side->status.state) && now >= side->sinceMs + m_config.endWaitMs;
    if (!session.needsPump && session.release.isNull() && session.events.empty() && !side->held && owed) {
        session.needsPump = true;
        startInquiry(*side);
    }
}

void Forecourt::tickSide(Side &side)
{
    takeHeld(side);
    openPump(side);
    sendPrices(side);
    if (!side.baseline && !side.inquiry.on && !sessionOf(side) && isAtRest(side.status.state))
        startInquiry(side);
    continueInquiry(side);
}

void Forecourt::watchUploads()
{
    const qint64 upTo = m_facts.uploadedUpTo();
    const qint64 before = std::exchange(m_uploadedUpTo, upTo);
    if (upTo <= before)
        return;
    if (const auto rows = m_store.recorded(before, upTo))
        for (const SaleRow &row : *rows)
            Q_EMIT saleChanged(viewOf(row));
}

}

#include "core/station/forecourt/tank_watch.h"

#include "core/domain/sales/sale_json.h"
#include "core/domain/tanks/tank_rules.h"

#include <QDateTime>

namespace youka {

namespace {

/// After the last hose has closed the liquid comes to rest, and the pump has told its end.
constexpr qint64 SettleMs = 30'000;
/// A delivery that ended and is not listed by then was none for the gauge.
constexpr int MostVainLists = 3;

constexpr int LoggedFailure = 5; ///< in a row

using Lorry = TankMemory::Lorry;

/// The gauge's clock may show anything: how far back was it, from its own now?
Timestamp momentOf(const QString &stamp, const QString &gaugeNow, Timestamp now)
{
    const auto parse = [](const QString &text) {
        QDateTime time = QDateTime::fromString(QStringLiteral("20") + text, QStringLiteral("yyyyMMddHHmm"));
        time.setTimeSpec(Qt::UTC);
        return time;
    };
    const QDateTime then = parse(stamp);
    const QDateTime gauge = parse(gaugeNow);
    const bool known = then.isValid() && gauge.isValid() && then <= gauge;
    return known ? now.plusMs(-then.msecsTo(gauge)) : now;
}

}

TankWatch::TankWatch(Database &store, FactLog &facts, HoseFlows &hoses, const Clock &clock, IdSource &ids,
                     const QList<Tank> &tanks)
    : m_db(store)
    , m_store(store)
    , m_facts(facts)
    , m_hoses(hoses)
    , m_clock(clock)
    , m_ids(ids)
{
    for (const Tank &tank : tanks)
        m_places[tank.number].tank = tank;
}

void TankWatch::connectTo(TankGauge &gauge)
{
    connect(&gauge, &TankGauge::read, this, &TankWatch::onRead, Qt::QueuedConnection);
    connect(&gauge, &TankGauge::deliveriesListed, this, &TankWatch::onDeliveries, Qt::QueuedConnection);
    connect(&gauge, &TankGauge::alarmsListed, this, &TankWatch::onAlarms, Qt::QueuedConnection);
    connect(&gauge, &TankGauge::onlineChanged, this, &TankWatch::onOnline, Qt::QueuedConnection);
}

TankWatch::Place *TankWatch::placeOf(int tank)
{
    const auto it = m_places.find(tank);
    return it == m_places.end() ? nullptr : &it->second;
}

std::optional<TankLevels::Left> TankWatch::left(const QString &product) const
{
    std::optional<Left> all;
    for (const auto &[number, place] : m_places) {
        if (place.tank.product != product)
            continue;
        const bool fresh = place.last && m_clock.monotonicMs() - place.atMs <= TankFreshMs;
        const auto volume = fresh ? pumpable(place.tank, *place.last) : std::nullopt;
        if (!volume)
            return std::nullopt;
        all = all ? Left{all->volume + *volume, std::min(all->atMs, place.atMs)} : Left{*volume, place.atMs};
    }
    return all;
}

QList<TankView> TankWatch::views() const
{
    QList<TankView> views;
    for (const auto &[number, place] : m_places)
        views.append({place.tank, place.last, place.at, m_online && place.last,
                      place.memory ? place.memory->alarms : QList<TankAlarm>(), place.delivery});
    return views;
}

// --- what the gauge says
// ------------------------------------------------------------------------------------

void TankWatch::onOnline(bool online)
{
    m_online = online;
    Q_EMIT changed();
}

void TankWatch::onAlarms(const TankAlarms &alarms)
{
    for (auto &[number, place] : m_places) {
        place.byGauge.clear();
        for (const auto &[tank, alarm] : alarms.on)
            if (tank == number && !place.byGauge.contains(alarm))
                place.byGauge.append(alarm);
        if (m_remembered)
            logFailure(noteAlarms(place));
    }
    Q_EMIT changed();
}

void TankWatch::onDeliveries(const TankDeliveries &deliveries)
{
    m_list = deliveries;
    logFailure(takeList());
    Q_EMIT changed();
}

void TankWatch::onRead(const TankReadings &readings)
{
    m_readAt = m_clock.now();
    for (const TankReading &reading : readings.tanks)
        if (Place *place = placeOf(reading.tank)) {
            place->last = reading;
            place->at = m_readAt;
            place->atMs = m_clock.monotonicMs();
        }
    const auto noted = takeList().and_then([&]() -> Result<void> {
        for (const TankReading &reading : readings.tanks) {
            Place *place = placeOf(reading.tank);
            if (!place || !place->memory)
                continue;
            const auto flow = m_hoses.flowOf(place->tank.product);
            if (!flow)
                return fail(flow.error());
            const auto done =
                noteLorry(*place, *flow).and_then([&] { return noteAlarms(*place); }).and_then([&] {
                    return lookForLoss(*place, *flow);
                });
            if (!done)
                return done;
        }
        return tellLevels();
    });
    logFailure(noted);
    sendWhatWaits();
    Q_EMIT changed();
}

/// The next reading brings all of it again; only a store that goes on failing is worth a line.
void TankWatch::logFailure(const Result<void> &done)
{
    m_failures = done ? 0 : m_failures + 1;
    if (m_failures == LoggedFailure)
        qWarning("tanks: %s", qPrintable(toString(done.error())));
}

// --- what is told
// -------------------------------------------------------------------------------------------

Result<void> TankWatch::remember()
{
    if (m_remembered)
        return {};
    for (auto &[number, place] : m_places) {
        const auto memory = m_store.find(number);
        if (!memory)
            return fail(memory.error());
        place.memory = *memory;
    }
    m_remembered = true;
    return {};
}

/// What the gauge listed when the tank was first seen is older than the books: its fuel is in the first
/// level.
Result<void> TankWatch::takeList()
{
    if (const auto remembered = remember(); !remembered)
        return remembered;
    if (!m_list)
        return {};
    for (auto &[number, place] : m_places)
        if (const auto taken = takeDeliveries(place, *m_list); !taken)
            return taken;
    m_list.reset();
    return {};
}

Result<void> TankWatch::takeDeliveries(Place &place, const TankDeliveries &listed)
{
    QList<TankDelivery> news;
    for (const TankDelivery &delivery : listed.list) {
        if (delivery.tank != place.tank.number)
            continue;
        if (!place.delivery || place.delivery->start < delivery.start)
            place.delivery = delivery;
        const auto known = m_store.isKnown(delivery);
        if (!known)
            return fail(known.error());
        if (!*known)
            news.append(delivery);
    }
    const bool isNew = !place.memory;
    TankMemory memory = place.memory.value_or(TankMemory{place.tank.number, {}, Lorry::None, {}});
    if (!isNew && news.isEmpty()) {
        if (memory.lorry != Lorry::Ended || ++place.vainLists < MostVainLists)
            return {};
    }
    place.vainLists = 0;
    const auto written = m_db.transaction([&]() -> Result<void> {
        for (const TankDelivery &delivery : std::as_const(news)) {
            if (const auto noted = m_store.note(delivery, !isNew); !noted)
                return noted;
            if (isNew)
                continue;
            TankDelivered told = deliveredOf(place, delivery, listed.gaugeTime);
            if (delivery.start != news.last().start)
                told.drawn = {}; // what was drawn is known of the last one
            if (const auto appended = append(told, m_clock.now()); !appended)
                return fail(appended.error());
        }
        memory.lorry = Lorry::None;
        memory.drawn.reset();
        return isNew ? m_store.insert(memory) : m_store.update(memory);
    });
    if (!written)
        return written;
    place.memory = memory;
    place.tellAgain = true;
    m_facts.kick();
    return {};
}

TankDelivered TankWatch::deliveredOf(const Place &place, const TankDelivery &delivery,
                                     const QString &gaugeTime) const
{
    const Timestamp now = m_clock.now();
    TankDelivered told{place.tank.product,
                       delivery,
                       momentOf(delivery.start, gaugeTime, now),
                       momentOf(delivery.end, gaugeTime, now),
                       {}};
    if (!place.memory || !place.memory->drawn)
        return told;
    if (place.memory->lorry == Lorry::Ended) {
        told.drawn = *place.memory->drawn;
    } else if (place.memory->lorry == Lorry::Running) { // its end was never seen
        const auto flow = m_hoses.flowOf(place.tank.product);
        if (flow && flow->drawn)
            told.drawn = {std::max<qint64>(0, flow->drawn->ml - place.memory->drawn->ml)};
    }
    return told;
}

Result<void> TankWatch::noteLorry(Place &place, const HoseFlow &flow)
{
    const bool there = (place.last->status & DeliveryRunning) != 0;
    TankMemory memory = *place.memory;
    if (there && memory.lorry != Lorry::Running) {
        memory.lorry = Lorry::Running;
        memory.drawn = flow.drawn;
    } else if (!there && memory.lorry == Lorry::Running) {
        memory.lorry = Lorry::Ended;
        if (memory.drawn && flow.drawn)
            memory.drawn = Volume{std::max<qint64>(0, flow.drawn->ml - memory.drawn->ml)};
        else
            memory.drawn.reset();
    } else {
        return {};
    }
    // The end is told with the delivery itself.
    place.tellAgain = place.tellAgain || there;
    return write(place, memory, {});
}

Result<void> TankWatch::noteAlarms(Place &place)
{
    if (!place.memory)
        return {};
    const QList<TankAlarm> before = place.memory->alarms;
    QList<TankAlarm> now = place.byGauge;
    if (place.last)
        for (const TankAlarm alarm : alarmsIn(place.tank, *place.last, before))
            if (!now.contains(alarm))
                now.append(alarm);
    QList<FactBody> news;
    for (const TankAlarm alarm : tankAlarms()) {
        const bool was = before.contains(alarm);
        if (was != now.contains(alarm))
            news.append(alarmed(place, alarm, !was));
    }
    if (news.isEmpty())
        return {};
    TankMemory memory = *place.memory;
    memory.alarms = now;
    place.tellAgain = true;
    return write(place, memory, news);
}

/// While no hose moves the level stands still, but for what goes another way.
Result<void> TankWatch::lookForLoss(Place &place, const HoseFlow &flow)
{
    const qint64 now = m_clock.monotonicMs();
    const bool atRest =
        flow.atRest && flow.drawn && place.memory->lorry == Lorry::None && pumpable(place.tank, *place.last);
    if (!atRest || (place.restSinceMs >= 0 && place.drawnThen != *flow.drawn)) {
        place.restSinceMs = -1;
        place.highest.reset();
        if (!atRest)
            return {};
    }
    place.drawnThen = *flow.drawn;
    if (place.restSinceMs < 0)
        place.restSinceMs = now;
    if (now - place.restSinceMs < SettleMs)
        return {};
    const Volume level = steadyVolume(*place.last);
    place.highest = place.highest ? std::max(*place.highest, level) : level;
    if (!isLoss(place.tank, *place.highest, level))
        return {};
    TankAlarmed lost = alarmed(place, TankAlarm::Loss, true);
    lost.lost = *place.highest - level;
    place.tellAgain = true;
    return write(place, *place.memory, {lost}).map([&] { place.highest = level; });
}

/// All levels in their time, all at one moment; a single one when something about it has changed.
Result<void> TankWatch::tellLevels()
{
    const Timestamp at = m_readAt;
    const bool all = !m_toldMs || m_clock.monotonicMs() - *m_toldMs >= TellMs;
    QList<Place *> due;
    for (auto &[number, place] : m_places)
        if (place.last && place.memory && place.at == at && (all || place.tellAgain))
            due.append(&place);
    if (due.isEmpty())
        return {};
    const bool news = !m_toldMs
        || std::any_of(due.cbegin(), due.cend(), [](const Place *place) { return place->tellAgain; });
    qint64 last = 0;
    const auto written = m_db.transaction([&]() -> Result<void> {
        for (Place *place : std::as_const(due)) {
            const auto flow = m_hoses.flowOf(place->tank.product);
            if (!flow)
                return fail(flow.error());
            TankRead told{place->tank,
                          *place->last,
                          {},
                          place->memory->lorry == Lorry::None && flow->drawn && flow->known};
            if (isFirstOfItsProduct(*place)) // counted once for tanks that are joined
                told.unbooked = flow->unbooked;
            if ((place->last->status & HeightInvalid) || !isPlausible(place->tank, *place->last))
                told.settled = false; // a level that is none opens no day
            const auto appended = append(told, at);
            if (!appended)
                return fail(appended.error());
            last = *appended;
        }
        return {};
    });
    if (!written)
        return written;
    if (all)
        m_toldMs = m_clock.monotonicMs();
    for (Place *place : std::as_const(due))
        place->tellAgain = false;
    if (news)
        m_facts.kick();
    else
        m_waiting = last;
    return {};
}

bool TankWatch::isFirstOfItsProduct(const Place &place) const
{
    for (const auto &[number, other] : m_places)
        if (other.tank.product == place.tank.product)
            return number == place.tank.number;
    return true;
}

TankAlarmed TankWatch::alarmed(const Place &place, TankAlarm alarm, bool active) const
{
    TankAlarmed told{place.tank.number, place.tank.product, alarm, active, {}, 0, {}};
    if (place.last) {
        told.volume = place.last->volume;
        told.waterUm = place.last->waterHeightUm;
    }
    return told;
}

/// The record's number.
Result<qint64> TankWatch::append(const FactBody &body, Timestamp at)
{
    return m_facts.append(makeFact(m_ids.make<OperationId>(), at, body));
}

void TankWatch::sendWhatWaits()
{
    if (m_waiting == 0)
        return;
    const bool sent = m_facts.uploadedUpTo() >= m_waiting;
    if (!sent && m_clock.monotonicMs() - *m_toldMs < WaitMs)
        return;
    m_waiting = 0;
    if (!sent)
        m_facts.kick();
}

/// The memory and what it makes known, in one transaction.
Result<void> TankWatch::write(Place &place, const TankMemory &memory, const QList<FactBody> &bodies)
{
    const auto written = m_db.transaction([&]() -> Result<void> {
        for (const FactBody &body : bodies)
            if (const auto appended = append(body, m_clock.now()); !appended)
                return fail(appended.error());
        return memory == *place.memory ? Result<void>() : m_store.update(memory);
    });
    if (!written)
        return written;
    place.memory = memory;
    if (!bodies.isEmpty())
        m_facts.kick();
    return {};
}

}

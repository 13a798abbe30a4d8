#include "core/domain/tanks/tank_service.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace youka {

namespace {

constexpr int ReadingsShown = 500;
constexpr int DeliveriesShown = 100;
constexpr int DaysShown = 100;
/// A tank that has not been told of for so long is not there any more.
constexpr qint64 ForgottenMs = 48LL * 60 * 60 * 1000;

QByteArray referenceOf(int tank) { return "tank/" + QByteArray::number(tank); }
QString ml(qint64 figure) { return QString::number(figure); }
QString ml(Volume volume) { return ml(volume.ml); }

QString litres(qint64 figure) { return QString::number(double(figure) / 1000, 'f', 1); }

QJsonObject periodJson(const TankDay &day)
{
    const TankPeriod &p = day.period;
    return {{QStringLiteral("day"), day.day.toString(Qt::ISODate)},
            {QStringLiteral("opened"), day.opened.toIso()},
            {QStringLiteral("closed"), day.closed.toIso()},
            {QStringLiteral("openingMl"), ml(p.opening)},
            {QStringLiteral("receivedMl"), ml(p.received)},
            {QStringLiteral("soldMl"), ml(p.sold)},
            {QStringLiteral("closingMl"), ml(p.closing)},
            {QStringLiteral("varianceMl"), ml(varianceMl(p))},
            {QStringLiteral("allowedMl"), ml(day.allowed)}};
}

QByteArray bytesOf(const QJsonObject &evidence)
{
    return QJsonDocument(evidence).toJson(QJsonDocument::Compact);
}

}

Result<void> TankService::read(const TankRead &fact, const Told &told, Timestamp now)
{
    const auto before = m_tanks.lock(told.station.id, fact.tank.number);
    if (!before)
        return fail(before.error());
    const TankRecord record{told.station.id, fact.tank,    fact.reading,
                            fact.unbooked,   fact.settled, {told.terminal, told.record, told.at}};
    const bool later = !*before
        || ((*before)->place.terminal == told.terminal ? (*before)->place.record < told.record
                                                       : (*before)->place.at < told.at);
    if (const auto kept = m_tanks.insertReading(record); !kept || !later)
        return kept;
    return (*before ? m_tanks.update(record) : m_tanks.insert(record)).and_then([&] {
        return reckon(record, told, now);
    });
}

/// A product's books go from one moment at which all of its tanks were read together, and no lorry was there,
/// to another.
Result<void> TankService::reckon(const TankRecord &tank, const Told &told, Timestamp now)
{
    const auto tanks = m_tanks.holding(told.station.id, tank.tank.product, told.at.plusMs(-ForgottenMs));
    if (!tanks)
        return fail(tanks.error());
    const bool together = std::all_of(tanks->begin(), tanks->end(), [&](const TankRecord &t) {
        return t.settled && t.place.at == told.at && t.place.terminal == told.terminal;
    });
    if (!together)
        return {};
    TankOpening here;
    // A clock that is ahead does not end the day.
    here.day = told.station.businessDay(std::min(told.at, now));
    here.place = tank.place;
    for (const TankRecord &t : *tanks)
        here.volume = here.volume + t.reading.volume + t.unbooked;
    const auto open = m_tanks.opening(told.station.id, tank.tank.product);
    if (!open)
        return fail(open.error());
    if (!*open)
        return m_tanks.insertOpening(told.station.id, tank.tank.product, here);
    if ((*open)->place.at == here.place.at && (*open)->place.terminal == here.place.terminal)
        return m_tanks.updateOpening(told.station.id, tank.tank.product,
                                     here); // one more tank, at first sight
    if (here.day <= (*open)->day)
        return {};
    return closeDay(*tanks, **open, here, now).and_then([&] {
        return m_tanks.updateOpening(told.station.id, tank.tank.product, here);
    });
}

Result<void> TankService::closeDay(const std::vector<TankRecord> &tanks, const TankOpening &from,
                                   const TankOpening &to, Timestamp now)
{
    const TankRecord &first = tanks.front();
    const auto sold = m_tanks.soldBetween(first.station, first.tank.product, from, to.place);
    if (!sold)
        return fail(sold.error());
    const auto received = m_tanks.receivedBetween(first.station, first.tank.product, from, to.place);
    if (!received)
        return fail(received.error());
    TankDay day{from.day, from.place.at, to.place.at, {from.volume, *received, *sold, to.volume}, {}};
    const TankLimits &limits = first.tank.limits;
    day.allowed = varianceLimit(limits, *sold);
    if (const auto kept = m_tanks.insertDay(first.station, first.tank.product, day); !kept)
        return kept;
    if (!isVarianceBeyond(limits, day.period))
        return {};
    Finding found;
    found.kind = ExceptionKind::TankVariance;
    found.terminal = to.place.terminal;
    found.station = first.station;
    found.record = to.place.record;
    found.reference = referenceOf(first.tank.number);
    found.detail = QStringLiteral("%1, %2: the gauge says %3 L, the books %4 L")
                       .arg(first.tank.product, day.day.toString(Qt::ISODate), litres(day.period.closing.ml),
                            litres(day.period.closing.ml + varianceMl(day.period)));
    QJsonObject evidence = periodJson(day);
    evidence.insert(QStringLiteral("product"), first.tank.product);
    evidence.insert(QStringLiteral("tank"), first.tank.number);
    found.evidence = bytesOf(evidence);
    return m_exceptions.raise(found, now).map([](ExceptionId) {});
}

Result<void> TankService::delivered(const TankDelivered &fact, const Told &told)
{
    return m_tanks.insertDelivery(told.station.id, fact, {told.terminal, told.record, told.at}).map([](bool) {
    });
}

Result<void> TankService::alarmed(const TankAlarmed &fact, const Told &told, Timestamp now)
{
    if (const auto kept = m_tanks.insertAlarm(told.station.id, fact, {told.terminal, told.record, told.at});
        !kept)
        return kept;
    const auto kind = caseOf(fact.alarm);
    if (!kind)
        return {};
    if (!fact.active) // nothing else comes right by itself
        return *kind == ExceptionKind::TankLow
            ? m_exceptions.passed(told.terminal, *kind, referenceOf(fact.tank),
                                  QStringLiteral("the tank has been filled"), now)
            : Result<void>();
    Finding found;
    found.kind = *kind;
    found.terminal = told.terminal;
    found.station = told.station.id;
    found.record = told.record;
    found.reference = referenceOf(fact.tank);
    found.detail = QStringLiteral("tank %1, %2: %3, %4 L in it")
                       .arg(fact.tank)
                       .arg(fact.product, tankAlarmName(fact.alarm), litres(fact.volume.ml));
    found.evidence = bytesOf({{QStringLiteral("tank"), fact.tank},
                              {QStringLiteral("product"), fact.product},
                              {QStringLiteral("alarm"), QString(tankAlarmName(fact.alarm))},
                              {QStringLiteral("volumeMl"), ml(fact.volume)},
                              {QStringLiteral("waterUm"), fact.waterUm},
                              {QStringLiteral("lostMl"), ml(fact.lost)}});
    // Each loss is one of its own.
    if (fact.alarm == TankAlarm::Loss)
        return m_exceptions.raise(found, now).map([](ExceptionId) {});
    return m_exceptions.raiseOnceAbout(found, now);
}

Result<std::vector<TankRecord>> TankService::list(const Principal &who) { return m_tanks.list(who.station); }

Result<TankService::Detail> TankService::detail(StationId station, int number, const Principal &who)
{
    if (who.station && who.station != station)
        return fail(ErrorCode::NotFound);
    const auto tanks = m_tanks.list(station);
    if (!tanks)
        return fail(tanks.error());
    const auto it = std::find_if(tanks->begin(), tanks->end(),
                                 [&](const TankRecord &t) { return t.tank.number == number; });
    if (!station || it == tanks->end())
        return fail(ErrorCode::NotFound);
    Detail detail{*it, {}, {}, {}, {}};
    return m_tanks.readings(station, number, 0, ReadingsShown)
        .and_then([&](std::vector<TankRepository::Reading> readings) {
            detail.readings = std::move(readings);
            return m_tanks.deliveries(station, number, DeliveriesShown);
        })
        .and_then([&](std::vector<TankDelivered> deliveries) {
            detail.deliveries = std::move(deliveries);
            return m_tanks.alarms(station, number, DeliveriesShown);
        })
        .and_then([&](std::vector<TankRepository::Alarm> alarms) {
            detail.alarms = std::move(alarms);
            return m_tanks.days(station, detail.tank.tank.product, DaysShown);
        })
        .map([&](std::vector<TankDay> days) {
            detail.days = std::move(days);
            return detail;
        });
}

QJsonObject toJson(const TankRecord &tank, Timestamp now)
{
    QJsonObject json = toJson(tank.reading);
    const QJsonObject limits = toJson(tank.tank.limits);
    for (auto it = limits.begin(); it != limits.end(); ++it)
        json.insert(it.key(), it.value());
    json.insert(QStringLiteral("stationId"), tank.station.value);
    json.insert(QStringLiteral("station"), tank.stationCode);
    json.insert(QStringLiteral("stationName"), tank.stationName);
    json.insert(QStringLiteral("product"), tank.tank.product);
    json.insert(QStringLiteral("capacityMl"), ml(tank.tank.capacity));
    json.insert(QStringLiteral("bottomMl"), ml(tank.tank.bottom));
    json.insert(QStringLiteral("at"), tank.place.at.toIso());
    json.insert(QStringLiteral("ageS"), std::max<qint64>(0, (now.ms - tank.place.at.ms) / 1000));
    return json;
}

QJsonObject toJson(const TankService::Detail &detail, Timestamp now)
{
    QJsonObject json = toJson(detail.tank, now);
    QJsonArray readings;
    for (const TankRepository::Reading &r : detail.readings) {
        QJsonObject reading = toJson(r.reading);
        reading.insert(QStringLiteral("at"), r.at.toIso());
        readings.append(reading);
    }
    QJsonArray deliveries;
    for (const TankDelivered &d : detail.deliveries)
        deliveries.append(
            QJsonObject{{QStringLiteral("start"), d.delivery.start},
                        {QStringLiteral("from"), d.from.toIso()},
                        {QStringLiteral("to"), d.to.toIso()},
                        {QStringLiteral("beforeMl"), ml(d.delivery.before)},
                        {QStringLiteral("afterMl"), ml(d.delivery.after)},
                        {QStringLiteral("drawnMl"), ml(d.drawn)},
                        {QStringLiteral("receivedMl"), ml(receivedVolume(d))},
                        {QStringLiteral("temperatureMilliC"), d.delivery.temperatureAfterMilliC}});
    QJsonArray alarms;
    for (const TankRepository::Alarm &a : detail.alarms)
        alarms.append(QJsonObject{{QStringLiteral("at"), a.at.toIso()},
                                  {QStringLiteral("alarm"), QString(tankAlarmName(a.alarmed.alarm))},
                                  {QStringLiteral("active"), a.alarmed.active},
                                  {QStringLiteral("volumeMl"), ml(a.alarmed.volume)},
                                  {QStringLiteral("waterUm"), a.alarmed.waterUm},
                                  {QStringLiteral("lostMl"), ml(a.alarmed.lost)}});
    QJsonArray days;
    for (const TankDay &day : detail.days)
        days.append(periodJson(day));
    json.insert(QStringLiteral("readings"), readings);
    json.insert(QStringLiteral("deliveries"), deliveries);
    json.insert(QStringLiteral("alarms"), alarms);
    json.insert(QStringLiteral("days"), days);
    return json;
}

}

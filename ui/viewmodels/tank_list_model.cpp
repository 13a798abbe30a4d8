#include "ui/viewmodels/tank_list_model.h"

#include "core/domain/tanks/tank_rules.h"

#include <algorithm>

namespace youka {

namespace {

/// What can wait until the manager comes.
bool isMild(TankAlarm alarm)
{
    return alarm == TankAlarm::LowProduct || alarm == TankAlarm::DeliveryNeeded
        || alarm == TankAlarm::WaterWarning || alarm == TankAlarm::HighProduct;
}

QString joined(const QList<TankAlarm> &alarms)
{
    QStringList sentences;
    for (const TankAlarm alarm : alarms)
        sentences.append(tankAlarmText(alarm));
    return sentences.join(u' ');
}

double fillOf(const TankView &tank)
{
    if (!tank.last || tank.tank.capacity.ml <= 0)
        return 0;
    return std::clamp(double(tank.last->volume.ml) / double(tank.tank.capacity.ml), 0.0, 1.0);
}

QString toneOf(bool bad, bool mild)
{
    return bad ? QStringLiteral("danger") : mild ? QStringLiteral("warn") : QStringLiteral("good");
}

}

TankListModel::TankListModel(StationControl &station, const Clock &clock, Translator &translator,
                             QObject *parent)
    : QAbstractListModel(parent)
    , m_station(station)
    , m_clock(clock)
    , m_translator(translator)
    , m_texts(translator)
    , m_tanks(station.tanks())
{
    connect(&station, &StationControl::tanksChanged, this, &TankListModel::reload);
    connect(&translator, &Translator::languageChanged, this, &TankListModel::tick);
}

int TankListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QHash<int, QByteArray> TankListModel::roleNames() const
{
    return {{TitleRole, "title"},         {FillRole, "fill"},     {FillTextRole, "fillText"},
            {VolumeRole, "volumeText"},   {DetailRole, "detail"}, {DeliveryRole, "deliveryText"},
            {StateTextRole, "stateText"}, {ToneRole, "tone"},     {IconRole, "iconName"},
            {AlarmRole, "alarmText"}};
}

QVariant TankListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const TankView &tank = m_tanks[index.row()];
    const State state = stateOf(tank);
    switch (role) {
    case TitleRole:
    case Qt::DisplayRole:
        return QStringLiteral("%1 · %2").arg(m_texts.tank(tank.tank.number), productName(tank.tank.product));
    case FillRole:
        return fillOf(tank);
    case FillTextRole:
        return tank.last ? QStringLiteral("%1%").arg(qRound(fillOf(tank) * 100)) : QString();
    case VolumeRole:
        return tank.last ? m_texts.wholeLitres(tank.last->volume) : QString();
    case DetailRole:
        return detail(tank);
    case DeliveryRole:
        return delivery(tank);
    case StateTextRole:
        return stateText(state);
    case ToneRole:
        return state == State::Waiting || state == State::Delivering
            ? QStringLiteral("brand")
            : toneOf(state == State::Silent || state == State::Alarm, state == State::Watch);
    case IconRole:
        return state == State::Well      ? QStringLiteral("check")
            : state == State::Silent     ? QStringLiteral("offline")
            : state == State::Waiting    ? QStringLiteral("clock")
            : state == State::Delivering ? QStringLiteral("tank")
                                         : QStringLiteral("warning");
    case AlarmRole:
        return joined(tank.alarms);
    default:
        return {};
    }
}

TankListModel::State TankListModel::stateOf(const TankView &tank) const
{
    const bool fresh = tank.last && m_clock.now().ms - tank.at.ms <= TankFreshMs;
    if (!tank.online || !fresh)
        return tank.last ? State::Silent : State::Waiting;
    if (!tank.alarms.isEmpty())
        return std::all_of(tank.alarms.cbegin(), tank.alarms.cend(), isMild) ? State::Watch : State::Alarm;
    return tank.last->status & DeliveryRunning ? State::Delivering : State::Well;
}

QString TankListModel::stateText(State state) const
{
    switch (state) {
    case State::Waiting:
        return tr("Not read yet");
    case State::Silent:
        return tr("Gauge does not answer");
    case State::Alarm:
        return tr("Alarm");
    case State::Watch:
        return tr("Needs attention");
    case State::Delivering:
        return tr("Delivery running");
    case State::Well:
        return tr("In order");
    }
    return {};
}

QString TankListModel::detail(const TankView &tank) const
{
    if (!tank.last)
        return {};
    const QLocale locale = m_translator.locale();
    const TankReading &reading = *tank.last;
    return QStringList{
        //: Litres that still fit into the tank
        tr("Room for %1").arg(m_texts.wholeLitres(reading.ullage)),
        //: Height of the water at the bottom of a tank, in millimetres
        tr("Water %1 mm").arg(locale.toString(double(reading.waterHeightUm) / 1'000, 'f', 0)),
        tr("%1 °C").arg(locale.toString(double(reading.temperatureMilliC) / 1'000, 'f', 1)),
        tr("read %1 ago").arg(m_texts.duration(m_clock.now().ms - tank.at.ms)),
    }
        .join(QStringLiteral(" · "));
}

QString TankListModel::delivery(const TankView &tank) const
{
    if (!tank.delivery)
        return {};
    const TankDelivery &last = *tank.delivery;
    const QDateTime end =
        QDateTime::fromString(QStringLiteral("20") + last.end, QStringLiteral("yyyyMMddHHmm"));
    //: A lorry's delivery: when it ended, and litres
    return tr("Last delivery %1: %2")
        .arg(m_translator.locale().toString(end, QLocale::ShortFormat),
             m_texts.wholeLitres(last.after - last.before));
}

QStringList TankListModel::alarms() const
{
    QStringList lines;
    for (const TankView &tank : m_tanks) {
        const State state = stateOf(tank);
        const QString what = state == State::Silent ? stateText(state) : joined(tank.alarms);
        if (!what.isEmpty())
            lines.append(QStringLiteral("%1 · %2: %3")
                             .arg(m_texts.tank(tank.tank.number), productName(tank.tank.product), what));
    }
    return lines;
}

QString TankListModel::tone() const
{
    bool bad = false;
    bool mild = false;
    for (const TankView &tank : m_tanks) {
        const State state = stateOf(tank);
        bad = bad || state == State::Silent || state == State::Alarm;
        mild = mild || state == State::Watch;
    }
    return toneOf(bad, mild);
}

void TankListModel::tick()
{
    if (!m_tanks.isEmpty())
        Q_EMIT dataChanged(index(0), index(count() - 1));
    Q_EMIT changed();
}

void TankListModel::reload()
{
    const QList<TankView> now = m_station.tanks();
    const bool sameRows = now.size() == m_tanks.size();
    if (!sameRows)
        beginResetModel();
    m_tanks = now;
    if (!sameRows)
        endResetModel();
    tick();
}

}

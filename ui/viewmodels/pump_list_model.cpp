#include "ui/viewmodels/pump_list_model.h"

#include <algorithm>

namespace youka {

PumpListModel::PumpListModel(StationControl &station, const Clock &clock, Translator &translator,
                             QObject *parent)
    : QAbstractListModel(parent)
    , m_station(station)
    , m_clock(clock)
    , m_texts(translator)
    , m_pumps(station.pumps())
{
    connect(&station, &StationControl::pumpChanged, this, &PumpListModel::onPumpChanged);
    connect(&translator, &Translator::languageChanged, this, [this] {
        if (!m_pumps.isEmpty())
            Q_EMIT dataChanged(index(0), index(int(m_pumps.size()) - 1));
    });
}

int PumpListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_pumps.size());
}

QHash<int, QByteArray> PumpListModel::roleNames() const
{
    return {{PumpRole, "pump"},           {TitleRole, "title"},     {StateTextRole, "stateText"},
            {ToneRole, "tone"},           {IconRole, "iconName"},   {RunningRole, "running"},
            {FreeRole, "free"},           {ProductRole, "product"}, {PriceRole, "priceText"},
            {HoseRole, "hose"},           {FiguresRole, "figures"}, {AmountRole, "amountText"},
            {VolumeRole, "volumeText"},   {ModeRole, "modeText"},   {LimitRole, "limitText"},
            {WaitingRole, "waitingText"}, {AlarmRole, "alarmText"}};
}

QVariant PumpListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const PumpView &pump = m_pumps[index.row()];
    switch (role) {
    case PumpRole:
        return pump.pump;
    case TitleRole:
    case Qt::DisplayRole:
        return m_texts.pump(pump.pump);
    case StateTextRole:
        return pumpStateText(pump.state);
    case ToneRole:
        return pumpTone(pump.state);
    case IconRole:
        return pumpIcon(pump.state);
    case RunningRole:
        return isPumpRunning(pump.state);
    case FiguresRole:
        return isPumpRunning(pump.state) || pump.volume.ml > 0;
    case FreeRole:
        return isPumpFree(pump);
    default:
        return figure(pump, role);
    }
}

QVariant PumpListModel::figure(const PumpView &pump, int role) const
{
    switch (role) {
    case ProductRole: {
        if (!pump.product.isEmpty())
            return productName(pump.product);
        QStringList names;
        for (const NozzleView &nozzle : pump.nozzles)
            names += productName(nozzle.product);
        names.removeDuplicates();
        return names.join(QStringLiteral(" · "));
    }
    case PriceRole:
        return pump.price.milli > 0 ? m_texts.price(pump.price) : QString();
    case HoseRole:
        return pump.nozzle > 0 ? tr("Hose %1").arg(pump.nozzle) : QString();
    case AmountRole:
        return m_texts.money(pump.amount);
    case VolumeRole:
        return m_texts.volume(pump.volume);
    case ModeRole:
        return saleModeText(pump.mode);
    case LimitRole:
        return pump.limit.isPositive() ? m_texts.money(pump.limit) : QString();
    case WaitingRole:
        return waiting(pump);
    case AlarmRole:
        return pump.alarm ? sentence(*pump.alarm) : QString();
    default:
        return {};
    }
}

QString PumpListModel::waiting(const PumpView &pump) const
{
    const bool somebodyWaits = pump.state == PumpState::Calling || pump.state == PumpState::Authorised
        || pump.state == PumpState::Inoperative;
    return somebodyWaits && pump.since.ms > 0 ? m_texts.duration(m_clock.now().ms - pump.since.ms)
                                              : QString();
}

const PumpView *PumpListModel::find(int pump) const
{
    const auto at =
        std::find_if(m_pumps.begin(), m_pumps.end(), [&](const PumpView &v) { return v.pump == pump; });
    return at == m_pumps.end() ? nullptr : &*at;
}

void PumpListModel::reload()
{
    beginResetModel();
    m_pumps = m_station.pumps();
    endResetModel();
}

void PumpListModel::onPumpChanged(int pump)
{
    const QList<PumpView> now = m_station.pumps();
    const bool sameRows = std::equal(now.begin(), now.end(), m_pumps.begin(), m_pumps.end(),
                                     [](const PumpView &a, const PumpView &b) { return a.pump == b.pump; });
    if (!sameRows)
        return reload();
    for (int row = 0; row < now.size(); ++row)
        if (now[row].pump == pump) {
            m_pumps[row] = now[row];
            Q_EMIT dataChanged(index(row), index(row));
        }
}

void PumpListModel::tick()
{
    if (!m_pumps.isEmpty())
        Q_EMIT dataChanged(index(0), index(int(m_pumps.size()) - 1), {WaitingRole});
}

}

#pragma once

#include "core/domain/sales/station_control.h"
#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// The station's tanks, one row each, as the gauge says.
class TankListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
    Q_PROPERTY(int count READ count NOTIFY changed)
public:
    enum Role {
        TitleRole = Qt::UserRole, ///< "Tank 2 · 95#"
        FillRole,                 ///< 0 to 1
        FillTextRole,             ///< "62%"
        VolumeRole,
        DetailRole,   ///< room, water, temperature, how old the reading is
        DeliveryRole, ///< the last lorry; empty when none is known
        StateTextRole,
        ToneRole, ///< good, warn, danger, neutral
        IconRole,
        AlarmRole, ///< what is wrong, in sentences; empty when well
    };

    TankListModel(StationControl &station, const Clock &clock, Translator &translator,
                  QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return int(m_tanks.size()); }
    /// A line for each thing that somebody should see to.
    QStringList alarms() const;
    /// The worst of all: "good", "warn", "danger".
    QString tone() const;
    /// Readings grow older.
    void tick();

Q_SIGNALS:
    void changed();

private:
    enum class State { Waiting, Silent, Alarm, Watch, Delivering, Well };
    State stateOf(const TankView &tank) const;
    QString stateText(State state) const;
    QString detail(const TankView &tank) const;
    QString delivery(const TankView &tank) const;
    void reload();

    StationControl &m_station;
    const Clock &m_clock;
    const Translator &m_translator;
    Texts m_texts;
    QList<TankView> m_tanks;
};

}

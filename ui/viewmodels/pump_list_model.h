#pragma once

#include "ui/viewmodels/texts.h"

#include <QAbstractListModel>
#include <QtQml/qqmlregistration.h>

namespace youka {

/// The station's pumps, one row each, in the order the station gives them.
class PumpListModel : public QAbstractListModel
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by its view model")
public:
    enum Role {
        PumpRole = Qt::UserRole, ///< number painted on it
        TitleRole,               ///< "Pump 3"
        StateTextRole,
        ToneRole,    ///< what a chip's colour says: good, warn, danger, brand, neutral
        IconRole,    ///< its shape
        RunningRole, ///< fuel flows or may flow now
        FreeRole,    ///< may be chosen for a new sale
        ProductRole, ///< grade lifted or in use, else all grades it has
        PriceRole,
        HoseRole,    ///< "Hose 2", empty when none is lifted
        FiguresRole, ///< there is something to read in the next two
        AmountRole,
        VolumeRole,
        ModeRole,
        LimitRole,
        WaitingRole, ///< how long it has been in a state somebody waits in; empty else
        AlarmRole,   ///< a sentence; empty when well
    };

    PumpListModel(StationControl &station, const Clock &clock, Translator &translator,
                  QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const QList<PumpView> &pumps() const { return m_pumps; }
    const PumpView *find(int pump) const;
    /// Waiting times move on.
    void tick();

private:
    void reload();
    void onPumpChanged(int pump);
    QVariant figure(const PumpView &pump, int role) const;
    QString waiting(const PumpView &pump) const;

    StationControl &m_station;
    const Clock &m_clock;
    Texts m_texts;
    QList<PumpView> m_pumps;
};

}

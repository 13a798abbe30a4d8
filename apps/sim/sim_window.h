#pragma once

#include "apps/sim/sim_commands.h"

#include <QMainWindow>

class QComboBox;
class QLabel;
class QPushButton;

namespace youka::sim {

/// The desk: a box per pump with its display and the customer's hand, a box per reader, and the faults.
class SimWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// Both outlive it.
    SimWindow(Forecourt &forecourt, Commands &commands);

private:
    struct PumpBox
    {
        const SimPump *pump = nullptr;
        QLabel *status = nullptr;
        QLabel *display = nullptr;
        QLabel *totals = nullptr;
        QComboBox *nozzle = nullptr;
        QPushButton *lift = nullptr;
        QPushButton *squeeze = nullptr;
    };
    struct ReaderBox
    {
        const SimCrt *slot = nullptr;
        QLabel *status = nullptr;
        QComboBox *card = nullptr;
        QPushButton *tap = nullptr;
    };

    QWidget *makePump(const SimPump &pump);
    QWidget *makeReader(const Forecourt::Reader &reader);
    QWidget *makeFaults();
    void refresh();
    void run(const QJsonObject &command);

    Forecourt &m_forecourt;
    Commands &m_commands;
    QList<PumpBox> m_pumps;
    QList<ReaderBox> m_readers;
};

}

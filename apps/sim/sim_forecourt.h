#pragma once

#include "apps/sim/sim_crt.h"
#include "apps/sim/sim_dart.h"
#include "apps/sim/sim_escpos.h"
#include "apps/sim/sim_pty.h"
#include "apps/sim/sim_settings.h"
#include "apps/sim/sim_tls350.h"

#include <QTimer>

#include <vector>

namespace youka::sim {

/// Pumps on one DART wire, card readers and, where there are tanks, their gauge, each wire a pseudo-terminal.
/// The customer's hand is these functions; the product sees the wires only. Everything happens in one thread.
class Forecourt final : public QObject
{
    Q_OBJECT
public:
    /// `clock` outlives it.
    Forecourt(const SimSettings &settings, const Clock &clock, QObject *parent = nullptr);
    ~Forecourt() override;

    /// Opens the wires. Errors: Unavailable.
    Result<void> open();

    struct Side
    {
        std::unique_ptr<SimPump> pump;
        std::unique_ptr<SimDart> wire;
    };
    struct Reader
    {
        QString name;
        std::unique_ptr<SimCrt> slot;
        PtyPort *port = nullptr;
    };
    struct Printer
    {
        QString name;
        std::unique_ptr<SimEscPos> device;
        PtyPort *port = nullptr;
    };
    const std::vector<Side> &sides() const { return m_sides; }
    const std::vector<Reader> &readers() const { return m_readers; }

    /// The gauge's console, current as of now; nullptr: there are no tanks.
    SimTls350 *gauge();

    /// nullptr: there is no such one.
    SimPump *pump(int number) const;
    SimCrt *reader(const QString &name) const;
    SimEscPos *printer(const QString &name) const;
    /// "pumps", "gauge", "printer-<name>", "reader-<name>", or the reader's name alone.
    PtyPort *port(const QString &device) const;
    QStringList devices() const;

    /// Errors: SettingsInvalid (no scheme is given in the settings).
    Result<SimDesfire> makeChip(const QByteArray &uid, SimDesfire::Kind kind);

    /// Power off and on. False: there is no such one.
    bool restartPump(int number);
    bool restartReader(const QString &name);
    void setSpeed(int factor);
    /// To be called after anything was done by hand.
    void touched();

Q_SIGNALS:
    /// Something may look different now; at most once per tick and per touch.
    void changed();

private:
    void onPumpBytes(const QByteArray &bytes);
    void addGauge(const SimSettings &settings, quint32 seed);
    void addPrinter(const QString &name, const SimSettings &settings, quint32 seed);
    qint64 drawnMl(const QString &product) const;
    void tick();

    const Clock &m_clock;
    const std::optional<Personalisation> m_chips;
    quint32 m_chipSeed;
    PtyPort *m_line;
    std::vector<Side> m_sides;
    std::vector<Reader> m_readers;
    std::vector<Printer> m_printers;
    std::unique_ptr<SimTls350> m_gauge;
    PtyPort *m_gaugePort = nullptr;
    SimDartLine m_wire;
    QTimer m_timer{this};
};

}

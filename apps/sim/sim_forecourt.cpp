#include "apps/sim/sim_forecourt.h"

#include <QDir>

namespace youka::sim {

namespace {
constexpr int TickMs = 20;
}

Forecourt::Forecourt(const SimSettings &settings, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
    , m_chips(settings.chips)
    , m_chipSeed(settings.seed)
{
    const QDir dir(settings.portsDir);
    quint32 seed = settings.seed * 100;
    m_line = new PtyPort(dir.filePath(QStringLiteral("pumps")), clock, seed, this);
    m_line->setBaud(settings.baud);
    connect(m_line, &PtyPort::bytes, this, &Forecourt::onPumpBytes);
    for (const SimPumpConfig &config : settings.pumps) {
        Side side;
        side.pump = std::make_unique<SimPump>(config);
        side.wire = std::make_unique<SimDart>(*side.pump);
        m_wire.add(*side.wire);
        m_sides.push_back(std::move(side));
    }
    for (const QString &name : settings.readers) {
        auto *port = new PtyPort(dir.filePath(QStringLiteral("reader-") + name), clock, seed += 10, this);
        port->setBaud(settings.baud);
        Reader reader{name, std::make_unique<SimCrt>(), port};
        connect(port, &PtyPort::bytes, this, [this, port, slot = reader.slot.get()](const QByteArray &bytes) {
            for (const QByteArray &answer : slot->feed(bytes, m_clock.monotonicMs()))
                port->write(answer);
        });
        m_readers.push_back(std::move(reader));
    }
    if (!settings.tanks.isEmpty())
        addGauge(settings, seed + 10);
    for (const QString &name : settings.printers)
        addPrinter(name, settings, seed += 10);
    connect(&m_timer, &QTimer::timeout, this, &Forecourt::tick);
}

Forecourt::~Forecourt() = default;

void Forecourt::addGauge(const SimSettings &settings, quint32 seed)
{
    m_gauge = std::make_unique<SimTls350>([this] { return m_clock.now().toDateTime().toLocalTime(); });
    for (const SimTankConfig &config : settings.tanks)
        m_gauge->add(config, [this, product = config.product] { return drawnMl(product); });
    m_gaugePort = new PtyPort(QDir(settings.portsDir).filePath(QStringLiteral("gauge")), m_clock, seed, this);
    m_gaugePort->setBaud(settings.baud);
    connect(m_gaugePort, &PtyPort::bytes, this, [this](const QByteArray &bytes) {
        for (const QByteArray &answer : m_gauge->feed(bytes, m_clock.monotonicMs()))
            m_gaugePort->write(answer);
    });
}

void Forecourt::addPrinter(const QString &name, const SimSettings &settings, quint32 seed)
{
    auto *port = new PtyPort(QDir(settings.portsDir).filePath(QStringLiteral("printer-") + name), m_clock,
                             seed + 5, this);
    port->setBaud(settings.baud);
    Printer printer{name, std::make_unique<SimEscPos>(), port};
    connect(port, &PtyPort::bytes, this, [port, device = printer.device.get()](const QByteArray &bytes) {
        if (const QByteArray answer = device->feed(bytes); !answer.isEmpty())
            port->write(answer);
    });
    m_printers.push_back(std::move(printer));
}

/// Of two tanks of one product the first gives it all.
qint64 Forecourt::drawnMl(const QString &product) const
{
    qint64 ml = 0;
    for (const Side &side : m_sides)
        for (const NozzleConfig &nozzle : side.pump->config().nozzles)
            if (nozzle.product == product)
                ml += side.pump->total(nozzle.nozzle).ml;
    return ml;
}

SimTls350 *Forecourt::gauge()
{
    if (m_gauge)
        m_gauge->advance(m_clock.monotonicMs());
    return m_gauge.get();
}

Result<void> Forecourt::open()
{
    for (const QString &device : devices())
        if (auto opened = port(device)->open(); !opened)
            return opened;
    m_timer.start(TickMs);
    return {};
}

void Forecourt::onPumpBytes(const QByteArray &bytes)
{
    const auto answers = m_wire.feed(bytes, m_clock.monotonicMs());
    for (const QByteArray &answer : answers)
        m_line->write(answer);
}

void Forecourt::tick()
{
    for (const Side &side : m_sides)
        side.pump->advance(m_clock.monotonicMs());
    if (m_gauge)
        m_gauge->advance(m_clock.monotonicMs());
    Q_EMIT changed();
}

void Forecourt::touched() { tick(); }

SimPump *Forecourt::pump(int number) const
{
    for (const Side &side : m_sides)
        if (side.pump->config().pump == number)
            return side.pump.get();
    return nullptr;
}

SimCrt *Forecourt::reader(const QString &name) const
{
    for (const Reader &reader : m_readers)
        if (reader.name == name)
            return reader.slot.get();
    return nullptr;
}

SimEscPos *Forecourt::printer(const QString &name) const
{
    for (const Printer &printer : m_printers)
        if (printer.name == name)
            return printer.device.get();
    return nullptr;
}

PtyPort *Forecourt::port(const QString &device) const
{
    if (device == QLatin1String("pumps"))
        return m_line;
    if (device == QLatin1String("gauge"))
        return m_gaugePort;
    for (const Reader &reader : m_readers)
        if (device == reader.name || device == QLatin1String("reader-") + reader.name)
            return reader.port;
    for (const Printer &printer : m_printers)
        if (device == QLatin1String("printer-") + printer.name)
            return printer.port;
    return nullptr;
}

QStringList Forecourt::devices() const
{
    QStringList names{QStringLiteral("pumps")};
    if (m_gauge)
        names.append(QStringLiteral("gauge"));
    for (const Reader &reader : m_readers)
        names.append(QStringLiteral("reader-") + reader.name);
    for (const Printer &printer : m_printers)
        names.append(QStringLiteral("printer-") + printer.name);
    return names;
}

bool Forecourt::restartPump(int number)
{
    for (const Side &side : m_sides)
        if (side.pump->config().pump == number) {
            side.wire->restart();
            touched();
            return true;
        }
    return false;
}

bool Forecourt::restartReader(const QString &name)
{
    SimCrt *slot = reader(name);
    if (slot)
        slot->restart();
    return slot;
}

Result<SimDesfire> Forecourt::makeChip(const QByteArray &uid, SimDesfire::Kind kind)
{
    if (!m_chips)
        return fail(ErrorCode::SettingsInvalid,
                    QStringLiteral("sim.chips: the file of youka-server chips export is expected"));
    return SimDesfire(*m_chips, uid, kind, ++m_chipSeed);
}

void Forecourt::setSpeed(int factor)
{
    for (const Side &side : m_sides) {
        side.pump->advance(m_clock.monotonicMs()); // what has flowed, flowed at the old speed
        side.pump->setSpeed(factor);
    }
}

}

#include "apps/pos/pos_station.h"

#include "core/exchange/api/tls_identity.h"
#include "core/station/devices/link/tcp_link.h"
#include "core/station/devices/pumps/pump_registry.h"

#include <QDir>
#include <QUrl>

namespace youka {

PosStation::PosStation(const Clock &clock)
    : m_clock(clock)
    , m_ids(clock)
{
}

PosStation::~PosStation()
{
    if (m_gauge)
        m_gauge->stop();
    if (m_line)
        m_line->stop();
}

Result<std::unique_ptr<PosStation>> PosStation::start(const PosSettings &settings, const Clock &clock)
{
    std::unique_ptr<PosStation> station(new PosStation(clock));
    if (const auto opened = station->open(settings); !opened)
        return fail(opened.error());
    return station;
}

Result<void> PosStation::open(const PosSettings &settings)
{
    auto opened = openTerminal(settings.terminal, m_clock);
    if (!opened)
        return fail(opened.error());
    m_store = std::move(opened->store);
    m_node = std::move(opened->node);
    if (const auto pumps = openPumps(settings); !pumps)
        return pumps;
    if (const auto gauge = openGauge(settings); !gauge)
        return gauge;
    if (const auto link = openLink(settings); !link)
        return link;
    if (!settings.readerPort.isEmpty()) {
        const ReaderKeys keys{CardTokeniser(m_node->self.cardLookupKey), m_node->self.chips};
        auto reader = openCrtReader(settings.readerPort, settings.readerSerial, keys, m_clock);
        if (!reader)
            return fail(reader.error());
        m_reader = std::move(*reader);
    }
    if (!settings.printer.device.isEmpty()) {
        auto printer = TerminalPrinter::open(settings.printer, m_store->db(), m_clock);
        if (!printer)
            return fail(printer.error());
        m_printer = std::move(*printer);
    }
    m_core->start();
    return {};
}

Result<void> PosStation::openPumps(const PosSettings &settings)
{
    const QMap<QString, UnitPrice> prices = StationCore::pricesNow(*m_node, m_clock);
    QList<PumpConfig> pumps = settings.pumps;
    for (PumpConfig &pump : pumps)
        for (NozzleConfig &nozzle : pump.nozzles)
            nozzle.price = prices.value(nozzle.product);
    std::vector<PumpDriver *> drivers;
    if (!settings.pumpPort.isEmpty() && !pumps.isEmpty()) {
        const auto serial = SerialSettings::parse(settings.pumpPort, settings.pumpSerial);
        if (!serial)
            return fail(serial.error());
        auto line = makePumpLine(std::make_unique<SerialLink>(*serial), pumps, m_clock);
        if (!line)
            return fail(line.error());
        m_line = m_pumpThread.take(std::move(*line));
        QObject::connect(m_line, &PumpLine::linkLost, m_line, [](const QString &reason) {
            qWarning("pumps: the line is lost: %s", qPrintable(reason));
        });
        QObject::connect(m_line, &PumpLine::linkOpened, m_line, [] { qInfo("pumps: the line is open"); });
        const QList<PumpDriver *> list = m_line->pumps();
        drivers.assign(list.begin(), list.end());
    }
    m_core = std::make_unique<StationCore>(*m_store, *m_node, ForecourtConfig{}, drivers, m_clock, m_ids);
    if (const auto recovered = m_core->recover(); !recovered)
        return recovered;
    if (m_line)
        m_line->start();
    return {};
}

Result<void> PosStation::openGauge(const PosSettings &settings)
{
    if (settings.gaugeDevice.isEmpty() || settings.tanks.isEmpty())
        return {};
    std::unique_ptr<ByteLink> link;
    if (const QUrl url(settings.gaugeDevice); url.scheme() == QLatin1String("tcp")) {
        link = std::make_unique<TcpLink>(url.host(), quint16(url.port(10'001)));
    } else {
        const auto serial = SerialSettings::parse(settings.gaugeDevice, settings.gaugeSerial);
        if (!serial)
            return fail(serial.error());
        link = std::make_unique<SerialLink>(*serial);
    }
    auto gauge = makeTankGauge(std::move(link), settings.gauge, m_clock);
    if (!gauge)
        return fail(gauge.error());
    m_gauge = m_gaugeThread.take(std::move(*gauge));
    QObject::connect(m_gauge, &TankGauge::onlineChanged, m_gauge, [](bool online) {
        online ? qInfo("tanks: the gauge answers") : qWarning("tanks: the gauge does not answer");
    });
    m_core->watchTanks(*m_gauge, settings.tanks);
    m_gauge->start();
    return {};
}

Result<void> PosStation::openLink(const PosSettings &settings)
{
    const QDir dir(settings.terminal.dataDir);
    const auto tls = tlsIdentity(dir.filePath(QStringLiteral("station-link.pem")),
                                 dir.filePath(QStringLiteral("station-link.key")));
    if (!tls)
        return fail(tls.error());
    m_link = std::make_unique<StationLinkServer>(
        m_core->forecourt(), m_node->desk, m_node->list, m_node->self,
        StationLinkServer::Tls{tls->localCertificate(), tls->privateKey()});
    return m_link->listen(QHostAddress(settings.linkAddress), quint16(settings.linkPort));
}

}

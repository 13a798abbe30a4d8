#include "apps/pos/pos_station.h"

#include "core/domain/pricing/price_rules.h"
#include "core/exchange/api/tls_identity.h"
#include "core/station/devices/pumps/pump_registry.h"

#include <QDir>

namespace youka {

PosStation::PosStation(const Clock &clock)
    : m_clock(clock)
    , m_ids(clock)
{
}

PosStation::~PosStation()
{
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
    if (const auto link = openLink(settings); !link)
        return link;
    if (!settings.readerPort.isEmpty()) {
        auto reader = openCrtReader(settings.readerPort, settings.readerSerial,
                                    CardTokeniser(m_node->self.cardLookupKey), m_clock);
        if (!reader)
            return fail(reader.error());
        m_reader = std::move(*reader);
    }
    connect(&m_node->agent, &SyncAgent::pricesChanged, this, &PosStation::refreshPrices);
    connect(&m_node->agent, &SyncAgent::stateChanged, this, &PosStation::tellLink);
    // A price may begin at a later hour than it was entered.
    connect(&m_priceTimer, &QTimer::timeout, this, &PosStation::refreshPrices);
    m_priceTimer.start(1'000);
    m_node->agent.start();
    return {};
}

Result<void> PosStation::openPumps(const PosSettings &settings)
{
    m_prices = pricesNow();
    QList<PumpConfig> pumps = settings.pumps;
    for (PumpConfig &pump : pumps)
        for (NozzleConfig &nozzle : pump.nozzles)
            nozzle.price = m_prices.value(nozzle.product);
    std::vector<PumpDriver *> drivers;
    if (!settings.pumpPort.isEmpty() && !pumps.isEmpty()) {
        const auto serial = SerialSettings::parse(settings.pumpPort, settings.pumpSerial);
        if (!serial)
            return fail(serial.error());
        auto line = makePumpLine(std::make_unique<SerialLink>(*serial), pumps, m_clock);
        if (!line)
            return fail(line.error());
        m_line = m_pumpThread.take(std::move(*line));
        connect(m_line, &PumpLine::linkLost, this,
                [](const QString &reason) { qWarning("pumps: the line is lost: %s", qPrintable(reason)); });
        connect(m_line, &PumpLine::linkOpened, this, [] { qInfo("pumps: the line is open"); });
        const QList<PumpDriver *> list = m_line->pumps();
        drivers.assign(list.begin(), list.end());
    }
    m_forecourt = std::make_unique<Forecourt>(m_store->db(), m_node->authoriser, m_node->outbox, m_clock,
                                              m_ids, ForecourtConfig{}, drivers);
    if (const auto recovered = m_forecourt->recover(); !recovered)
        return recovered;
    if (!m_prices.isEmpty())
        m_forecourt->setPrices(m_prices);
    if (m_line)
        m_line->start();
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
        *m_forecourt, m_node->desk, m_node->list, m_node->self,
        StationLinkServer::Tls{tls->localCertificate(), tls->privateKey()});
    return m_link->listen(QHostAddress(settings.linkAddress), quint16(settings.linkPort));
}

QMap<QString, UnitPrice> PosStation::pricesNow()
{
    const auto book = m_node->list.prices();
    QMap<QString, UnitPrice> prices;
    if (!book)
        return prices;
    const Timestamp now = m_clock.now();
    for (const Price &entry : *book)
        if (const Price *price =
                priceInForce(*book, m_node->self.station.id, entry.product, entry.price.currency, now))
            prices.insert(entry.product, price->price);
    return prices;
}

void PosStation::refreshPrices()
{
    const QMap<QString, UnitPrice> prices = pricesNow();
    if (prices == m_prices || prices.isEmpty())
        return;
    m_prices = prices;
    m_forecourt->setPrices(prices);
}

void PosStation::tellLink()
{
    const Outbox::State queue = m_node->agent.queue();
    m_forecourt->setLink({m_node->agent.isOnline(), queue.waiting, queue.oldest});
}

}

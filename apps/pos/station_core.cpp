#include "apps/pos/station_core.h"

#include "core/domain/pricing/price_rules.h"

namespace youka {

StationCore::StationCore(TerminalStore &store, TerminalNode &node, const ForecourtConfig &config,
                         const std::vector<PumpDriver *> &pumps, const Clock &clock, IdSource &ids)
    : m_terminal(store)
    , m_node(node)
    , m_clock(clock)
    , m_ids(ids)
    , m_forecourt(store.db(), node.authoriser, node.outbox, clock, ids, config, pumps)
{
    m_forecourt.setCoupons(&node.coupons);
    m_forecourt.setPoints(&node.points);
    connect(&m_node.agent, &SyncAgent::pricesChanged, this, &StationCore::readPrices);
    connect(&m_node.agent, &SyncAgent::stateChanged, this, &StationCore::tellLink);
    // A price may begin at a later hour than it was entered.
    connect(&m_priceTimer, &QTimer::timeout, this, &StationCore::refreshPrices);
}

void StationCore::watchTanks(TankGauge &gauge, const QList<Tank> &tanks)
{
    m_tanks = std::make_unique<TankWatch>(m_terminal.db(), m_node.outbox, m_forecourt, m_clock, m_ids, tanks);
    m_tanks->connectTo(gauge);
    connect(m_tanks.get(), &TankWatch::changed, &m_forecourt, &Forecourt::tanksChanged);
    m_forecourt.setTanks(m_tanks.get());
}

Result<void> StationCore::recover()
{
    return m_forecourt.recover().map([&] { readPrices(); });
}

void StationCore::start()
{
    m_priceTimer.start(1'000);
    m_node.agent.start();
}

QMap<QString, UnitPrice> StationCore::pricesNow(TerminalNode &node, const Clock &clock)
{
    const auto book = node.list.prices();
    return book ? inForce(*book, node.self.station.id, clock.now()) : QMap<QString, UnitPrice>();
}

QMap<QString, UnitPrice> StationCore::inForce(const std::vector<Price> &book, StationId station,
                                              Timestamp now)
{
    QMap<QString, UnitPrice> prices;
    for (const Price &entry : book)
        if (!prices.contains(entry.product))
            if (const Price *price = priceInForce(book, station, entry.product, entry.price.currency, now))
                prices.insert(entry.product, price->price);
    return prices;
}

void StationCore::readPrices()
{
    if (auto book = m_node.list.prices())
        m_book = std::move(*book);
    m_pricesHold = {};
    refreshPrices();
}

void StationCore::refreshPrices()
{
    const Timestamp now = m_clock.now();
    if (m_pricesHold.first <= now && now < m_pricesHold.second)
        return;
    m_pricesHold = pricesHold(m_book, now);
    const QMap<QString, UnitPrice> prices = inForce(m_book, m_node.self.station.id, now);
    if (prices == m_prices || prices.isEmpty())
        return;
    m_prices = prices;
    m_forecourt.setPrices(prices);
}

void StationCore::tellLink()
{
    const Outbox::State queue = m_node.agent.queue();
    m_forecourt.setLink({m_node.agent.isOnline(), queue.waiting, queue.oldest});
}

}

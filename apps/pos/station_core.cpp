#include "apps/pos/station_core.h"

#include "core/domain/pricing/price_rules.h"

namespace youka {

StationCore::StationCore(TerminalStore &store, TerminalNode &node, const ForecourtConfig &config,
                         const std::vector<PumpDriver *> &pumps, const Clock &clock, IdSource &ids)
    : m_node(node)
    , m_clock(clock)
    , m_forecourt(store.db(), node.authoriser, node.outbox, clock, ids, config, pumps)
{
    m_forecourt.setCoupons(&node.coupons);
    connect(&m_node.agent, &SyncAgent::pricesChanged, this, &StationCore::readPrices);
    connect(&m_node.agent, &SyncAgent::stateChanged, this, &StationCore::tellLink);
    // A price may begin at a later hour than it was entered.
    connect(&m_priceTimer, &QTimer::timeout, this, &StationCore::refreshPrices);
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
    refreshPrices();
}

void StationCore::refreshPrices()
{
    const QMap<QString, UnitPrice> prices = inForce(m_book, m_node.self.station.id, m_clock.now());
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

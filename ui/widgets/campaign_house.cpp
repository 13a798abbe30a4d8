#include "ui/widgets/campaign_house.h"

#include "core/domain/coupons/coupon_json.h"
#include "core/domain/pricing/price_json.h"

#include <QJsonArray>

namespace youka {

namespace {

void takeStations(CampaignHouse &house, const QJsonObject &answer)
{
    for (const QJsonValueConstRef station : answer[QLatin1String("stations")].toArray())
        house.stations.append(
            {station[QLatin1String("id")].toInteger(), station[QLatin1String("code")].toString(),
             station[QLatin1String("name")].toString(), station[QLatin1String("region")].toString()});
}

void takeProducts(CampaignHouse &house, const QJsonObject &answer)
{
    for (const QJsonValueConstRef product : answer[QLatin1String("products")].toArray()) {
        const QString code = product[QLatin1String("code")].toString();
        if (product[QLatin1String("unit")] == QLatin1String("litre"))
            house.fuels << code;
        else
            house.goods.insert(code, product[QLatin1String("name")].toString());
    }
}

/// Newest first, as many as one page has.
void takeCampaigns(CampaignHouse &house, const QJsonObject &answer)
{
    for (const QJsonValueConstRef value : answer[QLatin1String("campaigns")].toArray()) {
        const auto campaign = campaignFromJson(value.toObject());
        if (!campaign)
            continue;
        const bool over = campaign->state == CampaignState::Ended || campaign->state == CampaignState::Voided;
        house.campaigns.append(
            {campaign->id.value, campaign->name,
             !over && !campaign->terms.automatic && campaign->terms.offer.kind != OfferKind::Stamps});
    }
}

/// The book has its newest entry first; what is not valid yet is passed over.
void takePrices(CampaignHouse &house, const QJsonObject &answer, Timestamp now)
{
    for (const QJsonValueConstRef entry : answer[QLatin1String("prices")].toArray()) {
        const auto price = priceFromJson(entry.toObject());
        if (price && price->validFrom <= now && !house.prices.contains(price->product))
            house.prices.insert(price->product, price->price);
    }
}

}

void loadCampaignHouse(OfficeLink &link, const std::function<void(const Result<CampaignHouse> &)> &done)
{
    link.get(QStringLiteral("/api/v1/stations"), [&link, done](const Result<QJsonObject> &stations) {
        if (!stations)
            return done(fail(stations.error()));
        auto house = std::make_shared<CampaignHouse>();
        takeStations(*house, *stations);
        link.get(QStringLiteral("/api/v1/products"),
                 [&link, done, house](const Result<QJsonObject> &products) {
                     if (!products)
                         return done(fail(products.error()));
                     takeProducts(*house, *products);
                     link.get(QStringLiteral("/api/v1/prices"),
                              [&link, done, house](const Result<QJsonObject> &prices) {
                                  if (!prices)
                                      return done(fail(prices.error()));
                                  takePrices(*house, *prices, link.clock().now());
                                  link.get(QStringLiteral("/api/v1/campaigns"),
                                           [done, house](const Result<QJsonObject> &campaigns) {
                                               if (!campaigns)
                                                   return done(fail(campaigns.error()));
                                               takeCampaigns(*house, *campaigns);
                                               done(*house);
                                           });
                              });
                 });
    });
}

}

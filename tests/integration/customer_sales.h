#pragma once

#include "core/domain/pricing/price_service.h"
#include "core/domain/sales/sale_json.h"
#include "core/domain/sales/sale_service.h"
#include "core/domain/stations/station_places.h"
#include "tests/integration/customer_desk.h"

namespace youka::test {

inline void topUp(CustomerDesk &desk, CardId card, const QByteArray &amount)
{
    const ServerAnswer done =
        desk.post(Role::Manager, "/api/v1/cards/" + QByteArray::number(card.value) + "/top-ups",
                  "{\"amount\":{\"amount\":\"" + amount + "\",\"currency\":\"CNY\"}}");
    ensure(done.status == 200, "a card is topped up");
}

/// Fuel for 80.00: by card, or in cash.
inline SaleId sellFuel(CustomerDesk &desk, const QByteArray &number = {})
{
    SaleFact fact;
    fact.sale = SaleId{QUuid::createUuid()};
    fact.mode = number.isEmpty() ? SaleMode::PostPay : SaleMode::CardAuthorised;
    fact.pump = 3;
    fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {10'000}, {8'000, {}}, {}, {}};
    if (!number.isEmpty()) {
        const ServerAnswer asked =
            desk.post(Role::Terminal, "/api/v1/authorisations", desk.question(number, "80.00", "1234"));
        fact.hold = HoldId{QUuid::fromString(asked.json()[QLatin1String("holdId")].toString())};
        ensure(!fact.hold.isNull(), "a hold is placed");
    }
    const auto booked = desk.command([&](Database &db) {
        const ParsedFact told{{QUuid::createUuid()}, {}, desk.clock.now(), fact, 77};
        return StationRepository(db)
            .findCode(QStringLiteral("S1"))
            .and_then([&](const std::optional<Station> &station) {
                return SaleService(db, desk.server->cardKeys())
                    .apply(told, {desk.terminal, *station}, desk.clock.now());
            })
            .map([](const FactOutcome &) {});
    });
    ensure(booked.has_value(), "a sale is booked");
    return fact.sale;
}

/// Two stations more, in Shanghai, and a price everywhere.
inline void publishPrices(CustomerDesk &desk)
{
    const auto done = desk.command([&](Database &db) -> Result<void> {
        for (const auto &[code, name, place] :
             {std::tuple("S2", "Pudong", "31.2304,121.5"), {"S3", "Bund", "31.2400,121.49"}}) {
            Station station;
            station.code = QString::fromLatin1(code);
            station.name = QString::fromLatin1(name);
            station.zone = QTimeZone("Asia/Shanghai");
            station.cutOver = QTime(0, 0);
            const auto made = StationRepository(db).ensureStation(station);
            const auto where = placeFromText(QString::fromLatin1(place));
            const auto set =
                made && where ? StationPlaces(db).set(made->id, *where) : fail(ErrorCode::Internal);
            if (!set)
                return set;
        }
        PriceService prices(db);
        const Price price{0, {}, QStringLiteral("95"), {8'210, {}}, desk.clock.now(), QStringLiteral("x")};
        return prices.ensureProduct({QStringLiteral("95"), QStringLiteral("95")})
            .and_then([&] { return prices.change(price, desk.clock.now()); })
            .map([](const Price &) {});
    });
    ensure(done.has_value(), "prices are published");
}

}

#include "core/domain/payments/merchant_repository.h"

namespace youka {

namespace {

#define YOUKA_MERCHANT_COLUMNS                                                                               \
    "m.id, m.channel, m.number, m.app, m.name, m.currency, m.gateway, m.bill_gateway, m.settings, "          \
    "m.fee_ppm, m.active"

Merchant readMerchant(const Rows &row)
{
    return {{row.integer(0)}, row.text(1),         row.text(2),
            row.text(3),      row.text(4),         Currency::parse(row.text(5)).value_or(Currency{}),
            row.text(6),      row.text(7),         row.text(8),
            row.integer(9),   row.integer(10) != 0};
}

}

Result<MerchantId> MerchantRepository::insert(const Merchant &merchant)
{
    return m_db
        .exec("INSERT INTO merchant (channel, number, app, name, currency, gateway, bill_gateway, settings, "
              "fee_ppm, active) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              {merchant.channel, merchant.number, merchant.app, merchant.name, merchant.currency.code(),
               merchant.gateway, merchant.billGateway, merchant.settings, merchant.feePpm,
               int(merchant.active)})
        .map([](const Rows &row) { return MerchantId{row.lastId()}; });
}

Result<void> MerchantRepository::setActive(MerchantId id, bool active)
{
    return m_db.run("UPDATE merchant SET active = ? WHERE id = ?", {int(active), id.value});
}

Result<void> MerchantRepository::setSettings(MerchantId id, const QString &json)
{
    return m_db.run("UPDATE merchant SET settings = ? WHERE id = ?", {json, id.value});
}

Result<std::optional<Merchant>> MerchantRepository::find(MerchantId id)
{
    return m_db.exec("SELECT " YOUKA_MERCHANT_COLUMNS " FROM merchant m WHERE m.id = ?", {id.value})
        .map([](Rows row) { return row.next() ? std::optional(readMerchant(row)) : std::nullopt; });
}

Result<std::vector<Merchant>> MerchantRepository::list()
{
    return m_db.exec("SELECT " YOUKA_MERCHANT_COLUMNS " FROM merchant m ORDER BY m.id").map([](Rows row) {
        std::vector<Merchant> merchants;
        while (row.next())
            merchants.push_back(readMerchant(row));
        return merchants;
    });
}

Result<void> MerchantRepository::assign(const QString &channel, StationId station, MerchantId merchant)
{
    return m_db
        .run("DELETE FROM merchant_station WHERE channel = ? AND station = ?", {channel, station.value})
        .and_then([&] {
            return m_db.run("INSERT INTO merchant_station (channel, station, merchant) VALUES (?, ?, ?)",
                            {channel, station.value, merchant.value});
        });
}

Result<Merchant> MerchantRepository::ofStation(const QString &channel, StationId station)
{
    return m_db
        .exec("SELECT " YOUKA_MERCHANT_COLUMNS
              " FROM merchant_station s JOIN merchant m ON m.id = s.merchant WHERE s.channel = ? AND "
              "s.station IN (?, 0) AND m.channel = s.channel ORDER BY s.station DESC",
              {channel, station.value})
        .and_then([&](Rows row) -> Result<Merchant> {
            if (row.next())
                if (const Merchant merchant = readMerchant(row); merchant.active)
                    return merchant;
            return fail(ErrorCode::MerchantUnknown, channel);
        });
}

Result<QStringList> MerchantRepository::channelsOf(StationId station)
{
    return m_db
        .exec("SELECT DISTINCT s.channel FROM merchant_station s JOIN merchant m ON m.id = s.merchant WHERE "
              "s.station IN (?, 0) AND m.active = 1 ORDER BY s.channel",
              {station.value})
        .map([](Rows row) {
            QStringList channels;
            while (row.next())
                channels.append(row.text(0));
            return channels;
        });
}

}

#pragma once

#include "core/domain/payments/payment.h"
#include "core/foundation/store/database.h"

namespace youka {

/// Merchant accounts and which station pays in by which.
class MerchantRepository
{
public:
    explicit MerchantRepository(Database &db)
        : m_db(db)
    {
    }

    Result<MerchantId> insert(const Merchant &merchant);
    Result<void> setActive(MerchantId id, bool active);
    Result<void> setSettings(MerchantId id, const QString &json);
    Result<std::optional<Merchant>> find(MerchantId id);
    Result<std::vector<Merchant>> list();

    /// From now on that station (0: all that have none of their own) pays in by that merchant.
    Result<void> assign(const QString &channel, StationId station, MerchantId merchant);
    /// The station's own, or that of all others. Errors: MerchantUnknown (there is none, or it is not
    /// active).
    Result<Merchant> ofStation(const QString &channel, StationId station);
    /// The channels that a station can be paid by, by name.
    Result<QStringList> channelsOf(StationId station);

private:
    Database &m_db;
};

}

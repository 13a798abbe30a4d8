#pragma once

#include "core/domain/reconcile/reconcile_rules.h"
#include "core/foundation/store/database.h"

namespace youka {

/// What the payments' tables say about merchants, orders and refunds; only read here.
class OrderView
{
public:
    explicit OrderView(Database &db)
        : m_db(db)
    {
    }

    /// Errors: MerchantUnknown.
    Result<Merchant> merchant(MerchantId id);
    /// Those that reconcile; all of them or of that number.
    Result<std::vector<Merchant>> merchants(const QString &number = {});
    /// What was paid in [from, until), behind `after`, in the order of (time, id). Amounts as of the order.
    struct OursPlace
    {
        Timestamp at;
        qint64 id = 0;
    };
    struct OursPage
    {
        std::vector<SheetRow> rows;
        OursPlace last;
    };
    Result<OursPage> paidBetween(MerchantId merchant, Timestamp from, Timestamp until, const OursPlace &after,
                                 int most);
    /// Refunds that are done and were asked for in that time.
    Result<OursPage> refundedBetween(MerchantId merchant, Timestamp from, Timestamp until,
                                     const OursPlace &after, int most);
    /// What was booked in that time for days that were closed before it: nobody compares those days again.
    Result<std::vector<SheetRow>> bookedAfterClosing(MerchantId merchant, Timestamp from, Timestamp until);
    struct OrderSight
    {
        OrderFacts facts;
        QDate channelDay; ///< on which it moved money; invalid: it did not
        StationId station;
        QDate businessDay;
    };
    Result<OrderSight> sight(MerchantId merchant, const QByteArray &number);

private:
    Database &m_db;
};

}

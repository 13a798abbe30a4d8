#pragma once

#include "core/domain/payments/payment.h"
#include "core/foundation/store/database.h"

namespace youka {

/// A row of a channel's bill, for whoever keeps the orders.
struct BillSays
{
    MerchantId merchant;
    QString number; ///< the order's or the refund's
    QString channelNo;
    Money amount;
    Timestamp at;
};

/// What reconciliation asks of the payments. Each joins the caller's transaction, may be asked again, and
/// refuses what it cannot do without having written anything.
class PaymentActions
{
public:
    virtual ~PaymentActions() = default;
    /// The order was paid: it is booked now, or the money goes back where the order had ended.
    virtual Result<void> learnPaid(Database &db, const BillSays &says, Timestamp now) = 0;
    /// The refund was carried out.
    virtual Result<void> learnRefunded(Database &db, const BillSays &says, Timestamp now) = 0;
};

}

#pragma once

#include "core/exchange/bills/bill_import.h"

namespace youka {

/// Gets a merchant's bill of a day and puts it into the store.
class BillFetcher
{
public:
    virtual ~BillFetcher() = default;
    /// Blocks until it is there or will not come. `reader` is the calling thread's. Errors:
    /// ChannelBillNotReady, ChannelSilent, ChannelRefused, those of the merchant's keys and of importBill().
    virtual Result<BillImported> fetch(Database &reader, const Merchant &merchant, QDate day,
                                       const Write &write, Timestamp now) = 0;
};

}

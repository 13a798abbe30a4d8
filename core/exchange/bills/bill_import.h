#pragma once

#include "core/domain/reconcile/sheet_writer.h"
#include "core/exchange/channels/channel.h"

namespace youka {

struct BillImported
{
    bool isNew = true; ///< false: that file was taken before
    qint64 rows = 0;
};

/// Puts a channel's bill into the store as the other side of a merchant's day, with memory for a part of it.
/// It counts only when it was read to its end and its totals are right; the same file is taken once. `file`
/// is read twice. Errors: ChannelBillInvalid, ChannelBillIncomplete, CurrencyMismatch, DayClosed.
Result<BillImported> importBill(const PaymentChannel &channel, const BillTicket &ticket, QIODevice &file,
                                const Merchant &merchant, const Write &write, Timestamp now);

}

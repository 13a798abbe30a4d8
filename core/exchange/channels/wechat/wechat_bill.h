#pragma once

#include "core/exchange/channels/channel.h"

namespace youka::wechat {

/// The trade bill of one merchant and day (docs/protocols/payments.md, 2.6): read once for its hash and once
/// for its rows, so that no row of a changed file is handed out. Columns are found by their names. Errors:
/// ChannelBillInvalid (form, columns, encoding, another merchant), ChannelBillIncomplete (hash, cut short, or
/// its totals are not those of its rows).
Result<BillTotals> readTradeBill(QIODevice &file, const QByteArray &sha1Hex, const QString &mchId,
                                 const BillSink &row);

}

#pragma once

#include "core/exchange/channels/channel.h"

namespace youka::alipay {

/// The trade bill of a day (docs/protocols/payments.md, 3.3): a ZIP, in which the file with the rows is found
/// by its columns, in GBK. Errors: ChannelBillInvalid (form, columns, encoding, another account),
/// ChannelBillIncomplete (archive damaged, cut short, or its totals are not those of its rows).
Result<BillTotals> readTradeBill(QIODevice &file, const QString &sellerId, const BillSink &row);

}

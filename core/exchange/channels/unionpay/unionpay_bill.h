#pragma once

#include "core/exchange/channels/channel.h"

namespace youka::unionpay {

/// The columns of the ZM file: fixed widths with one blank between. Which column is what comes from settings,
/// because the sheet that defines it is not public.
struct BillLayout
{
    QList<int> widths;
    int kind = 0;   ///< numbers of columns, from 0
    int at = 4;     ///< MMddHHmmss
    int amount = 6; ///< fen
    int channelNo = 9;
    int orderNo = 11;
    int fee = 15;         ///< C or D, then fen
    int settled = 16;     ///< C or D, then fen
    QStringList payments; ///< kinds
    QStringList refunds;
    QStringList reversals;

    /// "widths=3,11,...;amount=6;payments=S22,..."; what is not said stays as usual. Errors: SettingsInvalid.
    static Result<BillLayout> parse(const QByteArray &text);
};

/// A ZIP in which the file with the rows has a name with "ZM_". It ends without totals: those returned are
/// sums of its rows. Errors: ChannelBillInvalid, ChannelBillIncomplete.
Result<BillTotals> readSettlementFile(QIODevice &file, QDate day, const BillLayout &layout,
                                      const BillSink &row);

}

#pragma once

#include "core/foundation/base/result.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace youka::sim {

/// What a channel does wrong, by name, so many times.
///
///   of an answer: delay (value: ms)  lose_request (not heard)  lose_reply (done, then silence)  html
///   http_500
///     empty  unsigned  bad_signature  stale (clock ten minutes back)  system_error (the channel's own word,
///     before it did anything)  busy_after (the same, after it was done)
///   of an order: user_paying (so many queries find the customer typing)  late_success (a closed order is
///   paid
///     all the same)  retry_flag (so many cancels ask to be repeated)  refund_working (so many queries find
///     it under way)  refund_abnormal  amount_differs (an answer about a paid order says one fen more)
///   of a notice: notice_lost  notice_twice  notice_held (until told)  notice_forged  notice_cut notice_stale
///     notice_probe (WECHATPAY/SIGNTEST/)  notice_amount  notice_other (another merchant's)
///   of a bill: bill_not_ready  bill_hash  bill_bom (none; where there should be none, one)  bill_encoding
///     bill_cut  bill_column (one is missing)  bill_totals
class PayFaults
{
public:
    static QStringList names();

    /// `verb`: only when that is asked for, in the channel's own words ("native", "alipay.trade.pay",
    /// "01/06"); empty: whatever comes. Errors: InvalidInput (unknown name).
    Result<void> strike(const QString &name, int times, const QString &verb = {}, qint64 value = 0);
    /// Uses one up. The value it was given; none: the fault does not strike.
    std::optional<qint64> take(QLatin1String name, const QString &verb = {});
    void clear() { m_faults.clear(); }

private:
    struct Fault
    {
        QString name;
        QString verb;
        int left = 0;
        qint64 value = 0;
    };
    QList<Fault> m_faults;
};

}

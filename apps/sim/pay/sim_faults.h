#pragma once

#include "core/foundation/base/result.h"

#include <QList>
#include <QStringList>

#include <optional>

namespace youka::sim {

/// What a channel does wrong, by name, so many times.
///
///   of an answer: delay (value: ms)  lose_request (not heard)  lose_reply (done, then silence; both with a
///     value: and the connection ends)  html  http_500 (both with a value: after it was done)  empty  cut
///     unsigned  bad_signature (UnionPay's with a value: another merchant's certificate)  stale (ten minutes
///     back; UnionPay's certificate ran out)  system_error (the channel's own word, before it did anything)
///     busy_after (the same, after it was done)  amount_differs (a query says one fen more)
///   of an order: user_paying (value: so many queries find the customer typing)  late_success (what is closed
///     or ran out is paid all the same)  retry_flag (so many cancels ask to be repeated)  refund_working
///     (value: so many queries find it under way)  refund_abnormal
///   of a notice: notice_lost  notice_twice  notice_held (until told)  notice_forged  notice_cut notice_stale
///     notice_probe (WECHATPAY/SIGNTEST/)  notice_amount  notice_other (another merchant's)
///   of a bill: bill_not_ready  bill_hash (the archive's checksum, where there is one)  bill_bom (none; where
///     there should be none, one)  bill_encoding  bill_cut  bill_column (one is missing)  bill_totals
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

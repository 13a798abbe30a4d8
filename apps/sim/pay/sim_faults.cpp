#include "apps/sim/pay/sim_faults.h"

#include <algorithm>

namespace youka::sim {

QStringList PayFaults::names()
{
    return QStringLiteral(
               "delay lose_request lose_reply html http_500 cut empty unsigned bad_signature stale "
               "system_error busy_after user_paying late_success retry_flag refund_working "
               "refund_abnormal amount_differs notice_lost notice_twice notice_held notice_forged "
               "notice_cut notice_stale notice_probe notice_amount notice_other bill_not_ready "
               "bill_hash bill_bom bill_encoding bill_cut bill_column bill_totals")
        .split(u' ');
}

Result<void> PayFaults::strike(const QString &name, int times, const QString &verb, qint64 value)
{
    if (!names().contains(name))
        return fail(ErrorCode::InvalidInput,
                    QStringLiteral("fault: one of ") + names().join(QLatin1String(", ")));
    m_faults.append({name, verb, times, value});
    return {};
}

std::optional<qint64> PayFaults::take(QLatin1String name, const QString &verb)
{
    const auto fault = std::find_if(m_faults.begin(), m_faults.end(), [&](const Fault &one) {
        return one.left > 0 && one.name == name && (one.verb.isEmpty() || one.verb == verb);
    });
    if (fault == m_faults.end())
        return std::nullopt;
    const qint64 value = fault->value;
    if (--fault->left == 0)
        m_faults.erase(fault);
    return value;
}

}

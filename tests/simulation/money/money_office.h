#pragma once

#include "channels.h"

#include "tests/simulation/world/clerk.h"

#include <map>

namespace youka::world {

/// The two managers who look after the money each half hour: orders that were left to people, breaks, days
/// that can be closed, and what came to the bank.
class MoneyOffice
{
public:
    MoneyOffice(VirtualTime &time, Centre &centre, NetworkCounters &counters, quint32 seed, Tell tell);
    void signIn();
    bool isIdle() const { return m_first.isIdle() && m_second.isIdle(); }

    void lookAfterOrders();
    void lookAfterBreaks();
    void lookAfterDays();
    /// The first manager gives back; above what one may decide alone the second agrees so much later.
    void refund(const QString &orderNo, qint64 fen, qint64 agreesAfterMs);

    /// What the bank has for a merchant's day.
    std::function<Money(MerchantId merchant, QDate day)> arrives;
    /// What was written off of a merchant's clearing account; above zero: the channel has less.
    std::map<qint64, qint64> writtenOff;
    qint64 refunds = 0; ///< asked for
    Clerk &first() { return m_first; }
    Clerk &second() { return m_second; }

private:
    void settle(const QJsonObject &found);
    void propose(const QJsonObject &found);
    void confirm(const QJsonObject &found);

    VirtualTime &m_time;
    Chance m_chance;
    Clerk m_first;
    Clerk m_second;
    Tell m_tell;
    std::map<qint64, bool> m_writesOff; ///< by case, as it was proposed
    std::map<qint64, bool> m_counted;
};

}

#pragma once

#include "money_world.h"

namespace youka::world {

/// Compares the centre's books with those of the channels, the wallets and what was planted.
class MoneyAudit
{
public:
    explicit MoneyAudit(MoneyWorld &world)
        : m_world(world)
    {
    }
    /// What must be true each night, when all troubles have been over for some hours. Of a payment that was
    /// made since yesterday's morning the bill may still have to tell.
    QStringList night();
    /// What must be true when every bill has come.
    QStringList end();

private:
    void orders(Database &db, qint64 olderThanMs);
    bool isBillRead(Database &db, const QString &channel, const sim::PayOrder &theirs);
    void order(Database &db, const sim::PayOrder &theirs);
    void ours(Database &db);
    void wallets(Database &db);
    void breaks(Database &db, bool isEnd);
    void days(Database &db);
    void accounts(Database &db);
    void say(const QString &fault)
    {
        if (m_faults.size() < 20)
            m_faults.append(fault);
    }
    MoneyWorld &m_world;
    std::set<QString> m_fresh; ///< wallets that have paid lately
    QStringList m_faults;
};

}

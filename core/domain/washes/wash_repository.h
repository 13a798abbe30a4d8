#pragma once

#include "core/domain/washes/wash.h"
#include "core/foundation/store/database.h"

namespace youka {

class WashRepository
{
public:
    explicit WashRepository(Database &db)
        : m_db(db)
    {
    }
    Result<void> putPackage(const WashPackage &package);
    Result<std::optional<WashPackage>> package(const QString &article);
    Result<std::vector<WashPackage>> packages();

    Result<void> insert(const WashGrant &grant);
    Result<void> update(const WashGrant &grant);
    /// A member's, oldest first; other writers are kept off them until the transaction ends.
    Result<std::vector<WashGrant>> lockOf(CustomerId customer);
    Result<std::optional<WashGrant>> ofLine(SaleId sale, int line);
    Result<void> insertUse(const WashGrant &grant, StationId station, const QString &who, Timestamp at);

private:
    Database &m_db;
};

}

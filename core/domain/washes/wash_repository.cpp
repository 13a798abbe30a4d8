#include "core/domain/washes/wash_repository.h"

namespace youka {

namespace {

#define YOUKA_WASH_COLUMNS "id, sale, line, customer, article, bought, used, taken_back, at, until"

WashGrant readGrant(const Rows &row)
{
    return {row.integer(0),      SaleId::fromBytes(row.blob(1)),
            int(row.integer(2)), {row.integer(3)},
            row.text(4),         int(row.integer(5)),
            int(row.integer(6)), int(row.integer(7)),
            {row.integer(8)},    {row.integer(9)}};
}

}

Result<void> WashRepository::putPackage(const WashPackage &package)
{
    const auto updated = m_db.exec("UPDATE wash_package SET washes = ?, days = ? WHERE article = ?",
                                   {package.washes, package.days, package.article});
    if (!updated)
        return fail(updated.error());
    if (updated->affected() > 0)
        return {};
    return m_db.run("INSERT INTO wash_package (article, washes, days) VALUES (?, ?, ?)",
                    {package.article, package.washes, package.days});
}

Result<std::optional<WashPackage>> WashRepository::package(const QString &article)
{
    return m_db.exec("SELECT article, washes, days FROM wash_package WHERE article = ?", {article})
        .map([](Rows row) -> std::optional<WashPackage> {
            if (!row.next())
                return std::nullopt;
            return WashPackage{row.text(0), int(row.integer(1)), int(row.integer(2))};
        });
}

Result<std::vector<WashPackage>> WashRepository::packages()
{
    return m_db.exec("SELECT article, washes, days FROM wash_package ORDER BY article").map([](Rows row) {
        std::vector<WashPackage> packages;
        while (row.next())
            packages.push_back({row.text(0), int(row.integer(1)), int(row.integer(2))});
        return packages;
    });
}

Result<void> WashRepository::insert(const WashGrant &grant)
{
    return m_db.run("INSERT INTO wash_grant (sale, line, customer, article, bought, used, taken_back, at, "
                    "until) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    {grant.sale.bytes(), grant.line, grant.customer.value, grant.article, grant.bought,
                     grant.used, grant.takenBack, grant.at.ms, grant.until.ms});
}

Result<void> WashRepository::update(const WashGrant &grant)
{
    return m_db.run("UPDATE wash_grant SET used = ?, taken_back = ? WHERE id = ?",
                    {grant.used, grant.takenBack, grant.id});
}

Result<std::vector<WashGrant>> WashRepository::lockOf(CustomerId customer)
{
    return m_db
        .exec(m_db.dialect().locking(YOUKA_LOCKING("SELECT " YOUKA_WASH_COLUMNS
                                                   " FROM wash_grant WHERE customer = ? ORDER BY id")),
              {customer.value})
        .map([](Rows row) {
            std::vector<WashGrant> grants;
            while (row.next())
                grants.push_back(readGrant(row));
            return grants;
        });
}

Result<std::optional<WashGrant>> WashRepository::ofLine(SaleId sale, int line)
{
    return m_db
        .exec(m_db.dialect().locking(
                  YOUKA_LOCKING("SELECT " YOUKA_WASH_COLUMNS " FROM wash_grant WHERE sale = ? AND line = ?")),
              {sale.bytes(), line})
        .map([](Rows row) { return row.next() ? std::optional(readGrant(row)) : std::nullopt; });
}

Result<void> WashRepository::insertUse(const WashGrant &grant, StationId station, const QString &who,
                                       Timestamp at)
{
    return m_db.run("INSERT INTO wash_use (wash_grant, station, who, at) VALUES (?, ?, ?, ?)",
                    {grant.id, station.value, who, at.ms});
}

}

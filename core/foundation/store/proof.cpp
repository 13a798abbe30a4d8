#include "core/foundation/store/proof.h"

namespace youka {

Result<QStringList> faultsOf(Database &db, std::span<const ProofCheck> checks)
{
    constexpr qsizetype Most = 100;
    QStringList faults;
    for (const ProofCheck &check : checks) {
        auto rows = db.exec(check.sql);
        if (!rows)
            return fail(rows.error());
        while (faults.size() < Most && rows->next()) {
            const QString what = check.byId ? QString::fromLatin1(rows->blob(0).toHex()) : rows->text(0);
            faults.append(check.sentence.arg(what, rows->text(1), rows->text(2)));
        }
    }
    return faults;
}

Result<qint64> figureOf(Database &db, const char *sql)
{
    return db.exec(sql).map([](Rows rows) { return rows.next() ? rows.integer(0) : 0; });
}

}

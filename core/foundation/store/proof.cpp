#include "core/foundation/store/proof.h"

namespace youka {

Result<void> collectFaults(Database &db, const ProofCheck &check, QStringList &faults)
{
    constexpr qsizetype Most = 100;
    return db.exec(check.sql).map([&](Rows rows) {
        while (faults.size() < Most && rows.next())
            faults.append(
                check.sentence.arg(check.byId ? QString::fromLatin1(rows.blob(0).toHex()) : rows.text(0),
                                   rows.text(1), rows.text(2)));
    });
}

Result<qint64> figureOf(Database &db, const char *sql)
{
    return db.exec(sql).map([](Rows rows) { return rows.next() ? rows.integer(0) : 0; });
}

}

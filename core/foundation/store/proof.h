#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

#include <span>

namespace youka {

/// Something that must always be true of the books. Each row of `sql` is a fault: its first column says of
/// what, its second and third the two figures that differ.
struct ProofCheck
{
    const char *sql;
    QString sentence;  ///< with %1, %2 and %3 for the columns
    bool byId = false; ///< the first is an id's bytes
};

/// The faults that the checks find, a sentence each; no more than a hundred in all.
Result<QStringList> faultsOf(Database &db, std::span<const ProofCheck> checks);
/// One number.
Result<qint64> figureOf(Database &db, const char *sql);

}

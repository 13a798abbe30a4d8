#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// What `verify` says of the books.
struct BooksProof
{
    QString figures;    ///< "accounts 3, journals 5, ...": how much was looked at
    QStringList faults; ///< one sentence each, naming the row; empty: the books are right
};

/// Proves the ledger and the points, walks every terminal's chain from enrolment to now, and the audit log's.
/// First thing in a transaction of the caller's, which sees one state of the store whoever writes meanwhile.
Result<BooksProof> proveBooks(Database &db);

}

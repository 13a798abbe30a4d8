#pragma once

#include "core/domain/banking/statement_writer.h"

class QIODevice;

namespace youka {

struct StatementImported
{
    bool isNew = true; ///< false: that file was taken before
    BankStatement statement;
};

/// Takes a bank's statement in, with memory for a part of it: all of the file or nothing, and the same file
/// once. `file` is read twice. Errors: StatementInvalid naming the line, BankAccountInvalid (nobody knows its
/// layout), BankTransferConflict (another file is read at the same time).
Result<StatementImported> importStatement(const BankAccount &account, QIODevice &file, const QString &name,
                                          const QString &person, const Write &write, Timestamp now);

}

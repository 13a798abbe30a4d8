#pragma once

#include "core/foundation/store/database.h"

#include <QStringList>

namespace youka {

/// What must always be true of the house's accounts at banks.
struct BankingProof
{
    qint64 rows = 0;
    qint64 waiting = 0; ///< for a person
    qint64 transfersOpen = 0;
    QStringList faults;
};

/// The books have what the statements say; each row is of one thing and no thing of two rows; what stands on
/// an account's clearing is what nobody has assigned, what is set aside and what is under way; no source of a
/// transfer is paid twice.
Result<BankingProof> checkBanking(Database &db);

}

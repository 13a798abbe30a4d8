#pragma once

#include <QStringView>

#include <span>

namespace youka {

/// How one bank writes its statements: the names of its columns. A bank joins by a row of the table. Absent
/// columns are nullptr.
struct StatementLayout
{
    const char *name; ///< stored with the account
    const char *serial;
    const char *time;   ///< date, or date and time in one
    const char *clock;  ///< the time, where it has a column of its own
    const char *in;     ///< credit
    const char *out;    ///< debit
    const char *amount; ///< one signed column instead
    const char *partyNumber;
    const char *party;
    const char *remarks[3]; ///< put together
    const char *account;    ///< whose statement it is
    const char *currency;
};

std::span<const StatementLayout> statementLayouts();
/// Nothing: there is no such layout.
const StatementLayout *statementLayout(QStringView name);

}

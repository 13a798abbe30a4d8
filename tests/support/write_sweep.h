#pragma once

#include "tests/support/two_stores.h"

#include <QMap>

#include <functional>

namespace youka::test {

/// All rows of all tables of a store, so that two moments can be compared. Ids that were given out and taken
/// back are not in it.
class StoreImage
{
public:
    static StoreImage of(Database &db);
    /// The tables in which the other one differs; empty: it is the same.
    QString differences(const StoreImage &other) const;

private:
    QMap<QString, QByteArray> m_tables;
};

/// A command as a sweep runs it, again and again.
struct Swept
{
    std::function<Result<void>()> run; ///< all of it with its transaction, under the same id each time
    std::function<QString()> faults;   ///< what is wrong with the books; empty: nothing
    bool goesOn = false;               ///< run again it does the next piece, not the same once more
};

struct SweepResult
{
    int strikes = 0; ///< how often it was stopped before it succeeded
    QString wrong;   ///< empty: as it must be
};

/// Lets statement 1, 2, ... fail until all of it succeeds. After each failure the store is as it was before,
/// to the last row; after the success the same command again changes nothing.
SweepResult sweepFailures(TestStore &store, const Swept &swept);

/// The same with a process of its own that is killed (SIGKILL) before statement 1, 2, ... and at last when
/// all is committed but nobody has heard of it.
SweepResult sweepKills(TestStore &store, const Swept &swept);

/// One such process: killed before its statement `nth` (from 0) or, when it has fewer, at its end. `store.db`
/// is opened anew. Empty, or why it did not end so.
QString killedAt(TestStore &store, int nth, const std::function<Result<void>()> &run);

}

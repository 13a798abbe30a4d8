#pragma once

#include "core/domain/coupons/fraud_repository.h"
#include "core/domain/exceptions/exception_case.h"

#include <map>
#include <set>

namespace youka {

/// Looks at what coupons did since it looked last and says what a person should see. Reads only; whoever runs
/// it writes the cases down with tell().
class FraudWatch
{
public:
    /// A cashier is compared over so many business days.
    static constexpr int Days = 7;
    /// Reviewed in one look: each reads a week of its sales.
    static constexpr int StationsAtOnce = 5;
    static constexpr qint64 ReviewMs = 60LL * 60 * 1000; ///< one station, at most so often
    /// What was written a moment ago may not be there yet on a store with several writers.
    static constexpr qint64 SettlesMs = 5'000;
    /// A case about the same is not opened again for so long.
    static constexpr qint64 QuietMs = 24LL * 60 * 60 * 1000;
    static constexpr qint64 CashierQuietMs = Days * QuietMs;

    explicit FraudWatch(const FraudLimits &limits = {})
        : m_limits(limits)
    {
    }

    struct Seen
    {
        std::vector<Finding> found;
        Timestamp until;
    };
    Result<Seen> look(Database &db, Timestamp now);
    /// Opens the cases that are not open and were not lately, and moves the cursor.
    static Result<void> tell(Database &db, const Seen &seen, Timestamp now);

private:
    Result<void> reviewCashiers(FraudRepository &fraud, Timestamp now, std::vector<Finding> &found);
    void flagTerminals(const std::vector<CouponEvent> &events, const char *what, int most,
                       std::vector<Finding> &found) const;
    const FraudLimits m_limits;
    std::set<qint64> m_waiting;          ///< stations with something new
    std::map<qint64, qint64> m_reviewed; ///< when each was
};

}

#pragma once

#include "core/domain/reconcile/reconcile_run.h"
#include "core/exchange/bills/bill_fetcher.h"
#include "core/foundation/store/rounds.h"
#include "core/foundation/store/write_pipeline.h"

#include <map>
#include <set>

namespace youka {

/// The pipeline as reconciliation writes: a large command is one of those that wait behind what is short.
Write writeThrough(WritePipeline &pipeline);

/// Fetches the channels' bills of the days that are over and compares them, on a thread of its own: the
/// last days from ten o'clock in Beijing on, what fails again after an hour, and what somebody asks for at
/// once.
class Reconciler
{
public:
    static constexpr int LookBackDays = 7;
    static constexpr qint64 BillsReadyMs = 10LL * 3'600'000; ///< into the day, in Beijing
    static constexpr qint64 AgainMs = 3'600'000;

    using Drive = Rounds::Drive;
    struct Outside
    {
        StoreConfig store;
        WritePipeline &pipeline;
        const Clock &clock;
        std::unique_ptr<BillFetcher> bills;
        std::unique_ptr<PaymentActions> payments;
    };
    Reconciler(Outside outside, Drive drive);

    /// That day at once, whether it was compared before or not. Safe from any thread.
    void want(MerchantId merchant, QDate day);
    /// Does what is due.
    void round();

private:
    using Subject = std::pair<qint64, QDate>;
    Result<std::vector<Subject>> due(Database &reader);
    Result<DayReport> compare(Database &reader, const Subject &subject);

    const Outside m_outside;
    mutable std::mutex m_mutex;
    std::set<Subject> m_wanted;
    std::map<Subject, qint64> m_notBefore; ///< monotonic, of what failed
    Rounds m_rounds;
};

}

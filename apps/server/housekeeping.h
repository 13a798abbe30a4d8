#pragma once

#include "core/domain/coupons/fraud_watch.h"
#include "core/domain/notices/notice_service.h"
#include "core/domain/sales/lending_service.h"
#include "core/foundation/store/rounds.h"
#include "core/foundation/store/write_pipeline.h"

namespace youka {

/// What the server does by itself, on a thread of its own, through the one way into the books: every second
/// it tells the terminals what sales did to cards, every minute it gives back holds that ended, settles and
/// expires points and looks at levels, gives what rules of coupons say, looks at what coupons did, and works
/// out the exposure, every hour it compacts the feed, and every morning it tells of coupons that end soon.
class Housekeeping
{
public:
    struct Terms
    {
        LendingTerms lending;
        qint64 feedRetentionMs = 30LL * 24 * 60 * 60 * 1000;
        MessageKeys messageKeys = {};
        MessageTerms messages = {}; ///< without a way nobody is told anything
    };
    /// A share of the writer's time that sales do not feel; what is more waits, and repeats of one card
    /// are told once.
    static constexpr int CardsPerSecond = 500;

    using Drive = Rounds::Drive; ///< by hand: each second
    Housekeeping(StoreConfig store, WritePipeline &pipeline, const Clock &clock, CardKeys keys, Terms terms,
                 Drive drive = Drive::OwnThread);

    /// Does what is due.
    void round();
    /// The notes that are there now are taken when it returns.
    Result<void> settleAll();
    /// As of a minute ago at the most.
    std::vector<Exposure> exposure() const;

private:
    Result<int> settle();
    void expireHolds();
    void keepPoints();
    void giveCoupons();
    void watchCoupons();
    void tellExpiring();
    void emptyDead();
    void compact();
    void measure();

    WritePipeline &m_pipeline;
    const Clock &m_clock;
    const CardKeys m_keys;
    const Terms m_terms;
    mutable std::mutex m_mutex;
    std::vector<Exposure> m_exposure;
    qint64 m_lastMinute = std::numeric_limits<qint64>::min() / 2;
    bool m_rulesDue = false;
    qint64 m_lastHour; ///< not at the start, while a whole chain comes back
    FraudWatch m_fraud;
    QDate m_expiringTold;          ///< the local day whose round is over
    CustomerId m_expiringLooked{}; ///< as far as today's has come
    Rounds m_rounds;
};

}

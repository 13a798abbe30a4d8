#include "apps/server/housekeeping.h"

#include "core/domain/coupons/issue_service.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

namespace {
constexpr std::chrono::milliseconds Pause{1'000};
constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
}

Housekeeping::Housekeeping(StoreConfig store, WritePipeline &pipeline, const Clock &clock, CardKeys keys,
                           Terms terms, Drive drive)
    : m_store(std::move(store))
    , m_pipeline(pipeline)
    , m_clock(clock)
    , m_keys(std::move(keys))
    , m_terms(terms)
    , m_lastHour(clock.monotonicMs())
{
    if (drive == Drive::OwnThread)
        m_thread = std::thread([this] { loop(); });
}

Housekeeping::~Housekeeping()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Housekeeping::loop()
{
    for (;;) {
        round();
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, Pause, [this] { return m_stopping; })) {
            m_reader.reset(); // a connection belongs to its thread
            return;
        }
    }
}

void Housekeeping::round()
{
    const qint64 now = m_clock.monotonicMs();
    // What fails is tried again in a second: the notes are still there.
    auto settled = settle();
    // A backlog is worked off while nobody else wants to write.
    while (settled && *settled >= CardsPerSecond / 2 && m_pipeline.counters().queued == 0 && !isStopping())
        settled = settle();
    if (now - m_lastMinute >= MinuteMs) {
        expireHolds();
        keepPoints();
        measure();
        watchCoupons();
        m_rulesDue = true;
        m_lastMinute = now;
    }
    giveCoupons();
    if (now - m_lastHour >= HourMs) {
        compact();
        m_lastHour = now;
    }
}

void Housekeeping::expireHolds()
{
    const auto done = m_pipeline.run([this](Database &db) {
        return SaleService(db, m_keys).expireHolds(m_clock.now()).map([](int freed) {
            return QByteArray::number(freed);
        });
    });
    if (!done)
        qWarning("housekeeping: holds: %s", qPrintable(toString(done.error())));
}

/// In batches that a sale does not feel; a backlog is worked off while nobody else wants to write.
void Housekeeping::keepPoints()
{
    constexpr int Batch = 100;
    using Step = Result<int> (PointsService::*)(Timestamp, int);
    for (const Step step : {&PointsService::settle, &PointsService::expire, &PointsService::reviewLevels}) {
        int moved = Batch;
        while (moved == Batch && !isStopping()) {
            const auto done = m_pipeline.run([&](Database &db) {
                return (PointsService(db).*step)(m_clock.now(), Batch).map([](int n) {
                    return QByteArray::number(n);
                });
            });
            if (!done)
                return qWarning("housekeeping: points: %s", qPrintable(toString(done.error())));
            moved = m_pipeline.counters().queued == 0 ? done->toInt() : 0;
        }
    }
}

/// Jobs at once, rules once a minute; both in pieces, a backlog while nobody else wants to write. What stops
/// in between goes on where the store says it was.
void Housekeeping::giveCoupons()
{
    using Step = Result<int> (IssueService::*)(Timestamp, int);
    const auto work = [this](Step step) {
        constexpr int Piece = 250;
        int seen = 1;
        while (seen > 0 && !isStopping()) {
            const auto done = m_pipeline.run([&](Database &db) {
                IssueService issues(db, m_keys.customerWrapping);
                return (issues.*step)(m_clock.now(), Piece).map([](int n) { return QByteArray::number(n); });
            });
            if (!done)
                return qWarning("housekeeping: coupons: %s", qPrintable(toString(done.error())));
            seen = m_pipeline.counters().queued == 0 ? done->toInt() : 0;
        }
    };
    work(&IssueService::workOff);
    if (m_rulesDue)
        work(&IssueService::keepRules);
    m_rulesDue = false;
}

Result<int> Housekeeping::settle()
{
    return m_pipeline
        .run([this](Database &db) {
            return LendingService(db, m_keys, m_terms.lending)
                .settle(m_clock.now(), CardsPerSecond)
                .map([](int purses) { return QByteArray::number(purses); });
        })
        .map([](const QByteArray &purses) { return purses.toInt(); });
}

Result<void> Housekeeping::settleAll()
{
    for (;;) {
        const auto purses = settle();
        if (!purses)
            return fail(purses.error());
        if (*purses == 0)
            return {};
    }
}

void Housekeeping::compact()
{
    qint64 at = 0;
    const Timestamp before = m_clock.now().plusMs(-m_terms.feedRetentionMs);
    for (;;) {
        const auto next = m_pipeline.run([&](Database &db) {
            return ChangeFeed(db).compact(at, before).map([](qint64 seq) { return QByteArray::number(seq); });
        });
        at = next ? next->toLongLong() : 0;
        if (at == 0)
            return;
        if (isStopping())
            return;
    }
}

bool Housekeeping::isStopping() const
{
    const std::lock_guard lock(m_mutex);
    return m_stopping;
}

bool Housekeeping::openReader()
{
    if (m_reader)
        return true;
    auto opened = Database::open(m_store);
    if (opened)
        m_reader = std::move(*opened);
    return opened.has_value();
}

/// Counted on the reading connection; only what was found goes through the writer.
void Housekeeping::watchCoupons()
{
    if (!openReader())
        return;
    const Timestamp now = m_clock.now();
    const auto seen = m_fraud.look(*m_reader, now);
    if (!seen) {
        m_reader.reset();
        return qWarning("housekeeping: coupons: %s", qPrintable(toString(seen.error())));
    }
    const auto told = m_pipeline.run(
        [&](Database &db) { return FraudWatch::tell(db, *seen, now).map([] { return QByteArray(); }); });
    if (!told)
        qWarning("housekeeping: coupons: %s", qPrintable(toString(told.error())));
}

void Housekeeping::measure()
{
    if (!openReader())
        return;
    auto exposure = AllotmentRepository(*m_reader).exposure();
    if (!exposure) {
        m_reader.reset(); // a connection that was lost is none; the next minute opens another one
        return;
    }
    const std::lock_guard lock(m_mutex);
    m_exposure = std::move(*exposure);
}

std::vector<Exposure> Housekeeping::exposure() const
{
    const std::lock_guard lock(m_mutex);
    return m_exposure;
}

}

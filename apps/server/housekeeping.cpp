#include "apps/server/housekeeping.h"

namespace youka {

namespace {
constexpr std::chrono::milliseconds Pause{1'000};
constexpr qint64 MeasureEveryMs = 60'000;
constexpr qint64 CompactEveryMs = 60 * 60'000;
}

Housekeeping::Housekeeping(StoreConfig store, WritePipeline &pipeline, const Clock &clock, CardKeys keys,
                           Terms terms)
    : m_store(std::move(store))
    , m_pipeline(pipeline)
    , m_clock(clock)
    , m_keys(std::move(keys))
    , m_terms(terms)
    , m_thread([this] { loop(); })
{
}

Housekeeping::~Housekeeping()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void Housekeeping::loop()
{
    qint64 measured = -MeasureEveryMs;
    qint64 compacted = m_clock.monotonicMs(); // not while a whole chain comes back to a server just started
    for (;;) {
        const qint64 now = m_clock.monotonicMs();
        // What fails is tried again in a second: the notes are still there.
        [[maybe_unused]] const auto settled = settle();
        if (now - measured >= MeasureEveryMs) {
            measure();
            measured = now;
        }
        if (now - compacted >= CompactEveryMs) {
            compact();
            compacted = now;
        }
        std::unique_lock lock(m_mutex);
        if (m_wake.wait_for(lock, Pause, [this] { return m_stopping; }))
            return;
    }
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
        const std::lock_guard lock(m_mutex);
        if (m_stopping)
            return;
    }
}

void Housekeeping::measure()
{
    const auto db = Database::open(m_store);
    if (!db)
        return;
    auto exposure = AllotmentRepository(**db).exposure();
    if (!exposure)
        return;
    const std::lock_guard lock(m_mutex);
    m_exposure = std::move(*exposure);
}

std::vector<Exposure> Housekeeping::exposure() const
{
    const std::lock_guard lock(m_mutex);
    return m_exposure;
}

}

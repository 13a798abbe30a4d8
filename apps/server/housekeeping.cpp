#include "apps/server/housekeeping.h"

#include "core/domain/coupons/issue_service.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

namespace {
constexpr qint64 PauseMs = 1'000;
constexpr qint64 MinuteMs = 60'000;
constexpr qint64 HourMs = 60 * MinuteMs;
}

Housekeeping::Housekeeping(StoreConfig store, WritePipeline &pipeline, const Clock &clock, CardKeys keys,
                           Terms terms, Drive drive)
    : m_pipeline(pipeline)
    , m_clock(clock)
    , m_keys(std::move(keys))
    , m_terms(terms)
    , m_lastHour(clock.monotonicMs())
    , m_rounds(std::move(store), "housekeeping")
{
    if (drive == Drive::OwnThread)
        m_rounds.start([this] { round(); }, [] { return PauseMs; });
}

void Housekeeping::round()
{
    const qint64 now = m_clock.monotonicMs();
    // What fails is tried again in a second: the notes are still there.
    auto settled = settle();
    // A backlog is worked off while nobody else wants to write.
    while (settled && *settled >= CardsPerSecond / 2 && m_pipeline.counters().queued == 0
           && !m_rounds.isEnding())
        settled = settle();
    if (now - m_lastMinute >= MinuteMs) {
        expireHolds();
        keepPoints();
        measure();
        watchCoupons();
        tellExpiring();
        m_rulesDue = true;
        m_lastMinute = now;
    }
    giveCoupons();
    if (now - m_lastHour >= HourMs) {
        compact();
        emptyDead();
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
        while (moved == Batch && !m_rounds.isEnding()) {
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
        while (seen > 0 && !m_rounds.isEnding()) {
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
        if (m_rounds.isEnding())
            return;
    }
}

/// Counted on the reading connection; only what was found goes through the writer.
void Housekeeping::watchCoupons()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return;
    const Timestamp now = m_clock.now();
    const auto seen = m_fraud.look(*reader, now);
    if (!seen) {
        m_rounds.forgetReader();
        return qWarning("housekeeping: coupons: %s", qPrintable(toString(seen.error())));
    }
    const auto told = m_pipeline.run(
        [&](Database &db) { return FraudWatch::tell(db, *seen, now).map([] { return QByteArray(); }); });
    if (!told)
        qWarning("housekeeping: coupons: %s", qPrintable(toString(told.error())));
}

/// Once a day when people are up. Looked for on the reading connection, a crowd of customers at a time; what
/// was found is queued by the writer. A server that starts again looks again, and finds what is told told.
void Housekeeping::tellExpiring()
{
    constexpr int FromHour = 9;
    constexpr int Crowd = 500;
    const QDateTime local = m_clock.now().toDateTime().toTimeZone(m_terms.messages.zone);
    if (m_terms.messages.ways.isEmpty() || local.date() == m_expiringTold || local.time().hour() < FromHour)
        return;
    const auto notices = [this](Database &db) {
        return NoticeService(db, m_keys, m_terms.messageKeys, m_terms.messages);
    };
    do {
        Database *reader = m_rounds.reader();
        if (!reader)
            return;
        const Timestamp now = m_clock.now();
        const auto found = notices(*reader).expiring(m_expiringLooked, Crowd, now);
        if (!found) {
            m_rounds.forgetReader();
            return qWarning("housekeeping: coupons: %s", qPrintable(toString(found.error())));
        }
        if (!found->orders.empty())
            if (const auto told = m_pipeline.run([&](Database &db) {
                    return notices(db).tell(found->orders, now).map([] { return QByteArray(); });
                });
                !told)
                return qWarning("housekeeping: coupons: %s", qPrintable(toString(told.error())));
        m_expiringLooked = found->last;
    } while (m_expiringLooked && !m_rounds.isEnding());
    if (!m_expiringLooked)
        m_expiringTold = local.date();
}

void Housekeeping::emptyDead()
{
    if (m_terms.messages.ways.isEmpty())
        return;
    const auto done = m_pipeline.run([this](Database &db) {
        return MessageService(db, m_terms.messageKeys, m_terms.messages).emptyDead(m_clock.now()).map([] {
            return QByteArray();
        });
    });
    if (!done)
        qWarning("housekeeping: messages: %s", qPrintable(toString(done.error())));
}

void Housekeeping::measure()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return;
    auto exposure = AllotmentRepository(*reader).exposure();
    if (!exposure)
        return m_rounds.forgetReader();
    const std::lock_guard lock(m_mutex);
    m_exposure = std::move(*exposure);
}

std::vector<Exposure> Housekeeping::exposure() const
{
    const std::lock_guard lock(m_mutex);
    return m_exposure;
}

}

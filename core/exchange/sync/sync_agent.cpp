#include "core/exchange/sync/sync_agent.h"

#include "core/exchange/sync/back_off.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

/// The list's age is a matter of hours; writing it at every poll would wear the disk for nothing.
constexpr qint64 SaveFreshEveryMs = 60'000;
/// The first page waits until the server has read its books.
constexpr int PageWithinMs = 60'000;
/// Beyond the time for which the server holds a question.
constexpr int HeldAnswerWithinMs = 5'000;

/// What passes by itself: no network, a busy server or one that cannot write now, or a clock of ours that
/// somebody will set right.
bool passes(const Error &error)
{
    return isTransient(error.code) || isStoreFailure(error.code) || error.code == ErrorCode::RequestExpired;
}

/// One reply for each record of the batch, in its order; anything else is not an answer to it.
bool answers(const QList<RecordReply> &replies, const FactBatch &batch)
{
    if (replies.size() != batch.bodies.size())
        return false;
    qint64 seq = batch.first;
    return std::all_of(replies.begin(), replies.end(),
                       [&](const RecordReply &reply) { return reply.seq == seq++; });
}

Result<std::pair<QList<TerminalList::Change>, qint64>> readFeed(const QJsonObject &json)
{
    JsonReader in(json);
    const qint64 cursor = in.integer("cursor", 0, std::numeric_limits<qint64>::max());
    const QJsonArray array = in.array("changes", 10'000);
    if (in.error())
        return fail(*in.error());
    QList<TerminalList::Change> changes;
    for (const auto &value : array) {
        const QJsonObject change = value.toObject();
        changes.append({change[QLatin1String("topic")].toString(), change[QLatin1String("body")].toObject()});
    }
    return std::pair(changes, cursor);
}

}

SyncAgent::SyncAgent(ApiClient &api, Outbox &outbox, TerminalList &list, ClockWatch &watch,
                     const Clock &clock, Pace pace)
    : m_api(api)
    , m_outbox(outbox)
    , m_list(list)
    , m_watch(watch)
    , m_clock(clock)
    , m_pace(std::move(pace))
    , m_jitter(m_pace.jitterSeed != 0 ? QRandomGenerator(m_pace.jitterSeed)
                                      : QRandomGenerator::securelySeeded())
{
    m_feedTimer.setSingleShot(true);
    m_uploadTimer.setSingleShot(true);
    connect(&m_feedTimer, &QTimer::timeout, this, &SyncAgent::askFeed);
    connect(&m_uploadTimer, &QTimer::timeout, this, &SyncAgent::upload);
    m_outbox.onKick = [this] { flush(); };
}

void SyncAgent::start()
{
    refreshQueue();
    m_feedTimer.start(0);
    m_uploadTimer.start(0);
}

void SyncAgent::flush()
{
    refreshQueue();
    // Queued, so that the caller's own work is done first and many facts of one moment go in one batch.
    if (!m_uploading && m_failures == 0)
        m_uploadTimer.start(0);
}

void SyncAgent::upload()
{
    if (m_uploading || m_refusal)
        return;
    // A busy server said when it will have time; no sale and no answer of the feed makes that earlier.
    if (const qint64 left = m_notBeforeMs - m_clock.monotonicMs(); left > 0) {
        m_uploadTimer.start(int(left));
        return;
    }
    const auto batch = m_outbox.nextBatch();
    if (!batch || !*batch)
        return;
    m_uploading = true;
    m_api.post(
        QStringLiteral("/api/v1/outbox"), toJson(**batch), {},
        [this, batch = **batch](const Result<QJsonObject> &reply) { uploadAnswered(batch, reply); }, 15'000,
        m_packing);
}

void SyncAgent::uploadAnswered(const FactBatch &batch, const Result<QJsonObject> &reply)
{
    m_uploading = false;
    if (!reply)
        return uploadRefused(reply.error());
    const auto replies = repliesFromJson(*reply);
    if (!replies || !answers(*replies, batch))
        return retryLater(); // nothing of it counts as delivered
    if (const auto settled = m_outbox.settle(*replies); !settled)
        return retryLater();
    m_failures = 0;
    setOnline(true);
    refreshQueue();
    Q_EMIT uploaded(m_outbox.uploadedUpTo());
    if (m_queue.waiting > 0)
        m_uploadTimer.start(0);
}

void SyncAgent::uploadRefused(const Error &error)
{
    if (error.code == ErrorCode::ChainGap) {
        // The server was restored from a backup and lacks records this terminal has.
        const qint64 expected = error.detail.toLongLong();
        if (expected > 0 && m_outbox.resendFrom(expected))
            m_uploadTimer.start(m_pace.backOffMs.first());
        refreshQueue();
        return;
    }
    if (passes(error)) {
        if (error.code != ErrorCode::Busy) // a busy server is there, and answers everything else
            setOnline(false);
        return retryLater(error.retryAfterS);
    }
    // A server of an earlier version does not unpack, and may take a packed body for nonsense.
    if ((error.code == ErrorCode::EncodingUnsupported || error.code == ErrorCode::InvalidInput)
        && std::exchange(m_packing, ApiClient::Packing::Plain) != ApiClient::Packing::Plain) {
        m_uploadTimer.start(0);
        return;
    }
    // A fork, a wrong signature, a revoked terminal: nothing gets better by repeating it.
    m_refusal = error;
    setOnline(false);
    Q_EMIT stateChanged();
}

void SyncAgent::retryLater(int retryAfterS)
{
    const int waitMs = backOffMs(m_pace.backOffMs, m_failures, retryAfterS, m_jitter);
    ++m_failures;
    if (retryAfterS > 0)
        m_notBeforeMs = m_clock.monotonicMs() + waitMs;
    m_uploadTimer.start(waitMs);
}

void SyncAgent::askFeed()
{
    const auto cursor = m_list.cursor();
    const auto listed = m_list.listedUpTo();
    if (!cursor || !listed) {
        m_feedTimer.start(m_pace.backOffMs.last());
        return;
    }
    // Whoever was away wants to know at once that it is back.
    const int hold = m_online ? m_pace.holdS : 0;
    m_api.get(
        QStringLiteral("/api/v1/feed?since=%1&listed=%2&wait=%3").arg(*cursor).arg(*listed).arg(hold),
        [this](const Result<QJsonObject> &reply) { feedAnswered(reply); },
        hold > 0 ? hold * 1'000 + HeldAnswerWithinMs : 0);
}

void SyncAgent::feedUnanswered()
{
    setOnline(false);
    m_feedTimer.start(m_pace.awayMs / 2 + int(m_jitter.bounded(m_pace.awayMs)));
}

void SyncAgent::feedAnswered(const Result<QJsonObject> &reply)
{
    if (!reply)
        return feedUnanswered();
    m_feedTimer.start(m_pace.feedMs);
    const auto feed = readFeed(*reply);
    if (!feed)
        return;
    if (const auto server = Timestamp::fromIso((*reply)[QLatin1String("now")].toString()))
        m_watch.compare(*server);
    learnKey((*reply)[QLatin1String("listKey")].toString());
    if ((*reply)[QLatin1String("restart")].toBool()) {
        setOnline(true);
        if (m_list.startOver())
            m_feedTimer.start(0);
        return;
    }
    if ((*reply)[QLatin1String("snapshot")].toBool()) {
        m_feedTimer.stop();
        setOnline(true);
        return askPage();
    }
    const Timestamp now = m_clock.now();
    const auto &[changes, cursor] = *feed;
    const bool more = (*reply)[QLatin1String("more")].toBool();
    if (!changes.isEmpty() || now.ms - m_freshSavedMs > SaveFreshEveryMs) {
        if (const auto applied = m_list.apply(changes, cursor, now, !more); !applied)
            return;
        m_freshSavedMs = now.ms;
    }
    if (more)
        m_feedTimer.start(0);
    const auto isTold = [&told = changes](const char *topic) {
        return std::any_of(told.begin(), told.end(), [topic](const TerminalList::Change &change) {
            return change.topic == QLatin1String(topic);
        });
    };
    if (isTold("price"))
        Q_EMIT pricesChanged();
    if (isTold("staff"))
        Q_EMIT staffChanged();
    const bool wasAway = !m_online;
    setOnline(true);
    if (wasAway && !m_uploading) { // the network is back: do not sit out the rest of a long pause
        m_failures = 0;
        m_uploadTimer.start(0);
    }
}

void SyncAgent::learnKey(const QString &base64)
{
    if (base64.isEmpty())
        return;
    const auto learnt = m_list.learnListKey(QByteArray::fromBase64(base64.toLatin1()));
    if (!learnt && learnt.error().code == ErrorCode::SignatureInvalid)
        refuseList(learnt.error());
}

void SyncAgent::refuseList(const Error &error)
{
    if (m_listRefusal && m_listRefusal->code == error.code)
        return;
    qWarning("card list: refused: %s", qPrintable(toString(error)));
    m_listRefusal = error;
    Q_EMIT stateChanged();
}

/// Page by page, from where the last one ended; also after a restart. The feed waits meanwhile.
void SyncAgent::askPage()
{
    const auto after = m_list.snapshotAfter();
    if (!after) {
        m_feedTimer.start(m_pace.backOffMs.last());
        return;
    }
    m_api.get(
        QStringLiteral("/api/v1/list-snapshot?after=%1").arg(QString::fromLatin1(after->toHex())),
        [this](const Result<QJsonObject> &reply) { pageAnswered(reply); }, PageWithinMs);
}

void SyncAgent::pageAnswered(const Result<QJsonObject> &reply)
{
    const auto key =
        m_list.listKey().and_then([](const QByteArray &bytes) { return VerifyingKey::fromBytes(bytes); });
    const auto page = reply.and_then(listPageFromJson).and_then([&](const SignedListPage &signedOne) {
        return key ? openPage(signedOne, *key) : Result<ListPage>(fail(key.error()));
    });
    const auto taken = page.and_then([&](const ListPage &opened) { return m_list.applyPage(opened); });
    if (taken) {
        m_listRefusal.reset();
        if (page->last)
            m_feedTimer.start(0);
        else
            QTimer::singleShot(0, this, &SyncAgent::askPage); // whatever else waits on this thread goes first
        return;
    }
    if (!passes(taken.error()))
        refuseList(taken.error());
    m_feedTimer.start(passes(taken.error()) ? m_pace.backOffMs.first() : m_pace.backOffMs.last());
}

void SyncAgent::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    Q_EMIT stateChanged();
}

void SyncAgent::refreshQueue()
{
    const auto state = m_outbox.state();
    if (!state)
        return;
    const bool changed = state->waiting != m_queue.waiting || state->parked != m_queue.parked;
    m_queue = *state;
    if (changed)
        Q_EMIT stateChanged();
}

}

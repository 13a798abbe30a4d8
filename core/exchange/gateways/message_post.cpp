#include "core/exchange/gateways/message_post.h"

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 LongestPauseMs = 1'000;
constexpr qint64 ShortestPauseMs = 10;
}

MessagePost::MessagePost(Outside outside, Drive drive)
    : m_outside(std::move(outside))
{
    if (m_outside.store.engine == Dialect::Engine::SqlCipher)
        // Nobody else writes this store: what a process before us was at, it is at no more.
        if (const auto ended = m_outside.pipeline.run([](Database &db) {
                return MessageRepository(db).endLeases().map([] { return QByteArray(); });
            });
            !ended)
            qWarning("messages: %s", qPrintable(toString(ended.error())));
    if (drive == Drive::OwnThread)
        m_thread = std::thread([this] { loop(); });
}

MessagePost::~MessagePost()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->stopping = true;
    }
    m_shared->wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
    m_outside.gateways.clear();
}

void MessagePost::loop()
{
    for (;;) {
        round();
        const qint64 pause = pauseMs();
        std::unique_lock lock(m_shared->mutex);
        m_shared->wake.wait_for(lock, std::chrono::milliseconds(pause),
                                [this] { return m_shared->stopping || m_shared->due; });
        if (m_shared->stopping) {
            m_reader.reset(); // a connection belongs to its thread
            return;
        }
        m_shared->due = false;
    }
}

bool MessagePost::openReader()
{
    if (m_reader)
        return true;
    auto opened = Database::open(m_outside.store);
    if (opened)
        m_reader = std::move(*opened);
    else
        qWarning("messages: %s", qPrintable(toString(opened.error())));
    return opened.has_value();
}

qint64 MessagePost::pauseMs()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        if (m_shared->underWay >= MostAtOnce) // an answer wakes us
            return LongestPauseMs;
    }
    if (!m_reader)
        return LongestPauseMs;
    const auto next = MessageRepository(*m_reader).nextDue();
    if (!next || next->ms == 0)
        return LongestPauseMs;
    return std::clamp(next->ms - m_outside.clock.now().ms, ShortestPauseMs, LongestPauseMs);
}

void MessagePost::wake()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->due = true;
    }
    m_shared->wake.notify_one();
}

void MessagePost::round()
{
    if (!openReader())
        return;
    const Timestamp now = m_outside.clock.now();
    const auto next = MessageRepository(*m_reader).nextDue();
    if (!next) {
        m_reader.reset(); // a connection that was lost is none; the next round opens another one
        return;
    }
    int room = MostAtOnce;
    {
        const std::lock_guard lock(m_shared->mutex);
        room -= m_shared->underWay;
    }
    if (next->ms == 0 || *next > now || room <= 0)
        return;
    std::vector<Message> messages;
    const auto leased = m_outside.pipeline.run([&](Database &db) -> Result<QByteArray> {
        auto some = MessageService(db, m_outside.keys, m_outside.terms).lease(now, now.plusMs(LeaseMs), room);
        if (!some)
            return fail(some.error());
        messages = std::move(*some); // of the run that is committed, the last
        return QByteArray();
    });
    if (!leased)
        return qWarning("messages: %s", qPrintable(toString(leased.error())));
    for (const Message &message : messages)
        hand(message);
}

void MessagePost::hand(const Message &message)
{
    const auto learn = [shared = m_shared, &pipeline = m_outside.pipeline, &clock = m_outside.clock,
                        keys = m_outside.keys, terms = m_outside.terms,
                        id = message.id](const DeliveryNews &news) {
        pipeline.submit(
            [=, &clock](Database &db) -> Result<QByteArray> {
                return MessageService(db, keys, terms).learn(id, news, clock.now()).map([] {
                    return QByteArray();
                });
            },
            [shared, id](const Result<QByteArray> &done) {
                if (!done) // the lease ends, and it is sent again under the same number
                    qWarning("messages: %lld: %s", static_cast<long long>(id.value),
                             qPrintable(toString(done.error())));
                {
                    const std::lock_guard lock(shared->mutex);
                    --shared->underWay;
                    shared->due = true;
                }
                shared->wake.notify_one();
            });
    };
    {
        const std::lock_guard lock(m_shared->mutex);
        ++m_shared->underWay;
    }
    const auto gateway = m_outside.gateways.find(message.way);
    if (gateway == m_outside.gateways.end())
        return learn({DeliveryWord::Unknown, {}, QStringLiteral("no gateway")});
    gateway->second->send(message, learn);
}

}

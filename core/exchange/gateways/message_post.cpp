#include "core/exchange/gateways/message_post.h"

#include <algorithm>

namespace youka {

namespace {
constexpr qint64 LongestPauseMs = 1'000;
constexpr qint64 ShortestPauseMs = 10;
}

MessagePost::MessagePost(Outside outside, Drive drive)
    : m_outside(std::move(outside))
    , m_rounds(m_outside.store, "messages")
{
    if (m_outside.store.engine == Dialect::Engine::SqlCipher)
        // Nobody else writes this store: what a process before us was at, it is at no more.
        if (const auto ended = m_outside.pipeline.run([](Database &db) {
                return MessageRepository(db).endLeases().map([] { return QByteArray(); });
            });
            !ended)
            qWarning("messages: %s", qPrintable(toString(ended.error())));
    if (drive == Drive::OwnThread)
        m_rounds.start([this] { round(); }, [this] { return pauseMs(); });
}

qint64 MessagePost::pauseMs()
{
    Database *reader = m_rounds.reader();
    if (!reader || *m_underWay >= MostAtOnce) // an answer wakes us
        return LongestPauseMs;
    const auto next = MessageRepository(*reader).nextDue();
    if (!next || next->ms == 0)
        return LongestPauseMs;
    return std::clamp(next->ms - m_outside.clock.now().ms, ShortestPauseMs, LongestPauseMs);
}

void MessagePost::round()
{
    Database *reader = m_rounds.reader();
    if (!reader)
        return;
    const Timestamp now = m_outside.clock.now();
    const auto next = MessageRepository(*reader).nextDue();
    if (!next)
        return m_rounds.forgetReader();
    const int room = MostAtOnce - *m_underWay;
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
    const auto learn = [underWay = m_underWay, bell = m_rounds.bell(), &pipeline = m_outside.pipeline,
                        &clock = m_outside.clock, keys = m_outside.keys, terms = m_outside.terms,
                        id = message.id](const DeliveryNews &news) {
        pipeline.submit(
            [=, &clock](Database &db) -> Result<QByteArray> {
                return MessageService(db, keys, terms).learn(id, news, clock.now()).map([] {
                    return QByteArray();
                });
            },
            [underWay, bell, id](const Result<QByteArray> &done) {
                if (!done) // the lease ends, and it is sent again under the same number
                    qWarning("messages: %lld: %s", static_cast<long long>(id.value),
                             qPrintable(toString(done.error())));
                --*underWay;
                bell->ring();
            });
    };
    ++*m_underWay;
    const auto gateway = m_outside.gateways.find(message.way);
    if (gateway == m_outside.gateways.end())
        return learn({DeliveryWord::Unknown, {}, QStringLiteral("no gateway")});
    gateway->second->send(message, learn);
}

}

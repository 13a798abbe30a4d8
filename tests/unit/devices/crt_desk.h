#pragma once

#include "apps/sim/sim_crt.h"
#include "core/foundation/base/clock.h"
#include "core/station/devices/link/fault_plan.h"
#include "core/station/devices/readers/crt/crt_reader.h"

#include <QMap>
#include <QRandomGenerator>

#include <algorithm>

namespace youka::test {

/// A session and a simulated reader on one wire, in virtual time.
struct CrtDesk
{
    explicit CrtDesk(crt::Config config = {}, std::optional<ChipScheme> scheme = {})
        : session(config, std::move(scheme), [this](qsizetype size) { return challenge(size); })
    {
        note(session.onOpened(now));
    }
    void run(qint64 ms)
    {
        for (const qint64 end = now + ms; now < end;) {
            now = std::min(end, std::max(now + 1, std::min(session.dueMs(), nextArrival())));
            deliver();
            if (m_wire.isEmpty() && decoder.hasPartial())
                for (const crt::Event &event : decoder.giveUp())
                    note(session.onEvent(event, now));
            note(session.onTimer(now));
        }
    }
    int presentedTimes() const { return int(cards.size()); }

    sim::SimCrt reader;
    crt::Session session;
    crt::Decoder decoder;
    FaultPlan toReader{11};
    FaultPlan fromReader{12};
    bool dead = false;
    qint64 now = 1'000;
    QList<CardRead> cards;
    QList<ErrorCode> errors;
    int removed = 0;
    QByteArrayList sent;
    std::function<void(const QByteArray &frame)> onSend; ///< before the reader hears it
    /// The text that comes instead of `reply` to the command `asked`; empty: nothing comes.
    std::function<QByteArray(const QByteArray &asked, const QByteArray &reply)> replaceReply;

private:
    QByteArray challenge(qsizetype size)
    {
        QByteArray bytes(size, '\0');
        std::generate(bytes.begin(), bytes.end(), [this] { return char(m_random.bounded(256)); });
        return bytes;
    }
    static std::optional<crt::Frame> frameIn(const QByteArray &bytes)
    {
        crt::Decoder whole;
        for (const crt::Event &event : whole.feed(bytes))
            if (const auto *frame = std::get_if<crt::Frame>(&event))
                return *frame;
        return std::nullopt;
    }
    QByteArray replaced(const QByteArray &asked, const QByteArray &answer) const
    {
        const auto command = frameIn(asked);
        const auto reply = frameIn(answer);
        if (!replaceReply || !command || !reply)
            return answer;
        const QByteArray text = replaceReply(command->text, reply->text);
        return text.isEmpty() ? QByteArray() : crt::encode({reply->address, text});
    }
    qint64 nextArrival() const { return m_wire.isEmpty() ? now + 50 : m_wire.firstKey(); }
    void deliver()
    {
        while (!m_wire.isEmpty() && m_wire.firstKey() <= now) {
            const QByteArray bytes = m_wire.take(m_wire.firstKey());
            for (const crt::Event &event : decoder.feed(bytes))
                note(session.onEvent(event, now));
        }
    }
    void note(const crt::Session::Output &out)
    {
        for (const auto &notice : out.notices) {
            if (const auto *card = std::get_if<CardRead>(&notice))
                cards.append(*card);
            else if (const auto *code = std::get_if<ErrorCode>(&notice))
                errors.append(*code);
            else
                ++removed;
        }
        if (out.send.isEmpty() || dead)
            return;
        sent.append(out.send);
        if (onSend)
            onSend(out.send);
        for (const auto &heard : toReader.apply(out.send)) {
            for (const QByteArray &answer : reader.feed(heard.bytes, now))
                for (const auto &piece : fromReader.apply(replaced(heard.bytes, answer))) {
                    qint64 at = now + 3 + heard.delayMs + piece.delayMs;
                    while (m_wire.contains(at))
                        ++at;
                    m_wire.insert(at, piece.bytes);
                }
        }
    }
    QMap<qint64, QByteArray> m_wire;
    QRandomGenerator m_random{13};
};

/// A link whose other end is a simulated reader in the same thread.
class LoopLink final : public ByteLink
{
public:
    explicit LoopLink(sim::SimCrt::Card card) { m_reader.insert(card); }
    void open() override
    {
        m_open = true;
        Q_EMIT opened();
    }
    void close() override
    {
        if (std::exchange(m_open, false))
            Q_EMIT lost(QStringLiteral("closed"));
    }
    void write(const QByteArray &out) override
    {
        for (const QByteArray &answer : m_reader.feed(out, m_clock.monotonicMs()))
            QMetaObject::invokeMethod(
                this, [this, answer] { Q_EMIT bytes(answer); }, Qt::QueuedConnection);
    }
    bool isOpen() const override { return m_open; }

private:
    const SystemClock m_clock;
    sim::SimCrt m_reader;
    bool m_open = false;
};

}

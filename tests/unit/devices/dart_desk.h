#pragma once

#include "apps/sim/sim_dart.h"
#include "core/foundation/base/ids.h"
#include "core/station/devices/pumps/dart/dart_session.h"

namespace youka {

/// A session and a simulated pump on one wire, in virtual time. What crosses the wire can be changed or lost
/// on the way by the two hooks.
class DartDesk
{
public:
    static PumpConfig config()
    {
        PumpConfig config;
        config.pump = 1;
        config.address = 0x51;
        config.nozzles = {{1, QStringLiteral("95"), {7'850, {}}}, {2, QStringLiteral("92"), {7'310, {}}}};
        config.settleMs = 300;
        return config;
    }
    static sim::SimPumpConfig simConfig()
    {
        sim::SimPumpConfig sim;
        sim.address = 0x51;
        sim.nozzles = config().nozzles;
        return sim;
    }

    explicit DartDesk(sim::SimPumpConfig simulated = simConfig(), PumpConfig configured = config())
        : pump(std::move(simulated))
        , side(pump)
        , session(std::make_unique<dart::DartSession>(configured))
        , m_config(std::move(configured))
    {
        m_wire.add(side);
    }

    using Hook = std::function<QByteArray(const QByteArray &)>;
    Hook toPump; ///< empty result: lost
    Hook fromPump;

    /// Runs the line for `ms`.
    void run(qint64 ms)
    {
        for (const qint64 end = now + ms; now < end;) {
            pump.advance(now);
            if (session->isWaiting()) {
                now = std::max(now + 1, session->deadlineMs());
                pump.advance(now);
                take(session->onTimeout(now));
            } else if (session->nextTurnMs() > now) {
                now = std::min(end, session->nextTurnMs());
            } else {
                take(session->takeTurn(now));
                now += 5;
            }
        }
    }
    /// Runs until `condition` or 60 s have passed.
    bool until(const std::function<bool()> &condition, qint64 mostMs = 60'000)
    {
        for (const qint64 end = now + mostMs; now < end; run(50))
            if (condition())
                return true;
        return condition();
    }
    bool untilState(PumpState state)
    {
        return until([&] { return status().state == state; });
    }
    PumpStatus status() const { return session->status(now); }

    /// Runs a command until it is answered.
    template <class F>
    Result<void> ask(F &&f)
    {
        const OperationId id = nextId();
        take(session->command([&](dart::DartPump &p) { f(p, id, now); }));
        if (!until([&] { return answerOf(id) != nullptr; }))
            return fail(ErrorCode::Timeout, QStringLiteral("never answered"));
        return *answerOf(id);
    }
    OperationId start(const std::function<void(dart::DartPump &, OperationId, qint64)> &f)
    {
        const OperationId id = nextId();
        take(session->command([&](dart::DartPump &p) { f(p, id, now); }));
        return id;
    }
    Result<void> open()
    {
        return ask([](dart::DartPump &p, OperationId id, qint64 t) { p.open(id, t); });
    }
    Result<void> authorise(quint16 mask, Preset preset = {})
    {
        return ask([&](dart::DartPump &p, OperationId id, qint64 t) { p.authorise(id, mask, preset, t); });
    }
    Result<void> stop()
    {
        return ask([](dart::DartPump &p, OperationId id, qint64 t) { p.stop(id, t); });
    }
    Result<void> confirm(qint64 number)
    {
        return ask([&](dart::DartPump &p, OperationId id, qint64 t) { p.confirmSale(id, number, t); });
    }
    /// Online, settled and open.
    bool ready() { return untilState(PumpState::Closed) && open() && untilState(PumpState::Idle); }
    const Result<void> *answerOf(OperationId id) const
    {
        for (const PumpAnswer &answer : answers)
            if (answer.command == id)
                return &answer.result;
        return nullptr;
    }
    /// The controller's program starts anew; the pump goes on.
    void newSession()
    {
        session = std::make_unique<dart::DartSession>(m_config);
        session->setCommitHook(commit);
    }
    void take(const dart::DartSession::Output &out)
    {
        for (const PumpNotice &notice : out.notices)
            note(notice);
        if (!out.send.isEmpty())
            transmit(out.send);
    }
    static Preset amount(qint64 fen) { return {Preset::Kind::Amount, Money{fen, {}}, {}}; }

    sim::SimPump pump;
    sim::SimDart side;
    std::unique_ptr<dart::DartSession> session;
    PumpDriver::CommitHook commit;
    qint64 now = 1'000;
    QList<PumpDelivery> deliveries;
    QList<PumpTotals> totals;
    QList<PumpAlarm> alarms;
    QList<PumpAnswer> answers;
    QList<PumpState> states;
    QByteArrayList sent; ///< by the controller, polls and acknowledgements left out

private:
    OperationId nextId() { return {QUuid::createUuidV5(QUuid(), QByteArray::number(++m_ids))}; }

    void note(const PumpNotice &notice)
    {
        if (const auto *delivery = std::get_if<PumpDelivery>(&notice))
            deliveries.append(*delivery);
        else if (const auto *read = std::get_if<PumpTotals>(&notice))
            totals.append(*read);
        else if (const auto *alarm = std::get_if<PumpAlarm>(&notice))
            alarms.append(*alarm);
        else if (const auto *answer = std::get_if<PumpAnswer>(&notice))
            answers.append(*answer);
        else if (const auto *status = std::get_if<PumpStatus>(&notice);
                 status && (states.isEmpty() || states.last() != status->state))
            states.append(status->state);
    }

    void transmit(const QByteArray &bytes)
    {
        if (bytes.size() > 3)
            sent.append(bytes);
        const QByteArray heard = toPump ? toPump(bytes) : bytes;
        now += 5;
        for (QByteArray answer : m_wire.feed(heard, now)) {
            if (fromPump)
                answer = fromPump(answer);
            now += 5;
            for (const dart::Event &event : m_decoder.feed(answer))
                take(session->onEvent(event, now));
        }
    }

    PumpConfig m_config;
    sim::SimDartLine m_wire;
    dart::Decoder m_decoder;
    int m_ids = 0;
};

}

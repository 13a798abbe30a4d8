#pragma once

#include "apps/sim/sim_pump.h"

#include <QList>

#include <memory>

namespace youka::sim {

/// The DART side of one simulated pump: block numbers of its own, repeats until acknowledged, a repeated
/// block of the controller acknowledged and not applied. Pure. Source: Wayne DART notes,
/// docs/protocols/wayne-dart.md.
class SimDart
{
public:
    explicit SimDart(SimPump &pump);

    /// The answer to one event for this side; empty: says nothing.
    QByteArray onEvent(const dart::Event &event, qint64 nowMs);
    /// Off and on again.
    void restart();
    int address() const { return m_pump.config().address; }
    /// Blocks of the controller that were applied, and those known as repeats.
    int applied() const { return m_applied; }
    int repeats() const { return m_repeats; }
    /// The next blocks of the controller are refused whatever they hold.
    void refuse(int count) { m_refusals += count; }

private:
    QByteArray answerPoll(qint64 nowMs);
    QByteArray onData(const dart::Frame &frame);
    void apply(const dart::Transaction &transaction);
    void applyCommand(dart::Command command);
    void lookForNews(qint64 nowMs);
    QByteArray frame(dart::Control control, quint8 block, const QByteArray &data = {}) const;

    SimPump &m_pump;
    std::optional<quint8> m_lastReceived;
    quint8 m_nextBlock = 0;
    std::optional<QByteArray> m_unacknowledged;
    quint8 m_unacknowledgedBlock = 0;
    QList<dart::Report> m_toSay;
    std::optional<dart::Status> m_saidStatus;
    std::optional<dart::NozzleReport> m_saidNozzle;
    std::optional<dart::Filling> m_saidFilling;
    qint64 m_fillingSaidMs = 0;
    int m_applied = 0;
    int m_repeats = 0;
    int m_refusals = 0;
};

/// One wire with several sides on it.
class SimDartLine
{
public:
    void add(SimDart &side) { m_sides.append(&side); }
    /// Answers in order; each is one piece for the fault plan.
    QList<QByteArray> feed(const QByteArray &bytes, qint64 nowMs);

private:
    dart::Decoder m_decoder;
    QList<SimDart *> m_sides;
};

}

#include "tests/simulation/strikes.h"

namespace youka::demo {

namespace {

/// Whoever looks after a program starts it again after a second.
constexpr qint64 StartAgainMs = 1'000;

QString nameOf(TcpRelay::Wire wire)
{
    switch (wire) {
    case TcpRelay::Wire::Whole:
        return QStringLiteral("whole");
    case TcpRelay::Wire::Cut:
        return QStringLiteral("cut off");
    case TcpRelay::Wire::Held:
        return QStringLiteral("held up");
    case TcpRelay::Wire::Deaf:
    case TcpRelay::Wire::DeafUp:
    case TcpRelay::Wire::DeafDown:
        return QStringLiteral("half-open");
    }
    return {};
}

}

Strikes::Strikes(Place counter, Place centre, const Plan &plan)
    : m_counter(std::move(counter))
    , m_centre(std::move(centre))
    , m_plan(plan)
    , m_random(plan.seed)
    , m_nextMs(plan.firstMs)
{
}

void Strikes::pass(qint64 nowMs, bool more)
{
    for (const Ongoing &strike : m_ongoing)
        if (nowMs >= strike.untilMs)
            end(strike);
    std::erase_if(m_ongoing, [nowMs](const Ongoing &strike) { return nowMs >= strike.untilMs; });
    const auto down = m_down;
    for (const Down &one : down)
        if (nowMs >= one.againMs)
            launch(*one.place, nowMs);
    for (const Place *place : {&m_counter, &m_centre})
        if (!isDown(*place) && !place->program.isRunning())
            throw Mishap{place->name + QStringLiteral(" has ended by itself")};
    if (!more || m_plan.kinds.isEmpty() || nowMs < m_nextMs)
        return;
    m_nextMs = nowMs + m_plan.leastMs + m_random.bounded(m_plan.spreadMs);
    deal(m_random.bounded(3) == 0 ? m_centre : m_counter, nowMs);
}

void Strikes::deal(Place &place, qint64 nowMs)
{
    const Strike kind = m_plan.kinds[m_random.bounded(m_plan.kinds.size())];
    const bool already = std::any_of(m_ongoing.cbegin(), m_ongoing.cend(), [&](const Ongoing &strike) {
        return strike.place == &place && strike.kind == kind;
    });
    const bool missing = (kind == Strike::Cut && !place.wire) || (kind == Strike::FullDisk && !place.disk);
    if (already || missing || isDown(place))
        return;
    QString how;
    qint64 lastsMs = 0;
    switch (kind) {
    case Strike::Kill:
        how = QStringLiteral("killed");
        kill(place, nowMs);
        break;
    case Strike::Stop:
        how = QStringLiteral("stopped");
        lastsMs = between(200, 8'000);
        place.program.halt();
        break;
    case Strike::Cut: {
        static constexpr std::array Ways{TcpRelay::Wire::Cut, TcpRelay::Wire::Held, TcpRelay::Wire::Deaf,
                                         TcpRelay::Wire::DeafUp, TcpRelay::Wire::DeafDown};
        const auto way = Ways[size_t(m_random.bounded(int(Ways.size())))];
        how = nameOf(way);
        lastsMs = between(500, 8'000);
        place.wire->set(way);
        break;
    }
    case Strike::FullDisk: {
        // Not always to the last byte: a commit may begin and not end.
        const int leave = m_random.bounded(3) == 0 ? 0 : m_random.bounded(64) * 1'024;
        how = QStringLiteral("full");
        lastsMs = between(1'000, 7'000);
        place.disk->fill(leave);
        break;
    }
    }
    ++m_dealt[kind];
    ++m_told[place.name + u' ' + how];
    if (lastsMs > 0)
        m_ongoing.push_back({&place, kind, nowMs + lastsMs});
}

void Strikes::kill(Place &place, qint64 nowMs)
{
    place.program.kill();
    std::erase_if(m_ongoing, [&](const Ongoing &strike) {
        return strike.place == &place && strike.kind == Strike::Stop; // it died of it
    });
    launch(place, nowMs);
}

void Strikes::launch(Place &place, qint64 nowMs)
{
    std::erase_if(m_down, [&](const Down &one) { return one.place == &place; });
    try {
        place.launch();
    } catch (const Mishap &) {
        if (!place.disk || !place.disk->isFull())
            throw;
        place.program.kill();
        m_down.push_back({&place, nowMs + StartAgainMs});
        ++m_told[place.name + QStringLiteral(" not started for want of room")];
    }
}

void Strikes::end(const Ongoing &strike)
{
    switch (strike.kind) {
    case Strike::Kill:
        return;
    case Strike::Stop:
        return strike.place->program.resume();
    case Strike::Cut:
        return strike.place->wire->set(TcpRelay::Wire::Whole);
    case Strike::FullDisk:
        return strike.place->disk->clear();
    }
}

bool Strikes::isDown(const Place &place) const
{
    return std::any_of(m_down.cbegin(), m_down.cend(), [&](const Down &one) { return one.place == &place; });
}

QString Strikes::story() const
{
    QStringList told;
    for (auto it = m_told.cbegin(); it != m_told.cend(); ++it)
        told.append(QStringLiteral("%1 %2 times").arg(it.key()).arg(it.value()));
    if (!isCalm())
        told.append(QStringLiteral("%1 go on").arg(m_ongoing.size() + m_down.size()));
    return told.isEmpty() ? QStringLiteral("fair weather") : told.join(QStringLiteral(", "));
}

}

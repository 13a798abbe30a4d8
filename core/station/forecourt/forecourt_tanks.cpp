#include "core/domain/tanks/tank_rules.h"
#include "core/station/forecourt/forecourt.h"

#include <limits>

namespace youka {

namespace {

/// A pump shows no more litres than this, so a tank that holds more bounds nobody.
constexpr Volume MostShown{999'990};
constexpr qint64 StepMl = 10; ///< of a preset

bool isFlowing(PumpState state)
{
    return state == PumpState::Fuelling || state == PumpState::SuspendedFuelling;
}

bool isAtRest(PumpState state)
{
    return state == PumpState::Idle || state == PumpState::Calling || state == PumpState::Closed;
}

}

void Forecourt::setTanks(const TankLevels *tanks) { m_tanks = tanks; }

QList<TankView> Forecourt::tanks() const { return m_tanks ? m_tanks->views() : QList<TankView>(); }

/// What is running counts from the pump's display, which is ahead of the disk.
Volume Forecourt::flowedOf(const Session &session) const
{
    const Side *side = sideOf(session.row.pump);
    const bool runs = side && side->sale == session.row.id && isFlowing(side->status.state);
    return runs ? std::max(side->status.volume, session.row.delivery.volume) : session.row.delivery.volume;
}

QString Forecourt::productOf(const Session &session) const
{
    const Side *side = sideOf(session.row.pump);
    const bool here = side && side->sale == session.row.id && side->status.nozzle != 0;
    if (here && (isFlowing(side->status.state) || session.row.delivery.product.isEmpty()))
        return productOf(*side, side->status.nozzle);
    return session.row.delivery.product;
}

Result<HoseFlow> Forecourt::flowOf(const QString &product)
{
    HoseFlow flow;
    flow.drawn = Volume{};
    flow.known = flow.atRest = true;
    for (const auto &[number, side] : m_sides)
        for (const NozzleConfig &nozzle : side.nozzles) {
            if (nozzle.product != product)
                continue;
            const auto total = m_store.hoseTotal(number, nozzle.nozzle);
            if (!total)
                return fail(total.error());
            if (!*total)
                flow.drawn.reset();
            else if (flow.drawn)
                flow.drawn->ml += **total;
            const bool known = side.baseline && !side.held && !side.inquiry.on
                && side.status.state != PumpState::Inoperative;
            flow.known = flow.known && known;
            flow.atRest = flow.atRest && known && isAtRest(side.status.state) && !sessionOf(side);
        }
    for (const auto &[id, session] : m_sessions) {
        if (fuelling::isFinal(session.row.state) || productOf(session) != product)
            continue;
        const Volume flowed = flowedOf(session);
        flow.unbooked = flow.unbooked + flowed;
        if (fuelling::awaitsEnd(session.row.state) && flow.drawn)
            *flow.drawn = *flow.drawn + flowed;
    }
    return flow;
}

/// What the tanks can still give of a product to somebody new: what others were promised is theirs, and what
/// was taken since the gauge was read is gone.
std::optional<Volume> Forecourt::roomFor(const QString &product, SaleId sale) const
{
    const auto left = m_tanks ? m_tanks->left(product) : std::nullopt;
    if (!left)
        return std::nullopt;
    qint64 ml = left->volume.ml;
    for (const auto &[id, session] : m_sessions)
        if (id != sale && fuelling::awaitsEnd(session.row.state) && productOf(session) == product)
            ml -= std::max(promisedTo(session).ml, flowedOf(session).ml);
    for (const Taken &taken : m_taken)
        if (taken.product == product && taken.atMs >= left->atMs)
            ml -= taken.volume.ml;
    return Volume{std::max<qint64>(0, ml)};
}

/// A release without an end is no promise.
Volume Forecourt::promisedTo(const Session &session) const
{
    if (session.promised)
        return *session.promised;
    const Preset preset = fuelling::pumpPreset(session.row, session.row.delivery.price);
    if (preset.kind == Preset::Kind::Amount)
        return volumeFor(preset.amount, session.row.delivery.price);
    return preset.kind == Preset::Kind::Volume ? preset.volume : Volume{};
}

bool Forecourt::isOut(const QString &product, SaleId sale) const
{
    const auto room = roomFor(product, sale);
    return room && *room < LeastDelivery;
}

/// Nobody can be served: each hose that would do is of a product that is out.
bool Forecourt::areAllOut(const Side &side, const SaleRow &row) const
{
    const int lifted = side.status.state == PumpState::Calling ? side.status.nozzle : 0;
    const int only = row.delivery.nozzle != 0 ? row.delivery.nozzle : lifted;
    bool some = false;
    for (const NozzleConfig &nozzle : side.nozzles) {
        if (only != 0 && nozzle.nozzle != only)
            continue;
        if (!isOut(nozzle.product, row.id))
            return false;
        some = true;
    }
    return some;
}

/// The preset as far as the tanks behind the hoses of `mask` can give it. Hoses whose product is out are
/// taken from the mask.
Preset Forecourt::boundByTanks(const Side &side, const SaleRow &row, quint16 &mask) const
{
    const Preset preset = fuelling::pumpPreset(row, row.delivery.price);
    constexpr qint64 Unbounded = std::numeric_limits<qint64>::max();
    qint64 most = Unbounded;
    bool tight = false;
    for (const NozzleConfig &nozzle : side.nozzles) {
        const auto bit = quint16(1 << (nozzle.nozzle - 1));
        if (!(mask & bit))
            continue;
        if (isOut(nozzle.product, row.id)) {
            mask = quint16(mask & ~bit);
            continue;
        }
        const UnitPrice price = row.delivery.price.milli > 0 ? row.delivery.price : nozzle.price;
        const qint64 wanted = preset.kind == Preset::Kind::Volume    ? preset.volume.ml
            : preset.kind == Preset::Kind::Amount && price.milli > 0 ? volumeFor(preset.amount, price).ml
                                                                     : MostShown.ml;
        const auto room = roomFor(nozzle.product, row.id);
        tight = tight || (room && room->ml < wanted);
        most = std::min({most, wanted, room ? room->ml : Unbounded});
    }
    return tight ? Preset{Preset::Kind::Volume, {}, {most - most % StepMl}} : preset;
}

/// A reading that was taken before does not show it.
void Forecourt::noteTaken(const Session &session)
{
    if (!m_tanks)
        return;
    const qint64 now = m_clock.monotonicMs();
    std::erase_if(m_taken, [&](const Taken &taken) { return now - taken.atMs > TankFreshMs; });
    if (session.row.delivery.volume.ml > 0)
        m_taken.push_back({session.row.delivery.product, session.row.delivery.volume, now});
}

}

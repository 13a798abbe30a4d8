#include "core/station/forecourt/forecourt.h"

namespace youka {

namespace {

constexpr int MostSilent = 3; ///< then a totaliser counts as not to be had

/// The pump's last shown digit of a volume, in millilitres.
qint64 lastDigitMl(const PumpConfig &config)
{
    qint64 ml = 1;
    for (int digit = config.decimals.volume; digit < 3; ++digit)
        ml *= 10;
    return ml;
}

}

Result<void> Forecourt::recover()
{
    if (m_recovered)
        return {};
    const auto rows = m_store.open();
    if (!rows)
        return fail(rows.error());
    const auto lowered = m_store.loweredPumps();
    if (!lowered)
        return fail(lowered.error());
    for (const int pump : *lowered) // whoever it was lowered for: the next one has the list price
        if (Side *side = sideOf(pump))
            side->pricesWanted = side->pricesUnsure = true;
    for (const SaleRow &row : *rows) {
        Session &session = m_sessions[row.id];
        session.row = row;
        if (Side *side = sideOf(row.pump); side && fuelling::occupiesPump(row.state))
            side->sale = row.id;
    }
    m_recovered = true;
    m_uploadedUpTo = m_facts.uploadedUpTo();
    for (const SaleRow &row : *rows)
        post(m_sessions.at(row.id), {fuelling::Restarted{}, {}, 0, {}});
    tick();
    return {};
}

// --- deliveries
// ----------------------------------------------------------------------------------------------

/// Success: it is queued with its sale, booked, or known to be booked. Else it is offered again.
Result<void> Forecourt::takeDelivery(Side &side, const PumpDelivery &delivery)
{
    Session *session = sessionOf(side);
    if (session && !session->events.empty())
        return fail(ErrorCode::Busy); // what came before it is not on disk yet
    if (!session || !fuelling::awaitsEnd(session->row.state))
        return takeUnasked(side, delivery);
    if (delivery.recovered) {
        const auto booked = isBooked(side, delivery);
        if (!booked)
            return fail(booked.error());
        // The one before ours: its money was booked, and the station ended before the pump was told so.
        if (*booked) {
            confirmDelivery(delivery.pump, delivery.number);
            return {};
        }
    }
    // What the pump kept does not say by which hose it left: somebody may have lifted another one since.
    const auto known = session->row.delivery.nozzle;
    const auto tied = delivery.recovered ? isOfItsHose(delivery, known) : Result<bool>(true);
    if (!tied)
        return fail(tied.error());
    const bool uncertain = delivery.uncertain || !*tied;
    const auto what = uncertain ? Result<Delivery>(evidenceOf(side, delivery)) : deliveryOf(side, delivery);
    if (!what)
        return fail(what.error());
    Queued queued{fuelling::Ended{*what, uncertain, delivery.implausible, false}, {}, delivery.number, {}};
    if (uncertain) // the hose keeps its old total: the inquiry compares with it
        queued.hoses = {};
    else if (what->totalEndMl)
        queued.hoses = {{what->nozzle, *what->totalEndMl}};
    else if (what->totalStartMl)
        queued.hoses = {{what->nozzle, *what->totalStartMl + what->volume.ml}};
    side.inquiry = {};
    session->needsPump = false;
    post(*session, std::move(queued));
    return {};
}

/// Does the totaliser of the hose it names explain a delivery that was found? Without a totaliser the nozzle
/// that the sale was released for has to do.
Result<bool> Forecourt::isOfItsHose(const PumpDelivery &delivery, int releasedNozzle)
{
    const auto before = m_store.hoseTotal(delivery.pump, delivery.nozzle);
    if (!before)
        return fail(before.error());
    if (!*before) // a pump without totalisers is believed
        return releasedNozzle == 0 || releasedNozzle == delivery.nozzle;
    if (!delivery.totalEnd)
        return releasedNozzle == delivery.nozzle;
    const qint64 moved = delivery.totalEnd->ml - **before;
    if (moved == 0 && delivery.volume.ml > 0) // not even a last digit of it
        return false;
    return qAbs(moved - delivery.volume.ml) <= lastDigitMl(m_sides.at(delivery.pump).driver->config());
}

/// Is it the delivery that is already on disk? Its figures say so, unless its totaliser has moved since. A
/// totaliser that stands still proves nothing by itself: it may be that of another nozzle, lifted afterwards.
Result<bool> Forecourt::isBooked(const Side &side, const PumpDelivery &delivery)
{
    if (delivery.volume.ml == 0)
        return false;
    const auto total = m_store.hoseTotal(delivery.pump, delivery.nozzle);
    if (!total)
        return fail(total.error());
    if (delivery.totalEnd && *total && delivery.totalEnd->ml != **total)
        return false;
    const Session *session = sessionOf(side);
    if (session && session->row.state != SaleState::PumpReleased)
        return false; // its first drop was seen, so it is not the one before
    return m_store.lastWithFuel(delivery.pump).map([&](const std::optional<SaleRow> &last) {
        // The nozzle is no part of it: another one may have been lifted since.
        return last && last->delivery.volume == delivery.volume && last->delivery.shown() == delivery.amount;
    });
}

/// What the pump says, for somebody who compares it with the totalisers.
Delivery Forecourt::evidenceOf(const Side &side, const PumpDelivery &delivery) const
{
    Delivery what;
    what.nozzle = delivery.nozzle;
    what.product = productOf(side, delivery.nozzle);
    what.price = delivery.price;
    what.volume = delivery.volume;
    what.amount = delivery.amount;
    return what;
}

Result<Delivery> Forecourt::deliveryOf(Side &side, const PumpDelivery &delivery)
{
    Delivery what = evidenceOf(side, delivery);
    if (delivery.totalEnd)
        what.totalEndMl = delivery.totalEnd->ml;
    const auto total = m_store.hoseTotal(delivery.pump, delivery.nozzle);
    if (!total)
        return fail(total.error());
    what.totalStartMl = *total;
    if (delivery.totalStart) {
        what.totalStartMl = delivery.totalStart->ml;
        if (*total && **total != delivery.totalStart->ml)
            if (const auto noted = noteGap(side, delivery.nozzle, **total, delivery.totalStart->ml); !noted)
                return fail(noted.error());
    }
    return what;
}

/// Nobody waits for it: it is booked already, or it is fuel that left without a sale.
Result<void> Forecourt::takeUnasked(Side &side, const PumpDelivery &delivery)
{
    const auto booked = isBooked(side, delivery);
    if (!booked)
        return fail(booked.error());
    const auto tied = delivery.recovered ? isOfItsHose(delivery, 0) : Result<bool>(true);
    if (!tied)
        return fail(tied.error());
    if (!*booked && !*tied && side.driver->capabilities().totals) {
        side.baseline = false; // the totalisers will tell which hose it was and how much
        side.inquiry = {};
    } else if (!*booked && delivery.volume.ml > 0) {
        const auto what = deliveryOf(side, delivery);
        if (!what)
            return fail(what.error());
        HoseTotals hoses;
        if (what->totalEndMl)
            hoses = {{what->nozzle, *what->totalEndMl}};
        else if (what->totalStartMl)
            hoses = {{what->nozzle, *what->totalStartMl + what->volume.ml}};
        if (const auto noted =
                insertUnowned(side, *what, QStringLiteral("the pump delivered without a sale"), hoses);
            !noted)
            return noted;
    }
    confirmDelivery(delivery.pump, delivery.number);
    return {};
}

/// Fuel that only the totaliser knows of. It waits at the counter with all that is known.
Result<void> Forecourt::noteGap(Side &side, int nozzle, qint64 fromMl, qint64 toMl)
{
    Delivery what;
    what.nozzle = nozzle;
    what.product = productOf(side, nozzle);
    what.price = m_prices.value(what.product, priceOf(side, nozzle)); // not one lowered for somebody else
    what.volume = {std::max<qint64>(0, toMl - fromMl)};
    what.amount = amountFor(what.volume, what.price).value_or(Money{0, m_config.currency});
    what.totalStartMl = fromMl;
    what.totalEndMl = toMl;
    return insertUnowned(side, what, QStringLiteral("the totaliser moved without a sale"), {{nozzle, toMl}});
}

Result<void> Forecourt::insertUnowned(const Side &side, const Delivery &delivery, const QString &why,
                                      const HoseTotals &hoses)
{
    SaleRow row = newRow(m_ids.make<SaleId>(), side.driver->config().pump, SaleMode::PostPay, {});
    row.state = SaleState::NeedsPerson;
    row.delivery = delivery;
    row.problem = ErrorCode::PumpAmountImplausible;
    row.detail = why;
    const auto stored = m_db.transaction([&]() -> Result<void> {
        for (const auto &[nozzle, total] : hoses)
            if (const auto set = m_store.setHoseTotal(row.pump, nozzle, total, row.at); !set)
                return set;
        return m_store.insert(row);
    });
    if (!stored)
        return stored;
    m_sessions[row.id].row = row;
    Q_EMIT saleChanged(viewOf(row));
    return {};
}

// --- asking the totalisers
// -----------------------------------------------------------------------------------

void Forecourt::startInquiry(Side &side)
{
    if (!side.inquiry.on) {
        side.inquiry = {};
        side.inquiry.on = true;
    }
    continueInquiry(side);
}

/// Two equal readings with a pause between them: a driver that finds a delivery in the pump collects it in
/// that time, and what it collects counts more.
void Forecourt::continueInquiry(Side &side)
{
    Inquiry &inquiry = side.inquiry;
    if (!m_recovered || !inquiry.on || inquiry.asked != 0 || m_clock.monotonicMs() < inquiry.notBefore)
        return;
    const Session *session = sessionOf(side);
    if (session && !session->needsPump) {
        inquiry = {};
        return;
    }
    switch (side.status.state) {
    case PumpState::Idle:
    case PumpState::Calling:
    case PumpState::Closed:
        break;
    default: // silent, or at work: it will tell
        inquiry.round = 0;
        inquiry.left.clear();
        inquiry.now.clear();
        return;
    }
    if (side.held)
        return;
    if (inquiry.left.isEmpty()) {
        inquiry.now.clear();
        for (const NozzleConfig &nozzle : std::as_const(side.nozzles))
            inquiry.left.append(nozzle.nozzle);
    }
    if (inquiry.left.isEmpty())
        return;
    const int nozzle = inquiry.left.first();
    inquiry.asked = ++side.inquiries;
    command([&](OperationId id) { side.driver->requestTotals(id, nozzle); }, nullptr,
            [this, &side, nozzle, asked = inquiry.asked](const Result<void> &result) {
                inquiryAnswered(side, asked, nozzle, result);
            });
}

void Forecourt::inquiryAnswered(Side &side, int asked, int nozzle, const Result<void> &result)
{
    Inquiry &inquiry = side.inquiry;
    if (inquiry.asked != asked)
        return; // given up meanwhile
    inquiry.asked = 0;
    if (inquiry.left.value(0) != nozzle)
        return;
    const bool refused = !result && result.error().code == ErrorCode::PumpRefused;
    inquiry.silent += refused ? 1 : 0;
    const bool cannot = !result
        && (result.error().code == ErrorCode::PumpUnsupported
            || result.error().code == ErrorCode::InvalidInput || inquiry.silent > MostSilent);
    if (!result && !cannot) { // it fell silent, or it is collecting a delivery
        inquiry.round = 0;
        inquiry.left.clear();
        inquiry.now.clear();
        inquiry.notBefore = m_clock.monotonicMs() + m_config.retryMs;
        return;
    }
    inquiry.left.removeFirst();
    const auto heard = side.totals.find(nozzle);
    inquiry.now[nozzle] = cannot || heard == side.totals.end() ? std::nullopt : std::optional(heard->second);
    if (!inquiry.left.isEmpty()) {
        continueInquiry(side);
    } else if (inquiry.round > 0 && inquiry.now == inquiry.first) {
        concludeInquiry(side);
    } else {
        inquiry.first = std::exchange(inquiry.now, {});
        inquiry.round = 1;
        inquiry.notBefore = m_clock.monotonicMs() + m_config.recoveryWaitMs;
    }
}

void Forecourt::concludeInquiry(Side &side)
{
    Session *session = sessionOf(side);
    const auto done = session ? concludeSale(side, *session) : concludeBaseline(side);
    if (done) {
        side.baseline = true;
        side.inquiry = {};
        Q_EMIT pumpChanged(side.driver->config().pump); // open for customers from now on
        return;
    }
    side.inquiry.round = 0; // the store failed: all of it again
    side.inquiry.now.clear();
    side.inquiry.notBefore = m_clock.monotonicMs() + m_config.retryMs;
}

Result<void> Forecourt::concludeSale(Side &side, Session &session)
{
    QList<fuelling::HoseReading> hoses;
    HoseTotals totals;
    for (const NozzleConfig &nozzle : std::as_const(side.nozzles)) {
        const auto before = m_store.hoseTotal(side.driver->config().pump, nozzle.nozzle);
        if (!before)
            return fail(before.error());
        const auto after = side.inquiry.now[nozzle.nozzle];
        hoses.append({nozzle.nozzle, nozzle.product, nozzle.price, *before, after});
        if (after)
            totals.append({nozzle.nozzle, *after});
    }
    const auto event = fuelling::judge(session.row, hoses, lastDigitMl(side.driver->config()),
                                       fuelling::Shown{side.status.volume, side.status.amount});
    session.needsPump = false;
    post(session, {event, totals, 0, {}});
    return {};
}

Result<void> Forecourt::concludeBaseline(Side &side)
{
    const int pump = side.driver->config().pump;
    for (const auto &[nozzle, after] : side.inquiry.now) {
        if (!after)
            continue;
        const auto before = m_store.hoseTotal(pump, nozzle);
        if (!before)
            return fail(before.error());
        if (*before && **before == *after)
            continue;
        const auto noted = *before ? noteGap(side, nozzle, **before, *after)
                                   : m_store.setHoseTotal(pump, nozzle, *after, m_clock.now());
        if (!noted)
            return noted;
    }
    return {};
}

}

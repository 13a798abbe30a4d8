#include "core/domain/sales/sale_json.h"
#include "core/station/forecourt/forecourt.h"

#include <QPointer>

namespace youka {

using fuelling::Act;

void Forecourt::post(Session &session, Queued queued)
{
    session.events.push_back(std::move(queued));
    drain(session);
}

/// One event after the other: decided, written, then acted on. The first one that the store does not take
/// stays, and everything behind it waits.
void Forecourt::drain(Session &session)
{
    if (std::exchange(session.draining, true))
        return;
    while (!session.events.empty()) {
        const Queued &next = session.events.front();
        const auto decision = fuelling::decide(session.row, next.event);
        if (!decision) {
            Queued dropped = std::move(session.events.front());
            session.events.pop_front();
            answer(std::move(dropped.done), fail(decision.error()));
            continue;
        }
        const auto written = decision->changes ? write(session.row, *decision, next.hoses) : session.row;
        if (!written) {
            const auto before = session.events.size();
            notTaken(session, written.error());
            if (session.events.size() < before)
                continue;
            if (std::exchange(session.unwritten, written.error().code) != written.error().code)
                Q_EMIT pumpChanged(session.row.pump);
            break;
        }
        session.unwritten.reset();
        Queued done = std::move(session.events.front());
        session.events.pop_front();
        session.row = *written;
        taken(session, std::move(done), *decision);
    }
    session.draining = false;
}

/// The store failed. Nothing may happen late that somebody no longer waits for: what would go on to release a
/// pump or to take money turns into its refusal; what already happened outside stays until it is on disk.
void Forecourt::notTaken(Session &session, const Error &error)
{
    Queued &front = session.events.front();
    if (front.done) {
        answer(std::move(front.done), fail(error));
        session.events.pop_front();
    } else if (std::holds_alternative<fuelling::Granted>(front.event)) {
        front.event = fuelling::NotGranted{error};
        answerAll(session.waiting, fail(error));
    } else if (std::holds_alternative<fuelling::TellingPump>(front.event)) {
        front.event = fuelling::PumpSaidNo{error};
        answerAll(session.waiting, fail(error));
    } else if (std::holds_alternative<fuelling::Opened>(front.event)) {
        front.event = fuelling::CancelAsked{};
        answerAll(session.waiting, fail(error));
    } else if (std::holds_alternative<fuelling::Flowing>(front.event)) {
        session.events.pop_front(); // the next status brings a newer one
    }
}

Result<SaleRow> Forecourt::write(const SaleRow &from, const fuelling::Decision &decision,
                                 const HoseTotals &hoses)
{
    SaleRow row = decision.row;
    row.changed = m_clock.now();
    const auto stored = m_db.transaction([&]() -> Result<void> {
        if (decision.acts & (Act::FactReleased | Act::FactCaptured | Act::FactCash)) {
            const auto record = writeFacts(row, decision);
            if (!record)
                return fail(record.error());
            row.record = *record;
            if (m_coupons && row.offline && row.mode == SaleMode::CardAuthorised)
                if (const auto noted = m_coupons->took(row.id, row.discounts); !noted)
                    return noted;
        }
        for (const auto &[nozzle, total] : hoses)
            if (const auto set = m_store.setHoseTotal(row.pump, nozzle, total, row.changed); !set)
                return set;
        return m_store.update(row, from.state);
    });
    if (!stored)
        return fail(stored.error());
    return row;
}

/// The number of the last one.
Result<qint64> Forecourt::writeFacts(const SaleRow &row, const fuelling::Decision &decision)
{
    Result<qint64> record = 0;
    const auto append = [&](const FactBody &body) {
        if (record)
            record = m_facts.append(makeFact(m_ids.make<OperationId>(), row.changed, body));
    };
    SaleFact sale{row.id, row.mode, {}, row.pump, row.delivery, row.offline, row.cashier, row.discounts};
    sale.goods = row.goods;
    if (row.points)
        sale.points = row.points->paid;
    const bool coupons = row.mode == SaleMode::CardAuthorised && row.discounts.empty(); // came with it
    if (decision.acts & Act::FactReleased)
        append(HoldReleased{row.id, decision.hold, coupons});
    if (decision.acts & Act::FactCash)
        append(sale);
    sale.hold = decision.hold;
    if (decision.acts & Act::FactCaptured)
        append(sale);
    return record;
}

void Forecourt::taken(Session &session, Queued queued, const fuelling::Decision &decision)
{
    const unsigned acts = decision.acts;
    if (acts & (Act::FactReleased | Act::FactCaptured | Act::FactCash))
        m_facts.kick();
    if (queued.confirm != 0)
        session.confirm = queued.confirm;
    if (queued.done) {
        const bool cancels = std::holds_alternative<fuelling::CancelAsked>(queued.event);
        if (cancels && !(acts & Act::StopPump)) {
            answer(std::move(queued.done), {});
        } else if (cancels) {
            session.cancelling.push_back(std::move(queued.done));
        } else if (decision.answer) {
            answer(std::move(queued.done), *decision.answer);
        } else {
            session.waiting.push_back(std::move(queued.done));
        }
    }
    if (decision.answer)
        answerAll(session.waiting, *decision.answer);
    if (!fuelling::occupiesPump(session.row.state))
        leavePump(session);
    carryOut(session, acts);
    if (decision.pointsBack)
        givePointsBack(session, decision.pointsBack->card);
    if (decision.changes) {
        Q_EMIT saleChanged(viewOf(session.row));
        Q_EMIT pumpChanged(session.row.pump);
    }
}

/// It is on disk how this release ended: the pump may forget it.
void Forecourt::leavePump(Session &session)
{
    noteTaken(session);
    session.needsPump = false;
    session.liftUntil = -1;
    session.adoptedAt = -1;
    if (const qint64 number = std::exchange(session.confirm, 0); number != 0)
        confirmDelivery(session.row.pump, number);
    if (Side *side = sideOf(session.row.pump); side && side->sale == session.row.id) {
        side->sale = {};
        sendPrices(*side);
    }
    const bool nothing = session.row.state == SaleState::Released || session.row.state == SaleState::Refused;
    answerAll(session.cancelling, nothing ? Result<void>{} : fail(ErrorCode::SaleStateConflict));
    if (fuelling::isFinal(session.row.state))
        answerAll(session.waiting, fuelling::firstAnswer(session.row));
}

void Forecourt::confirmDelivery(int pump, qint64 number)
{
    if (Side *side = sideOf(pump))
        side->driver->confirmSale(m_ids.make<OperationId>(), number);
}

void Forecourt::carryOut(Session &session, unsigned acts)
{
    if (acts & Act::AskCard)
        askCard(session);
    if (acts & Act::TellPump)
        tellPump(session);
    if (acts & Act::AuthorisePump)
        authorisePump(session);
    Side *side = sideOf(session.row.pump);
    if (acts & Act::StopPump)
        stop(session.row.pump, [this, id = session.row.id](const Result<void> &stopped) {
            const auto it = m_sessions.find(id);
            if (!stopped && it != m_sessions.end())
                answerAll(it->second.cancelling, stopped); // its end decides, whenever it is heard
        });
    if (acts & Act::AskPump) {
        session.needsPump = true;
        if (side)
            startInquiry(*side);
        else
            post(session,
                 {fuelling::CannotTell{session.row.delivery,
                                       QStringLiteral("the pump is not configured any more")},
                  {},
                  0,
                  {}});
    }
}

void Forecourt::askCard(Session &session)
{
    SaleRow &row = session.row;
    const bool paying = row.state == SaleState::Payable;
    if (!paying) {
        const Side &side = *sideOf(row.pump);
        const QString first = side.nozzles.value(0).product;
        const bool one = std::all_of(side.nozzles.cbegin(), side.nozzles.cend(),
                                     [&](const NozzleConfig &n) { return n.product == first; });
        const bool lifted = side.status.state == PumpState::Calling;
        const int chosen = session.wish ? nozzleOf(side, session.wish->product) : 0;
        // The card's rule needs the product, and the nozzle names it where nobody has chosen.
        if (!lifted && !one && chosen == 0) {
            if (session.liftUntil < 0)
                session.liftUntil = m_clock.monotonicMs() + m_config.liftWaitMs;
            return;
        }
        session.liftUntil = -1;
        session.askedLifted = lifted;
        session.liftLost = false;
        const bool named = lifted || chosen != 0 || side.nozzles.size() == 1;
        const int nozzle = lifted ? side.status.nozzle : chosen != 0 ? chosen : side.nozzles.value(0).nozzle;
        row.delivery.nozzle = named ? nozzle : 0;
        row.delivery.product = productOf(side, nozzle);
        row.delivery.price = priceOf(side, nozzle);
        if (isOut(row.delivery.product, row.id))
            return post(session, {fuelling::NotGranted{{ErrorCode::ProductOut, {}}}, {}, 0, {}});
    }
    CardQuestion question;
    question.operation = row.operation;
    question.sale = row.id;
    question.hold = row.hold;
    question.card = row.card;
    question.pin = std::exchange(session.pin, {});
    question.pump = row.pump;
    question.product = row.delivery.product;
    question.price = row.delivery.price;
    question.wanted = paying ? row.due() : fuelling::wantedOf(row, row.delivery.price, m_config.cardLimit);
    question.wantsExactly = paying;
    question.goods = !row.goods.empty();
    if (!paying)
        question.coupons = session.wish;
    if (const auto room = paying ? std::nullopt : roomFor(row.delivery.product, row.id))
        if (const auto most = amountFor(*room, row.delivery.price); most && most->isPositive())
            question.wanted = min(question.wanted, *most);
    session.questionOut = true;
    m_authoriser.ask(
        question,
        [self = QPointer<Forecourt>(this), id = row.id, hold = row.hold](const Result<CardGrant> &answered) {
            if (self)
                self->onAnswer(id, hold, answered);
        });
}

void Forecourt::onAnswer(SaleId id, HoldId hold, const Result<CardGrant> &answered)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end() || it->second.row.hold != hold)
        return; // given up, and said so to the centre
    it->second.questionOut = false;
    if (answered)
        post(it->second, {fuelling::Granted{*answered}, {}, 0, {}});
    else
        post(it->second, {fuelling::NotGranted{answered.error()}, {}, 0, {}});
}

/// The one nozzle that has it; 0: none, or several.
int Forecourt::nozzleOf(const Side &side, const QString &product)
{
    int found = 0;
    for (const NozzleConfig &nozzle : side.nozzles) {
        if (nozzle.product != product)
            continue;
        if (found != 0)
            return 0;
        found = nozzle.nozzle;
    }
    return found;
}

/// Authorised is on disk; the pump hears of it only if it is free now.
void Forecourt::tellPump(Session &session)
{
    const Side &side = *sideOf(session.row.pump);
    const PumpState state = side.status.state;
    if (session.cancelWanted)
        post(session, {fuelling::CancelAsked{}, {}, 0, {}});
    else if (state == PumpState::Inoperative)
        post(session, {fuelling::PumpSaidNo{{ErrorCode::PumpOffline, {}}}, {}, 0, {}});
    else if ((state != PumpState::Idle && state != PumpState::Calling) || side.held)
        post(session, {fuelling::PumpSaidNo{{ErrorCode::PumpBusy, {}}}, {}, 0, {}});
    else if (session.askedLifted
             && (session.liftLost || state != PumpState::Calling)) // who asked may have gone
        post(session, {fuelling::PumpSaidNo{{ErrorCode::PumpNotCalling, {}}}, {}, 0, {}});
    else if (areAllOut(side, session.row)) // somebody else has taken the last of it
        post(session, {fuelling::PumpSaidNo{{ErrorCode::ProductOut, {}}}, {}, 0, {}});
    else if (wantsLoweredPrice(session))
        lowerPrice(session);
    else
        post(session, {fuelling::TellingPump{session.lowered}, {}, 0, {}});
}

/// Only while all nozzles hang: a price does not change in somebody's hand.
bool Forecourt::wantsLoweredPrice(const Session &session) const
{
    const Side &side = *sideOf(session.row.pump);
    return session.row.offers.atPump && !session.priceTried && side.status.state == PumpState::Idle
        && side.priceCommand.isNull() && side.driver->capabilities().setsPrices;
}

/// The pump shows what the customer will pay. Where it does not take the price, the same comes off the amount
/// at the end; what it was delivered at says which of the two it was.
void Forecourt::lowerPrice(Session &session)
{
    Side &side = *sideOf(session.row.pump);
    const QString product = session.row.delivery.product;
    const UnitPrice lowered = *session.row.offers.atPump;
    session.priceTried = true;
    if (!m_store.setLowered(session.row.pump, true)) // a start must know of it
        return tellPump(session);
    side.pricesWanted = side.pricesUnsure = true; // the next customer pays the list price again
    QList<NozzleConfig> wanted = side.nozzles;
    for (NozzleConfig &nozzle : wanted) {
        if (nozzle.product != product)
            continue;
        if (!m_prices.contains(product))
            m_prices.insert(product, nozzle.price);
        nozzle.price = lowered;
    }
    command([&](OperationId id) { side.driver->setPrices(id, wanted); }, &side.priceCommand,
            [this, &side, wanted, lowered, id = session.row.id](const Result<void> &result) {
                side.priceCommand = {};
                if (result)
                    side.nozzles = wanted;
                else if (fuelling::isDefiniteNo(result.error().code)
                         && result.error().code != ErrorCode::PumpPriceMismatch)
                    side.pricesUnsure = !m_store.setLowered(side.driver->config().pump, false);
                const auto it = m_sessions.find(id);
                if (it == m_sessions.end() || it->second.row.state != SaleState::Authorised)
                    return sendPrices(side); // given up meanwhile
                if (result)
                    it->second.lowered = lowered;
                tellPump(it->second);
            });
}

/// PumpReleased is on disk. This is the only place that releases a pump.
void Forecourt::authorisePump(Session &session)
{
    const SaleRow &row = session.row;
    Side &side = *sideOf(row.pump);
    quint16 mask = 0;
    for (const NozzleConfig &nozzle : std::as_const(side.nozzles)) {
        const bool wanted = row.delivery.nozzle == 0 || row.delivery.nozzle == nozzle.nozzle;
        mask = quint16(mask | (wanted ? 1 << (nozzle.nozzle - 1) : 0));
    }
    const Preset preset = boundByTanks(side, row, mask);
    if (preset.kind == Preset::Kind::Volume)
        session.promised = preset.volume;
    side.alarm.reset();
    command([&](OperationId id) { side.driver->authorise(id, mask, preset); }, &session.release,
            [this, sale = row.id](const Result<void> &result) {
                const auto it = m_sessions.find(sale);
                if (it == m_sessions.end())
                    return;
                it->second.release = {};
                if (result)
                    post(it->second, {fuelling::PumpSaidYes{}, {}, 0, {}});
                else
                    post(it->second, {fuelling::PumpSaidNo{result.error()}, {}, 0, {}});
            });
}

}

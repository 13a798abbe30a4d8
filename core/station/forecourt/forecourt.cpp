#include "core/station/forecourt/forecourt.h"

#include <QPointer>
#include <QTimer>

namespace youka {

Forecourt::Forecourt(Database &store, CardAuthoriser &authoriser, FactLog &facts, const Clock &clock,
                     IdSource &ids, const ForecourtConfig &config, const std::vector<PumpDriver *> &pumps)
    : m_db(store)
    , m_store(store)
    , m_authoriser(authoriser)
    , m_facts(facts)
    , m_clock(clock)
    , m_ids(ids)
    , m_config(config)
{
    ensure(m_config.cardLimit.currency == m_config.currency, "the card limit is of the station's currency");
    for (PumpDriver *driver : pumps)
        connectDriver(driver);
    if (m_config.tickMs > 0) {
        m_timer = new QTimer(this);
        m_timer->callOnTimeout(this, [this] { tick(); });
        m_timer->start(m_config.tickMs);
    }
}

Forecourt::~Forecourt() = default;

// --- answers
// -------------------------------------------------------------------------------------------------

/// Never from inside the call that asked.
void Forecourt::answer(Done done, Result<void> result)
{
    if (!done)
        return;
    QMetaObject::invokeMethod(
        this, [done = std::move(done), result = std::move(result)] { done(result); }, Qt::QueuedConnection);
}

void Forecourt::answerAll(std::vector<Done> &waiting, const Result<void> &result)
{
    for (Done &done : std::exchange(waiting, {}))
        answer(std::move(done), result);
}

// --- starting a sale
// -----------------------------------------------------------------------------------------

SaleRow Forecourt::newRow(SaleId id, int pump, SaleMode mode, const Preset &preset, StaffId by)
{
    SaleRow row;
    row.id = id;
    row.pump = pump;
    row.mode = mode;
    row.cashier = by;
    row.currency = m_config.currency;
    row.preset = preset;
    if (preset.kind != Preset::Kind::Amount)
        row.preset.amount = {0, m_config.currency};
    if (preset.kind != Preset::Kind::Volume)
        row.preset.volume = {};
    row.limit = row.paid = row.returned = {0, m_config.currency};
    row.delivery.amount = {0, m_config.currency};
    row.delivery.price = {0, m_config.currency};
    row.operation = m_ids.make<OperationId>();
    row.at = row.changed = m_clock.now();
    return row;
}

std::optional<Error> Forecourt::refusal(const Side *side, const SaleRow &row) const
{
    if (!m_recovered)
        return Error{ErrorCode::Unavailable, QStringLiteral("the pumps are not recovered yet")};
    if (row.id.isNull())
        return Error{ErrorCode::OperationIdMissing, {}};
    if (!side)
        return Error{ErrorCode::PumpUnknown, {}};
    if (row.preset.amount.currency != row.currency || row.paid.currency != row.currency)
        return Error{ErrorCode::CurrencyMismatch, {}};
    const bool empty = (row.preset.kind == Preset::Kind::Amount && !row.preset.amount.isPositive())
        || (row.preset.kind == Preset::Kind::Volume && row.preset.volume.ml <= 0)
        || (row.mode == SaleMode::Prepaid && !row.paid.isPositive());
    if (empty)
        return Error{ErrorCode::AmountNotPositive, {}};
    if (const Session *other = sessionOf(*side))
        return Error{other->row.state < SaleState::Fuelling ? ErrorCode::PumpReservedElsewhere
                                                            : ErrorCode::PumpBusy,
                     QStringLiteral("another sale is open at this pump")};
    if (side->status.state == PumpState::Inoperative)
        return Error{ErrorCode::PumpOffline, {}};
    const bool free = side->status.state == PumpState::Idle || side->status.state == PumpState::Calling;
    if (!free || !side->baseline || side->held || !side->priceCommand.isNull() || side->pricesUnsure)
        return Error{ErrorCode::PumpBusy, {}};
    if (areAllOut(*side, row))
        return Error{ErrorCode::ProductOut, {}};
    return std::nullopt;
}

void Forecourt::start(SaleRow row, const QString &pin, Done done, const std::optional<CouponWish> &wish)
{
    const auto known = m_store.find(row.id);
    if (!known)
        return answer(std::move(done), fail(known.error()));
    if (*known)
        return repeatStart(**known, row, std::move(done));
    Side *side = sideOf(row.pump);
    if (const auto no = refusal(side, row))
        return answer(std::move(done), fail(*no));
    // The pump is reserved from here on; the intent is on disk before anybody is asked.
    if (const auto stored = m_db.transaction([&] { return m_store.insert(row); }); !stored)
        return answer(std::move(done), fail(stored.error()));
    Session &session = m_sessions[row.id];
    session.row = row;
    session.pin = pin;
    session.wish = wish;
    session.waiting.push_back(std::move(done));
    side->sale = row.id;
    post(session, {fuelling::Opened{}, {}, 0, {}});
    Q_EMIT saleChanged(viewOf(session.row));
    Q_EMIT pumpChanged(row.pump);
}

void Forecourt::repeatStart(const SaleRow &known, const SaleRow &again, Done done)
{
    const bool sameCard = known.mode != SaleMode::CardAuthorised || known.card.token == again.card.token;
    const bool sameCash = known.mode != SaleMode::Prepaid
        || (known.paid == again.paid
            && (again.delivery.nozzle == 0 || known.delivery.nozzle == again.delivery.nozzle));
    const bool same = known.pump == again.pump && known.mode == again.mode && sameCard && sameCash
        && known.preset.kind == again.preset.kind && known.preset.amount == again.preset.amount
        && known.preset.volume == again.preset.volume;
    if (!same)
        return answer(std::move(done), fail(ErrorCode::SaleExistsDifferent));
    const auto it = m_sessions.find(known.id);
    const bool underWay =
        it != m_sessions.end() && !it->second.waiting.empty() && fuelling::occupiesPump(it->second.row.state);
    if (underWay)
        it->second.waiting.push_back(std::move(done));
    else
        answer(std::move(done), fuelling::firstAnswer(known));
}

void Forecourt::fuelByCard(SaleId id, int pump, const CardIdentity &card, const QString &pin, Preset preset,
                           Done done, StaffId by, const std::optional<CouponWish> &coupons)
{
    SaleRow row = newRow(id, pump, SaleMode::CardAuthorised, preset, by);
    row.card = card;
    row.hold = m_ids.make<HoldId>();
    start(std::move(row), pin, std::move(done), coupons);
}

void Forecourt::prepay(SaleId id, int pump, int nozzle, Money cash, Done done, StaffId by)
{
    SaleRow row = newRow(id, pump, SaleMode::Prepaid, {Preset::Kind::Amount, cash, {}}, by);
    row.paid = cash;
    if (const Side *side = sideOf(pump)) {
        const bool one = side->nozzles.size() == 1;
        row.delivery.nozzle = nozzle != 0 ? nozzle : one ? side->nozzles.first().nozzle : side->status.nozzle;
        row.delivery.product = productOf(*side, row.delivery.nozzle);
        row.delivery.price = priceOf(*side, row.delivery.nozzle);
        if (row.delivery.price.milli <= 0)
            return answer(std::move(done), fail(ErrorCode::InvalidInput, QStringLiteral("which nozzle?")));
    }
    start(std::move(row), {}, std::move(done));
}

void Forecourt::release(SaleId id, int pump, Preset preset, Done done, StaffId by)
{
    start(newRow(id, pump, SaleMode::PostPay, preset, by), {}, std::move(done));
}

// --- changing and paying it
// ----------------------------------------------------------------------------------

void Forecourt::stop(int pump, Done done)
{
    Side *side = sideOf(pump);
    if (!side)
        return answer(std::move(done), fail(ErrorCode::PumpUnknown));
    if (const Session *session = sessionOf(*side); session && session->row.state < SaleState::PumpReleased)
        return cancel(session->row.id, std::move(done));
    command([side](OperationId id) { side->driver->stop(id); }, nullptr,
            [this, done = std::move(done)](const Result<void> &result) { answer(done, result); });
}

void Forecourt::cancel(SaleId id, Done done)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end()) {
        const auto known = m_store.find(id);
        if (!known)
            return answer(std::move(done), fail(known.error()));
        if (!*known)
            return answer(std::move(done), fail(ErrorCode::SaleNotFound));
        const auto decision = fuelling::decide(**known, fuelling::CancelAsked{});
        return answer(std::move(done), decision ? Result<void>{} : fail(decision.error()));
    }
    Session &session = it->second;
    // The answer is awaited, so that its hold and the release of it cannot pass each other.
    if (session.questionOut && session.row.state == SaleState::Intent) {
        session.cancelWanted = true;
        session.cancelling.push_back(std::move(done));
        return;
    }
    post(session, {fuelling::CancelAsked{}, {}, 0, std::move(done)});
}

/// What a sale takes off is not known yet.
std::optional<Error> Forecourt::isAskedFor(const Session &session)
{
    if (session.couponsOut)
        return Error{ErrorCode::Busy, QStringLiteral("coupons are being asked for it")};
    if (session.pointsOut)
        return Error{ErrorCode::Busy, QStringLiteral("points are being asked for it")};
    return {};
}

void Forecourt::payCash(SaleId id, Money cash, Done done, StaffId by)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end() || fuelling::isFinal(it->second.row.state))
        return repeatPayment(
            id,
            [cash](const SaleRow &row) {
                return row.mode == SaleMode::PostPay && row.hold.isNull() && row.paid == cash;
            },
            std::move(done));
    if (const auto asked = isAskedFor(it->second))
        return answer(std::move(done), fail(*asked));
    post(it->second, {fuelling::CashHanded{cash, by}, {}, 0, std::move(done)});
}

void Forecourt::payCard(SaleId id, const CardIdentity &card, const QString &pin, Done done, StaffId by)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end() || fuelling::isFinal(it->second.row.state))
        return repeatPayment(
            id, [&card](const SaleRow &row) { return !row.hold.isNull() && row.card.token == card.token; },
            std::move(done));
    Session &session = it->second;
    if (const auto asked = isAskedFor(session))
        return answer(std::move(done), fail(*asked));
    if (session.questionOut && session.row.state == SaleState::Payable
        && session.row.card.token == card.token) { // asked again while the first is being answered
        session.waiting.push_back(std::move(done));
        return;
    }
    if (!session.questionOut)
        session.pin = pin;
    post(session,
         {fuelling::CardOffered{card, m_ids.make<HoldId>(), m_ids.make<OperationId>(), by},
          {},
          0,
          std::move(done)});
}

void Forecourt::useCoupons(SaleId id, const QStringList &codes, const CardIdentity &card, Done done)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end() || it->second.row.state != SaleState::Payable)
        return answer(std::move(done), fail(ErrorCode::SaleStateConflict));
    Session &session = it->second;
    if (session.couponsOut || session.pointsOut || !session.row.hold.isNull())
        return answer(std::move(done), fail(ErrorCode::Busy));
    if (!m_coupons)
        return answer(std::move(done), fail(ErrorCode::CouponOnlineOnly));
    const SaleRow &row = session.row;
    CouponQuestion question;
    question.operation = m_ids.make<OperationId>();
    question.sale = id;
    question.codes = codes;
    question.cardToken = card.token.bytes;
    question.channel = Channel::Pos;
    question.paying = card.token.isNull() ? PayingBy::Cash : PayingBy::FuelCard;
    question.basket = basketOf(row.delivery, row.goods);
    session.couponsOut = true;
    m_coupons->ask(question,
                   [self = QPointer<Forecourt>(this), id, codes,
                    done = std::move(done)](const Result<CouponGrant> &answered) mutable {
                       if (self)
                           self->onCoupons(id, codes, answered, std::move(done));
                   });
}

/// What the coupons take off is on disk before anybody is told.
void Forecourt::onCoupons(SaleId id, const QStringList &codes, const Result<CouponGrant> &answered, Done done)
{
    const auto it = m_sessions.find(id);
    if (it == m_sessions.end())
        return answer(std::move(done), fail(ErrorCode::SaleStateConflict));
    it->second.couponsOut = false;
    if (!answered)
        return answer(std::move(done), fail(answered.error()));
    CouponRefusals &refusals = it->second.refusals;
    refusals.clear();
    for (const auto &[place, why] : answered->refused)
        if (place >= 0 && place < codes.size())
            refusals.emplace(codes[place], why);
    const auto refused = codes.isEmpty() ? refusals.end() : refusals.find(codes.last());
    if (refused != refusals.end())
        done = [done = std::move(done), why = refused->second](const Result<void> &taken) {
            done(taken ? Result<void>(fail(why)) : taken);
        };
    post(it->second, {fuelling::CouponsGranted{*answered}, {}, 0, std::move(done)});
}

StationControl::CouponRefusals Forecourt::couponRefusals(SaleId id) const
{
    const auto it = m_sessions.find(id);
    return it == m_sessions.end() ? CouponRefusals() : it->second.refusals;
}

/// Settled before: the same payment again is the same answer.
void Forecourt::repeatPayment(SaleId id, const std::function<bool(const SaleRow &)> &same, Done done)
{
    const auto known = m_store.find(id);
    if (!known)
        return answer(std::move(done), fail(known.error()));
    if (!*known)
        return answer(std::move(done), fail(ErrorCode::SaleNotFound));
    if ((*known)->state != SaleState::Settled)
        return answer(std::move(done), fail(ErrorCode::SaleStateConflict));
    answer(std::move(done), same(**known) ? Result<void>{} : fail(ErrorCode::OperationConflict));
}

// --- views
// ---------------------------------------------------------------------------------------------------

SaleView Forecourt::viewOf(const SaleRow &row) const
{
    SaleView view;
    view.id = row.id;
    view.pump = row.pump;
    view.mode = row.mode;
    view.state = row.state;
    view.maskedCard = row.card.masked;
    view.limit = row.limit;
    view.delivery = row.delivery;
    view.paid = row.paid;
    view.returned = row.returned;
    view.availableAfter = row.availableAfter;
    view.offline = row.offline;
    view.uploaded = row.record && *row.record <= m_facts.uploadedUpTo();
    view.cashier = row.cashier;
    view.discounts = row.discounts;
    if (row.state < SaleState::Settled)
        for (const FuelOffer &offer : row.offers.offers)
            view.coupons << offer.redemption.name;
    if (row.offers.refused)
        view.codeRefused = row.offers.refused->code;
    if (row.offers.points && row.state < SaleState::Settled)
        view.pointsAhead = row.offers.points->most;
    if (row.offers.pointsRefused)
        view.pointsRefused = row.offers.pointsRefused->code;
    if (row.points)
        view.points = row.points->paid;
    view.goods = row.goods;
    view.at = row.at;
    if (row.problem)
        view.problem = Error{*row.problem, row.detail, row.left};
    return view;
}

PumpView Forecourt::viewOf(const Side &side) const
{
    PumpView view;
    view.pump = side.driver->config().pump;
    // Not open for a customer before its totalisers were compared with the books.
    const bool open = side.baseline || side.status.state != PumpState::Idle;
    view.state = open ? side.status.state : PumpState::Closed;
    view.nozzle = side.status.nozzle;
    view.product = productOf(side, view.nozzle);
    view.price = view.nozzle != 0 ? side.status.price : UnitPrice{0, m_config.currency};
    view.volume = side.status.volume;
    view.amount = side.status.amount;
    view.since = side.since;
    view.limit = {0, m_config.currency};
    for (const NozzleConfig &nozzle : side.nozzles)
        view.nozzles.append({nozzle.nozzle, nozzle.product, nozzle.price});
    const Session *session = sessionOf(side);
    // What cannot be written comes before what the pump said: nothing more happens there until it can.
    const auto unwritten = session && session->unwritten ? session->unwritten : side.heldFor;
    if (unwritten && isStoreFailure(*unwritten))
        view.alarm = unwritten;
    else
        view.alarm = side.status.state == PumpState::Inoperative ? ErrorCode::PumpOffline : side.alarm;
    if (session) {
        view.mode = session->row.mode;
        view.sale = session->row.id;
        const Preset preset = fuelling::pumpPreset(session->row, session->row.delivery.price);
        view.limit = session->row.limit.isPositive() ? session->row.limit
            : preset.kind == Preset::Kind::Amount    ? preset.amount
                                                     : view.limit;
    }
    return view;
}

QList<PumpView> Forecourt::pumps() const
{
    QList<PumpView> views;
    for (const auto &[number, side] : m_sides)
        views.append(viewOf(side));
    return views;
}

std::optional<SaleView> Forecourt::sale(SaleId id) const
{
    if (const auto it = m_sessions.find(id); it != m_sessions.end())
        return viewOf(it->second.row);
    const auto known = m_store.find(id);
    return known && *known ? std::optional(viewOf(**known)) : std::nullopt;
}

QList<SaleView> Forecourt::payable() const
{
    QList<SaleView> views;
    for (const auto &[id, session] : m_sessions)
        if (session.row.state == SaleState::Payable || session.row.state == SaleState::NeedsPerson)
            views.append(viewOf(session.row));
    return views;
}

QList<SaleView> Forecourt::recent(int most) const
{
    QList<SaleView> views;
    if (const auto rows = m_store.recent(most))
        for (const SaleRow &row : *rows)
            views.append(viewOf(row));
    return views;
}

void Forecourt::setLink(const Link &link)
{
    m_link = link;
    Q_EMIT linkChanged();
}

}

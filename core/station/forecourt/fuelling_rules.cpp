#include "core/station/forecourt/fuelling_rules.h"

#include "core/domain/points/points_rules.h"

namespace youka::fuelling {

namespace {

tl::unexpected<Error> conflict(const SaleRow &row, const char *what)
{
    return fail(ErrorCode::SaleStateConflict,
                QStringLiteral("%1 in state %2").arg(QLatin1String(what)).arg(int(row.state)));
}

Money zero(const SaleRow &row) { return {0, row.currency}; }

void setProblem(SaleRow &row, const Error &error)
{
    row.problem = error.code;
    row.detail = error.detail;
    row.left = error.left;
}

/// Nothing was taken: gives the reservation or the cash back.
Decision unwound(SaleRow row, SaleState to)
{
    Decision decision;
    row.offers = {};
    if (!row.hold.isNull()) {
        decision.acts = FactReleased;
        decision.hold = row.hold;
        if (row.availableAfter)
            row.availableAfter = *row.availableAfter + row.limit;
    }
    row.returned = row.mode == SaleMode::Prepaid ? row.paid : row.limit;
    row.state = to;
    row.delivery.volume = {};
    row.delivery.amount = zero(row);
    decision.row = std::move(row);
    return decision;
}

Decision unwound(SaleRow row, SaleState to, const Error &error)
{
    setProblem(row, error);
    Decision decision = unwound(std::move(row), to);
    decision.answer = fail(error);
    return decision;
}

Decision toPerson(SaleRow row, const QString &why)
{
    setProblem(row, {ErrorCode::PumpAmountImplausible, why});
    row.state = SaleState::NeedsPerson;
    return {std::move(row), 0, {}, std::nullopt, true};
}

bool isLowered(const SaleRow &row) { return row.offers.atPump && row.delivery.price == *row.offers.atPump; }

/// What coupons take off what was delivered. A price that the pump was lowered to is the delivery's own in
/// the store until here.
void charge(SaleRow &row)
{
    if (row.offers.isEmpty())
        return;
    Delivery &d = row.delivery;
    const FuelCharged charged = chargeFor(row.offers, d.product, d.volume, d.price, d.amount);
    if (charged.atPump)
        d.pump = Delivery::Shown{d.price, d.amount};
    d.price = charged.price;
    d.amount = charged.amount;
    row.discounts = charged.discounts;
    if (!row.offers.points)
        return;
    // After the coupons, and never more than is due then.
    const PointsPaid paid = pointsFor(*row.offers.points, row.afterCoupons());
    if (paid.amount.isPositive())
        row.points = PointsOff{paid, row.card, {}};
}

/// Fuel flowed: it is booked as the pump shows it, whatever was reserved.
Decision settled(SaleRow row)
{
    charge(row);
    const Money amount = row.due();
    Decision decision;
    switch (row.mode) {
    case SaleMode::CardAuthorised:
        row.paid = amount;
        row.returned = max(row.limit - amount, zero(row));
        if (row.availableAfter)
            row.availableAfter = *row.availableAfter + (row.limit - amount);
        row.state = SaleState::Settled;
        decision.acts = FactCaptured;
        decision.hold = row.hold;
        break;
    case SaleMode::Prepaid:
        row.returned = max(row.paid - amount, zero(row));
        row.state = SaleState::Settled;
        if (amount > row.paid)
            setProblem(row, {ErrorCode::TenderShort, QStringLiteral("more was delivered than was prepaid")});
        decision.acts = FactCash;
        break;
    case SaleMode::PostPay:
    case SaleMode::None:
        row.state = SaleState::Payable;
        break;
    }
    decision.row = std::move(row);
    return decision;
}

Decision stays(const SaleRow &row, unsigned acts = 0)
{
    Decision decision{row, acts, {}, std::nullopt, false};
    return decision;
}

struct Decider
{
    const SaleRow &row;

    Result<Decision> operator()(const Opened &) const
    {
        if (row.state != SaleState::Intent)
            return conflict(row, "opened");
        Decision decision{row, 0, {}, std::nullopt, true};
        if (row.mode == SaleMode::CardAuthorised) {
            decision.acts = AskCard;
            return decision;
        }
        decision.row.state = SaleState::Authorised;
        decision.row.limit = row.mode == SaleMode::Prepaid ? row.paid : zero(row);
        decision.acts = TellPump;
        return decision;
    }

    Result<Decision> operator()(const Granted &event) const
    {
        const CardGrant &grant = event.grant;
        const bool paying = row.state == SaleState::Payable && !row.hold.isNull();
        if (row.state != SaleState::Intent && !paying)
            return conflict(row, "granted"); // given up meanwhile: its release is written
        if (grant.hold != row.hold || grant.limit.currency != row.currency)
            return (*this)(NotGranted{{ErrorCode::CurrencyMismatch, QStringLiteral("another grant")}});
        if (!grant.limit.isPositive() || (paying && grant.limit < row.due()))
            return (*this)(NotGranted{{ErrorCode::InsufficientFunds, {}}});
        Decision decision{row, 0, {}, std::nullopt, true};
        decision.row.limit = grant.limit;
        decision.row.availableAfter = grant.availableAfter;
        decision.row.offline = grant.offline;
        if (!paying) {
            decision.row.offers = grant.offers;
            decision.row.state = SaleState::Authorised;
            decision.acts = TellPump;
            return decision;
        }
        const Money amount = row.due();
        decision.row.paid = amount;
        decision.row.returned = zero(row);
        decision.row.availableAfter = grant.availableAfter + (grant.limit - amount);
        decision.row.state = SaleState::Settled;
        decision.acts = FactCaptured;
        decision.hold = row.hold;
        decision.answer.emplace();
        return decision;
    }

    /// Whoever answered, the question may have reached the centre first: the hold is always given back.
    Result<Decision> operator()(const NotGranted &event) const
    {
        if (row.state == SaleState::Intent)
            return unwound(row, SaleState::Refused, event.error);
        if (row.state != SaleState::Payable || row.hold.isNull())
            return conflict(row, "not granted");
        Decision decision{row, FactReleased, row.hold, fail(event.error), true};
        decision.row.hold = {};
        decision.row.card = {};
        return decision;
    }

    Result<Decision> operator()(const TellingPump &event) const
    {
        if (row.state != SaleState::Authorised)
            return conflict(row, "telling the pump");
        Decision decision{row, AuthorisePump, {}, std::nullopt, true};
        decision.row.state = SaleState::PumpReleased;
        if (event.lowered)
            decision.row.delivery.price = *event.lowered;
        return decision;
    }

    Result<Decision> operator()(const PumpSaidYes &) const
    {
        if (!awaitsEnd(row.state))
            return conflict(row, "pump released");
        Decision decision = stays(row);
        decision.answer.emplace();
        return decision;
    }

    Result<Decision> operator()(const PumpSaidNo &event) const
    {
        if (row.state == SaleState::Authorised
            || (row.state == SaleState::PumpReleased && isDefiniteNo(event.error.code)))
            return unwound(row, SaleState::Released, event.error);
        if (!awaitsEnd(row.state))
            return conflict(row, "pump refused");
        Decision decision{row, AskPump, {}, fail(event.error), true};
        setProblem(decision.row, event.error);
        return decision;
    }

    Result<Decision> operator()(const Flowing &event) const
    {
        if (row.state != SaleState::PumpReleased && row.state != SaleState::Fuelling)
            return conflict(row, "flowing");
        Decision decision{row, 0, {}, std::nullopt, true};
        decision.row.state = SaleState::Fuelling;
        decision.row.delivery.volume = event.volume;
        decision.row.delivery.amount = event.amount;
        if (event.nozzle != 0)
            decision.row.delivery.nozzle = event.nozzle;
        return decision;
    }

    Result<Decision> operator()(const Ended &event) const
    {
        if (!awaitsEnd(row.state))
            return conflict(row, "ended");
        const Delivery &now = event.delivery;
        SaleRow next = row;
        next.delivery = now;
        next.problem.reset();
        next.detail.clear();
        next.left.reset();
        const bool shrunk = now.volume < row.delivery.volume; // less than was seen already
        if (!event.judged && (event.uncertain || shrunk)) {
            next.delivery.volume = shrunk ? row.delivery.volume : now.volume;
            next.delivery.amount = shrunk ? row.delivery.amount : now.amount;
            next.state = SaleState::Delivered;
            return Decision{std::move(next), AskPump, {}, std::nullopt, true};
        }
        if (now.volume.ml <= 0 && now.amount.isZero())
            return zeroSale();
        if (now.volume.ml <= 0 || !now.amount.isPositive())
            return toPerson(std::move(next),
                            QStringLiteral("volume without amount, or amount without volume"));
        if (event.implausible) {
            // A misread digit must not empty a card; within the reservation the display counts.
            if (next.limit.isPositive() && now.amount > next.limit)
                return toPerson(std::move(next),
                                QStringLiteral("amount is not volume x price, and too much"));
            setProblem(next,
                       {ErrorCode::PumpAmountImplausible, QStringLiteral("amount is not volume x price")});
        }
        return settled(std::move(next));
    }

    Result<Decision> operator()(const NothingTaken &) const
    {
        if (!awaitsEnd(row.state))
            return conflict(row, "nothing taken");
        return zeroSale();
    }

    Result<Decision> operator()(const CannotTell &event) const
    {
        if (!awaitsEnd(row.state))
            return conflict(row, "cannot tell");
        SaleRow next = row;
        next.delivery = event.evidence;
        return toPerson(std::move(next), event.why);
    }

    Result<Decision> operator()(const CancelAsked &) const
    {
        switch (row.state) {
        case SaleState::Intent:
        case SaleState::Authorised:
            return cancelled({ErrorCode::Cancelled, QStringLiteral("taken back")});
        case SaleState::PumpReleased:
            return stays(row, StopPump);
        case SaleState::NeedsPerson: // a person says that nothing was taken
            if (row.delivery.volume.ml > 0)
                return conflict(row, "cancel with fuel");
            return unwound(row, SaleState::Released);
        case SaleState::Released:
        case SaleState::Refused:
            return stays(row);
        case SaleState::Fuelling:
        case SaleState::Delivered:
        case SaleState::Payable:
        case SaleState::Settled:
            break;
        }
        return conflict(row, "cancel");
    }

    Result<Decision> operator()(const LiftTimedOut &) const
    {
        if (row.state != SaleState::Intent)
            return conflict(row, "lift timed out");
        return cancelled({ErrorCode::PumpNotCalling, QStringLiteral("no nozzle was lifted")});
    }

    Result<Decision> operator()(const Restarted &) const
    {
        if (row.state == SaleState::Intent || row.state == SaleState::Authorised)
            return cancelled({ErrorCode::Cancelled, QStringLiteral("the station restarted before")});
        if (row.state == SaleState::Payable && !row.hold.isNull())
            return (*this)(NotGranted{{ErrorCode::Cancelled, {}}}); // asked, and the answer is lost
        return stays(row, awaitsEnd(row.state) ? unsigned(AskPump) : 0U);
    }

    Result<Decision> operator()(const CouponsGranted &event) const
    {
        if (row.state != SaleState::Payable)
            return conflict(row, "coupons");
        if (!row.hold.isNull())
            return fail(ErrorCode::Busy, QStringLiteral("a card is being asked for it"));
        const Money total = event.grant.total;
        if (total.currency != row.currency || total > row.gross())
            return fail(ErrorCode::CurrencyMismatch, QStringLiteral("another grant"));
        Decision decision{row, 0, {}, std::nullopt, true};
        decision.answer.emplace();
        decision.row.discounts = event.grant.redemptions;
        decision.row.payings = event.grant.payings;
        decision.row.offline = event.grant.offline;
        putPointsAway(decision);
        return decision;
    }

    /// What they may take off is what coupons leave, so each change of that asks for them anew.
    static void putPointsAway(Decision &decision)
    {
        decision.pointsBack = std::exchange(decision.row.points, std::nullopt);
    }

    Result<Decision> operator()(const PointsGranted &event) const
    {
        if (row.state != SaleState::Payable)
            return conflict(row, "points");
        if (!row.hold.isNull())
            return fail(ErrorCode::Busy, QStringLiteral("a card is being asked for it"));
        const PointsPaid &paid = event.points.paid;
        if (paid.amount.currency != row.currency || !paid.amount.isPositive()
            || paid.amount > row.afterCoupons())
            return fail(ErrorCode::CurrencyMismatch, QStringLiteral("another grant"));
        Decision decision{row, 0, {}, std::nullopt, true};
        decision.answer.emplace();
        decision.row.points = event.points; // at the centre in the place of those before
        return decision;
    }

    Result<Decision> operator()(const PointsPutAway &) const
    {
        if (row.state != SaleState::Payable)
            return conflict(row, "points");
        if (!row.hold.isNull())
            return fail(ErrorCode::Busy, QStringLiteral("a card is being asked for it"));
        Decision decision{row, 0, {}, std::nullopt, row.points.has_value()};
        decision.answer.emplace();
        putPointsAway(decision);
        return decision;
    }

    Result<Decision> operator()(const GoodsPut &event) const
    {
        if (row.state != SaleState::Payable)
            return conflict(row, "goods");
        if (!row.hold.isNull())
            return fail(ErrorCode::Busy, QStringLiteral("a card is being asked for it"));
        if (const auto checked = checkGoodsOf(event.goods, row.currency); !checked)
            return fail(checked.error());
        Decision decision{row, 0, {}, std::nullopt, true};
        decision.answer.emplace();
        decision.row.goods = event.goods;
        decision.row.cashier = event.by ? event.by : row.cashier;
        decision.row.discounts.clear();
        decision.row.payings = {};
        decision.row.offline = false;
        putPointsAway(decision);
        if (event.goods.empty() && row.delivery.isEmpty()) { // nobody wanted anything in the end
            decision.row.state = SaleState::Released;
            decision.row.detail = QStringLiteral("the basket was emptied");
        }
        return decision;
    }

    /// Some coupons hold for one way of paying only.
    bool holdsFor(PayingBy way) const { return !row.payings || row.payings.testFlag(way); }

    Result<Decision> operator()(const CashHanded &event) const
    {
        const bool left = row.state == SaleState::NeedsPerson && row.delivery.amount.isPositive();
        if (row.state != SaleState::Payable && !left)
            return conflict(row, "cash");
        if (row.state == SaleState::Payable && !row.hold.isNull())
            return fail(ErrorCode::Busy, QStringLiteral("a card is being asked for it"));
        if (event.cash.currency != row.currency)
            return fail(ErrorCode::CurrencyMismatch);
        if (!holdsFor(PayingBy::Cash))
            return fail(ErrorCode::CouponWrongPayment);
        SaleRow next = row;
        if (!isLowered(row)) // what the pump showed holds; what would come off afterwards was the card's
            next.offers = {};
        next.offers.points.reset(); // so were the points; the centre lets go of them with the sale's record
        charge(next);
        // What was prepaid for a delivery that a person had to look at stays paid.
        const Money before = row.mode == SaleMode::Prepaid ? row.paid : zero(row);
        const Money paid = before + event.cash;
        if (event.cash.isNegative() || paid < next.due())
            return fail(ErrorCode::TenderShort);
        Decision decision{std::move(next), FactCash, {}, std::nullopt, true};
        decision.answer.emplace();
        decision.row.cashier = event.by ? event.by : row.cashier; // who takes the money answers for it
        if (!row.hold.isNull()) {
            decision.acts |= FactReleased;
            decision.hold = row.hold;
        }
        decision.row.paid = paid;
        decision.row.returned = paid - decision.row.due();
        decision.row.state = SaleState::Settled;
        return decision;
    }

    Result<Decision> operator()(const CardOffered &event) const
    {
        const bool left = row.state == SaleState::NeedsPerson && row.delivery.amount.isPositive();
        if (left && row.mode == SaleMode::CardAuthorised) {
            if (event.card.token != row.card.token)
                return conflict(row, "another card");
            SaleRow next = row; // its own reservation covers it
            next.cashier = event.by ? event.by : row.cashier;
            Decision decision = settled(std::move(next));
            decision.answer.emplace();
            return decision;
        }
        if (!(left && row.mode == SaleMode::PostPay) && row.state != SaleState::Payable)
            return conflict(row, "card");
        if (!row.hold.isNull())
            return fail(ErrorCode::Busy, QStringLiteral("a card is being asked for it"));
        if (!holdsFor(PayingBy::FuelCard))
            return fail(ErrorCode::CouponWrongPayment);
        Decision decision{row, AskCard, {}, std::nullopt, true};
        decision.row.state = SaleState::Payable;
        decision.row.cashier = event.by ? event.by : row.cashier;
        decision.row.card = event.card;
        decision.row.hold = event.hold;
        decision.row.operation = event.operation;
        return decision;
    }

    /// Hung up at once, or never lifted. An answer that the start was refused with stays.
    Decision zeroSale() const
    {
        Decision decision = unwound(row, SaleState::Released);
        decision.row.detail = row.problem ? row.detail : QStringLiteral("nothing was taken");
        return decision;
    }

    Decision cancelled(const Error &why) const { return unwound(row, SaleState::Released, why); }
};

}

Result<Decision> decide(const SaleRow &row, const Event &event) { return std::visit(Decider{row}, event); }

bool awaitsEnd(SaleState state)
{
    return state == SaleState::PumpReleased || state == SaleState::Fuelling || state == SaleState::Delivered;
}

bool occupiesPump(SaleState state)
{
    return state == SaleState::Intent || state == SaleState::Authorised || awaitsEnd(state);
}

bool isFinal(SaleState state)
{
    return state == SaleState::Settled || state == SaleState::Released || state == SaleState::Refused;
}

bool isDefiniteNo(ErrorCode code)
{
    switch (code) {
    case ErrorCode::PumpBusy:
    case ErrorCode::PumpNotCalling:
    case ErrorCode::PumpPriceMismatch:
    case ErrorCode::PumpUnsupported:
    case ErrorCode::InvalidInput:
    case ErrorCode::CurrencyMismatch:
        return true;
    default:
        return false;
    }
}

Result<void> firstAnswer(const SaleRow &row)
{
    const bool refused = row.state == SaleState::Refused || row.state == SaleState::Released;
    if (refused && row.problem)
        return fail({*row.problem, row.detail, row.left});
    return {};
}

Preset pumpPreset(const SaleRow &row, UnitPrice price)
{
    const Preset reserved{Preset::Kind::Amount, row.limit, {}};
    if (!row.limit.isPositive())
        return row.preset;
    switch (row.preset.kind) {
    case Preset::Kind::None:
        return reserved;
    case Preset::Kind::Amount:
        return {Preset::Kind::Amount, min(row.preset.amount, row.limit), {}};
    case Preset::Kind::Volume:
        if (const auto amount = amountFor(row.preset.volume, price);
            price.milli > 0 && amount && *amount <= row.limit)
            return row.preset;
        return reserved;
    }
    return reserved;
}

Money wantedOf(const SaleRow &row, UnitPrice price, Money most)
{
    if (row.preset.kind == Preset::Kind::Amount)
        return min(row.preset.amount, most);
    if (row.preset.kind == Preset::Kind::Volume && price.milli > 0)
        if (const auto amount = amountFor(row.preset.volume, price))
            return min(*amount, most);
    return most;
}

}

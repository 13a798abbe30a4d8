#include "core/domain/sales/sale_service.h"

#include "core/domain/cards/card_rules.h"
#include "core/domain/coupons/discount.h"
#include "core/domain/sales/sold_articles.h"

namespace youka {

Result<CardGrant> SaleService::authorise(const CardQuestion &question, Pin pin,
                                         const AskingTerminal &terminal, Timestamp now)
{
    const auto card = m_cards.lockByToken(question.card.token);
    if (!card)
        return fail(card.error());
    if (const auto proven = checkProof(card->medium, question.card.proof); !proven)
        return fail(proven.error());
    if (card->pinTries >= CardService::MaxPinTries)
        return fail(ErrorCode::PinBlocked);
    if (pin == Pin::Wrong)
        return fail(ErrorCode::PinWrong);
    const auto purse = m_ledger.lock(card->account);
    if (!purse)
        return fail(purse.error());
    const QDate day = terminal.station.businessDay(now);
    const CardRequest request{question.product,  question.wanted, question.wantsExactly, day,
                              pin == Pin::Right, question.goods};
    const auto granted = decidePurchase(CardService::facts(*card, *purse, day), request);
    if (!granted) {
        // Whatever the rule says now, a question that was taken back before it came is refused as that.
        const auto known = m_ledger.findHold(question.hold);
        const bool buried = known && *known && !(*known)->account;
        return buried ? fail(ErrorCode::OperationReversed) : fail(granted.error());
    }

    const Hold hold{
        question.hold, card->account, card->id.value,   *granted, HoldState::Open, now.plusMs(HoldLifeMs),
        now,           day,           terminal.id.value};
    const auto after = m_ledger.placeHold(hold, *purse);
    if (!after)
        return fail(after.error());
    if (const auto counted = m_cards.addSpent(*card, day, *granted); !counted)
        return fail(counted.error());
    if (const auto noted = touch(card->id, question.card.token, terminal, now); !noted)
        return fail(noted.error());
    if (pin == Pin::Right)
        if (const auto noted = m_cards.notePin(*card, true); !noted)
            return fail(noted.error());
    return CardGrant{question.hold, *granted, hold.expires, after->available(), false};
}

Result<FactOutcome> SaleService::apply(const ParsedFact &fact, const AskingTerminal &terminal, Timestamp now)
{
    Booking booking{fact, terminal, now, {}, {}, {}, {}};
    if (const auto *placed = std::get_if<HoldPlaced>(&fact.body))
        return holdPlaced(*placed, booking);
    if (const auto *released = std::get_if<HoldReleased>(&fact.body))
        return holdReleased(*released, booking);
    if (const auto *reversed = std::get_if<OperationReversed>(&fact.body))
        return operationReversed(*reversed, booking);
    if (const auto kept = tankFact(booking))
        return kept->map([] { return FactOutcome{}; });
    return saleFact(std::get<SaleFact>(fact.body), booking);
}

std::optional<Result<void>> SaleService::tankFact(const Booking &booking)
{
    const TankService::Told told{booking.terminal.id, booking.terminal.station, booking.fact.seq,
                                 booking.fact.at};
    if (const auto *read = std::get_if<TankRead>(&booking.fact.body))
        return m_tanks.read(*read, told, booking.now);
    if (const auto *delivered = std::get_if<TankDelivered>(&booking.fact.body))
        return m_tanks.delivered(*delivered, told);
    if (const auto *alarmed = std::get_if<TankAlarmed>(&booking.fact.body))
        return m_tanks.alarmed(*alarmed, told, booking.now);
    return std::nullopt;
}

Result<void> SaleService::touch(CardId card, const CardToken &token, const AskingTerminal &terminal,
                                Timestamp now, bool renew)
{
    return m_cards.touch({card, terminal.station.id, terminal.id.value, token, now, renew});
}

Result<FactOutcome> SaleService::conclude(const Booking &booking)
{
    if (booking.found.empty())
        return FactOutcome{};
    const QByteArray evidence = evidenceOf(booking.view);
    for (const Booking::Found &found : booking.found) {
        const Finding finding{found.kind,
                              booking.terminal.id,
                              booking.terminal.station.id,
                              booking.fact.seq,
                              booking.reference,
                              found.account,
                              found.amount,
                              QString::fromLatin1(found.detail),
                              evidence};
        if (const auto raised = m_exceptions.raise(finding, booking.now); !raised)
            return fail(raised.error());
    }
    const Booking::Found &first = booking.found.front();
    return FactOutcome{FactOutcome::Kind::Exception, first.code, QString::fromLatin1(first.detail)};
}

Result<FactOutcome> SaleService::holdPlaced(const HoldPlaced &fact, Booking &booking)
{
    booking.reference = fact.sale.bytes();
    const Timestamp at = booking.fact.at;
    const auto card = m_cards.lockByToken(fact.token);
    if (!card) {
        if (card.error().code != ErrorCode::CardUnknown)
            return fail(card.error());
        booking.found.push_back({ExceptionKind::CardUnknown,
                                 ErrorCode::CardUnknown,
                                 fact.amount,
                                 "reserved offline for a card the centre does not know",
                                 {}});
        return conclude(booking);
    }
    if (const auto known = m_ledger.findHold(fact.hold); !known)
        return fail(known.error());
    else if (*known) // the question did arrive, or the release came first
        return touch(card->id, fact.token, booking.terminal, booking.now, true).map([] {
            return FactOutcome{};
        });
    const QDate day = booking.terminal.station.businessDay(at);
    const Hold hold{fact.hold,
                    card->account,
                    card->id.value,
                    fact.amount,
                    HoldState::Open,
                    booking.now.plusMs(HoldLifeMs),
                    at,
                    day,
                    booking.terminal.id.value};
    const auto placed = m_ledger.lock(card->account).and_then([&](const Account &purse) {
        return m_ledger.placeHold(hold, purse, true);
    });
    if (!placed)
        return fail(placed.error());
    const auto counted = m_cards.addSpent(*card, day, fact.amount).and_then([&] {
        return touch(card->id, fact.token, booking.terminal, booking.now, true);
    });
    if (!counted)
        return fail(counted.error());
    if (const auto refusal = stateRefusal(card->state, card->expires, day)) {
        booking.view.card = *card;
        booking.view.hold = hold;
        booking.view.purse = *placed;
        booking.found.push_back(
            {*refusal == ErrorCode::CardClosed ? ExceptionKind::CardClosed : ExceptionKind::CardFrozen,
             *refusal, fact.amount, "reserved offline on a card that may not be used", card->account});
    }
    if (const auto proven = checkProof(card->medium, fact.proof); !proven) {
        booking.view.card = *card;
        booking.view.hold = hold;
        booking.view.purse = *placed;
        booking.found.push_back({ExceptionKind::CardNotGenuine, proven.error().code, fact.amount,
                                 "reserved offline for a copy of a chip's number", card->account});
    }
    return conclude(booking);
}

ReversalOrder SaleService::orderOf(OperationId original, ReversalKind kind, ReversalReason reason,
                                   const Booking &booking) const
{
    const Principal terminal{Role::Terminal, booking.terminal.id.value, {}, booking.terminal.station.id};
    return {booking.fact.operation, original, kind, reason, terminal, booking.fact.at};
}

Result<FactOutcome> SaleService::holdReleased(const HoldReleased &fact, Booking &booking)
{
    const auto done = m_reversals.reverse(
        orderOf({fact.hold.uuid}, ReversalKind::Authorisation, ReversalReason::NotUsed, booking),
        booking.now);
    if (done) {
        if (fact.coupons) { // they came with it, and so did points
            const auto back = m_coupons.release(fact.sale, booking.now).and_then([&] {
                return m_points.release(fact.sale, booking.now);
            });
            if (!back)
                return fail(back.error());
        }
        const auto hold = m_ledger.findHold(fact.hold);
        if (!hold)
            return fail(hold.error());
        if (!*hold || (*hold)->card == 0) // it never reached a card
            return FactOutcome{};
        return touch({(*hold)->card}, {}, booking.terminal, booking.now).map([] { return FactOutcome{}; });
    }
    if (done.error().code == ErrorCode::ReversalAfterDelivery)
        return FactOutcome{FactOutcome::Kind::Rejected, done.error().code,
                           QStringLiteral("already captured")};
    return fail(done.error());
}

Result<FactOutcome> SaleService::operationReversed(const OperationReversed &fact, Booking &booking)
{
    booking.reference = fact.original.bytes();
    const auto done =
        m_reversals.reverse(orderOf(fact.original, fact.kind, fact.reason, booking), booking.now);
    if (done)
        return FactOutcome{};
    switch (const ErrorCode code = done.error().code) {
    case ErrorCode::ReversalTooLate:
    case ErrorCode::ReversalFundsSpent: {
        // The terminal has acted on it: somebody must see to the money.
        const auto journal = m_ledger.findJournal({fact.original.uuid});
        if (!journal)
            return fail(journal.error());
        ensure(journal->has_value(), "what was refused was found");
        booking.view.journal = (*journal)->id;
        Money amount = (*journal)->postings.front().amount;
        if (amount.isNegative())
            amount = -amount;
        booking.found.push_back({ExceptionKind::ReversalRefused,
                                 code,
                                 amount,
                                 "a terminal took back what can no longer be taken back",
                                 {}});
        return conclude(booking);
    }
    case ErrorCode::ReversalNotPossible:
    case ErrorCode::NotPermitted:
        return FactOutcome{FactOutcome::Kind::Rejected, code, done.error().detail};
    default:
        return fail(done.error());
    }
}

namespace {

/// Each good with what was taken off it.
std::vector<SaleLine> goodsOf(const SaleFact &fact)
{
    if (fact.goods.empty())
        return {};
    const auto off = splitByLine(fact.discounts, fact.basket());
    std::vector<SaleLine> goods;
    const size_t first = off.size() - fact.goods.size();
    for (size_t i = 0; i < fact.goods.size(); ++i)
        goods.push_back({fact.goods[i], off[first + i]});
    return goods;
}

}

Result<FactOutcome> SaleService::saleFact(const SaleFact &fact, Booking &booking)
{
    const Delivery &d = fact.delivery;
    const AskingTerminal &terminal = booking.terminal;
    const Timestamp at = booking.fact.at;
    booking.reference = fact.sale.bytes();
    const auto earlier = m_sales.find(fact.sale);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier) {
        booking.view.sale = **earlier;
        booking.found.push_back({ExceptionKind::Duplicate,
                                 ErrorCode::SaleExistsDifferent,
                                 fact.gross(),
                                 "a second record of one sale",
                                 {}});
        return conclude(booking);
    }
    if (!fact.gross().isPositive())
        return FactOutcome{FactOutcome::Kind::Rejected, ErrorCode::AmountNotPositive, {}};

    const BookingContext context{{fact.sale.uuid},    booking.now,      at, terminal.station.businessDay(at),
                                 terminal.station.id, booking.reference};
    booking.view.journal = context.journal;
    SaleRecord record{fact.sale,   terminal.id, terminal.station.id, fact.pump,   fact.mode,
                      {},          {},          fact.hold,           d,           at,
                      booking.now, context.day, fact.offline,        fact.cashier};
    record.record = booking.fact.seq;
    record.discounts = fact.discounts;
    record.points = fact.points;
    record.goods = goodsOf(fact);
    auto discounts = redeemed(fact, booking);
    const auto spender =
        discounts ? pointsSpent(fact, context, *discounts, booking) : fail(discounts.error());
    if (!spender)
        return fail(spender.error());
    const auto booked = fact.hold.isNull() ? m_ledger.cashSale(fact.paid(), context, *discounts)
                                           : captured(fact, context, *discounts, booking, record);
    if (!booked)
        return fail(booked.error());
    if (!record.customer) {
        const auto member = *spender ? Result<CustomerId>(*spender) : whoShowed(fact);
        if (!member)
            return fail(member.error());
        record.customer = *member;
    }
    const auto stored = m_sales.insert(record)
                            .and_then([&] { return tellSold(m_db, record, booking.now); })
                            .and_then([&] { return earned(fact, record, context, booking); })
                            .and_then([&] { return gave(fact, record, booking); })
                            .and_then([&] { return tell(fact, record, booking); });
    if (!stored)
        return fail(stored.error());
    if (const auto checked = checkLines(fact, booking); !checked)
        return fail(checked.error());
    return conclude(booking);
}

/// What cannot be right in what was sold is seen, and stays sold.
Result<void> SaleService::checkLines(const SaleFact &fact, Booking &booking)
{
    const Delivery &d = fact.delivery;
    Money wrong{0, fact.currency()};
    for (const BasketLine &line : fact.goods)
        if (amountFor({line.quantity}, line.price) != line.amount)
            wrong += line.amount;
    const bool fuel = d.isEmpty() || isPlausible(d.amount, d.volume, d.price);
    const bool lowered = !d.pump
        || (d.pump->amount <= d.amount && d.amount - d.pump->amount <= fact.discount()
            && isPlausible(d.pump->amount, d.volume, d.pump->price));
    if (!lowered)
        booking.found.push_back({ExceptionKind::Implausible,
                                 ErrorCode::PumpAmountImplausible,
                                 d.amount,
                                 "what the pump showed at its lowered price is not what was taken off",
                                 {}});
    if (!fuel)
        booking.found.push_back({ExceptionKind::Implausible,
                                 ErrorCode::PumpAmountImplausible,
                                 d.amount,
                                 "volume x price does not explain the pump's amount",
                                 {}});
    if (wrong.isPositive())
        booking.found.push_back({ExceptionKind::Implausible,
                                 ErrorCode::GoodsAmountImplausible,
                                 wrong,
                                 "quantity x price is not the amount of its goods",
                                 {}});
    return d.isEmpty() ? Result<void>() : checkPrice(fact, booking);
}

Result<void> SaleService::checkPrice(const SaleFact &fact, Booking &booking)
{
    const Delivery &d = fact.delivery;
    return m_prices.published(booking.terminal.station.id, d.product, d.price, booking.fact.at)
        .map([&](const PriceService::Published &published) {
            booking.view.price = published.inForce;
            if (!published.was)
                booking.found.push_back({ExceptionKind::PriceUnknown,
                                         ErrorCode::PriceUnknown,
                                         d.amount,
                                         "sold at a price that was not published there",
                                         {}});
        });
}

Result<void> SaleService::captured(const SaleFact &fact, const BookingContext &context,
                                   const std::vector<Discount> &discounts, Booking &booking,
                                   SaleRecord &record)
{
    const Money amount = fact.paid();
    const auto done = m_ledger.capture(fact.hold, amount, context, discounts);
    if (!done) {
        // The hold's own record was refused earlier (unknown card), another sale took it, or it is of another
        // currency. The fuel is gone: book it where a person looks.
        const ErrorCode code = done.error().code;
        if (code != ErrorCode::HoldNotFound && code != ErrorCode::HoldNotOpen
            && code != ErrorCode::CurrencyMismatch)
            return fail(done.error());
        const auto known = m_ledger.findHold(fact.hold);
        if (!known)
            return fail(known.error());
        booking.view.hold = *known;
        booking.found.push_back(
            {code == ErrorCode::HoldNotFound ? ExceptionKind::HoldUnknown : ExceptionKind::HoldUnfit,
             code,
             amount,
             "delivered against a reservation that cannot pay for it",
             {}});
        return m_ledger.bookToSuspense(amount, context, discounts);
    }
    const auto card = m_cards.byId({done->hold.card});
    if (!card)
        return fail(card.error());
    record.card = card->id;
    record.customer = card->customer;
    booking.view.card = *card;
    booking.view.hold = done->hold;
    booking.view.purse = done->after;
    booking.taken = amount - done->shortfall;
    const Money counted = done->late ? Money{0, amount.currency} : done->hold.amount;
    if (const auto spent = m_cards.addSpent(*card, done->hold.day, amount - counted); !spent)
        return fail(spent.error());
    if (const auto noted = touch(card->id, {}, booking.terminal, context.now); !noted)
        return fail(noted.error());
    if (done->shortfall.isPositive())
        booking.found.push_back({ExceptionKind::Overdrawn, ErrorCode::InsufficientFunds, done->shortfall,
                                 "the purse did not cover it; the rest is a debt", card->account});
    if (done->late)
        booking.found.push_back({ExceptionKind::LateCapture, ErrorCode::HoldNotOpen, amount,
                                 "captured after the reservation had ended", card->account});
    return {};
}

Result<int> SaleService::expireHolds(Timestamp now)
{
    const auto freed = m_ledger.expireHolds(now);
    if (!freed)
        return fail(freed.error());
    for (const Hold &hold : *freed) {
        const auto done = m_cards.byId({hold.card}).and_then([&](const CardRecord &card) {
            return m_cards.addSpent(card, hold.day, -hold.amount).and_then([&] {
                return m_cards.announce(card.account, now);
            });
        });
        if (!done)
            return fail(done.error());
    }
    const auto coupons = m_coupons.expire(now);
    const auto points = coupons ? m_points.freeOverdue(now) : fail(coupons.error());
    return points.map([&](int sales) { return int(freed->size()) + *coupons + sales; });
}

}

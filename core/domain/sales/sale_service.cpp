#include "core/domain/sales/sale_service.h"

#include "core/domain/cards/card_rules.h"

namespace youka {

Result<CardGrant> SaleService::authorise(const CardQuestion &question, Pin pin,
                                         const AskingTerminal &terminal, Timestamp now)
{
    const auto card = m_cards.lockByToken(question.card.token);
    if (!card)
        return fail(card.error());
    if (card->pinTries >= CardService::MaxPinTries)
        return fail(ErrorCode::PinBlocked);
    if (pin == Pin::Wrong)
        return fail(ErrorCode::PinWrong);
    const auto purse = m_ledger.account(card->account);
    if (!purse)
        return fail(purse.error());
    const QDate day = terminal.station.businessDay(now);
    const CardRequest request{question.product, question.wanted, question.wantsExactly, day,
                              pin == Pin::Right};
    const auto granted = decidePurchase(CardService::facts(*card, *purse, day), request);
    if (!granted)
        return fail(granted.error());

    const Hold hold{
        question.hold, card->account, card->id.value,   *granted, HoldState::Open, now.plusMs(HoldLifeMs),
        now,           day,           terminal.id.value};
    const auto after = m_ledger.placeHold(hold);
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
    if (const auto *placed = std::get_if<HoldPlaced>(&fact.body))
        return holdPlaced(*placed, fact.at, terminal, now);
    if (const auto *released = std::get_if<HoldReleased>(&fact.body))
        return holdReleased(*released, fact.at, terminal, now);
    return saleFact(std::get<SaleFact>(fact.body), fact.at, terminal, now);
}

/// The card's figures changed; the terminals are told soon.
Result<void> SaleService::touch(CardId card, const CardToken &token, const AskingTerminal &terminal,
                                Timestamp now, bool renew)
{
    return m_cards.touch({card, terminal.station.id, terminal.id.value, token, now, renew});
}

Result<FactOutcome> SaleService::exception(const QString &kind, ErrorCode code,
                                           const AskingTerminal &terminal, const QByteArray &reference,
                                           Money amount, const QString &detail, Timestamp now)
{
    return m_sales.insertCase({kind, terminal.id, reference, amount, detail}, now).map([&] {
        return FactOutcome{FactOutcome::Kind::Exception, code, detail};
    });
}

Result<FactOutcome> SaleService::holdPlaced(const HoldPlaced &fact, Timestamp at,
                                            const AskingTerminal &terminal, Timestamp now)
{
    const auto card = m_cards.lockByToken(fact.token);
    if (!card) {
        if (card.error().code != ErrorCode::CardUnknown)
            return fail(card.error());
        return exception(QStringLiteral("card-unknown"), ErrorCode::CardUnknown, terminal, fact.sale.bytes(),
                         fact.amount, QStringLiteral("reserved offline for a card the centre does not know"),
                         now);
    }
    if (const auto known = m_ledger.findHold(fact.hold); !known)
        return fail(known.error());
    else if (*known) // the question did arrive, or the release came first
        return touch(card->id, fact.token, terminal, now, true).map([] { return FactOutcome{}; });
    const QDate day = terminal.station.businessDay(at);
    const Hold hold{
        fact.hold, card->account, card->id.value,   fact.amount, HoldState::Open, now.plusMs(HoldLifeMs),
        at,        day,           terminal.id.value};
    const auto placed = m_ledger.placeHold(hold, true).and_then([&](const Account &) {
        return m_cards.addSpent(*card, day, fact.amount).and_then([&] {
            return touch(card->id, fact.token, terminal, now, true);
        });
    });
    if (!placed)
        return fail(placed.error());
    if (const auto refusal = stateRefusal(card->state, card->expires, day))
        return exception(QStringLiteral("card-state"), *refusal, terminal, fact.sale.bytes(), fact.amount,
                         QStringLiteral("reserved offline on a card that may not be used"), now);
    return FactOutcome{};
}

Result<FactOutcome> SaleService::holdReleased(const HoldReleased &fact, Timestamp at,
                                              const AskingTerminal &terminal, Timestamp now)
{
    const auto known = m_ledger.findHold(fact.hold);
    if (!known)
        return fail(known.error());
    if (!*known) // a tombstone: should the question arrive after all, it finds its hold already given back
        return m_ledger.buryHold(fact.hold, now, terminal.station.businessDay(at), terminal.id.value).map([] {
            return FactOutcome{};
        });
    const auto released = m_ledger.release(fact.hold);
    if (!released) {
        if (released.error().code == ErrorCode::HoldNotOpen)
            return FactOutcome{FactOutcome::Kind::Rejected, ErrorCode::HoldNotOpen,
                               QStringLiteral("already captured")};
        return fail(released.error());
    }
    if (released->state != HoldState::Open)
        return FactOutcome{};
    return m_cards.byId({released->card})
        .and_then(
            [&](const CardRecord &card) { return m_cards.addSpent(card, released->day, -released->amount); })
        .and_then([&] { return touch({released->card}, {}, terminal, now); })
        .map([] { return FactOutcome{}; });
}

Result<FactOutcome> SaleService::saleFact(const SaleFact &fact, Timestamp at, const AskingTerminal &terminal,
                                          Timestamp now)
{
    const Delivery &d = fact.delivery;
    const auto earlier = m_sales.find(fact.sale);
    if (!earlier)
        return fail(earlier.error());
    if (*earlier)
        return exception(QStringLiteral("duplicate"), ErrorCode::SaleExistsDifferent, terminal,
                         fact.sale.bytes(), d.amount, QStringLiteral("a second record of one sale"), now);
    if (!d.amount.isPositive())
        return FactOutcome{FactOutcome::Kind::Rejected, ErrorCode::AmountNotPositive, {}};

    const BookingContext context{
        {fact.sale.uuid}, now, at, terminal.station.businessDay(at), terminal.station.id, fact.sale.bytes()};
    SaleRecord record{fact.sale, terminal.id, terminal.station.id, fact.pump, fact.mode,
                      {},        {},          fact.hold,           d,         at,
                      now,       context.day, fact.offline};
    Result<FactOutcome> outcome = FactOutcome{};
    if (fact.hold.isNull()) {
        if (const auto booked = m_ledger.cashSale(d.amount, context); !booked)
            return fail(booked.error());
    } else {
        outcome = captured(fact, context, terminal, record);
        if (!outcome)
            return outcome;
    }
    if (const auto stored = m_sales.insert(record); !stored)
        return fail(stored.error());
    if (outcome->kind == FactOutcome::Kind::Applied && !isPlausible(d.amount, d.volume, d.price))
        return exception(QStringLiteral("implausible"), ErrorCode::PumpAmountImplausible, terminal,
                         fact.sale.bytes(), d.amount,
                         QStringLiteral("volume x price does not explain the pump's amount"), now);
    return outcome;
}

Result<FactOutcome> SaleService::captured(const SaleFact &fact, const BookingContext &context,
                                          const AskingTerminal &terminal, SaleRecord &record)
{
    const Money amount = fact.delivery.amount;
    const auto done = m_ledger.capture(fact.hold, amount, context);
    if (!done) {
        // The hold's own record was refused earlier (unknown card), another sale took it, or it is of another
        // currency. The fuel is gone: book it where a person looks.
        const ErrorCode code = done.error().code;
        if (code != ErrorCode::HoldNotFound && code != ErrorCode::HoldNotOpen
            && code != ErrorCode::CurrencyMismatch)
            return fail(done.error());
        return m_ledger.bookToSuspense(amount, context).and_then([&] {
            return exception(code == ErrorCode::HoldNotFound ? QStringLiteral("hold-unknown")
                                                             : QStringLiteral("hold-unfit"),
                             code, terminal, fact.sale.bytes(), amount,
                             QStringLiteral("delivered against a reservation that cannot pay for it"),
                             context.now);
        });
    }
    const auto card = m_cards.byId({done->hold.card});
    if (!card)
        return fail(card.error());
    record.card = card->id;
    record.customer = card->customer;
    const Money counted = done->late ? Money{0, amount.currency} : done->hold.amount;
    if (const auto spent = m_cards.addSpent(*card, done->hold.day, amount - counted); !spent)
        return fail(spent.error());
    if (const auto noted = touch(card->id, {}, terminal, context.now); !noted)
        return fail(noted.error());
    if (done->shortfall.isPositive())
        return exception(QStringLiteral("overdrawn"), ErrorCode::InsufficientFunds, terminal,
                         fact.sale.bytes(), done->shortfall,
                         QStringLiteral("the purse did not cover it; the rest is a debt"), context.now);
    if (done->late)
        return exception(QStringLiteral("late-capture"), ErrorCode::HoldNotOpen, terminal, fact.sale.bytes(),
                         amount, QStringLiteral("captured after the reservation had ended"), context.now);
    return FactOutcome{};
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
    return int(freed->size());
}

}

#include "core/domain/reversals/reversible.h"

namespace youka {

namespace {

using State = ReversalOriginal::State;

State stateOf(const Hold &hold)
{
    switch (hold.state) {
    case HoldState::Open:
        return State::Standing;
    case HoldState::Captured:
        return State::Delivered;
    case HoldState::Released:
    case HoldState::Expired:
        break;
    }
    return State::Undone;
}

Result<std::optional<ReversalOriginal>> find(const ReversalDesk &desk, OperationId original)
{
    return Ledger(desk.db)
        .findHold({original.uuid})
        .map([](const std::optional<Hold> &hold) -> std::optional<ReversalOriginal> {
            if (!hold)
                return std::nullopt;
            const Money nothing{0, hold->amount.currency};
            return ReversalOriginal{stateOf(*hold), {}, hold->at, hold->amount, nothing, nothing};
        });
}

Result<std::optional<JournalId>> undo(const ReversalDesk &desk, const ReversalOrder &order)
{
    const auto released = Ledger(desk.db).release({order.original.uuid});
    if (!released)
        return fail(released.error());
    CardService cards(desk.db, desk.keys);
    return cards.byId({released->card})
        .and_then(
            [&](const CardRecord &card) { return cards.addSpent(card, released->day, -released->amount); })
        .map([] { return std::optional<JournalId>(); });
}

/// Should the question arrive after all, it finds its hold already given back.
Result<void> bury(const ReversalDesk &desk, const ReversalOrder &order)
{
    const bool byTerminal = order.who.role == Role::Terminal;
    return Ledger(desk.db).buryHold({order.original.uuid}, desk.now, order.occurred.toDateTime().date(),
                                    byTerminal ? order.who.subject : 0);
}

}

const Reversible AuthorisationReversal{ReversalKind::Authorisation, find, decideAuthorisationReversal, undo,
                                       bury};

}

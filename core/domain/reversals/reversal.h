#pragma once

#include "core/domain/access/access.h"

namespace youka {

/// What can be taken back. Stored; a capability joins in reversibles.cpp.
enum class ReversalKind {
    Authorisation = 1, ///< original: the hold's id; undone by its release
    TopUp = 2,         ///< original: the operation's id; undone by a contra journal
};

/// Why. Stored, and on the wire by name.
enum class ReversalReason {
    NoAnswer = 1,  ///< the question's answer was lost and the terminal gave up
    NotUsed = 2,   ///< nothing was taken
    Cancelled = 3, ///< by the customer
    Mistake = 4,   ///< of whoever entered it
    Fault = 5,     ///< of the equipment
};

/// "Take the whole of that back." Store-and-forward: it may arrive before what it takes back, and again.
struct ReversalOrder
{
    OperationId operation; ///< its own
    OperationId original;
    ReversalKind kind = ReversalKind::Authorisation;
    ReversalReason reason = ReversalReason::NoAnswer;
    Principal who; ///< a person, or the terminal by itself
    Timestamp occurred;
};

struct ReversalPolicy
{
    qint64 withinMs = 24 * 60 * 60 * 1000;
    Money secondPersonAbove{50'000, {}}; ///< counts whole units in every currency
};

/// What a rule needs to know of an original.
struct ReversalOriginal
{
    enum class State {
        Standing,
        Undone,    ///< by itself: its hold was released or has ended
        Delivered, ///< fuel has flowed for it
    } state = State::Standing;
    StationId station;
    Timestamp at;
    Money amount;
    Money fromPurse; ///< what undoing takes out of the purse
    Money available; ///< what the purse can give
};

enum class ReversalOutcome {
    Undone = 1,         ///< now or before
    BeforeOriginal = 2, ///< the original has not come; it will be refused when it does
    NothingLeft = 3,    ///< the original had ended by itself
    Waiting = 4,        ///< for a second person
};

struct ReversalDone
{
    ReversalOutcome outcome = ReversalOutcome::Undone;
    std::optional<JournalId> journal; ///< the contra journal
    QString maker;                    ///< who proposed what waits
};

}

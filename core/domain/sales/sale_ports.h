#pragma once

#include "core/domain/sales/sale.h"

#include <functional>
#include <optional>

namespace youka {

/// Puts a question to the server and, when no answer comes in time, answers it from the terminal's own books
/// within its offline limits. The answer arrives on the asking thread, exactly once, never from inside ask().
/// A grant given offline has been made durable (hold and fact) before the answer arrives.
class CardAuthoriser
{
public:
    virtual ~CardAuthoriser() = default;
    virtual void ask(const CardQuestion &question, std::function<void(Result<CardGrant>)> answer) = 0;
};

/// Where facts go. append() joins the caller's open transaction on the terminal's own store, so that a
/// business row and its fact are written together or not at all, and gives the record's number; kick() asks
/// for an upload now and returns at once. Records up to uploadedUpTo() have left this terminal for good.
class FactLog
{
public:
    virtual ~FactLog() = default;
    virtual Result<qint64> append(const Fact &fact) = 0;
    /// The body of the record that operation wrote, if it wrote one.
    virtual Result<std::optional<QByteArray>> recorded(OperationId) { return std::optional<QByteArray>(); }
    virtual void kick() = 0;
    virtual qint64 uploadedUpTo() const = 0;
};

}

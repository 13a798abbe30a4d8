#pragma once

#include "core/domain/refunds/refund.h"
#include "core/domain/sales/station_control.h"

#include <functional>

namespace youka {

/// A refund as a till asks for it: with the proof of somebody who may.
struct CounterRefund
{
    OperationId operation; ///< the same again after a lost answer: nothing goes back twice
    SaleId sale;
    std::vector<RefundPart> parts; ///< none: all that is left
    RefundReason reason = RefundReason::Mistake;
    QString note;
    StaffId by;
    QString pin; ///< of `by`, as typed; never stored, never logged
};

/// What came of it, as the till says it.
struct CounterRefundDone
{
    bool waiting = false; ///< for a second person
    QString maker;        ///< who asked first, where it waits
    Money money;          ///< what goes, or would go, to the customer
    bool toCash = true;
    Money toDebt;
    qint64 coupons = 0;
    qint64 pointsBack = 0;
    qint64 pointsTaken = 0;
};

/// Refunds from a till. The centre decides and books. Answers arrive on the asking thread, exactly once,
/// never from inside the call.
class RefundDesk
{
public:
    virtual ~RefundDesk() = default;
    /// The sales of this station that a number on a receipt stands for: one, or a few of the same moment.
    /// Errors: SaleNotFound, RefundOnlineOnly.
    virtual void find(const QString &number, std::function<void(Result<std::vector<SaleView>>)> answer) = 0;
    /// Of a sale of this station, with what went back. Errors: SaleNotFound, RefundOnlineOnly.
    virtual void lines(SaleId sale, std::function<void(Result<std::vector<RefundLine>>)> answer) = 0;
    /// Errors: RefundOnlineOnly (nobody knows whether it was done: ask the same again), PinWrong,
    /// TooManyAttempts, StaffUnknown, NotPermitted, those of RefundService::refund().
    virtual void refund(const CounterRefund &refund,
                        std::function<void(Result<CounterRefundDone>)> answer) = 0;
};

}

#pragma once

#include "core/domain/sales/receipt_desk.h"

namespace youka {

/// A printer that is told what to say.
class FakePrinter final : public ReceiptDesk
{
public:
    Result<void> print(SaleId sale, const ReceiptPage &page, const QString &copyMark) override
    {
        if (problem)
            return fail(*problem);
        printed = sale;
        paper = page;
        mark = copyMark;
        state = ReceiptState::Waiting;
        Q_EMIT changed();
        return {};
    }
    std::optional<ReceiptState> stateOf(SaleId) override { return state; }
    PrinterState printer() const override { return its; }
    void turn(PrinterState to, std::optional<ReceiptState> receipt)
    {
        its = to;
        state = receipt;
        Q_EMIT changed();
    }

    std::optional<ErrorCode> problem;
    std::optional<ReceiptState> state;
    PrinterState its = PrinterState::Ready;
    SaleId printed;
    ReceiptPage paper;
    QString mark;
};

}

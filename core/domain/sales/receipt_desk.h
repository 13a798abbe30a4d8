#pragma once

#include "core/domain/sales/receipt_page.h"
#include "core/foundation/base/ids.h"
#include "core/foundation/base/result.h"

#include <QObject>

#include <optional>

namespace youka {

/// What a printer says of itself; the worst of what holds.
enum class PrinterState {
    Ready,
    PaperLow, ///< prints still
    PaperOut,
    CoverOpen,
    Faulty,  ///< cutter, head, or something that it does not name
    Offline, ///< it does not answer
};
/// Could a receipt be printed now?
constexpr bool canPrint(PrinterState state)
{
    return state == PrinterState::Ready || state == PrinterState::PaperLow;
}

/// How far a receipt has come.
enum class ReceiptState {
    Waiting = 1, ///< for the printer
    Printing = 2,
    Printed = 3, ///< the printer said so
    Unknown = 4, ///< it fell silent: somebody has to look at the paper
    Late = 5,    ///< it waited too long: who wanted it has gone
};

/// Where receipts are printed. Whatever happens to the printer, no sale waits for it.
class ReceiptDesk : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// Keeps it and prints it as soon as that is possible. When one of the same sale was printed or may have
    /// been, `copyMark` stands above. Errors: those of the store.
    virtual Result<void> print(SaleId sale, const ReceiptPage &page, const QString &copyMark) = 0;
    /// Of the sale's last receipt; none: there was none.
    virtual std::optional<ReceiptState> stateOf(SaleId sale) = 0;
    virtual PrinterState printer() const = 0;

Q_SIGNALS:
    void changed();
};

}

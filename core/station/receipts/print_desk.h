#pragma once

#include "core/foundation/base/clock.h"
#include "core/station/devices/printers/receipt_printer.h"
#include "core/station/receipts/print_queue.h"

namespace youka {

/// One printer and what it is to print, in order, one at a time. Lives in the thread of the store; the
/// printer lives in its own. What is handed over is on disk as "printing" before it is, so that no program
/// that dies prints a receipt a second time by itself.
class PrintDesk final : public ReceiptDesk
{
    Q_OBJECT
public:
    /// Waiting receipts that are older are not printed any more.
    static constexpr qint64 LateMs = 120'000;
    static constexpr qint64 KeptMs = qint64(7) * 86'400'000;

    /// Everything passed in outlives this. Call recover() first.
    PrintDesk(Database &store, ReceiptPrinter &printer, const Clock &clock);
    /// Errors: those of the store.
    Result<void> recover();

    Result<void> print(SaleId sale, const ReceiptPage &page, const QString &copyMark) override;
    std::optional<ReceiptState> stateOf(SaleId sale) override;
    PrinterState printer() const override { return m_state; }

private:
    void onState(PrinterState state);
    void onEnded(qint64 job, PrintOutcome outcome);
    void goOn();

    PrintQueue m_queue;
    ReceiptPrinter &m_printer;
    const Clock &m_clock;
    PrinterState m_state = PrinterState::Offline;
    qint64 m_printing = 0;
    Database &m_db;
};

}

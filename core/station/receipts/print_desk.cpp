#include "core/station/receipts/print_desk.h"

namespace youka {

namespace {

void log(const Result<void> &done)
{
    if (!done)
        qWarning("receipts: %s", qPrintable(toString(done.error())));
}

}

PrintDesk::PrintDesk(Database &store, ReceiptPrinter &printer, const Clock &clock)
    : m_queue(store)
    , m_printer(printer)
    , m_clock(clock)
    , m_db(store)
{
    connect(&printer, &ReceiptPrinter::stateChanged, this, &PrintDesk::onState);
    connect(&printer, &ReceiptPrinter::ended, this, &PrintDesk::onEnded);
}

Result<void> PrintDesk::recover()
{
    return m_db.transaction([&] {
        return m_queue.doubtUnended().and_then([&] { return m_queue.forget(m_clock.now().plusMs(-KeptMs)); });
    });
}

Result<void> PrintDesk::print(SaleId sale, const ReceiptPage &page, const QString &copyMark)
{
    const auto kept = m_db.transaction([&]() -> Result<void> {
        const auto isCopy = m_queue.isCopy(sale);
        if (!isCopy)
            return fail(isCopy.error());
        PrintJob job{0, sale, page, ReceiptState::Waiting, m_clock.now()};
        if (*isCopy)
            job.page.prepend({PaperLine::Kind::Text, copyMark, {}, PaperLine::Align::Centre, true, true});
        return m_queue.insert(job);
    });
    if (kept)
        goOn();
    return kept;
}

std::optional<ReceiptState> PrintDesk::stateOf(SaleId sale)
{
    const auto state = m_queue.lastOf(sale);
    return state ? *state : std::nullopt;
}

void PrintDesk::onState(PrinterState state)
{
    m_state = state;
    goOn();
    Q_EMIT changed();
}

void PrintDesk::onEnded(qint64 job, PrintOutcome outcome)
{
    if (job != m_printing)
        return;
    m_printing = 0;
    log(m_queue.setState(job,
                         outcome == PrintOutcome::Printed       ? ReceiptState::Printed
                             : outcome == PrintOutcome::Unknown ? ReceiptState::Unknown
                                                                : ReceiptState::Waiting));
    // One that was not begun waits until the printer says something new.
    if (outcome != PrintOutcome::NotBegun)
        goOn();
    Q_EMIT changed();
}

void PrintDesk::goOn()
{
    if (const auto dropped = m_queue.dropLate(m_clock.now().plusMs(-LateMs)); !dropped)
        return log(fail(dropped.error()));
    if (m_printing != 0 || !canPrint(m_state))
        return;
    const auto next = m_queue.next();
    if (!next)
        return log(fail(next.error()));
    if (!*next)
        return;
    if (const auto begun = m_queue.setState((*next)->id, ReceiptState::Printing); !begun)
        return log(begun);
    m_printing = (*next)->id;
    m_printer.print(m_printing, (*next)->page);
    Q_EMIT changed();
}

}

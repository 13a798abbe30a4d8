#include "core/station/devices/printers/escpos/escpos_printer.h"

#include <algorithm>

namespace youka {

EscPosPrinter::EscPosPrinter(std::unique_ptr<ByteLink> link, const Clock &clock, int columns,
                             escpos::Times times)
    : m_clock(clock)
    , m_link(link.release())
    , m_session(columns, times)
{
    m_link->setParent(this);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { carryOut(m_session.onTimer(m_clock.monotonicMs())); });
    connect(m_link, &ByteLink::bytes, this,
            [this](const QByteArray &bytes) { carryOut(m_session.onBytes(bytes, m_clock.monotonicMs())); });
    connect(m_link, &ByteLink::opened, this, [this] { carryOut(m_session.onOpened(m_clock.monotonicMs())); });
    connect(m_link, &ByteLink::lost, this, [this] { carryOut(m_session.onLost()); });
}

void EscPosPrinter::doStop()
{
    m_timer.stop();
    m_link->close();
}

void EscPosPrinter::doPrint(qint64 job, const ReceiptPage &page)
{
    carryOut(m_session.print(job, page, m_clock.monotonicMs()));
}

void EscPosPrinter::carryOut(const escpos::Session::Output &output)
{
    struct Speaker
    {
        EscPosPrinter &printer;
        void operator()(PrinterState state) const { Q_EMIT printer.stateChanged(state); }
        void operator()(const escpos::Session::Ended &ended) const
        {
            Q_EMIT printer.ended(ended.job, ended.outcome);
        }
    };
    if (!output.send.isEmpty())
        m_link->write(output.send);
    for (const auto &notice : output.notices)
        std::visit(Speaker{*this}, notice);
    if (m_link->isOpen())
        m_timer.start(int(std::clamp<qint64>(m_session.dueMs() - m_clock.monotonicMs(), 0, 60'000)));
    else
        m_timer.stop();
}

}

#pragma once

#include "core/station/devices/printers/escpos/escpos_session.h"

#include <QTimer>

namespace youka {

/// An ESC/POS printer on a link of its own. Has no parent, so that DeviceThread can take it.
class EscPosPrinter final : public ReceiptPrinter
{
    Q_OBJECT
public:
    EscPosPrinter(std::unique_ptr<ByteLink> link, const Clock &clock, int columns, escpos::Times times = {});

protected:
    void doStart() override { m_link->open(); }
    void doStop() override;
    void doPrint(qint64 job, const ReceiptPage &page) override;

private:
    void carryOut(const escpos::Session::Output &output);

    const Clock &m_clock;
    ByteLink *m_link;
    QTimer m_timer{this};
    escpos::Session m_session;
};

}

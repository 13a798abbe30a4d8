#pragma once

#include "core/domain/sales/receipt_desk.h"
#include "core/foundation/base/clock.h"
#include "core/foundation/base/result.h"
#include "core/station/devices/link/byte_link.h"

#include <QObject>

#include <memory>

namespace youka {

/// What became of a receipt.
enum class PrintOutcome {
    Printed,  ///< the printer said so after the last byte
    Unknown,  ///< it fell silent: somebody has to look at the paper
    NotBegun, ///< nothing of it was sent
};

/// A receipt printer, whatever it speaks. It asks for its state by itself, and reopens its link by itself.
class ReceiptPrinter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// From any thread.
    void start()
    {
        QMetaObject::invokeMethod(
            this, [this] { doStart(); }, Qt::QueuedConnection);
    }
    void stop()
    {
        QMetaObject::invokeMethod(
            this, [this] { doStop(); }, Qt::QueuedConnection);
    }
    /// One at a time; ended() tells of `job`. A printer that stops for paper or its cover goes on with the
    /// whole receipt when that is mended.
    void print(qint64 job, const ReceiptPage &page)
    {
        QMetaObject::invokeMethod(
            this, [this, job, page] { doPrint(job, page); }, Qt::QueuedConnection);
    }

Q_SIGNALS:
    /// Said once per change; the first time when it is known.
    void stateChanged(youka::PrinterState state);
    void ended(qint64 job, youka::PrintOutcome outcome);

protected:
    virtual void doStart() = 0;
    virtual void doStop() = 0;
    virtual void doPrint(qint64 job, const ReceiptPage &page) = 0;
};

struct PrinterConfig
{
    QString protocol = QStringLiteral("escpos");
    int columns = 48; ///< of half-width characters: 48 on 80 mm paper, 32 on 58 mm
};

/// `clock` outlives it and is read in its thread. Errors: SettingsInvalid (unknown protocol, columns).
Result<std::unique_ptr<ReceiptPrinter>> makeReceiptPrinter(std::unique_ptr<ByteLink> link,
                                                           const PrinterConfig &config, const Clock &clock);

}

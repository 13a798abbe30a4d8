#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QObject>

namespace youka {

/// One card as the reader gave it. Track data is clonable and sensitive: it goes to the token and the mask at
/// once and is neither stored nor logged.
struct CardRead
{
    enum class Kind {
        Track2 = 1, ///< ASCII from ';' to the check character after '?'
        Uid = 2,    ///< the chip's own number, as bytes
        Chip = 3,   ///< the same, from a chip that proved itself
    } kind = Kind::Uid;
    QByteArray data;
};

/// A card reader, whatever it speaks. It polls and reinitialises by itself.
class CardReader : public QObject
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

Q_SIGNALS:
    /// Once per card put in or held to the reader.
    void cardPresented(const youka::CardRead &card);
    void removed();
    /// CardReadFailed: a card that cannot be read. CardNotGenuine: one that says it is ours and cannot prove
    /// it. LinkLost: the reader does not answer; said once per outage.
    void failed(youka::ErrorCode code);

protected:
    virtual void doStart() = 0;
    virtual void doStop() = 0;
};

}

#pragma once

#include <QByteArray>
#include <QObject>

namespace youka {

/// Bytes in and out of one device. Knows no frame. Lives in one thread, all calls are made there; opened()
/// and lost() alternate, so "lost" is said once per loss. A link reopens by itself with a growing pause until
/// close() is called.
class ByteLink : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void open() = 0;
    virtual void close() = 0;
    /// Bytes written while the link is not open are dropped: what a device is told is never replayed later.
    virtual void write(const QByteArray &bytes) = 0;
    virtual bool isOpen() const = 0;

Q_SIGNALS:
    void bytes(const QByteArray &bytes);
    void opened();
    /// `reason` is English, for the log.
    void lost(const QString &reason);
};

}

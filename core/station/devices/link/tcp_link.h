#pragma once

#include "core/station/devices/link/byte_link.h"
#include "core/station/devices/link/reopen_pause.h"

#include <QTimer>

class QTcpSocket;

namespace youka {

/// A device behind a serial server (raw TCP). Reopens by itself.
class TcpLink final : public ByteLink
{
    Q_OBJECT
public:
    TcpLink(QString host, quint16 port, QObject *parent = nullptr);
    ~TcpLink() override;

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    bool isOpen() const override { return m_open; }

private:
    void tryOpen();
    void lose(const QString &reason);

    const QString m_host;
    const quint16 m_port;
    QTcpSocket *m_socket;
    QTimer m_retry{this};
    QTimer m_connecting{this};
    ReopenPause m_pause;
    bool m_wanted = false;
    bool m_open = false;
};

}

#include "core/station/devices/link/tcp_link.h"

#include <QTcpSocket>

namespace youka {

namespace {
constexpr int ConnectTimeoutMs = 5'000;
}

TcpLink::TcpLink(QString host, quint16 port, QObject *parent)
    : ByteLink(parent)
    , m_host(std::move(host))
    , m_port(port)
    , m_socket(new QTcpSocket(this))
{
    m_retry.setSingleShot(true);
    m_connecting.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TcpLink::tryOpen);
    connect(&m_connecting, &QTimer::timeout, this, [this] { lose(QStringLiteral("no connection in time")); });
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { Q_EMIT bytes(m_socket->readAll()); });
    connect(m_socket, &QTcpSocket::connected, this, [this] {
        m_connecting.stop();
        m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_open = true;
        m_pause.reset();
        Q_EMIT opened();
    });
    connect(m_socket, &QTcpSocket::errorOccurred, this, [this] { lose(m_socket->errorString()); });
    connect(m_socket, &QTcpSocket::disconnected, this, [this] { lose(QStringLiteral("disconnected")); });
}

TcpLink::~TcpLink()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void TcpLink::open()
{
    m_wanted = true;
    tryOpen();
}

void TcpLink::close()
{
    m_wanted = false;
    m_retry.stop();
    lose(QStringLiteral("closed"));
}

void TcpLink::tryOpen()
{
    if (m_open || !m_wanted)
        return;
    m_socket->abort();
    m_connecting.start(ConnectTimeoutMs);
    m_socket->connectToHost(m_host, m_port);
}

void TcpLink::write(const QByteArray &bytes)
{
    if (m_open)
        m_socket->write(bytes);
}

void TcpLink::lose(const QString &reason)
{
    const bool was = m_open;
    m_open = false;
    m_connecting.stop();
    if (m_socket->state() != QAbstractSocket::UnconnectedState)
        m_socket->abort();
    if (m_wanted && !m_retry.isActive())
        m_retry.start(m_pause.nextMs());
    if (was)
        Q_EMIT lost(reason);
}

}

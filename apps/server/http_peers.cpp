#include "apps/server/http_peers.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace youka {

using namespace std::chrono_literals;

HttpPeers::HttpPeers(Limits limits, std::atomic<qint64> &count)
    : m_limits(limits)
    , m_count(count)
{
    m_time.start();
    connect(&m_sweep, &QTimer::timeout, this, &HttpPeers::endIdle);
    m_sweep.start(std::clamp<std::chrono::milliseconds>(limits.idle / 4, 10ms, 5s));
}

void HttpPeers::add(QTcpSocket *socket)
{
    ++m_count;
    m_peers[socket].quietSinceMs = m_time.elapsed();
    // A connection whose TLS never came about belongs to nobody else.
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(socket, &QObject::destroyed, this, [this](QObject *gone) {
        m_peers.erase(gone);
        --m_count;
    });
    // Runs before the parser takes the bytes, which it keeps until the request is whole.
    connect(socket, &QTcpSocket::readyRead, this, [this, socket] { received(socket); });
    connect(socket, &QTcpSocket::bytesWritten, this,
            [this, socket] { m_peers[socket].quietSinceMs = m_time.elapsed(); });
}

void HttpPeers::received(QTcpSocket *socket)
{
    Peer &peer = m_peers[socket];
    peer.quietSinceMs = m_time.elapsed();
    peer.received += socket->bytesAvailable();
    if (peer.received > m_limits.requestBytes)
        socket->abort();
}

void HttpPeers::asked(QTcpSocket *socket)
{
    Peer &peer = m_peers[socket];
    peer.received = 0;
    ++peer.underWay;
}

void HttpPeers::answered(QTcpSocket *socket)
{
    Peer &peer = m_peers[socket];
    --peer.underWay;
    peer.quietSinceMs = m_time.elapsed();
}

void HttpPeers::endIdle()
{
    const qint64 before = m_time.elapsed() - m_limits.idle.count();
    std::vector<QTcpSocket *> idle; // ending one tells others of it, who may come back here
    for (const auto &[socket, peer] : m_peers)
        if (peer.underWay == 0 && peer.quietSinceMs <= before)
            idle.push_back(static_cast<QTcpSocket *>(socket));
    for (QTcpSocket *socket : idle) {
        // Once politely; whoever does not take even that, or never reads what it asked for, is dropped.
        if (!std::exchange(m_peers[socket].ending, true) && socket->bytesToWrite() == 0)
            socket->disconnectFromHost();
        else
            socket->abort();
    }
}

}

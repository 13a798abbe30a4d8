#pragma once

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <unordered_map>

namespace youka {

/// The connections of one listener's thread: ends the one that sends more than a request may have before one
/// was understood, and the one on which nothing has moved for long. A request that is being answered is never
/// cut, however long it takes.
class HttpPeers : public QObject
{
public:
    struct Limits
    {
        qsizetype requestBytes = 0;
        std::chrono::milliseconds idle{};
    };
    /// `count` has one for each connection there is, over all threads.
    HttpPeers(Limits limits, std::atomic<qint64> &count);

    /// Before anybody reads from it.
    void add(QTcpSocket *socket);
    void asked(QTcpSocket *socket);    ///< a request was understood
    void answered(QTcpSocket *socket); ///< and its answer is on its way

private:
    struct Peer
    {
        qint64 received = 0; ///< since its last request was understood
        int underWay = 0;
        qint64 quietSinceMs = 0;
        bool ending = false;
    };
    void received(QTcpSocket *socket);
    void endIdle();

    const Limits m_limits;
    std::atomic<qint64> &m_count;
    std::unordered_map<QObject *, Peer> m_peers;
    QElapsedTimer m_time;
    QTimer m_sweep;
};

}

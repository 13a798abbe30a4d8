#pragma once

#include <QThread>

#include <atomic>

namespace youka {

/// Stands between programs and the port they mean, carries bytes both ways, and is the wire that fails. It
/// has a thread of its own, so a test that waits for something else holds nothing up, and it knows nothing of
/// what it carries: TLS goes from end to end.
class TcpRelay
{
public:
    enum class Wire {
        Whole,
        Cut,    ///< every connection is reset, new ones are refused
        Held,   ///< nothing moves; it all comes later
        Deaf,   ///< half-open: bytes are taken and go nowhere, and neither end hears that the other has gone
        DeafUp, ///< the same towards the port only
        DeafDown, ///< the same towards whoever connected only
    };
    /// Listens on a loopback port of its own.
    explicit TcpRelay(quint16 target);
    ~TcpRelay();
    TcpRelay(const TcpRelay &) = delete;
    TcpRelay &operator=(const TcpRelay &) = delete;

    quint16 port() const { return m_port; }
    /// In force when it returns. A connection that lost bytes stays dead after the wire is whole again, as
    /// one does whose other end is forgotten somewhere on the way.
    void set(Wire wire);
    /// Bytes that never came through, and connections that were reset.
    qint64 swallowed() const { return m_swallowed; }
    int resets() const { return m_resets; }

private:
    class Switchboard;
    QThread m_thread;
    Switchboard *m_board = nullptr;
    quint16 m_port = 0;
    std::atomic<qint64> m_swallowed{0};
    std::atomic<int> m_resets{0};
};

}

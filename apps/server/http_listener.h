#pragma once

#include "apps/server/http_message.h"
#include "core/foundation/base/result.h"

#include <QHostAddress>
#include <QSslConfiguration>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <vector>

namespace youka {

/// Several threads behind one port, each with its own Qt HTTP server and event loop (SO_REUSEPORT: the kernel
/// deals the connections out). The handler runs on a listener's thread and must not block.
class HttpListener
{
public:
    struct Options
    {
        QHostAddress address = QHostAddress::LocalHost;
        quint16 port = 0;
        int threads = 2;
        std::optional<QSslConfiguration> tls;
        int handshakes = 16;                              ///< of TLS, that each thread has under way at once
        std::chrono::milliseconds handshakePatience{500}; ///< one that takes longer does not count as one
        qsizetype maxBodyBytes = 4 * 1024 * 1024;
        std::chrono::milliseconds idle{75'000}; ///< a connection ends on which nothing moved for so long
    };
    /// `thread` is the number of the listener's thread, 0-based, for state that belongs to one thread.
    using Handler = std::function<void(int thread, HttpRequest request, Respond respond)>;

    /// Errors: Unavailable (the port is taken).
    static Result<std::unique_ptr<HttpListener>> start(const Options &options, const Handler &handler);
    ~HttpListener();

    quint16 port() const { return m_port; }
    qint64 openConnections() const { return m_connections.load(); }
    quint64 requests() const { return m_requests.load(); }

private:
    class Thread;
    friend class Thread;
    HttpListener() = default;
    quint16 m_port = 0;
    std::atomic<qint64> m_connections{0};
    std::atomic<quint64> m_requests{0};
    std::vector<std::unique_ptr<Thread>> m_threads;
};

}

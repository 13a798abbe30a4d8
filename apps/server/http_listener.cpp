#include "apps/server/http_listener.h"

#include "apps/server/http_peers.h"
#include "core/exchange/api/problem.h"

#include <QAbstractHttpServer>
#include <QElapsedTimer>
#include <QHttpServerRequest>
#include <QPointer>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QThread>
#include <QTimer>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <semaphore>

namespace youka {

namespace {

/// A listening socket that shares its port with the other threads' ones. -1: the port is taken.
int listenShared(const QHostAddress &address, quint16 port)
{
    const bool v6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const int fd = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    int bound = -1;
    if (v6) {
        sockaddr_in6 name{};
        name.sin6_family = AF_INET6;
        name.sin6_port = htons(port);
        const Q_IPV6ADDR ip = address.toIPv6Address();
        memcpy(&name.sin6_addr, &ip, sizeof ip);
        bound = ::bind(fd, reinterpret_cast<sockaddr *>(&name), sizeof name);
    } else {
        sockaddr_in name{};
        name.sin_family = AF_INET;
        name.sin_port = htons(port);
        name.sin_addr.s_addr = htonl(address.toIPv4Address());
        bound = ::bind(fd, reinterpret_cast<sockaddr *>(&name), sizeof name);
    }
    if (bound != 0 || ::listen(fd, 4096) != 0) {
        ::close(fd);
        return -1;
    }
    return fd;
}

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    default:
        return "?";
    }
}

HttpRequest copied(const QHttpServerRequest &request)
{
    HttpRequest copy;
    copy.method = methodName(request.method());
    copy.path = request.url().path(QUrl::FullyEncoded).toLatin1();
    copy.query = request.url().query(QUrl::FullyEncoded).toLatin1();
    copy.body = request.body();
    copy.contentType = request.value("Content-Type");
    copy.contentEncoding = request.value("Content-Encoding");
    copy.authorization = request.value("Authorization");
    copy.idempotencyKey = request.value("Idempotency-Key");
    copy.contentDigest = request.value("Content-Digest");
    copy.signatureInput = request.value("Signature-Input");
    copy.signature = request.value("Signature");
    copy.acceptLanguage = request.value("Accept-Language");
    copy.cookie = request.value("Cookie");
    copy.host = request.value("Host");
    copy.origin = request.value("Origin");
    copy.fetchSite = request.value("Sec-Fetch-Site");
    copy.userAgent = request.value("User-Agent");
    if (copy.path.startsWith("/api/v1/payments/notify/"))
        for (const auto &[name, value] : request.headers())
            if (name.left(10).toLower() == "wechatpay-")
                copy.channelHeaders.emplaceBack(name, value);
    copy.peer = request.remoteAddress().toString();
    copy.keepAlive = request.value("Connection").compare("close", Qt::CaseInsensitive) != 0;
    return copy;
}

const char *reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 303:
        return "See Other";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 409:
        return "Conflict";
    case 413:
        return "Content Too Large";
    case 415:
        return "Unsupported Media Type";
    case 422:
        return "Unprocessable Content";
    case 429:
        return "Too Many Requests";
    case 503:
        return "Service Unavailable";
    default:
        return status < 400 ? "OK" : "Error";
    }
}

QByteArray serialised(const HttpReply &reply, bool keepAlive)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reason(reply.status)
        + "\r\nContent-Type: "
        + (reply.status >= 400 && reply.contentType == "application/json"
               ? QByteArray("application/problem+json")
               : reply.contentType)
        + "\r\nContent-Length: " + QByteArray::number(reply.body.size()) + "\r\nCache-Control: "
        + reply.cacheControl + "\r\nX-Content-Type-Options: nosniff\r\n" + reply.headers;
    if (reply.retryAfterS > 0)
        out += "Retry-After: " + QByteArray::number(reply.retryAfterS) + "\r\n";
    if (!keepAlive)
        out += "Connection: close\r\n";
    return out + "\r\n" + reply.body;
}

/// Answers made on other threads, carried to the listener's thread with one event for many.
class Outgoing : public QObject
{
public:
    explicit Outgoing(HttpPeers &peers)
        : m_peers(peers)
    {
    }
    void push(QPointer<QTcpSocket> socket, QByteArray bytes, bool keepAlive)
    {
        bool first = false;
        {
            const std::lock_guard lock(m_mutex);
            first = m_pending.empty();
            m_pending.push_back({std::move(socket), std::move(bytes), keepAlive});
        }
        if (first)
            QMetaObject::invokeMethod(
                this, [this] { flush(); }, Qt::QueuedConnection);
    }

private:
    struct Item
    {
        QPointer<QTcpSocket> socket;
        QByteArray bytes;
        bool keepAlive;
    };
    void flush()
    {
        std::vector<Item> ready;
        {
            const std::lock_guard lock(m_mutex);
            ready.swap(m_pending);
        }
        for (const Item &item : ready)
            if (item.socket) {
                item.socket->write(item.bytes);
                m_peers.answered(item.socket);
                if (!item.keepAlive)
                    item.socket->disconnectFromHost();
            }
    }
    HttpPeers &m_peers;
    std::mutex m_mutex;
    std::vector<Item> m_pending;
};

/// Qt's HTTP parser in front, our routes behind. In 6.4 its responder must answer inside the handler; ours
/// answers when the commit is on disk, so the reply is written to the socket by itself.
class Frontend : public QAbstractHttpServer
{
public:
    using OnRequest = std::function<void(HttpRequest, Respond)>;
    Frontend(HttpPeers &peers, OnRequest onRequest, qsizetype maxBody)
        : outgoing(std::make_shared<Outgoing>(peers))
        , m_peers(peers)
        , m_onRequest(std::move(onRequest))
        , m_maxBody(maxBody)
    {
    }

    const std::shared_ptr<Outgoing> outgoing;

protected:
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        HttpRequest copy = copied(request);
        const bool keepAlive = copy.keepAlive;
        m_peers.asked(socket);
        Respond respond = [out = std::weak_ptr(outgoing), target = QPointer<QTcpSocket>(socket),
                           keepAlive](const HttpReply &reply) {
            if (const auto queue = out.lock())
                queue->push(target, serialised(reply, keepAlive), keepAlive);
        };
        if (copy.body.size() > m_maxBody)
            respond({413, problemJson({ErrorCode::InputTooLarge, {}})});
        else
            m_onRequest(std::move(copy), std::move(respond));
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override { }

private:
    HttpPeers &m_peers;
    OnRequest m_onRequest;
    qsizetype m_maxBody;
};

template <class Base>
class PeerServer : public Base
{
public:
    explicit PeerServer(HttpPeers &peers)
        : m_peers(peers)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        const int on = 1;
        ::setsockopt(int(descriptor), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        Base::incomingConnection(descriptor);
        // Both kinds of server make the socket their newest child.
        auto *socket =
            this->children().isEmpty() ? nullptr : qobject_cast<QTcpSocket *>(this->children().last());
        if (socket)
            m_peers.add(socket);
    }

private:
    HttpPeers &m_peers;
};

/// Shaking hands costs a listener's thread some milliseconds. When thousands come at one moment, only so many
/// are begun at once and the others wait in the kernel's queue, where they cost nothing: what was begun is
/// finished before anybody loses patience, and requests are answered in between.
class SecureServer : public PeerServer<QSslServer>
{
public:
    SecureServer(HttpPeers &peers, const HttpListener::Options &options)
        : PeerServer(peers)
        , m_atOnce(options.handshakes)
        , m_patience(options.handshakePatience)
    {
        m_time.start();
        connect(&m_look, &QTimer::timeout, this, [this] { look(); });
        setMaxPendingConnections(m_atOnce); // those that shake hands are counted
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        PeerServer::incomingConnection(descriptor);
        if (auto *socket = children().isEmpty() ? nullptr : qobject_cast<QSslSocket *>(children().last()))
            m_begun.push_back({socket, m_time.elapsed()});
        if (!m_look.isActive())
            m_look.start(LookEvery);
    }

private:
    struct Begun
    {
        QPointer<QSslSocket> socket;
        qint64 at;
    };
    /// Whoever takes long over it, or never says a word, keeps nobody else from it.
    void look()
    {
        std::erase_if(m_begun, [](const Begun &one) {
            return !one.socket || one.socket->isEncrypted()
                || one.socket->state() != QAbstractSocket::ConnectedState;
        });
        int silent = 0; // costs nothing but a socket
        int slow = 0;
        for (const qint64 now = m_time.elapsed(); const Begun &one : m_begun)
            if (now - one.at > m_patience.count())
                ++(one.socket->mode() == QSslSocket::UnencryptedMode ? silent : slow);
        // Within bounds: where the machine itself is slow, more at once would only make it slower.
        setMaxPendingConnections(m_atOnce + silent + std::min(slow, MostSlow * m_atOnce));
        resumeAccepting();
        if (m_begun.empty())
            m_look.stop();
    }
    static constexpr std::chrono::milliseconds LookEvery{50};
    static constexpr int MostSlow = 30;
    const int m_atOnce;
    const std::chrono::milliseconds m_patience;
    std::vector<Begun> m_begun;
    QElapsedTimer m_time;
    QTimer m_look;
};

}

class HttpListener::Thread : public QThread
{
public:
    Thread(HttpListener &owner, const Options &options, int fd, int number, const Handler &handler)
        : m_owner(owner)
        , m_options(options)
        , m_fd(fd)
        , m_number(number)
        , m_handler(handler)
    {
        setObjectName(QStringLiteral("http-%1").arg(number));
    }
    std::binary_semaphore ready{0};

protected:
    void run() override
    {
        HttpPeers peers({m_options.maxBodyBytes + 64 * 1024, m_options.idle}, m_owner.m_connections);
        Frontend frontend(
            peers,
            [this](HttpRequest request, Respond respond) {
                ++m_owner.m_requests;
                m_handler(m_number, std::move(request), std::move(respond));
            },
            m_options.maxBodyBytes);
        QTcpServer *server = nullptr;
        if (m_options.tls) {
            auto *secure = new SecureServer(peers, m_options);
            secure->setSslConfiguration(*m_options.tls);
            server = secure;
        } else {
            server = new PeerServer<QTcpServer>(peers);
            server->setMaxPendingConnections(20'000);
        }
        server->setListenBacklogSize(4096);
        server->setSocketDescriptor(m_fd);
        frontend.bind(server);
        ready.release();
        exec();
        server->close();
    }

private:
    HttpListener &m_owner;
    const Options m_options;
    const int m_fd;
    const int m_number;
    const Handler m_handler;
};

Result<std::unique_ptr<HttpListener>> HttpListener::start(const Options &options, const Handler &handler)
{
    std::unique_ptr<HttpListener> listener(new HttpListener);
    listener->m_port = options.port;
    std::vector<int> sockets;
    for (int i = 0; i < options.threads; ++i) {
        const int fd = listenShared(options.address, listener->m_port);
        if (fd < 0) {
            for (const int open : sockets)
                ::close(open);
            return fail(
                ErrorCode::Unavailable,
                QStringLiteral("port %1 of %2 is taken").arg(options.port).arg(options.address.toString()));
        }
        if (listener->m_port == 0) { // any free port: the other threads share the one the first was given
            sockaddr_storage name{};
            socklen_t size = sizeof name;
            ::getsockname(fd, reinterpret_cast<sockaddr *>(&name), &size);
            listener->m_port =
                ntohs(name.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 *>(&name)->sin6_port
                                                 : reinterpret_cast<sockaddr_in *>(&name)->sin_port);
        }
        sockets.push_back(fd);
    }
    for (int i = 0; i < options.threads; ++i) {
        listener->m_threads.push_back(
            std::make_unique<Thread>(*listener, options, sockets[size_t(i)], i, handler));
        listener->m_threads.back()->start();
        listener->m_threads.back()->ready.acquire();
    }
    return listener;
}

HttpListener::~HttpListener()
{
    for (const auto &thread : m_threads)
        thread->quit();
    for (const auto &thread : m_threads)
        thread->wait();
}

}

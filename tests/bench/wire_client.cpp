#include "tests/bench/wire_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace youka::bench {

Place Place::at(quint16 port, const QByteArray &certificatePem)
{
    const std::shared_ptr<SSL_CTX> tls(SSL_CTX_new(TLS_client_method()), SSL_CTX_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> pem(
        BIO_new_mem_buf(certificatePem.constData(), int(certificatePem.size())), BIO_free);
    const std::unique_ptr<X509, decltype(&X509_free)> trusted(
        PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr), X509_free);
    ensure(trusted && X509_STORE_add_cert(SSL_CTX_get_cert_store(tls.get()), trusted.get()) == 1,
           "the server has a certificate");
    SSL_CTX_set_verify(tls.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_mode(tls.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    return {port, tls};
}

WireClient::WireClient(Place place)
    : m_place(std::move(place))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        close();
        finish({});
    });
}

WireClient::~WireClient() { close(); }

void WireClient::send(const QByteArray &request, int timeoutMs, Done done)
{
    m_out = request;
    m_in.clear();
    m_done = std::move(done);
    m_patience.start(timeoutMs);
    if (m_state == State::Closed && !open())
        return m_patience.start(0);
    advance();
}

bool WireClient::open()
{
    m_fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return false;
    const int on = 1;
    ::setsockopt(m_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in name{};
    name.sin_family = AF_INET;
    name.sin_port = htons(m_place.port);
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_fd, reinterpret_cast<sockaddr *>(&name), sizeof name) != 0 && errno != EINPROGRESS) {
        ::close(std::exchange(m_fd, -1));
        return false;
    }
    m_state = State::Connecting;
    if (m_place.tls) {
        m_ssl = SSL_new(m_place.tls.get());
        SSL_set_fd(m_ssl, m_fd);
        SSL_set1_host(m_ssl, "localhost");
        SSL_set_connect_state(m_ssl);
    }
    m_readable = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, [this] { advance(); });
    connect(m_writable.get(), &QSocketNotifier::activated, this, [this] { advance(); });
    return true;
}

void WireClient::close()
{
    // Perhaps from inside one of them.
    for (auto *notifier : {&m_readable, &m_writable})
        if (*notifier) {
            (*notifier)->setEnabled(false);
            notifier->release()->deleteLater();
        }
    SSL_free(std::exchange(m_ssl, nullptr));
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    m_state = State::Closed;
}

/// As far as it goes without waiting.
void WireClient::advance()
{
    ERR_clear_error();
    m_writable->setEnabled(false);
    if (m_state == State::Connecting) {
        int problem = 0;
        socklen_t size = sizeof problem;
        ::getsockopt(m_fd, SOL_SOCKET, SO_ERROR, &problem, &size);
        m_state = State::ShakingHands;
    }
    const bool alive = shakeHands() && write() && read();
    if (!alive) {
        close();
        return finish({});
    }
    parse();
}

/// Gives false when the connection is of no use any more.
bool WireClient::wait(int result)
{
    const int why = SSL_get_error(m_ssl, result);
    if (why == SSL_ERROR_WANT_WRITE || (why == SSL_ERROR_SYSCALL && errno == ENOTCONN))
        m_writable->setEnabled(true);
    return m_writable->isEnabled() || why == SSL_ERROR_WANT_READ;
}

bool WireClient::waitPlain()
{
    if (errno != EAGAIN && errno != ENOTCONN)
        return false;
    m_writable->setEnabled(!m_out.isEmpty());
    return true;
}

bool WireClient::shakeHands()
{
    if (m_state != State::ShakingHands)
        return true;
    if (!m_ssl) {
        m_state = State::Open;
        return true;
    }
    const int result = SSL_do_handshake(m_ssl);
    if (result != 1)
        return wait(result);
    m_state = State::Open;
    return true;
}

bool WireClient::write()
{
    while (m_state == State::Open && !m_out.isEmpty()) {
        const int written = m_ssl ? SSL_write(m_ssl, m_out.constData(), int(m_out.size()))
                                  : int(::send(m_fd, m_out.constData(), size_t(m_out.size()), MSG_NOSIGNAL));
        if (written <= 0)
            return m_ssl ? wait(written) : waitPlain();
        m_out.remove(0, written);
    }
    return true;
}

bool WireClient::read()
{
    char buffer[16 * 1024];
    while (m_state == State::Open) {
        const int got =
            m_ssl ? SSL_read(m_ssl, buffer, sizeof buffer) : int(::recv(m_fd, buffer, sizeof buffer, 0));
        if (!m_ssl && got == 0)
            return false; // it has ended
        if (got <= 0)
            return m_ssl ? wait(got) : waitPlain();
        m_in.append(buffer, got);
    }
    return true;
}

void WireClient::parse()
{
    const qsizetype end = m_in.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    Answer answer;
    qsizetype length = 0;
    const QList<QByteArray> lines = m_in.left(end).split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("Content-Length: "))
            length = line.sliced(16).trimmed().toLongLong();
        else if (line.startsWith("Retry-After: "))
            answer.retryAfterS = line.sliced(13).trimmed().toInt();
    }
    if (m_in.size() < end + 4 + length)
        return;
    answer.status = lines.first().mid(9, 3).toInt();
    answer.body = m_in.mid(end + 4, length);
    m_in.clear();
    finish(answer);
}

void WireClient::finish(const Answer &answer)
{
    m_patience.stop();
    if (const Done done = std::exchange(m_done, nullptr))
        done(answer);
}

QByteArray signedBytes(const Posted &request, TerminalId terminal, const SigningKey &key, Timestamp now)
{
    const SignatureHeaders signature =
        signRequest({"POST", request.path, {}, request.body, request.idempotencyKey}, terminal, key, now);
    QByteArray bytes = "POST " + request.path
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + "Content-Digest: "
        + signature.contentDigest + "\r\nSignature-Input: " + signature.signatureInput + "\r\nSignature: "
        + signature.signature + "\r\nContent-Length: " + QByteArray::number(request.body.size()) + "\r\n";
    if (!request.encoding.isEmpty())
        bytes += "Content-Encoding: " + request.encoding + "\r\n";
    if (!request.idempotencyKey.isEmpty())
        bytes += "Idempotency-Key: " + request.idempotencyKey + "\r\n";
    return bytes + "\r\n" + request.body;
}

}

#include "tests/bench/wire_client.h"

namespace youka::bench {

WireClient::WireClient(Place place)
    : m_place(std::move(place))
{
    m_socket.setSslConfiguration(m_place.tls);
    m_patience.setSingleShot(true);
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_socket.write(m_out);
    });
    connect(&m_socket, &QSslSocket::readyRead, this, &WireClient::read);
    connect(&m_socket, &QSslSocket::disconnected, this, [this] { finish({}); });
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] {
        m_socket.abort();
        finish({});
    });
    connect(&m_patience, &QTimer::timeout, this, [this] {
        m_socket.abort();
        finish({});
    });
}

void WireClient::send(const QByteArray &request, int timeoutMs, Done done)
{
    m_out = request;
    m_in.clear();
    m_done = std::move(done);
    m_patience.start(timeoutMs);
    if (m_socket.isEncrypted())
        m_socket.write(m_out);
    else
        m_socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_place.port,
                                        QStringLiteral("localhost"));
}

void WireClient::read()
{
    m_in += m_socket.readAll();
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

#include "apps/sim/pay/sim_http.h"

#include <QPointer>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>

namespace youka::sim {

namespace {

constexpr qsizetype LargestAsk = 1 << 20;

/// Gathers one request; empty while there is more to come.
class Gatherer
{
public:
    bool feed(const QByteArray &bytes);
    bool isBroken() const { return m_isBroken; }
    const HttpAsk &ask() const { return m_ask; }

private:
    void readHead(const QByteArray &head);

    QByteArray m_bytes;
    HttpAsk m_ask;
    qsizetype m_bodyAt = -1;
    qsizetype m_bodySize = 0;
    bool m_isBroken = false;
};

bool Gatherer::feed(const QByteArray &bytes)
{
    m_bytes += bytes;
    if (m_bodyAt < 0) {
        const qsizetype end = m_bytes.indexOf("\r\n\r\n");
        if (end < 0) {
            m_isBroken = m_bytes.size() > LargestAsk;
            return false;
        }
        m_bodyAt = end + 4;
        readHead(m_bytes.first(end));
    }
    if (m_isBroken || m_bytes.size() < m_bodyAt + m_bodySize)
        return false;
    m_ask.body = m_bytes.mid(m_bodyAt, m_bodySize);
    return true;
}

void Gatherer::readHead(const QByteArray &head)
{
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.first().trimmed().split(' ');
    if (first.size() != 3) {
        m_isBroken = true;
        return;
    }
    m_ask.method = first.at(0);
    m_ask.target = first.at(1);
    for (const QByteArray &line : lines.sliced(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            m_ask.headers.emplaceBack(line.first(colon).trimmed(), line.sliced(colon + 1).trimmed());
    }
    m_bodySize = m_ask.header("Content-Length").toLongLong();
    m_isBroken = m_bodySize < 0 || m_bodySize > LargestAsk;
}

QByteArray bytesOf(const HttpTold &told)
{
    QByteArray out = "HTTP/1.1 " + QByteArray::number(told.status) + " -\r\nConnection: close\r\n";
    for (const auto &[name, value] : told.headers)
        out += name + ": " + value + "\r\n";
    if (told.status != 204)
        out += "Content-Length: " + QByteArray::number(told.body.size()) + "\r\n";
    return out + "\r\n" + told.body;
}

}

QByteArray HttpAsk::header(QByteArrayView name) const
{
    const auto at = std::find_if(headers.begin(), headers.end(), [&](const auto &header) {
        return header.first.compare(name, Qt::CaseInsensitive) == 0;
    });
    return at == headers.end() ? QByteArray() : at->second;
}

QByteArray HttpAsk::query(const QString &name) const
{
    const QUrlQuery all(QUrl::fromEncoded(target).query());
    return all.queryItemValue(name, QUrl::FullyDecoded).toUtf8();
}

SimHttp::SimHttp(Handler handler, QObject *parent)
    : QObject(parent)
    , m_handler(std::move(handler))
    , m_server(std::make_unique<QTcpServer>())
{
}

void SimHttp::useTls(const QSslConfiguration &tls)
{
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(tls);
    m_server = std::move(server);
    m_isTls = true;
}

Result<void> SimHttp::listen(quint16 port)
{
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &SimHttp::accept);
    if (!m_server->listen(QHostAddress::LocalHost, port))
        return fail(ErrorCode::Unavailable,
                    QStringLiteral("port %1: %2").arg(port).arg(m_server->errorString()));
    return {};
}

QUrl SimHttp::base() const
{
    return QUrl(QStringLiteral("%1://127.0.0.1:%2")
                    .arg(m_isTls ? QStringLiteral("https") : QStringLiteral("http"))
                    .arg(m_server->serverPort()));
}

void SimHttp::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        const auto gatherer = std::make_shared<Gatherer>();
        const auto take = [this, socket, gatherer] {
            if (gatherer->feed(socket->readAll())) {
                socket->disconnect(this); // one request per connection
                answer(socket, gatherer->ask());
            } else if (gatherer->isBroken()) {
                socket->abort();
            }
        };
        connect(socket, &QTcpSocket::readyRead, this, take);
        if (socket->bytesAvailable() > 0)
            take();
    }
}

void SimHttp::answer(QTcpSocket *socket, const HttpAsk &ask)
{
    ++m_requests;
    const HttpTold told = m_handler(ask);
    const auto send = [guard = QPointer(socket), told] {
        if (!guard)
            return;
        if (told.isHungUp)
            return guard->abort();
        if (told.isLost)
            return;
        QByteArray bytes = bytesOf(told);
        if (told.isCut)
            bytes.chop(told.body.size() / 2 + 1);
        guard->write(bytes);
        guard->disconnectFromHost();
    };
    if (told.delayMs > 0)
        QTimer::singleShot(told.delayMs, this, send);
    else
        send();
}

}

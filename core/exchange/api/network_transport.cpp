#include "core/exchange/api/network_transport.h"

#include <QNetworkReply>

namespace youka {

namespace {

/// Only the given certificate counts: a station talks to its own server and to nobody else.
QSslConfiguration pinned(const QByteArray &pem)
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    if (!pem.isEmpty())
        tls.setCaCertificates(QSslCertificate::fromData(pem, QSsl::Pem));
    return tls;
}

HttpAnswer read(QNetworkReply *reply)
{
    if (reply->error() == QNetworkReply::OperationCanceledError)
        return {0, {}, true, reply->errorString()};
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // A date there, which the standard allows, is not a number and counts as nothing said.
    const int retryAfterS = std::max(reply->rawHeader("Retry-After").toInt(), 0);
    return {status, reply->readAll(), false, status == 0 ? reply->errorString() : QString(), retryAfterS};
}

}

NetworkTransport::NetworkTransport(QUrl server, const QByteArray &certificate)
    : m_server(std::move(server))
    , m_tls(m_server.scheme() == QLatin1String("https") ? pinned(certificate) : QSslConfiguration())
{
    m_pools.push_back(std::make_unique<Pool>());
}

void NetworkTransport::send(HttpCall call, std::function<void(const HttpAnswer &)> answer)
{
    std::erase_if(m_pools, [this](const auto &pool) { return pool != m_pools.back() && pool->calls == 0; });
    QUrl url = m_server;
    url.setPath(call.pathAndQuery.section(u'?', 0, 0));
    url.setQuery(call.pathAndQuery.contains(u'?') ? call.pathAndQuery.section(u'?', 1) : QString());
    QNetworkRequest request(url);
    request.setTransferTimeout(call.timeoutMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (url.scheme() == QLatin1String("https"))
        request.setSslConfiguration(m_tls);
    for (const auto &[name, value] : std::as_const(call.headers))
        request.setRawHeader(name, value);
    Pool *pool = m_pools.back().get();
    ++pool->calls;
    QNetworkReply *reply = pool->network.sendCustomRequest(request, call.method, call.body);
    QObject::connect(reply, &QNetworkReply::finished, &pool->network,
                     [this, pool, reply, answer = std::move(answer)] {
                         reply->deleteLater();
                         const HttpAnswer heard = read(reply);
                         // The manager opens no second connection while one is still shaking hands, however
                         // long that takes, so all that follows would wait behind a handshake into the void.
                         if (heard.timedOut && pool == m_pools.back().get())
                             m_pools.push_back(std::make_unique<Pool>());
                         QMetaObject::invokeMethod(
                             &pool->network, [pool] { --pool->calls; }, Qt::QueuedConnection);
                         answer(heard);
                     });
}

}

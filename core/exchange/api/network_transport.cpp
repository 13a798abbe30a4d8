#include "core/exchange/api/network_transport.h"

#include <QNetworkReply>
#include <QSslConfiguration>

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

NetworkTransport::NetworkTransport(QUrl server, QByteArray certificate)
    : m_server(std::move(server))
    , m_certificate(std::move(certificate))
{
}

void NetworkTransport::send(HttpCall call, std::function<void(const HttpAnswer &)> answer)
{
    QUrl url = m_server;
    url.setPath(call.pathAndQuery.section(u'?', 0, 0));
    url.setQuery(call.pathAndQuery.contains(u'?') ? call.pathAndQuery.section(u'?', 1) : QString());
    QNetworkRequest request(url);
    request.setTransferTimeout(call.timeoutMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (url.scheme() == QLatin1String("https"))
        request.setSslConfiguration(pinned(m_certificate));
    for (const auto &[name, value] : std::as_const(call.headers))
        request.setRawHeader(name, value);
    QNetworkReply *reply = m_network.sendCustomRequest(request, call.method, call.body);
    QObject::connect(reply, &QNetworkReply::finished, &m_network, [reply, answer = std::move(answer)] {
        reply->deleteLater();
        answer(read(reply));
    });
}

}

#pragma once

#include "core/exchange/api/http_transport.h"

#include <QNetworkAccessManager>
#include <QUrl>

namespace youka {

/// HTTP/1.1 over TCP and TLS.
class NetworkTransport final : public HttpTransport
{
public:
    /// `certificate`: PEM of the only certificate or CA that is trusted; empty: the system's.
    NetworkTransport(QUrl server, QByteArray certificate);
    void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) override;

private:
    const QUrl m_server;
    const QByteArray m_certificate;
    QNetworkAccessManager m_network;
};

}

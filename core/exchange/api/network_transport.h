#pragma once

#include "core/exchange/api/http_transport.h"

#include <QNetworkAccessManager>
#include <QSslConfiguration>
#include <QUrl>

namespace youka {

/// HTTP/1.1 over TCP and TLS. After a call that was not answered in time later ones go over connections of
/// their own: a wire may be half-open, and nobody tells.
class NetworkTransport final : public HttpTransport
{
public:
    /// `certificate`: PEM of the only certificate or CA that is trusted; empty: the system's.
    NetworkTransport(QUrl server, const QByteArray &certificate);
    void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) override;

private:
    const QUrl m_server;
    const QSslConfiguration m_tls; ///< read once: taking a certificate apart costs more than a request
    /// Connections that are used together.
    struct Pool
    {
        QNetworkAccessManager network;
        int calls = 0; ///< not answered yet
    };
    std::vector<std::unique_ptr<Pool>> m_pools; ///< the last one takes new calls; the others end with theirs
};

}

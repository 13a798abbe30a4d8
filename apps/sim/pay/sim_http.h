#pragma once

#include "core/foundation/base/result.h"

#include <QSslConfiguration>
#include <QTcpServer>
#include <QUrl>

#include <functional>
#include <memory>
#include <utility>

namespace youka::sim {

using HttpHeaders = QList<std::pair<QByteArray, QByteArray>>;

/// One request, whole.
struct HttpAsk
{
    QByteArray method;
    QByteArray target; ///< path and query as they came: channels sign them so
    HttpHeaders headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const;
    QByteArray path() const
    {
        return target.left(target.indexOf('?') < 0 ? target.size() : target.indexOf('?'));
    }
    QByteArray query(const QString &name) const;
};

/// What goes back, or what happens to it instead.
struct HttpTold
{
    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    bool isLost = false;   ///< nothing comes, and the connection stays until the other side gives up
    bool isHungUp = false; ///< lost, and the connection ends at once
    bool isCut = false;    ///< the connection ends in the middle of the body
    int delayMs = 0;       ///< of real time
};

/// A small HTTP/1.1 server on the loopback interface, one request per connection. Written here, because a
/// channel's faults (no answer, half an answer, late) are below what a finished server lets one do.
class SimHttp final : public QObject
{
    Q_OBJECT
public:
    using Handler = std::function<HttpTold(const HttpAsk &)>;
    explicit SimHttp(Handler handler, QObject *parent = nullptr);

    /// Before listen(): TLS with this certificate and key.
    void useTls(const QSslConfiguration &tls);
    /// 0: any free port. Errors: Unavailable.
    Result<void> listen(quint16 port);
    /// "http://127.0.0.1:8443"
    QUrl base() const;
    qint64 requests() const { return m_requests; }

private:
    void accept();
    void answer(QTcpSocket *socket, const HttpAsk &ask);

    Handler m_handler;
    std::unique_ptr<QTcpServer> m_server;
    bool m_isTls = false;
    qint64 m_requests = 0;
};

}

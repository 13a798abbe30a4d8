#pragma once

#include "core/exchange/api/http_signature.h"

#include <QObject>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <functional>

namespace youka::bench {

/// Where the server is and whose certificate it shows.
struct Place
{
    quint16 port = 0;
    QSslConfiguration tls;
};

/// One terminal's TLS connection, opened when something is to be sent and kept. One request at a time,
/// written by hand: thousands of them must cost the measuring machine little.
class WireClient : public QObject
{
public:
    struct Answer
    {
        int status = 0; ///< 0: none came
        int retryAfterS = 0;
        QByteArray body;
    };
    using Done = std::function<void(const Answer &)>;

    explicit WireClient(Place place);
    void send(const QByteArray &request, int timeoutMs, Done done);

private:
    void read();
    void finish(const Answer &answer);
    const Place m_place;
    QSslSocket m_socket;
    QTimer m_patience;
    QByteArray m_out;
    QByteArray m_in;
    Done m_done;
};

/// A POST as a terminal signs it; `encoding` empty: the body as it is.
struct Posted
{
    QByteArray path;
    QByteArray body;
    QByteArray encoding;
    QByteArray idempotencyKey;
};
QByteArray signedBytes(const Posted &request, TerminalId terminal, const SigningKey &key, Timestamp now);

}

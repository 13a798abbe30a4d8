#pragma once

#include "core/exchange/api/http_signature.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <functional>
#include <memory>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace youka::bench {

/// Where the server is and whose certificate it shows; without a context it speaks plain HTTP. One TLS
/// context for all: thousands of terminals have as many processors, the measuring machine has not.
struct Place
{
    quint16 port = 0;
    std::shared_ptr<SSL_CTX> tls;

    static Place at(quint16 port, const QByteArray &certificatePem);
};

/// One terminal's connection, opened when something is to be sent and kept. One request at a time, on the
/// bare socket: it must cost little.
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
    /// Whoever waits for an answer then is told nothing.
    ~WireClient() override;
    void send(const QByteArray &request, int timeoutMs, Done done);

private:
    enum class State { Closed, Connecting, ShakingHands, Open };
    bool open();
    void close();
    void advance();
    bool shakeHands();
    bool write();
    bool read();
    bool wait(int result);
    bool waitPlain();
    void parse();
    void finish(const Answer &answer);

    const Place m_place;
    State m_state = State::Closed;
    int m_fd = -1;
    SSL *m_ssl = nullptr;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
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

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>
#include <utility>

namespace youka {

/// One request to the server, signed and ready to go.
struct HttpCall
{
    QByteArray method;
    QString pathAndQuery; ///< "/api/v1/feed?since=7"
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
    int timeoutMs = 5'000;
};

/// What came back. Without a status nothing did: whether the server heard the call is unknown then.
struct HttpAnswer
{
    int status = 0;
    QByteArray body;
    bool timedOut = false;
    QString problem;     ///< why there is no status, for the log
    int retryAfterS = 0; ///< what the Retry-After header says; 0: nothing
};

/// Carries calls to one server. Answers arrive on the calling thread, exactly once, never from inside send(),
/// and not at all once the transport is gone.
class HttpTransport
{
public:
    virtual ~HttpTransport() = default;
    virtual void send(HttpCall call, std::function<void(const HttpAnswer &)> answer) = 0;
};

}

#pragma once

#include "apps/sim/pay/sim_http.h"

#include <QJsonObject>
#include <QStringList>

namespace youka::sim {

/// A gateway that takes JSON signed with a shared secret. Faults strike the next requests, one each:
///   http_500 (not heard)  http_500_after (taken all the same)  nothing (no answer, not heard)  nothing_after
///   (taken)  slow (answers after value ms)  limit (told to wait)  nonsense (HTML with 200)
class SimGateway
{
public:
    virtual ~SimGateway() = default;
    /// Errors: Unavailable.
    Result<void> listen(quint16 port = 0) { return m_http.listen(port); }
    QUrl url() const;

    static QStringList faults();
    /// Errors: InvalidInput (unknown name).
    Result<void> strike(const QString &fault, int times = 1, int value = 0);
    /// Seconds a request may be old or early.
    static constexpr qint64 LargestSkewS = 300;
    /// As tests have it; 0: the system's.
    void setNow(qint64 seconds) { m_now = seconds; }

    int duplicates() const { return m_duplicates; } ///< an id that was taken before
    int unsignedOnes() const { return m_unsigned; } ///< refused for their signature or time
    qint64 requests() const { return m_http.requests(); }

protected:
    /// `prefix`: how its headers begin; `path`: where it takes messages; `limitCode`: "not so fast".
    SimGateway(QString account, QByteArray secret, QByteArray prefix, QByteArray path, const char *limitCode);
    static HttpTold told(int status, const char *code, const QString &more = {});
    /// What it makes of a request that is signed rightly.
    virtual HttpTold take(const QJsonObject &json) = 0;
    void countDuplicate() { ++m_duplicates; }

private:
    HttpTold answer(const HttpAsk &ask);
    HttpTold check(const HttpAsk &ask);
    bool isSigned(const HttpAsk &ask) const;

    struct Fault
    {
        QString name;
        int left = 0;
        int value = 0;
    };
    const QString m_account;
    const QByteArray m_secret;
    const QByteArray m_prefix;
    const QByteArray m_path;
    const char *const m_limitCode;
    qint64 m_now = 0;
    QList<Fault> m_faults;
    int m_duplicates = 0;
    int m_unsigned = 0;
    SimHttp m_http;
};

}

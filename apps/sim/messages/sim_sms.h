#pragma once

#include "apps/sim/pay/sim_http.h"

#include <QMap>
#include <QSet>
#include <QStringList>

namespace youka::sim {

struct SmsReceived
{
    QString id; ///< outId
    QString phone;
    QString sign;
    QString templateCode;
    QMap<QString, QString> fields;
    QString text;
};

/// An SMS gateway: takes what is signed rightly, once for each id. Faults strike the next requests, one each:
///   http_500 (not heard)  http_500_after (taken all the same)  nothing (no answer, not heard)  nothing_after
///   (taken)  slow (answers after value ms)  limit (isv.BUSINESS_LIMIT_CONTROL)  nonsense (HTML with 200)
class SimSms
{
public:
    SimSms(QString account, QByteArray secret);
    /// Errors: Unavailable.
    Result<void> listen(quint16 port = 0) { return m_http.listen(port); }
    QUrl url() const;

    static QStringList faults();
    /// Errors: InvalidInput (unknown name).
    Result<void> strike(const QString &fault, int times = 1, int value = 0);
    /// Numbers that do not exist.
    void refuse(const QString &phone) { m_refused.insert(phone); }
    /// Seconds a request may be old or early.
    static constexpr qint64 LargestSkewS = 300;
    /// As tests have it; 0: the system's.
    void setNow(qint64 seconds) { m_now = seconds; }

    const QList<SmsReceived> &received() const { return m_received; }
    int duplicates() const { return m_duplicates; } ///< an id that was taken before
    int unsignedOnes() const { return m_unsigned; } ///< refused for their signature or time
    qint64 requests() const { return m_http.requests(); }

private:
    HttpTold answer(const HttpAsk &ask);
    HttpTold take(const HttpAsk &ask);
    bool isSigned(const HttpAsk &ask) const;

    struct Fault
    {
        QString name;
        int left = 0;
        int value = 0;
    };
    const QString m_account;
    const QByteArray m_secret;
    qint64 m_now = 0;
    QList<Fault> m_faults;
    QSet<QString> m_refused;
    QList<SmsReceived> m_received;
    int m_duplicates = 0;
    int m_unsigned = 0;
    SimHttp m_http;
};

}

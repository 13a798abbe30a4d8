#pragma once

#include "apps/sim/pay/sim_http.h"

#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace youka::sim {

/// What the platform has of one request.
struct InvoiceTaken
{
    QJsonObject order; ///< as it came
    QString serial;
    QString number; ///< empty: not issued yet
    qint64 minor = 0;
    qint64 issuedMs = 0;
    bool isRefused = false;
    int asked = 0; ///< queries since it was taken
};

/// A platform of electronic invoices: takes what is signed rightly, once for each order number, checks the
/// sums of its lines, and issues after so many queries. A red-letter one must name one that was issued and
/// may not take more back than is left of it. Faults strike the next requests, one each:
///   http_500 (not heard)  http_500_after (taken all the same)  nothing  nothing_after  nonsense (HTML, 200)
///   busy (S0001)  slow (answers after value ms)  other (the answer is about another request)
///   amount (says another amount)  cut (half an answer)
class SimInvoices
{
public:
    struct Account
    {
        QString appKey;
        QByteArray secret;
        QByteArray token;
        QString taxNumber;
    };
    explicit SimInvoices(Account account);
    /// Errors: Unavailable.
    Result<void> listen(quint16 port = 0) { return m_http.listen(port); }
    QUrl url() const;

    static QStringList faults();
    /// Errors: InvalidInput (unknown name).
    Result<void> strike(const QString &fault, int times = 1, int value = 0);
    /// Buyers whom the tax office does not know.
    void refuse(const QString &taxNumber) { m_refused.insert(taxNumber); }
    /// Queries until a number is there. 0: the first one brings it.
    void setSlowness(int queries) { m_slowness = queries; }
    /// As tests have it; 0: the system's.
    void setNow(qint64 ms) { m_nowMs = ms; }
    static constexpr qint64 LargestSkewS = 600;

    const QMap<QString, InvoiceTaken> &taken() const { return m_taken; } ///< by order number
    int duplicates() const { return m_duplicates; }                      ///< a number that was taken before
    int unsignedOnes() const { return m_unsigned; }
    qint64 requests() const { return m_http.requests(); }

private:
    HttpTold answer(const HttpAsk &ask);
    HttpTold serve(const HttpAsk &ask);
    HttpTold issue(const QJsonObject &order);
    HttpTold query(const QJsonObject &body);
    bool isSigned(const HttpAsk &ask) const;
    QString wrongIn(const QJsonObject &order, qint64 &minor) const;
    qint64 nowMs() const;

    struct Fault
    {
        QString name;
        int left = 0;
        int value = 0;
    };
    const Account m_account;
    qint64 m_nowMs = 0;
    QList<Fault> m_faults;
    QString m_lie; ///< of the answer that is being made
    QSet<QString> m_refused;
    QMap<QString, InvoiceTaken> m_taken;
    int m_slowness = 0;
    int m_numbers = 0;
    int m_duplicates = 0;
    int m_unsigned = 0;
    SimHttp m_http;
};

}

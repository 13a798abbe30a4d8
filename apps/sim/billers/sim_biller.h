#pragma once

#include "apps/sim/pay/sim_http.h"
#include "core/foundation/base/clock.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QSet>
#include <QStringList>

namespace youka::sim {

struct BillerBill
{
    QString number;
    QString period;
    qint64 dueFen = 0;
    qint64 lateFeeFen = 0;
    qint64 lateFeePpm = 0;
    qint64 leastFen = 0; ///< 0: the whole only
    qint64 paidFen = 0;  ///< by postings
    bool isArrears = false;
    QString payBy;
    QList<qint64> choicesFen; ///< phone credit: stays open
    QJsonObject use;          ///< as it stands in the contract; empty: none

    qint64 openFen() const { return choicesFen.isEmpty() ? dueFen + lateFeeFen - paidFen : 0; }
};

struct BillerAccount
{
    QString holder;
    QList<BillerBill> bills;
    qint64 creditFen = 0; ///< of phone credit
};

/// What came under one of the house's numbers.
struct BillerPosting
{
    QString number;
    QString account;
    QString bill;
    qint64 fen = 0;
    QString state; ///< "working", "posted", "refused", "cancelled"
    QString code;
    QString receipt;
    int posts = 0; ///< how often it was asked for
};

/// One biller with books of its own, by docs/protocols/billers.md. Faults strike the next requests that they
/// name ("" all, "accounts", "postings", "query", "cancel"), one each:
///   silent (not heard)  silent_after (done, and no answer)  slow (after value ms)  http_500 (not heard)
///   http_500_after (done)  html  cut (done, half an answer)  unsigned (done)  forged (done, signed with
///   another key)  refuse (a definite no)  working (taken in hand; done when finish() is called)
///   changed (the bill is not what it was)  paid (somebody else paid it)
class SimBiller
{
public:
    SimBiller(const Clock &clock, QString code, QByteArray secret);
    /// 0: any free port. Errors: Unavailable.
    Result<void> listen(quint16 port = 0) { return m_http.listen(port); }
    QUrl gateway() const { return m_http.base(); }
    const QString &code() const { return m_code; }

    void add(const QString &account, const BillerAccount &with) { m_accounts[account] = with; }
    BillerAccount *account(const QString &account);
    static QStringList faults();
    /// Errors: InvalidInput (unknown name).
    Result<void> strike(const QString &fault, int times = 1, const QString &verb = {}, int value = 0);
    void clearFaults() { m_faults.clear(); }
    /// What was taken in hand is posted.
    void finish();

    const QMap<QString, BillerPosting> &postings() const { return m_postings; }
    /// Of all postings that stand.
    qint64 postedFen() const;
    int unsignedOnes() const { return m_unsigned; } ///< refused for their signature, time or nonce
    qint64 requests() const { return m_http.requests(); }
    QJsonObject books() const;

private:
    struct Fault
    {
        QString name;
        int left = 0;
        QString verb;
        int value = 0;
    };
    HttpTold answer(const HttpAsk &ask);
    HttpTold signedAnswer(const HttpAsk &ask, int status, const QJsonObject &json,
                          const QByteArray &secret) const;
    bool isGenuine(const HttpAsk &ask);
    std::optional<Fault> faultFor(const QString &verb);
    std::pair<int, QJsonObject> done(const QString &verb, const QString &number, const QJsonObject &json,
                                     const QString &fault);
    std::pair<int, QJsonObject> lookUp(const QString &account) const;
    QJsonObject post(const QJsonObject &json, const QString &fault);
    void book(BillerPosting &posting);
    static QJsonObject told(const BillerPosting &posting);

    const Clock &m_clock;
    const QString m_code;
    const QByteArray m_secret;
    QMap<QString, BillerAccount> m_accounts;
    QMap<QString, BillerPosting> m_postings;
    QSet<QByteArray> m_nonces;
    QList<Fault> m_faults;
    int m_unsigned = 0;
    SimHttp m_http;
};

/// An account like those of everyday, with bills that add up: for demonstrations and tests.
BillerAccount everydayAccount(const QString &kind);

}

#pragma once

#include "apps/sim/pay/sim_channel.h"

#include <QJsonObject>

namespace youka::sim {

/// WeChat Pay API v3 from the other side, by the sheet (docs/protocols/payments.md, 2). Verbs for faults:
/// native, codepay, query, close, reverse, refund, query_refund, tradebill, billdownload.
class SimWechat final : public SimChannel
{
public:
    explicit SimWechat(PayWorld &world)
        : SimChannel(QStringLiteral("wechat"), world)
    {
    }
    /// While merchants change over, some messages are signed by the certificate's key and some by the one
    /// that is named PUB_KEY_ID_...
    enum class SignsBy { Certificate, PublicKeyId, Both };
    void setSignsBy(SignsBy by) { m_signsBy = by; }

    bool isOurs(const HttpAsk &ask) const override { return ask.target.startsWith("/v3/"); }
    HttpTold answer(const HttpAsk &ask) override;

protected:
    std::optional<PayNotice> paymentNotice(PayBook &book, PayOrder &order) override;
    std::optional<PayNotice> refundNotice(PayBook &book, PayOrder &order, PayRefund &refund) override;

private:
    struct Call
    {
        QString verb;
        QString number; ///< in the path
        PayBook *book = nullptr;
        QJsonObject body;
        const HttpAsk *ask = nullptr;
    };
    /// What is said before it is signed.
    struct Said
    {
        int status = 200;
        QByteArray body;
    };
    using Work = Said (SimWechat::*)(const Call &);

    /// Whose request it is, by its signature; none: nobody's.
    PayBook *callerOf(const HttpAsk &ask);
    HttpTold run(const Call &call, Work work);
    HttpHeaders signedHeaders(const QByteArray &body, NoticeTwist twist);

    Said native(const Call &call);
    Said codepay(const Call &call);
    Said query(const Call &call);
    Said close(const Call &call);
    Said reverse(const Call &call);
    Said refund(const Call &call);
    Said queryRefund(const Call &call);
    Said tradebill(const Call &call);
    HttpTold download(const HttpAsk &ask);

    /// What is wrong with an order before it is looked at; none: nothing.
    std::optional<Said> refuseOrder(const Call &call) const;
    QJsonObject transaction(const PayBook &book, const PayOrder &order) const;
    QJsonObject refundObject(const PayOrder &order, const PayRefund &refund) const;
    Said charged(const Call &call, PayOrder &order);
    PayNotice notice(const QString &what, const QString &url,
                     std::function<std::pair<QString, QJsonObject>(NoticeTwist)> inside);
    QByteArray billFile(const PayBook &book, QDate day);

    static Said said(int status, const QJsonObject &object);
    static Said no(int status, const char *code, const QString &message);

    SignsBy m_signsBy = SignsBy::Both;
    int m_signed = 0;
    struct Bill
    {
        QByteArray bytes;
        Timestamp until;
    };
    QHash<QByteArray, Bill> m_bills; ///< by token
};

}

#pragma once

#include "apps/sim/pay/sim_channel.h"

#include <QJsonObject>
#include <QMap>

namespace youka::sim {

/// Alipay's gateway from the other side, by the sheet (docs/protocols/payments.md, 3). Verbs for faults are
/// the gateway's methods: "alipay.trade.precreate"; the bill's file is "billdownload".
class SimAlipay final : public SimChannel
{
public:
    explicit SimAlipay(PayWorld &world)
        : SimChannel(QStringLiteral("alipay"), world)
    {
    }
    /// Do notices name the certificate they are signed by, as replies in certificate mode do?
    void setNoticesNameCertificate(bool named) { m_noticesNameCertificate = named; }

    bool isOurs(const HttpAsk &ask) const override;
    HttpTold answer(const HttpAsk &ask) override;

protected:
    std::optional<PayNotice> paymentNotice(PayBook &book, PayOrder &order) override;
    std::optional<PayNotice> refundNotice(PayBook &book, PayOrder &order, PayRefund &refund) override;

private:
    /// Sorted, as signatures want them.
    using Fields = QMap<QByteArray, QByteArray>;
    struct Call
    {
        QString method;
        PayBook *book = nullptr;
        QJsonObject content; ///< biz_content
        QString notifyUrl;
        bool byCertificate = false;
    };
    using Work = QJsonObject (SimAlipay::*)(const Call &);

    PayBook *callerOf(const Fields &fields);
    HttpTold run(const Call &call, Work work);
    HttpTold wrapped(const Call &call, const QJsonObject &inner);

    QJsonObject precreate(const Call &call);
    QJsonObject pay(const Call &call);
    QJsonObject query(const Call &call);
    QJsonObject cancel(const Call &call);
    QJsonObject close(const Call &call);
    QJsonObject refund(const Call &call);
    QJsonObject refundQuery(const Call &call);
    QJsonObject bill(const Call &call);
    HttpTold download(const HttpAsk &ask);

    /// An order out of the content; its fen are 0 when something is wrong with it.
    PayOrder wantedOrder(const Call &call) const;
    PayOrder *orderOf(const Call &call) const;
    /// A QR that nobody has scanned is no trade yet, and if it ran out it never was one.
    static bool isTrade(const PayOrder *order);
    QJsonObject trade(const PayOrder &order) const;
    PayNotice notice(const QString &what, const PayBook &book, const PayOrder &order,
                     std::function<Fields()> more);
    QByteArray billFile(const PayBook &book, QDate day);

    static QJsonObject yes(const QJsonObject &more);
    static QJsonObject no(const char *subCode, const QString &text);

    bool m_noticesNameCertificate = false;
    bool m_byCertificate = false; ///< as the last request was
    struct Bill
    {
        QByteArray bytes;
        Timestamp until;
    };
    QHash<QByteArray, Bill> m_bills;
};

}

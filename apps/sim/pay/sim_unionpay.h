#pragma once

#include "apps/sim/pay/sim_channel.h"

#include <QMap>

namespace youka::sim {

/// UnionPay's gateway 5.1.0 from the other side, by the sheet (docs/protocols/payments.md, 4). Verbs for
/// faults are txnType/txnSubType: "01/07" a QR, "01/06" a shown code, "00/00" query, "04/00" refund, "99/01"
/// reversal, "76/01" file.
class SimUnionpay final : public SimChannel
{
public:
    explicit SimUnionpay(PayWorld &world)
        : SimChannel(QStringLiteral("unionpay"), world)
    {
    }

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
        QString verb;
        PayBook *book = nullptr;
        Fields fields;
    };
    using Work = Fields (SimUnionpay::*)(const Call &);

    static bool isGenuine(const Fields &fields, Timestamp now);
    HttpTold run(const Call &call, Work work);
    Fields withSignature(Fields fields, NoticeTwist twist) const;

    Fields applyQr(const Call &call);
    Fields consume(const Call &call);
    Fields query(const Call &call);
    Fields refund(const Call &call);
    Fields reversal(const Call &call);
    Fields fileDownload(const Call &call);

    /// By number and time together.
    PayOrder *orderOf(const Call &call) const;
    PayOrder wantedOrder(const Call &call) const;
    Fields orderState(const Call &call, PayOrder &order);
    PayNotice notice(const QString &what, const QString &url, std::function<Fields(NoticeTwist)> inside);
    QByteArray billFile(const PayBook &book, QDate day);

    static Fields code(const char *respCode, const char *text);
};

}

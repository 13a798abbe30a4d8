#pragma once

#include "core/exchange/channels/alipay/alipay_messages.h"
#include "core/exchange/channels/channel_registry.h"

namespace youka::alipay {

/// Alipay's gateway for one merchant, with plain keys or in certificate mode (when `certificatePem` is
/// given).
class AlipayChannel final : public PaymentChannel
{
public:
    /// Errors: SettingsInvalid, KeyMissing.
    static Result<std::unique_ptr<PaymentChannel>> make(const ChannelConfig &config,
                                                        const ChannelSurroundings &around);

    QString merchant() const override { return m_config.merchant; }
    Step<ChannelQr> precreate(const ChannelOrder &order) const override;
    Step<ChannelPayment> payByCode(const ChannelOrder &order, const QString &payCode) const override;
    Step<ChannelPayment> query(const ChannelOrder &order) const override;
    Step<ChannelClosed> close(const ChannelOrder &order) const override;
    Step<ChannelReversal> reverse(const ChannelOrder &order) const override;
    Step<ChannelRefund> refund(const ChannelRefundOrder &refund) const override;
    Step<ChannelRefund> queryRefund(const ChannelRefundOrder &refund) const override;
    Result<ChannelNotice> parseNotify(const HeaderList &headers, const QByteArray &body) const override;
    NoticeReply noticeReply(const Result<void> &taken) const override;
    Step<BillTicket> billRequest(QDate day) const override;
    ChannelCall billFile(const BillTicket &ticket) const override;
    Result<BillTotals> readBill(const BillTicket &ticket, QIODevice &file,
                                const BillSink &row) const override;

private:
    AlipayChannel(RsaPrivateKey key, const ChannelConfig &config, const ChannelSurroundings &around);
    ChannelCall call(Verb verb, const QJsonObject &content) const;
    QJsonObject orderContent(const ChannelOrder &order) const;
    ChannelAnswer<ChannelPayment> paymentIn(Verb verb, const ChannelOrder &order,
                                            const QJsonObject &object) const;
    /// The genuine inner object. Errors: ChannelUnreadable, ChannelForged.
    Result<QJsonObject> innerObject(Verb verb, const QByteArray &body) const;
    Result<void> verify(QByteArrayView text, const QByteArray &base64, const QByteArray &number) const;

    template <class T>
    ChannelAnswer<T> answer(Verb verb, const ChannelReply &reply,
                            const std::function<ChannelAnswer<T>(Verdict, const QJsonObject &)> &read) const;

    const RsaPrivateKey m_key;
    const ChannelConfig m_config;
    const ChannelSurroundings m_around;
    QByteArray m_certificateNumber; ///< empty: plain keys
    QByteArray m_rootsNumber;
    QList<std::pair<QByteArray, RsaPublicKey>> m_trusted; ///< with its certificate number; "" in plain keys
};

}

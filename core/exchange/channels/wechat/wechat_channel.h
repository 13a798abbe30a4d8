#pragma once

#include "core/exchange/channels/channel_registry.h"
#include "core/exchange/channels/wechat/wechat_messages.h"
#include "core/exchange/channels/wechat/wechat_signature.h"

namespace youka::wechat {

/// WeChat Pay API v3 for one merchant: QR orders (native) and payment codes (codepay).
class WechatChannel final : public PaymentChannel
{
public:
    /// Errors: SettingsInvalid, KeyMissing.
    static Result<std::unique_ptr<PaymentChannel>> make(const ChannelConfig &config,
                                                        const ChannelSurroundings &around);

    QString merchant() const override { return m_we.mchId; }
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
    WechatChannel(Signer signer, const ChannelConfig &config, const ChannelSurroundings &around);
    ChannelCall call(const QByteArray &method, const QString &pathAndQuery,
                     const QJsonObject &body = {}) const;
    ChannelCall signedCall(const QByteArray &method, const QUrl &url, const QByteArray &body) const;
    QJsonObject orderBody(const ChannelOrder &order) const;
    ChannelAnswer<ChannelPayment> paymentIn(const ChannelOrder &order, const QJsonObject &object) const;

    /// What every reply goes through: heard at all, signed, and a yes (`read`), or an error (`verdict`).
    template <class T>
    ChannelAnswer<T> answer(Verb verb, const ChannelReply &reply,
                            const std::function<ChannelAnswer<T>(const QJsonObject &)> &read,
                            const std::function<ChannelAnswer<T>(Verdict)> &verdict) const;

    const Signer m_signer;
    const ChannelConfig m_config;
    const ChannelSurroundings m_around;
    const Identity m_we;
    PlatformKeys m_platformKeys;
};

}

#pragma once

#include "core/exchange/channels/channel_registry.h"
#include "core/exchange/channels/unionpay/unionpay_messages.h"

namespace youka::unionpay {

/// UnionPay's gateway 5.1.0 for one merchant. Its gateway only accepts what it is asked for: a yes to a
/// payment or refund means "taken in hand", and the query says how it ended. An unpaid QR cannot be closed,
/// it runs out.
class UnionpayChannel final : public PaymentChannel
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
    /// Wants ChannelOrder::channelNo.
    Step<ChannelRefund> refund(const ChannelRefundOrder &refund) const override;
    Step<ChannelRefund> queryRefund(const ChannelRefundOrder &refund) const override;
    Result<ChannelNotice> parseNotify(const HeaderList &headers, const QByteArray &body) const override;
    NoticeReply noticeReply(const Result<void> &taken) const override;
    Step<BillTicket> billRequest(QDate day) const override;
    /// Never needed: the ticket holds the file.
    ChannelCall billFile(const BillTicket &ticket) const override;
    Result<BillTotals> readBill(const BillTicket &ticket, QIODevice &file,
                                const BillSink &row) const override;

private:
    UnionpayChannel(RsaPrivateKey key, QByteArray certificateId, Trust trust, const ChannelConfig &config,
                    const ChannelSurroundings &around);
    /// Adds what every message has, signs, and addresses it.
    ChannelCall call(const QString &page, Verb verb, Fields fields) const;
    /// Genuine fields, about this order, that say 00; `absent` is what 34 means.
    template <class T>
    ChannelAnswer<T> answer(Verb verb, const QString &orderNo, const ChannelReply &reply,
                            const std::function<ChannelAnswer<T>(const Fields &)> &read,
                            const std::optional<T> &absent = {}) const;

    const RsaPrivateKey m_key;
    const QByteArray m_certificateId;
    const Trust m_trust;
    const ChannelConfig m_config;
    const ChannelSurroundings m_around;
};

}

#pragma once

#include "core/exchange/bills/bill_fetcher.h"
#include "core/exchange/payments/channel_sender.h"
#include "core/exchange/payments/merchant_channels.h"

class QTemporaryFile;

namespace youka {

/// The bills of the channels themselves: asked for by the sender, as every call is; the file comes straight
/// onto the disk, because it may be larger than memory. It lies there unencrypted, readable by nobody else,
/// until it is read.
class ChannelBills final : public BillFetcher
{
public:
    static constexpr qint64 MostBytes = 4LL * 1024 * 1024 * 1024;
    /// Without anything coming for so long a download is given up.
    static constexpr int SilentForMs = 60'000;

    ChannelBills(MerchantChannels &channels, std::shared_ptr<ChannelSender> sender, QByteArray authorities)
        : m_channels(channels)
        , m_sender(std::move(sender))
        , m_authorities(std::move(authorities))
    {
    }
    Result<BillImported> fetch(Database &reader, const Merchant &merchant, QDate day, const Write &write,
                               Timestamp now) override;

private:
    Result<BillTicket> ticketOf(const PaymentChannel &channel, QDate day);
    Result<void> download(const ChannelCall &call, QTemporaryFile &file);

    MerchantChannels &m_channels;
    const std::shared_ptr<ChannelSender> m_sender;
    const QByteArray m_authorities; ///< PEM; empty: the system's
};

}

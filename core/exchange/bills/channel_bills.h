#pragma once

#include "core/exchange/bills/bill_fetcher.h"
#include "core/exchange/payments/channel_sender.h"
#include "core/exchange/payments/merchant_channels.h"

class QFileDevice;

namespace youka {

/// Brings what that call answers into `file`, however large it is. Errors: ChannelSilent, StoreFull.
using BillDownload = std::function<Result<void>(const ChannelCall &call, QFileDevice &file)>;
/// Over HTTP, with TLS checked against `authorities` (PEM; empty: the system's). Up to 4 GiB; without
/// anything coming for a minute it is given up.
BillDownload networkDownload(QByteArray authorities);

/// The bills of the channels themselves: asked for by the sender, as every call is; the file comes straight
/// onto the disk, because it may be larger than memory. It lies there unencrypted, readable by nobody else,
/// until it is read.
class ChannelBills final : public BillFetcher
{
public:
    ChannelBills(MerchantChannels &channels, std::shared_ptr<ChannelSender> sender, BillDownload download)
        : m_channels(channels)
        , m_sender(std::move(sender))
        , m_download(std::move(download))
    {
    }
    Result<BillImported> fetch(Database &reader, const Merchant &merchant, QDate day, const Write &write,
                               Timestamp now) override;

private:
    Result<BillTicket> ticketOf(const PaymentChannel &channel, QDate day);

    MerchantChannels &m_channels;
    const std::shared_ptr<ChannelSender> m_sender;
    const BillDownload m_download;
};

}

#pragma once

#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_payments.h"
#include "core/exchange/channels/channel_registry.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>

/// Both sides of the payment channels in one process, with a real socket between them.
namespace youka {

/// As an operator would write it down from what the simulator made for its merchant.
inline ChannelConfig channelConfigFrom(const sim::MerchantFiles &files, const sim::PayMerchant &merchant,
                                       const QUrl &gateway, const QString &noticeUrl)
{
    ChannelConfig config;
    config.channel = merchant.channel;
    config.merchant = merchant.number;
    config.app = merchant.app;
    config.gateway = gateway;
    config.billGateway = gateway;
    config.privateKeyPem = files.value(QStringLiteral("key.pem"));
    config.certificatePem = files.value(QStringLiteral("certificate.pem"));
    config.symmetricKey = files.value(QStringLiteral("apiv3.key"));
    config.rootsPem = files.value(QStringLiteral("roots.pem"));
    config.noticeUrl = noticeUrl;
    for (auto it = files.begin(); it != files.end(); ++it)
        if (it.key().startsWith(QLatin1String("trusted-")))
            config.trusted.append({it.key().sliced(8).chopped(4).toLatin1(), *it});
    return config;
}

/// The same for a simulator that listens in this process.
inline ChannelConfig channelConfigOf(const sim::PayMerchant &merchant, const sim::SimPayments &other,
                                     Timestamp now, const QString &noticeUrl, bool byCertificate = false)
{
    return channelConfigFrom(sim::merchantFiles(merchant.channel, now, byCertificate), merchant,
                             other.gateway(merchant.channel), noticeUrl);
}

/// One call over a real socket, as the product's sender makes it.
class WireCaller
{
public:
    void setTls(const QSslConfiguration &tls) { m_tls = tls; }
    ChannelReply send(const ChannelCall &call, int timeoutMs = 2'000)
    {
        QNetworkRequest request(call.url);
        request.setTransferTimeout(timeoutMs);
        request.setSslConfiguration(m_tls);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        for (const auto &[name, value] : call.headers)
            request.setRawHeader(name, value);
        std::unique_ptr<QNetworkReply> reply(call.method == "GET" ? m_network.get(request)
                                                                  : m_network.post(request, call.body));
        QEventLoop loop;
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
        ChannelReply out;
        out.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        for (const auto &[name, value] : reply->rawHeaderPairs())
            out.headers.emplaceBack(name, value);
        if (reply->isOpen()) // not when it was given up
            out.body = reply->readAll();
        return out;
    }
    template <class T>
    ChannelAnswer<T> ask(const Result<ChannelStep<T>> &step, int timeoutMs = 2'000)
    {
        if (!step)
            return ChannelUnknown{step.error()};
        return step->read(send(step->call, timeoutMs));
    }

private:
    QNetworkAccessManager m_network;
    QSslConfiguration m_tls = QSslConfiguration::defaultConfiguration();
};

}

#include "core/exchange/bills/channel_bills.h"

#include <QBuffer>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTemporaryFile>

#include <future>

namespace youka {

namespace {

constexpr qint64 MostBytes = 4LL * 1024 * 1024 * 1024;
/// Without anything coming for so long a download is given up.
constexpr int SilentForMs = 60'000;

bool isThisMachine(const QString &host)
{
    const QHostAddress address(host);
    return host == QLatin1String("localhost") || (!address.isNull() && address.isLoopback());
}

Result<void> download(const ChannelCall &call, const QByteArray &authorities, QFileDevice &file)
{
    const bool isTls = call.url.scheme() == QLatin1String("https");
    if (!isTls && !isThisMachine(call.url.host()))
        return fail(ErrorCode::ChannelSilent, QStringLiteral("not asked without TLS: ") + call.url.host());
    QNetworkAccessManager network;
    network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    QNetworkRequest request(call.url);
    request.setTransferTimeout(SilentForMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    if (isTls) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        if (!authorities.isEmpty())
            tls.setCaCertificates(QSslCertificate::fromData(authorities, QSsl::Pem));
        request.setSslConfiguration(tls);
    }
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    const std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, call.method, call.body));
    bool isTaken = true;
    const auto take = [&] {
        const QByteArray bytes = reply->readAll();
        isTaken = isTaken && file.write(bytes) == bytes.size() && file.size() <= MostBytes;
        if (!isTaken)
            reply->abort();
    };
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, take);
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    take();
    if (!isTaken || !file.flush())
        return fail(ErrorCode::StoreFull, file.errorString());
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (reply->error() != QNetworkReply::NoError || status != 200)
        return fail(ErrorCode::ChannelSilent,
                    QStringLiteral("the bill: %1 %2").arg(status).arg(reply->errorString()));
    return {};
}

}

BillDownload networkDownload(QByteArray authorities)
{
    return [authorities = std::move(authorities)](const ChannelCall &call, QFileDevice &file) {
        return download(call, authorities, file);
    };
}

Result<BillTicket> ChannelBills::ticketOf(const PaymentChannel &channel, QDate day)
{
    if (!m_sender)
        return fail(ErrorCode::ChannelSilent, QStringLiteral("no channel is asked"));
    const auto step = channel.billRequest(day);
    if (!step)
        return fail(step.error());
    // shared: an answer may come when nobody waits for it any more
    const auto promise = std::make_shared<std::promise<ChannelReply>>();
    auto reply = promise->get_future();
    m_sender->send(step->call, [promise](const ChannelReply &heard) { promise->set_value(heard); });
    if (reply.wait_for(std::chrono::milliseconds(step->call.timeoutMs + 5'000)) != std::future_status::ready)
        return fail(ErrorCode::ChannelSilent);
    const auto answer = step->read(reply.get());
    if (const auto *no = std::get_if<ChannelRefusal>(&answer))
        return fail(ErrorCode::ChannelRefused, no->code + u' ' + no->text);
    if (const auto *unknown = std::get_if<ChannelUnknown>(&answer))
        return fail(unknown->error);
    return std::get<BillTicket>(answer);
}

Result<BillImported> ChannelBills::fetch(Database &reader, const Merchant &merchant, QDate day,
                                         const Write &write, Timestamp now)
{
    const auto channel = m_channels.find(reader, merchant.id);
    if (!channel)
        return fail(channel.error());
    auto ticket = ticketOf(**channel, day);
    if (!ticket)
        return fail(ticket.error());
    if (ticket->isEmpty || ticket->url.isEmpty()) {
        QBuffer file(&ticket->content);
        file.open(QIODevice::ReadOnly);
        return importBill(**channel, *ticket, file, merchant, write, now);
    }
    QTemporaryFile file;
    if (!file.open())
        return fail(ErrorCode::StoreFull, file.errorString());
    return m_download((*channel)->billFile(*ticket), file).and_then([&] {
        return importBill(**channel, *ticket, file, merchant, write, now);
    });
}

}

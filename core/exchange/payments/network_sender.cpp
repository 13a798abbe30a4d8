#include "core/exchange/payments/network_sender.h"

#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslConfiguration>

namespace youka {

namespace {

bool isThisMachine(const QString &host)
{
    const QHostAddress address(host);
    return host == QLatin1String("localhost") || (!address.isNull() && address.isLoopback());
}

}

class NetworkSender::Wire : public QObject
{
public:
    explicit Wire(const QByteArray &authorities)
        : m_tls(QSslConfiguration::defaultConfiguration())
    {
        m_tls.setProtocol(QSsl::TlsV1_2OrLater);
        m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (!authorities.isEmpty())
            m_tls.setCaCertificates(QSslCertificate::fromData(authorities, QSsl::Pem));
    }
    void send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer);

private:
    QNetworkAccessManager *network();
    QSslConfiguration m_tls;
    std::unique_ptr<QNetworkAccessManager> m_network; ///< made on its own thread
};

QNetworkAccessManager *NetworkSender::Wire::network()
{
    if (!m_network) {
        m_network = std::make_unique<QNetworkAccessManager>();
        m_network->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    }
    return m_network.get();
}

void NetworkSender::Wire::send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer)
{
    const bool isTls = call.url.scheme() == QLatin1String("https");
    if (!isTls && !isThisMachine(call.url.host())) {
        qWarning("payments: not sent without TLS: %s", qPrintable(call.url.host()));
        return answer({});
    }
    QNetworkRequest request(call.url);
    request.setTransferTimeout(call.timeoutMs);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (isTls)
        request.setSslConfiguration(m_tls);
    for (const auto &[name, value] : call.headers)
        request.setRawHeader(name, value);
    QNetworkReply *reply = network()->sendCustomRequest(request, call.method, call.body);
    connect(reply, &QNetworkReply::downloadProgress, reply, [reply](qint64 received, qint64) {
        if (received > MostBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, this, [reply, answer = std::move(answer)] {
        reply->deleteLater();
        ChannelReply heard;
        // What broke off in the middle may have a status; its body is not what was signed.
        const auto error = reply->error();
        const bool isWhole = error == QNetworkReply::NoError || error >= QNetworkReply::ContentAccessDenied;
        if (isWhole) {
            heard.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
            heard.body = reply->readAll();
            for (const auto &[name, value] : reply->rawHeaderPairs())
                heard.headers.emplaceBack(name, value);
        }
        answer(heard);
    });
}

NetworkSender::NetworkSender(const QByteArray &authorities)
    : m_wire(std::make_unique<Wire>(authorities))
{
    m_wire->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("channels"));
    m_thread.start();
}

NetworkSender::~NetworkSender()
{
    // Its network must end on its own thread, and before the thread's loop.
    QMetaObject::invokeMethod(
        m_wire.get(), [this] { m_wire.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void NetworkSender::send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer)
{
    QMetaObject::invokeMethod(
        m_wire.get(), [this, call, answer = std::move(answer)] { m_wire->send(call, answer); },
        Qt::QueuedConnection);
}

}

#include "core/exchange/gateways/smtp_gateway.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTimer>

#include <deque>

namespace youka {

namespace {

using Answer = std::function<void(const DeliveryNews &)>;

bool isThisMachine(const QString &host)
{
    const QHostAddress address(host);
    return host == QLatin1String("localhost") || (!address.isNull() && address.isLoopback());
}

/// One connection: joins socket and session, and goes with its answer.
class Carrier : public QObject
{
public:
    Carrier(const SmtpAccount &account, SmtpErrand errand, const QSslConfiguration &tls, Answer answer,
            QObject *parent);
    /// A socket that goes may still have something to say.
    ~Carrier() override { disconnect(&m_socket, nullptr, this, nullptr); }

private:
    void apply(const SmtpSession::Output &output);
    void lost(const QString &why) { apply(m_session.onLost(why)); }

    SmtpSession m_session;
    QSslSocket m_socket;
    QTimer m_limit;
    Answer m_answer;
};

Carrier::Carrier(const SmtpAccount &account, SmtpErrand errand, const QSslConfiguration &tls, Answer answer,
                 QObject *parent)
    : QObject(parent)
    , m_session(std::move(errand))
    , m_answer(std::move(answer))
{
    m_socket.setSslConfiguration(tls);
    connect(&m_socket, &QSslSocket::readyRead, this,
            [this] { apply(m_session.onBytes(m_socket.readAll())); });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] { apply(m_session.onEncrypted()); });
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { lost(m_socket.errorString()); });
    connect(&m_limit, &QTimer::timeout, this, [this] { lost(QStringLiteral("no answer")); });
    m_limit.setSingleShot(true);
    m_limit.start(account.timeoutMs);
    if (account.security == SmtpSecurity::Tls)
        m_socket.connectToHostEncrypted(account.host, account.port);
    else
        m_socket.connectToHost(account.host, account.port);
}

void Carrier::apply(const SmtpSession::Output &output)
{
    if (!m_answer)
        return;
    if (!output.send.isEmpty())
        m_socket.write(output.send);
    if (output.startTls)
        m_socket.startClientEncryption();
    if (!output.isOver)
        return;
    m_limit.stop();
    const Answer answer = std::exchange(m_answer, {});
    m_socket.disconnectFromHost(); // after what is to be sent
    answer(m_session.news());
    QTimer::singleShot(1'000, this, &QObject::deleteLater);
}

}

class SmtpGateway::Wire : public QObject
{
public:
    Wire(SmtpAccount account, const Clock &clock)
        : m_account(std::move(account))
        , m_clock(clock)
        , m_tls(QSslConfiguration::defaultConfiguration())
    {
        m_tls.setProtocol(QSsl::TlsV1_2OrLater);
        m_tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        if (!m_account.authorities.isEmpty())
            m_tls.setCaCertificates(QSslCertificate::fromData(m_account.authorities, QSsl::Pem));
    }

    void send(const Message &message, Answer answer)
    {
        m_waiting.emplace_back(message, std::move(answer));
        next();
    }

private:
    void next();

    const SmtpAccount m_account;
    const Clock &m_clock;
    QSslConfiguration m_tls;
    std::deque<std::pair<Message, Answer>> m_waiting;
    int m_underWay = 0;
};

void SmtpGateway::Wire::next()
{
    while (!m_waiting.empty() && m_underWay < MostAtOnce) {
        const auto [message, answer] = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (m_account.security == SmtpSecurity::None && !isThisMachine(m_account.host)) {
            answer({DeliveryWord::Unknown, {}, QStringLiteral("without TLS to another machine")});
            continue;
        }
        ++m_underWay;
        const SmtpErrand errand{
            m_account.security,         m_account.user.toUtf8(),
            m_account.password,         m_account.from.address.toLatin1(),
            message.address.toLatin1(), smtpData(mailMessage(m_account.from, message, m_clock.now()))};
        new Carrier(
            m_account, errand, m_tls,
            [this, answer = answer](const DeliveryNews &news) {
                --m_underWay;
                answer(news);
                QMetaObject::invokeMethod(
                    this, [this] { next(); }, Qt::QueuedConnection);
            },
            this);
    }
}

SmtpGateway::SmtpGateway(SmtpAccount account, const Clock &clock)
    : m_wire(std::make_unique<Wire>(std::move(account), clock))
{
    m_wire->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("mail"));
    m_thread.start();
}

SmtpGateway::~SmtpGateway()
{
    // Its sockets must end on their own thread, and before the thread's loop.
    QMetaObject::invokeMethod(
        m_wire.get(), [this] { m_wire.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void SmtpGateway::send(const Message &message, std::function<void(const DeliveryNews &)> answer)
{
    QMetaObject::invokeMethod(
        m_wire.get(), [this, message, answer = std::move(answer)] { m_wire->send(message, answer); },
        Qt::QueuedConnection);
}

}

#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/sales/sale.h"
#include "core/exchange/api/body_packing.h"
#include "core/exchange/api/http_signature.h"
#include "core/exchange/api/http_transport.h"

#include <QJsonObject>
#include <QPointer>
#include <QUrl>

#include <functional>
#include <memory>

namespace youka {

/// Speaks the server's HTTP API from a terminal (signed requests) or an office (session token). Lives on one
/// thread; answers arrive there, exactly once. A lost or late answer is Timeout or Unavailable: what the
/// server did is then unknown, and the same operation id may be sent again.
class ApiClient : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QUrl server;            ///< "https://host:8443"
        QByteArray certificate; ///< PEM of the only certificate or CA that is trusted; empty: the system's
        int timeoutMs = 5'000;
    };
    ApiClient(const Settings &settings, const Clock &clock, QObject *parent = nullptr);
    ApiClient(std::unique_ptr<HttpTransport> transport, const Clock &clock, int timeoutMs);

    /// From now on requests are signed by this terminal.
    void signAs(TerminalId terminal, const SigningKey &key);
    /// From now on requests carry this session.
    void useSession(const QByteArray &token) { m_session = token; }
    void setLanguage(const QString &language) { m_language = language; }

    using Answer = std::function<void(Result<QJsonObject>)>;
    void get(const QString &path, Answer answer, int timeoutMs = 0);
    /// A long body may travel packed, to a server that knows how to unpack it.
    enum class Packing { Plain, WhenWorthIt };
    void post(const QString &path, const QJsonObject &body, OperationId operation, Answer answer,
              int timeoutMs = 0, Packing packing = Packing::Plain);
    void remove(const QString &path, Answer answer, int timeoutMs = 0);

private:
    void send(const QByteArray &method, const QString &pathAndQuery, const TravellingBody &body,
              OperationId operation, Answer answer, int timeoutMs);
    const std::unique_ptr<HttpTransport> m_transport;
    const int m_timeoutMs;
    const Clock &m_clock;
    std::optional<std::pair<TerminalId, SigningKey>> m_signer;
    QByteArray m_session;
    QString m_language = QStringLiteral("en");
};

/// A card's balance on the wire.
QJsonObject toJson(const CardBalance &balance);
Result<CardBalance> balanceFromJson(const QJsonObject &json);

}

#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/sales/station_control.h"
#include "core/exchange/sync/terminal_list.h"
#include "core/exchange/sync/terminal_store.h"
#include "core/foundation/base/json.h"

#include <QHash>
#include <QSslCertificate>
#include <QSslKey>
#include <QWebSocket>
#include <QWebSocketServer>

namespace youka {

/// The station's end of the link: shows the pumps to this station's other terminals and takes their card
/// sales. A terminal proves itself by signing a challenge with the key it enrolled with; the station knows
/// the keys from the feed. Whoever does not is told nothing. A terminal has one connection: a newer one ends
/// the older, with every command that was not read there.
class StationLinkServer : public QObject
{
    Q_OBJECT
public:
    struct Tls
    {
        QSslCertificate certificate;
        QSslKey key;
    };
    /// `desk` answers the other terminals' questions for balances, when the server does not answer them.
    StationLinkServer(StationControl &station, CardDesk &desk, TerminalList &peers,
                      const TerminalIdentity &self, const Tls &tls);
    ~StationLinkServer() override;

    /// Errors: Unavailable (the port is taken).
    Result<void> listen(const QHostAddress &address, quint16 port);
    quint16 port() const { return m_server.serverPort(); }

private:
    struct Client
    {
        QByteArray challenge;
        TerminalId terminal; ///< 0 until it has proved itself
        QList<SaleId> sales; ///< it may see and cancel its own
    };
    void welcome();
    void onText(QWebSocket *socket, const QString &text);
    void onHello(QWebSocket *socket, Client &client, const QJsonObject &message);
    void endOlder(TerminalId terminal, const QWebSocket *newest);
    void onCommand(QWebSocket *socket, Client &client, const QJsonObject &message);
    void onBalance(QWebSocket *socket, qint64 id, JsonReader in);
    void answer(QWebSocket *socket, qint64 id, const Result<void> &result, const QJsonObject &balance = {});
    void send(QWebSocket *socket, const QJsonObject &message);
    void toAll(const QJsonObject &message);
    QJsonObject linkMessage() const;

    StationControl &m_station;
    CardDesk &m_desk;
    TerminalList &m_peers;
    const TerminalId m_self;
    const SigningKey m_key;
    const QByteArray m_certificateHash;
    QWebSocketServer m_server;
    QHash<QWebSocket *, Client> m_clients;
};

}

#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/sales/station_control.h"
#include "core/exchange/sync/terminal_list.h"
#include "core/exchange/sync/terminal_store.h"

#include <QHash>
#include <QJsonObject>
#include <QTimer>
#include <QUrl>
#include <QWebSocket>

namespace youka {

/// The station as a terminal without pumps of its own sees it. Reconnects by itself; while the link is down
/// every pump is shown as out of reach and commands are answered with LinkLost. What became of a command
/// whose answer the link lost is unknown until the link is back: then the same sale id may be sent again, or
/// cancelled, and nothing that was on its way before comes after it.
class StationLinkClient final : public StationControl, public CardDesk
{
    Q_OBJECT
public:
    StationLinkClient(QUrl url, TerminalList &peers, const TerminalIdentity &self);
    /// What was asked and not answered is dropped.
    ~StationLinkClient() override;
    void start();
    bool isConnected() const { return m_proved; }

    QList<PumpView> pumps() const override { return m_pumps; }
    std::optional<SaleView> sale(SaleId id) const override;
    QList<SaleView> payable() const override { return {}; }
    QList<SaleView> recent(int) const override { return {}; }
    Link link() const override { return m_link; }

    void fuelByCard(SaleId id, int pump, const CardIdentity &card, const QString &pin, Preset preset,
                    Done done, StaffId by = {}, const std::optional<CouponWish> &coupons = {}) override;
    void stop(int pump, Done done) override;
    void cancel(SaleId id, Done done) override;
    /// Asked of the counter. Errors: those of its own desk, LinkLost.
    void balance(const CardIdentity &card, const QString &pin,
                 std::function<void(Result<CardBalance>)> answer) override;
    /// Is this sale known there? What became of it comes as saleChanged(). Errors: SaleNotFound, LinkLost.
    void follow(SaleId id, Done done) { command("follow", id, {}, std::move(done)); }
    /// The counter's own: answered with NotPermitted.
    void prepay(SaleId id, int pump, int nozzle, Money cash, Done done, StaffId by = {}) override;
    void release(SaleId id, int pump, Preset preset, Done done, StaffId by = {}) override;
    void payCash(SaleId id, Money cash, Done done, StaffId by = {}) override;
    void useCoupons(SaleId id, const QStringList &codes, const CardIdentity &card, Done done) override;
    void payCard(SaleId id, const CardIdentity &card, const QString &pin, Done done,
                 StaffId by = {}) override;

private:
    void connectNow();
    void onText(const QString &text);
    void onChallenge(const QJsonObject &message);
    void onWelcome(const QByteArray &proof);
    void onPump(const QJsonObject &json);
    void onSale(const QJsonObject &json);
    void onAnswer(const QJsonObject &message);
    void lost();
    void command(const char *what, SaleId sale, QJsonObject message, Done done);
    void send(const char *what, QJsonObject message);
    void notHere(Done done);

    const QUrl m_url;
    TerminalList &m_peers;
    const TerminalId m_self;
    const SigningKey m_key;
    QWebSocket m_socket;
    QTimer m_retry;
    QTimer m_heartbeat;
    bool m_pongDue = false;
    QByteArray m_challenge; ///< ours to the station
    TerminalId m_station;
    bool m_proved = false;
    qint64 m_lastCommand = 0;
    QHash<qint64, Done> m_waiting;
    QHash<qint64, std::function<void(Result<CardBalance>)>> m_balances; ///< asked and not answered
    QList<PumpView> m_pumps;
    QList<SaleView> m_sales;
    Link m_link;
};

}

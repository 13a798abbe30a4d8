#pragma once

#include "core/domain/cards/allotment.h"
#include "core/domain/messages/message.h"
#include "core/domain/payments/payment.h"
#include "core/exchange/channels/which_wallet.h"
#include "core/exchange/gateways/smtp_session.h"
#include "core/foundation/base/money.h"
#include "core/foundation/base/settings.h"
#include "core/foundation/store/database.h"

#include <QMap>
#include <QStringList>
#include <QTimeZone>

namespace youka {

/// Money through payment channels.
struct PaymentSettings
{
    QString noticeBase; ///< where channels find this server, "https://card.example"; empty: as web.base_url
    QString title = QStringLiteral("油卡充值"); ///< what a customer reads in the channel's app; no comma
    int qrSeconds = 90;                         ///< how long a QR may be paid
    int codeSeconds = 90;                       ///< how long a customer may type the PIN
    int callTimeoutMs = 10'000;                 ///< after it a channel has not answered
    QString authoritiesFile; ///< PEM; empty: the system's. For gateways of an installation's own
    QList<WalletPrefix> wallets = usualWallets();
    QMap<QString, PaymentLimits> limits;         ///< by station code
    QList<qint64> amounts{100, 200, 500, 1'000}; ///< to choose from, in whole units of the currency

    PaymentLimits limitsOf(const QString &station) const
    {
        return limits.value(station, limits.value(QStringLiteral("*")));
    }
};
/// "* 1.00 5000.00 10000.00; S1 10.00 500.00 500.00": least, most, per card and day. Errors: SettingsInvalid.
Result<QMap<QString, PaymentLimits>> parsePaymentLimits(const QString &text);

/// Paying bills.
struct BillerSettings
{
    QString title = QStringLiteral("生活缴费"); ///< what a customer reads in the channel's app; no comma
    int callTimeoutMs = 5'000;                  ///< after it a biller has not answered
    qint64 giveBackMs = 600'000;                ///< after it money that no biller confirmed goes back
};

/// Messages to customers. A way without an address is off. Secrets lie in the key ring.
struct MessageSettings
{
    QString smsUrl; ///< where the gateway takes messages; https, or this machine
    QString smsAccount;
    int smsTimeoutMs = 10'000; ///< after it the gateway has not answered
    QString smsSign;           ///< as it was approved, without 【】
    QString smtpHost;
    int smtpPort = 587;
    SmtpSecurity smtpSecurity = SmtpSecurity::StartTls;
    QString smtpUser; ///< empty: nobody signs in
    QString mailFrom;
    QString mailName;
    QString authoritiesFile; ///< PEM; empty: the system's
    QString pushUrl;         ///< as smsUrl
    QString pushAccount;
    int pushTimeoutMs = 10'000;
    QTimeZone zone{"Asia/Shanghai"}; ///< whose night is quiet
    Money lowBalance{5'000, {}};     ///< of every currency: whoever named none is told below it; 0: nobody
    int couponDays = 3;              ///< a coupon is spoken of so long before its end; 0: none is

    /// Without the ways: those are what has a gateway.
    MessageTerms terms() const { return {{}, zone, lowBalance, couponDays}; }
};

/// Who makes invoices out, as they name it.
struct SellerSettings
{
    QString name;
    QString taxNumber;
    QString address;
    QString phone;
    QString bank;
    QString bankAccount;
    QString clerk; ///< 开票人
};

/// The tax platform. Without an address invoices wait. Secrets lie in the key ring.
struct InvoiceSettings
{
    QString platform = QStringLiteral("nuonuo");
    QString url; ///< where the platform takes requests; https, or this machine
    QString appKey;
    QString authoritiesFile; ///< PEM; empty: the system's
    int timeoutMs = 15'000;  ///< after it the platform has not answered
};

/// Third parties that customers may sign in with. One without an app is off; secrets lie in the key ring.
/// Addresses are empty where they are the provider's own.
struct SignInSettings
{
    QString wechatApp;
    QString wechatAuthorise;
    QString wechatTokens;
    QString alipayApp;
    QString alipayAuthorise;
    QString alipayGateway;
    int timeoutMs = 10'000;
    QString authoritiesFile; ///< PEM; empty: the system's
};

/// The server's settings file. Every key has a default, so an empty file is a working server.
struct ServerSettings
{
    QString dataDir; ///< store, key ring, certificate
    QString masterKeyFile;
    QString address = QStringLiteral("127.0.0.1");
    int port = 8443;
    int threads = 2;
    bool tls = true;         ///< without it only behind a proxy on the same machine
    QString certificateFile; ///< PEM; empty: one is made
    QString certificateKeyFile;
    QString store = QStringLiteral("sqlcipher"); ///< or "postgresql"
    QString postgresql;
    QString webBase; ///< where customers' phones find this server, "https://card.example"; empty: not at all
    int maxBodyBytes = 4 * 1024 * 1024;
    int idleSeconds = 75;                ///< a connection ends on which nothing moved for so long
    int recordsInWork = 5'000;           ///< of terminals' journals at once; the others are told when to come
    Money secondPersonAbove{50'000, {}}; ///< four eyes; counts whole units in every currency
    int reverseWithinHours = 24;
    LendingTerms lending;    ///< how much of a card's money stations may grant without asking
    int feedCalmMs = 10'000; ///< news of balances may wait so long for more of it
    qint64 feedRetentionMs = 30LL * 24 * 60 * 60 * 1000;
    PaymentSettings payments;
    BillerSettings billers;
    MessageSettings messages;
    InvoiceSettings invoices;
    SignInSettings signIn;
    SellerSettings seller;

    /// Errors: SettingsInvalid with file, line and key.
    static Result<ServerSettings> load(const QString &file);
};

}

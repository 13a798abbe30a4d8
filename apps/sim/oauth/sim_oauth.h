#pragma once

#include "apps/sim/pay/sim_http.h"
#include "core/foundation/base/clock.h"

#include <QMap>
#include <QStringList>

namespace youka::sim {

/// One app at both providers.
struct OauthApp
{
    QString wechat = QStringLiteral("wx0123456789abcdef");
    QByteArray wechatSecret = "0123456789abcdef0123456789abcdef";
    QString alipay = QStringLiteral("2021000000000001");
};

/// What a simulator of its own offers of it.
struct OauthSettings
{
    int port = -1; ///< 0: any free one; -1: there are no providers
    OauthApp app;
    QString person = QStringLiteral("oSimPerson0001"); ///< who agrees
};

/// WeChat's and Alipay's sign-in on one port of the loopback interface: /connect/qrconnect and
/// /sns/oauth2/access_token, /oauth2/publicAppAuthorize.htm and /gateway.do (alipay.system.oauth.token,
/// signed both ways with the keys of sim_keys). Whoever comes to the first is taken for the person that was
/// set and agrees at once. Faults strike the next request each:
///   of the way back: wrong_state  no_code  declined
///   of the token: http_500  html  nothing  foreign_open_id (nonsense in its place)  busy (the provider's own
///     word)  unsigned (Alipay's)
class SimOauth
{
public:
    SimOauth(const Clock &clock, OauthApp app);
    /// Errors: Unavailable.
    Result<void> listen(quint16 port = 0) { return m_http.listen(port); }
    QUrl base() const { return m_http.base(); }

    static QStringList faults();
    /// Errors: InvalidInput (unknown name).
    Result<void> strike(const QString &fault, int times = 1);
    /// Who agrees from now on, by open id.
    void setPerson(const QString &openId) { m_person = openId; }
    /// A code is good once, and so long.
    static constexpr qint64 CodeLifeMs = 5LL * 60'000;
    int tokensGiven() const { return m_given; }

private:
    HttpTold answer(const HttpAsk &ask);
    HttpTold authorise(const HttpAsk &ask, const QString &app, const QString &codeName);
    HttpTold wechatToken(const HttpAsk &ask);
    HttpTold alipayToken(const HttpAsk &ask);
    /// Whose it is; empty: nobody's, or not any more.
    QString taken(const QString &code);
    bool strikes(const char *fault);

    struct Code
    {
        QString person;
        Timestamp until;
        bool isUsed = false;
    };
    const Clock &m_clock;
    const OauthApp m_app;
    QString m_person = OauthSettings().person;
    QMap<QString, Code> m_codes;
    QMap<QString, int> m_faults;
    int m_given = 0;
    SimHttp m_http;
};

}

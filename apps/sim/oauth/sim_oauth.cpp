#include "apps/sim/oauth/sim_oauth.h"

#include "apps/sim/pay/sim_keys.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>
#include <QUuid>

namespace youka::sim {

namespace {

HttpTold json(const QByteArray &body)
{
    return {200, {{"Content-Type", "application/json;charset=utf-8"}}, body};
}

/// Of the same form, and certainly another.
QString otherThan(const QString &state)
{
    return (state.startsWith(u'A') ? QLatin1Char('B') : QLatin1Char('A')) + state.sliced(1);
}

QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

HttpTold wechatError(int code, const char *text)
{
    return json(
        compact({{QStringLiteral("errcode"), code}, {QStringLiteral("errmsg"), QLatin1String(text)}}));
}

HttpTold alipayError(const char *code, const char *sub)
{
    return json(compact({{QStringLiteral("error_response"),
                          QJsonObject{{QStringLiteral("code"), QLatin1String(code)},
                                      {QStringLiteral("msg"), QStringLiteral("Invalid Arguments")},
                                      {QStringLiteral("sub_code"), QLatin1String(sub)}}}}));
}

QMap<QByteArray, QByteArray> formOf(const QByteArray &body)
{
    QMap<QByteArray, QByteArray> fields;
    for (const QByteArray &pair : body.split('&')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            fields.insert(QByteArray::fromPercentEncoding(pair.first(equals)),
                          QByteArray::fromPercentEncoding(pair.sliced(equals + 1)));
    }
    return fields;
}

}

SimOauth::SimOauth(const Clock &clock, OauthApp app)
    : m_clock(clock)
    , m_app(std::move(app))
    , m_http([this](const HttpAsk &ask) { return answer(ask); })
{
}

QStringList SimOauth::faults()
{
    return {QStringLiteral("wrong_state"),     QStringLiteral("no_code"), QStringLiteral("declined"),
            QStringLiteral("http_500"),        QStringLiteral("html"),    QStringLiteral("nothing"),
            QStringLiteral("foreign_open_id"), QStringLiteral("busy"),    QStringLiteral("unsigned")};
}

Result<void> SimOauth::strike(const QString &fault, int times)
{
    if (!faults().contains(fault))
        return fail(ErrorCode::InvalidInput, fault);
    m_faults[fault] += times;
    return {};
}

bool SimOauth::strikes(const char *fault)
{
    int &left = m_faults[QLatin1String(fault)];
    return left > 0 && left-- > 0;
}

QString SimOauth::taken(const QString &code)
{
    const auto it = m_codes.find(code);
    if (it == m_codes.end() || it->isUsed || m_clock.now() >= it->until)
        return {};
    it->isUsed = true;
    ++m_given;
    return it->person;
}

HttpTold SimOauth::answer(const HttpAsk &ask)
{
    const QByteArray path = ask.path();
    if (path == "/connect/qrconnect" && ask.query(QStringLiteral("response_type")) == "code"
        && ask.query(QStringLiteral("scope")) == "snsapi_login")
        return authorise(ask, QString::fromUtf8(ask.query(QStringLiteral("appid"))), QStringLiteral("code"));
    if (path == "/oauth2/publicAppAuthorize.htm" && ask.query(QStringLiteral("scope")) == "auth_base")
        return authorise(ask, QString::fromUtf8(ask.query(QStringLiteral("app_id"))),
                         QStringLiteral("auth_code"));
    const bool isToken = path == "/sns/oauth2/access_token" || path == "/gateway.do";
    if (!isToken)
        return {404, {}, "not here"};
    if (strikes("http_500"))
        return {500, {{"Content-Type", "text/html"}}, "<html>500</html>"};
    if (strikes("html"))
        return {200, {{"Content-Type", "text/html"}}, "<html><body>nginx</body></html>"};
    if (strikes("nothing")) {
        HttpTold told;
        told.isLost = true;
        return told;
    }
    return path == "/gateway.do" ? alipayToken(ask) : wechatToken(ask);
}

HttpTold SimOauth::authorise(const HttpAsk &ask, const QString &app, const QString &codeName)
{
    if (app != m_app.wechat && app != m_app.alipay)
        return {400, {}, "no such app"};
    QUrl back(QString::fromUtf8(ask.query(QStringLiteral("redirect_uri"))));
    QUrlQuery query(back);
    if (!strikes("declined") && !strikes("no_code")) {
        const QString code = QUuid::createUuid().toString(QUuid::Id128);
        m_codes.insert(code, {m_person, m_clock.now().plusMs(CodeLifeMs)});
        query.addQueryItem(codeName, code);
    }
    const QString state = QString::fromUtf8(ask.query(QStringLiteral("state")));
    query.addQueryItem(QStringLiteral("state"), strikes("wrong_state") ? otherThan(state) : state);
    back.setQuery(query);
    return {302, {{"Location", back.toEncoded()}}, {}};
}

HttpTold SimOauth::wechatToken(const HttpAsk &ask)
{
    if (strikes("busy"))
        return wechatError(-1, "system error");
    if (ask.query(QStringLiteral("appid")) != m_app.wechat.toUtf8()
        || ask.query(QStringLiteral("secret")) != m_app.wechatSecret)
        return wechatError(40125, "invalid appsecret");
    if (ask.query(QStringLiteral("grant_type")) != "authorization_code")
        return wechatError(40002, "invalid grant_type");
    const QString code = QString::fromUtf8(ask.query(QStringLiteral("code")));
    const bool wasUsed = m_codes.value(code).isUsed;
    const QString person = taken(code);
    if (person.isEmpty())
        return wasUsed ? wechatError(40163, "code been used") : wechatError(40029, "invalid code");
    return json(compact(
        {{QStringLiteral("access_token"), QStringLiteral("ACCESS")},
         {QStringLiteral("expires_in"), 7'200},
         {QStringLiteral("refresh_token"), QStringLiteral("REFRESH")},
         {QStringLiteral("openid"), strikes("foreign_open_id") ? QStringLiteral("<script>'; --") : person},
         {QStringLiteral("scope"), QStringLiteral("snsapi_login")}}));
}

HttpTold SimOauth::alipayToken(const HttpAsk &ask)
{
    const QMap<QByteArray, QByteArray> fields = formOf(ask.body);
    if (strikes("busy"))
        return alipayError("20000", "isp.unknow-error");
    QByteArray text;
    for (auto it = fields.begin(); it != fields.end(); ++it)
        if (it.key() != "sign" && !it->isEmpty())
            text += (text.isEmpty() ? "" : "&") + it.key() + '=' + *it;
    if (fields.value("app_id") != m_app.alipay.toUtf8() || fields.value("sign_type") != "RSA2"
        || !keys::merchant().publicKey().verify(text, QByteArray::fromBase64(fields.value("sign"))))
        return alipayError("40002", "isv.invalid-signature");
    if (fields.value("method") != "alipay.system.oauth.token"
        || fields.value("grant_type") != "authorization_code")
        return alipayError("40002", "isv.grant-type-invalid");
    const QString person = taken(QString::fromUtf8(fields.value("code")));
    if (person.isEmpty())
        return alipayError("40002", "isv.code-invalid");
    const QByteArray inner = compact(
        {{QStringLiteral("access_token"), QStringLiteral("ACCESS")},
         {QStringLiteral("expires_in"), 1'296'000},
         {QStringLiteral("open_id"), strikes("foreign_open_id") ? QStringLiteral("<script>'; --") : person},
         {QStringLiteral("auth_start"), QStringLiteral("2026-01-01 00:00:00")}});
    const QByteArray sign =
        (strikes("unsigned") ? keys::stranger() : keys::platform()).sign(inner).toBase64();
    return json("{\"alipay_system_oauth_token_response\":" + inner + ",\"sign\":\"" + sign + "\"}");
}

}

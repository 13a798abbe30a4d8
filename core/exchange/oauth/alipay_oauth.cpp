#include "core/exchange/channels/alipay/alipay_signature.h"
#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/oauth/oauth_makers.h"
#include "core/foundation/base/json.h"

#include <QJsonObject>

namespace youka {

namespace {

constexpr QByteArrayView AnswerName("alipay_system_oauth_token_response");
constexpr QByteArrayView ErrorName("error_response");

/// alipay.system.oauth.token, signed as every call to its gateway is (docs/protocols/payments.md, 3).
class AlipayOauth final : public OauthProvider
{
public:
    AlipayOauth(OauthAccount account, RsaPrivateKey key, RsaPublicKey trusted)
        : m_account(std::move(account))
        , m_key(std::move(key))
        , m_trusted(std::move(trusted))
    {
    }
    QUrl authoriseUrl(const QByteArray &state) const override
    {
        QUrl url = m_account.authorise;
        url.setQuery(QString::fromLatin1("app_id=" + QUrl::toPercentEncoding(m_account.app)
                                         + "&scope=auth_base&redirect_uri="
                                         + QUrl::toPercentEncoding(m_account.redirect) + "&state=" + state));
        return url;
    }
    QString codeName() const override { return QStringLiteral("auth_code"); }
    ChannelCall tokenCall(const QString &code, Timestamp now) const override
    {
        alipay::Fields fields{
            {"app_id", m_account.app.toUtf8()},
            {"method", "alipay.system.oauth.token"},
            {"format", "JSON"},
            {"charset", "utf-8"},
            {"sign_type", "RSA2"},
            {"timestamp", beijingText(now, QStringLiteral("yyyy-MM-dd HH:mm:ss")).toLatin1()},
            {"version", "1.0"},
            {"grant_type", "authorization_code"},
            {"code", code.toUtf8()}};
        fields.insert("sign", m_key.sign(alipay::requestText(fields)).toBase64());
        ChannelCall call;
        call.method = "POST";
        call.url = m_account.tokens;
        call.headers = {{"Content-Type", "application/x-www-form-urlencoded;charset=utf-8"}};
        call.body = alipay::encodedForm(fields);
        call.timeoutMs = m_account.timeoutMs;
        return call;
    }
    Result<QString> openIdIn(const ChannelReply &reply) const override
    {
        if (reply.status != 200 || !parseJsonObject(reply.body))
            return fail(ErrorCode::SignInProviderSilent, QStringLiteral("HTTP %1").arg(reply.status));
        const auto inner = memberOf(reply.body, AnswerName);
        if (!inner)
            return refused(reply.body);
        const auto json = parseJsonObject(*inner);
        if (!json)
            return fail(ErrorCode::SignInProviderRefused, QStringLiteral("no object"));
        // Newer apps get an open id in the place of the user's number.
        QString openId = (*json)[QLatin1String("open_id")].toString();
        if (openId.isEmpty())
            openId = (*json)[QLatin1String("user_id")].toString();
        if (!isOpenId(openId))
            return fail(ErrorCode::SignInProviderRefused, QStringLiteral("no open id"));
        return openId;
    }

private:
    /// The bytes of a member, if Alipay signed them. Errors: SignInProviderRefused.
    Result<QByteArray> memberOf(const QByteArray &body, QByteArrayView name) const
    {
        const auto inner = alipay::memberBytes(body, name);
        const auto sign = alipay::memberBytes(body, "sign");
        if (!inner || !sign || inner->isEmpty() || sign->size() < 2)
            return fail(ErrorCode::SignInProviderRefused, QStringLiteral("no answer in it"));
        QByteArray base64 = sign->sliced(1, sign->size() - 2).toByteArray();
        base64.replace("\\/", "/");
        const auto signature =
            QByteArray::fromBase64Encoding(base64, QByteArray::AbortOnBase64DecodingErrors);
        if (!signature || !m_trusted.verify(*inner, *signature))
            return fail(ErrorCode::SignInProviderRefused, QStringLiteral("wrong signature"));
        return inner->toByteArray();
    }
    /// A forged "later" only makes somebody try again, so errors are read without their signature: Alipay
    /// signs none where it could not read the app.
    static Result<QString> refused(const QByteArray &body)
    {
        const auto json = parseJsonObject(body);
        const QJsonObject error =
            json ? (*json)[QLatin1String(ErrorName.data(), ErrorName.size())].toObject() : QJsonObject();
        const QString sub = error[QLatin1String("sub_code")].toString();
        const bool isLater = error[QLatin1String("code")].toString() == QLatin1String("20000")
            || sub.contains(QLatin1String("unknow-error"));
        return fail(isLater ? ErrorCode::SignInProviderSilent : ErrorCode::SignInProviderRefused, sub);
    }

    const OauthAccount m_account;
    const RsaPrivateKey m_key;
    const RsaPublicKey m_trusted;
};

}

Result<std::unique_ptr<OauthProvider>> makeAlipayOauth(OauthAccount account)
{
    const auto key = RsaPrivateKey::fromPem(account.secret);
    const auto trusted = RsaPublicKey::fromPem(account.trustedPem);
    if (!key || !trusted)
        return fail(key ? trusted.error() : key.error());
    if (account.authorise.isEmpty())
        account.authorise = QUrl(QStringLiteral("https://openauth.alipay.com/oauth2/publicAppAuthorize.htm"));
    if (account.tokens.isEmpty())
        account.tokens = QUrl(QStringLiteral("https://openapi.alipay.com/gateway.do"));
    return std::unique_ptr<OauthProvider>(std::make_unique<AlipayOauth>(std::move(account), *key, *trusted));
}

}

#include "core/exchange/oauth/oauth_makers.h"
#include "core/foundation/base/json.h"

#include <QJsonObject>
#include <QUrlQuery>

namespace youka {

namespace {

/// invalid code, code been used, code expired; and an app or secret that is not (any more) ours.
constexpr int ForGood[] = {40029, 40163, 42003, 40013, 40125, 41002, 41004, 41008};

QByteArray encoded(const QString &text) { return QUrl::toPercentEncoding(text); }

/// Website sign-in (网站应用微信登录): a QR on a computer, the app itself on a phone that has it.
class WechatOauth final : public OauthProvider
{
public:
    explicit WechatOauth(OauthAccount account)
        : m_account(std::move(account))
    {
    }
    QUrl authoriseUrl(const QByteArray &state) const override
    {
        // Each in the order that the provider's pages have it; the fragment belongs to it.
        const QByteArray query = "appid=" + encoded(m_account.app) + "&redirect_uri="
            + encoded(m_account.redirect) + "&response_type=code&scope=snsapi_login&state=" + state;
        QUrl url = m_account.authorise;
        url.setQuery(QString::fromLatin1(query));
        url.setFragment(QStringLiteral("wechat_redirect"));
        return url;
    }
    QString codeName() const override { return QStringLiteral("code"); }
    ChannelCall tokenCall(const QString &code, Timestamp) const override
    {
        ChannelCall call;
        call.method = "GET";
        call.url = m_account.tokens;
        call.url.setQuery(QString::fromLatin1("appid=" + encoded(m_account.app)
                                              + "&secret=" + encoded(QString::fromUtf8(m_account.secret))
                                              + "&code=" + encoded(code) + "&grant_type=authorization_code"));
        call.timeoutMs = m_account.timeoutMs;
        return call;
    }
    Result<QString> openIdIn(const ChannelReply &reply) const override
    {
        const auto json = parseJsonObject(reply.body);
        if (reply.status != 200 || !json)
            return fail(ErrorCode::SignInProviderSilent, QStringLiteral("HTTP %1").arg(reply.status));
        if (const QJsonValue failed = (*json)[QLatin1String("errcode")];
            !failed.isUndefined() && failed.toInt(-1) != 0)
            return fail(std::find(std::begin(ForGood), std::end(ForGood), failed.toInt()) != std::end(ForGood)
                            ? ErrorCode::SignInProviderRefused
                            : ErrorCode::SignInProviderSilent,
                        QStringLiteral("errcode %1").arg(failed.toInt()));
        const QString openId = (*json)[QLatin1String("openid")].toString();
        if (!isOpenId(openId) || (*json)[QLatin1String("access_token")].toString().isEmpty())
            return fail(ErrorCode::SignInProviderRefused, QStringLiteral("no open id"));
        return openId;
    }

private:
    const OauthAccount m_account;
};

}

Result<std::unique_ptr<OauthProvider>> makeWechatOauth(OauthAccount account)
{
    if (account.authorise.isEmpty())
        account.authorise = QUrl(QStringLiteral("https://open.weixin.qq.com/connect/qrconnect"));
    if (account.tokens.isEmpty())
        account.tokens = QUrl(QStringLiteral("https://api.weixin.qq.com/sns/oauth2/access_token"));
    return std::unique_ptr<OauthProvider>(std::make_unique<WechatOauth>(std::move(account)));
}

}

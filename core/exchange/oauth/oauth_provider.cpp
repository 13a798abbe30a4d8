#include "core/exchange/oauth/oauth_makers.h"

#include <QRegularExpression>

namespace youka {

Result<std::unique_ptr<OauthProvider>> makeOauthProvider(const OauthAccount &account)
{
    if (account.app.isEmpty() || account.secret.isEmpty() || account.redirect.isEmpty())
        return fail(ErrorCode::SettingsInvalid,
                    account.provider + QStringLiteral(": app, secret, web.base_url"));
    if (account.provider == QLatin1String("wechat"))
        return makeWechatOauth(account);
    if (account.provider == QLatin1String("alipay"))
        return makeAlipayOauth(account);
    return fail(ErrorCode::SettingsInvalid, account.provider);
}

bool isOpenId(const QString &text)
{
    static const QRegularExpression Form(QStringLiteral("\\A[A-Za-z0-9_-]{6,128}\\z"));
    return Form.match(text).hasMatch();
}

}

#pragma once

#include "core/exchange/channels/channel_wire.h"
#include "core/foundation/base/clock.h"

#include <memory>

namespace youka {

/// What a third party gave this installation to sign people in with.
struct OauthAccount
{
    QString provider; ///< "wechat", "alipay"
    QString app;
    QByteArray secret;     ///< WeChat: the app's secret; Alipay: our private key (PEM)
    QByteArray trustedPem; ///< Alipay: the key it signs with; WeChat: none
    QUrl authorise;        ///< where the browser is sent; empty: the provider's own
    QUrl tokens;           ///< where a code is changed; empty: the provider's own
    QString redirect;      ///< where the browser comes back to, as it was registered
    int timeoutMs = 10'000;
};

/// The code flow of OAuth 2 (RFC 6749, 4.1) with one provider, bytes only: whoever asks sends them. Only the
/// person's number at the provider (open id) is taken; tokens are forgotten at once. Neither provider takes
/// PKCE (RFC 7636): the state, bound to the browser, stands against codes of others. Source: docs/web.md,
/// "By another account".
class OauthProvider
{
public:
    virtual ~OauthProvider() = default;
    virtual QUrl authoriseUrl(const QByteArray &state) const = 0;
    /// The name of the parameter that brings the code back.
    virtual QString codeName() const = 0;
    virtual ChannelCall tokenCall(const QString &code, Timestamp now) const = 0;
    /// Errors: SignInProviderSilent (nothing, nonsense, or its own word for later), SignInProviderRefused
    /// (the code was used or ran out, or the answer is not the provider's).
    virtual Result<QString> openIdIn(const ChannelReply &reply) const = 0;
};

/// Errors: SettingsInvalid (unknown provider, something missing), KeyMissing.
Result<std::unique_ptr<OauthProvider>> makeOauthProvider(const OauthAccount &account);

/// Letters, digits, - and _, 6 to 128 of them: what else comes is no open id.
bool isOpenId(const QString &text);

}

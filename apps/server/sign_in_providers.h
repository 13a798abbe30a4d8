#pragma once

#include "apps/server/server_settings.h"
#include "core/domain/sign_in/sign_in.h"
#include "core/exchange/oauth/oauth_provider.h"
#include "core/exchange/payments/channel_sender.h"

#include <QStringList>

#include <map>

namespace youka {

/// Third parties that sign customers in, and the way to them.
struct SignInProviders
{
    std::map<SignInWay, std::unique_ptr<OauthProvider>> all;
    std::shared_ptr<ChannelSender> sender;

    /// nullptr: it is not set up.
    const OauthProvider *find(SignInWay way) const
    {
        const auto it = all.find(way);
        return it == all.end() ? nullptr : it->second.get();
    }
};

/// Those that the settings name. Errors: KeyMissing (no secret), SettingsInvalid, those of the key ring.
Result<std::shared_ptr<SignInProviders>> openSignInProviders(const ServerSettings &settings);

/// "sign-in secret wechat|alipay-key|alipay-trusted FILE", "sign-in station CODE LATITUDE,LONGITUDE": what
/// the customers' pages need from outside. Returns the exit code.
int runSignInCommand(const ServerSettings &settings, const QStringList &words);

}

#pragma once

#include "core/exchange/oauth/oauth_provider.h"

namespace youka {

Result<std::unique_ptr<OauthProvider>> makeWechatOauth(OauthAccount account);
Result<std::unique_ptr<OauthProvider>> makeAlipayOauth(OauthAccount account);

}

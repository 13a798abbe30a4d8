#pragma once

#include "apps/server/server_settings.h"
#include "core/exchange/gateways/message_post.h"

namespace youka {

/// The secrets of gateways, by their names in the key ring.
inline constexpr QLatin1String SmsSecret{"messages.sms-secret"};
inline constexpr QLatin1String PushSecret{"messages.push-secret"};
inline constexpr QLatin1String SmtpPassword{"messages.smtp-password"};

/// Those that the settings name. Errors: KeyMissing (no secret), SettingsInvalid (authorities), those of the
/// key ring.
Result<MessageGateways> openGateways(const ServerSettings &settings, const Clock &clock);

}

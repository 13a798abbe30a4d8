#pragma once

#include "apps/server/server_settings.h"

#include <QStringList>

namespace youka {

/// "merchant add|list|stations|active|keys ...": the merchant accounts at payment channels and their keys.
/// Keys come from files and never go out again. Returns the exit code.
int runMerchantCommand(const ServerSettings &settings, const QStringList &words);

}

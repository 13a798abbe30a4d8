#pragma once

#include "apps/server/server_settings.h"

#include <QStringList>
#include <QTextStream>

namespace youka {

/// "messages secret|contact|list ...": gateways' secrets (from files, never out again), how a customer is
/// reached, and what lies in the outbox. Returns the exit code.
int runMessageCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out);

}

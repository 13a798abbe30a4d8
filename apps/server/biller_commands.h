#pragma once

#include "apps/server/server_settings.h"

#include <QStringList>
#include <QTextStream>

namespace youka {

/// "biller add|list|active|gateway|secret ...": whose bills can be paid, where they are asked and what is
/// shared with them. Secrets come from files and never go out again. Returns the exit code.
int runBillerCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out);

}

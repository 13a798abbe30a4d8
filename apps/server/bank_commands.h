#pragma once

#include "apps/server/server_settings.h"

class QTextStream;

namespace youka {

/// `youka-server bank add|list|import|transfers`. Returns the program's exit code.
int runBankCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out);

}

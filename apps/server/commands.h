#pragma once

#include "apps/server/server_settings.h"

#include <QString>

namespace youka {

QString commandHelp();
/// Runs one command on the books directly; returns the exit code.
int runCommand(const ServerSettings &settings, const QStringList &arguments);

}

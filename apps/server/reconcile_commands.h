#pragma once

#include "apps/server/server_settings.h"

#include <QStringList>

class QTextStream;

namespace youka {

/// "reconcile DAY [MERCHANT [FILE]]". Returns the exit code: 1 also when there are breaks nobody explained.
int runReconcileCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out);

}

#pragma once

#include "apps/server/server_settings.h"

#include <QStringList>
#include <QTextStream>

namespace youka {

/// "coupons export BATCH FILE", "coupons open FILE": the codes of a printed batch for whoever prints them,
/// sealed with the passphrase that is the first line of `in`. Returns the exit code.
int runCouponCommand(const ServerSettings &settings, const QStringList &words, QTextStream &in,
                     QTextStream &out);

}

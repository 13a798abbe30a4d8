#pragma once

#include "apps/server/server_settings.h"

#include <QStringList>
#include <QTextStream>

namespace youka {

/// `invoices secret|token FILE`, `invoices list [requested|issued|refused|reversed]`. Gives the exit code.
int runInvoiceCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out);

}

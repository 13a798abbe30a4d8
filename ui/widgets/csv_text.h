#pragma once

#include <QStringList>

namespace youka {

/// One record as RFC 4180 writes it, with its line end. A text that a spreadsheet would take for a formula
/// gets an apostrophe in front.
QString csvLine(const QStringList &fields);

}

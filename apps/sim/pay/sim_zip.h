#pragma once

#include <QByteArray>
#include <QList>

#include <utility>

namespace youka::sim {

/// A ZIP (APPNOTE 6.3) of deflated files; names as they are, without the flag for UTF-8. Written for this
/// side of the wire, so that a mistake of the product's reader is not made twice.
QByteArray zipOf(const QList<std::pair<QByteArray, QByteArray>> &files, bool withWrongSum = false);

}

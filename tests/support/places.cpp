#include "tests/support/places.h"

namespace youka {

QString sourceDir() { return QStringLiteral(YOUKA_SOURCE_DIR); }

QString binDir() { return QStringLiteral(YOUKA_BIN_DIR); }

} // namespace youka

#include "core/foundation/base/result.h"

namespace youka {

QString toString(const Error &error)
{
    const QString head = QStringLiteral("%1 (%2)").arg(errorCodeName(error.code)).arg(int(error.code));
    return error.detail.isEmpty() ? head : head + QStringLiteral(": ") + error.detail;
}

void ensure(bool condition, const char *what)
{
    if (!condition) [[unlikely]]
        qFatal("invariant broken: %s", what);
}

}

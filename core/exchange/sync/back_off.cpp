#include "core/exchange/sync/back_off.h"

#include <algorithm>

namespace youka {

int backOffMs(const QList<int> &steps, qsizetype failures, int retryAfterS, QRandomGenerator &jitter)
{
    // Never before the time that was told: whoever comes earlier is sent away again.
    if (retryAfterS > 0)
        return std::min(retryAfterS, MaxToldMs / 1000) * 1000 + int(jitter.bounded(1000));
    const int base = steps[std::clamp<qsizetype>(failures, 0, steps.size() - 1)];
    return base / 2 + int(jitter.bounded(base));
}

}

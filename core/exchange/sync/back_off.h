#pragma once

#include <QList>

#include <QRandomGenerator>

namespace youka {

/// How long to wait before the next try, in milliseconds. `failures` have come before it without a success; a
/// server that is busy says itself when it will have time, and is believed up to MaxToldMs. Always with
/// jitter, so that a whole chain of stations does not come back at one moment.
constexpr int MaxToldMs = 5 * 60 * 1000;
int backOffMs(const QList<int> &steps, qsizetype failures, int retryAfterS, QRandomGenerator &jitter);

}

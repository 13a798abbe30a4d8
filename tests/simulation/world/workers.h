#pragma once

#include "world.h"

#include <optional>

namespace youka::world {

/// What worlds came to.
struct Tally
{
    Counts counts;
    qint64 worlds = 0;
    double processorS = 0;
    void add(const Tally &other);
};

/// Runs `work` in so many processes at once and adds up what each came to. A world is a history of its own,
/// so it makes no difference which of them lives through it. Nothing: one of them failed and has said why;
/// the others are ended.
std::optional<Tally> shareWork(int processes, const std::function<std::optional<Tally>(int number)> &work);

}

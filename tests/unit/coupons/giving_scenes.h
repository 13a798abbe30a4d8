#pragma once

#include "tests/support/write_sweep.h"
#include "tests/unit/coupons/issue_desk.h"

#include <span>

namespace youka::test {

/// Something that gives or takes coupons or bonus money, ready to be done.
struct Scene
{
    std::function<Result<void>()> run;
    std::function<QString()> effect;        ///< what is not as it must be when it is done, exactly once
    std::function<bool()> isDone = nullptr; ///< of what is done in pieces
};

struct NamedScene
{
    const char *name;
    Scene (*open)(IssueDesk &desk);
};
std::span<const NamedScene> givingScenes();

/// The columns "engine" and "scene", a row for each scene in each store.
void addSceneRows();

}

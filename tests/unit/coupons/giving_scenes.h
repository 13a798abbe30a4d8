#pragma once

#include "tests/support/write_sweep.h"
#include "tests/unit/coupons/issue_desk.h"

namespace youka::test {

/// The columns "engine" and "scene", a row for each scene in each store.
void addSceneRows();

/// Opens something that gives or takes coupons or bonus money (a row of addSceneRows()) on a fresh store and
/// sweeps all of it. What is wrong; empty: nothing.
QString sweepScene(TestStore &store, int scene, SweepResult (*sweep)(TestStore &, const Swept &));

}

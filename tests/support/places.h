#pragma once

#include <QString>

namespace youka {

/// Where the sources stand, and where the programs under test were built. Known to one file only: a path
/// among the options of every test's compile would make each new clone compile all of them anew.
QString sourceDir();
QString binDir();

} // namespace youka

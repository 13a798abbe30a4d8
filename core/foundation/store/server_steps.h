#pragma once

#include "core/foundation/store/migrations.h"

namespace youka {

/// Steps of the server's schema that have a file of their own.
const Migration &bankingStep();

}

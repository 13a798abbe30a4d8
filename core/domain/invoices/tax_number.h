#pragma once

#include "core/foundation/base/result.h"

namespace youka {

/// A company's number as it is written: capitals, no spaces. Taken are the unified social credit code (18
/// characters, GB 32100-2015, last one checked), the older 15 characters (region and organisation code, last
/// one checked by GB 11714-1997), and those made of a citizen's number (18, or 20 with two digits behind it,
/// checked by GB 11643-1999). Errors: TaxNumberInvalid.
Result<QString> checkedTaxNumber(const QString &typed);

}

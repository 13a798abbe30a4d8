#pragma once

#include "core/domain/sales/sale_record.h"
#include "core/domain/stations/station.h"
#include "core/foundation/store/database.h"

#include <functional>

namespace youka {

/// A sale by card that has just been booked.
struct SaleNews
{
    const SaleRecord &sale;
    const Station &station;
    const Account &purse; ///< after it
    Money paid;
    Money taken; ///< out of the purse; the rest is a debt
};
/// Told in the transaction that books it; what fails there is not booked. Not told of what went to suspense.
using SaleTold = std::function<Result<void>(Database &, const SaleNews &, Timestamp now)>;

}

#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/base/money.h"

#include <QList>
#include <QString>

namespace youka {

using BillerId = Id<struct BillerTag>;

/// What is paid for; says how an account is named. Stored.
enum class BillerKind {
    Electricity = 1,
    Water = 2,
    Gas = 3,
    Parking = 4,  ///< by plate
    Property = 5, ///< the fee of a flat's property management
    Phone = 6,    ///< credit of a mobile phone, by its number
};

/// Somebody whose bills can be paid here. Billers are data: what is secret of one lies in the key ring, and
/// how one is asked is one contract for all (docs/protocols/billers.md).
struct Biller
{
    BillerId id;
    QString code; ///< 2 to 12 capital letters and digits; stands before the account in a bill's code
    BillerKind kind = BillerKind::Electricity;
    QString nameEn;
    QString nameZh;
    int digitsLeast = 6; ///< of an account that is a number
    int digitsMost = 20;
    Currency currency;
    QString gateway; ///< where it is asked
    bool active = true;
};

}

#pragma once

#include "core/foundation/base/ids.h"
#include "core/foundation/base/money.h"

namespace youka {

using CustomerId = Id<struct CustomerTag>;

/// Who owns purses and cards. Personal data is sealed with a key of the customer's own: erasing the customer
/// destroys the key.
struct Customer
{
    CustomerId id;
    QString external; ///< the number people know the customer by
    QString name;
    QString segment;
    Currency currency;
    Timestamp signedUp{};
    CustomerId inviter{}; ///< 0: nobody
};

}

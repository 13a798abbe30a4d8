#pragma once

#include "core/domain/customers/customer.h"
#include "core/domain/ledger/account.h"

namespace youka {

/// A package of car washes, sold as an article of the shop.
struct WashPackage
{
    QString article; ///< its code
    int washes = 0;  ///< in one piece of it
    int days = 0;    ///< it is used up within so many; 0: no end
};

/// The washes that one line of a sale gave.
struct WashGrant
{
    qint64 id = 0;
    SaleId sale;
    int line = 0;
    CustomerId customer; ///< 0: nobody showed a card; there is nothing to use them with
    QString article;
    int bought = 0;
    int used = 0;
    int takenBack = 0;
    Timestamp at;
    Timestamp until; ///< 0: no end; not in it

    int left() const { return bought - used - takenBack; }
};

}

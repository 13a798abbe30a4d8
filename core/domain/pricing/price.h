#pragma once

#include "core/domain/ledger/account.h"

namespace youka {

/// What is sold: fuel by the litre, goods by the piece or by weight.
struct Product
{
    enum class Unit { Litre = 1, Piece = 2, Kilogram = 3 };
    QString code; ///< "92", "95", "98", "0"; for goods their article number
    QString name;
    Unit unit = Unit::Litre;
};

/// One entry of the price book. Never changed: a new price is a new entry with its own beginning.
struct Price
{
    qint64 version = 0; ///< the entry's number; every sale names it through its price and time
    StationId station;  ///< 0: every station without one of its own
    QString product;
    UnitPrice price;
    Timestamp validFrom;
    QString actor;
};

}

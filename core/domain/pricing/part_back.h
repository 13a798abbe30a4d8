#pragma once

#include <QtGlobal>

namespace youka {

/// A part of a sale that went back: so much of the whole in all, with what went back before. In any measure:
/// millilitres, minor units.
struct PartBack
{
    qint64 of = 0;
    qint64 inAll = 0;

    bool isWhole() const { return inAll == of; }
};

/// How much of what a sale brought is gone when that part of it went back: rounded against whoever had it, so
/// that what stays is never more than the rest of the sale is worth.
qint64 takenBack(qint64 earned, const PartBack &part);
/// How much of what a sale took comes back with that part: rounded down, all with the whole.
qint64 givenBack(qint64 spent, const PartBack &part);

}

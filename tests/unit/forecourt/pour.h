#pragma once

#include "forecourt_desk.h"

namespace youka {

/// Lifts, squeezes and hangs up once `ml` have flowed.
inline bool pour(ForecourtDesk &desk, SaleId id, qint64 ml, int number = 1)
{
    sim::SimPump &pump = desk.iron(number).pump;
    if (!pump.isOut())
        pump.lift(1);
    pump.squeeze();
    if (!desk.until([&] { return pump.volume().ml >= ml || !desk.state(id); }, 60'000))
        return false;
    pump.hang();
    return true;
}

}

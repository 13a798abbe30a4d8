#pragma once

#include "core/domain/sales/sale.h"

#include <QStringList>

#include <map>
#include <vector>

namespace youka::world {

/// What really happened, kept by somebody who stood beside the pumps and tills with a notebook. Knows no rule
/// of the product: only who came, what ran into the tank, what was shown, and what money went over a desk.
class Books
{
public:
    struct Visit
    {
        int station = 0;
        int pump = 0;
        int nozzle = 0;
        int card = -1; ///< whose card was to pay; -1: cash
        SaleMode mode = SaleMode::None;
        qint64 shownMl = 0; ///< on the pump's own display when the nozzle went back
        qint64 shownFen = 0;
        bool disturbed = false;   ///< the pump lost power meanwhile: its display says nothing
        bool displayLost = false; ///< the pump lost power afterwards, before anybody else took fuel
    };
    struct TopUp
    {
        int card = 0;
        qint64 fen = 0;
        bool answered = false; ///< the office was told that it is done
        bool refused = false;
    };

    std::map<SaleId, Visit> visits;
    std::map<OperationId, TopUp> topUps;
    std::map<std::pair<int, int>, int> powerCuts; ///< of pumps, by station and pump
};

}

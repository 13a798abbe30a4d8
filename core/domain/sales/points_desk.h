#pragma once

#include "core/domain/cards/card.h"
#include "core/domain/points/points.h"

#include <functional>

namespace youka {

/// "Take that many points off this sale." In the place of what was set aside for it before; 0: none any more.
struct PointsRequest
{
    OperationId operation;
    SaleId sale;
    CardIdentity card; ///< of the member whose they are
    QString pin;       ///< as typed; never stored, never logged
    qint64 points = 0;
};

/// What a sale has taken off with points: set aside at the centre until it is paid.
struct PointsOff
{
    PointsPaid paid;
    CardIdentity card; ///< who may give them back
    Timestamp until;   ///< the station lets go of them before the centre does
};

/// Sets points aside for a station's sale. Only the centre can: points are never promised by a station
/// alone. The answer arrives on the asking thread, exactly once, never from inside ask(). Errors:
/// PointsOnlineOnly, PinRequired, PinWrong, those of PointsService::reserve().
class PointsDesk
{
public:
    virtual ~PointsDesk() = default;
    virtual void ask(const PointsRequest &request, std::function<void(Result<PointsPaid>)> answer) = 0;
};

}

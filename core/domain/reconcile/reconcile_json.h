#pragma once

#include "core/domain/reconcile/reconcile_run.h"
#include "core/domain/reconcile/reconcile_service.h"

#include <QJsonObject>

namespace youka {

QJsonObject toJson(const ReconcileDay &day);
QJsonObject toJson(const ReconcileFigure &figure);
QJsonObject toJson(const Break &found, Timestamp now);
QJsonObject toJson(const Settlement &settlement);
QJsonObject toJson(const ArrivalDone &arrival);
QJsonObject toJson(const DayReport &report);

}

#pragma once

#include "core/domain/sales/sale_record.h"
#include "core/domain/sales/station_control.h"

namespace youka {

/// A posted sale as the till of its own station is told of it.
QJsonObject counterSaleToJson(const SaleRecord &sale);
/// The same as the till shows it. Errors: InvalidInput naming the member.
Result<SaleView> counterSaleFromJson(const QJsonObject &json);

}

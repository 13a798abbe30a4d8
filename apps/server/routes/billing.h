#pragma once

#include "apps/server/route_table.h"
#include "core/domain/payments/payment.h"

namespace youka {

/// Adds what became of each bill to an order's answer; to others nothing.
Result<QJsonObject> withBills(Database &db, const PaymentOrder &order, QJsonObject json);

}

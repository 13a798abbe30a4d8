#pragma once

#include "core/domain/payments/payment.h"
#include "core/foundation/store/database.h"

#include <QJsonObject>

#include <memory>

namespace youka {

struct Call;

/// What whoever waits for a top-up wants to know besides the order: its channel, what campaigns add, and what
/// is on the card once it is booked.
Result<QJsonObject> withTopUp(Database &db, const Call &call, const PaymentOrder &order, QJsonObject json);

/// POST /api/v1/payments/offers
void answerTopUpOffers(const std::shared_ptr<Call> &call);

}

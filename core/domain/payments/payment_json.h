#pragma once

#include "core/domain/payments/payment_repository.h"
#include "core/foundation/base/json.h"

namespace youka {

/// What whoever waits for the payment is told.
QJsonObject toJson(const PaymentOrder &order);
QJsonObject toJson(const PaymentRefund &refund);
/// For the office: with merchant, subject and the channel's number.
QJsonObject fullJson(const PaymentOrder &order);
QJsonObject toJson(const PaymentRepository::Event &event);
QJsonObject toJson(const Merchant &merchant);

}

#pragma once

#include "core/domain/payments/top_up_desk.h"

#include <QJsonObject>

namespace youka {

/// A payment as the server tells it to a terminal.
Result<TopUpView> paymentViewOf(const QJsonObject &json);

}

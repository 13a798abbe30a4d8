#pragma once

#include "core/domain/refunds/refund.h"
#include "core/foundation/base/json.h"

namespace youka {

QJsonObject toJson(const Refund &refund);
QJsonObject toJson(const RefundDone &done);
QJsonObject toJson(const RefundLine &line);
/// Of `lines` in the server's answer. Errors: InvalidInput.
Result<std::vector<RefundLine>> refundLinesFromJson(const QJsonArray &array);
/// What a person asks for, but for whom and of which sale. Errors: InvalidInput naming the member.
Result<RefundOrder> refundOrderFromJson(const QJsonObject &json);

}

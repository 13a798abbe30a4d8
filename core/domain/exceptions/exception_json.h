#pragma once

#include "core/domain/exceptions/exception_service.h"

#include <QJsonObject>

namespace youka {

QJsonObject toJson(const ExceptionCase &exception, Timestamp now);
/// Both sides: "said" is what the terminal said (its stored bytes and the fact in them), "centre" what the
/// centre had.
QJsonObject toJson(const ExceptionService::Detail &detail, Timestamp now);
/// {"resolution":"write-off","reason":"..."}
Result<Proposal> proposalFromJson(const QJsonObject &json);

}

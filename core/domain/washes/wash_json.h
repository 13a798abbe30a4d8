#pragma once

#include "core/domain/washes/wash_service.h"

#include <QJsonObject>

namespace youka {

QJsonObject toJson(const WashPackage &package);
Result<WashPackage> washPackageFromJson(const QJsonObject &json);
QJsonObject toJson(const WashService::Left &left);

}

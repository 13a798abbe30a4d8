#pragma once

#include "core/domain/access/staff_repository.h"
#include "core/domain/access/terminal_repository.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/coupons/campaign.h"
#include "core/domain/sales/sale_repository.h"

#include <QJsonObject>

namespace youka {

/// What the office is shown. Amounts and times as everywhere on the wire.
QJsonObject toJson(const CardRecord &card, const Account &purse, const Customer &customer);
QJsonObject toJson(const Customer &customer);
QJsonObject toJson(const SaleRecord &sale);
QJsonObject toJson(const SaleRepository::Total &total);
QJsonObject toJson(const Staff &staff);
QJsonObject toJson(const Terminal &terminal);
/// As staff see it: the code's last characters only.
QJsonObject toJson(const Coupon &coupon, const QString &code);

}

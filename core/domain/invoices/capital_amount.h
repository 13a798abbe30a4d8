#pragma once

#include "core/foundation/base/money.h"

#include <QString>

namespace youka {

/// An amount as Chinese invoices and cheques write it, so that no digit can be added: 320.05 is
/// 叁佰贰拾圆零伍分. Below zero with （负数） before it. Of yuan; below a hundred million million. Source:
/// the rules for filling in settlement vouchers (Measures for Payment and Settlement, 1997, annex 1).
QString capitalAmount(Money amount);

}

#pragma once

#include "core/domain/cards/card_rules.h"

#include <QString>

namespace youka::bench {

/// The number of the house's card of that index.
inline QString cardNumber(int card)
{
    const QString body = QStringLiteral("90000000%1").arg(1'000'000 + card);
    return body + QLatin1Char(luhnDigit(body));
}

}

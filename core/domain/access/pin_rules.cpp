#include "core/domain/access/pin_rules.h"

#include <algorithm>

namespace youka {

Result<void> checkTillPin(QStringView pin)
{
    const auto isDigit = [](QChar c) {
        return c >= u'0' && c <= u'9';
    }; // isDigit() knows those of all scripts
    if (pin.size() < TillPinLeast || pin.size() > TillPinMost
        || !std::all_of(pin.begin(), pin.end(), isDigit))
        return fail(ErrorCode::PinTooSimple, QStringLiteral("pin: 4 to 8 digits are expected"));
    const auto step = [&](qsizetype i) { return (pin[i].unicode() - pin[i - 1].unicode() + 10) % 10; };
    const int first = step(1);
    bool even = first == 0 || first == 1 || first == 9;
    for (qsizetype i = 2; even && i < pin.size(); ++i)
        even = step(i) == first;
    if (even)
        return fail(ErrorCode::PinTooSimple, QStringLiteral("pin: all the same, or a run"));
    return {};
}

}

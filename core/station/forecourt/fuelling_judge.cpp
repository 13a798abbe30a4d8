#include "core/station/forecourt/fuelling_rules.h"

namespace youka::fuelling {

namespace {

/// The display and the totaliser round the same flow each for itself, so they may differ by a digit.
bool isSameFlow(const Shown &shown, qint64 ml, qint64 lastDigitMl)
{
    const qint64 apart = shown.volume.ml - ml;
    return shown.amount.isPositive() && apart <= lastDigitMl && -apart <= lastDigitMl;
}

}

Event judge(const SaleRow &row, const QList<HoseReading> &hoses, qint64 lastDigitMl,
            const std::optional<Shown> &shown)
{
    CannotTell open{row.delivery, {}};
    const HoseReading *moved = nullptr;
    for (const HoseReading &hose : hoses) {
        if (!hose.before || !hose.after) {
            open.why = QStringLiteral("the totaliser of nozzle %1 is not known").arg(hose.nozzle);
            return open;
        }
        if (*hose.after == *hose.before)
            continue;
        if (moved || *hose.after < *hose.before) {
            open.why = QStringLiteral("more than one totaliser moved, or one went back");
            return open;
        }
        moved = &hose;
    }
    const qint64 seenMl = row.delivery.volume.ml;
    if (!moved) {
        if (seenMl == 0)
            return NothingTaken{};
        open.why = QStringLiteral("the pump showed volume, its totaliser did not move");
        return open;
    }
    open.evidence.nozzle = moved->nozzle;
    open.evidence.product = moved->product;
    open.evidence.totalStartMl = moved->before;
    open.evidence.totalEndMl = moved->after;
    const qint64 ml = *moved->after - *moved->before;
    if (ml + lastDigitMl < seenMl) {
        open.why = QStringLiteral("the totaliser moved less than the pump showed");
        return open;
    }
    const bool same = row.delivery.price.milli > 0
        && (moved->nozzle == row.delivery.nozzle || moved->product == row.delivery.product);
    Delivery found = open.evidence;
    found.price = same ? row.delivery.price : moved->price;
    // The pump's own figures count before volume x price: what it shows now, or what it said last. The price
    // may have changed since, or not be known; what was shown for this flow is what was sold.
    const Shown said{row.delivery.volume, row.delivery.amount};
    const auto fits = [&](const Shown &own) {
        return isSameFlow(own, ml, lastDigitMl)
            && isPlausible(own.amount, own.volume, found.price, lastDigitMl);
    };
    const Shown *own = nullptr;
    for (const Shown *one : {shown ? &*shown : nullptr, &said})
        if (one && isSameFlow(*one, ml, lastDigitMl) && (!own || (!fits(*own) && fits(*one))))
            own = one;
    const bool implausible = own && !fits(*own);
    found.volume = own ? own->volume : Volume{ml};
    const auto amount = own ? Result<Money>(own->amount) : amountFor(found.volume, found.price);
    open.evidence = found;
    if (!amount || !amount->isPositive()) {
        open.why = QStringLiteral("no price for what the totaliser shows");
        return open;
    }
    found.amount = *amount;
    open.evidence = found;
    // Display and totaliser agree: it is settled as any other delivery, also above the reservation.
    const bool agreed = own && !implausible;
    if (!agreed && row.limit.isPositive() && *amount > row.limit) {
        // A preset amount is reached with a volume that is rounded up: the reservation is what was shown.
        if (*amount > row.limit + amountTolerance(found.price, lastDigitMl)) {
            open.why = QStringLiteral("the totaliser moved further than the reservation allowed");
            return open;
        }
        found.amount = row.limit;
    }
    return Ended{found, false, implausible, true};
}

}

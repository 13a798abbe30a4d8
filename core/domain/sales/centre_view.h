#pragma once

#include "core/domain/cards/card_service.h"
#include "core/domain/sales/sale_repository.h"

namespace youka {

/// What the centre had when it booked a terminal's record: the other side of a case. What was not looked at
/// stays empty.
struct CentreView
{
    std::optional<CardRecord> card;
    std::optional<Hold> hold;     ///< as it was
    std::optional<Account> purse; ///< after the booking
    std::optional<JournalId> journal;
    std::optional<UnitPrice> price; ///< in force at that moment
    std::optional<SaleRecord> sale; ///< the earlier record of the same sale
};

/// As one JSON object, kept with the case. Names no card number.
QByteArray evidenceOf(const CentreView &view);

}

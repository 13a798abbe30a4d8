#include "core/domain/coupons/issue_service.h"
#include "core/domain/sales/sale_service.h"

namespace youka {

/// Stamps and coupons that a member's sale brings. Whatever they say, the sale stands.
Result<void> SaleService::gave(const SaleFact &fact, const SaleRecord &record, const Booking &booking)
{
    if (!record.customer)
        return {};
    const Station &station = booking.terminal.station;
    IssueService::Sold sold;
    sold.sale = fact.sale;
    sold.basket = fact.basket();
    Occasion &occasion = sold.occasion;
    occasion.at = booking.fact.at;
    occasion.local = booking.fact.at.toDateTime().toTimeZone(station.zone);
    occasion.station = station.id;
    occasion.region = station.region;
    occasion.channel = booking.terminal.kind == QLatin1String("kiosk") ? Channel::Kiosk : Channel::Pos;
    occasion.paying = fact.hold.isNull() ? PayingBy::Cash : PayingBy::FuelCard;
    occasion.member.customer = record.customer;
    sold.card = record.card.value;
    if (sold.card == 0 && !fact.member.isNull()) {
        const auto card = m_cards.byToken(fact.member);
        if (!card && card.error().code != ErrorCode::CardUnknown)
            return fail(card.error());
        sold.card = card ? card->id.value : 0;
    }
    return IssueService(m_db).sold(sold, booking.now);
}

Result<void> SaleService::tell(const SaleFact &fact, const SaleRecord &record, const Booking &booking)
{
    if (!m_told || !record.card || !booking.view.purse)
        return {};
    return m_told(m_db, {record, booking.terminal.station, *booking.view.purse, fact.paid(), booking.taken},
                  booking.now);
}

}

#pragma once

#include "books.h"
#include "centre.h"

namespace youka::world {

/// The campaigns of a world, and the coupons that people carry: typed codes and signed ones, some of them in
/// more than one hand.
class Leaflets
{
public:
    Leaflets(Books &books, Chance &chance)
        : m_books(books)
        , m_chance(chance)
    {
    }
    /// Two managers make the campaigns live and print their codes; so much is sold in `stationHours` that
    /// bounds are met.
    Result<void> print(Centre &centre, qint64 stationHours);
    /// What somebody takes along to the counter of that station.
    std::vector<Books::Slip> take(int station);

private:
    Result<void> makeGiven(CampaignService &campaigns, Timestamp now);
    Result<quint16> makeLive(CampaignService &campaigns, Campaign draft, CampaignId &id, Timestamp now);
    Books::Slip tenOff(int station);
    Books::Slip voucher();
    QString typed(CouponId coupon) const;
    QString asQr(CouponId coupon, qint64 fen, bool offline) const;

    Books &m_books;
    Chance &m_chance;
    CouponKeys m_keys;
    Timestamp m_until;
    quint16 m_tenOff = 0; ///< the batches
    quint16 m_voucher = 0;
    quint32 m_next = 0;
    std::vector<std::pair<int, Books::Slip>> m_shown; ///< lately, and at which station
};

}

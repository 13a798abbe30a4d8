#include "leaflets.h"

#include "core/domain/coupons/coupon_code.h"
#include "core/domain/points/points_service.h"

namespace youka::world {

namespace {

constexpr quint32 Printed = 100'000;
constexpr quint32 Vouchers = 3;
constexpr size_t Lately = 4;
constexpr qint64 DayMs = 86'400'000;
const Principal Author{Role::Manager, 101, QStringLiteral("author"), {}};
const Principal Approver{Role::Manager, 102, QStringLiteral("approver"), {}};

Campaign draftOf(const char *name, OfferKind kind, Timestamp now)
{
    Campaign draft;
    draft.name = QString::fromLatin1(name);
    draft.terms.offer.kind = kind;
    draft.terms.from = now.plusMs(-DayMs);
    draft.terms.until = now.plusMs(30 * DayMs);
    return draft;
}

/// Two points for each litre of 95, one for each yuan of what else is bought; an hour later they can be
/// spent.
PointsScheme scheme()
{
    PointsScheme scheme;
    EarnRule litres;
    litres.basis = EarnRule::Basis::Quantity;
    litres.milliPoints = 2'000;
    litres.scope.products = {QStringLiteral("95")};
    scheme.rules = {litres, EarnRule()};
    scheme.pendingHours = 1;
    return scheme;
}

}

Result<quint16> Leaflets::makeLive(CampaignService &campaigns, Campaign draft, CampaignId &id, Timestamp now)
{
    return campaigns.create(std::move(draft), Author, now)
        .and_then([&](const Campaign &made) {
            id = made.id;
            return campaigns.step(id, CampaignState::Review, Author, now);
        })
        .and_then([&](const Campaign &) { return campaigns.step(id, CampaignState::Live, Approver, now); })
        .and_then([&](const Campaign &live) -> Result<quint16> {
            const bool printed = !live.terms.automatic && live.terms.offer.kind != OfferKind::Stamps
                && live.name.endsWith(QLatin1String("sheet"));
            if (!printed)
                return quint16(0);
            return campaigns.print(id, Printed, QStringLiteral("leaflet"), Author, now)
                .map([](const CouponBatch &batch) { return batch.id; });
        });
}

Result<void> Leaflets::print(Centre &centre, qint64 stationHours)
{
    using Offers = Books::Offers;
    Offers &offers = m_books.offers;
    m_keys = centre.couponKeys();
    const Timestamp now = centre.clock.now();
    m_until = now.plusMs(20 * DayMs);
    offers.tenOffPerDayFen = Offers::TenOffFen * std::max<qint64>(3, stationHours / 2);
    offers.tenOffPieces = std::max<qint64>(4, stationHours);
    offers.perLitreFen = 200 * std::max<qint64>(2, stationHours);
    Campaign tenOff = draftOf("Ten off sheet", OfferKind::AmountOff, now);
    tenOff.terms.offer.amount = {Offers::TenOffFen, {}};
    tenOff.terms.scope.minAmount = Money{Offers::TenOffFromFen, {}};
    tenOff.terms.offline = true;
    tenOff.limits.total.pieces = offers.tenOffPieces;
    tenOff.limits.perDay.amount = Money{offers.tenOffPerDayFen, {}};
    tenOff.stationShare = {3'000};
    Campaign perLitre = draftOf("Twenty fen a litre", OfferKind::PerLitreOff, now);
    perLitre.terms.offer.price = {Offers::PerLitreMilli, {}};
    perLitre.terms.offer.litres = Volume{Offers::PerLitreMostMl};
    perLitre.terms.automatic = true;
    perLitre.terms.offline = true;
    perLitre.limits.total.amount = Money{offers.perLitreFen, {}};
    Campaign voucher = draftOf("Voucher sheet", OfferKind::AmountOff, now);
    voucher.terms.offer.amount = {Offers::VoucherFen, {}};
    voucher.terms.offer.inParts = true;
    const auto done = centre.command([&](Database &db) -> Result<QByteArray> {
        CampaignService campaigns(db, m_keys);
        const auto first = makeLive(campaigns, tenOff, offers.tenOff, now);
        const auto second = first ? makeLive(campaigns, perLitre, offers.perLitre, now) : first;
        const auto third = second ? makeLive(campaigns, voucher, offers.voucher, now) : second;
        if (!third)
            return fail(third.error());
        if (const auto given = makeGiven(campaigns, now); !given)
            return fail(given.error());
        m_tenOff = *first;
        m_voucher = *third;
        return PointsService(db).changeScheme(scheme(), Author, now).map([](const PointsScheme &) {
            return QByteArray();
        });
    });
    return done.map([](const QByteArray &) {});
}

/// What the house gives by itself.
Result<void> Leaflets::makeGiven(CampaignService &campaigns, Timestamp now)
{
    using Offers = Books::Offers;
    Offers &offers = m_books.offers;
    Campaign reward = draftOf("For a full card", OfferKind::AmountOff, now);
    reward.terms.offer.amount = {Offers::RewardFen, {}};
    Campaign thanks = draftOf("Thank you", OfferKind::AmountOff, now);
    thanks.terms.offer.amount = {Offers::ThanksFen, {}};
    thanks.issue.event = IssueEvent::TopUp;
    thanks.issue.amount = Money{Offers::ThanksFromFen, {}};
    Campaign bonus = draftOf("Bonus", OfferKind::TopUpBonus, now);
    bonus.terms.offer.percent = {Offers::BonusPercent * 100};
    bonus.terms.offer.most = Money{Offers::BonusMostFen, {}};
    bonus.terms.scope.minAmount = Money{Offers::BonusFromFen, {}};
    bonus.terms.automatic = true;
    return makeLive(campaigns, reward, offers.reward, now)
        .and_then([&](quint16) { return makeLive(campaigns, thanks, offers.thanks, now); })
        .and_then([&](quint16) { return makeLive(campaigns, bonus, offers.bonus, now); })
        .and_then([&](quint16) {
            Campaign stamps = draftOf("A card of stamps", OfferKind::Stamps, now);
            stamps.terms.offer.buy = Offers::StampsForOne;
            stamps.terms.offer.reward = offers.reward;
            return makeLive(campaigns, stamps, offers.stamps, now);
        })
        .map([](quint16) {});
}

QString Leaflets::typed(CouponId coupon) const
{
    return couponCode(coupon, couponBatchKey(m_keys.master, coupon.batch));
}

QString Leaflets::asQr(CouponId coupon, qint64 fen, bool offline) const
{
    SignedCoupon sheet;
    sheet.coupon = coupon;
    sheet.until = m_until;
    sheet.value = quint32(fen);
    sheet.offline = offline;
    sheet.key = m_keys.signerId;
    return signedCouponText(sheet, *m_keys.signer);
}

/// A new one, or one that somebody else has shown lately: here, or elsewhere.
Books::Slip Leaflets::tenOff(int station)
{
    std::vector<const Books::Slip *> copied;
    const bool here = m_chance.oneIn(2);
    for (const auto &[where, slip] : m_shown)
        if (!slip.isVoucher && (where == station) == here)
            copied.push_back(&slip);
    if (!copied.empty() && m_chance.oneIn(2))
        return *copied[size_t(m_chance.between(0, qint64(copied.size()) - 1))];
    const CouponId coupon{m_tenOff, m_next++};
    return {coupon, false, m_chance.oneIn(4) ? typed(coupon) : asQr(coupon, Books::Offers::TenOffFen, true)};
}

Books::Slip Leaflets::voucher()
{
    const CouponId coupon{m_voucher, quint32(m_chance.between(0, Vouchers - 1))};
    return {coupon, true, m_chance.oneIn(2) ? typed(coupon) : asQr(coupon, Books::Offers::VoucherFen, false)};
}

std::vector<Books::Slip> Leaflets::take(int station)
{
    std::vector<Books::Slip> slips;
    if (!m_chance.oneIn(3))
        slips.push_back(tenOff(station));
    if (m_chance.oneIn(4))
        slips.push_back(voucher());
    for (const Books::Slip &slip : slips)
        m_shown.insert(m_shown.begin(), {station, slip});
    m_shown.resize(std::min(m_shown.size(), Lately));
    if (!slips.empty() && m_chance.oneIn(8)) // misread
        slips.front().text.back() = slips.front().text.endsWith(u'A') ? u'B' : u'A';
    return slips;
}

}

#include "ui/viewmodels/member_model.h"

#include <algorithm>

namespace youka {

MemberModel::MemberModel(const Clock &clock, Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_texts(translator)
    , m_translator(translator)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        beginResetModel();
        endResetModel();
        Q_EMIT changed();
    });
}

void MemberModel::setView(std::optional<MemberView> view)
{
    beginResetModel();
    m_view = std::move(view);
    arrange();
    endResetModel();
    Q_EMIT changed();
}

bool MemberModel::isUsable(const MemberCoupon &owned) const
{
    return owned.coupon.state == CouponState::Claimed && m_clock.now() < *owned.until();
}

void MemberModel::arrange()
{
    m_rows.clear();
    if (!m_view)
        return;
    for (size_t i = 0; i < m_view->coupons.size(); ++i)
        if (isUsable(m_view->coupons[i]))
            m_rows.push_back({Row::Kind::Coupon, i});
    for (size_t i = 0; i < m_view->stamps.size(); ++i)
        m_rows.push_back({Row::Kind::Stamps, i});
    for (size_t i = 0; i < m_view->offers.size(); ++i)
        m_rows.push_back({Row::Kind::Offer, i});
    for (size_t i = 0; i < m_view->coupons.size(); ++i)
        if (!isUsable(m_view->coupons[i]))
            m_rows.push_back({Row::Kind::Coupon, i});
}

QString MemberModel::pointsText() const
{
    return m_view ? m_translator.locale().toString(m_view->points.available) : QString();
}

QString MemberModel::pendingText() const
{
    if (!m_view)
        return {};
    const QLocale locale = m_translator.locale();
    if (m_view->points.owed > 0)
        return tr("%1 owed for a purchase that went back").arg(locale.toString(m_view->points.owed));
    return m_view->points.pending > 0
        ? tr("%1 more from the latest purchases, soon").arg(locale.toString(m_view->points.pending))
        : QString();
}

QString MemberModel::expiringText() const
{
    return m_view && m_view->points.expiring > 0
        ? tr("%1 of them end on %2")
              .arg(m_translator.locale().toString(m_view->points.expiring),
                   m_texts.date(m_view->points.expires.toDateTime().toLocalTime().date()))
        : QString();
}

std::optional<PointsOffer> MemberModel::offer(int row) const
{
    if (row < 0 || row >= count() || m_rows[size_t(row)].kind != Row::Kind::Offer)
        return std::nullopt;
    return m_view->offers[m_rows[size_t(row)].place];
}

std::optional<MemberCoupon> MemberModel::gift(int row) const
{
    if (row < 0 || row >= count() || m_rows[size_t(row)].kind != Row::Kind::Coupon)
        return std::nullopt;
    const MemberCoupon &owned = m_view->coupons[m_rows[size_t(row)].place];
    return owned.giftable && isUsable(owned) ? std::optional(owned) : std::nullopt;
}

int MemberModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QString MemberModel::couponDetail(const MemberCoupon &owned) const
{
    const QString until = tr("Until %1").arg(m_texts.moment(*owned.until(), m_clock.now()));
    return owned.coupon.left
        ? tr("%1 left").arg(m_texts.money(*owned.coupon.left)) + QStringLiteral(" · ") + until
        : until;
}

QString MemberModel::couponState(const MemberCoupon &owned) const
{
    switch (owned.coupon.state) {
    case CouponState::Used:
        return tr("Used");
    case CouponState::Void:
        return tr("Not valid");
    case CouponState::Reserved:
        return tr("In a sale now");
    case CouponState::Issued:
    case CouponState::Claimed:
        break;
    }
    return isUsable(owned) ? tr("Can be used") : tr("Ended");
}

QVariant MemberModel::ofCoupon(const MemberCoupon &owned, int role) const
{
    switch (role) {
    case NameRole:
        return owned.name;
    case DetailRole:
        return couponDetail(owned);
    case StateRole:
        return couponState(owned);
    case ToneRole:
        return isUsable(owned) ? QStringLiteral("good") : QStringLiteral("neutral");
    case OfferRole:
    case AffordableRole:
        return false;
    case GiftRole:
        return owned.giftable && isUsable(owned);
    default:
        return {};
    }
}

QVariant MemberModel::ofStamps(const MemberStamps &stamps, int role) const
{
    const QLocale locale = m_translator.locale();
    switch (role) {
    case NameRole:
        return stamps.name;
    case DetailRole:
        if (stamps.stamps >= stamps.of)
            return tr("Full. %1 is yours with one of the next purchases").arg(stamps.reward);
        if (stamps.stamps < 0)
            return tr("%n stamp(s) owed for a purchase that went back", nullptr, int(-stamps.stamps));
        return tr("%n more for: %1", nullptr, int(stamps.of - stamps.stamps)).arg(stamps.reward);
    case StateRole:
        return tr("%1 of %2", "stamps")
            .arg(locale.toString(std::clamp<qint64>(stamps.stamps, 0, stamps.of)),
                 locale.toString(stamps.of));
    case ToneRole:
        return QStringLiteral("brand");
    case OfferRole:
    case AffordableRole:
    case GiftRole:
        return false;
    default:
        return {};
    }
}

QVariant MemberModel::ofOffer(const PointsOffer &offer, int role) const
{
    const bool affordable = m_view->points.available >= offer.points;
    const QLocale locale = m_translator.locale();
    switch (role) {
    case NameRole:
        return offer.name;
    case DetailRole:
        return affordable ? tr("For %1 points").arg(locale.toString(offer.points))
                          : tr("For %1 points, %2 more than you have")
                                .arg(locale.toString(offer.points),
                                     locale.toString(offer.points - m_view->points.available));
    case StateRole:
        return QString();
    case ToneRole:
        return QStringLiteral("neutral");
    case OfferRole:
        return true;
    case AffordableRole:
        return affordable;
    case GiftRole:
        return false;
    default:
        return {};
    }
}

QVariant MemberModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (row.kind) {
    case Row::Kind::Offer:
        return ofOffer(m_view->offers[row.place], role);
    case Row::Kind::Stamps:
        return ofStamps(m_view->stamps[row.place], role);
    case Row::Kind::Coupon:
        break;
    }
    return ofCoupon(m_view->coupons[row.place], role);
}

QHash<int, QByteArray> MemberModel::roleNames() const
{
    return {{NameRole, "name"},   {DetailRole, "detail"}, {StateRole, "stateText"},
            {ToneRole, "tone"},   {OfferRole, "isOffer"}, {AffordableRole, "affordable"},
            {GiftRole, "canGive"}};
}

}

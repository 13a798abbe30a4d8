#include "ui/viewmodels/coupon_choice_model.h"

#include <algorithm>

namespace youka {

CouponChoiceModel::CouponChoiceModel(const Clock &clock, const Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_clock(clock)
    , m_texts(translator)
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        beginResetModel();
        endResetModel();
        Q_EMIT changed();
    });
}

void CouponChoiceModel::setCoupons(const std::vector<MemberCoupon> &coupons)
{
    beginResetModel();
    m_coupons.clear();
    for (const MemberCoupon &owned : coupons)
        if (owned.coupon.state == CouponState::Claimed && m_clock.now() < *owned.until())
            m_coupons.push_back(owned);
    std::stable_sort(m_coupons.begin(), m_coupons.end(),
                     [](const MemberCoupon &a, const MemberCoupon &b) { return *a.until() < *b.until(); });
    m_current = 0;
    endResetModel();
    Q_EMIT changed();
}

void CouponChoiceModel::setSale(const SaleView &sale, const QStringList &codes,
                                const StationControl::CouponRefusals &refusals)
{
    m_discounts = sale.discounts;
    m_asked = codes;
    m_refusals = refusals;
    if (count() > 0) // the rows stay: a finger on one of them does not lose it
        Q_EMIT dataChanged(index(0), index(count() - 1));
    Q_EMIT changed();
}

QStringList CouponChoiceModel::codes() const
{
    QStringList codes;
    for (const MemberCoupon &owned : m_coupons)
        codes += owned.code;
    return codes;
}

const Redemption *CouponChoiceModel::redemption(int row) const
{
    for (const Redemption &one : m_discounts)
        if (one.coupon == m_coupons[size_t(row)].coupon.id)
            return &one;
    return nullptr;
}

CouponChoiceModel::Fate CouponChoiceModel::fate(int row) const
{
    if (redemption(row))
        return Fate::Taken;
    return m_asked.contains(codeAt(row)) ? Fate::Refused : Fate::LeftOut;
}

std::optional<Error> CouponChoiceModel::refusal(int row) const
{
    const auto it = m_refusals.find(codeAt(row));
    return it == m_refusals.end() ? std::nullopt : std::optional(it->second);
}

/// Nobody has left one out: what is taken is the best that all of them together allow.
bool CouponChoiceModel::isBest() const
{
    return std::all_of(m_coupons.begin(), m_coupons.end(),
                       [this](const MemberCoupon &owned) { return m_asked.contains(owned.code); });
}

void CouponChoiceModel::setCurrent(int row)
{
    m_current = std::clamp(row, 0, std::max(0, count() - 1));
    Q_EMIT changed();
}

QString CouponChoiceModel::why(int row) const
{
    switch (fate(row)) {
    case Fate::Taken:
        return {};
    case Fate::LeftOut:
        return tr("Left out. Choose it to ask what it takes off.");
    case Fate::Refused:
        break;
    }
    const auto refused = refusal(row);
    return sentence(refused ? *refused : Error{ErrorCode::CouponNoEffect, {}});
}

QString CouponChoiceModel::state(int row) const
{
    switch (fate(row)) {
    case Fate::Taken:
        return isBest() ? tr("Best") : tr("Chosen");
    case Fate::LeftOut:
        return tr("Left out");
    case Fate::Refused:
        break;
    }
    const auto refused = refusal(row);
    return refused && refused->code == ErrorCode::CouponNotStackable ? tr("Not together") : tr("Not here");
}

int CouponChoiceModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QVariant CouponChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int row = index.row();
    const MemberCoupon &owned = m_coupons[size_t(row)];
    switch (role) {
    case NameRole:
        return owned.name;
    case DetailRole:
        return tr("Until %1").arg(m_texts.moment(*owned.until(), m_clock.now()));
    case AmountRole:
        return redemption(row) ? m_texts.money(-redemption(row)->amount) : QString();
    case WhyRole:
        return why(row);
    case StateRole:
        return state(row);
    case ToneRole:
        return fate(row) == Fate::Taken ? QStringLiteral("good") : QStringLiteral("neutral");
    case TakenRole:
        return fate(row) == Fate::Taken;
    default:
        return {};
    }
}

QHash<int, QByteArray> CouponChoiceModel::roleNames() const
{
    return {{NameRole, "name"},       {DetailRole, "detail"}, {AmountRole, "amountText"}, {WhyRole, "why"},
            {StateRole, "stateText"}, {ToneRole, "tone"},     {TakenRole, "taken"}};
}

}

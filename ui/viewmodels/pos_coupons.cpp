#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

namespace youka {

namespace {
constexpr qsizetype LongestCode = 160; // a signed one has 143 characters
}

/// Another sale is due, or none: its coupons are its own.
void PosViewModel::setDue(const std::optional<SaleView> &sale)
{
    if (!sale || !m_due || sale->id != m_due->id) {
        m_codes.clear();
        m_cash.clear();
        m_undo.clear();
        m_codesUndo.clear();
        m_couponsShown = false;
        forgetPoints();
    }
    m_pointsAsked = false;
    m_pointsTyped.clear();
    m_coupon.clear();
    m_couponAsked = false;
    m_hasNone = false;
    m_due = sale;
    m_basket.setLines(goods());
}

QStringList PosViewModel::discounts() const
{
    QStringList lines;
    if (m_due)
        for (const Redemption &redemption : m_due->discounts)
            lines += QStringLiteral("%1  %2").arg(redemption.name, m_texts.money(-redemption.amount));
    return lines;
}

void PosViewModel::useCoupon()
{
    if (panel() == Coupons && mayWork())
        return closeCoupons();
    if (!canUseCoupon())
        return;
    const QString code = m_coupon.trimmed();
    const bool ofMember = m_card && m_members && !m_hasNone;
    if (ofMember && (!m_couponAsked || code.isEmpty())) {
        m_couponAsked = m_pointsAsked = false;
        return askMember();
    }
    if (!m_couponAsked) {
        beginCode();
    } else if (code.isEmpty()) {
        m_couponAsked = m_hasNone = false;
    } else {
        return askCoupons(m_codes.contains(code) ? m_codes : m_codes + QStringList{code});
    }
    Q_EMIT changed();
}

/// What is typed from now on is a coupon's code.
void PosViewModel::beginCode()
{
    m_couponAsked = true;
    m_couponsShown = m_pointsAsked = m_hasNone = false;
    m_coupon.clear();
    m_error.reset();
}

void PosViewModel::setMembers(MemberDesk *desk)
{
    m_members = desk;
    Q_EMIT changed();
}

QString PosViewModel::couponHint() const
{
    if (m_hasNone)
        return tr("This member has no coupon that can be used");
    return m_card && m_members ? tr("Coupon code; F11 for the member's own") : tr("Coupon code");
}

void PosViewModel::dropCoupons()
{
    if (canUseCoupon())
        askCoupons({});
}

void PosViewModel::askCoupons(const QStringList &codes, Shown how)
{
    const SaleId id = m_due->id;
    begin();
    m_station.useCoupons(id, codes, m_card.value_or(CardIdentity()),
                         [self = QPointer<PosViewModel>(this), id, codes, how](const Result<void> &result) {
                             if (!self)
                                 return;
                             self->m_busy = false;
                             self->couponsAreTaken(id, codes, how, result);
                             self->reloadSales();
                             Q_EMIT self->changed();
                             self->takePointsAgain();
                             self->takeScans();
                         });
}

/// A code that takes nothing off is not kept, so that the next one is asked about alone. Of a member's own it
/// is kept: the list says why.
void PosViewModel::couponsAreTaken(SaleId id, const QStringList &codes, Shown how, const Result<void> &result)
{
    m_couponAsked = false;
    m_coupon.clear();
    if (const auto sale = m_station.sale(id); sale && m_due)
        m_due = sale;
    const bool refused = !codes.isEmpty() && m_station.couponRefusals(id).count(codes.last()) > 0;
    const bool isSaid = how == Shown::ByMember && refused;
    if (result || isSaid || how == Shown::ByCode)
        m_codes = codes;
    if (!result && !isSaid) {
        m_error = result.error();
        if (how == Shown::ByCode && !m_codes.isEmpty())
            m_codes.removeLast();
    }
    showChoice();
}

void PosViewModel::pressCode(const QString &key)
{
    if (key == QLatin1String("back"))
        m_coupon.chop(1);
    else if (key == QLatin1String("clear"))
        m_coupon.clear();
    else if (m_coupon.size() + key.size() <= LongestCode)
        m_coupon += key.toUpper();
}

bool PosViewModel::typeCode(const QString &key)
{
    if (typeGoods(key))
        return true;
    if (key.size() != 1 || !key[0].isDigit())
        m_typed.clear();
    const bool listed = mayWork() && panel() == Coupons;
    if ((!canUseCoupon() && !listed) || m_pinAsked || key.size() != 1)
        return false;
    const QChar c = key[0];
    const bool letter = (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
    if (!letter && c != u'-' && c != u':')
        return false;
    if (!m_couponAsked) {
        const QString begun = std::exchange(m_coupon, {}); // what was taken for cash
        beginCode();
        m_coupon = listed ? QString() : begun;
        m_cash.clear();
    }
    pressCode(key);
    Q_EMIT changed();
    return true;
}

}

#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

namespace youka {

namespace {
constexpr qsizetype LongestCode = 160; // a signed one has 143 characters
constexpr qsizetype MostCodes = 20;    // that one question may have
}

/// Another sale is due, or none: its coupons are its own.
void PosViewModel::setDue(const std::optional<SaleView> &sale)
{
    if (!sale || !m_due || sale->id != m_due->id) {
        m_codes.clear();
        m_cash.clear();
        m_undo.clear();
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
    if (!canUseCoupon())
        return;
    if (!m_couponAsked) {
        m_couponAsked = true;
        m_pointsAsked = false;
        m_hasNone = false;
        m_coupon.clear();
        m_error.reset();
        Q_EMIT changed();
        return;
    }
    const QString code = m_coupon.trimmed();
    if (code.isEmpty() && m_card && m_members && !m_hasNone)
        return askMember();
    if (code.isEmpty()) {
        m_couponAsked = false;
        Q_EMIT changed();
        return;
    }
    askCoupons(m_codes.contains(code) ? m_codes : m_codes + QStringList{code});
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

void PosViewModel::askMember()
{
    begin();
    m_members->about(*m_card,
                     [self = QPointer<PosViewModel>(this), due = m_due->id](const Result<MemberView> &view) {
                         if (self)
                             self->onMember(due, view);
                     });
}

/// All that can be used is shown at once: which of it goes together best is worked out by who reserves it.
void PosViewModel::onMember(SaleId due, const Result<MemberView> &view)
{
    m_busy = false;
    QStringList codes = m_codes;
    if (view)
        for (const MemberCoupon &owned : view->coupons)
            if (owned.coupon.state == CouponState::Claimed && m_clock.now() < *owned.until()
                && !codes.contains(owned.code) && codes.size() < MostCodes)
                codes += owned.code;
    const bool isDue = m_due && m_due->id == due;
    if (isDue && view && codes.size() > m_codes.size())
        return askCoupons(codes, Shown::ByMember);
    if (!view)
        m_error = view.error();
    else
        m_hasNone = isDue;
    Q_EMIT changed();
    takeScans();
}

void PosViewModel::dropCoupons()
{
    if (canUseCoupon())
        askCoupons({});
}

/// A code that takes nothing off is not kept, so that the next one is asked about alone.
void PosViewModel::askCoupons(const QStringList &codes, Shown how)
{
    const SaleId id = m_due->id;
    begin();
    m_station.useCoupons(id, codes, m_card.value_or(CardIdentity()),
                         [self = QPointer<PosViewModel>(this), id, codes, how](const Result<void> &result) {
                             if (!self)
                                 return;
                             self->m_busy = false;
                             self->m_couponAsked = false;
                             self->m_coupon.clear();
                             if (const auto sale = self->m_station.sale(id); sale && self->m_due)
                                 self->m_due = sale;
                             self->m_codes = codes;
                             // Of a member's own it is no news that one of them does not go with the others.
                             const bool helped =
                                 how == Shown::ByMember && self->m_due && !self->m_due->discounts.empty();
                             if (!result && !helped) {
                                 self->m_error = result.error();
                                 if (!self->m_codes.isEmpty())
                                     self->m_codes.removeLast();
                             }
                             self->reloadSales();
                             Q_EMIT self->changed();
                             self->takePointsAgain();
                             self->takeScans();
                         });
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
    if (!canUseCoupon() || m_pinAsked || key.size() != 1)
        return false;
    const QChar c = key[0];
    const bool letter = (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z');
    if (!letter && c != u'-' && c != u':')
        return false;
    if (!m_couponAsked) {
        m_couponAsked = true;
        m_pointsAsked = false;
        m_cash.clear();
        m_error.reset();
    }
    pressCode(key);
    Q_EMIT changed();
    return true;
}

}

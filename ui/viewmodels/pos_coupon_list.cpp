#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

#include <algorithm>

namespace youka {

namespace {
constexpr qsizetype MostCodes = 20; // that one question may have
constexpr qsizetype UndoSteps = 20;
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

/// All that can be used is asked about at once: which of it goes together best is worked out by who reserves
/// it. What was chosen before stays chosen.
void PosViewModel::onMember(SaleId due, const Result<MemberView> &view)
{
    m_busy = false;
    const bool isDue = m_due && m_due->id == due && m_card;
    if (!view)
        m_error = view.error();
    else if (isDue)
        m_choice.setCoupons(view->coupons);
    if (!isDue || !view || m_choice.count() == 0) { // a code can be entered all the same
        m_hasNone = isDue && view;
        m_couponAsked = isDue;
        Q_EMIT changed();
        return takeScans();
    }
    m_couponsShown = true;
    const QStringList own = m_choice.codes();
    QStringList codes = m_codes;
    const bool known =
        std::any_of(own.begin(), own.end(), [&](const QString &code) { return codes.contains(code); });
    for (const QString &code : own)
        if (!known && codes.size() < MostCodes)
            codes += code;
    m_codesUndo.clear();
    if (!known)
        return chooseCodes(codes);
    showChoice();
    Q_EMIT changed();
    takeScans();
}

void PosViewModel::showChoice()
{
    if (m_due)
        m_choice.setSale(*m_due, m_codes, m_station.couponRefusals(m_due->id));
}

/// Another set of codes, which can be taken back.
void PosViewModel::chooseCodes(const QStringList &codes)
{
    m_codesUndo.append(m_codes);
    while (m_codesUndo.size() > UndoSteps)
        m_codesUndo.removeFirst();
    askCoupons(codes, Shown::ByMember);
}

/// What goes with the others comes to them; what does not is taken in their place.
void PosViewModel::toggleCoupon(int row)
{
    if (!mayWork() || panel() != Coupons || row < 0 || row >= m_choice.count())
        return;
    m_choice.setCurrent(row);
    const QString code = m_choice.codeAt(row);
    QStringList codes = m_codes;
    switch (m_choice.fate(row)) {
    case CouponChoiceModel::Fate::Taken:
        codes.removeAll(code);
        break;
    case CouponChoiceModel::Fate::LeftOut:
        if (codes.size() >= MostCodes)
            return refuse(ErrorCode::CouponNotStackable);
        codes += code;
        break;
    case CouponChoiceModel::Fate::Refused:
        const Error why = m_choice.refusal(row).value_or(Error{ErrorCode::CouponNoEffect, {}});
        if (why.code != ErrorCode::CouponNotStackable && why.code != ErrorCode::CouponNoEffect)
            return refuse(why);
        codes = QStringList{code};
        break;
    }
    chooseCodes(codes);
}

void PosViewModel::undoCoupons()
{
    if (canUndoCoupons())
        askCoupons(m_codesUndo.takeLast(), Shown::ByMember);
}

/// The choice stays; the list goes.
void PosViewModel::closeCoupons()
{
    m_couponsShown = false;
    m_error.reset();
    Q_EMIT changed();
}

}

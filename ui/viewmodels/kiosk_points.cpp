#include "core/domain/points/points_rules.h"
#include "ui/viewmodels/kiosk_view_model.h"

#include <QPointer>

namespace youka {

/// What the member has, in the background: the driver may go on meanwhile.
void KioskViewModel::learnPoints()
{
    if (!m_members || !m_card || m_points)
        return;
    m_members->about(
        *m_card,
        [self = QPointer<KioskViewModel>(this), token = m_card->token](const Result<MemberView> &view) {
            if (!self || !self->m_card || !(self->m_card->token == token))
                return;
            self->m_points = view.map([](const MemberView &member) { return member.points; });
            Q_EMIT self->changed();
        });
}

bool KioskViewModel::canUsePoints() const
{
    if (!m_points || !*m_points || !(*m_points)->value)
        return false;
    const MemberPoints &points = **m_points;
    return worthOf(points.available, *points.value).isPositive();
}

void KioskViewModel::togglePoints()
{
    if (m_screen != Confirm || !canUsePoints())
        return;
    m_usesPoints = !m_usesPoints;
    Q_EMIT changed();
}

QString KioskViewModel::fuelPointsText() const
{
    if (!m_points)
        return {};
    if (!*m_points) {
        const ErrorCode code = m_points->error().code;
        const bool isAway = code == ErrorCode::Unavailable || code == ErrorCode::Timeout;
        return forDriver(isAway ? Error{ErrorCode::PointsOnlineOnly, {}} : m_points->error());
    }
    const MemberPoints &points = **m_points;
    if (!points.value)
        return {};
    if (!canUsePoints())
        return tr("None that can be used");
    const QString worth = m_texts.money(worthOf(points.available, *points.value));
    return m_usesPoints ? tr("%1, up to %2 off").arg(m_texts.count(points.available), worth)
                        : tr("%1, worth %2, are kept").arg(m_texts.count(points.available), worth);
}

void KioskViewModel::toggleCoupons()
{
    if (m_screen != Confirm)
        return;
    m_usesCoupons = !m_usesCoupons;
    m_fuelCode.clear();
    Q_EMIT changed();
}

/// The same once more: the nozzle says it again.
void KioskViewModel::chooseGrade(int index)
{
    const QStringList codes = gradeCodes();
    if (m_screen != Confirm || index < 0 || index >= codes.size())
        return;
    m_grade = m_grade == codes[index] ? QString() : codes[index];
    Q_EMIT changed();
}

void KioskViewModel::enterFuelCode()
{
    if (m_screen != Confirm)
        return;
    m_code.clear();
    m_codeForFuel = true;
    m_error.reset();
    show(EnterCode);
}

}

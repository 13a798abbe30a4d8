#include "core/domain/points/points_rules.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QPointer>

namespace youka {

namespace {
constexpr qsizetype LongestFigure = 9;
}

bool PosViewModel::canUsePoints() const
{
    const bool open = canPayCash() && m_due->state == SaleState::Payable && !m_couponAsked && !m_pinAsked;
    return open && m_members && (m_card || hasPoints());
}

/// What the member has and the sale leaves room for.
qint64 PosViewModel::mostPoints() const
{
    if (!m_due || !m_pointValue)
        return 0;
    return std::max<qint64>(
        0, std::min(m_memberPoints.available, pointsWithin(m_due->afterCoupons(), *m_pointValue)));
}

QString PosViewModel::pointsHint() const
{
    if (!m_pointValue)
        return {};
    const qint64 most = mostPoints();
    const QString has = tr("%1 points, worth %2.")
                            .arg(m_texts.count(m_memberPoints.available),
                                 m_texts.money(worthOf(m_memberPoints.available, *m_pointValue)));
    if (most <= 0)
        return has + u' ' + tr("None can be used for this sale.");
    return has + u' '
        + tr("At most %1 for this sale: %2 off.")
              .arg(m_texts.count(most), m_texts.money(worthOf(most, *m_pointValue)));
}

QString PosViewModel::pointsLine() const
{
    if (!hasPoints())
        return {};
    return tr("%1 points  %2")
        .arg(m_texts.count(m_due->points->spent), m_texts.money(-m_due->points->amount));
}

/// One key: opens the question, answers it, and takes points that are off the sale back.
void PosViewModel::usePoints()
{
    if (!canUsePoints())
        return;
    if (hasPoints()) {
        m_pointsWanted = 0;
        return takePoints(0);
    }
    if (!m_pointsAsked)
        return askPoints();
    const qint64 most = mostPoints();
    const qint64 wanted = m_pointsTyped.isEmpty() ? most : m_pointsTyped.toLongLong();
    if (wanted <= 0)
        return refuse(ErrorCode::PointsBelowMinimum);
    if (wanted > most)
        return refuse(wanted > m_memberPoints.available ? ErrorCode::PointsInsufficient
                                                        : ErrorCode::NumberOutOfRange);
    m_pointsWanted = wanted;
    takePoints(wanted);
}

void PosViewModel::askPoints()
{
    begin();
    m_members->about(*m_card,
                     [self = QPointer<PosViewModel>(this), due = m_due->id](const Result<MemberView> &view) {
                         if (!self)
                             return;
                         self->m_busy = false;
                         self->onMemberPoints(due, view);
                         Q_EMIT self->changed();
                         self->takeScans();
                     });
}

void PosViewModel::onMemberPoints(SaleId due, const Result<MemberView> &view)
{
    if (!view) {
        const ErrorCode code = view.error().code;
        const bool isAway = code == ErrorCode::Unavailable || code == ErrorCode::Timeout;
        m_error = isAway ? Error{ErrorCode::PointsOnlineOnly, {}} : view.error();
        return;
    }
    if (!m_due || m_due->id != due || !m_card)
        return;
    m_memberPoints = view->points;
    m_pointValue = view->points.value;
    if (!m_pointValue) {
        m_error = Error{ErrorCode::PointsNoScheme, {}};
        return;
    }
    m_pointsAsked = true;
    m_pointsTyped.clear();
}

/// The PIN, where the card has one, is asked for as when it pays.
void PosViewModel::takePoints(qint64 points)
{
    const SaleId id = m_due->id;
    const QString pin = m_pin.take();
    m_pin.wipe();
    begin();
    m_station.usePoints(id, points, m_card.value_or(CardIdentity()), pin,
                        [self = QPointer<PosViewModel>(this), id](const Result<void> &result) {
                            if (self)
                                self->pointsAreTaken(id, result);
                        });
}

void PosViewModel::pointsAreTaken(SaleId id, const Result<void> &result)
{
    m_busy = false;
    const auto code = result ? ErrorCode::Internal : result.error().code;
    const bool asksPin = m_card && (code == ErrorCode::PinRequired || code == ErrorCode::PinWrong);
    m_pinAsked = asksPin;
    m_pinFor = asksPin ? CardUse::Points : CardUse::None;
    if (!result)
        m_error = result.error();
    if (!asksPin) {
        m_pointsAsked = false;
        m_pointsTyped.clear();
    }
    if (!result && !asksPin)
        m_pointsWanted = 0;
    refreshDue(id);
    reloadSales();
    Q_EMIT changed();
    takeScans();
}

void PosViewModel::refreshDue(SaleId id)
{
    if (const auto sale = m_station.sale(id); sale && m_due && m_due->id == id)
        m_due = sale;
}

/// Coupons or goods have changed what is left, which put the points away.
void PosViewModel::takePointsAgain()
{
    if (m_pointsWanted <= 0 || m_busy || !m_card || !m_due || hasPoints() || !m_pointValue)
        return;
    const qint64 points = std::min(m_pointsWanted, pointsWithin(m_due->afterCoupons(), *m_pointValue));
    if (points > 0)
        takePoints(points);
}

void PosViewModel::forgetPoints()
{
    m_pointsAsked = false;
    m_pointsTyped.clear();
    m_pointsWanted = 0;
    m_pointValue.reset();
}

void PosViewModel::pressPoints(const QString &key)
{
    if (key == QLatin1String("back"))
        m_pointsTyped.chop(1);
    else if (key == QLatin1String("clear"))
        m_pointsTyped.clear();
    else if (m_pointsTyped.size() + key.size() <= LongestFigure && key[0].isDigit())
        m_pointsTyped += key;
}

}

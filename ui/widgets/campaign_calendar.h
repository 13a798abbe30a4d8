#pragma once

#include "core/domain/coupons/campaign.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_link.h"

#include <QDialog>
#include <QLocale>

class QLabel;

namespace youka {

/// On which days of that month a campaign applies, by its beginning, end, weekdays and dates in this
/// computer's zone; ascending, 1 to 31.
QList<int> campaignDays(const CouponTerms &terms, QDate month);

/// One month: a row for each campaign, a column for each day, filled where the campaign applies.
class MonthChart : public QWidget
{
    Q_OBJECT
public:
    struct Row
    {
        Campaign campaign;
        QList<int> days;
    };
    MonthChart(ThemeKind theme, const QLocale &locale, QWidget *parent = nullptr);
    void setMonth(QDate month, const std::vector<Campaign> &campaigns);
    const QList<Row> &rows() const { return m_rows; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    bool event(QEvent *event) override;

private:
    int rowHeight() const { return fontMetrics().height() + 14; }
    QRectF dayCell(int row, int day) const;
    void paintHead(QPainter &painter) const;
    void paintRow(QPainter &painter, int row) const;
    QColor colour(const char *name) const;

    const ThemeKind m_theme;
    const QLocale m_locale;
    QDate m_month;
    QList<Row> m_rows;
};

/// The campaigns by month. Objects: campaignCalendar, calendarMonth, calendarChart, calendarBack,
/// calendarNext, calendarClose, calendarProblem.
class CampaignCalendar : public QDialog
{
    Q_OBJECT
public:
    /// `link` outlives it.
    CampaignCalendar(OfficeLink &link, ThemeKind theme, QWidget *parent);

private:
    void fetch(qint64 before);
    void refresh();

    OfficeLink &m_link;
    const QLocale m_locale;
    QLabel *m_title;
    QLabel *m_problem;
    MonthChart *m_chart;
    QDate m_month;
    std::vector<Campaign> m_campaigns;
};

}

#include "ui/widgets/campaign_calendar.h"

#include "core/domain/coupons/coupon_json.h"
#include "ui/sentences/campaign_words.h"
#include "ui/sentences/sentences.h"
#include "ui/widgets/office_words.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QJsonArray>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScrollArea>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>

namespace youka {

namespace {

constexpr int NameWidth = 260;
constexpr int PageSize = 200;

const char *tokenOf(CampaignState state)
{
    switch (state) {
    case CampaignState::Live:
        return "good";
    case CampaignState::Review:
    case CampaignState::Paused:
        return "warn";
    case CampaignState::Voided:
        return "danger";
    case CampaignState::Draft:
    case CampaignState::Ended:
        break;
    }
    return "textDisabled";
}

}

QList<int> campaignDays(const CouponTerms &terms, QDate month)
{
    QList<int> days;
    const Scope &scope = terms.scope;
    for (int day = 1; day <= month.daysInMonth(); ++day) {
        const QDate date(month.year(), month.month(), day);
        const bool isInTime = date.addDays(1).startOfDay().toMSecsSinceEpoch() > terms.from.ms
            && date.startOfDay().toMSecsSinceEpoch() < terms.until.ms;
        const bool isWeekday = scope.weekdays == 0 || (scope.weekdays >> (date.dayOfWeek() - 1) & 1);
        if (isInTime && isWeekday && (scope.dates.isEmpty() || scope.dates.contains(date)))
            days << day;
    }
    return days;
}

MonthChart::MonthChart(ThemeKind theme, const QLocale &locale, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_locale(locale)
{
    setObjectName(QStringLiteral("calendarChart"));
}

void MonthChart::setMonth(QDate month, const std::vector<Campaign> &campaigns)
{
    m_month = month;
    m_rows.clear();
    for (const Campaign &campaign : campaigns)
        if (const QList<int> days = campaignDays(campaign.terms, month); !days.isEmpty())
            m_rows.append({campaign, days});
    QStringList texts;
    for (const Row &row : std::as_const(m_rows))
        texts << row.campaign.name + u' ' + campaignStateText(row.campaign.state);
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

QSize MonthChart::sizeHint() const { return {NameWidth + 31 * 22, int(m_rows.size() + 2) * rowHeight()}; }

QColor MonthChart::colour(const char *name) const
{
    return designTokens().colour(m_theme, QLatin1String(name));
}

/// Row -2 and -1 are the head: number and weekday.
QRectF MonthChart::dayCell(int row, int day) const
{
    const double wide = double(width() - NameWidth) / m_month.daysInMonth();
    return {NameWidth + (day - 1) * wide, double((row + 2) * rowHeight()), wide, double(rowHeight())};
}

void MonthChart::paintHead(QPainter &painter) const
{
    const QDate today = QDate::currentDate();
    for (int day = 1; day <= m_month.daysInMonth(); ++day) {
        const QDate date(m_month.year(), m_month.month(), day);
        const QRectF number = dayCell(-2, day);
        if (date.dayOfWeek() > 5)
            painter.fillRect(QRectF(number.left(), 0, number.width(), height()), colour("surfaceAlt"));
        painter.setPen(colour(date == today ? "brand" : "textMuted"));
        painter.drawText(number, Qt::AlignCenter, QString::number(day));
        painter.drawText(dayCell(-1, day), Qt::AlignCenter,
                         m_locale.dayName(date.dayOfWeek(), QLocale::NarrowFormat));
    }
}

void MonthChart::paintRow(QPainter &painter, int row) const
{
    const Campaign &campaign = m_rows[row].campaign;
    const QColor fill = colour(tokenOf(campaign.state));
    const double top = dayCell(row, 1).top();
    painter.setPen(colour("border"));
    painter.drawLine(QPointF(0, top), QPointF(width(), top));
    const int half = NameWidth / 3;
    painter.setPen(colour("text"));
    painter.drawText(QRectF(8, top, NameWidth - half - 16, rowHeight()), Qt::AlignVCenter,
                     fontMetrics().elidedText(campaign.name, Qt::ElideRight, NameWidth - half - 16));
    painter.setPen(fill);
    painter.drawText(QRectF(NameWidth - half, top, half - 8, rowHeight()), Qt::AlignVCenter,
                     fontMetrics().elidedText(campaignStateText(campaign.state), Qt::ElideRight, half - 8));
    painter.setPen(Qt::NoPen);
    painter.setBrush(fill);
    const QList<int> &days = m_rows[row].days;
    for (qsizetype first = 0; first < days.size();) { // days that follow each other are one bar
        qsizetype last = first;
        while (last + 1 < days.size() && days[last + 1] == days[last] + 1)
            ++last;
        const QRectF bar = dayCell(row, days[first]).united(dayCell(row, days[last]));
        painter.drawRoundedRect(bar.adjusted(2, 8, -2, -8), 4, 4);
        first = last + 1;
    }
}

void MonthChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colour("surface"));
    paintHead(painter);
    for (int row = 0; row < m_rows.size(); ++row)
        paintRow(painter, row);
    if (!m_rows.isEmpty())
        return;
    painter.setPen(colour("textMuted"));
    painter.drawText(rect(), Qt::AlignCenter, say(QT_TRANSLATE_NOOP("Office", "No campaign in this month.")));
}

bool MonthChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = help->pos().y() / rowHeight() - 2;
    if (row < 0 || row >= m_rows.size()) {
        QToolTip::hideText();
        return true;
    }
    const Campaign &campaign = m_rows[row].campaign;
    const auto day = [this](Timestamp when) {
        return m_locale.toString(when.toDateTime().toLocalTime(), QLocale::ShortFormat);
    };
    QToolTip::showText(help->globalPos(),
                       QStringLiteral("%1\n%2\n%3 – %4")
                           .arg(campaign.name, campaignStateText(campaign.state), day(campaign.terms.from),
                                day(campaign.terms.until)),
                       this);
    return true;
}

CampaignCalendar::CampaignCalendar(OfficeLink &link, ThemeKind theme, QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_locale(parent ? parent->locale() : QLocale())
    , m_title(new QLabel)
    , m_problem(new QLabel)
    , m_chart(new MonthChart(theme, m_locale))
{
    setObjectName(QStringLiteral("campaignCalendar"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Calendar")));
    resize(1200, 640);
    const QDate today = link.clock().now().toDateTime().toLocalTime().date();
    m_month = QDate(today.year(), today.month(), 1);
    m_title->setObjectName(QStringLiteral("calendarMonth"));
    m_title->setProperty("role", QStringLiteral("title"));
    m_problem->setObjectName(QStringLiteral("calendarProblem"));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->hide();
    auto *head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    const auto button = [&](const char *name, const QString &text, QHBoxLayout *row) {
        auto *made = new QPushButton(text);
        made->setObjectName(QLatin1String(name));
        made->setAutoDefault(false);
        row->addWidget(made);
        return made;
    };
    const auto turn = [this](int months) {
        return [this, months] {
            m_month = m_month.addMonths(months);
            refresh();
        };
    };
    connect(button("calendarBack", say(QT_TRANSLATE_NOOP("Office", "Month before")), head),
            &QPushButton::clicked, this, turn(-1));
    connect(button("calendarNext", say(QT_TRANSLATE_NOOP("Office", "Next month")), head),
            &QPushButton::clicked, this, turn(1));
    auto *scroll = new QScrollArea;
    scroll->setWidget(m_chart);
    scroll->setWidgetResizable(true);
    auto *foot = new QHBoxLayout;
    foot->addStretch();
    connect(button("calendarClose", say(QT_TRANSLATE_NOOP("Office", "Close")), foot), &QPushButton::clicked,
            this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    const int grid = designTokens().grid;
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(grid);
    layout->addLayout(head);
    layout->addWidget(m_problem);
    layout->addWidget(scroll, 1);
    layout->addLayout(foot);
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    refresh();
    fetch(0);
}

/// All of them, page by page: a month may hold old ones.
void CampaignCalendar::fetch(qint64 before)
{
    m_link.get(QStringLiteral("/api/v1/campaigns?before=%1").arg(before),
               [self = QPointer(this)](const Result<QJsonObject> &reply) {
                   if (!self)
                       return;
                   if (!reply) {
                       self->m_problem->setText(sentence(reply.error()));
                       return self->m_problem->show();
                   }
                   const QJsonArray page = (*reply)[QLatin1String("campaigns")].toArray();
                   for (const QJsonValueConstRef record : page)
                       if (const auto campaign = campaignFromJson(record.toObject()))
                           self->m_campaigns.push_back(*campaign);
                   self->refresh();
                   if (page.size() == PageSize)
                       self->fetch(page.last()[QLatin1String("id")].toInteger());
               });
}

void CampaignCalendar::refresh()
{
    m_title->setText(
        //: Month and year
        say(QT_TRANSLATE_NOOP("Office", "%1 %2"))
            .arg(m_locale.standaloneMonthName(m_month.month()), QString::number(m_month.year())));
    m_chart->setMonth(m_month, m_campaigns);
}

}

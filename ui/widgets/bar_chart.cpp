#include "ui/widgets/bar_chart.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace youka {

namespace {
constexpr double WidestBar = 48;
constexpr double BarShare = 0.7; ///< of the room there is for it
}

BarChart::BarChart(ThemeKind theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void BarChart::setBars(const QString &question, const QList<Bar> &bars, const QString &most)
{
    m_question = question;
    m_bars = bars;
    m_most = most;
    setAccessibleName(question);
    QStringList texts;
    for (const Bar &bar : bars)
        texts << bar.label + QStringLiteral(": ") + bar.text;
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    update();
}

QRectF BarChart::area() const
{
    const double line = fontMetrics().height();
    return QRectF(rect()).adjusted(1, 2.5 * line, -1, -1.6 * line);
}

int BarChart::barAt(const QPointF &point) const
{
    const QRectF inside = area();
    if (m_bars.isEmpty() || point.x() < inside.left() || point.x() >= inside.right())
        return -1;
    return int((point.x() - inside.left()) * double(m_bars.size()) / inside.width());
}

bool BarChart::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int bar = barAt(help->pos());
    if (bar >= 0)
        QToolTip::showText(help->globalPos(), m_bars[bar].label + QStringLiteral(": ") + m_bars[bar].text,
                           this);
    else
        QToolTip::hideText();
    return true;
}

/// Labels that would run into each other are left out, evenly.
void BarChart::paintLabels(QPainter &painter, const QRectF &area) const
{
    int widest = 1;
    for (const Bar &bar : m_bars)
        widest = std::max(widest, fontMetrics().horizontalAdvance(bar.label));
    const double room = area.width() / double(m_bars.size());
    const auto every =
        std::max<qsizetype>(1, qsizetype((widest + 12) / room) + ((widest + 12) > room ? 1 : 0));
    for (qsizetype i = 0; i < m_bars.size(); i += every) {
        const double middle = area.left() + (double(i) + 0.5) * room;
        QRectF place(middle - widest / 2.0, area.bottom() + 4, widest, fontMetrics().height());
        place.moveLeft(std::clamp(place.left(), 0.0, std::max(0.0, width() - place.width())));
        painter.drawText(place, Qt::AlignCenter, m_bars[i].label);
    }
}

void BarChart::paintEvent(QPaintEvent *)
{
    const auto colour = [&](const char *name) { return designTokens().colour(m_theme, QLatin1String(name)); };
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF inside = area();
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(colour("text"));
    painter.drawText(QRectF(0, 0, width(), fontMetrics().height() * 1.2), Qt::AlignLeft | Qt::AlignVCenter,
                     m_question);
    painter.setFont(font());
    painter.setPen(colour("border"));
    painter.drawLine(inside.topLeft(), inside.topRight());
    painter.drawLine(inside.bottomLeft(), inside.bottomRight());
    painter.setPen(colour("textMuted"));
    painter.drawText(QRectF(inside.left(), inside.top() - fontMetrics().height() * 1.1, inside.width(),
                            fontMetrics().height()),
                     Qt::AlignRight | Qt::AlignVCenter, m_most);
    double most = 0;
    for (const Bar &bar : m_bars)
        most = std::max(most, bar.value);
    if (m_bars.isEmpty() || most <= 0)
        return;
    const double room = inside.width() / double(m_bars.size());
    const double wide = std::min(WidestBar, room * BarShare);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour("brand"));
    for (qsizetype i = 0; i < m_bars.size(); ++i) {
        const double high = inside.height() * m_bars[i].value / most;
        const double left = inside.left() + (double(i) + 0.5) * room - wide / 2;
        painter.drawRoundedRect(QRectF(left, inside.bottom() - high, wide, high), 2, 2);
    }
    painter.setPen(colour("textMuted"));
    paintLabels(painter, inside);
}

}

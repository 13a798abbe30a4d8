#pragma once

#include "ui/tokens/design_tokens.h"

#include <QWidget>

namespace youka {

/// Bars side by side on one axis that begins at zero. As many labels as there is room for; what a bar says
/// is shown when the mouse is over it.
class BarChart : public QWidget
{
    Q_OBJECT
public:
    struct Bar
    {
        QString label; ///< under it
        double value = 0;
        QString text; ///< its value in words
    };
    explicit BarChart(ThemeKind theme, QWidget *parent = nullptr);

    /// `question` is what the chart answers; `most` is the largest value in words.
    void setBars(const QString &question, const QList<Bar> &bars, const QString &most);
    const QList<Bar> &bars() const { return m_bars; }

    QSize sizeHint() const override { return {640, 200}; }
    QSize minimumSizeHint() const override { return {320, 140}; }

protected:
    void paintEvent(QPaintEvent *) override;
    bool event(QEvent *event) override;

private:
    QRectF area() const;
    int barAt(const QPointF &point) const;
    void paintLabels(QPainter &painter, const QRectF &area) const;

    const ThemeKind m_theme;
    QString m_question;
    QString m_most;
    QList<Bar> m_bars;
};

}

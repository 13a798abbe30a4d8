#include "ui/tokens/icon_item.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace youka {

IconItem::IconItem(QQuickItem *parent)
    : QQuickPaintedItem(parent)
{
    setAntialiasing(true);
}

void IconItem::setName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    update();
    Q_EMIT changed();
}

void IconItem::setColor(const QColor &color)
{
    if (color == m_color)
        return;
    m_color = color;
    update();
    Q_EMIT changed();
}

void IconItem::paint(QPainter *painter)
{
    if (m_name.isEmpty())
        return;
    QFile file(QStringLiteral(":/icons/%1.svg").arg(m_name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("no icon named %s", qPrintable(m_name));
        return;
    }
    QSvgRenderer renderer(file.readAll().replace("currentColor", m_color.name().toLatin1()));
    const qreal side = qMin(width(), height());
    renderer.render(painter, QRectF((width() - side) / 2, (height() - side) / 2, side, side));
}

}

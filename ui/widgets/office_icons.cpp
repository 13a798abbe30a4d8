#include "ui/widgets/office_icons.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace youka {

namespace {

constexpr int Side = 20;
constexpr int Sharp = 2; ///< drawn twice as large, for fine screens

QPixmap drawn(const QByteArray &svg, const QColor &colour)
{
    QByteArray inked = svg;
    QSvgRenderer renderer(inked.replace("currentColor", colour.name().toLatin1()));
    QPixmap pixmap(Side * Sharp, Side * Sharp);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    painter.end();
    pixmap.setDevicePixelRatio(Sharp);
    return pixmap;
}

}

QIcon officeIcon(const QString &name, ThemeKind kind)
{
    QFile file(QStringLiteral(":/office/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray svg = file.readAll();
    const auto colour = [&](const char *token) { return designTokens().colour(kind, QLatin1String(token)); };
    QIcon icon;
    icon.addPixmap(drawn(svg, colour("textMuted")), QIcon::Normal);
    icon.addPixmap(drawn(svg, colour("textDisabled")), QIcon::Disabled);
    icon.addPixmap(drawn(svg, colour("brand")), QIcon::Selected);
    return icon;
}

QIcon officeIcon(const QString &name, const QColor &colour)
{
    QFile file(QStringLiteral(":/office/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QIcon(drawn(file.readAll(), colour));
}

QString officeStyleSheet(ThemeKind kind)
{
    const auto colour = [&](const char *token) {
        return designTokens().colour(kind, QLatin1String(token)).name();
    };
    return QStringLiteral(
               "QListWidget#areas { background: %1; border: none; border-right: 1px solid %2; "
               "padding: 8px 0; outline: none; }"
               "QListWidget#areas::item { padding: 10px 12px; color: %3; border: none; border-left: 3px "
               "solid "
               "transparent; }"
               "QListWidget#areas::item:selected { background: %4; color: %5; border-left: 3px solid "
               "%5; }"
               "QFrame#signInCard { background: %6; border: 1px solid %2; border-radius: 8px; }"
               "QToolBar { border: none; border-bottom: 1px solid %2; spacing: 2px; padding: 2px; }"
               "QToolBar QToolButton { padding: 0 8px; }"
               "QToolBar QToolButton:disabled { background: transparent; border-color: transparent; }"
               "QHeaderView::section { font-weight: 600; }"
               "QMenu { background: %6; color: %3; border: 1px solid %2; }"
               "QMenu::item { padding: 6px 24px; }"
               "QMenu::item:selected { background: %4; }"
               "QMenu::item:disabled { color: %7; }"
               "QTableView::item { padding: 0 8px; border: none; }"
               "QTableView::item:selected { background: %4; color: %3; }"
               "QToolButton::menu-indicator { image: none; }"
               "QComboBox::drop-down, QDateEdit::drop-down, QDateTimeEdit::drop-down { border: none; "
               "width: 28px; }"
               "QComboBox::down-arrow, QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: "
               "url(:/office/down.svg); width: 14px; height: 14px; }"
               "QDateTimeEdit { min-height: 32px; padding: 0 8px; border: 1px solid %2; "
               "border-radius: 6px; background: %6; color: %3; }"
               "QCheckBox::indicator, QListView::indicator { width: 14px; height: 14px; border: 1px solid "
               "%8; "
               "border-radius: 3px; background: %6; }"
               "QCheckBox::indicator:checked, QListView::indicator:checked { background: %5; border-color: "
               "%5; "
               "image: url(:/office/%9.svg); }"
               "QCheckBox::indicator:disabled { border-color: %7; }"
               "QCheckBox::indicator:checked:disabled { background: %7; }"
               "QTabBar { qproperty-drawBase: 0; }"
               "QTabBar::tab { border: none; border-bottom: 2px solid transparent; background: transparent; }"
               "QLabel[role=\"error\"] { font-size: 12px; }")
        .arg(colour("surfaceAlt"), colour("border"), colour("text"), colour("brandSoft"), colour("brand"),
             colour("surface"), colour("textDisabled"), colour("textMuted"),
             kind == ThemeKind::Light ? QStringLiteral("tick") : QStringLiteral("tick_dark"));
}

}

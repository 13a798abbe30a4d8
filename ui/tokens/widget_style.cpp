#include "ui/tokens/widget_style.h"

namespace youka {

namespace {

/// Replaces @name by the colour and #name# by the measure of that name.
QString filled(QString sheet, ThemeKind kind)
{
    const DesignTokens &tokens = designTokens();
    // The longest names first, so that @text does not eat the head of @textMuted.
    QStringList names = tokens.light.keys();
    std::sort(names.begin(), names.end(),
              [](const QString &a, const QString &b) { return a.size() > b.size(); });
    for (const QString &name : names)
        sheet.replace(u'@' + name, tokens.colour(kind, QLatin1String(name.toLatin1())).name());
    const std::pair<QLatin1String, int> sizes[] = {{QLatin1String("#touch#"), tokens.desk.touch},
                                                   {QLatin1String("#half#"), tokens.grid / 2},
                                                   {QLatin1String("#grid#"), tokens.grid},
                                                   {QLatin1String("#wide#"), tokens.grid * 2},
                                                   {QLatin1String("#radius#"), tokens.radius / 2},
                                                   {QLatin1String("#line#"), tokens.borderWidth},
                                                   {QLatin1String("#focus#"), tokens.focusWidth - 1},
                                                   {QLatin1String("#title#"), tokens.desk.title}};
    for (const auto &[name, value] : sizes)
        sheet.replace(name, QString::number(value));
    return sheet;
}

constexpr auto Sheet = R"(
QToolTip { background: @surface; color: @text; border: #line#px solid @border; padding: #half#px; }
QPushButton, QToolButton { min-height: #touch#px; padding: 0 #wide#px; border: #line#px solid @border;
    border-radius: #radius#px; background: @surface; color: @text; }
QPushButton:default { background: @brand; color: @textOnBrand; border-color: @brand; }
QPushButton:hover, QToolButton:hover { background: @brandSoft; color: @text; }
QPushButton:pressed, QToolButton:pressed { background: @brandPressed; color: @textOnBrand; }
QPushButton:disabled, QToolButton:disabled { background: @disabled; color: @textDisabled; border-color: @disabled; }
QPushButton:focus, QToolButton:focus { border: #focus#px solid @focus; }
QToolBar QToolButton { border-color: transparent; background: transparent; }
QLineEdit, QComboBox, QSpinBox, QDateEdit, QPlainTextEdit, QTextEdit { min-height: #touch#px;
    padding: 0 #grid#px; border: #line#px solid @border; border-radius: #radius#px; background: @surface;
    color: @text; selection-background-color: @brand; selection-color: @textOnBrand; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QPlainTextEdit:focus { border: #focus#px solid @focus; }
QLineEdit[invalid="true"] { border: #focus#px solid @danger; }
QLabel[role="title"] { font-size: #title#px; font-weight: 600; }
QLabel[role="muted"] { color: @textMuted; }
QLabel[role="error"] { color: @danger; }
QHeaderView::section { background: @surfaceAlt; color: @textMuted; padding: #grid#px; border: none;
    border-bottom: #line#px solid @border; }
QTableView, QTreeView, QListView { background: @surface; alternate-background-color: @surfaceAlt; color: @text;
    border: #line#px solid @border; gridline-color: @border; selection-background-color: @brandSoft;
    selection-color: @text; }
QTabBar::tab { padding: #grid#px #wide#px; color: @textMuted; }
QTabBar::tab:selected { color: @brand; border-bottom: #focus#px solid @brand; }
QStatusBar, QToolBar, QMenuBar { background: @surfaceAlt; color: @text; }
)";

}

QPalette themePalette(ThemeKind kind)
{
    const DesignTokens &tokens = designTokens();
    const auto colour = [&](const char *name) { return tokens.colour(kind, QLatin1String(name)); };
    QPalette palette;
    palette.setColor(QPalette::Window, colour("background"));
    palette.setColor(QPalette::WindowText, colour("text"));
    palette.setColor(QPalette::Base, colour("surface"));
    palette.setColor(QPalette::AlternateBase, colour("surfaceAlt"));
    palette.setColor(QPalette::Text, colour("text"));
    palette.setColor(QPalette::PlaceholderText, colour("textMuted"));
    palette.setColor(QPalette::Button, colour("surface"));
    palette.setColor(QPalette::ButtonText, colour("text"));
    palette.setColor(QPalette::BrightText, colour("danger"));
    palette.setColor(QPalette::Highlight, colour("brand"));
    palette.setColor(QPalette::HighlightedText, colour("textOnBrand"));
    palette.setColor(QPalette::Link, colour("brand"));
    palette.setColor(QPalette::ToolTipBase, colour("surface"));
    palette.setColor(QPalette::ToolTipText, colour("text"));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colour("textDisabled"));
    return palette;
}

QString themeStyleSheet(ThemeKind kind) { return filled(QString::fromLatin1(Sheet), kind); }

QFont themeFont(Density density)
{
    QFont font;
    font.setFamilies(designTokens().fonts);
    font.setPixelSize(designTokens().measures(density).body);
    return font;
}

}

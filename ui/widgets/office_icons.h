#pragma once

#include "ui/tokens/design_tokens.h"

#include <QIcon>

namespace youka {

/// One of the drawings of resources/icons in the theme's text colours.
QIcon officeIcon(const QString &name, ThemeKind kind);
/// The same in one colour.
QIcon officeIcon(const QString &name, const QColor &colour);
inline QIcon officeIcon(const char *name, ThemeKind kind)
{
    return officeIcon(QString(QLatin1String(name)), kind);
}

/// What the office has beyond the common style sheet.
QString officeStyleSheet(ThemeKind kind);

}

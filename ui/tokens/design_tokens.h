#pragma once

#include <QColor>
#include <QHash>
#include <QStringList>

#include <optional>

namespace youka {

enum class ThemeKind { Light, Dark, Contrast };
enum class Density { Desk, Counter, Kiosk };

/// The measures of one kind of place: a desk, a counter, a kiosk. Pixels.
struct Measures
{
    int touch = 0; ///< least height of what is pressed
    int small = 0;
    int body = 0;
    int title = 0;
    int display = 0;
};

/// Colour, type, space and motion: resources/design/tokens.json, the one source for QML and Widgets alike.
struct DesignTokens
{
    QHash<QString, QColor> light;
    QHash<QString, QColor> dark;
    QHash<QString, QColor> contrast;
    Measures desk;
    Measures counter;
    Measures kiosk;
    int grid = 8;
    int radius = 0;
    int borderWidth = 0;
    int focusWidth = 0;
    int motionMs = 0;
    int largeTextPercent = 100;
    QStringList fonts;

    QColor colour(ThemeKind kind, QLatin1String name) const;
    const Measures &measures(Density density) const;
};

const DesignTokens &designTokens();

/// "light", "dark", "contrast", as in settings files.
std::optional<ThemeKind> themeKindFromName(QStringView name);

}

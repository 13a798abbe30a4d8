#include "ui/tokens/theme.h"

#include <QQmlEngine>

namespace youka {

Theme::Theme()
    : m_motion(qEnvironmentVariableIsSet("YOUKA_REDUCED_MOTION") ? 0 : designTokens().motionMs)
{
}

Theme *Theme::instance()
{
    static Theme theme;
    return &theme;
}

Theme *Theme::create(QQmlEngine *, QJSEngine *)
{
    QQmlEngine::setObjectOwnership(instance(), QQmlEngine::CppOwnership);
    return instance();
}

void Theme::setKind(Kind kind)
{
    if (kind == m_kind)
        return;
    m_kind = kind;
    Q_EMIT changed();
}

void Theme::setLargeText(bool large)
{
    if (large == m_largeText)
        return;
    m_largeText = large;
    Q_EMIT changed();
}

void Theme::setDensity(Density density)
{
    m_density = density;
    Q_EMIT changed();
}

QColor Theme::colour(const char *name) const
{
    const auto kind = m_kind == Light ? ThemeKind::Light
        : m_kind == Dark              ? ThemeKind::Dark
                                      : ThemeKind::Contrast;
    return designTokens().colour(kind, QLatin1String(name));
}

int Theme::scaled(int size) const
{
    return m_largeText ? size * designTokens().largeTextPercent / 100 : size;
}

}

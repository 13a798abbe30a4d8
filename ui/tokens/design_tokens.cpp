#include "ui/tokens/design_tokens.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace youka {

namespace {

QHash<QString, QColor> readColours(const QJsonObject &object)
{
    QHash<QString, QColor> colours;
    for (auto it = object.begin(); it != object.end(); ++it)
        colours.insert(it.key(), QColor(it.value().toString()));
    return colours;
}

Measures readMeasures(const QJsonObject &object)
{
    return {object[u"touch"].toInt(), object[u"small"].toInt(), object[u"body"].toInt(),
            object[u"title"].toInt(), object[u"display"].toInt()};
}

DesignTokens read()
{
    QFile file(QStringLiteral(":/design/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the design tokens are missing from the program");
    const QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
    const QJsonObject themes = root[u"themes"].toObject();
    const QJsonObject densities = root[u"densities"].toObject();
    DesignTokens tokens;
    tokens.light = readColours(themes[u"light"].toObject());
    tokens.dark = readColours(themes[u"dark"].toObject());
    tokens.contrast = readColours(themes[u"contrast"].toObject());
    tokens.desk = readMeasures(densities[u"desk"].toObject());
    tokens.counter = readMeasures(densities[u"counter"].toObject());
    tokens.kiosk = readMeasures(densities[u"kiosk"].toObject());
    tokens.grid = root[u"grid"].toInt();
    tokens.radius = root[u"radius"].toInt();
    tokens.borderWidth = root[u"borderWidth"].toInt();
    tokens.focusWidth = root[u"focusWidth"].toInt();
    tokens.motionMs = root[u"motionMs"].toInt();
    tokens.largeTextPercent = root[u"largeTextPercent"].toInt();
    for (const auto &font : root[u"fonts"].toArray())
        tokens.fonts += font.toString();
    return tokens;
}

}

QColor DesignTokens::colour(ThemeKind kind, QLatin1String name) const
{
    const auto &colours = kind == ThemeKind::Light ? light : kind == ThemeKind::Dark ? dark : contrast;
    return colours.value(name);
}

const Measures &DesignTokens::measures(Density density) const
{
    return density == Density::Desk ? desk : density == Density::Counter ? counter : kiosk;
}

const DesignTokens &designTokens()
{
    static const DesignTokens Tokens = read();
    return Tokens;
}

std::optional<ThemeKind> themeKindFromName(QStringView name)
{
    if (name == QLatin1String("light"))
        return ThemeKind::Light;
    if (name == QLatin1String("dark"))
        return ThemeKind::Dark;
    return name == QLatin1String("contrast") ? std::optional(ThemeKind::Contrast) : std::nullopt;
}

}

#pragma once

#include "ui/tokens/design_tokens.h"

#include <QObject>
#include <QtQml/qqmlregistration.h>

class QQmlEngine;
class QJSEngine;

namespace youka {

/// The design tokens as QML sees them: one theme, one density, one text size at a time. One per program.
class Theme : public QObject
{
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(Kind kind READ kind WRITE setKind NOTIFY changed)
    Q_PROPERTY(bool largeText READ largeText WRITE setLargeText NOTIFY changed)
    Q_PROPERTY(QString fontFamily READ fontFamily CONSTANT)
    Q_PROPERTY(QColor background READ background NOTIFY changed)
    Q_PROPERTY(QColor surface READ surface NOTIFY changed)
    Q_PROPERTY(QColor surfaceAlt READ surfaceAlt NOTIFY changed)
    Q_PROPERTY(QColor border READ border NOTIFY changed)
    Q_PROPERTY(QColor text READ text NOTIFY changed)
    Q_PROPERTY(QColor textMuted READ textMuted NOTIFY changed)
    Q_PROPERTY(QColor textOnBrand READ textOnBrand NOTIFY changed)
    Q_PROPERTY(QColor textDisabled READ textDisabled NOTIFY changed)
    Q_PROPERTY(QColor brand READ brand NOTIFY changed)
    Q_PROPERTY(QColor brandPressed READ brandPressed NOTIFY changed)
    Q_PROPERTY(QColor brandSoft READ brandSoft NOTIFY changed)
    Q_PROPERTY(QColor good READ good NOTIFY changed)
    Q_PROPERTY(QColor goodSoft READ goodSoft NOTIFY changed)
    Q_PROPERTY(QColor warn READ warn NOTIFY changed)
    Q_PROPERTY(QColor warnSoft READ warnSoft NOTIFY changed)
    Q_PROPERTY(QColor danger READ danger NOTIFY changed)
    Q_PROPERTY(QColor dangerSoft READ dangerSoft NOTIFY changed)
    Q_PROPERTY(QColor focus READ focus NOTIFY changed)
    Q_PROPERTY(QColor disabled READ disabled NOTIFY changed)
    Q_PROPERTY(int fontSmall READ fontSmall NOTIFY changed)
    Q_PROPERTY(int fontBody READ fontBody NOTIFY changed)
    Q_PROPERTY(int fontTitle READ fontTitle NOTIFY changed)
    Q_PROPERTY(int fontDisplay READ fontDisplay NOTIFY changed)
    Q_PROPERTY(int touch READ touch NOTIFY changed)
    Q_PROPERTY(int grid READ grid CONSTANT)
    Q_PROPERTY(int radius READ radius CONSTANT)
    Q_PROPERTY(int borderWidth READ borderWidth CONSTANT)
    Q_PROPERTY(int focusWidth READ focusWidth CONSTANT)
    Q_PROPERTY(int motion READ motion CONSTANT)
    Q_PROPERTY(int unlimited READ unlimited CONSTANT)
public:
    enum Kind { Light, Dark, Contrast };
    Q_ENUM(Kind)

    static Theme *instance();
    static Theme *create(QQmlEngine *, QJSEngine *);

    Kind kind() const { return m_kind; }
    void setKind(Kind kind);
    bool largeText() const { return m_largeText; }
    void setLargeText(bool large);
    void setDensity(Density density);
    QString fontFamily() const { return designTokens().fonts.value(0); }

    QColor background() const { return colour("background"); }
    QColor surface() const { return colour("surface"); }
    QColor surfaceAlt() const { return colour("surfaceAlt"); }
    QColor border() const { return colour("border"); }
    QColor text() const { return colour("text"); }
    QColor textMuted() const { return colour("textMuted"); }
    QColor textOnBrand() const { return colour("textOnBrand"); }
    QColor textDisabled() const { return colour("textDisabled"); }
    QColor brand() const { return colour("brand"); }
    QColor brandPressed() const { return colour("brandPressed"); }
    QColor brandSoft() const { return colour("brandSoft"); }
    QColor good() const { return colour("good"); }
    QColor goodSoft() const { return colour("goodSoft"); }
    QColor warn() const { return colour("warn"); }
    QColor warnSoft() const { return colour("warnSoft"); }
    QColor danger() const { return colour("danger"); }
    QColor dangerSoft() const { return colour("dangerSoft"); }
    QColor focus() const { return colour("focus"); }
    QColor disabled() const { return colour("disabled"); }
    int fontSmall() const { return scaled(measures().small); }
    int fontBody() const { return scaled(measures().body); }
    int fontTitle() const { return scaled(measures().title); }
    /// Totals are large already and stay as they are.
    int fontDisplay() const { return measures().display; }
    int touch() const { return measures().touch; }
    int grid() const { return designTokens().grid; }
    int radius() const { return designTokens().radius; }
    int borderWidth() const { return designTokens().borderWidth; }
    int focusWidth() const { return designTokens().focusWidth; }
    /// Milliseconds; 0 where the environment asks for less motion (YOUKA_REDUCED_MOTION).
    int motion() const { return m_motion; }
    /// Wider than any window.
    int unlimited() const { return 1 << 16; }

Q_SIGNALS:
    void changed();

private:
    Theme();
    QColor colour(const char *name) const;
    const Measures &measures() const { return designTokens().measures(m_density); }
    int scaled(int size) const;

    Kind m_kind = Light;
    Density m_density = Density::Counter;
    bool m_largeText = false;
    int m_motion = 0;
};

}

#include "ui/screens/prepare.h"

#include "ui/sentences/translator.h"
#include "ui/tokens/theme.h"

#include <QFont>
#include <QGuiApplication>
#include <QQmlEngine>

// Written by qmltyperegistrar for each module. Called here, so that the linker keeps what it registers.
void qml_register_types_Youka_Controls();
void qml_register_types_Youka_ViewModels();

namespace youka {

void prepareScreens(QQmlEngine &engine, Translator &translator, Density density)
{
    static const bool Registered = [] {
        qml_register_types_Youka_Controls();
        qml_register_types_Youka_ViewModels();
        return true;
    }();
    Q_UNUSED(Registered)
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QFont font;
    font.setFamilies(designTokens().fonts);
    font.setPixelSize(designTokens().measures(density).body);
    QGuiApplication::setFont(font);
    Theme::instance()->setDensity(density);
    QObject::connect(&translator, &Translator::languageChanged, &engine, &QQmlEngine::retranslate);
}

}

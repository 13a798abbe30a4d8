#include "ui/screens/prepare.h"
#include "ui/screens/screens.h"

namespace youka {

void prepareKioskScreens(QQmlEngine &engine, Translator &translator)
{
    prepareScreens(engine, translator, Density::Kiosk);
}

QUrl kioskMain() { return QUrl(QStringLiteral("qrc:/qt/qml/Youka/Kiosk/Main.qml")); }

}

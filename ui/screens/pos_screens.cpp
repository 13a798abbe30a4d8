#include "ui/screens/prepare.h"
#include "ui/screens/screens.h"

namespace youka {

void preparePosScreens(QQmlEngine &engine, Translator &translator)
{
    prepareScreens(engine, translator, Density::Counter);
}

QUrl posMain() { return QUrl(QStringLiteral("qrc:/qt/qml/Youka/Pos/Main.qml")); }

}

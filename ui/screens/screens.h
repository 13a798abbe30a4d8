#pragma once

#include <QUrl>

class QQmlEngine;

namespace youka {

class Translator;

/// Makes the counter's screens known to `engine` and keeps their language in step with `translator`. Load
/// posMain() with setInitialProperties({{"viewModel", ...}}). One call per engine, before it loads anything.
void preparePosScreens(QQmlEngine &engine, Translator &translator);
QUrl posMain();

/// The same for the kiosk, whose window also takes "fullScreen".
void prepareKioskScreens(QQmlEngine &engine, Translator &translator);
QUrl kioskMain();

}

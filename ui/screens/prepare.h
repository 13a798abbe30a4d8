#pragma once

#include "ui/tokens/design_tokens.h"

class QQmlEngine;

namespace youka {

class Translator;

/// What every program with QML screens does first: import path, font, density, language.
void prepareScreens(QQmlEngine &engine, Translator &translator, Density density);

}

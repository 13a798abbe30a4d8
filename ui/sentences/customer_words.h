#pragma once

#include "ui/sentences/translator.h"

#include <QList>

#include <utility>

namespace youka {

/// What the pages of who is signed in say, by the name that they have in a page: "w.signIn".
QString customerText(const char *key, Language language);
/// All of them.
QList<std::pair<QByteArray, QString>> customerWords(Language language);

}

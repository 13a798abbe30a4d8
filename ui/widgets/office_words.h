#pragma once

#include <QCoreApplication>

namespace youka {

/// The office's words, marked with QT_TRANSLATE_NOOP("Office", ...), in the program's language.
inline QString say(const char *text) { return QCoreApplication::translate("Office", text); }

}

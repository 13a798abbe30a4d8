#pragma once

#include <QString>
#include <QStringList>

namespace youka {

bool isHan(QChar c);
/// What a text is found by: of Chinese each pair of neighbours and each character, of other words the stem.
/// Words that say nothing ("how", "我") are left out.
QStringList helpTerms(const QString &text);
/// Enough of a stem for looking things up: "topping", "topped", "tops" become "top".
QString stemOf(const QString &word);
/// Are they the same but for a slip or two: one letter more, less, other, or two that changed places? Short
/// words allow none (nor does a first letter), longer ones one, long ones two.
bool isNearlyThe(const QString &word, const QString &other);

}

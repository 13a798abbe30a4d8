#pragma once

#include "core/domain/help/help.h"
#include "core/foundation/base/result.h"

namespace youka {

/// A page as it is written: "# Title", then "for: customer|staff" and "words: a, b", then paragraphs and
/// "## Heading"s. Errors: InvalidInput with what is missing.
Result<HelpPage> parseHelpPage(const QString &id, const QString &markdown);

/// Words that mean the same, a group a line, by "=": 充值 = 加钱 = 存钱. Lines with # are for people.
QList<QStringList> parseSynonyms(const QString &text);

/// Those that are part of the program, what is asked most first; a broken one ends it.
QList<HelpPage> helpPages(HelpLanguage language, HelpReader reader);
QList<QStringList> helpSynonyms();

}

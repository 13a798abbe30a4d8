#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace youka {

enum class HelpLanguage { Chinese, English };
/// Whom a page is for: drivers at the kiosk, people in the office.
enum class HelpReader { Customer, Staff };

struct HelpSection
{
    QString heading; ///< empty: what stands before the first one
    QString text;    ///< paragraphs with an empty line between them
};

/// One page of help, in one language.
struct HelpPage
{
    QString id; ///< the same in every language
    HelpReader reader = HelpReader::Customer;
    QString title;
    QStringList words; ///< what people say besides what the page says, pinyin among it
    QList<HelpSection> sections;
};

/// What a question finds of one page: the section that answers it best.
struct HelpHit
{
    const HelpPage *page = nullptr;
    int section = 0;
    double score = 0;

    const HelpSection &best() const { return page->sections[section]; }
};

}

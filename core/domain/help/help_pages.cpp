#include "core/domain/help/help_pages.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace youka {

namespace {

QString contents(const QString &path)
{
    QFile file(path);
    ensure(file.open(QIODevice::ReadOnly), "help is part of the program");
    return QString::fromUtf8(file.readAll());
}

QStringList listOf(QStringView text, QChar between)
{
    QStringList all;
    for (const QStringView one : text.split(between, Qt::SkipEmptyParts))
        if (const QStringView word = one.trimmed(); !word.isEmpty())
            all.append(word.toString());
    return all;
}

}

Result<HelpPage> parseHelpPage(const QString &id, const QString &markdown)
{
    HelpPage page;
    page.id = id;
    HelpSection section;
    const auto close = [&] {
        section.text = section.text.trimmed();
        if (!section.text.isEmpty())
            page.sections.append(section);
        section = {};
    };
    bool isFor = false;
    for (const QString &line : markdown.split(u'\n')) {
        if (line.startsWith(QLatin1String("# "))) {
            page.title = line.mid(2).trimmed();
        } else if (line.startsWith(QLatin1String("## "))) {
            close();
            section.heading = line.mid(3).trimmed();
        } else if (line.startsWith(QLatin1String("for: "))) {
            isFor = true;
            page.reader =
                line.mid(5).trimmed() == QLatin1String("staff") ? HelpReader::Staff : HelpReader::Customer;
        } else if (line.startsWith(QLatin1String("words: "))) {
            page.words = listOf(QStringView(line).mid(7), u',');
        } else {
            section.text += line.trimmed() + u'\n';
        }
    }
    close();
    if (page.title.isEmpty() || !isFor || page.sections.isEmpty())
        return fail(ErrorCode::InvalidInput,
                    id + QStringLiteral(": a title, a reader and a text are expected"));
    return page;
}

QList<QStringList> parseSynonyms(const QString &text)
{
    QList<QStringList> groups;
    for (const QString &line : text.split(u'\n')) {
        const QStringList group = line.startsWith(u'#') ? QStringList() : listOf(line, u'=');
        if (group.size() > 1)
            groups.append(group);
    }
    return groups;
}

QList<HelpPage> helpPages(HelpLanguage language, HelpReader reader)
{
    const QString folder =
        language == HelpLanguage::Chinese ? QStringLiteral(":/help/zh_CN/") : QStringLiteral(":/help/en/");
    const QStringList order = contents(QStringLiteral(":/help/order.txt")).split(u'\n');
    QList<HelpPage> pages;
    const QStringList names = QDir(folder).entryList({QStringLiteral("*.md")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const auto page = parseHelpPage(name.chopped(3), contents(folder + name));
        ensure(page.has_value(), "a page of help is whole");
        if (page->reader == reader)
            pages.append(*page);
    }
    const auto place = [&](const HelpPage &page) {
        const qsizetype at = order.indexOf(page.id);
        return at < 0 ? order.size() : at;
    };
    std::stable_sort(pages.begin(), pages.end(),
                     [&](const HelpPage &a, const HelpPage &b) { return place(a) < place(b); });
    return pages;
}

QList<QStringList> helpSynonyms() { return parseSynonyms(contents(QStringLiteral(":/help/synonyms.txt"))); }

}

#pragma once

#include "core/domain/help/help.h"

#include <QHash>

#include <vector>

namespace youka {

/// Finds the page that answers a question: BM25 over stems and pairs of characters, where a title counts more
/// than a text, words that mean the same stand for each other, and slips of the finger are forgiven. Made
/// once, asked from any thread.
class HelpIndex
{
public:
    HelpIndex(QList<HelpPage> pages, QList<QStringList> synonyms);

    /// The best first, at most so many; nothing where too little of what was asked is found.
    QList<HelpHit> find(const QString &question, int most = 3) const;
    const QList<HelpPage> &pages() const { return m_pages; }
    const HelpPage *page(const QString &id) const;

private:
    /// A term of a question, and those that may stand for it, with what they count then.
    struct Asked
    {
        QHash<QString, double> terms;
        double weight = 0; ///< how rare it is: what is everywhere says little
    };
    std::vector<Asked> understood(const QString &question) const;
    void addSameMeaning(const QString &question, const QString &term, Asked &asked) const;
    QHash<QString, double> spelt(const QString &term) const;
    double rarity(const QString &term) const;
    double scoreOf(qsizetype page, const std::vector<Asked> &asked, double &covered) const;
    int bestSection(const HelpPage &page, const std::vector<Asked> &asked) const;

    const QList<HelpPage> m_pages;
    const QList<QStringList> m_synonyms;
    std::vector<QHash<QString, double>> m_counts; ///< of each page, by term; in a title they count more
    std::vector<double> m_lengths;
    double m_usualLength = 1;
    QHash<QString, int> m_pagesWith;
};

}

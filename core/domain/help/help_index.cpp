#include "core/domain/help/help_index.h"

#include "core/domain/help/help_words.h"

#include <algorithm>
#include <cmath>

namespace youka {

namespace {

// BM25 as it is usually set.
constexpr double Saturation = 1.2;
constexpr double LengthShare = 0.75;
constexpr double TitleCount = 4;
constexpr double WordsCount = 4;
constexpr double HeadingCount = 2;
/// What stands for a word counts less than the word.
constexpr double SameMeaning = 0.8;
constexpr double NearlySpelt = 0.7;
/// One character of a Chinese word says little; a pair that no page has may only be where two words meet.
constexpr double OneCharacter = 0.3;
constexpr double UnknownPair = 0.3;
constexpr double UnknownWord = 0.4;
/// So much of what was asked, by how rare it is, must be on a page, or it is no answer.
constexpr double LeastCovered = 0.33;
/// A page is also shown when it is not far behind the best.
constexpr double LeastOfBest = 0.25;

bool isOneCharacter(const QString &term) { return term.size() == 1 && isHan(term[0]); }

/// Whole words of a phrase in a text; Chinese has no gaps, so anywhere.
bool says(const QString &text, const QString &phrase)
{
    const qsizetype at = text.indexOf(phrase);
    if (at < 0)
        return false;
    if (phrase[0].script() == QChar::Script_Han)
        return true;
    const qsizetype end = at + phrase.size();
    return (at == 0 || !text[at - 1].isLetterOrNumber())
        && (end == text.size() || !text[end].isLetterOrNumber());
}

}

HelpIndex::HelpIndex(QList<HelpPage> pages, QList<QStringList> synonyms)
    : m_pages(std::move(pages))
    , m_synonyms(std::move(synonyms))
{
    double all = 0;
    for (const HelpPage &page : m_pages) {
        QHash<QString, double> counts;
        double length = 0;
        const auto add = [&](const QString &text, double count) {
            for (const QString &term : helpTerms(text)) {
                counts[term] += count;
                length += 1;
            }
        };
        add(page.title, TitleCount);
        for (const QString &word : page.words)
            add(word, WordsCount);
        for (const HelpSection &section : page.sections) {
            add(section.heading, HeadingCount);
            add(section.text, 1);
        }
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            ++m_pagesWith[it.key()];
        m_counts.push_back(std::move(counts));
        m_lengths.push_back(length);
        all += length;
    }
    if (!m_pages.isEmpty())
        m_usualLength = std::max(1.0, all / double(m_pages.size()));
}

const HelpPage *HelpIndex::page(const QString &id) const
{
    const auto found =
        std::find_if(m_pages.cbegin(), m_pages.cend(), [&](const HelpPage &one) { return one.id == id; });
    return found == m_pages.cend() ? nullptr : &*found;
}

double HelpIndex::rarity(const QString &term) const
{
    const double with = m_pagesWith.value(term);
    const double of = double(m_pages.size());
    return std::log(1 + (of - with + 0.5) / (with + 0.5));
}

/// The term as the pages have it, or what it may have been meant for.
QHash<QString, double> HelpIndex::spelt(const QString &term) const
{
    if (m_pagesWith.contains(term))
        return {{term, 1}};
    QHash<QString, double> near;
    for (auto it = m_pagesWith.cbegin(); it != m_pagesWith.cend(); ++it)
        if (isNearlyThe(term, it.key()))
            near.insert(it.key(), NearlySpelt);
    return near;
}

/// Of the groups that the question names with this term, what else is said for it.
void HelpIndex::addSameMeaning(const QString &question, const QString &term, Asked &asked) const
{
    for (const QStringList &group : m_synonyms) {
        const bool isMeant = std::any_of(group.cbegin(), group.cend(), [&](const QString &phrase) {
            return says(question, phrase) && (phrase.size() == 1 || !isOneCharacter(term))
                && helpTerms(phrase).contains(term);
        });
        if (!isMeant)
            continue;
        for (const QString &phrase : group)
            for (const QString &other : helpTerms(phrase))
                if (m_pagesWith.contains(other) && !asked.terms.contains(other) && !isOneCharacter(other))
                    asked.terms.insert(other, SameMeaning);
    }
}

std::vector<HelpIndex::Asked> HelpIndex::understood(const QString &question) const
{
    std::vector<Asked> all;
    const QString lower = question.toLower();
    QStringList terms = helpTerms(question);
    terms.removeDuplicates();
    for (const QString &term : std::as_const(terms)) {
        const double share = isOneCharacter(term) ? OneCharacter : 1;
        Asked asked;
        asked.terms = spelt(term);
        for (auto it = asked.terms.begin(); it != asked.terms.end(); ++it)
            *it *= share;
        addSameMeaning(lower, term, asked);
        for (auto it = asked.terms.cbegin(); it != asked.terms.cend(); ++it)
            asked.weight = std::max(asked.weight, rarity(it.key()) * it.value());
        if (asked.terms.isEmpty())
            asked.weight = rarity(term) * share * (isHan(term[0]) ? UnknownPair : UnknownWord);
        all.push_back(std::move(asked));
    }
    return all;
}

double HelpIndex::scoreOf(qsizetype page, const std::vector<Asked> &asked, double &covered) const
{
    const QHash<QString, double> &counts = m_counts[size_t(page)];
    const double length = 1 - LengthShare + LengthShare * m_lengths[size_t(page)] / m_usualLength;
    double score = 0;
    double found = 0;
    double wanted = 0;
    for (const Asked &one : asked) {
        double best = 0;
        for (auto it = one.terms.cbegin(); it != one.terms.cend(); ++it) {
            const double count = counts.value(it.key());
            if (count > 0)
                best = std::max(best,
                                it.value() * rarity(it.key()) * count * (Saturation + 1)
                                    / (count + Saturation * length));
        }
        score += best;
        wanted += one.weight;
        found += best > 0 ? one.weight : 0;
    }
    covered = wanted > 0 ? found / wanted : 0;
    return score;
}

int HelpIndex::bestSection(const HelpPage &page, const std::vector<Asked> &asked) const
{
    int best = 0;
    double most = 0;
    for (int n = 0; n < page.sections.size(); ++n) {
        const HelpSection &section = page.sections[n];
        const QStringList heading = helpTerms(section.heading);
        const QStringList text = helpTerms(section.text);
        double sum = 0;
        for (const Asked &one : asked)
            for (auto it = one.terms.cbegin(); it != one.terms.cend(); ++it)
                sum += it.value() * rarity(it.key())
                    * ((heading.contains(it.key()) ? HeadingCount : 0) + (text.contains(it.key()) ? 1 : 0));
        if (sum > most) {
            most = sum;
            best = n;
        }
    }
    return best;
}

QList<HelpHit> HelpIndex::find(const QString &question, int most) const
{
    constexpr qsizetype LongestQuestion = 200;
    const std::vector<Asked> asked = understood(question.left(LongestQuestion));
    QList<HelpHit> hits;
    for (qsizetype n = 0; n < m_pages.size(); ++n) {
        double covered = 0;
        const double score = scoreOf(n, asked, covered);
        if (covered >= LeastCovered)
            hits.append({&m_pages[n], 0, score});
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const HelpHit &a, const HelpHit &b) { return a.score > b.score; });
    while (hits.size() > most || (hits.size() > 1 && hits.last().score < hits.first().score * LeastOfBest))
        hits.removeLast();
    for (HelpHit &hit : hits)
        hit.section = bestSection(*hit.page, asked);
    return hits;
}

}

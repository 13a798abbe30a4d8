#include "core/domain/help/help_words.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <vector>

namespace youka {

namespace {

/// Of a question they say nothing.
const QSet<QString> &emptyWords()
{
    static const QSet<QString> Words{
        QStringLiteral("a"),      QStringLiteral("about"), QStringLiteral("an"),   QStringLiteral("and"),
        QStringLiteral("any"),    QStringLiteral("are"),   QStringLiteral("as"),   QStringLiteral("at"),
        QStringLiteral("be"),     QStringLiteral("been"),  QStringLiteral("but"),  QStringLiteral("by"),
        QStringLiteral("can"),    QStringLiteral("could"), QStringLiteral("did"),  QStringLiteral("do"),
        QStringLiteral("does"),   QStringLiteral("for"),   QStringLiteral("from"), QStringLiteral("get"),
        QStringLiteral("had"),    QStringLiteral("has"),   QStringLiteral("have"), QStringLiteral("how"),
        QStringLiteral("i"),      QStringLiteral("if"),    QStringLiteral("in"),   QStringLiteral("is"),
        QStringLiteral("it"),     QStringLiteral("its"),   QStringLiteral("me"),   QStringLiteral("my"),
        QStringLiteral("of"),     QStringLiteral("on"),    QStringLiteral("or"),   QStringLiteral("please"),
        QStringLiteral("should"), QStringLiteral("so"),    QStringLiteral("that"), QStringLiteral("the"),
        QStringLiteral("their"),  QStringLiteral("them"),  QStringLiteral("then"), QStringLiteral("there"),
        QStringLiteral("this"),   QStringLiteral("to"),    QStringLiteral("want"), QStringLiteral("was"),
        QStringLiteral("we"),     QStringLiteral("what"),  QStringLiteral("when"), QStringLiteral("where"),
        QStringLiteral("which"),  QStringLiteral("who"),   QStringLiteral("why"),  QStringLiteral("will"),
        QStringLiteral("with"),   QStringLiteral("would"), QStringLiteral("you"),  QStringLiteral("your"),
        QStringLiteral("s"),      QStringLiteral("t"),     QStringLiteral("am"),   QStringLiteral("need")};
    return Words;
}

/// Phrases of questions, the longer ones first: what is left between them is what is asked about.
constexpr std::array EmptyPhrases = {
    u"什么时候", u"可不可以", u"有哪些", u"怎么样", u"为什么", u"是不是", u"能不能", u"会不会",
    u"怎么办",   u"怎么",     u"如何",   u"什么",   u"哪里",   u"哪儿",   u"哪个",   u"可以",
    u"是否",     u"请问",     u"我想",   u"我要",   u"想要",   u"我的",   u"你们",   u"您们",
    u"一下",     u"一个",     u"一张",   u"多久",   u"今天",   u"还能",   u"的",     u"了",
    u"吗",       u"呢",       u"吧",     u"啊",     u"我",     u"你",     u"您",     u"是",
    u"在",       u"把",       u"给",     u"被",     u"还",     u"哪"};

QString withoutEmptyPhrases(QString text)
{
    for (const auto *phrase : EmptyPhrases)
        text.replace(QStringView(phrase).toString(), QStringLiteral(" "));
    return text;
}

void addHan(const QString &run, QStringList &terms)
{
    for (qsizetype at = 0; at + 1 < run.size(); ++at)
        terms.append(run.mid(at, 2));
    for (const QChar c : run)
        terms.append(QString(c));
}

bool isVowel(QChar c) { return QStringView(u"aeiouy").contains(c); }

bool endsDoubled(const QString &word)
{
    const qsizetype n = word.size();
    return n > 2 && word[n - 1] == word[n - 2] && !isVowel(word[n - 1])
        && !QStringView(u"lsz").contains(word[n - 1]);
}

/// Without an ending, where something of a word is left.
bool drop(QString &word, QLatin1String ending, qsizetype least)
{
    if (!word.endsWith(ending) || word.size() - ending.size() < least)
        return false;
    word.chop(ending.size());
    return true;
}

}

bool isHan(QChar c) { return c.script() == QChar::Script_Han; }

QString stemOf(const QString &word)
{
    QString stem = word;
    if (stem.size() <= 3)
        return stem;
    if (stem.endsWith(QLatin1String("ies")) && stem.size() > 4)
        stem.replace(stem.size() - 3, 3, QStringLiteral("y"));
    else if (stem.endsWith(QLatin1String("sses")))
        stem.chop(2);
    else if (stem.endsWith(u's') && !stem.endsWith(QLatin1String("ss"))
             && !stem.endsWith(QLatin1String("us")))
        stem.chop(1);
    const bool isCut = drop(stem, QLatin1String("ing"), 3) || drop(stem, QLatin1String("ed"), 3);
    if (isCut && endsDoubled(stem))
        stem.chop(1);
    if (stem.size() > 4 && stem.endsWith(u'e')) // "issue" and "issuing"
        stem.chop(1);
    return stem;
}

QStringList helpTerms(const QString &text)
{
    QStringList terms;
    QString run;
    bool runIsHan = false;
    const auto close = [&] {
        if (runIsHan)
            addHan(run, terms);
        else if (!run.isEmpty() && !emptyWords().contains(run))
            terms.append(stemOf(run));
        run.clear();
    };
    const QString spoken = withoutEmptyPhrases(text.toLower());
    for (const QChar c : spoken) {
        const bool han = isHan(c);
        if (!han && !c.isLetterOrNumber()) {
            close();
            continue;
        }
        if (han != runIsHan)
            close();
        runIsHan = han;
        run += c;
    }
    close();
    return terms;
}

bool isNearlyThe(const QString &word, const QString &other)
{
    const int allowed = word.size() < 5 ? 0 : word.size() < 8 ? 1 : 2;
    if (allowed == 0 || other.isEmpty() || word[0] != other[0]
        || std::abs(word.size() - other.size()) > allowed || isHan(word[0]) || isHan(other[0]))
        return false;
    // Optimal string alignment; words are short.
    const auto n = size_t(other.size());
    std::vector<int> before(n + 1);
    std::vector<int> here(n + 1);
    std::vector<int> next(n + 1);
    for (size_t j = 0; j <= n; ++j)
        here[j] = int(j);
    for (qsizetype i = 1; i <= word.size(); ++i) {
        next[0] = int(i);
        for (size_t j = 1; j <= n; ++j) {
            const bool isSame = word[i - 1] == other[qsizetype(j) - 1];
            next[j] = std::min({here[j] + 1, next[j - 1] + 1, here[j - 1] + (isSame ? 0 : 1)});
            if (i > 1 && j > 1 && word[i - 1] == other[qsizetype(j) - 2]
                && word[i - 2] == other[qsizetype(j) - 1])
                next[j] = std::min(next[j], before[j - 2] + 1);
        }
        before.swap(here);
        here.swap(next);
    }
    return here[n] <= allowed;
}

}

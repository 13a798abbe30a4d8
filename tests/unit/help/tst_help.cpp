#include "core/domain/help/help_index.h"
#include "core/domain/help/help_pages.h"
#include "core/domain/help/help_words.h"
#include "tests/support/two_stores.h"
#include "tests/unit/help/questions.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace youka;
using test::HelpQuestion;
using test::L;
using test::R;

namespace {

const HelpIndex &indexOf(HelpLanguage language, HelpReader reader)
{
    static const HelpIndex All[] = {
        {helpPages(L::Chinese, R::Customer), helpSynonyms()},
        {helpPages(L::Chinese, R::Staff), helpSynonyms()},
        {helpPages(L::English, R::Customer), helpSynonyms()},
        {helpPages(L::English, R::Staff), helpSynonyms()},
    };
    return All[(language == L::English ? 2 : 0) + (reader == R::Staff ? 1 : 0)];
}

QString firstOf(HelpLanguage language, HelpReader reader, const QString &question)
{
    const QList<HelpHit> hits = indexOf(language, reader).find(question);
    return hits.isEmpty() ? QStringLiteral("nothing") : hits.first().page->id;
}

/// One slip in a word of five letters or more: two that changed places, one too few, one twice.
QString withASlip(const QString &text, QRandomGenerator &random)
{
    QStringList words = text.split(u' ');
    QList<int> longer;
    for (int n = 0; n < words.size(); ++n)
        if (words[n].size() >= 5)
            longer.append(n);
    if (longer.isEmpty())
        return {};
    QString &word = words[longer[random.bounded(int(longer.size()))]];
    const int at = 1 + random.bounded(int(word.size()) - 2);
    switch (random.bounded(3)) {
    case 0:
        std::swap(word[at], word[at + 1]);
        break;
    case 1:
        word.remove(at, 1);
        break;
    default:
        word.insert(at, word[at]);
    }
    return words.join(u' ');
}

}

class TestHelp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pages_areThereInBothLanguages();
    void order_namesEveryPage();
    void page_isRead();
    void page_refusals();
    void stems();
    void terms();
    void slips();
    void question_findsItsPage_data();
    void question_findsItsPage();
    void otherQuestions_mostFindTheirs();
    void slipOfTheFinger_findsItStill();
    void section_thatAnswersIsShown();
    void nonsense_findsNothing_data();
    void nonsense_findsNothing();
    void oddQuestions_areSurvived();
};

void TestHelp::pages_areThereInBothLanguages()
{
    for (const R reader : {R::Customer, R::Staff}) {
        QSet<QString> chinese;
        QSet<QString> english;
        for (const HelpPage &page : indexOf(L::Chinese, reader).pages()) {
            chinese.insert(page.id);
            QVERIFY2(page.words.size() >= 2, qPrintable(page.id));
        }
        for (const HelpPage &page : indexOf(L::English, reader).pages()) {
            english.insert(page.id);
            const HelpPage *other = indexOf(L::Chinese, reader).page(page.id);
            QVERIFY2(other && other->sections.size() == page.sections.size(), qPrintable(page.id));
            for (const HelpSection &section : page.sections)
                for (const QChar c : section.text)
                    QVERIFY2(c.script() != QChar::Script_Han, qPrintable(page.id));
        }
        QCOMPARE(chinese, english);
        QVERIFY(chinese.size() >= 20);
    }
}

/// Every page has its place, and what has one is there.
void TestHelp::order_namesEveryPage()
{
    QFile file(QStringLiteral(":/help/order.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QStringList order;
    for (const QString &line : QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts))
        if (!line.startsWith(u'#'))
            order.append(line);
    QStringList ids;
    for (const R reader : {R::Customer, R::Staff})
        for (const HelpPage &page : indexOf(L::English, reader).pages())
            ids.append(page.id);
    QCOMPARE(ids, order);
}

void TestHelp::page_isRead()
{
    const auto page =
        parseHelpPage(QStringLiteral("x"),
                      QStringLiteral("# Title\nfor: staff\nwords: a b, c\n\nFirst\nline.\n\nSecond."
                                     "\n\n## More\nText.\n"));
    VERIFY_OK(page);
    QCOMPARE(page->title, QStringLiteral("Title"));
    QVERIFY(page->reader == R::Staff);
    QCOMPARE(page->words, QStringList({QStringLiteral("a b"), QStringLiteral("c")}));
    QCOMPARE(page->sections.size(), 2);
    QCOMPARE(page->sections[0].text, QStringLiteral("First\nline.\n\nSecond."));
    QCOMPARE(page->sections[1].heading, QStringLiteral("More"));
}

void TestHelp::page_refusals()
{
    for (const char *text : {"", "# T\nfor: staff\n", "for: staff\n\ntext", "# T\n\ntext"})
        COMPARE_REFUSED(parseHelpPage(QStringLiteral("x"), QString::fromUtf8(text)), ErrorCode::InvalidInput);
    QCOMPARE(parseSynonyms(QStringLiteral("# a = b\na = b = c\nalone\n")).size(), 1);
}

void TestHelp::stems()
{
    for (const auto &[word, stem] : {std::pair("topping", "top"),
                                     {"topped", "top"},
                                     {"tops", "top"},
                                     {"cards", "card"},
                                     {"companies", "company"},
                                     {"issue", "issu"},
                                     {"issuing", "issu"},
                                     {"address", "address"},
                                     {"bus", "bus"},
                                     {"refunds", "refund"},
                                     {"filling", "fill"},
                                     {"red", "red"}})
        QCOMPARE(stemOf(QString::fromLatin1(word)), QString::fromLatin1(stem));
}

void TestHelp::terms()
{
    QCOMPARE(helpTerms(QStringLiteral("How do I top-up my Cards?")),
             QStringList({QStringLiteral("top"), QStringLiteral("up"), QStringLiteral("card")}));
    QCOMPARE(helpTerms(QStringLiteral("怎么充值")),
             QStringList({QStringLiteral("充值"), QStringLiteral("充"), QStringLiteral("值")}));
    QCOMPARE(helpTerms(QStringLiteral("优惠券95号")).join(u' '), QStringLiteral("优惠 惠券 优 惠 券 95 号"));
    QVERIFY(helpTerms(QStringLiteral("?!  ")).isEmpty());
}

void TestHelp::slips()
{
    const auto near = [](const char *a, const char *b) {
        return isNearlyThe(QString::fromLatin1(a), QString::fromLatin1(b));
    };
    QVERIFY(near("balnce", "balance"));
    QVERIFY(near("balacne", "balance"));
    QVERIFY(near("invoise", "invoice"));
    QVERIFY(near("electrcityy", "electricity"));
    QVERIFY(!near("pin", "pan")); // too short to guess
    QVERIFY(!near("card", "code"));
    QVERIFY(!near("cake", "take"));
    QVERIFY(!near("ralance", "balance"));
    QVERIFY(!isNearlyThe(QStringLiteral("充值"), QStringLiteral("充电")));
}

void TestHelp::question_findsItsPage_data()
{
    QTest::addColumn<int>("nth");
    int nth = 0;
    for (const HelpQuestion &question : test::HelpQuestions) {
        QTest::addRow("%d %s", nth, question.page) << nth;
        ++nth;
    }
    QVERIFY(nth >= 60);
}

void TestHelp::question_findsItsPage()
{
    QFETCH(int, nth);
    const HelpQuestion &question = test::HelpQuestions[nth];
    const QString text = QString::fromUtf8(question.text);
    const QString found = firstOf(question.language, question.reader, text);
    QVERIFY2(found == QLatin1String(question.page), qPrintable(text + QStringLiteral(": ") + found));
}

void TestHelp::otherQuestions_mostFindTheirs()
{
    int first = 0;
    int shown = 0;
    for (const HelpQuestion &question : test::OtherHelpQuestions) {
        const QString text = QString::fromUtf8(question.text);
        const QList<HelpHit> hits = indexOf(question.language, question.reader).find(text);
        const auto at = std::find_if(hits.begin(), hits.end(), [&](const HelpHit &hit) {
            return hit.page->id == QLatin1String(question.page);
        });
        first += at != hits.end() && at == hits.begin() ? 1 : 0;
        shown += at != hits.end() ? 1 : 0;
        if (at == hits.end() || at != hits.begin())
            qInfo("%s: %s", qPrintable(text), qPrintable(firstOf(question.language, question.reader, text)));
    }
    const int all = int(std::size(test::OtherHelpQuestions));
    qInfo("first %d, shown %d of %d", first, shown, all);
    QVERIFY(first * 100 >= all * 70);
    QVERIFY(shown * 100 >= all * 80);
}

/// Of all English questions with a slip in one word, nearly all still find their page first.
void TestHelp::slipOfTheFinger_findsItStill()
{
    QRandomGenerator random(7);
    int asked = 0;
    int found = 0;
    for (int round = 0; round < 5; ++round)
        for (const HelpQuestion &question : test::HelpQuestions) {
            if (question.language != L::English)
                continue;
            const QString slipped = withASlip(QString::fromUtf8(question.text), random);
            if (slipped.isEmpty())
                continue;
            ++asked;
            const bool right =
                firstOf(question.language, question.reader, slipped) == QLatin1String(question.page);
            found += right ? 1 : 0;
            if (!right)
                qInfo("%s: %s", qPrintable(slipped),
                      qPrintable(firstOf(question.language, question.reader, slipped)));
        }
    qInfo("%d of %d", found, asked);
    QVERIFY(asked >= 200);
    QVERIFY(found * 100 >= asked * 90);
}

void TestHelp::section_thatAnswersIsShown()
{
    const auto hits = indexOf(L::English, R::Customer).find(QStringLiteral("forgotten pin"));
    QVERIFY(!hits.isEmpty());
    QCOMPARE(hits.first().best().heading, QStringLiteral("Forgotten PIN"));
    const auto gone = indexOf(L::Chinese, R::Customer).find(QStringLiteral("二维码过期"));
    QVERIFY(!gone.isEmpty());
    QCOMPARE(gone.first().best().heading, QStringLiteral("二维码过期"));
    QVERIFY(gone.size() <= 3);
    for (qsizetype n = 1; n < gone.size(); ++n)
        QVERIFY(gone[n - 1].score >= gone[n].score);
}

void TestHelp::nonsense_findsNothing_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<QString>("question");
    for (const char *text : {"xyzzy plugh", "who won the football match", "recipe for chocolate cake",
                             "qwertzuiop", "weather tomorrow", "how to cook rice", "?", ""})
        QTest::addRow("en %s", text) << int(L::English) << QString::fromUtf8(text);
    for (const char *text :
         {"明天天气怎么样", "红烧肉菜谱", "足球比赛谁赢", "龘靐齉", "今天星期几", "写一首诗", "股票怎么买"})
        QTest::addRow("zh %s", text) << int(L::Chinese) << QString::fromUtf8(text);
}

void TestHelp::nonsense_findsNothing()
{
    QFETCH(int, language);
    QFETCH(QString, question);
    for (const R reader : {R::Customer, R::Staff})
        QCOMPARE(firstOf(L(language), reader, question), QStringLiteral("nothing"));
}

void TestHelp::oddQuestions_areSurvived()
{
    const HelpIndex &index = indexOf(L::Chinese, R::Customer);
    QRandomGenerator random(3);
    for (int n = 0; n < 500; ++n) {
        QString text;
        for (int i = random.bounded(60); i > 0; --i)
            text += QChar(ushort(random.bounded(0x10000)));
        QVERIFY(index.find(text).size() <= 3);
    }
    QVERIFY(index.find(QString(100'000, u'充')).size() <= 3);
    QElapsedTimer timer;
    timer.start();
    for (int n = 0; n < 100; ++n)
        static_cast<void>(index.find(QStringLiteral("付了款没到账怎么办")));
    qInfo("%.2f ms a question", double(timer.nsecsElapsed()) / 1e8);
    QVERIFY(HelpIndex({}, {}).find(QStringLiteral("充值")).isEmpty());
}

QTEST_GUILESS_MAIN(TestHelp)
#include "tst_help.moc"

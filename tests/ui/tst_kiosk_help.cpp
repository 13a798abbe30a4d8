#include "tests/support/fakes_station.h"
#include "ui/viewmodels/kiosk_view_model.h"

#include <QTest>

using namespace youka;
using K = KioskViewModel;

namespace {

struct Bench
{
    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock, 4};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    Translator translator{Language::English};
    KioskViewModel kiosk{station, &reader, desk, clock, ids, translator};
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;

    void type(const char *text)
    {
        for (const char *c = text; *c; ++c)
            kiosk.press(*c == ' ' ? QStringLiteral("space") : QString(QLatin1Char(*c)));
    }
    QString title(int row) const
    {
        const HelpModel &help = *const_cast<KioskViewModel &>(kiosk).help();
        return help.data(help.index(row), HelpModel::TitleRole).toString();
    }
};

}

class TestKioskHelp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void question_pageAndBack()
    {
        Bench b;
        b.kiosk.chooseHelp();
        QCOMPARE(b.kiosk.screen(), K::Help);
        HelpModel &help = *b.kiosk.help();
        const int all = help.count();
        QVERIFY(all >= 20);
        b.type("I lost my card");
        QCOMPARE(help.question(), QStringLiteral("i lost my card"));
        QVERIFY(help.count() <= 3);
        QCOMPARE(b.title(0), QStringLiteral("Lost card"));
        b.kiosk.openHelp(0);
        QVERIFY(help.isOpen());
        QCOMPARE(b.kiosk.title(), QStringLiteral("Lost card"));
        QVERIFY(help.pageText().contains(QStringLiteral("Report it at once")));
        b.type("x"); // there is nowhere to type now
        QCOMPARE(help.question(), QStringLiteral("i lost my card"));
        b.kiosk.setLanguage(QStringLiteral("zh_CN")); // the same page
        QCOMPARE(b.kiosk.title(), QStringLiteral("油卡丢失"));
        b.kiosk.setLanguage(QStringLiteral("en"));
        b.kiosk.goBack();
        QCOMPARE(b.kiosk.screen(), K::Help);
        QVERIFY(!help.isOpen());
        b.kiosk.press(QStringLiteral("clear"));
        QCOMPARE(help.count(), all);
        b.kiosk.goBack();
        QCOMPARE(b.kiosk.screen(), K::Home);
    }

    void pinyin_findsChinesePages()
    {
        Bench b;
        b.translator.setLanguage(Language::Chinese);
        b.kiosk.chooseHelp();
        for (const auto &[typed, title] :
             {std::pair("CHONGZHI", "手机充值"), {"FAPIAO", "开发票"}, {"guashi", "油卡丢失"}}) {
            b.kiosk.press(QStringLiteral("clear"));
            b.type(typed);
            QCOMPARE(b.title(0), QString::fromUtf8(title));
        }
    }

    void nothing_namesTheHotline()
    {
        Bench b;
        b.kiosk.help()->setHotline(QStringLiteral("95000"));
        b.kiosk.chooseHelp();
        QCOMPARE(b.kiosk.help()->nothingText(), QString());
        b.type("chocolate cake");
        QCOMPARE(b.kiosk.help()->count(), 0);
        QVERIFY(!b.kiosk.help()->nothingText().isEmpty());
        QVERIFY(b.kiosk.help()->hotlineText().contains(QStringLiteral("95000")));
        b.kiosk.openHelp(0);
        QVERIFY(!b.kiosk.help()->isOpen());
        for (int n = 0; n < 60; ++n)
            b.type("x");
        QCOMPARE(b.kiosk.help()->question().size(), HelpModel::LongestQuestion);
    }

    void leftAlone_forgetsTheQuestion()
    {
        Bench b;
        b.kiosk.chooseHelp();
        b.type("pin");
        b.kiosk.openHelp(0);
        b.clock.advanceMs(K::IdleMs + K::CountdownMs);
        b.kiosk.tick();
        QCOMPARE(b.kiosk.screen(), K::Home);
        QVERIFY(!b.kiosk.help()->isOpen());
        QCOMPARE(b.kiosk.help()->question(), QString());
    }

    void card_isTakenFromHelpToo()
    {
        Bench b;
        b.kiosk.chooseHelp();
        b.type("pin");
        b.reader.tap(b.good);
        QCoreApplication::processEvents();
        QCOMPARE(b.kiosk.screen(), K::Balance);
        QCOMPARE(b.kiosk.help()->question(), QString());
        b.kiosk.chooseHelp(); // only from the first page
        QCOMPARE(b.kiosk.screen(), K::Balance);
    }
};

QTEST_GUILESS_MAIN(TestKioskHelp)
#include "tst_kiosk_help.moc"

#include "apps/server/admission.h"

#include <QSet>
#include <QTest>

using namespace youka;

namespace {

/// Lets a hundred records in, and then nobody.
Admission::Limits hundred(double perSecond) { return {100, 60, perSecond}; }

int told(Admission &admission, qint64 nowMs)
{
    const auto room = admission.ask(nowMs);
    return room ? 0 : room.error().retryAfterS;
}

}

class TestAdmission : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void room_isThereUntilTheLimit();
    void turns_followEachOther_atThePace_data();
    void turns_followEachOther_atThePace();
    void longWait_isScattered();
    void pace_isLearnt_fromWorkOnly();
};

void TestAdmission::room_isThereUntilTheLimit()
{
    Admission admission(hundred(1'000));
    QVERIFY(admission.ask(0));
    admission.entered(60, 0);
    QVERIFY(admission.ask(0));
    admission.entered(60, 0); // a batch is let in whole
    const auto room = admission.ask(0);
    QVERIFY(!room);
    QCOMPARE(room.error().code, ErrorCode::Busy);
    QVERIFY(isTransient(room.error().code));
    QVERIFY(room.error().retryAfterS >= 1);
    admission.left(60, 10);
    QVERIFY(admission.ask(10));
    const Admission::Figures figures = admission.figures();
    QCOMPARE(figures.inWork, 60);
    QCOMPARE(figures.admitted, quint64(3));
    QCOMPARE(figures.refused, quint64(1));
}

void TestAdmission::turns_followEachOther_atThePace_data()
{
    QTest::addColumn<double>("perSecond");
    QTest::addColumn<int>("waiting");
    QTest::addColumn<int>("lastAtLeast");
    QTest::addColumn<int>("lastAtMost");
    QTest::newRow("a few") << 2'000.0 << 3 << 1 << 1;
    QTest::newRow("slow") << 100.0 << 20 << 25 << 40;
    QTest::newRow("quick") << 10'000.0 << 2'000 << 28 << 40;
}

void TestAdmission::turns_followEachOther_atThePace()
{
    QFETCH(double, perSecond);
    QFETCH(int, waiting);
    QFETCH(int, lastAtLeast);
    QFETCH(int, lastAtMost);
    Admission admission(hundred(perSecond));
    admission.entered(200, 0);
    int before = 1;
    QHash<int, int> crowd;
    for (int i = 0; i < waiting; ++i) {
        const int seconds = told(admission, 0);
        QVERIFY(seconds >= before);
        before = seconds;
        ++crowd[seconds];
    }
    QVERIFY2(before >= lastAtLeast && before <= lastAtMost, qPrintable(QString::number(before)));
    // No second is promised to more of them than a quarter above what can be written in two.
    for (const int together : std::as_const(crowd))
        QVERIFY2(together * 200 <= std::max(600.0, perSecond * 1.25 * 2),
                 qPrintable(QString::number(together)));
    // When those turns are over, the next one waits little again.
    QVERIFY(told(admission, 60'000) <= 2);
}

void TestAdmission::longWait_isScattered()
{
    Admission admission(hundred(50));
    admission.entered(200, 0);
    QSet<int> seconds;
    for (int i = 0; i < 1'000; ++i) {
        const int wait = told(admission, 0);
        QVERIFY(wait >= 1 && wait <= 60);
        seconds.insert(wait);
    }
    QVERIFY2(seconds.size() > 25, qPrintable(QString::number(seconds.size())));
}

void TestAdmission::pace_isLearnt_fromWorkOnly()
{
    Admission admission({10'000, 60, 3'000});
    qint64 now = 0;
    for (int second = 0; second < 10; ++second) { // always something in work
        admission.entered(1'000, now);
        now += 1'000;
        admission.left(second == 9 ? 1'000 : 990, now);
    }
    QVERIFY2(std::abs(admission.figures().perSecond - 1'000) < 50,
             qPrintable(QString::number(admission.figures().perSecond)));
    Admission rare({10'000, 60, 3'000});
    for (int i = 0; i < 3'000; ++i) { // ten records in two milliseconds, once a minute
        rare.entered(10, now);
        rare.left(10, now + 2);
        now += 60'000;
    }
    QVERIFY2(std::abs(rare.figures().perSecond - 5'000) < 100,
             qPrintable(QString::number(rare.figures().perSecond)));
    QCOMPARE(rare.figures().inWork, 0);
}

QTEST_APPLESS_MAIN(TestAdmission)
#include "tst_admission.moc"

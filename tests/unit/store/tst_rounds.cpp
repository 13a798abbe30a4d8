#include "core/foundation/store/rounds.h"
#include "tests/support/two_stores.h"

#include <QRegularExpression>
#include <QTest>

#include <semaphore>

using namespace youka;
using youka::test::TestStore;

namespace {
constexpr qint64 NeverMs = 3'600'000; ///< a round within it was not the pause's
constexpr std::chrono::seconds Patience{60};
}

class TestRounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBellCallsForARound()
    {
        std::counting_semaphore<> made(0);
        Rounds rounds({}, "test");
        rounds.start([&] { made.release(); }, [] { return NeverMs; });
        QVERIFY(made.try_acquire_for(Patience)); // the first by itself
        for (int i = 0; i < 3; ++i) {
            rounds.bell()->ring();
            QVERIFY(made.try_acquire_for(Patience));
        }
        rounds.end();
        QVERIFY(!made.try_acquire());
    }

    void theBellIsHeardDuringARound()
    {
        std::binary_semaphore in(0), goOn(0);
        std::atomic<int> made = 0;
        Rounds rounds({}, "test");
        rounds.start(
            [&] {
                ++made;
                in.release();
                goOn.acquire();
            },
            [] { return NeverMs; });
        in.acquire();
        rounds.bell()->ring();
        goOn.release();
        QVERIFY(in.try_acquire_for(Patience)); // one more, for what came in between
        QCOMPARE(made.load(), 2);
        goOn.release();
    }

    void thePauseIsAskedAfterEachRound()
    {
        std::counting_semaphore<> made(0);
        Rounds rounds({}, "test");
        rounds.start([&] { made.release(); }, [] { return 0; });
        for (int i = 0; i < 3; ++i)
            QVERIFY(made.try_acquire_for(Patience));
    }

    /// Whoever rings late rings in vain, and harms nobody.
    void theBellOutlivesTheRounds()
    {
        int made = 0;
        std::shared_ptr<Rounds::Bell> bell;
        {
            Rounds rounds({}, "test");
            rounds.start([&] { ++made; }, [] { return NeverMs; });
            bell = rounds.bell();
        }
        bell->ring();
        QCOMPARE(made, 1);
    }

    void theReaderIsOpenedWhenItIsNeeded_data() { youka::test::addEngineRows(); }
    void theReaderIsOpenedWhenItIsNeeded()
    {
        OPEN_STORE(store);
        Rounds rounds(store.config, "test");
        Database *reader = rounds.reader();
        QVERIFY(reader);
        QCOMPARE(rounds.reader(), reader);
        QVERIFY(reader->exec("SELECT 1"));
        rounds.forgetReader();
        QVERIFY(rounds.reader());
    }

    void aStoreThatIsNotThereIsSaidAndTriedAgain()
    {
        StoreConfig nowhere;
        nowhere.path = QStringLiteral("/nowhere/at/all");
        nowhere.key = QByteArray(32, 'k');
        Rounds rounds(nowhere, "test");
        for (int i = 0; i < 2; ++i) {
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("^test: ")));
            QVERIFY(!rounds.reader());
        }
    }
};

QTEST_APPLESS_MAIN(TestRounds)
#include "tst_rounds.moc"

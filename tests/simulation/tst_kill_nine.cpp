#include "tests/simulation/storm.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace youka;
using namespace youka::demo;

/// Card sales on the real programs while the counter and the server are killed (SIGKILL) at random moments.
/// At the end every delivery of the pumps is one sale for its exact amount, every card has what it had less
/// what it was charged, and the ledger and the terminals' chains are proved. YOUKA_SALES and YOUKA_SEED
/// choose another run.
class TestKillNine : public QObject
{
    Q_OBJECT

    static int number(const char *name, int otherwise)
    {
        bool ok = false;
        const int value = qEnvironmentVariableIntValue(name, &ok);
        return ok ? value : otherwise;
    }

private Q_SLOTS:
    void nothingIsLostAndNothingIsDoubled()
    {
        QTemporaryDir dir;
        Stage::Options options;
        options.binDir = QStringLiteral(YOUKA_BIN_DIR);
        options.workDir = dir.path();
        options.posHeadless = true;
        options.speed = 100;
        options.pumps = 8;
        Storm::Plan plan;
        plan.sales = number("YOUKA_SALES", 60);
        plan.timeoutMs = number("YOUKA_TIMEOUT_S", 240) * 1000LL;
        plan.kills = number("YOUKA_KILLS", 1) != 0;
        plan.seed = quint32(number("YOUKA_SEED", 1));
        try {
            Stage stage(options);
            stage.setUp(false);
            const Money paidIn{100'000'000, {}};
            QList<qint64> cards;
            for (int pump = 1; pump <= plan.pumps; ++pump)
                cards.append(stage.issueCard(Storm::cardOf(pump), {}, paidIn));
            stage.startPos();
            Storm storm(stage, plan);
            storm.run();
            compare(stage, cards, paidIn, storm);
            dir.setAutoRemove(!QTest::currentTestFailed()); // with everybody's log
            const QString proof = stage.proof();
            qInfo("%s", qPrintable(proof));
            QVERIFY(proof.endsWith(QLatin1String("verify: ok")));
            QVERIFY(proof.contains(QLatin1String("open holds 0")));
        } catch (const Mishap &mishap) {
            dir.setAutoRemove(false);
            QFAIL(qPrintable(mishap.what + QStringLiteral("\nin ") + dir.path()));
        }
    }

private:
    struct Sum
    {
        qint64 count = 0;
        qint64 minor = 0;
        QStringList lines; ///< for whoever must find out why
    };

    static QMap<int, Sum> booked(Stage &stage)
    {
        QMap<int, Sum> sums;
        QString before;
        for (;;) {
            const QJsonArray page =
                stage.get(QStringLiteral("/api/v1/sales?before=") + before)[QLatin1String("sales")].toArray();
            for (const QJsonValue &value : page) {
                const QJsonObject sale = value.toObject();
                Sum &sum = sums[sale[QLatin1String("pump")].toInt()];
                ++sum.count;
                sum.lines.append(QString::fromUtf8(QJsonDocument(sale).toJson(QJsonDocument::Compact)));
                sum.minor += moneyFromJson(sale[QLatin1String("amount")])->minor;
                before = sale[QLatin1String("id")].toString();
            }
            if (page.size() < 200)
                return sums;
        }
    }

    void compare(Stage &stage, const QList<qint64> &cards, Money paidIn, const Storm &storm)
    {
        const QMap<int, Sum> sums = booked(stage);
        const QJsonArray pumps =
            stage.sim({{QStringLiteral("do"), QStringLiteral("books")}})[QLatin1String("pumps")].toArray();
        qint64 deliveries = 0;
        for (const QJsonValue &value : pumps) {
            const QJsonObject pump = value.toObject();
            const int number = pump[QLatin1String("pump")].toInt();
            Money flowed{0, {}};
            for (const QJsonValue &hose : pump[QLatin1String("hoses")].toArray())
                flowed += *parseAmount(hose[QLatin1String("amount")].toString(), {});
            const Sum sum = sums.value(number);
            if (sum.minor != flowed.minor)
                for (const QString &line : sum.lines)
                    qInfo("%s", qPrintable(line));
            QCOMPARE(sum.count, pump[QLatin1String("deliveries")].toInteger());
            QCOMPARE(sum.minor, flowed.minor);
            const QJsonObject card = stage.get(QStringLiteral("/api/v1/cards/%1").arg(cards[number - 1]));
            QCOMPARE(moneyFromJson(card[QLatin1String("balance")])->minor, paidIn.minor - sum.minor);
            QCOMPARE(moneyFromJson(card[QLatin1String("available")])->minor, paidIn.minor - sum.minor);
            deliveries += sum.count;
        }
        const Storm::Count &count = storm.count();
        qInfo("customers %d, deliveries %lld, without fuel %lld, unheard %d, counter killed %d times, server "
              "%d times",
              count.asked, deliveries, count.finished - deliveries, count.unheard, count.posKills,
              count.serverKills);
        QVERIFY(deliveries > 0);
    }
};

QTEST_GUILESS_MAIN(TestKillNine)
#include "tst_kill_nine.moc"

#include "tests/simulation/storm.h"

#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "tests/support/places.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace youka;
using namespace youka::demo;

namespace {

QString g_noDisks; ///< what stands in the way of file systems of our own

/// Room for a store, its log and what is kept beside them.
constexpr qint64 DiskBytes = 96 * 1024 * 1024;

int number(const char *name, int otherwise)
{
    bool ok = false;
    const int value = qEnvironmentVariableIntValue(name, &ok);
    return ok ? value : otherwise;
}

}

/// Card sales on the real programs while the counter and the server are killed, stopped, cut off and left
/// without room on their disks at random moments. At the end every delivery of the pumps is the sale of the
/// customer who took it, for its exact amount, every card has what it had less what it was charged, and the
/// ledger and the terminals' chains are proved. YOUKA_SALES and YOUKA_SEED choose another run.
class TestStorm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostAndNothingIsDoubled_data()
    {
        using List = QList<Strike>;
        QTest::addColumn<List>("kinds");
        QTest::newRow("kill") << List{Strike::Kill};
        QTest::newRow("stop") << List{Strike::Stop};
        QTest::newRow("cut") << List{Strike::Cut};
        QTest::newRow("full_disk") << List{Strike::FullDisk};
        QTest::newRow("everything") << List{Strike::Kill, Strike::Stop, Strike::Cut, Strike::FullDisk};
    }

    void nothingIsLostAndNothingIsDoubled()
    {
        QFETCH(QList<Strike>, kinds);
        const bool disks = kinds.contains(Strike::FullDisk);
        if (disks && !g_noDisks.isEmpty())
            QSKIP(qPrintable(QStringLiteral("a disk cannot be made full here: ") + g_noDisks));
        QTemporaryDir dir;
        try {
            weather(dir.path(), kinds);
        } catch (const Mishap &mishap) {
            QTest::qFail(qPrintable(mishap.what), __FILE__, __LINE__);
        }
        if (QTest::currentTestFailed()) { // everybody's log is in it
            dir.setAutoRemove(false);
            qInfo("in %s", qPrintable(dir.path()));
        }
    }

private:
    static std::unique_ptr<SmallDisk> diskAt(const QString &folder)
    {
        auto disk = std::make_unique<SmallDisk>(folder, DiskBytes);
        if (!disk->isMounted())
            throw Mishap{QStringLiteral("no file system could be mounted at ") + folder};
        return disk;
    }

    /// Where nobody is killed nothing has to come up again, so the next strike may fall sooner.
    static Strikes::Plan calendar(const QList<Strike> &kinds, quint32 seed)
    {
        if (kinds == QList<Strike>{Strike::Kill})
            return {kinds, seed};
        if (kinds.contains(Strike::Kill))
            return {kinds, seed, 5'000, 1'000, 5'000};
        return {kinds, seed, 5'000, 500, 4'000};
    }

    void weather(const QString &folder, const QList<Strike> &kinds)
    {
        std::unique_ptr<SmallDisk> counterDisk, centreDisk;
        if (kinds.contains(Strike::FullDisk)) {
            counterDisk = diskAt(folder + QStringLiteral("/pos"));
            centreDisk = diskAt(folder + QStringLiteral("/server"));
        }
        Stage::Options options;
        options.binDir = youka::binDir();
        options.workDir = folder;
        options.posHeadless = true;
        options.speed = 100;
        options.pumps = 8;
        options.generous = true;
        Storm::Plan plan;
        plan.sales = number("YOUKA_SALES", 60);
        plan.timeoutMs = number("YOUKA_TIMEOUT_S", 240) * 1000LL;
        plan.seed = quint32(number("YOUKA_SEED", 1));
        plan.pumps = options.pumps;
        Stage stage(options);
        TcpRelay toCentre(quint16(stage.serverPort())), toCounter(quint16(stage.linkPort()));
        stage.reroute(toCentre.port(), toCounter.port());
        stage.setUp(false);
        const Money paidIn{100'000'000, {}};
        QList<qint64> cards;
        for (int pump = 1; pump <= plan.pumps; ++pump)
            cards.append(stage.issueCard(Storm::cardOf(pump), {}, paidIn));
        stage.startPos();
        Strikes strikes(
            {QStringLiteral("counter"), stage.pos, [&] { stage.startPos(); }, &toCounter, counterDisk.get()},
            {QStringLiteral("centre"), stage.server, [&] { stage.launchServer(); }, &toCentre,
             centreDisk.get()},
            calendar(kinds, plan.seed));
        Storm storm(stage, strikes, plan);
        storm.run();
        qInfo("%s", qPrintable(strikes.story()));
        stage.signIn();
        compare(stage, cards, paidIn, storm);
        const QString proof = stage.proof();
        qInfo("%s", qPrintable(proof));
        QVERIFY(proof.endsWith(QLatin1String("verify: ok")));
        QVERIFY(proof.contains(QLatin1String("open holds 0")));
        if (kinds.size() == 1)
            QVERIFY2(strikes.dealt(kinds.first()) > 0, "the weather was fair");
        const int told = storm.count().refusals.value(errorCodeName(ErrorCode::StoreFull));
        if (kinds == QList<Strike>{Strike::FullDisk}) // whoever stands there is told
            QVERIFY(told + storm.count().shownFull > 0);
    }

    struct Sum
    {
        qint64 count = 0;
        qint64 minor = 0;
        QStringList lines; ///< for whoever must find out why
    };
    struct Booked
    {
        QMap<int, Sum> pumps;
        QMap<QString, Money> sales;
    };

    static Booked booked(Stage &stage)
    {
        Booked all;
        QString before;
        for (;;) {
            const QJsonArray page =
                stage.get(QStringLiteral("/api/v1/sales?before=") + before)[QLatin1String("sales")].toArray();
            for (const QJsonValue &value : page) {
                const QJsonObject sale = value.toObject();
                before = sale[QLatin1String("id")].toString();
                const Money amount = *moneyFromJson(sale[QLatin1String("amount")]);
                all.sales.insert(before, amount);
                Sum &sum = all.pumps[sale[QLatin1String("pump")].toInt()];
                ++sum.count;
                sum.lines.append(QString::fromUtf8(QJsonDocument(sale).toJson(QJsonDocument::Compact)));
                sum.minor += amount.minor;
            }
            if (page.size() < 200)
                return all;
        }
    }

    void compare(Stage &stage, const QList<qint64> &cards, Money paidIn, const Storm &storm)
    {
        const Booked all = booked(stage);
        const QJsonArray pumps =
            stage.sim({{QStringLiteral("do"), QStringLiteral("books")}})[QLatin1String("pumps")].toArray();
        qint64 deliveries = 0;
        for (const QJsonValue &value : pumps) {
            const QJsonObject pump = value.toObject();
            const int number = pump[QLatin1String("pump")].toInt();
            Money flowed{0, {}};
            for (const QJsonValue &hose : pump[QLatin1String("hoses")].toArray())
                flowed += *parseAmount(hose[QLatin1String("amount")].toString(), {});
            const Sum sum = all.pumps.value(number);
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
        qInfo("customers %d, deliveries %lld, without fuel %lld, unheard %d, asked again %d, cancelled %d",
              count.asked, deliveries, count.asked - deliveries, count.unheard, count.askedAgain,
              count.cancelled);
        for (auto it = count.refusals.cbegin(); it != count.refusals.cend(); ++it)
            qInfo("refused %d times: %s", it.value(), qPrintable(it.key()));
        qInfo("pumps said %d times that the disk is full", count.shownFull);
        QVERIFY(deliveries > 0);
        // Nobody paid for what another one took.
        for (auto it = storm.taken().cbegin(); it != storm.taken().cend(); ++it) {
            const auto sale = all.sales.constFind(it.key());
            QVERIFY2(sale != all.sales.cend(), qPrintable(it.key()));
            QCOMPARE(sale->minor, it->minor);
        }
        QCOMPARE(all.sales.size(), storm.taken().size());
    }
};

int main(int argc, char **argv)
{
    g_noDisks = SmallDisk::prepare();
    QCoreApplication app(argc, argv);
    TestStorm test;
    return QTest::qExec(&test, argc, argv);
}

#include "tests/support/places.h"
#include "tst_storm.moc"

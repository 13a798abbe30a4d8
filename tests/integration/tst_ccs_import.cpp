#include "apps/server/ccs_import.h"
#include "apps/server/server.h"
#include "core/domain/ledger/ledger_check.h"
#include "tests/support/places.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace youka;

/// The real fuel-card records through the live path. The folder is named by YOUKA_CCS_DIR or lies beside the
/// checkout; where it is absent the test is skipped.
class TestCcsImport : public QObject
{
    Q_OBJECT

    static QString folder()
    {
        const QString named = qEnvironmentVariable("YOUKA_CCS_DIR");
        return named.isEmpty() ? sourceDir() + QStringLiteral("/../shared/data/ccs") : named;
    }
    static ServerSettings settingsIn(const QTemporaryDir &dir)
    {
        ServerSettings settings;
        settings.dataDir = dir.filePath(QStringLiteral("data"));
        settings.masterKeyFile = dir.filePath(QStringLiteral("master.key"));
        return settings;
    }

private Q_SLOTS:
    void replayEqualsTheFileAndTheBooksAreProved()
    {
        if (!QDir(folder()).exists())
            QSKIP("the CCS records are not here");
        const auto data = CcsData::load(folder());
        QVERIFY2(data, qPrintable(data ? QString() : toString(data.error())));
        QCOMPARE(data->customers.size(), 32'461U);
        QCOMPARE(data->stations.size(), 5'716U);
        QCOMPARE(data->products.size(), 591U);
        QCOMPARE(data->transactions.size(), 1'000U);

        QTemporaryDir dir;
        QStringList said;
        const auto say = [&](const QString &line) { said.append(line); };
        const auto done = importCcs(settingsIn(dir), *data, say);
        QVERIFY2(done, qPrintable(said.join(u'\n')));
        QCOMPARE(said.last(), QStringLiteral("ccs: ok"));
        // 91 rows have an amount and no units, which no price explains; two have so many units that a price
        // in thousandths does not give their amount; one station sold at two prices within a minute. All are
        // booked, and a person sees them.
        const auto &rows = data->transactions;
        QCOMPARE(std::count_if(rows.begin(), rows.end(), [](const auto &row) { return row.units == 0; }), 91);
        QVERIFY2(said.contains(QStringLiteral("transactions 1000: applied 906 exception 94")),
                 qPrintable(said.join(u'\n')));
        QVERIFY(said.contains(QStringLiteral("  CZK  934 rows  18102 units  424045.63")));
        QVERIFY(said.contains(QStringLiteral("  EUR  66 rows  1576 units  1530.53")));

        // A second run finds everything done.
        said.clear();
        QVERIFY(importCcs(settingsIn(dir), *data, say));
        QVERIFY(said.contains(QStringLiteral("transactions 1000:")));

        const auto store = openServerStore(settingsIn(dir));
        QVERIFY(store);
        const auto db = Database::open(store->store);
        QVERIFY(db);
        const auto proof = checkLedger(**db);
        QVERIFY(proof);
        QVERIFY2(proof->faults.isEmpty(), qPrintable(proof->faults.join(u'\n')));
        QCOMPARE(proof->openHolds, 0);
        QCOMPARE(proof->journals, 1'517); // 517 top-ups and 1,000 sales
    }

    void aBrokenFileNamesItsLine()
    {
        QTemporaryDir dir;
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile file(dir.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
        };
        write("customers.csv", "CustomerID,Segment,Currency\n3,SME,EUR\n5,LAM\n");
        const auto data = CcsData::load(dir.path());
        QVERIFY(!data);
        QCOMPARE(data.error().code, ErrorCode::InvalidInput);
        QVERIFY2(data.error().detail.contains(QLatin1String("customers.csv:3")),
                 qPrintable(data.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestCcsImport)
#include "tests/support/places.h"
#include "tst_ccs_import.moc"

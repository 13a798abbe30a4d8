#include "apps/server/merchant_commands.h"
#include "apps/server/server.h"
#include "core/exchange/payments/merchant_keys.h"
#include "tests/support/sim_pay_desk.h"
#include "tests/support/two_stores.h"

#include <QTemporaryDir>
#include <QTest>

using namespace youka;

class TestMerchantCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void commands_makeAMerchant();
};

/// What an operator types; files in, nothing secret out.
void TestMerchantCommands::commands_makeAMerchant()
{
    QTemporaryDir dir;
    ServerSettings settings;
    settings.dataDir = dir.path();
    settings.masterKeyFile = dir.filePath(QStringLiteral("master.key"));
    VERIFY_OK(sim::writeMerchantFiles(
        dir.path(), sim::merchantFiles(QStringLiteral("wechat"), Timestamp{1'767'225'600'000})));
    const auto run = [&](const char *words) {
        QStringList list = QString::fromLatin1(words).split(u' ');
        for (QString &word : list)
            word.replace(QStringLiteral("@"), dir.path() + u'/');
        return runMerchantCommand(settings, list);
    };
    QCOMPARE(run("merchant add wechat 1900000001 wx1 Youka 6000"), 0);
    QCOMPARE(run("merchant add paypal 1900000001 wx1 Youka"), 2);
    QCOMPARE(run("merchant stations 1 all"), 0);
    QCOMPARE(run("merchant stations 1 S9"), 1); // no such station
    QCOMPARE(run("merchant keys 1 private @key.pem @certificate.pem"), 0);
    QCOMPARE(run("merchant keys 1 private @apiv3.key"), 1); // that is no key
    QCOMPARE(run("merchant keys 1 symmetric @apiv3.key"), 0);
    QCOMPARE(run("merchant keys 2 list"), 1);
    QCOMPARE(run("merchant keys 1 list"), 0);
    QCOMPARE(run("merchant list"), 0);
    QCOMPARE(run("merchant active 1 no"), 0);
    QCOMPARE(run("merchant keys 1 burn x"), 2);
    auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
    VERIFY_OK(ring);
    QCOMPARE(MerchantKeys(*ring).held({1}).versions, QList<int>{1});
    const auto store = openServerStore(settings);
    VERIFY_OK(store);
    const auto db = Database::open(store->store);
    VERIFY_OK(db);
    QCOMPARE(test::TestStore::figure(**db, "SELECT COUNT(*) FROM merchant WHERE active = 0"), 1);
    QCOMPARE(test::TestStore::figure(**db, "SELECT COUNT(*) FROM audit WHERE action LIKE 'merchant.%'"), 5);
}

QTEST_GUILESS_MAIN(TestMerchantCommands)
#include "tst_merchant_commands.moc"

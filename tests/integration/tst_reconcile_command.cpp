#include "apps/server/reconcile_commands.h"
#include "apps/server/server.h"
#include "apps/sim/pay/sim_keys.h"
#include "core/exchange/payments/merchant_keys.h"
#include "tests/unit/reconcile/reconcile_scene.h"

#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>

using namespace youka;
using youka::test::ReconcileScene;

namespace {

constexpr const char *Header = "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,"
                               "交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,"
                               "商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
                               "手续费,费率,订单金额,申请退款金额,费率备注\r\n";
constexpr const char *TotalsHeader =
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n";

QByteArray row(const QByteArray &no)
{
    return "`2026-01-05 09:00:00,`wx88,`1900000001,`0,`03,`C" + no + ",`" + no
        + ",`o1,`NATIVE,`SUCCESS,`OTHERS,`CNY,`100.00,`0.00,`0,`0,`0.00,`0.00,`,`,`油卡充值,`,`0.60000,`0.60%"
          ","
          "`100.00,`0.00,`\r\n";
}

/// A server's folder with one merchant, its keys, and two orders of a day.
struct Scene
{
    Scene()
    {
        settings.dataDir = dir.path();
        settings.masterKeyFile = dir.filePath(QStringLiteral("master.key"));
        settings.payments.noticeBase = QStringLiteral("https://card.example");
        const auto store = openServerStore(settings);
        ensure(store.has_value(), "the store is made");
        auto opened = Database::open(store->store);
        ensure(opened.has_value(), "and opened");
        db = std::move(*opened);
        ReconcileScene books(*db);
        books.order(QStringLiteral("Y0000001"), 10'000, PaymentState::Paid, books.at(9));
        books.order(QStringLiteral("Y0000002"), 10'000, PaymentState::Paid, books.at(9));
        auto ring = KeyRing::open(settings.dataDir, settings.masterKeyFile);
        ensure(ring.has_value(), "the key ring is open");
        MerchantKeys keys(*ring);
        const auto files = sim::merchantFiles(QStringLiteral("wechat"), SystemClock().now());
        const auto own = keys.addPrivate(books.merchant.id, files.value(QStringLiteral("key.pem")),
                                         files.value(QStringLiteral("certificate.pem")));
        ensure(own.has_value(), "a key of ours");
        ensure(
            keys.put(books.merchant.id, QStringLiteral("symmetric"), files.value(QStringLiteral("apiv3.key")))
                .has_value(),
            "the key of notices");
        for (auto it = files.begin(); it != files.end(); ++it)
            if (it.key().startsWith(QLatin1String("trusted-")))
                ensure(keys.addTrusted(books.merchant.id, it.key().sliced(8).chopped(4), *it).has_value(),
                       "a key of theirs");
    }
    QString bill(const QList<QByteArray> &numbers)
    {
        QByteArray text = "\xef\xbb\xbf" + QByteArray(Header);
        for (const QByteArray &no : numbers)
            text += row(no);
        const auto times = [&](int fen) {
            return QByteArray::number(double(fen) * double(numbers.size()) / 100, 'f', 2);
        };
        text += TotalsHeader + QByteArray("`") + QByteArray::number(numbers.size()) + ",`" + times(10'000)
            + ",`0.00,`0.00,`" + times(60) + ",`" + times(10'000) + ",`0.00\r\n";
        QFile file(dir.filePath(QStringLiteral("bill-%1.csv").arg(++m_bills)));
        ensure(file.open(QIODevice::WriteOnly) && file.write(text) == text.size(), "a bill is written");
        return file.fileName();
    }
    int run(const QStringList &words)
    {
        said.clear();
        QTextStream out(&said);
        return runReconcileCommand(settings, QStringList{QStringLiteral("reconcile")} + words, out);
    }

    QTemporaryDir dir;
    ServerSettings settings;
    std::unique_ptr<Database> db;
    QString said;

private:
    int m_bills = 0;
};

}

class TestReconcileCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aBillByHand_isComparedAndPrinted();
    void whatCannotBe_isRefused();
};

void TestReconcileCommand::aBillByHand_isComparedAndPrinted()
{
    Scene scene;
    const QString day = QStringLiteral("2026-01-05");
    const QString merchant = QStringLiteral("1900000001");
    QCOMPARE(scene.run({day, merchant, scene.bill({"Y0000001", "STRANGER1"})}), 1);
    QCOMPARE(scene.said,
             QStringLiteral("wechat 1900000001, 2026-01-05:\n"
                            "  matched 1, ours 100.00, theirs 100.00\n"
                            "  only-theirs 1, ours 0.00, theirs 100.00\n"
                            "  waiting 1, ours 100.00, theirs 0.00\n"
                            "  breaks not explained 1, waiting for another day 1\n"));
    QCOMPARE(scene.run({day, merchant, scene.bill({"Y0000001", "Y0000002"})}), 0); // the corrected one
    QVERIFY2(scene.said.contains(u"matched 2, ours 200.00, theirs 200.00"), qPrintable(scene.said));
    QVERIFY(scene.said.contains(u"breaks not explained 0, waiting for another day 0"));
}

void TestReconcileCommand::whatCannotBe_isRefused()
{
    Scene scene;
    const QString day = QStringLiteral("2026-01-05");
    QCOMPARE(scene.run({}), 2);
    QCOMPARE(scene.run({QStringLiteral("yesterday")}), 2);
    QCOMPARE(scene.run({day, QStringLiteral("999")}), 1);
    QCOMPARE(scene.run({day, QStringLiteral("1900000001"), QStringLiteral("/no/such/file")}), 1);
    QFile cut(scene.bill({"Y0000001"}));
    QVERIFY(cut.resize(cut.size() - 20));
    QCOMPARE(scene.run({day, QStringLiteral("1900000001"), cut.fileName()}), 1);
    QCOMPARE(test::TestStore::figure(*scene.db, "SELECT COUNT(*) FROM reconcile_day"), 0);
    QCOMPARE(test::TestStore::figure(*scene.db, "SELECT COUNT(*) FROM reconcile_sheet WHERE state = 1"), 0);
}

QTEST_GUILESS_MAIN(TestReconcileCommand)
#include "tst_reconcile_command.moc"

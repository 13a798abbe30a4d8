#include "apps/server/books_proof.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "tests/integration/server_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

/// The server and a till that has sold 40 L for 320.00 in cash.
struct Scene : ServerDesk
{
    Scene()
    {
        SaleFact fact;
        fact.sale = sale;
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {40'000}, 320_yuan, {}, {}};
        ensure(outbox.append(makeFact({sale.uuid}, clock.now(), fact)).has_value(), "a fact is written");
        const ServerAnswer answer =
            post(Role::Terminal, "/api/v1/outbox",
                 QJsonDocument(toJson(**outbox.nextBatch())).toJson(QJsonDocument::Compact));
        ensure(answer.status == 200, "a batch is uploaded");
    }
    QByteArray path() const { return "/api/v1/sales/" + sale.text().toLatin1() + "/refunds"; }
    ServerAnswer refund(Role role, const QByteArray &body, const QByteArray &with = newKey())
    {
        return post(role, path(), body, with);
    }
    QJsonObject lines() { return as(Role::Cashier, {"GET", path(), {}, {}, {}}).json(); }
    QString faults()
    {
        QString said;
        const auto done = server->pipeline().run([&](Database &db) {
            return proveBooks(db).map([&](const BooksProof &proof) {
                said = proof.faults.join(u'\n');
                return QByteArray();
            });
        });
        return done ? said : toString(done.error());
    }

    SaleId sale{QUuid::createUuid()};
    test::TestStore till{QStringLiteral("sqlcipher"), stationMigrations()};
    Outbox outbox{*till.db, terminal, key};
};

const QByteArray Quarter =
    R"({"reason":"returned","note":"wrong can","parts":[{"line":0,"quantity":"10000"}]})";

}

class TestRefundsApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPart_thenTheRest();
    void aRepeat_hasItsEffectOnce();
    void refusals_data();
    void refusals();
};

void TestRefundsApi::aPart_thenTheRest()
{
    Scene scene;
    QCOMPARE(scene.lines()[QLatin1String("lines")][0][QLatin1String("back")].toString(), QStringLiteral("0"));
    const QJsonObject done = scene.refund(Role::Manager, Quarter).json();
    QCOMPARE(done[QLatin1String("waiting")].toBool(true), false);
    const QJsonObject refund = done[QLatin1String("refund")].toObject();
    QCOMPARE(refund[QLatin1String("money")][QLatin1String("amount")].toString(), QStringLiteral("80.00"));
    QCOMPARE(refund[QLatin1String("way")].toString(), QStringLiteral("cash"));
    QCOMPARE(scene.lines()[QLatin1String("lines")][0][QLatin1String("back")].toString(),
             QStringLiteral("10000"));
    const QJsonObject rest = scene.refund(Role::Manager, R"({"reason":"fault","note":"water in it"})").json();
    QCOMPARE(rest[QLatin1String("refund")][QLatin1String("money")][QLatin1String("amount")].toString(),
             QStringLiteral("240.00"));
    QCOMPARE(scene.refund(Role::Manager, Quarter).code(), QStringLiteral("refund.nothing-left"));
    QCOMPARE(scene.lines()[QLatin1String("refunds")].toArray().size(), 2);
    const QJsonObject all = scene.as(Role::Manager, {"GET", "/api/v1/refunds", {}, {}, {}}).json();
    QCOMPARE(all[QLatin1String("refunds")].toArray().size(), 2);
    QCOMPARE(scene.faults(), QString());
}

void TestRefundsApi::aRepeat_hasItsEffectOnce()
{
    Scene scene;
    const QByteArray key = ServerDesk::newKey();
    const ServerAnswer first = scene.refund(Role::Manager, Quarter, key);
    QCOMPARE(first.status, 200);
    QCOMPARE(scene.refund(Role::Manager, Quarter, key).body, first.body);
    QCOMPARE(scene.lines()[QLatin1String("lines")][0][QLatin1String("back")].toString(),
             QStringLiteral("10000"));
    QCOMPARE(scene.faults(), QString());
}

void TestRefundsApi::refusals_data()
{
    QTest::addColumn<int>("role");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("a cashier") << int(Role::Cashier) << Quarter << 403;
    QTest::newRow("no reason") << int(Role::Manager) << QByteArray(R"({"note":"x"})") << 400;
    QTest::newRow("an unknown reason")
        << int(Role::Manager) << QByteArray(R"({"reason":"whim","note":"x"})") << 400;
    QTest::newRow("no note") << int(Role::Manager) << QByteArray(R"({"reason":"fault","note":" "})") << 400;
    QTest::newRow("below zero") << int(
        Role::Manager) << QByteArray(R"({"reason":"fault","note":"x","parts":[{"line":0,"quantity":"-5"}]})")
                                << 400;
    QTest::newRow("parts that are none")
        << int(Role::Manager) << QByteArray(R"({"reason":"fault","note":"x","parts":[7]})") << 400;
    QTest::newRow("another line") << int(
        Role::Manager) << QByteArray(R"({"reason":"fault","note":"x","parts":[{"line":4,"quantity":"5"}]})")
                                  << 400;
}

void TestRefundsApi::refusals()
{
    QFETCH(int, role);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    Scene scene;
    QCOMPARE(scene.refund(Role(role), body).status, status);
    QCOMPARE(scene.lines()[QLatin1String("refunds")].toArray().size(), 0);
}

QTEST_GUILESS_MAIN(TestRefundsApi)
#include "tst_refunds_api.moc"

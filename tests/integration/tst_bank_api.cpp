#include "apps/server/bank_commands.h"
#include "apps/server/books_proof.h"
#include "core/domain/banking/banking_json.h"
#include "core/domain/customers/customer_service.h"
#include "core/domain/reconcile/order_view.h"
#include "tests/integration/server_desk.h"

#include <QJsonArray>
#include <QTest>
#include <QTextStream>

using namespace youka;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

/// The server with one card, one account at a bank and two managers of all stations.
struct Scene : ServerDesk
{
    Scene()
    {
        const auto made = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            for (const char *login : {"boss", "second"})
                if (const auto added =
                        StaffService(db).add(QLatin1String(login), QLatin1String(login), Role::Manager, {},
                                             hashSecret("secret", HashCost::Test));
                    !added)
                    return fail(added.error());
            CardService::Issue issue;
            issue.number = QStringLiteral("9000000000000019");
            issue.expires = QDate(2099, 12, 31);
            const auto customer =
                CustomerService(db, server->cardKeys().customerWrapping)
                    .ensureCustomer(QStringLiteral("F-1"), QStringLiteral("Fleet"), {}, {}, clock.now());
            if (!customer)
                return fail(customer.error());
            issue.customer = customer->id;
            const auto its = CardService(db, server->cardKeys()).issue(issue, clock.now());
            if (!its)
                return fail(its.error());
            card = its->id.value;
            BankAccount wanted;
            wanted.number = QStringLiteral("0200000109200048910");
            wanted.holder = QStringLiteral("油卡有限公司");
            wanted.bank = QStringLiteral("某银行");
            wanted.layout = QStringLiteral("signed");
            return BankService(db, server->cardKeys())
                .open(wanted, QStringLiteral("set-up"), clock.now())
                .map([&](const BankAccount &opened) {
                    account = opened;
                    return QByteArray();
                });
        });
        ensure(made.has_value(), "a scene is made");
    }
    ServerAnswer by(const char *login, ServerDesk::Request request)
    {
        const auto token = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            StaffService staff(db);
            const auto found = staff.byLogin(QLatin1String(login));
            if (!found || !*found)
                return fail(ErrorCode::NotFound);
            return staff.signIn(**found, true, clock.now()).map([](const auto &in) { return in->token; });
        });
        ensure(token.has_value(), "a manager signs in");
        request.extra = "Authorization: Bearer " + *token + "\r\n";
        return send(request);
    }
    QJsonObject get(const QByteArray &path, const char *login = "boss")
    {
        return by(login, {"GET", "/api/v1/bank/" + path, {}, {}, {}}).json();
    }
    ServerAnswer post(const char *login, const QByteArray &path, QJsonObject body = {},
                      const QByteArray &with = newKey())
    {
        return by(
            login,
            {"POST", "/api/v1/bank/" + path, QJsonDocument(body).toJson(QJsonDocument::Compact), with, {}});
    }
    QByteArray file(const QStringList &rows) const
    {
        return (QStringLiteral("流水号,时间,金额,对方账号,对方户名,附言\n") + rows.join(u'\n') + u'\n')
            .toUtf8();
    }
    QJsonObject statement(const QByteArray &bytes) const
    {
        return {{QStringLiteral("account"), account.id.value},
                {QStringLiteral("name"), QStringLiteral("day.csv")},
                {QStringLiteral("content"), QString::fromLatin1(bytes.toBase64())}};
    }
    QStringList faults()
    {
        const auto db = openServerStore(settings).and_then(
            [](const ServerStore &store) { return Database::open(store.store); });
        ensure(db.has_value(), "the books open");
        QStringList found;
        const auto proven = (*db)->transaction(
            [&] { return proveBooks(**db).map([&](const BooksProof &proof) { found = proof.faults; }); });
        return proven ? found : QStringList(toString(proven.error()));
    }
    static QJsonObject yuan(const char *amount)
    {
        return {{QStringLiteral("amount"), QLatin1String(amount)},
                {QStringLiteral("currency"), QStringLiteral("CNY")}};
    }

    BankAccount account;
    qint64 card = 0;
};

QJsonObject firstOf(const QJsonObject &json, const char *name)
{
    return json[QLatin1String(name)].toArray().at(0).toObject();
}

}

/// The house's accounts at banks over the server's routes, and by its command.
class TestBankApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTopUp_fromOrderToBooked();
    void aRefund_fromProposalToTheBankAndBack();
    void cash_isCountedBySomebodyOfTheStation();
    void refusals();
    void theCommand_addsAndTakesIn();
};

void TestBankApi::aTopUp_fromOrderToBooked()
{
    Scene scene;
    const ServerAnswer made = scene.post("boss", "orders",
                                         {{QStringLiteral("account"), scene.account.id.value},
                                          {QStringLiteral("card"), scene.card},
                                          {QStringLiteral("amount"), Scene::yuan("20000.00")}});
    QCOMPARE(made.status, 200);
    const QString reference = made.json()[QLatin1String("reference")].toString();
    QCOMPARE(reference.size(), 14);
    const QByteArray file =
        scene.file({QStringLiteral("S1,20260101 09:00:00,20000.00,,Fleet,%1").arg(reference),
                    QStringLiteral("S2,20260101 09:01:00,800.00,,Fleet,fuel"),
                    QStringLiteral("S3,20260101 09:02:00,300.00,,Fleet,fuel")});
    const ServerAnswer taken = scene.post("boss", "statements", scene.statement(file));
    QCOMPARE(taken.status, 200);
    QVERIFY(taken.json()[QLatin1String("isNew")].toBool());
    QVERIFY(!scene.post("boss", "statements", scene.statement(file)).json()[QLatin1String("isNew")].toBool());
    const QJsonArray rows = scene.get("rows")[QLatin1String("rows")].toArray();
    QCOMPARE(rows.size(), 3);
    QCOMPARE(rows[2][QLatin1String("state")].toString(), QStringLiteral("top-up"));
    QCOMPARE(scene.get("rows?state=waiting")[QLatin1String("rows")].toArray().size(), 2);
    const QByteArray small = "rows/" + QByteArray::number(rows[0][QLatin1String("id")].toInteger());
    const QByteArray large = "rows/" + QByteArray::number(rows[1][QLatin1String("id")].toInteger());
    QCOMPARE(scene.get(small + "/proposals")[QLatin1String("proposals")].toArray().size(), 0);
    const QJsonObject word{{QStringLiteral("kind"), QStringLiteral("card")},
                           {QStringLiteral("subject"), QString::number(scene.card)}};
    QCOMPARE(scene.post("boss", small + "/assign", word).status, 200);
    const ServerAnswer first = scene.post("boss", large + "/assign", word);
    QVERIFY(first.json()[QLatin1String("waiting")].toBool());
    QCOMPARE(scene.get(large + "/proposals")[QLatin1String("said")][QLatin1String("maker")].toString(),
             QStringLiteral("boss"));
    QCOMPARE(scene.post("boss", large + "/assign", word).code(), QStringLiteral("access.four-eyes"));
    const QByteArray key = ServerDesk::newKey();
    QVERIFY(!scene.post("second", large + "/assign", word, key).json()[QLatin1String("waiting")].toBool());
    QCOMPARE(scene.post("second", large + "/assign", word, key).status, 200); // the same answer again
    QCOMPARE(scene.get("rows?state=waiting")[QLatin1String("rows")].toArray().size(), 0);
    QCOMPARE(firstOf(scene.get("accounts"), "statements")[QLatin1String("rows")].toInteger(), 3);
    QCOMPARE(scene.faults(), QStringList());
}

void TestBankApi::aRefund_fromProposalToTheBankAndBack()
{
    Scene scene;
    const QString reference = scene
                                  .post("boss", "orders",
                                        {{QStringLiteral("account"), scene.account.id.value},
                                         {QStringLiteral("card"), scene.card},
                                         {QStringLiteral("amount"), Scene::yuan("400.00")}})
                                  .json()[QLatin1String("reference")]
                                  .toString();
    scene.post("boss", "statements",
               scene.statement(scene.file({QStringLiteral("S1,20260101,400.00,,Fleet,%1").arg(reference)})));
    const QString order = firstOf(scene.get("rows"), "rows")[QLatin1String("subject")].toString();
    const ServerAnswer back =
        scene.by("boss",
                 {"POST",
                  "/api/v1/payments/" + order.toLatin1() + "/refunds",
                  R"({"amount":{"amount":"150.00","currency":"CNY"},"note":"not wanted"})",
                  ServerDesk::newKey(),
                  {}});
    QCOMPARE(back.status, 200);
    const QJsonObject owed = firstOf(scene.get("transfers"), "owed");
    const QJsonObject wish{{QStringLiteral("account"), scene.account.id.value},
                           {QStringLiteral("source"), QStringLiteral("refund")},
                           {QStringLiteral("subject"), owed[QLatin1String("refund")]},
                           {QStringLiteral("payeeNumber"), QStringLiteral("6222020200112230")},
                           {QStringLiteral("payee"), QStringLiteral("Fleet")},
                           {QStringLiteral("note"), QStringLiteral("came by bank")}};
    const ServerAnswer proposed = scene.post("boss", "transfers", wish);
    QCOMPARE(proposed.status, 200);
    const QByteArray path =
        "transfers/" + QByteArray::number(proposed.json()[QLatin1String("id")].toInteger());
    QCOMPARE(scene.post("boss", path + "/approve").code(), QStringLiteral("access.four-eyes"));
    QCOMPARE(scene.post("second", path + "/approve").status, 200);
    const ServerAnswer batch =
        scene.post("second", "batches", {{QStringLiteral("account"), scene.account.id.value}});
    QCOMPARE(batch.status, 200);
    const QByteArray batchPath =
        "batches/" + QByteArray::number(batch.json()[QLatin1String("id")].toInteger());
    const QByteArray file = QByteArray::fromBase64(
        scene.get(batchPath + "/file")[QLatin1String("content")].toString().toLatin1());
    QVERIFY(file.contains("150.00") && file.contains("6222020200112230"));
    QCOMPARE(scene.post("second", batchPath + "/sent").status, 200);
    QString ours = proposed.json()[QLatin1String("reference")].toString();
    scene.post("boss", "statements",
               scene.statement(scene.file({QStringLiteral("S2,20260102,-150.00,,Fleet,%1").arg(ours)})));
    QCOMPARE(firstOf(scene.get("transfers"), "transfers")[QLatin1String("state")].toString(),
             QStringLiteral("confirmed"));
    QCOMPARE(scene.get("transfers")[QLatin1String("owed")].toArray().size(), 0);
    QCOMPARE(scene.faults(), QStringList());
}

void TestBankApi::cash_isCountedBySomebodyOfTheStation()
{
    Scene scene;
    const QJsonObject wish{{QStringLiteral("account"), scene.account.id.value},
                           {QStringLiteral("station"), 1},
                           {QStringLiteral("bag"), QStringLiteral("B1")},
                           {QStringLiteral("counted"), Scene::yuan("100.00")},
                           {QStringLiteral("stays"), Scene::yuan("0.00")}};
    const QByteArray body = QJsonDocument(wish).toJson(QJsonDocument::Compact);
    const ServerAnswer done =
        scene.as(Role::Manager, {"POST", "/api/v1/bank/deposits", body, ServerDesk::newKey(), {}});
    QCOMPARE(done.status, 200);
    QVERIFY(done.json()[QLatin1String("exception")].toInteger() > 0); // the books have no cash there
    const ServerAnswer seen = scene.as(Role::Manager, {"GET", "/api/v1/bank/deposits", {}, {}, {}});
    QCOMPARE(seen.json()[QLatin1String("deposits")].toArray().size(), 1);
    // and nothing else of the house's
    scene.post("boss", "statements", scene.statement(scene.file({QStringLiteral("S1,20260101,5.00,,,x")})));
    const ServerAnswer rows = scene.as(Role::Manager, {"GET", "/api/v1/bank/rows", {}, {}, {}});
    QCOMPARE(rows.json()[QLatin1String("rows")].toArray().size(), 0);
    QCOMPARE(scene.faults(), QStringList());
}

void TestBankApi::refusals()
{
    Scene scene;
    const ServerAnswer bad =
        scene.post("boss", "statements",
                   scene.statement(scene.file(
                       {QStringLiteral("S1,20260101,5.00,,,x"), QStringLiteral("S2,20260101,5.0x,,,x")})));
    QCOMPARE(bad.code(), QStringLiteral("statement.invalid"));
    QCOMPARE(scene.get("rows")[QLatin1String("rows")].toArray().size(), 0);
    QJsonObject nobodys = scene.statement(scene.file({}));
    nobodys.insert(QStringLiteral("account"), 77);
    QCOMPARE(scene.post("boss", "statements", nobodys).code(), QStringLiteral("bank-account.invalid"));
    QCOMPARE(scene
                 .post("boss", "rows/77/assign",
                       {{QStringLiteral("kind"), QStringLiteral("nobody")},
                        {QStringLiteral("subject"), QStringLiteral("x")}})
                 .status,
             404);
    QCOMPARE(scene.post("boss", "batches", {{QStringLiteral("account"), scene.account.id.value}}).status,
             404);
    QCOMPARE(scene.faults(), QStringList());
}

void TestBankApi::theCommand_addsAndTakesIn()
{
    QTemporaryDir dir;
    ServerSettings settings;
    settings.dataDir = dir.path();
    settings.masterKeyFile = dir.filePath(QStringLiteral("master.key"));
    QString said;
    const auto run = [&](const QStringList &words) {
        said.clear();
        QTextStream out(&said);
        return runBankCommand(settings, QStringList(QStringLiteral("bank")) + words, out);
    };
    const QString number = QStringLiteral("0200000109200048910");
    const QString path = dir.filePath(QStringLiteral("day.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QStringLiteral("流水号,时间,金额,对方账号,对方户名,附言\nS1,20260101,5.00,,,x\n").toUtf8());
    file.close();
    QCOMPARE(run({QStringLiteral("add"), number, QStringLiteral("Youka"), QStringLiteral("Bank"),
                  QStringLiteral("nobody's")}),
             2);
    QCOMPARE(run({QStringLiteral("add"), QStringLiteral("123"), QStringLiteral("Youka"),
                  QStringLiteral("Bank"), QStringLiteral("signed")}),
             1);
    QCOMPARE(run({QStringLiteral("add"), number, QStringLiteral("Youka"), QStringLiteral("Bank"),
                  QStringLiteral("signed")}),
             0);
    QCOMPARE(run({QStringLiteral("list")}), 0);
    QVERIFY(said.contains(number));
    QCOMPARE(run({QStringLiteral("import"), number, path}), 0);
    QCOMPARE(said, QStringLiteral("rows 1, known 0, in 5.00, out 0.00\n"));
    QCOMPARE(run({QStringLiteral("import"), number, path}), 0);
    QCOMPARE(said, QStringLiteral("taken before\n"));
    QCOMPARE(run({QStringLiteral("import"), number, dir.filePath(QStringLiteral("none.csv"))}), 1);
    QCOMPARE(run({QStringLiteral("transfers"), QStringLiteral("1"), dir.filePath(QStringLiteral("t.csv"))}),
             1);
    QCOMPARE(run({QStringLiteral("pay")}), 2);
}

QTEST_GUILESS_MAIN(TestBankApi)
#include "tst_bank_api.moc"

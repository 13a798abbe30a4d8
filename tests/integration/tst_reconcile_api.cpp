#include "tests/integration/server_desk.h"
#include "tests/unit/reconcile/reconcile_scene.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using youka::test::ReconcileScene;
using youka::test::ServerAnswer;
using youka::test::ServerDesk;

namespace {

/// The server with one merchant, a day of which differs by a fen, and two managers of all stations.
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
            ReconcileScene books(db);
            merchant = books.merchant.id;
            day = books.day;
            books.order(QStringLiteral("A"), 10'000, PaymentState::Paid, books.at(9));
            return books.bill(day, {ReconcileScene::paid(QStringLiteral("A"), 9'999, books.at(9))})
                .and_then([&](bool) { return books.compare(day); })
                .map([](const DayReport &) { return QByteArray(); });
        });
        ensure(made.has_value(), "a day is compared");
        clock.advanceMs(10LL * 86'400'000);
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
    ServerAnswer get(const QByteArray &path) { return by("boss", {"GET", "/api/v1/" + path, {}, {}, {}}); }
    ServerAnswer post(const char *login, const QByteArray &path, const QByteArray &body = "{}",
                      const QByteArray &with = newKey())
    {
        return by(login, {"POST", "/api/v1/" + path, body, with, {}});
    }
    QByteArray pathOf(const char *verb) const
    {
        return "reconcile/days/" + QByteArray::number(merchant.value) + '/'
            + day.toString(Qt::ISODate).toLatin1() + '/' + verb;
    }
    QJsonObject firstDay()
    {
        return get("reconcile/days?from=2026-01-01").json()[QLatin1String("days")].toArray()[0].toObject();
    }
    QJsonArray breaks(const QByteArray &query = {})
    {
        return get("reconcile/breaks" + query).json()[QLatin1String("breaks")].toArray();
    }

    MerchantId merchant;
    QDate day;
};

QString amountIn(const QJsonObject &json, const char *name)
{
    return json[QLatin1String(name)].toObject()[QLatin1String("amount")].toString();
}

}

class TestReconcileApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDay_fromBreakToBank();
    void peopleOfAStation_seeNone();
    void fetch_onlyDaysThatAreOverAndOpen();
};

void TestReconcileApi::aDay_fromBreakToBank()
{
    Scene scene;
    QCOMPARE(scene.get("reconcile/merchants").json()[QLatin1String("merchants")].toArray().size(), 1);
    QJsonObject day = scene.firstDay();
    QCOMPARE(day[QLatin1String("state")].toString(), QStringLiteral("compared"));
    QCOMPARE(day[QLatin1String("breaks")].toInt(), 1);
    QCOMPARE(amountIn(day[QLatin1String("bill")].toObject(), "gross"), QStringLiteral("99.99"));
    const QJsonArray breaks = scene.breaks();
    QCOMPARE(breaks.size(), 1);
    const QJsonObject first = breaks[0].toObject();
    QCOMPARE(first[QLatin1String("class")].toString(), QStringLiteral("amount-differs"));
    QCOMPARE(first[QLatin1String("number")].toString(), QStringLiteral("A"));
    QCOMPARE(amountIn(first, "stake"), QStringLiteral("0.01"));
    QVERIFY(first[QLatin1String("ageHours")].toInt() > 24);

    QCOMPARE(scene.post("boss", scene.pathOf("close")).code(), QStringLiteral("reconcile.break-open"));
    const QByteArray exception =
        "exceptions/" + QByteArray::number(first[QLatin1String("exception")].toInteger());
    QCOMPARE(scene.post("boss", exception + "/take").status, 200);
    QCOMPARE(scene.breaks()[0].toObject()[QLatin1String("owner")].toString(), QStringLiteral("boss"));
    const QByteArray proposal = R"({"resolution":"write-off","reason":"a fen of rounding"})";
    QCOMPARE(scene.post("boss", exception + "/propose", proposal).json()[QLatin1String("state")].toString(),
             QStringLiteral("proposed"));
    QCOMPARE(scene.post("boss", exception + "/confirm").code(), QStringLiteral("access.four-eyes"));
    QCOMPARE(scene.post("second", exception + "/confirm").status, 200);
    QCOMPARE(scene.breaks().size(), 0);
    QCOMPARE(scene.breaks("?state=all").size(), 1);

    const QByteArray key = Scene::newKey();
    const ServerAnswer closed = scene.post("boss", scene.pathOf("close"), "{}", key);
    QCOMPARE(closed.status, 200);
    QCOMPARE(scene.post("boss", scene.pathOf("close"), "{}", key).body, closed.body);
    QCOMPARE(scene.post("boss", scene.pathOf("close")).code(), QStringLiteral("reconcile.day-closed"));
    QCOMPARE(scene.figure("SELECT COUNT(*) FROM journal WHERE kind = 8"), 1);
    const QByteArray arrival = R"({"amount":{"amount":"99.39","currency":"CNY"},"reference":"B1"})";
    const QJsonObject arrived = scene.post("boss", scene.pathOf("arrivals"), arrival).json();
    QCOMPARE(amountIn(arrived, "settled"), QStringLiteral("99.39"));
    day = scene.firstDay();
    QCOMPARE(day[QLatin1String("state")].toString(), QStringLiteral("closed"));
    QCOMPARE(day[QLatin1String("closedBy")].toString(), QStringLiteral("boss"));
    QCOMPARE(amountIn(day, "arrived"), QStringLiteral("99.39"));
    QCOMPARE(scene.breaks().size(), 0);
}

void TestReconcileApi::peopleOfAStation_seeNone()
{
    Scene scene; // the desk's own manager belongs to a station
    const auto get = [&](const char *path) { return scene.as(Role::Manager, {"GET", path, {}, {}, {}}); };
    QCOMPARE(get("/api/v1/reconcile/days").json()[QLatin1String("days")].toArray().size(), 0);
    QCOMPARE(get("/api/v1/reconcile/breaks").json()[QLatin1String("breaks")].toArray().size(), 0);
    QCOMPARE(get("/api/v1/reconcile/merchants").json()[QLatin1String("merchants")].toArray().size(), 0);
    QCOMPARE(get("/api/v1/exceptions").json()[QLatin1String("exceptions")].toArray().size(), 0);
    for (const char *verb : {"close", "fetch", "arrivals"})
        QCOMPARE(scene
                     .as(Role::Manager,
                         {"POST",
                          "/api/v1/" + scene.pathOf(verb),
                          R"({"amount":{"amount":"1.00","currency":"CNY"},"reference":"B"})",
                          Scene::newKey(),
                          {}})
                     .status,
                 404);
}

void TestReconcileApi::fetch_onlyDaysThatAreOverAndOpen()
{
    Scene scene;
    QCOMPARE(scene.post("boss", scene.pathOf("fetch")).status, 202);
    scene.day = channelDay(scene.clock.now());
    QCOMPARE(scene.post("boss", scene.pathOf("fetch")).code(), QStringLiteral("reconcile.bill-missing"));
    scene.day = QDate(2026, 1, 2);
    QCOMPARE(scene.post("boss", scene.pathOf("close")).code(), QStringLiteral("reconcile.bill-missing"));
    scene.merchant = {999};
    QCOMPARE(scene.post("boss", scene.pathOf("fetch")).code(), QStringLiteral("merchant.unknown"));
}

QTEST_GUILESS_MAIN(TestReconcileApi)
#include "tst_reconcile_api.moc"

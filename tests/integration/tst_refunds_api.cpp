#include "apps/server/books_proof.h"
#include "core/domain/access/staff_service.h"
#include "core/domain/sales/sale_json.h"
#include "core/exchange/sync/outbox.h"
#include "core/foundation/crypto/secret_hash.h"
#include "tests/integration/counter_desk.h"

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

    /// Another member of staff with a till PIN; station 0: of all.
    StaffId hire(const char *login, Role role, StationId at, const QByteArray &pin)
    {
        StaffId id;
        const auto made = server->pipeline().run([&](Database &db) {
            StaffService staff(db);
            const Principal house{Role::Operator, 99, QStringLiteral("house"), {}};
            return staff.add(QLatin1String(login), QLatin1String(login), role, at, {})
                .and_then([&](StaffId added) {
                    id = added;
                    return staff.setPin(house, id, hashSecret(pin, HashCost::Test), clock.now());
                })
                .map([](const Staff &) { return QByteArray(); });
        });
        ensure(made.has_value(), "somebody is hired");
        return id;
    }
    SaleId sell(Volume volume, Money amount, SaleId id = SaleId{QUuid::createUuid()}, StationId at = {})
    {
        SaleFact fact;
        fact.sale = id;
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, volume, amount, {}, {}};
        ensure(server->pipeline()
                   .run([&](Database &db) {
                       const ParsedFact told{{QUuid::createUuid()}, {}, clock.now(), fact, 77};
                       return StationRepository(db)
                           .findCode(QStringLiteral("S1"))
                           .and_then([&](std::optional<Station> station) {
                               station->id = at ? at : station->id;
                               return SaleService(db, server->cardKeys())
                                   .apply(told, {terminal, *station}, clock.now());
                           })
                           .map([](const FactOutcome &) { return QByteArray(); });
                   })
                   .has_value(),
               "another sale is booked");
        return fact.sale;
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
    void atTheTill_aPart_withAManagersPin();
    void atTheTill_aRepeat_hasItsEffectOnce();
    void atTheTill_aboveTheLimit_twoManagers();
    void atTheTill_whoMayNot();
    void atTheTill_foundByItsNumber();
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

namespace {

/// A till of station S1, as the counter asks through it.
struct Till
{
    explicit Till(Scene &at)
        : scene(at)
    {
        scene.settings.port = scene.server->port();
        counter = std::make_unique<test::Counter>(scene);
    }
    CounterRefund order(StaffId by, const QString &pin) const
    {
        CounterRefund refund;
        refund.operation = OperationId{QUuid::createUuid()};
        refund.sale = scene.sale;
        refund.reason = RefundReason::Returned;
        refund.note = QStringLiteral("counter");
        refund.by = by;
        refund.pin = pin;
        return refund;
    }
    Result<CounterRefundDone> ask(const CounterRefund &refund)
    {
        std::optional<Result<CounterRefundDone>> done;
        counter->node->refunds.refund(refund, [&](const Result<CounterRefundDone> &said) { done = said; });
        return QTest::qWaitFor([&] { return done.has_value(); }, 20'000)
            ? *done
            : Result<CounterRefundDone>(fail(ErrorCode::Timeout));
    }
    Result<std::vector<RefundLine>> lines(SaleId sale)
    {
        std::optional<Result<std::vector<RefundLine>>> lines;
        counter->node->refunds.lines(sale, [&](const auto &said) { lines = said; });
        return QTest::qWaitFor([&] { return lines.has_value(); }, 20'000)
            ? *lines
            : Result<std::vector<RefundLine>>(fail(ErrorCode::Timeout));
    }
    Result<std::vector<SaleView>> find(const QString &number)
    {
        std::optional<Result<std::vector<SaleView>>> sales;
        counter->node->refunds.find(number, [&](const auto &said) { sales = said; });
        return QTest::qWaitFor([&] { return sales.has_value(); }, 20'000)
            ? *sales
            : Result<std::vector<SaleView>>(fail(ErrorCode::Timeout));
    }
    Scene &scene;
    std::unique_ptr<test::Counter> counter;
};

const QString Pin = QStringLiteral("2580");

}

void TestRefundsApi::atTheTill_aPart_withAManagersPin()
{
    Scene scene;
    const StaffId manager = scene.hire("mei", Role::Manager, {}, "2580");
    Till till(scene);
    QCOMPARE(till.lines(scene.sale)->front().quantity, 40'000);
    QCOMPARE(till.lines(SaleId{QUuid::createUuid()}).error().code, ErrorCode::SaleNotFound);
    CounterRefund order = till.order(manager, Pin);
    order.parts = {{0, 10'000}};
    const auto done = till.ask(order);
    QVERIFY(done && !done->waiting && done->toCash);
    QCOMPARE(done->money, 80_yuan);
    QCOMPARE(till.lines(scene.sale)->front().back, 10'000);
    QCOMPARE(scene.lines()[QLatin1String("refunds")][0][QLatin1String("by")].toString(),
             QStringLiteral("mei"));
    QCOMPARE(scene.faults(), QString());
    scene.server.reset();
    QCOMPARE(till.lines(scene.sale).error().code, ErrorCode::RefundOnlineOnly);
    QCOMPARE(till.ask(order).error().code, ErrorCode::RefundOnlineOnly);
}

void TestRefundsApi::atTheTill_aRepeat_hasItsEffectOnce()
{
    Scene scene;
    const StaffId manager = scene.hire("mei", Role::Manager, {}, "2580");
    Till till(scene);
    CounterRefund order = till.order(manager, Pin);
    order.parts = {{0, 10'000}};
    QCOMPARE(till.ask(order)->money, 80_yuan);
    QCOMPARE(till.ask(order)->money, 80_yuan); // the first answer was lost
    QCOMPARE(till.lines(scene.sale)->front().back, 10'000);
    QCOMPARE(scene.faults(), QString());
}

void TestRefundsApi::atTheTill_aboveTheLimit_twoManagers()
{
    Scene scene;
    const StaffId first = scene.hire("mei", Role::Manager, {}, "2580");
    const StaffId second = scene.hire("tao", Role::Manager, {}, "3691");
    Till till(scene);
    CounterRefund order = till.order(first, Pin);
    order.sale = scene.sell({100'000}, 800_yuan);
    const auto proposed = till.ask(order);
    QVERIFY(proposed && proposed->waiting);
    QCOMPARE(proposed->maker, QStringLiteral("mei"));
    order.operation = OperationId{QUuid::createUuid()};
    QVERIFY(till.ask(order)->waiting); // the same person is no second one
    order.operation = OperationId{QUuid::createUuid()};
    order.by = second;
    order.pin = QStringLiteral("3691");
    const auto done = till.ask(order);
    QVERIFY(done && !done->waiting);
    QCOMPARE(done->money, 800_yuan);
    QCOMPARE(scene.faults(), QString());
}

void TestRefundsApi::atTheTill_whoMayNot()
{
    Scene scene;
    const StaffId cashier = scene.hire("li", Role::Cashier, {}, "2580");
    const StaffId manager = scene.hire("mei", Role::Manager, {}, "2580");
    const StaffId elsewhere = scene.hire("far", Role::Manager, StationId{9'999}, "2580");
    Till till(scene);
    const auto code = [&](StaffId by, const QString &pin) {
        const auto done = till.ask(till.order(by, pin));
        return done ? ErrorCode::Internal : done.error().code;
    };
    QCOMPARE(code(cashier, Pin), ErrorCode::NotPermitted);
    QCOMPARE(code(elsewhere, Pin), ErrorCode::StaffUnknown);
    QCOMPARE(code(StaffId{12'345}, Pin), ErrorCode::StaffUnknown);
    for (int wrong = 0; wrong < StaffService::MaxTries; ++wrong)
        QCOMPARE(code(manager, QStringLiteral("1111")), ErrorCode::PinWrong);
    QCOMPARE(code(manager, Pin), ErrorCode::TooManyAttempts);
    scene.clock.advanceMs(StaffService::LockMs + 1);
    QCOMPARE(scene.lines()[QLatin1String("refunds")].toArray().size(), 0);
    QVERIFY(till.ask(till.order(manager, Pin)));
    QCOMPARE(scene
                 .post(Role::Manager, "/api/v1/counter-sales/" + scene.sale.text().toLatin1() + "/refunds",
                       R"({"reason":"fault","note":"x","staff":"1","pin":"2580"})")
                 .status,
             403);
}

void TestRefundsApi::atTheTill_foundByItsNumber()
{
    Scene scene;
    const ManualClock before{scene.clock.now().plusMs(-20LL * 86'400'000)};
    IdSource ids(before, 5);
    const SaleId mine = scene.sell({10'000}, 80_yuan, ids.make<SaleId>());
    const SaleId beside = scene.sell({20'000}, 160_yuan, ids.make<SaleId>()); // of the same moment
    const SaleId elsewhere = scene.sell({30'000}, 240_yuan, ids.make<SaleId>(), StationId{9'999});
    QCOMPARE(saleNumber(elsewhere), saleNumber(mine));
    Till till(scene);
    const auto found = till.find(saleNumber(mine));
    QVERIFY(found);
    QCOMPARE(found->size(), size_t(2)); // not that of the other station
    QCOMPARE(found->at(0).id, beside);
    QCOMPARE(found->at(1).id, mine);
    QCOMPARE(found->at(1).due(), 80_yuan);
    QCOMPARE(found->at(1).state, SaleState::Settled);
    QCOMPARE(till.lines(mine)->front().quantity, 10'000);
    QCOMPARE(till.lines(elsewhere).error().code, ErrorCode::SaleNotFound);
    const ManualClock later{before.now().plusMs(100)};
    QCOMPARE(till.find(saleNumber(IdSource(later, 5).make<SaleId>())).error().code, ErrorCode::SaleNotFound);
    QCOMPARE(till.find(QStringLiteral("12345678901")).error().code, ErrorCode::SaleNotFound);
    QCOMPARE(scene.as(Role::Manager, {"GET", "/api/v1/counter-sales?number=1", {}, {}, {}}).status, 403);
    scene.server.reset();
    QCOMPARE(till.find(saleNumber(mine)).error().code, ErrorCode::RefundOnlineOnly);
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

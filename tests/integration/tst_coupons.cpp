#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/coupon_qr.h"
#include "core/domain/coupons/issue_service.h"
#include "core/exchange/sync/member_client.h"
#include "tests/integration/counter_desk.h"

using namespace youka;
using namespace youka::literals;
using youka::test::Counter;
using youka::test::ServerAnswer;

namespace {

const QByteArray TenOff =
    R"("name":"Ten off","terms":{"kind":"amount-off","amount":{"amount":"10.00","currency":"CNY"},"offline":true,)"
    R"("from":"2025-01-01T00:00:00.000Z","until":"2030-01-01T00:00:00.000Z"})";

struct Desk : test::OfflineDesk
{
    /// Through the office's doors; the second pair of eyes is another manager's.
    qint64 live(const QByteArray &campaign = TenOff)
    {
        const ServerAnswer made = post(Role::Manager, "/api/v1/campaigns", '{' + campaign + '}');
        ensure(made.status == 201, "a campaign is drafted");
        const qint64 id = made.json()[QLatin1String("id")].toInteger();
        ensure(step(id, "review").status == 200, "it is submitted");
        const auto approved = server->pipeline().run([&](Database &db) -> Result<QByteArray> {
            return CampaignService(db, server->couponKeys())
                .step({id}, CampaignState::Live, {Role::Manager, 9'999, QStringLiteral("second"), {}},
                      clock.now())
                .map([](const Campaign &) { return QByteArray(); });
        });
        ensure(approved.has_value(), "it is approved");
        return id;
    }
    ServerAnswer step(qint64 campaign, const QByteArray &state)
    {
        return post(Role::Manager, "/api/v1/campaigns/" + QByteArray::number(campaign) + "/state",
                    "{\"state\":\"" + state + "\"}");
    }
    quint16 print(qint64 campaign)
    {
        const ServerAnswer made =
            post(Role::Manager, "/api/v1/campaigns/" + QByteArray::number(campaign) + "/batches",
                 R"({"count":100,"reason":"flyer"})");
        ensure(made.status == 201, "codes are made");
        return quint16(made.json()[QLatin1String("id")].toInt());
    }
    QString code(CouponId id) { return CouponService(server->reader(0), server->couponKeys()).codeOf(id); }
    QString qr(CouponId id)
    {
        SignedCoupon coupon;
        coupon.coupon = id;
        coupon.until = clock.now().plusMs(24LL * 60 * 60 * 1000);
        coupon.value = 1'000;
        coupon.offline = true;
        coupon.key = keys.signerId;
        return signedCouponText(coupon, *keys.signer);
    }

    const CouponKeys keys = server->couponKeys(); ///< also while it is away
};

/// 40 L at 8.00 and the coupons that are shown for it.
struct Shopper
{
    explicit Shopper(Counter &at)
        : counter(at)
        , sale(at.ids.make<SaleId>())
    {
    }
    Result<CouponGrant> show(const QStringList &codes)
    {
        CouponQuestion question;
        question.operation = counter.ids.make<OperationId>();
        question.sale = sale;
        question.codes = codes;
        question.basket = {{},
                           {{QStringLiteral("95"), {}, Product::Unit::Litre, 40'000, {8'000, {}}, 320_yuan}}};
        std::optional<Result<CouponGrant>> answer;
        counter.node->coupons.ask(question, [&](const Result<CouponGrant> &told) { answer = told; });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 10'000);
        const Result<CouponGrant> result = answer ? *answer : Result<CouponGrant>(fail(ErrorCode::Timeout));
        if (result)
            grant = *result;
        return result;
    }
    std::optional<ErrorCode> refusal(const QString &code)
    {
        const auto told = show({code});
        if (!told)
            return told.error().code;
        return told->refused.empty() ? std::nullopt : std::optional(told->refused[0].second.code);
    }
    void payCash()
    {
        SaleFact fact;
        fact.sale = sale;
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        fact.offline = grant.offline;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {40'000}, 320_yuan, {}, {}};
        fact.discounts = grant.redemptions;
        const auto written =
            counter.node->outbox.append(makeFact({sale.uuid}, counter.desk.clock.now(), fact));
        ensure(written.has_value(), "a sale is written down");
        counter.node->outbox.kick();
    }

    Counter &counter;
    SaleId sale;
    CouponGrant grant;
};

}

class TestCoupons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aCode_isTakenOnce();
    void offline_signedOnesAreTaken_andTheSecondIsACase();
    void offline_limits();
    void codes_comeWithTheirQr_andAreWrittenDown();
    void figures_areThoseOfTheSales();
    void aPause_reachesTheStation();
    void theOffice_seesAndVoids();
    void aMember_claimsAndSpends();
    void atThePump_reservedWithTheMoney_alsoAlone();
    void aSegment_isGivenTo_andAMemberGivesOn();
};

void TestCoupons::aCode_isTakenOnce()
{
    Desk desk;
    desk.publishPrice();
    const quint16 batch = desk.print(desk.live());
    Counter here(desk);
    Counter there(desk, "S2");
    here.node->agent.start();
    Shopper first(here);
    Shopper second(there);
    const QString code = desk.code({batch, 7});
    VERIFY_OK(first.show({code}));
    QCOMPARE(first.grant.total, 10_yuan);
    QVERIFY(!first.grant.offline);
    QCOMPARE(second.refusal(code), ErrorCode::CouponReserved);
    VERIFY_OK(first.show({})); // thinks again
    QCOMPARE(second.refusal(code), std::nullopt);
    VERIFY_OK(second.show({}));
    VERIFY_OK(first.show({code}));
    first.payCash();
    QTRY_VERIFY(here.allUploaded());
    QCOMPARE(second.refusal(code), ErrorCode::CouponUsed);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM exception_case"), 0);
    QCOMPARE(desk.figure("SELECT discount FROM sale"), 1'000);
    QVERIFY(
        desk.as(Role::Operator, {"GET", "/api/v1/proof", {}, {}, {}}).json()[QLatin1String("ok")].toBool());
}

void TestCoupons::offline_signedOnesAreTaken_andTheSecondIsACase()
{
    Desk desk;
    desk.publishPrice();
    const quint16 batch = desk.print(desk.live());
    Counter here(desk);
    Counter there(desk, "S2");
    for (Counter *counter : {&here, &there}) {
        counter->node->agent.start();
        QTRY_COMPARE(counter->node->campaigns.all()->size(), size_t(1));
        QTRY_VERIFY(!counter->node->campaigns.all()->front().campaign.offlineBatches.isEmpty());
    }
    const QString qr = desk.qr({batch, 1});
    const QString typed = desk.code({batch, 2});
    desk.stop();
    Shopper first(here);
    VERIFY_OK(first.show({qr}));
    QVERIFY(first.grant.offline);
    QCOMPARE(first.grant.total, 10_yuan);
    first.payCash();
    Shopper again(here);
    QCOMPARE(again.refusal(qr), ErrorCode::CouponUsed);
    QCOMPARE(again.refusal(typed), ErrorCode::CouponOnlineOnly);
    QString forged = qr;
    forged[qr.size() - 2] = forged[qr.size() - 2] == u'A' ? u'B' : u'A'; // the last one has bits to spare
    QCOMPARE(again.refusal(forged), ErrorCode::CouponForged);
    Shopper second(there); // cannot know
    VERIFY_OK(second.show({qr}));
    QCOMPARE(second.grant.total, 10_yuan);
    second.payCash();

    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(here.allUploaded() && there.allUploaded(), 20'000);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM sale"), 2);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM exception_case WHERE kind = 'coupon-twice'"), 1);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM exception_case"), 1);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM coupon_use WHERE state = 2"), 1);
    QVERIFY(
        desk.as(Role::Operator, {"GET", "/api/v1/proof", {}, {}, {}}).json()[QLatin1String("ok")].toBool());
}

void TestCoupons::offline_limits()
{
    Desk desk;
    const quint16 batch = desk.print(desk.live());
    Counter here(desk);
    here.node->agent.start();
    QTRY_COMPARE(here.node->campaigns.all()->size(), size_t(1));
    QTRY_VERIFY(!here.node->campaigns.all()->front().campaign.offlineBatches.isEmpty());
    desk.stop();
    const StationCouponDesk::Parts parts{here.store->db(), here.node->api, here.node->campaigns,
                                         here.node->list,  desk.clock,     here.node->watch};
    StationCouponDesk little(parts, here.self->station, {100_yuan, 20_yuan});
    const auto take = [&](quint32 serial) {
        CouponQuestion question;
        question.sale = here.ids.make<SaleId>();
        question.codes = {desk.qr({batch, serial})};
        question.basket = {{},
                           {{QStringLiteral("95"), {}, Product::Unit::Litre, 40'000, {8'000, {}}, 320_yuan}}};
        return *little.answerAlone(question);
    };
    QCOMPARE(take(1).total, 10_yuan);
    QCOMPARE(take(2).total, 10_yuan);
    const CouponGrant third = take(3);
    QVERIFY(third.redemptions.empty());
    QCOMPARE(third.refused[0].second.code, ErrorCode::CouponOfflineLimit);
    desk.clock.advanceMs(24LL * 60 * 60 * 1000);
    QCOMPARE(take(4).total, 10_yuan); // another day
}

void TestCoupons::codes_comeWithTheirQr_andAreWrittenDown()
{
    Desk desk;
    const qint64 campaign = desk.live();
    const quint16 batch = desk.print(campaign);
    const QByteArray path = "/api/v1/coupon-batches/" + QByteArray::number(batch) + "/codes";
    const QByteArray wanted = R"({"from":98,"count":1000,"reason":"for the printer"})";
    QCOMPARE(desk.post(Role::Cashier, path, wanted).status, 403);
    const ServerAnswer answer = desk.post(Role::Manager, path, wanted);
    QCOMPARE(answer.status, 200);
    const QJsonArray codes = answer.json()[QLatin1String("codes")].toArray();
    QCOMPARE(codes.size(), 2); // 98 and 99: there are a hundred
    QCOMPARE(codes[1][QLatin1String("code")].toString(), desk.code({batch, 99}));
    const auto noted = AuditLog(desk.server->reader(0)).of(QStringLiteral("batch %1").arg(batch), 10);
    QVERIFY(noted && noted->size() == 1);
    QCOMPARE(noted->front().entry.detail, QStringLiteral("codes 98 to 99; for the printer"));
    // A station takes the printed square without the centre.
    Counter here(desk);
    here.node->agent.start();
    QTRY_COMPARE(here.node->campaigns.all()->size(), size_t(1));
    QTRY_VERIFY(!here.node->campaigns.all()->front().campaign.offlineBatches.isEmpty());
    desk.stop();
    Shopper shopper(here);
    const auto grant = shopper.show({codes[1][QLatin1String("qr")].toString()});
    QVERIFY(grant);
    QCOMPARE(grant->total, 10_yuan);
    QVERIFY(grant->offline);
}

void TestCoupons::figures_areThoseOfTheSales()
{
    Desk desk;
    const qint64 campaign = desk.live();
    const quint16 batch = desk.print(campaign);
    Counter here(desk);
    here.node->agent.start();
    Shopper shopper(here);
    QVERIFY(shopper.show({desk.code({batch, 1})}));
    shopper.payCash();
    const QByteArray path = "/api/v1/campaigns/" + QByteArray::number(campaign) + "/figures";
    const auto figures = [&] { return desk.as(Role::Manager, {"GET", path, {}, {}, {}}).json(); };
    QTRY_COMPARE(figures()[QLatin1String("redeemed")].toInteger(), 1);
    const QJsonObject all = figures();
    QCOMPARE(all[QLatin1String("issued")].toInteger(), 100);
    QCOMPARE(all[QLatin1String("discount")][QLatin1String("amount")].toString(), QStringLiteral("10.00"));
    QCOMPARE(all[QLatin1String("gross")][QLatin1String("amount")].toString(), QStringLiteral("320.00"));
    QCOMPARE(all[QLatin1String("volumeMl")].toString(), QStringLiteral("40000"));
    QCOMPARE(all[QLatin1String("byDay")].toArray().size(), 1);
    QCOMPARE(all[QLatin1String("byChannel")][0][QLatin1String("channel")].toString(), QStringLiteral("pos"));
    QCOMPARE(desk.as(Role::Manager, {"GET", "/api/v1/campaigns/999/figures", {}, {}, {}}).status, 404);
}

void TestCoupons::aPause_reachesTheStation()
{
    Desk desk;
    const qint64 campaign = desk.live();
    const quint16 batch = desk.print(campaign);
    Counter here(desk);
    here.node->agent.start();
    QTRY_COMPARE(here.node->campaigns.all()->size(), size_t(1));
    QCOMPARE(desk.step(campaign, "paused").status, 200);
    QTRY_COMPARE(here.node->campaigns.all()->size(), size_t(0));
    const QString qr = desk.qr({batch, 1});
    Shopper shopper(here);
    QCOMPARE(shopper.refusal(qr), ErrorCode::CouponPaused);
    desk.stop();
    QVERIFY(shopper.refusal(qr).has_value());
}

void TestCoupons::theOffice_seesAndVoids()
{
    Desk desk;
    const qint64 campaign = desk.live();
    const quint16 batch = desk.print(campaign);
    const QByteArray path = "/api/v1/campaigns";
    const auto listed = desk.as(Role::Cashier, {"GET", path, {}, {}, {}});
    QCOMPARE(listed.status, 200);
    const QJsonObject one = listed.json()[QLatin1String("campaigns")].toArray()[0].toObject();
    QCOMPARE(one[QLatin1String("issued")].toInteger(), 100);
    QCOMPARE(one[QLatin1String("state")].toString(), QStringLiteral("live"));
    QCOMPARE(desk.post(Role::Cashier, path, '{' + TenOff + '}').status, 403);
    QCOMPARE(desk.step(campaign, "draft").status, 409);
    const auto search = [&](const QString &code) {
        return desk.post(Role::Cashier, "/api/v1/coupon-searches", "{\"code\":\"" + code.toLatin1() + "\"}");
    };
    const ServerAnswer found = search(desk.code({batch, 3}));
    QCOMPARE(found.json()[QLatin1String("state")].toString(), QStringLiteral("issued"));
    QVERIFY(!found.body.contains(desk.code({batch, 3}).left(9).toLatin1())); // no whole code in an answer
    QCOMPARE(search(QStringLiteral("00N0-3RJ0-QNHG-K3YQ-B")).status, 404);
    const QByteArray id = QByteArray::number(CouponId{batch, 3}.value());
    QCOMPARE(desk.post(Role::Manager, "/api/v1/coupons/" + id + "/void", "{}").status, 400);
    QCOMPARE(desk.post(Role::Manager, "/api/v1/coupons/" + id + "/void", R"({"reason":"lost"})").status, 200);
    QCOMPARE(search(desk.code({batch, 3})).json()[QLatin1String("state")].toString(), QStringLiteral("void"));
    QVERIFY(desk.figure("SELECT COUNT(*) FROM audit WHERE action LIKE 'coupon.%' OR action LIKE 'campaign.%'")
            >= 5);
}

void TestCoupons::aMember_claimsAndSpends()
{
    Desk desk;
    desk.issueWith("1000.00");
    desk.live(R"("claimCode":"WELCOME",)" + TenOff);
    Counter here(desk);
    here.node->agent.start();
    const auto ask = [&](const char *path, QJsonObject body) {
        body.insert(QStringLiteral("cardToken"), QString::fromLatin1(here.token().bytes.toBase64()));
        body.insert(QStringLiteral("proof"), int(CardProof::Chip));
        std::optional<Result<QJsonObject>> answer;
        here.node->api.post(QString::fromLatin1(path), body, here.ids.make<OperationId>(),
                            [&](const Result<QJsonObject> &reply) { answer = reply; });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 10'000);
        return answer ? *answer : Result<QJsonObject>(fail(ErrorCode::Timeout));
    };
    const QJsonObject welcome{{QStringLiteral("code"), QStringLiteral("welcome")}};
    const auto claimed = ask("/api/v1/coupon-claims", welcome);
    VERIFY_OK(claimed);
    COMPARE_REFUSED(ask("/api/v1/coupon-claims", welcome), ErrorCode::CouponCapReached);
    const auto mine = ask("/api/v1/member-coupons", {});
    VERIFY_OK(mine);
    const QJsonObject coupon = (*mine)[QLatin1String("coupons")].toArray()[0].toObject();
    QCOMPARE(coupon[QLatin1String("name")].toString(), QStringLiteral("Ten off"));
    CouponQuestion question;
    question.operation = here.ids.make<OperationId>();
    question.sale = here.ids.make<SaleId>();
    question.chosen = {CouponId::fromValue(coupon[QLatin1String("id")].toInteger())};
    question.cardToken = here.token().bytes;
    question.basket = {{}, {{QStringLiteral("95"), {}, Product::Unit::Litre, 40'000, {8'000, {}}, 320_yuan}}};
    std::optional<Result<CouponGrant>> answer;
    here.node->coupons.ask(question, [&](const Result<CouponGrant> &grant) { answer = grant; });
    QTRY_VERIFY(answer.has_value());
    VERIFY_OK(*answer);
    QCOMPARE((*answer)->total, 10_yuan);
}

/// By the server with what the card's holder has; without it by the station, with what needs no centre.
void TestCoupons::atThePump_reservedWithTheMoney_alsoAlone()
{
    Desk desk;
    desk.publishPrice();
    desk.issueWith("1000.00");
    const QByteArray times = R"("from":"2025-01-01T00:00:00.000Z","until":"2030-01-01T00:00:00.000Z"})";
    desk.live(R"("name":"Less","terms":{"kind":"per-litre-off","price":{"price":"0.500","currency":"CNY"},)"
              R"("automatic":true,"offline":true,)"
              + times);
    Counter here(desk);
    here.node->agent.start();
    QTRY_VERIFY(here.card().has_value());
    QTRY_COMPARE(here.node->campaigns.all()->size(), size_t(1));
    const auto fuelled = [&](const CardGrant &grant) {
        const UnitPrice price = *grant.offers.atPump;
        const Volume volume = volumeFor(grant.limit, price);
        const Money shown = *amountFor(volume, price);
        const FuelCharged charged = chargeFor(grant.offers, here.question.product, volume, price, shown);
        SaleFact sale;
        sale.sale = here.question.sale;
        sale.hold = grant.hold;
        sale.pump = 1;
        sale.offline = grant.offline;
        sale.delivery = {1, here.question.product, charged.price, volume, charged.amount, {}, {}};
        sale.delivery.pump = Delivery::Shown{price, shown};
        sale.discounts = charged.discounts;
        ensure(here.node->outbox.append(makeFact({sale.sale.uuid}, desk.clock.now(), sale)).has_value(),
               "a delivery is written down");
        here.node->outbox.kick();
        return charged;
    };
    here.wish = CouponWish{};
    const auto online = here.ask(100_yuan);
    VERIFY_OK(online);
    QVERIFY(!online->offline);
    QCOMPARE(online->offers.atPump->milli, 7'500);
    fuelled(*online);
    QTRY_VERIFY(here.allUploaded());
    QTRY_VERIFY(here.allotment() >= 100_yuan); // lent to where it was used
    desk.stop();
    const auto alone = here.ask(100_yuan);
    VERIFY_OK(alone);
    QVERIFY(alone->offline);
    QCOMPARE(alone->offers.atPump->milli, 7'500);
    fuelled(*alone);
    desk.start();
    QTRY_VERIFY_WITH_TIMEOUT(here.allUploaded(), 20'000);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM sale WHERE pump_price = 7500"), 2);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM exception_case"), 0);
    QCOMPARE(desk.figure("SELECT SUM(amount - discount - pump_amount) FROM sale"), 0);
    QVERIFY(
        desk.as(Role::Operator, {"GET", "/api/v1/proof", {}, {}, {}}).json()[QLatin1String("ok")].toBool());
}

/// Through the office's doors, then the kiosk's.
void TestCoupons::aSegment_isGivenTo_andAMemberGivesOn()
{
    Desk desk;
    desk.issueWith("1000.00");
    const QByteArray path = "/api/v1/campaigns/" + QByteArray::number(desk.live()) + "/issues";
    const ServerAnswer counted = desk.post(Role::Manager, "/api/v1/issue-counts", R"({"segment":"retail"})");
    QCOMPARE(counted.status, 200);
    const qint64 customers = counted.json()[QLatin1String("customers")].toInteger();
    QVERIFY(customers > 0);
    const QByteArray wanted = R"({"segment":"retail","reason":"thanks"})";
    QCOMPARE(desk.post(Role::Cashier, path, wanted).status, 403);
    QCOMPARE(desk.post(Role::Manager, path, R"({"segment":"retail"})").status, 400);
    const ServerAnswer ordered = desk.post(Role::Manager, path, wanted);
    QCOMPARE(ordered.status, 201);
    QCOMPARE(ordered.json()[QLatin1String("customers")].toInteger(), customers);
    for (int left = 1; left > 0;) {
        const auto piece = desk.server->pipeline().run([&](Database &db) {
            return IssueService(db).workOff(desk.clock.now(), 100).map([](int n) {
                return QByteArray::number(n);
            });
        });
        VERIFY_OK(piece);
        left = piece->toInt();
    }
    const auto jobs =
        desk.as(Role::Manager, {"GET", path, {}, {}, {}}).json()[QLatin1String("issues")].toArray();
    QCOMPARE(jobs.size(), 1);
    QCOMPARE(jobs[0][QLatin1String("given")].toInteger(), customers);
    QVERIFY(jobs[0][QLatin1String("done")].toBool());

    Counter here(desk);
    here.node->agent.start();
    MemberClient members(here.node->api);
    CardIdentity card;
    card.token = here.token();
    card.proof = CardProof::Chip;
    std::optional<Result<MemberView>> view;
    members.about(card, [&](const Result<MemberView> &told) { view = told; });
    QTRY_VERIFY(view.has_value());
    VERIFY_OK(*view);
    QCOMPARE((*view)->coupons.size(), 1u);
    QVERIFY((*view)->coupons[0].giftable);
    std::optional<Result<bool>> given;
    members.giveAway(here.ids.make<OperationId>(), card, {}, (*view)->coupons[0].coupon.id,
                     QStringLiteral("13900000000"), [&](const Result<bool> &told) { given = told; });
    QTRY_VERIFY(given.has_value());
    VERIFY_OK(*given);
    QVERIFY(!**given); // nobody's number
}

QTEST_GUILESS_MAIN(TestCoupons)
#include "tst_coupons.moc"

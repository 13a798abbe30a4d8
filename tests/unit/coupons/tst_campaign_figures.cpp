#include "core/domain/coupons/campaign_figures.h"
#include "core/domain/coupons/campaign_rules.h"
#include "tests/unit/coupons/promotion_desk.h"

#include <QJsonArray>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PromotionDesk;

class TestCampaignFigures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aNewCampaign_didNothing_data() { test::addEngineRows(); }
    void aNewCampaign_didNothing();
    void uses_areCountedByDayStationAndChannel_data() { test::addEngineRows(); }
    void uses_areCountedByDayStationAndChannel();
    void claims_areCountedBySegmentAndLevel_data() { test::addEngineRows(); }
    void claims_areCountedBySegmentAndLevel();
    void coupons_expireAndAreVoided_data() { test::addEngineRows(); }
    void coupons_expireAndAreVoided();
    void uplift_comparesTheGroups_data() { test::addEngineRows(); }
    void uplift_comparesTheGroups();
    void onTheWire_sumsAddUp();
};

void TestCampaignFigures::aNewCampaign_didNothing()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const auto figures = campaignFigures(*store.db, desk.live(10_yuan), desk.now());
    VERIFY_OK(figures);
    QCOMPARE(figures->issued(), 0);
    QCOMPARE(figures->all.redeemed, 0);
    QCOMPARE(figures->all.discount, 0_yuan);
    QVERIFY(figures->byDay.isEmpty());
    QVERIFY(!figures->uplift);
    QCOMPARE(figures->with.average(), 0_yuan);
}

void TestCampaignFigures::uses_areCountedByDayStationAndChannel()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CouponBatch batch = desk.print(campaign, 100);
    const auto buy = [&](quint32 serial, Channel channel, Money amount) -> Result<FactOutcome> {
        CouponQuestion q = desk.couponQuestion({desk.code(batch, serial)});
        q.channel = channel;
        q.basket = desk.fuel(amount);
        const auto grant = desk.reserve(q);
        if (!grant)
            return fail(grant.error());
        return desk.tell(desk.cashSale(q.sale, grant->redemptions, amount));
    };
    VERIFY_OK(buy(0, Channel::Pos, 320_yuan));
    VERIFY_OK(buy(1, Channel::Kiosk, 160_yuan));
    VERIFY_OK(desk.tell(desk.cashSale(desk.ids.make<SaleId>(), {}, 80_yuan))); // without
    desk.clock.advanceMs(24LL * 60 * 60 * 1000);
    VERIFY_OK(buy(2, Channel::Kiosk, 240_yuan));
    VERIFY_OK(desk.reserve(desk.couponQuestion({desk.code(batch, 3)}))); // waits to be paid
    const CouponQuestion dropped = desk.couponQuestion({desk.code(batch, 4)});
    VERIFY_OK(desk.reserve(dropped));
    VERIFY_OK(desk.committed([&] { return desk.coupons().release(dropped.sale, desk.now()); }));
    desk.clock.advanceMs(24LL * 60 * 60 * 1000); // a day on which nobody had one
    VERIFY_OK(desk.tell(desk.cashSale(desk.ids.make<SaleId>(), {}, 800_yuan)));

    const auto figures = campaignFigures(*store.db, campaign, desk.now());
    VERIFY_OK(figures);
    QCOMPARE(figures->printed, 100);
    QCOMPARE(figures->all.redeemed, 3);
    QCOMPARE(figures->all.reserved, 1);
    QCOMPARE(figures->all.givenBack, 1);
    QCOMPARE(figures->all.discount, 30_yuan);
    QCOMPARE(figures->all.sales, 3);
    QCOMPARE(figures->all.gross, 720_yuan);
    QCOMPARE(figures->all.volume.ml, 90'000);
    QCOMPARE(figures->byDay.size(), 2);
    QCOMPARE(figures->byDay.first().redeemed, 2);
    QCOMPARE(figures->byDay.first().gross, 480_yuan);
    QCOMPARE(figures->byDay.last().discount, 10_yuan);
    QCOMPARE(figures->byStation.size(), 1);
    QCOMPARE(figures->byStation.firstKey(), desk.terminal.station.id.value);
    QCOMPARE(figures->byChannel[int(Channel::Kiosk)].redeemed, 2);
    QCOMPARE(figures->byChannel[int(Channel::Kiosk)].gross, 400_yuan);
    QCOMPARE(figures->byChannel[int(Channel::Pos)].redeemed, 1);
    QCOMPARE(figures->bySegment.keys(), QList<CustomerKind>{CustomerKind()}); // nobody showed a card
    QCOMPARE(figures->bySegment.first().redeemed, 3);
    QCOMPARE(figures->with.sales, 3);
    QCOMPARE(figures->with.average(), 240_yuan);
    QCOMPARE(figures->without.sales, 1); // the one of a day when it was redeemed
    QCOMPARE(figures->without.average(), 80_yuan);
}

void TestCampaignFigures::claims_areCountedBySegmentAndLevel()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) { c.claimCode = QStringLiteral("TEN"); });
    const auto customer = [&](qint64 id, const char *segment, const char *level) {
        VERIFY_OK(store.db->run(
            "INSERT INTO customer (id, external, segment, currency, data_key, name, at) "
            "VALUES (?, ?, ?, 'CNY', ?, ?, 0)",
            {id, QStringLiteral("S%1").arg(id), QLatin1String(segment), QByteArray("k"), QByteArray("n")}));
        if (*level)
            VERIFY_OK(store.db->run(
                "INSERT INTO points_member (customer, currency, balance, pending, reserved, owed, level, "
                "since, until) VALUES (?, 'CNY', 0, 0, 0, 0, ?, 0, 0)",
                {id, QLatin1String(level)}));
    };
    customer(9'001, "private", "gold");
    customer(9'002, "private", "");
    customer(9'003, "taxi", "gold");
    for (const qint64 id : {9'001, 9'002, 9'003})
        VERIFY_OK(
            desk.committed([&] { return desk.coupons().claim(QStringLiteral("TEN"), {id}, desk.now()); }));
    const auto figures = campaignFigures(*store.db, campaign, desk.now());
    VERIFY_OK(figures);
    const auto kind = [](const char *name) { return CustomerKind{true, QLatin1String(name)}; };
    QCOMPARE(figures->claimed, 3);
    QCOMPARE(figures->bySegment[kind("private")].claimed, 2);
    QCOMPARE(figures->bySegment[kind("taxi")].claimed, 1);
    QCOMPARE(figures->byLevel[kind("gold")].claimed, 2);
    QCOMPARE(figures->byLevel[kind("")].claimed, 1);
    QVERIFY(!figures->bySegment.contains(CustomerKind()));
}

void TestCampaignFigures::coupons_expireAndAreVoided()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) {
        c.claimCode = QStringLiteral("TEN");
        c.terms.daysFromClaim = 2;
    });
    const CouponBatch good = desk.print(campaign, 10);
    const CouponBatch bad = desk.print(campaign, 7);
    const auto claim = [&](qint64 customer) {
        return desk.committed(
            [&] { return desk.coupons().claim(QStringLiteral("TEN"), {customer}, desk.now()); });
    };
    VERIFY_OK(claim(1));
    const auto second = claim(2);
    VERIFY_OK(second);
    VERIFY_OK(desk.committed([&] { return desk.coupons().voidCoupon(second->id, desk.now()); }));
    VERIFY_OK(desk.committed([&] {
        return desk.campaigns().voidBatch(bad.id, QStringLiteral("misprint"), desk.manager(1), desk.now());
    }));
    CouponQuestion q = desk.couponQuestion({desk.code(good, 0)});
    const auto grant = desk.reserve(q);
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, grant->redemptions)));
    auto figures = campaignFigures(*store.db, campaign, desk.now());
    VERIFY_OK(figures);
    QCOMPARE(figures->printed, 10);
    QCOMPARE(figures->claimed, 2);
    QCOMPARE(figures->voided, 7 + 1);
    QCOMPARE(figures->expired, 0);
    desk.clock.advanceMs(3LL * 24 * 60 * 60 * 1000); // the claimed one
    QCOMPARE(campaignFigures(*store.db, campaign, desk.now())->expired, 1);
    desk.clock.advanceMs(40LL * 24 * 60 * 60 * 1000); // and what was printed and not used
    QCOMPARE(campaignFigures(*store.db, campaign, desk.now())->expired, 1 + 9);
}

void TestCampaignFigures::uplift_comparesTheGroups()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    // Customers of whom half are held out: the treated spend 300, the others 200, and a few nothing.
    for (int n = 1; n <= 60; ++n)
        VERIFY_OK(
            store.db->run("INSERT INTO customer (external, segment, currency, data_key, name, at) VALUES "
                          "(?, ?, 'CNY', ?, ?, ?)",
                          {QStringLiteral("U%1").arg(n), n <= 50 ? QStringLiteral("private") : QString(),
                           QByteArray("k"), QByteArray("n"), desk.now().ms}));
    desk.clock.advanceMs(1'000);
    const Timestamp begin = desk.now();
    const Campaign campaign = desk.live(10_yuan, [&](Campaign &c) {
        c.terms.automatic = true;
        c.terms.from = begin;
        c.terms.scope.segments = {QStringLiteral("private")};
        c.holdOut = {5'000};
    });
    desk.clock.advanceMs(60'000);
    qint64 customers[2] = {};
    std::vector<qint64> spent[2];
    std::vector<qint64> bought[2];
    auto rows = store.db->exec("SELECT id, external FROM customer WHERE external LIKE 'U%' ORDER BY id");
    VERIFY_OK(rows);
    std::vector<std::pair<qint64, QString>> all;
    while (rows->next())
        all.emplace_back(rows->integer(0), rows->text(1));
    const auto sale = [&](qint64 customer, Money amount, Money discount, Timestamp at) {
        return store.db->run(
            "INSERT INTO sale (id, terminal, station, pump, mode, customer, product, volume, price, amount, "
            "currency, occurred, posted, day, discount) VALUES (?, 1, ?, 1, 1, ?, '95', 1000, 8000, ?, "
            "'CNY', "
            "?, ?, ?, ?)",
            {desk.ids.make<SaleId>().bytes(), desk.terminal.station.id.value, customer, amount.minor, at.ms,
             at.ms, at.toDateTime().date().toString(Qt::ISODate), discount.minor});
    };
    for (const auto &[id, name] : all) {
        const int number = name.mid(1).toInt();
        const size_t group = isHeldOut(campaign.id, {id}, campaign.holdOut) ? 1 : 0;
        if (number <= 50)
            ++customers[group];
        if (number % 7 == 0)
            continue;
        const Money amount = group == 0 ? 310_yuan : 200_yuan;
        VERIFY_OK(sale(id, amount, group == 0 ? 10_yuan : 0_yuan, desk.now()));
        VERIFY_OK(sale(id, 1'000_yuan, 0_yuan, begin.plusMs(-60'000))); // before it began
        if (number <= 50)
            spent[group].push_back(group == 0 ? 30'000 : 20'000);
        if (number <= 50)
            bought[group].push_back(amount.minor);
    }
    desk.clock.advanceMs(60'000);
    const auto figures = campaignFigures(*store.db, campaign, desk.now());
    VERIFY_OK(figures);
    QCOMPARE(figures->treated.customers, customers[0]);
    QCOMPARE(figures->heldOut.customers, customers[1]);
    QCOMPARE(figures->treated.customers + figures->heldOut.customers, 50);
    const auto expected = upliftOf(spendingOf(spent[0], customers[0]), spendingOf(spent[1], customers[1]));
    QVERIFY(expected && figures->uplift);
    QCOMPARE(figures->uplift->difference, expected->difference);
    QCOMPARE(figures->uplift->low, expected->low);
    QCOMPARE(figures->extraSold->difference,
             upliftOf(spendingOf(bought[0], customers[0]), spendingOf(bought[1], customers[1]))->difference);
    QVERIFY(figures->uplift->low > 0 && figures->uplift->low < figures->uplift->high);
    // At another station nothing of this was bought.
    Campaign elsewhere = campaign;
    elsewhere.terms.scope.stations = {desk.terminal.station.id.value + 1};
    QCOMPARE(campaignFigures(*store.db, elsewhere, desk.now())->treated.mean, 0.0);
}

void TestCampaignFigures::onTheWire_sumsAddUp()
{
    CampaignFigures figures;
    figures.campaign = {7};
    figures.printed = 10;
    figures.claimed = 5;
    figures.all.redeemed = 3;
    figures.all.discount = 30_yuan;
    figures.byDay[QDate(2026, 3, 3)] = figures.all;
    figures.treated = {90, 12'345.6, 1};
    figures.heldOut = {10, 10'000, 1};
    figures.uplift = Uplift{2'345.6, -100.4, 4'791.6, 50};
    const QJsonObject json = toJson(figures, {1'000});
    QCOMPARE(json[QLatin1String("issued")].toInteger(), 15);
    QCOMPARE(json[QLatin1String("byDay")][0][QLatin1String("day")].toString(), QStringLiteral("2026-03-03"));
    QCOMPARE(json[QLatin1String("treated")][QLatin1String("average")][QLatin1String("amount")].toString(),
             QStringLiteral("123.46"));
    QCOMPARE(json[QLatin1String("uplift")][QLatin1String("low")][QLatin1String("amount")].toString(),
             QStringLiteral("-1.00"));
    QVERIFY(!toJson(figures, {}).contains(QLatin1String("heldOut")));
    const auto missing = [&](Percent holdOut, Percent margin) {
        return toJson(figures, holdOut, margin)[QLatin1String("returnOnCost")][QLatin1String("missing")]
            .toString();
    };
    QCOMPARE(missing({}, {2'000}), QStringLiteral("hold-out"));
    QCOMPARE(missing({1'000}, {2'000}), QStringLiteral("customers"));
    figures.extraSold = Uplift{10'000, 5'000, 15'000, 50};
    QCOMPARE(missing({1'000}, {}), QStringLiteral("margin"));
    // 90 customers x 100 yuan x 20 % for 30 yuan of discounts
    const QJsonValue earned = toJson(figures, {1'000}, {2'000})[QLatin1String("returnOnCost")];
    QCOMPARE(earned[QLatin1String("ratio")].toInteger(), 600'000);
    QCOMPARE(earned[QLatin1String("low")].toInteger(), 300'000);
    QCOMPARE(earned[QLatin1String("high")].toInteger(), 900'000);
    figures.all.discount = 0_yuan;
    QCOMPARE(missing({1'000}, {2'000}), QStringLiteral("discount"));
}

QTEST_GUILESS_MAIN(TestCampaignFigures)
#include "tst_campaign_figures.moc"

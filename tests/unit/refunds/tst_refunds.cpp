#include "core/domain/refunds/refund_check.h"
#include "core/domain/refunds/refund_service.h"
#include "tests/unit/coupons/promotion_desk.h"
#include "tests/unit/points/points_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PointsDesk;
using youka::test::PromotionDesk;

namespace {

/// A promotion desk that gives points, too: one a yuan, a hundred of them are worth one.
struct RefundDesk : PromotionDesk
{
    explicit RefundDesk(test::TestStore &fresh)
        : PromotionDesk(fresh, limited(), 500_yuan)
    {
        member.customer = card().customer;
        PointsScheme scheme = PointsDesk::plainScheme();
        scheme.levels.clear();
        ensure(committed([&] { return points().changeScheme(scheme, manager(1), now()); }).has_value(),
               "a scheme is entered");
    }
    static CardService::Issue limited()
    {
        CardService::Issue issue;
        issue.limitPerDay = 1'000_yuan; // so that what is spent is counted
        return issue;
    }
    PointsService points() { return PointsService(*store.db); }
    Principal who(int n) const { return manager(n); }
    RefundOrder order(SaleId sale, const std::vector<RefundPart> &parts = {})
    {
        return {ids.make<OperationId>(),     sale,      parts, RefundReason::Returned,
                QStringLiteral("asked for"), manager(1)};
    }
    Result<RefundDone> refund(const RefundOrder &asked)
    {
        return committed([&] { return RefundService(*store.db, keys).refund(asked, now()); });
    }
    /// 40 L at 8.00 with the card.
    SaleFact byCard(SaleId sale, Money amount = 320_yuan, Money held = 320_yuan)
    {
        CardQuestion q = question(held);
        q.sale = sale;
        ensure(ask(q).has_value(), "the card pays");
        return captureOf(q, amount);
    }
    SaleId sell(SaleFact fact)
    {
        const auto told = tell(fact);
        ensure(told.has_value(), "a sale is booked");
        return fact.sale;
    }
    SaleId newSale() { return ids.make<SaleId>(); }
    PointsMember memberNow() { return points().statement(member.customer, {}, now(), 100)->member; }
    Money till() { return balance(AccountKind::Cash, terminal.station.id.value); }
    Money salesOf() { return balance(AccountKind::Sales, terminal.station.id.value); }
    Money promotion() { return balance(AccountKind::Promotion, 0); }
    QString allFaults()
    {
        const auto refunds = checkRefunds(*store.db);
        const auto lots = checkPoints(*store.db);
        return faults() + (refunds ? refunds->faults.join(u'\n') : toString(refunds.error()))
            + (lots ? lots->faults.join(u'\n') : toString(lots.error()));
    }
};

}

/// Each cell of the table in docs/refunds.md.
class TestRefunds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cash_goesOutOfTheTill_data() { test::addEngineRows(); }
    void cash_goesOutOfTheTill();
    void card_goesToThePurse_data() { test::addEngineRows(); }
    void card_goesToThePurse();
    void debt_isMetFirst_data() { test::addEngineRows(); }
    void debt_isMetFirst();
    void closedPurse_isRefused_data() { test::addEngineRows(); }
    void closedPurse_isRefused();
    void unpaid_isRefused_data() { test::addEngineRows(); }
    void unpaid_isRefused();
    void coupon_isNotPaidOut_data() { test::addEngineRows(); }
    void coupon_isNotPaidOut();
    void coupon_endedMeanwhile_data();
    void coupon_endedMeanwhile();
    void couponInPart_staysUsed_data() { test::addEngineRows(); }
    void couponInPart_staysUsed();
    void voucher_hasItsShareAgain_data() { test::addEngineRows(); }
    void voucher_hasItsShareAgain();
    void automatic_hasItsBoundAgain_data() { test::addEngineRows(); }
    void automatic_hasItsBoundAgain();
    void bearers_haveTheirsToTheUnit_data() { test::addEngineRows(); }
    void bearers_haveTheirsToTheUnit();
    void points_goAndComeBack_data() { test::addEngineRows(); }
    void points_goAndComeBack();
    void nothingIsFarmed_data() { test::addEngineRows(); }
    void nothingIsFarmed();
    void aboveTheLimit_aSecondPersonAsksTheSame_data() { test::addEngineRows(); }
    void aboveTheLimit_aSecondPersonAsksTheSame();
    void refusals_data() { test::addEngineRows(); }
    void refusals();
    void faultSweep_data() { test::addEngineRows(); }
    void faultSweep();
    void proof_findsWhatIsWrong_data() { test::addEngineRows(); }
    void proof_findsWhatIsWrong();
};

void TestRefunds::cash_goesOutOfTheTill()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const Money before = desk.till();
    const SaleId sale = desk.sell(desk.cashSale(desk.newSale(), {}));
    auto done = desk.refund(desk.order(sale, {{0, 10'000}}));
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 80_yuan);
    QVERIFY(done->refund.toCash);
    QCOMPARE(desk.till(), before - 240_yuan); // a debit balance
    QCOMPARE(desk.salesOf(), 240_yuan);
    done = desk.refund(desk.order(sale));
    QCOMPARE(done->refund.parts, (std::vector<RefundPart>{{0, 30'000}}));
    QCOMPARE(desk.till(), before);
    QCOMPARE(desk.salesOf(), 0_yuan);
    COMPARE_REFUSED(desk.refund(desk.order(sale)), ErrorCode::RefundNothingLeft);
    const auto kept = RefundRepository(*store.db).ofSale(sale);
    QCOMPARE(kept->size(), 2U);
    QCOMPARE(kept->at(0).parts, (std::vector<RefundPart>{{0, 10'000}}));
    QCOMPARE(kept->at(0).note, QStringLiteral("asked for"));
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::card_goesToThePurse()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const SaleId sale = desk.sell(desk.byCard(desk.newSale()));
    QCOMPARE(desk.account().balance, 180_yuan);
    QCOMPARE(desk.card().daySpent, 320_yuan);
    const auto done = desk.refund(desk.order(sale));
    VERIFY_OK(done);
    QVERIFY(!done->refund.toCash);
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.card().daySpent, 0_yuan); // its day's limit is as it was
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::debt_isMetFirst()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    // 620.00 flowed against a hold of 480.00 and a purse of 500.00.
    const SaleId sale = desk.sell(desk.byCard(desk.newSale(), 620_yuan, 480_yuan));
    QCOMPARE(desk.account().balance, 0_yuan);
    auto done = desk.refund(desk.order(sale, {{0, 7'750}})); // a tenth
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 62_yuan);
    QCOMPARE(done->refund.toDebt, 62_yuan);
    QCOMPARE(desk.account().balance, 0_yuan);
    done = desk.refund(desk.order(sale, {{0, 15'500}}));
    QCOMPARE(done->refund.toDebt, 58_yuan);
    QCOMPARE(desk.account().balance, 66_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::closedPurse_isRefused()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const SaleId sale = desk.sell(desk.byCard(desk.newSale()));
    VERIFY_OK(store.db->run("UPDATE account SET closed = 1 WHERE id = ?", {desk.purse.value}));
    COMPARE_REFUSED(desk.refund(desk.order(sale)), ErrorCode::AccountClosed);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::unpaid_isRefused()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    CardQuestion q = desk.question(320_yuan); // its hold never reached the centre
    const SaleId sale = desk.sell(desk.captureOf(q, 320_yuan));
    QCOMPARE(desk.cases("hold-unknown"), 1);
    COMPARE_REFUSED(desk.refund(desk.order(sale)), ErrorCode::RefundUnpaid);
}

void TestRefunds::coupon_isNotPaidOut()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) { c.limits.perDay.pieces = 1; });
    const CouponBatch batch = desk.print(campaign);
    CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const Money before = desk.till();
    const SaleId sale = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    QCOMPARE(desk.promotion(), -10_yuan);
    const auto done = desk.refund(desk.order(sale));
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 310_yuan);
    QCOMPARE(done->refund.discount, 10_yuan);
    QCOMPARE(done->refund.coupons, 1);
    QCOMPARE(desk.till(), before);
    QCOMPARE(desk.salesOf(), 0_yuan);
    QCOMPARE(desk.promotion(), 0_yuan);
    QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Claimed);
    QCOMPARE(desk.taken(campaign), (Bound{0_yuan, 0}));
    // It works once more, and once only.
    q = desk.couponQuestion({desk.code(batch, 0)});
    const auto again = desk.reserve(q);
    QCOMPARE(again->total, 10_yuan);
    desk.sell(desk.cashSale(q.sale, again->redemptions));
    QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Used);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::coupon_endedMeanwhile_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("reason");
    QTest::addColumn<bool>("isVoid");
    QTest::addColumn<bool>("usable");
    for (const char *engine : {"sqlcipher", "postgresql"}) {
        const auto row = [&](const char *name, RefundReason reason, bool isVoid, bool usable) {
            QTest::newRow(QByteArray(engine).append(" ").append(name).constData())
                << QString::fromLatin1(engine) << int(reason) << isVoid << usable;
        };
        row("its own end stands", RefundReason::Returned, false, false);
        row("through a fault it is good for some days", RefundReason::Fault, false, true);
        row("what is void stays void", RefundReason::Fault, true, false);
    }
}

void TestRefunds::coupon_endedMeanwhile()
{
    QFETCH(int, reason);
    QFETCH(bool, isVoid);
    QFETCH(bool, usable);
    OPEN_STORE(store);
    RefundDesk desk(store);
    constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;
    const Campaign campaign =
        desk.live(10_yuan, [&](Campaign &c) { c.terms.until = desk.now().plusMs(DayMs); });
    const CouponBatch batch = desk.print(campaign);
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const SaleId sale = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    if (isVoid)
        VERIFY_OK(desk.committed([&] {
            return desk.campaigns().voidBatch(batch.id, QStringLiteral("lost"), desk.who(1), desk.now());
        }));
    desk.clock.advanceMs(2 * DayMs);
    RefundOrder order = desk.order(sale);
    order.reason = RefundReason(reason);
    const auto done = desk.refund(order);
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 310_yuan);
    QCOMPARE(done->refund.coupons, usable ? 1 : 0);
    const auto again = desk.reserve(desk.couponQuestion({desk.code(batch, 0)}));
    QCOMPARE(again->total, usable ? 10_yuan : 0_yuan);
    desk.clock.advanceMs(3 * DayMs);
    QCOMPARE(desk.reserve(desk.couponQuestion({desk.code(batch, 0)}))->total, 0_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::couponInPart_staysUsed()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CouponBatch batch = desk.print(campaign);
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const SaleId sale = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    auto done = desk.refund(desk.order(sale, {{0, 20'000}}));
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 155_yuan);
    QCOMPARE(done->refund.discount, 5_yuan);
    QCOMPARE(done->refund.coupons, 0);
    QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Used);
    QCOMPARE(desk.promotion(), -5_yuan);
    QCOMPARE(desk.taken(campaign), (Bound{10_yuan, 1}));
    done = desk.refund(desk.order(sale)); // the rest
    QCOMPARE(done->refund.money, 155_yuan);
    QCOMPARE(done->refund.coupons, 1);
    QCOMPARE(desk.promotion(), 0_yuan);
    QCOMPARE(desk.taken(campaign), (Bound{0_yuan, 0}));
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::voucher_hasItsShareAgain()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const Campaign campaign = desk.live(500_yuan, [](Campaign &c) { c.terms.offer.inParts = true; });
    const CouponBatch batch = desk.print(campaign);
    const CouponId id{batch.id, 0};
    CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const SaleId first = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    QCOMPARE(desk.coupon(id).left, 180_yuan);
    q = desk.couponQuestion({desk.code(batch, 0)});
    const SaleId second = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    QCOMPARE(desk.coupon(id).state, CouponState::Used);
    // A quarter of the first: nobody gets money that nobody paid; the voucher has it.
    auto done = desk.refund(desk.order(first, {{0, 10'000}}));
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 0_yuan);
    QCOMPARE(done->refund.discount, 80_yuan);
    QCOMPARE(desk.coupon(id).left, 80_yuan);
    QCOMPARE(desk.coupon(id).state, CouponState::Claimed);
    VERIFY_OK(desk.refund(desk.order(first)));
    QCOMPARE(desk.coupon(id).left, 320_yuan);
    // Of the second 140.00 were paid in cash.
    done = desk.refund(desk.order(second));
    QCOMPARE(done->refund.money, 140_yuan);
    QCOMPARE(desk.coupon(id).left, 500_yuan);
    QCOMPARE(desk.promotion(), 0_yuan);
    QCOMPARE(desk.salesOf(), 0_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::automatic_hasItsBoundAgain()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) {
        c.terms.automatic = true;
        c.limits.perCustomerDay = 1;
    });
    CouponQuestion q = desk.couponQuestion({});
    const SaleId sale = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    QCOMPARE(desk.reserve(desk.couponQuestion({}))->total, 0_yuan);
    VERIFY_OK(desk.refund(desk.order(sale)));
    QCOMPARE(desk.taken(campaign), (Bound{0_yuan, 0}));
    QCOMPARE(desk.reserve(desk.couponQuestion({}))->total, 10_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::bearers_haveTheirsToTheUnit()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const Campaign campaign = desk.live(1'001_fen, [](Campaign &c) { c.stationShare = {3'333}; });
    const CouponBatch batch = desk.print(campaign);
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const SaleId sale = desk.sell(desk.cashSale(q.sale, desk.reserve(q)->redemptions));
    const qint64 station = desk.terminal.station.id.value;
    const Money before = desk.till();
    Money paid = 0_yuan;
    for (const qint64 part : {1, 7, 13, 4'979, 20'000, 15'000}) {
        const auto done = desk.refund(desk.order(sale, {{0, part}}));
        VERIFY_OK(done);
        paid += done->refund.money;
        QVERIFY(!desk.balance(AccountKind::Promotion, station).isPositive());
        QVERIFY(!desk.promotion().isPositive());
        QCOMPARE(desk.allFaults(), QString());
    }
    QCOMPARE(paid, 32'000_fen - 1'001_fen);
    QCOMPARE(desk.till(), before + paid);
    QCOMPARE(desk.balance(AccountKind::Promotion, station), 0_yuan);
    QCOMPARE(desk.promotion(), 0_yuan);
    QCOMPARE(desk.salesOf(), 0_yuan);
}

void TestRefunds::points_goAndComeBack()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    VERIFY_OK(desk.committed([&] {
        return desk.points().adjust(
            {desk.ids.make<OperationId>(), desk.member.customer, {}, 2'000, QStringLiteral("kindness")},
            desk.who(1), desk.now());
    }));
    const Money worth = desk.balance(AccountKind::PointsLiability, 0);
    const SaleId sale = desk.newSale();
    VERIFY_OK(desk.committed([&] {
        return desk.points().reserve({sale, desk.member.customer, {}, 2'000},
                                     {desk.terminal.id, desk.terminal.station.id}, desk.now());
    }));
    CardQuestion q = desk.question(300_yuan);
    q.sale = sale;
    VERIFY_OK(desk.ask(q));
    SaleFact fact = desk.captureOf(q, 320_yuan);
    fact.points = PointsPaid{2'000, 20_yuan};
    desk.sell(fact);
    QCOMPARE(desk.memberNow().balance, 0);
    QCOMPARE(desk.memberNow().pending, 300);
    auto done = desk.refund(desk.order(sale, {{0, 20'000}}));
    VERIFY_OK(done);
    QCOMPARE(done->refund.money, 150_yuan);
    QCOMPARE(done->refund.pointsTaken, 150);
    QCOMPARE(done->refund.pointsBack, 1'000);
    QCOMPARE(desk.salesOf(), 160_yuan);
    QCOMPARE(desk.memberNow().balance, 1'000);
    QCOMPARE(desk.memberNow().pending, 150);
    VERIFY_OK(desk.refund(desk.order(sale)));
    QCOMPARE(desk.memberNow().balance, 2'000);
    QCOMPARE(desk.memberNow().pending, 0);
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.salesOf(), 0_yuan);
    QCOMPARE(desk.balance(AccountKind::PointsLiability, 0), worth);
    QCOMPARE(desk.allFaults(), QString());
}

/// Buying and giving back, again and again, leaves everybody with what they had.
void TestRefunds::nothingIsFarmed()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    desk.live(5_yuan, [](Campaign &c) { c.terms.automatic = true; });
    const CouponBatch batch = desk.print(desk.live(10_yuan));
    const Money till = desk.till();
    for (int round = 0; round < 5; ++round) {
        CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
        const auto grant = desk.reserve(q);
        VERIFY_OK(grant);
        QCOMPARE(grant->total, 15_yuan);
        SaleFact fact;
        if (round % 2 == 0) {
            CardQuestion card = desk.question(305_yuan);
            card.sale = q.sale;
            VERIFY_OK(desk.ask(card));
            fact = desk.captureOf(card, 320_yuan);
            fact.discounts = grant->redemptions;
        } else {
            fact = desk.cashSale(q.sale, grant->redemptions);
            fact.member = desk.token();
        }
        desk.sell(fact);
        if (round > 2) { // also when its points had settled meanwhile
            desk.clock.advanceMs(PointsDesk::DayMs);
            VERIFY_OK(desk.committed([&] { return desk.points().settle(desk.now()); }));
            QCOMPARE(desk.memberNow().balance, 305);
        }
        if (round % 3 == 1)
            VERIFY_OK(desk.refund(desk.order(fact.sale, {{0, 12'345}})));
        VERIFY_OK(desk.refund(desk.order(fact.sale)));
        QCOMPARE(desk.account().balance, 500_yuan);
        QCOMPARE(desk.till(), till);
        QCOMPARE(desk.memberNow().balance + desk.memberNow().pending, 0);
        QCOMPARE(desk.promotion(), 0_yuan);
        QCOMPARE(desk.salesOf(), 0_yuan);
        QCOMPARE(desk.allFaults(), QString());
    }
}

void TestRefunds::aboveTheLimit_aSecondPersonAsksTheSame()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const SaleId sale = desk.sell(desk.cashSale(desk.newSale(), {}, 800_yuan));
    RefundOrder order = desk.order(sale);
    auto done = desk.refund(order);
    VERIFY_OK(done);
    QVERIFY(done->waiting);
    QCOMPARE(done->refund.money, 800_yuan);
    QCOMPARE(desk.salesOf(), 800_yuan);
    QVERIFY(desk.refund(order)->waiting); // alone it stays so
    order.who = desk.who(2);
    order.parts = {{0, 80'000}};
    QVERIFY(desk.refund(order)->waiting); // of another part: proposed anew
    order = desk.order(sale, {{0, 80'000}});
    done = desk.refund(order);
    VERIFY_OK(done);
    QVERIFY(!done->waiting);
    QCOMPARE(done->refund.name, desk.who(2).name);
    QCOMPARE(done->refund.second, desk.who(1).name);
    QCOMPARE(desk.salesOf(), 160_yuan);
    // What is left is below the limit.
    QVERIFY(!desk.refund(desk.order(sale))->waiting);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::refusals()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    COMPARE_REFUSED(desk.refund(desk.order(desk.newSale())), ErrorCode::SaleNotFound);
    const SaleId sale = desk.sell(desk.cashSale(desk.newSale(), {}));
    RefundOrder order = desk.order(sale);
    order.note = QStringLiteral("  ");
    COMPARE_REFUSED(desk.refund(order), ErrorCode::InvalidInput);
    order = desk.order(sale);
    order.who.station = {desk.terminal.station.id.value + 1};
    COMPARE_REFUSED(desk.refund(order), ErrorCode::NotPermitted);
    desk.clock.advanceMs(RefundPolicy().withinMs + 1);
    COMPARE_REFUSED(desk.refund(desk.order(sale)), ErrorCode::RefundTooLate);
    QCOMPARE(desk.salesOf(), 320_yuan);
    QCOMPARE(desk.allFaults(), QString());
}

/// Whatever write fails, all of it or nothing has happened.
void TestRefunds::faultSweep()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const CouponBatch batch = desk.print(desk.live(10_yuan));
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const auto grant = desk.reserve(q);
    CardQuestion card = desk.question(310_yuan);
    card.sale = q.sale;
    VERIFY_OK(desk.ask(card));
    SaleFact fact = desk.captureOf(card, 320_yuan);
    fact.discounts = grant->redemptions;
    desk.sell(fact);
    const RefundOrder order = desk.order(q.sale);
    int failed = 0;
    for (int at = 0;; ++at) {
        int count = 0;
        store.db->failNext = [&] { return count++ == at; };
        const auto done = desk.refund(order);
        store.db->failNext = {};
        if (done)
            break;
        ++failed;
        QCOMPARE(desk.account().balance, 190_yuan);
        QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Used);
        QCOMPARE(desk.memberNow().pending, 310);
        QCOMPARE(desk.allFaults(), QString());
    }
    QVERIFY(failed > 20);
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Claimed);
    QCOMPARE(desk.memberNow().pending, 0);
    QCOMPARE(desk.allFaults(), QString());
}

void TestRefunds::proof_findsWhatIsWrong()
{
    OPEN_STORE(store);
    RefundDesk desk(store);
    const SaleId sale = desk.sell(desk.cashSale(desk.newSale(), {}));
    VERIFY_OK(desk.refund(desk.order(sale, {{0, 10'000}})));
    QCOMPARE(checkRefunds(*store.db)->refunds, 1);
    QVERIFY(checkRefunds(*store.db)->faults.isEmpty());
    // A refund that nobody booked, of more than was paid and more than was sold.
    const OperationId forged = desk.ids.make<OperationId>();
    VERIFY_OK(store.db->run("INSERT INTO refund (id, sale, station, day, reason, note, person, name, second, "
                            "money, currency, to_cash, "
                            "to_debt, discount, coupons, points_taken, points_owed, points_back, at) VALUES "
                            "(?, ?, 1, '2026-01-01', "
                            "2, 'n', 3, 'wu', '', 30000, 'CNY', 1, 0, 0, 0, 0, 0, 0, 5)",
                            {forged.bytes(), sale.bytes()}));
    VERIFY_OK(store.db->run("INSERT INTO refund_line (refund, sale, line, quantity) VALUES (?, ?, 0, 30001)",
                            {forged.bytes(), sale.bytes()}));
    const QString faults = checkRefunds(*store.db)->faults.join(u'\n');
    const auto id = [](const auto &named) { return QString::fromLatin1(named.bytes().toHex()); };
    QCOMPARE(faults,
             QStringLiteral(
                 "refund %1 gave 30000, its journal 0\nfor sale %2 32000 was paid, 38000 went back\nof sale "
                 "%2 40000 ml were sold, 40001 went back")
                 .arg(id(forged), id(sale)));
}

QTEST_GUILESS_MAIN(TestRefunds)
#include "tst_refunds.moc"

#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/coupon_qr.h"
#include "tests/unit/coupons/promotion_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::PromotionDesk;

class TestCouponService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fourEyes_bringACampaignToLife_data() { test::addEngineRows(); }
    void fourEyes_bringACampaignToLife();
    void aCode_isReservedRedeemedAndGone_data() { test::addEngineRows(); }
    void aCode_isReservedRedeemedAndGone();
    void askedAgain_theEarlierReservationIsFree_data() { test::addEngineRows(); }
    void askedAgain_theEarlierReservationIsFree();
    void aReservation_endsByItself_data() { test::addEngineRows(); }
    void aReservation_endsByItself();
    void refusals_data();
    void refusals();
    void guessing_isPausedLongerEachTime_data() { test::addEngineRows(); }
    void guessing_isPausedLongerEachTime();
    void bounds_holdToTheLastPiece_data();
    void bounds_holdToTheLastPiece();
    void automatic_needsNoCode_data() { test::addEngineRows(); }
    void automatic_needsNoCode();
    void voucher_isUsedInParts_data() { test::addEngineRows(); }
    void voucher_isUsedInParts();
    void offline_theSecondStationHasACase_data() { test::addEngineRows(); }
    void offline_theSecondStationHasACase();
    void firstRedeemedWins_notFirstReserved_data() { test::addEngineRows(); }
    void firstRedeemedWins_notFirstReserved();
    void moreThanGranted_hasACase_data() { test::addEngineRows(); }
    void moreThanGranted_hasACase();
    void byCard_thePurseGivesTheRest_data() { test::addEngineRows(); }
    void byCard_thePurseGivesTheRest();
    void costIsSplit_data() { test::addEngineRows(); }
    void costIsSplit();
    void given_claimed_extended_voided_data() { test::addEngineRows(); }
    void given_claimed_extended_voided();
    void heldOut_getNothing_theOthersDo_data() { test::addEngineRows(); }
    void heldOut_getNothing_theOthersDo();
    void history_namesEveryUse_data() { test::addEngineRows(); }
    void history_namesEveryUse();
};

void TestCouponService::fourEyes_bringACampaignToLife()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    Campaign campaign;
    campaign.name = QStringLiteral("Ten off");
    campaign.terms.offer.amount = 10_yuan;
    COMPARE_REFUSED(
        desk.committed([&] { return desk.campaigns().create(campaign, desk.manager(1), desk.now()); }),
        ErrorCode::CampaignTermsInvalid); // it ends before it begins
    campaign.terms.until = desk.now().plusMs(1'000);
    const auto draft =
        desk.committed([&] { return desk.campaigns().create(campaign, desk.manager(1), desk.now()); });
    VERIFY_OK(draft);
    const auto step = [&](CampaignState to, int manager) {
        return desk.committed(
            [&] { return desk.campaigns().step(draft->id, to, desk.manager(manager), desk.now()); });
    };
    COMPARE_REFUSED(step(CampaignState::Live, 2), ErrorCode::CampaignStateConflict);
    VERIFY_OK(step(CampaignState::Review, 1));
    COMPARE_REFUSED(step(CampaignState::Live, 1), ErrorCode::FourEyesNeeded);
    VERIFY_OK(step(CampaignState::Live, 2));
    // Its terms are what customers were told.
    Campaign changed = *draft;
    changed.terms.offer.amount = 20_yuan;
    COMPARE_REFUSED(
        desk.committed([&] { return desk.campaigns().change(changed, desk.manager(1), desk.now()); }),
        ErrorCode::CampaignStateConflict);
    changed = *draft;
    changed.terms.until = desk.now().plusMs(5'000);
    const auto longer =
        desk.committed([&] { return desk.campaigns().change(changed, desk.manager(1), desk.now()); });
    VERIFY_OK(longer);
    QCOMPARE(longer->terms.version, 2);
    const auto stored = desk.campaigns().find(draft->id);
    QCOMPARE(stored->terms, longer->terms);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM campaign_version"), 2);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed WHERE topic = 'campaign'"), 2);
}

void TestCouponService::aCode_isReservedRedeemedAndGone()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CouponBatch batch = desk.print(campaign);
    const QString code = desk.code(batch, 3);
    const CouponQuestion q = desk.couponQuestion({code});
    const auto grant = desk.reserve(q);
    VERIFY_OK(grant);
    QCOMPARE(grant->total, 10_yuan);
    QCOMPARE(grant->redemptions.size(), 1u);
    QVERIFY(grant->refused.empty());
    const CouponId id{batch.id, 3};
    QCOMPARE(desk.coupon(id).state, CouponState::Reserved);
    QCOMPARE(desk.taken(campaign).amount, 10_yuan);

    // Another till at the same moment.
    const auto other = desk.reserve(desk.couponQuestion({code}));
    VERIFY_OK(other);
    QVERIFY(other->redemptions.empty());
    QCOMPARE(other->refused[0].second.code, ErrorCode::CouponReserved);

    const auto told = desk.tell(desk.cashSale(q.sale, grant->redemptions));
    VERIFY_OK(told);
    QCOMPARE(told->kind, FactOutcome::Kind::Applied);
    QCOMPARE(desk.coupon(id).state, CouponState::Used);
    const qint64 station = desk.terminal.station.id.value;
    QCOMPARE(desk.balance(AccountKind::Sales, station), 320_yuan);
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), -10_yuan);
    QCOMPARE(SaleRepository(*store.db).find(q.sale).value()->discounts[0].amount, 10_yuan);
    QCOMPARE(desk.faults(), QString());

    const auto again = desk.reserve(desk.couponQuestion({code}));
    QCOMPARE(again->refused[0].second.code, ErrorCode::CouponUsed);
    QCOMPARE(desk.taken(campaign), (Bound{10_yuan, 1}));
    COMPARE_REFUSED(desk.reserve(q), ErrorCode::SaleStateConflict);
}

void TestCouponService::askedAgain_theEarlierReservationIsFree()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign ten = desk.live(10_yuan);
    const Campaign five = desk.live(5_yuan);
    const CouponBatch tens = desk.print(ten);
    const CouponBatch fives = desk.print(five);
    CouponQuestion q = desk.couponQuestion({desk.code(tens, 0)});
    VERIFY_OK(desk.reserve(q));
    q.codes = {desk.code(fives, 0), desk.code(tens, 0)};
    auto grant = desk.reserve(q);
    QCOMPARE(grant->total, 15_yuan);
    q.codes = {desk.code(fives, 0)};
    grant = desk.reserve(q);
    QCOMPARE(grant->total, 5_yuan);
    QCOMPARE(desk.coupon({tens.id, 0}).state, CouponState::Claimed);
    QCOMPARE(desk.taken(ten), (Bound{0_yuan, 0}));
    // The same code twice is one.
    q.codes = {desk.code(fives, 0), desk.code(fives, 0)};
    grant = desk.reserve(q);
    QCOMPARE(grant->total, 5_yuan);
    q.codes.clear();
    grant = desk.reserve(q);
    QCOMPARE(grant->total, 0_yuan);
    QCOMPARE(desk.taken(five), (Bound{0_yuan, 0}));
}

void TestCouponService::aReservation_endsByItself()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CouponBatch batch = desk.print(campaign);
    const CouponQuestion first = desk.couponQuestion({desk.code(batch, 0)});
    VERIFY_OK(desk.reserve(first));
    desk.clock.advanceMs(CouponService::ReservationMs + 1);
    // The next customer need not wait for the sweeper.
    const CouponQuestion second = desk.couponQuestion({desk.code(batch, 0)});
    QCOMPARE(desk.reserve(second)->total, 10_yuan);
    QCOMPARE(desk.taken(campaign), (Bound{10_yuan, 1}));
    desk.clock.advanceMs(CouponService::ReservationMs + 1);
    VERIFY_OK(desk.committed([&] { return desk.sales().expireHolds(desk.now()); }));
    QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Claimed);
    QCOMPARE(desk.taken(campaign), (Bound{0_yuan, 0}));
    // The pump took longer: the sale has it all the same.
    VERIFY_OK(desk.tell(desk.cashSale(second.sale, {{campaign.id, 1, {batch.id, 0}, 10_yuan, {}}})));
    QCOMPARE(desk.coupon({batch.id, 0}).state, CouponState::Used);
    QCOMPARE(desk.taken(campaign), (Bound{10_yuan, 1}));
    QCOMPARE(desk.cases("coupon-twice") + desk.cases("coupon-unfit"), 0);
}

namespace {

struct CodeRefusal
{
    const char *name;
    ErrorCode code;
    QString (*prepare)(PromotionDesk &, const Campaign &, const CouponBatch &);
};

const CodeRefusal CodeRefusals[] = {
    {"mistyped", ErrorCode::CouponCodeInvalid,
     [](PromotionDesk &desk, const Campaign &, const CouponBatch &batch) {
         return desk.code(batch, 0).chopped(1) + (desk.code(batch, 0).endsWith(u'0') ? u'1' : u'0');
     }},
    {"guessed", ErrorCode::CouponUnknown,
     [](PromotionDesk &, const Campaign &, const CouponBatch &batch) {
         return couponCode({batch.id, 0}, QByteArray(32, 'g'));
     }},
    {"of a batch that is not there", ErrorCode::CouponUnknown,
     [](PromotionDesk &desk, const Campaign &, const CouponBatch &) {
         return desk.coupons().codeOf({99, 0});
     }},
    {"beyond the batch", ErrorCode::CouponUnknown,
     [](PromotionDesk &desk, const Campaign &, const CouponBatch &batch) { return desk.code(batch, 10); }},
    {"forged QR", ErrorCode::CouponForged,
     [](PromotionDesk &, const Campaign &, const CouponBatch &batch) {
         SignedCoupon coupon;
         coupon.coupon = {batch.id, 0};
         coupon.key = 1;
         return signedCouponText(coupon, SigningKey::generate());
     }},
    {"paused", ErrorCode::CouponPaused,
     [](PromotionDesk &desk, const Campaign &campaign, const CouponBatch &batch) {
         ensure(desk.committed([&] {
                        return desk.campaigns().step(campaign.id, CampaignState::Paused, desk.manager(1),
                                                     desk.now());
                    })
                    .has_value(),
                "paused");
         return desk.code(batch, 0);
     }},
    {"batch void", ErrorCode::CouponVoid,
     [](PromotionDesk &desk, const Campaign &, const CouponBatch &batch) {
         ensure(desk.committed([&] {
                        return desk.campaigns().voidBatch(batch.id, QStringLiteral("stolen"), desk.manager(1),
                                                          desk.now());
                    })
                    .has_value(),
                "void");
         return desk.code(batch, 0);
     }},
    {"void", ErrorCode::CouponVoid,
     [](PromotionDesk &desk, const Campaign &, const CouponBatch &batch) {
         ensure(desk.committed([&] {
                        return desk.coupons().voidCoupon({batch.id, 0}, desk.now());
                    })
                    .has_value(),
                "void");
         return desk.code(batch, 0);
     }},
    {"over", ErrorCode::CouponExpired,
     [](PromotionDesk &desk, const Campaign &, const CouponBatch &batch) {
         desk.clock.advanceMs(31LL * 24 * 60 * 60 * 1000);
         return desk.code(batch, 0);
     }},
};

}

void TestCouponService::refusals_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("index");
    for (const char *engine : {"sqlcipher", "postgresql"})
        for (int i = 0; i < int(std::size(CodeRefusals)); i += qstrcmp(engine, "sqlcipher") == 0 ? 1 : 4)
            QTest::addRow("%s %s", engine, CodeRefusals[i].name) << QString::fromLatin1(engine) << i;
}

void TestCouponService::refusals()
{
    QFETCH(int, index);
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const CouponBatch batch = desk.print(campaign);
    const QString code = CodeRefusals[index].prepare(desk, campaign, batch);
    const auto grant = desk.reserve(desk.couponQuestion({code}));
    VERIFY_OK(grant);
    QCOMPARE(grant->refused.size(), 1u);
    QCOMPARE(errorCodeName(grant->refused[0].second.code), errorCodeName(CodeRefusals[index].code));
    QVERIFY(grant->redemptions.empty());
    QCOMPARE(desk.taken(campaign), (Bound{0_yuan, 0}));
}

void TestCouponService::guessing_isPausedLongerEachTime()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan);
    const QString right = desk.code(desk.print(campaign), 0);
    const auto refusal = [&](const QString &code) -> std::optional<ErrorCode> {
        const CouponQuestion q = desk.couponQuestion({code});
        const auto grant = desk.reserve(q);
        if (!grant->refused.empty())
            return grant->refused[0].second.code;
        ensure(desk.committed([&] { return desk.coupons().release(q.sale, desk.now()); }).has_value(),
               "freed");
        return {};
    };
    const QString wrong = couponCode({1, 1}, QByteArray(32, 'g'));
    const QString mistyped = right.chopped(1) + (right.endsWith(u'0') ? u'1' : u'0');
    for (int i = 0; i < 20; ++i)
        QCOMPARE(refusal(mistyped), ErrorCode::CouponCodeInvalid); // nobody guesses so
    for (const qint64 pause : {10, 20, 40}) {
        for (int i = 0; i < CouponService::MaxTries; ++i)
            QCOMPARE(refusal(wrong), ErrorCode::CouponUnknown);
        QCOMPARE(refusal(right), ErrorCode::TooManyAttempts);
        desk.clock.advanceMs(pause * 60'000 - 1);
        QCOMPARE(refusal(right), ErrorCode::TooManyAttempts);
        desk.clock.advanceMs(1);
        QCOMPARE(refusal(right), std::nullopt);
    }
    desk.clock.advanceMs(2LL * 24 * 60 * 60 * 1000);
    for (int i = 0; i < CouponService::MaxTries; ++i)
        QCOMPARE(refusal(wrong), ErrorCode::CouponUnknown);
    desk.clock.advanceMs(10 * 60'000);
    QCOMPARE(refusal(right), std::nullopt);
}

void TestCouponService::bounds_holdToTheLastPiece_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<CampaignLimits>("limits");
    QTest::addColumn<int>("fits");
    QTest::addColumn<ErrorCode>("then");
    QTest::addColumn<bool>("freshTomorrow");
    const auto row = [](const char *name, const std::function<void(CampaignLimits &)> &set, int fits,
                        ErrorCode then, bool freshTomorrow) {
        for (const char *engine : {"sqlcipher", "postgresql"}) {
            CampaignLimits limits;
            set(limits);
            QTest::addRow("%s %s", engine, name)
                << QString::fromLatin1(engine) << limits << fits << then << freshTomorrow;
        }
    };
    const ErrorCode gone = ErrorCode::CouponBudgetGone;
    row(
        "three pieces", [](CampaignLimits &l) { l.total.pieces = 3; }, 3, gone, false);
    row(
        "29.99", [](CampaignLimits &l) { l.total.amount = 2'999_fen; }, 2, gone, false);
    row(
        "30.00", [](CampaignLimits &l) { l.total.amount = 30_yuan; }, 3, gone, false);
    row(
        "two a day", [](CampaignLimits &l) { l.perDay.pieces = 2; }, 2, gone, true);
    row(
        "20.00 a station", [](CampaignLimits &l) { l.perStation.amount = 20_yuan; }, 2, gone, false);
    row(
        "one a station and day", [](CampaignLimits &l) { l.perStationDay.pieces = 1; }, 1, gone, true);
    row(
        "two a customer", [](CampaignLimits &l) { l.perCustomer = 2; }, 2, ErrorCode::CouponCapReached,
        false);
    row(
        "one a customer and day", [](CampaignLimits &l) { l.perCustomerDay = 1; }, 1,
        ErrorCode::CouponCapReached, true);
    row(
        "four a till and day", [](CampaignLimits &l) { l.perTerminalDay = 4; }, 4,
        ErrorCode::CouponCapReached, true);
}

void TestCouponService::bounds_holdToTheLastPiece()
{
    QFETCH(CampaignLimits, limits);
    QFETCH(int, fits);
    QFETCH(ErrorCode, then);
    QFETCH(bool, freshTomorrow);
    OPEN_STORE(store);
    PromotionDesk desk(store);
    desk.member.customer = {5};
    const Campaign campaign = desk.live(10_yuan, [&](Campaign &c) { c.limits = limits; });
    const CouponBatch batch = desk.print(campaign);
    std::vector<SaleId> sales;
    quint32 serial = 0;
    for (int i = 0; i < fits; ++i) {
        const CouponQuestion q = desk.couponQuestion({desk.code(batch, serial++)});
        QCOMPARE(desk.reserve(q)->total, 10_yuan);
        sales.push_back(q.sale);
    }
    auto refused = desk.reserve(desk.couponQuestion({desk.code(batch, serial)}));
    QVERIFY(refused->redemptions.empty());
    QCOMPARE(errorCodeName(refused->refused[0].second.code), errorCodeName(then));
    QCOMPARE(desk.taken(campaign).pieces, fits);
    // One is given back: one more fits.
    VERIFY_OK(desk.committed([&] { return desk.coupons().release(sales[0], desk.now()); }));
    QCOMPARE(desk.reserve(desk.couponQuestion({desk.code(batch, serial++)}))->total, 10_yuan);
    QVERIFY(desk.reserve(desk.couponQuestion({desk.code(batch, serial)}))->redemptions.empty());
    desk.clock.advanceMs(24 * 60 * 60 * 1000);
    QCOMPARE(!desk.reserve(desk.couponQuestion({desk.code(batch, serial)}))->redemptions.empty(),
             freshTomorrow);
}

void TestCouponService::automatic_needsNoCode()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign day = desk.live(10_yuan, [](Campaign &c) {
        c.terms.automatic = true;
        c.terms.offer.kind = OfferKind::PerLitreOff;
        c.terms.offer.price = {200, {}};
        c.limits.total.pieces = 1;
    });
    const CouponBatch batch = desk.print(desk.live(10_yuan));
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const auto grant = desk.reserve(q);
    QCOMPARE(grant->total, 18_yuan);
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, grant->redemptions)));
    QCOMPARE(desk.taken(day), (Bound{8_yuan, 1}));
    // Its budget is gone: the coupon alone, and nobody is bothered with a refusal.
    const auto next = desk.reserve(desk.couponQuestion({desk.code(batch, 1)}));
    QCOMPARE(next->total, 10_yuan);
    QVERIFY(next->refused.empty());
    QCOMPARE(desk.faults(), QString());
}

void TestCouponService::voucher_isUsedInParts()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(500_yuan, [](Campaign &c) { c.terms.offer.inParts = true; });
    const CouponBatch batch = desk.print(campaign);
    const CouponId id{batch.id, 0};
    CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    auto grant = desk.reserve(q);
    QCOMPARE(grant->total, 320_yuan);
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, grant->redemptions)));
    QCOMPARE(desk.coupon(id).left, 180_yuan);
    QCOMPARE(desk.coupon(id).state, CouponState::Claimed);
    q = desk.couponQuestion({desk.code(batch, 0)});
    grant = desk.reserve(q);
    QCOMPARE(grant->total, 180_yuan);
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, grant->redemptions)));
    QCOMPARE(desk.coupon(id).state, CouponState::Used);
    QCOMPARE(desk.faults(), QString());
}

void TestCouponService::offline_theSecondStationHasACase()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) { c.terms.offline = true; });
    const CouponBatch batch = desk.print(campaign);
    const std::vector<Redemption> taken{{campaign.id, 1, {batch.id, 0}, 10_yuan, {}}};
    SaleFact first = desk.cashSale(desk.ids.make<SaleId>(), taken);
    SaleFact second = desk.cashSale(desk.ids.make<SaleId>(), taken);
    first.offline = second.offline = true;
    QCOMPARE(desk.tell(first)->kind, FactOutcome::Kind::Applied);
    const auto outcome = desk.tell(second);
    QCOMPARE(outcome->kind, FactOutcome::Kind::Exception);
    QCOMPARE(desk.cases("coupon-twice"), 1);
    // The sale is booked whole; what nobody bears yet waits.
    const qint64 station = desk.terminal.station.id.value;
    QCOMPARE(desk.balance(AccountKind::Sales, station), 640_yuan);
    QCOMPARE(desk.balance(AccountKind::Cash, station), -(620_yuan + 500_yuan)); // with the desk's top-up
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), -10_yuan);
    QCOMPARE(desk.balance(AccountKind::Suspense, station), -10_yuan);
    QCOMPARE(desk.taken(campaign), (Bound{10_yuan, 1}));
    QCOMPARE(desk.faults(), QString());
}

void TestCouponService::firstRedeemedWins_notFirstReserved()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) { c.terms.offline = true; });
    const CouponBatch batch = desk.print(campaign);
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    const auto grant = desk.reserve(q);
    // A station that was offline took it before; its record arrives now.
    const SaleFact elsewhere =
        desk.cashSale(desk.ids.make<SaleId>(), {{campaign.id, 1, {batch.id, 0}, 10_yuan, {}}});
    QCOMPARE(desk.tell(elsewhere)->kind, FactOutcome::Kind::Applied);
    QCOMPARE(desk.tell(desk.cashSale(q.sale, grant->redemptions))->kind, FactOutcome::Kind::Exception);
    QCOMPARE(desk.cases("coupon-twice"), 1);
    QCOMPARE(desk.taken(campaign), (Bound{10_yuan, 1}));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM coupon_use WHERE state = 2"), 1);
    QCOMPARE(desk.faults(), QString());
}

void TestCouponService::moreThanGranted_hasACase()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const CouponBatch batch = desk.print(desk.live(10_yuan));
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    auto redemptions = desk.reserve(q)->redemptions;
    redemptions[0].amount = 11_yuan;
    QCOMPARE(desk.tell(desk.cashSale(q.sale, redemptions))->kind, FactOutcome::Kind::Exception);
    QCOMPARE(desk.cases("coupon-unfit"), 1);
    // A campaign that does not exist.
    redemptions[0] = {{99}, 1, {99, 0}, 11_yuan, {}};
    QCOMPARE(desk.tell(desk.cashSale(desk.ids.make<SaleId>(), redemptions))->kind,
             FactOutcome::Kind::Exception);
    QCOMPARE(desk.cases("coupon-unfit"), 2);
    // More than the sale itself is no fact at all.
    SaleFact fact = desk.cashSale(desk.ids.make<SaleId>(), redemptions, 10_yuan);
    const auto parsed = parseFact(factBytes(desk.ids.make<OperationId>(), desk.now(), fact));
    COMPARE_REFUSED(parsed, ErrorCode::InvalidInput);
    QCOMPARE(desk.faults(), QString());
}

void TestCouponService::byCard_thePurseGivesTheRest()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const CouponBatch batch = desk.print(desk.live(1'000_yuan));
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    auto redemptions = desk.reserve(q)->redemptions;
    redemptions[0].amount = 300_yuan;
    CardQuestion card = desk.question(20_yuan);
    card.sale = q.sale;
    VERIFY_OK(desk.ask(card));
    SaleFact fact = desk.captureOf(card, 320_yuan);
    fact.discounts = redemptions;
    const auto bytes = factBytes(desk.ids.make<OperationId>(), desk.now(), fact);
    const auto parsed = parseFact(bytes); // over the wire and back
    VERIFY_OK(parsed);
    QCOMPARE(desk.tell(std::get<SaleFact>(parsed->body))->kind, FactOutcome::Kind::Applied);
    QCOMPARE(desk.account().balance, 480_yuan);
    QCOMPARE(desk.account().held, 0_yuan);
    QCOMPARE(desk.balance(AccountKind::Sales, desk.terminal.station.id.value), 320_yuan);
    // All of it for nothing.
    const CouponQuestion free = desk.couponQuestion({desk.code(batch, 1)});
    redemptions = desk.reserve(free)->redemptions;
    card = desk.question(1_yuan);
    card.sale = free.sale;
    VERIFY_OK(desk.ask(card));
    fact = desk.captureOf(card, 320_yuan);
    fact.discounts = redemptions;
    QCOMPARE(desk.tell(fact)->kind, FactOutcome::Kind::Applied);
    QCOMPARE(desk.account().balance, 480_yuan);
    QCOMPARE(desk.account().held, 0_yuan);
    QCOMPARE(desk.faults(), QString());
}

void TestCouponService::costIsSplit()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(1'001_fen, [](Campaign &c) { c.stationShare = {2'500}; });
    const CouponBatch batch = desk.print(campaign);
    const CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    VERIFY_OK(desk.tell(desk.cashSale(q.sale, desk.reserve(q)->redemptions)));
    QCOMPARE(desk.balance(AccountKind::Promotion, desk.terminal.station.id.value), -250_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), -751_fen);
}

void TestCouponService::given_claimed_extended_voided()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign campaign = desk.live(10_yuan, [](Campaign &c) {
        c.claimCode = QStringLiteral("WELCOME");
        c.terms.daysFromClaim = 7;
        c.limits.claims = 2;
    });
    const auto claim = [&](const char *code, qint64 customer) {
        return desk.committed(
            [&] { return desk.coupons().claim(QString::fromLatin1(code), {customer}, desk.now()); });
    };
    COMPARE_REFUSED(claim("WELCOM", 1), ErrorCode::CouponUnknown);
    const auto mine = claim(" welcome ", 1);
    VERIFY_OK(mine);
    QCOMPARE(mine->until, desk.now().plusMs(7LL * 24 * 60 * 60 * 1000));
    COMPARE_REFUSED(claim("WELCOME", 1), ErrorCode::CouponCapReached);
    VERIFY_OK(claim("WELCOME", 2));
    COMPARE_REFUSED(claim("WELCOME", 3), ErrorCode::CouponBudgetGone);
    QCOMPARE(desk.coupons().repository().ofCustomer({1}, 10)->size(), 1u);

    // Somebody else shows it: by its code, and out of their own list.
    CouponQuestion q = desk.couponQuestion({desk.coupons().codeOf(mine->id)});
    desk.member.customer = {2};
    QCOMPARE(desk.reserve(q)->refused[0].second.code, ErrorCode::CouponNotYours);
    q = desk.couponQuestion({});
    q.chosen = {mine->id};
    QCOMPARE(desk.reserve(q)->refused[0].second.code, ErrorCode::CouponNotYours);
    desk.member.customer = {1};
    QCOMPARE(desk.reserve(q)->total, 10_yuan);
    VERIFY_OK(desk.committed([&] { return desk.coupons().release(q.sale, desk.now()); }));

    desk.clock.advanceMs(7LL * 24 * 60 * 60 * 1000);
    QCOMPARE(desk.reserve(q)->refused[0].second.code, ErrorCode::CouponExpired);
    const Timestamp later = desk.now().plusMs(60'000);
    VERIFY_OK(desk.committed([&] { return desk.coupons().extend(mine->id, later, desk.now()); }));
    COMPARE_REFUSED(desk.committed([&] { return desk.coupons().extend(mine->id, later, desk.now()); }),
                    ErrorCode::InvalidInput);
    QCOMPARE(desk.reserve(q)->total, 10_yuan);
    VERIFY_OK(desk.committed([&] { return desk.coupons().release(q.sale, desk.now()); }));
    VERIFY_OK(desk.committed([&] { return desk.coupons().voidCoupon(mine->id, desk.now()); }));
    QCOMPARE(desk.reserve(q)->refused[0].second.code, ErrorCode::CouponVoid);
}

/// Whatever statement fails, all or nothing has happened.
void TestCouponService::heldOut_getNothing_theOthersDo()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const Campaign automatic = desk.live(10_yuan, [](Campaign &c) {
        c.terms.automatic = true;
        c.holdOut = {5'000};
    });
    const Campaign claimed = desk.live(5_yuan, [](Campaign &c) {
        c.claimCode = QStringLiteral("HALF");
        c.holdOut = {5'000};
    });
    QCOMPARE(desk.campaigns().find(automatic.id)->holdOut.basisPoints, 5'000);
    int heldOut = 0;
    for (qint64 customer = 1; customer <= 40; ++customer) {
        desk.member.customer = {customer};
        const bool held = isHeldOut(automatic.id, {customer}, automatic.holdOut);
        heldOut += held ? 1 : 0;
        const auto grant = desk.reserve(desk.couponQuestion({}));
        VERIFY_OK(grant);
        QCOMPARE(grant->total, held ? 0_yuan : 10_yuan);
        const auto coupon = desk.committed(
            [&] { return desk.coupons().claim(QStringLiteral("half"), {customer}, desk.now()); });
        if (isHeldOut(claimed.id, {customer}, claimed.holdOut))
            COMPARE_REFUSED(coupon, ErrorCode::CouponNotYours);
        else
            VERIFY_OK(coupon);
    }
    QVERIFY(heldOut > 8 && heldOut < 32);
    desk.member.customer = {}; // nobody is in no group
    QCOMPARE(desk.reserve(desk.couponQuestion({}))->total, 10_yuan);
    // Who is compared is agreed, as the terms are.
    Campaign changed = automatic;
    changed.holdOut = {1'000};
    COMPARE_REFUSED(
        desk.committed([&] { return desk.campaigns().change(changed, desk.manager(1), desk.now()); }),
        ErrorCode::CampaignStateConflict);
}

void TestCouponService::history_namesEveryUse()
{
    OPEN_STORE(store);
    PromotionDesk desk(store);
    const CouponBatch batch = desk.print(desk.live(10_yuan));
    CouponQuestion q = desk.couponQuestion({desk.code(batch, 0)});
    q.channel = Channel::Kiosk;
    VERIFY_OK(desk.reserve(q));
    VERIFY_OK(desk.committed([&] { return desk.coupons().release(q.sale, desk.now()); }));
    desk.clock.advanceMs(1'000);
    CouponQuestion again = desk.couponQuestion({desk.code(batch, 0)});
    const auto grant = desk.reserve(again);
    VERIFY_OK(grant);
    VERIFY_OK(desk.tell(desk.cashSale(again.sale, grant->redemptions)));
    const auto uses = desk.coupons().repository().uses(CouponId{batch.id, 0});
    VERIFY_OK(uses);
    QCOMPARE(uses->size(), 2u);
    QCOMPARE((*uses)[0].state, UseState::GivenBack);
    QCOMPARE((*uses)[0].channel, Channels(Channel::Kiosk));
    QCOMPARE((*uses)[1].state, UseState::Redeemed);
    QCOMPARE((*uses)[1].channel,
             Channels(Channel::Pos)); // the sale's record does not say; the reservation did
    QVERIFY(desk.coupons().repository().uses(CouponId{batch.id, 1})->empty());
}

QTEST_GUILESS_MAIN(TestCouponService)
#include "tst_coupon_service.moc"

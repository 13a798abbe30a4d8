#include "tests/support/fakes_station.h"
#include "tests/ui/fake_members.h"
#include "ui/viewmodels/pos_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using P = PosViewModel;

namespace {

/// 78.50 are due; the member has one of ten, one of six that does not go with it, and a wash that is not for
/// this sale.
struct Bench
{
    Bench()
    {
        station.coupons[ten.code] = {{1}, 1, ten.coupon.id, 10_yuan, ten.name};
        station.coupons[six.code] = {{2}, 1, six.coupon.id, 6_yuan, six.name};
        station.alone = {ten.code, six.code};
        station.refusals[wash.code] = Error{ErrorCode::CouponBelowMinimum, {}, 121'50_fen};
        members.view.coupons = {ten, six, wash, FakeMembers::coupon(4, QStringLiteral("Old"), clock.now()),
                                FakeMembers::coupon(5, QStringLiteral("Used"), later, CouponState::Used)};
        pos.setMembers(&members);
        pos.selectPump(2);
        pos.release();
        settle();
        station.lift(2, 2);
        station.flow(2, 10_L);
        station.hangUp(2);
        settle();
    }
    void settle()
    {
        for (int turns = 0; turns < 5; ++turns)
            QCoreApplication::processEvents();
    }
    void present()
    {
        reader.tap(good);
        settle();
    }
    void open()
    {
        present();
        pos.useCoupon();
        settle();
    }
    void toggle(const MemberCoupon &owned)
    {
        pos.toggleCoupon(rowOf(owned));
        settle();
    }
    int rowOf(const MemberCoupon &owned) { return int(pos.choice()->codes().indexOf(owned.code)); }
    QString said(const MemberCoupon &owned, int role)
    {
        const auto row = pos.choice()->index(rowOf(owned));
        return pos.choice()->data(row, role).toString();
    }
    QString state(const MemberCoupon &owned) { return said(owned, CouponChoiceModel::StateRole); }
    QString why(const MemberCoupon &owned) { return said(owned, CouponChoiceModel::WhyRole); }

    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    FakeMembers members;
    Translator translator{Language::English};
    Timestamp later = clock.now().plusMs(3'600'000);
    MemberCoupon ten = FakeMembers::coupon(1, QStringLiteral("Ten off"), later);
    MemberCoupon six = FakeMembers::coupon(2, QStringLiteral("Six off"), later);
    MemberCoupon wash = FakeMembers::coupon(3, QStringLiteral("A wash"), later.plusMs(-1));
    PosViewModel pos{station, &reader, desk, clock, ids, translator};
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;
};

}

class TestPosCoupons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theBest_isTaken_theOthersSayWhyNot()
    {
        Bench b;
        b.open();
        QCOMPARE(b.pos.panel(), P::Coupons);
        QVERIFY(b.pos.errorText().isEmpty());
        QCOMPARE(b.pos.choice()->count(), 3); // neither the old one nor the used one
        QCOMPARE(b.rowOf(b.wash), 0);         // ends soonest
        QCOMPARE(b.state(b.ten), QStringLiteral("Best"));
        QCOMPARE(b.said(b.ten, CouponChoiceModel::AmountRole), QStringLiteral("-¥10.00"));
        QCOMPARE(b.why(b.ten), QString());
        QCOMPARE(b.state(b.six), QStringLiteral("Not together"));
        QCOMPARE(b.why(b.six), sentence(ErrorCode::CouponNotStackable));
        QCOMPARE(b.state(b.wash), QStringLiteral("Not here"));
        QCOMPARE(b.why(b.wash), sentence(Error{ErrorCode::CouponBelowMinimum, {}, 121'50_fen}));
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥68.50"));
        b.pos.confirm();
        QCOMPARE(b.pos.panel(), P::Pay);
        QCOMPARE(b.pos.discounts(), QStringList{QStringLiteral("Ten off  -¥10.00")});
        b.pos.payCard();
        b.settle();
        QCOMPARE(b.pos.receipt()->sale()->paid, 68'50_fen);
    }
    void another_inItsPlace_andBack()
    {
        Bench b;
        b.open();
        b.toggle(b.six); // does not go with the better one: in its place
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥72.50"));
        QCOMPARE(b.state(b.six), QStringLiteral("Chosen"));
        QCOMPARE(b.state(b.ten), QStringLiteral("Left out"));
        b.toggle(b.six);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        b.toggle(b.ten);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥68.50"));
        QVERIFY(b.pos.canUndoCoupons());
        b.pos.undoCoupons();
        b.settle();
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        b.pos.undoCoupons();
        b.settle();
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥72.50"));
        b.pos.undoCoupons();
        b.settle();
        QCOMPARE(b.state(b.ten), QStringLiteral("Best"));
        b.pos.undoCoupons(); // as it was before the list
        b.settle();
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
        QVERIFY(!b.pos.canUndoCoupons());
    }
    void oneThatIsNotForThis_isNotTaken()
    {
        Bench b;
        b.open();
        b.toggle(b.wash);
        QCOMPARE(b.pos.errorText(), b.why(b.wash));
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥68.50"));
        QCOMPARE(b.pos.panel(), P::Coupons);
    }
    void aChoice_staysWhenTheListIsOpenedAgain()
    {
        Bench b;
        b.open();
        b.toggle(b.six);
        b.pos.useCoupon();
        QCOMPARE(b.pos.panel(), P::Pay);
        b.pos.useCoupon();
        b.settle();
        QCOMPARE(b.pos.panel(), P::Coupons);
        QCOMPARE(b.state(b.six), QStringLiteral("Chosen"));
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥72.50"));
    }
    void aCode_isTypedFromTheList()
    {
        Bench b;
        b.station.coupons[QStringLiteral("00N0-B")] = {{3}, 1, {42, 1}, 1_yuan, QStringLiteral("One off")};
        b.open();
        for (const char *c = "00n0-b"; *c; ++c)
            if (const auto key = QString(QLatin1Char(*c)); !b.pos.typeCode(key))
                b.pos.press(key);
        QCOMPARE(b.pos.panel(), P::Pay);
        QCOMPARE(b.pos.couponText(), QStringLiteral("00N0-B"));
        b.pos.confirm();
        b.settle();
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥67.50"));
    }
    void whoHasNone_andACentreThatIsAway_leaveTheCode()
    {
        Bench b;
        b.members.view.coupons.clear();
        b.open();
        QCOMPARE(b.pos.panel(), P::Pay);
        QVERIFY(b.pos.couponAsked());
        QCOMPARE(b.pos.couponHint(), QStringLiteral("This member has no coupon that can be used"));
        b.pos.useCoupon();
        QVERIFY(!b.pos.couponAsked());
        b.members.failNext = Error{ErrorCode::Unavailable, {}};
        b.pos.useCoupon();
        b.settle();
        QVERIFY(!b.pos.errorText().isEmpty());
        QVERIFY(b.pos.couponAsked());
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥78.50"));
    }
    void theCardIsPutAway_theListGoes()
    {
        Bench b;
        b.open();
        b.pos.dropCard();
        QCOMPARE(b.pos.panel(), P::Pay);
        QCOMPARE(b.pos.choice()->count(), 0);
        QCOMPARE(b.pos.amountText(), QStringLiteral("¥68.50")); // what was taken stays with the sale
    }
    void aQuestionThatFails_leavesTheChoice()
    {
        Bench b;
        b.open();
        b.station.loseAnswer = true;
        b.toggle(b.ten);
        QVERIFY(!b.pos.errorText().isEmpty());
        b.pos.back();
        QCOMPARE(b.pos.panel(), P::Coupons);
    }
};

QTEST_GUILESS_MAIN(TestPosCoupons)
#include "tst_pos_coupons.moc"

#include "tests/support/fakes_station.h"
#include "tests/ui/fake_members.h"
#include "ui/viewmodels/kiosk_view_model.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using K = KioskViewModel;

namespace {

struct Bench
{
    ManualClock clock;
    IdSource ids{clock, 7};
    FakeCards cards;
    FakeStation station{cards, clock, 4};
    FakeDesk desk{cards, clock};
    FakeReader reader;
    Translator translator{Language::English};
    FakeMembers members;
    KioskViewModel kiosk{station, &reader, desk, clock, ids, translator};
    CardIdentity good = cards.add("good", QStringLiteral("9000 **** **** 5670")).identity;

    Bench()
    {
        const Timestamp later = clock.now().plusMs(86'400'000);
        members.view.coupons = {FakeMembers::coupon(1, QStringLiteral("Old one"), clock.now()),
                                FakeMembers::coupon(2, QStringLiteral("Ten off"), later)};
        members.view.offers = {{{5}, QStringLiteral("A coffee"), 300}, {{6}, QStringLiteral("A wash"), 900}};
        members.view.points = {QStringLiteral("Silver"), 500, 500, 20, 0, 100, later};
        kiosk.setMembers(&members);
    }
    void settle() { QCoreApplication::processEvents(); }
    void toMember()
    {
        kiosk.chooseBalance();
        reader.tap(good);
        settle();
        kiosk.chooseMember();
        settle();
        settle();
    }
    QString cell(int row, MemberModel::Role role)
    {
        MemberModel *model = kiosk.member();
        return model->data(model->index(row, 0), role).toString();
    }
};

}

class TestKioskMember : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCanBeUsed_isFirst();
    void aCode_becomesACoupon();
    void aWrongCode_staysToBeCorrected();
    void points_becomeACoupon();
    void aLostAnswer_isAskedForAgain();
    void aCoupon_isGivenAway();
    void points_withAPin();
    void tooFew_cannotBeChosen();
    void noCentre_backToTheCard();
    void home_nothingIsLeftForTheNext();
};

void TestKioskMember::whatCanBeUsed_isFirst()
{
    Bench bench;
    bench.toMember();
    QCOMPARE(bench.kiosk.screen(), K::Member);
    QCOMPARE(bench.kiosk.member()->pointsText(), QStringLiteral("500"));
    QCOMPARE(bench.kiosk.member()->levelText(), QStringLiteral("Silver"));
    QVERIFY(bench.kiosk.member()->pendingText().startsWith(QStringLiteral("20 more")));
    QVERIFY(bench.kiosk.member()->expiringText().startsWith(QStringLiteral("100 of them")));
    QCOMPARE(bench.kiosk.member()->count(), 4);
    QCOMPARE(bench.cell(0, MemberModel::NameRole), QStringLiteral("Ten off"));
    QCOMPARE(bench.cell(0, MemberModel::StateRole), QStringLiteral("Can be used"));
    QCOMPARE(bench.cell(1, MemberModel::DetailRole), QStringLiteral("For 300 points"));
    QCOMPARE(bench.cell(2, MemberModel::DetailRole),
             QStringLiteral("For 900 points, 400 more than you have"));
    QCOMPARE(bench.cell(3, MemberModel::StateRole), QStringLiteral("Ended"));
    bench.kiosk.goBack();
    QCOMPARE(bench.kiosk.screen(), K::Balance);
}

void TestKioskMember::aCode_becomesACoupon()
{
    Bench bench;
    bench.toMember();
    bench.kiosk.enterCode();
    QCOMPARE(bench.kiosk.screen(), K::EnterCode);
    for (const char *key : {"w", "E", "x", "back", "2", "!"})
        bench.kiosk.press(QString::fromLatin1(key));
    QCOMPARE(bench.kiosk.codeText(), QStringLiteral("WE2"));
    bench.kiosk.confirmCode();
    bench.settle();
    bench.settle();
    QCOMPARE(bench.members.claimed, QStringList{QStringLiteral("WE2")});
    QCOMPARE(bench.kiosk.screen(), K::Member);
    QCOMPARE(bench.kiosk.memberSaid(), QStringLiteral("Five off is yours now."));
    QCOMPARE(bench.kiosk.member()->count(), 5);
}

void TestKioskMember::aWrongCode_staysToBeCorrected()
{
    Bench bench;
    bench.toMember();
    bench.kiosk.enterCode();
    bench.kiosk.press(QStringLiteral("A"));
    bench.members.failNext = Error{ErrorCode::CouponUnknown, {}};
    bench.kiosk.confirmCode();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::EnterCode);
    QVERIFY(!bench.kiosk.errorText().isEmpty());
    QCOMPARE(bench.kiosk.codeText(), QStringLiteral("A"));
    bench.kiosk.press(QStringLiteral("B"));
    QVERIFY(bench.kiosk.errorText().isEmpty());
    bench.kiosk.goBack();
    QCOMPARE(bench.kiosk.screen(), K::Member);
}

void TestKioskMember::points_becomeACoupon()
{
    Bench bench;
    bench.toMember();
    bench.kiosk.chooseOffer(1);
    QCOMPARE(bench.kiosk.screen(), K::ConfirmExchange);
    QCOMPARE(bench.kiosk.exchangeText(), QStringLiteral("A coffee for 300 points"));
    bench.members.failNext =
        Error{ErrorCode::Timeout, {}}; // the answer is lost: asked again, it is the same one
    bench.kiosk.confirmExchange();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Refusal);
    QCOMPARE(bench.kiosk.recoverText(), QStringLiteral("Try again"));
    bench.kiosk.recover();
    QCOMPARE(bench.kiosk.screen(), K::ConfirmExchange);
    bench.kiosk.confirmExchange();
    bench.settle();
    bench.settle();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Member);
    QCOMPARE(bench.kiosk.member()->pointsText(), QStringLiteral("200"));
    QCOMPARE(bench.members.exchanged.size(), 2U);
    QCOMPARE(bench.members.exchanged[0].first, bench.members.exchanged[1].first);
    QCOMPARE(bench.members.exchanged[0].second, CampaignId{5});
}

/// A lost answer may have been a coupon: the next try is the same question, until the code is another one.
void TestKioskMember::aLostAnswer_isAskedForAgain()
{
    Bench bench;
    bench.toMember();
    bench.kiosk.enterCode();
    bench.kiosk.press(QStringLiteral("A"));
    for (int i = 0; i < 2; ++i) {
        bench.members.failNext = Error{ErrorCode::Timeout, {}};
        bench.kiosk.confirmCode();
        bench.settle();
        QCOMPARE(bench.kiosk.screen(), K::EnterCode);
    }
    bench.kiosk.press(QStringLiteral("B"));
    bench.members.failNext = Error{ErrorCode::CouponUnknown, {}};
    bench.kiosk.confirmCode();
    bench.settle();
    QCOMPARE(bench.members.claims.size(), 3U);
    QCOMPARE(bench.members.claims[0], bench.members.claims[1]);
    QVERIFY(bench.members.claims[1] != bench.members.claims[2]);
}

void TestKioskMember::aCoupon_isGivenAway()
{
    Bench bench;
    bench.members.friendly = QStringLiteral("13800000002");
    for (MemberCoupon &owned : bench.members.view.coupons)
        owned.giftable = true; // of these only what can still be used
    bench.members.view.stamps = {{QStringLiteral("Washes"), 7, 10, QStringLiteral("A free wash")}};
    bench.toMember();
    const MemberModel *rows = bench.kiosk.member();
    int row = 0;
    while (row < rows->count() && !rows->gift(row))
        ++row;
    QVERIFY(row < rows->count());
    bool stamps = false;
    for (int i = 0; i < rows->count(); ++i)
        stamps = stamps || rows->index(i).data(MemberModel::StateRole) == QStringLiteral("7 of 10");
    QVERIFY(stamps);
    bench.kiosk.giveAway(row);
    QCOMPARE(bench.kiosk.screen(), K::EnterReceiver);
    const auto enter = [&](const QString &number) {
        for (const QChar digit : number)
            bench.kiosk.press(QString(digit));
        bench.kiosk.confirmReceiver();
    };
    enter(QStringLiteral("13900000000"));
    QCOMPARE(bench.kiosk.screen(), K::ConfirmGift);
    bench.kiosk.confirmGift();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Refusal);
    bench.kiosk.recover();
    QCOMPARE(bench.kiosk.screen(), K::EnterReceiver);
    enter(QStringLiteral("13800000002"));
    bench.members.failNext = Error{ErrorCode::Timeout, {}};
    bench.kiosk.confirmGift();
    bench.settle();
    bench.kiosk.recover();
    QCOMPARE(bench.kiosk.screen(), K::ConfirmGift);
    bench.kiosk.confirmGift();
    bench.settle();
    bench.settle();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Member);
    QVERIFY(bench.kiosk.memberSaid().endsWith(QStringLiteral("is given.")));
    QCOMPARE(bench.members.gifts.size(), 3U);
    QVERIFY(bench.members.gifts[0].first != bench.members.gifts[1].first);
    QCOMPARE(bench.members.gifts[1].first, bench.members.gifts[2].first);
}

void TestKioskMember::points_withAPin()
{
    Bench bench;
    bench.members.pin = QStringLiteral("2468");
    bench.toMember();
    bench.kiosk.chooseOffer(1);
    bench.kiosk.confirmExchange();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Pin);
    for (const char digit : {'1', '1', '1', '1'})
        bench.kiosk.press(QString(QLatin1Char(digit)));
    bench.kiosk.confirmPin();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Pin);
    QVERIFY(!bench.kiosk.errorText().isEmpty());
    for (const char digit : {'2', '4', '6', '8'})
        bench.kiosk.press(QString(QLatin1Char(digit)));
    bench.kiosk.confirmPin();
    bench.settle();
    bench.settle();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Member);
    QVERIFY(bench.members.exchanged[0].first != bench.members.exchanged[1].first);
}

void TestKioskMember::tooFew_cannotBeChosen()
{
    Bench bench;
    bench.toMember();
    bench.kiosk.chooseOffer(2);
    QCOMPARE(bench.kiosk.screen(), K::Member);
    bench.kiosk.chooseOffer(0); // a coupon
    QCOMPARE(bench.kiosk.screen(), K::Member);
}

void TestKioskMember::noCentre_backToTheCard()
{
    Bench bench;
    bench.members.failNext = Error{ErrorCode::Unavailable, {}};
    bench.toMember();
    QCOMPARE(bench.kiosk.screen(), K::Refusal);
    QCOMPARE(bench.kiosk.recoverText(), QStringLiteral("Back to your card"));
    bench.kiosk.recover();
    QCOMPARE(bench.kiosk.screen(), K::Balance);
}

void TestKioskMember::home_nothingIsLeftForTheNext()
{
    Bench bench;
    bench.toMember();
    bench.kiosk.enterCode();
    bench.kiosk.press(QStringLiteral("A"));
    bench.kiosk.goHome();
    QCOMPARE(bench.kiosk.member()->count(), 0);
    QVERIFY(bench.kiosk.codeText().isEmpty());
    // An answer that comes late shows nobody anything.
    bench.toMember();
    bench.kiosk.goBack();
    bench.kiosk.chooseMember();
    bench.kiosk.goHome();
    bench.settle();
    QCOMPARE(bench.kiosk.screen(), K::Home);
    QCOMPARE(bench.kiosk.member()->count(), 0);
}

QTEST_GUILESS_MAIN(TestKioskMember)
#include "tst_kiosk_member.moc"

#include "core/domain/coupons/campaign_service.h"
#include "tests/integration/pay_kiosk.h"

using namespace youka;
using namespace youka::test;
using sim::PayManner;
using K = KioskViewModel;

class TestKioskPays : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromHomeToPaid();
    void aCampaignsGift_isSaidBefore();
    void theCustomerWalksAway();
    void theCustomerGoesBack();
    void theAnswerOfTheChannelIsLost();
    void paidAndKilledBeforeItWasShown();
    void theServerIsAwayAfterTheScan();
    void aClosedCard_isRefusedBefore();
};

void TestKioskPays::fromHomeToPaid()
{
    PayHouse house;
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    QCOMPARE(kiosk.model->title(), QStringLiteral("Scan this with WeChat Pay"));
    QVERIFY(kiosk.scan());
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QCOMPARE(kiosk.model->title(), QStringLiteral("¥200.00 is on your card"));
    QCOMPARE(kiosk.model->topUp()->availableText(), QStringLiteral("¥200.00"));
    QCOMPARE(kiosk.model->topUp()->resultDetail(), QStringLiteral("¥200.00 paid with WeChat Pay"));
    QCOMPARE(house.fen(), 20'000);
    QCOMPARE(house.wallet(), 1'000'000 - 20'000);
    QCOMPARE(kiosk.order(), QString());
    QCOMPARE(house.proof(), QString());
}

void TestKioskPays::aCampaignsGift_isSaidBefore()
{
    PayHouse house;
    const auto made = house.desk.server->pipeline().run([&](Database &db) -> Result<QByteArray> {
        CampaignService campaigns(db, house.desk.server->couponKeys());
        const Timestamp now = house.desk.clock.now();
        Campaign wish;
        wish.name = QStringLiteral("Gift");
        wish.terms.offer.kind = OfferKind::TopUpBonus;
        wish.terms.offer.percent = Percent{500};
        wish.terms.offer.amount = {0, {}};
        wish.terms.scope.minAmount = Money{20'000, {}};
        wish.terms.automatic = true;
        wish.terms.from = now.plusMs(-1'000);
        wish.terms.until = now.plusMs(86'400'000);
        const auto person = [](qint64 id) {
            return Principal{Role::Manager, id, QStringLiteral("m%1").arg(id), {}};
        };
        return campaigns.create(wish, person(1), now)
            .and_then([&](const Campaign &one) {
                return campaigns.step(one.id, CampaignState::Review, person(1), now);
            })
            .and_then([&](const Campaign &one) {
                return campaigns.step(one.id, CampaignState::Live, person(2), now);
            })
            .map([](const Campaign &) { return QByteArray(); });
    });
    QVERIFY2(made, qPrintable(made ? QString() : toString(made.error())));
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    QCOMPARE(kiosk.model->topUp()->bonuses()[0], QString());
    QCOMPARE(kiosk.model->topUp()->bonuses()[1], QStringLiteral("+ ¥10.00 as a gift"));
    QCOMPARE(kiosk.model->topUp()->bonusText(), QStringLiteral("+ ¥10.00 as a gift"));
    QVERIFY(kiosk.scan());
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QCOMPARE(kiosk.model->title(), QStringLiteral("¥210.00 is on your card"));
    QCOMPARE(kiosk.model->topUp()->availableText(), QStringLiteral("¥210.00"));
    QCOMPARE(house.proof(), QString());
}

void TestKioskPays::theCustomerWalksAway()
{
    PayHouse house;
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    const QString order = kiosk.order();
    QVERIFY(kiosk.untilScreen(K::TopUpDone)); // the code runs out
    QCOMPARE(kiosk.model->title(), QStringLiteral("Nothing was taken"));
    QCOMPARE(house.state(order), QStringLiteral("closed"));
    QVERIFY(kiosk.untilScreen(K::Home));
    QCOMPARE(house.fen(), 0);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPays::theCustomerGoesBack()
{
    PayHouse house;
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    const QString qr = house.qrOf(kiosk.order());
    kiosk.model->goBack();
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QCOMPARE(kiosk.model->title(), QStringLiteral("Nothing was taken"));
    QVERIFY(!house.far->scan(qr, Wang, PayManner::Pays)); // it cannot be paid any more
    QCOMPARE(house.wallet(), 1'000'000);
}

void TestKioskPays::theAnswerOfTheChannelIsLost()
{
    PayHouse house;
    house.strike("lose_reply", 1, "precreate");
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    QVERIFY(kiosk.scan());
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QVERIFY(kiosk.model->topUp()->isPaid());
    QCOMPARE(house.fen(), 20'000);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPays::paidAndKilledBeforeItWasShown()
{
    PayHouse house;
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    QVERIFY(kiosk.scan());
    kiosk.start();
    QCOMPARE(kiosk.model->screen(), K::TopUpQr);
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QCOMPARE(kiosk.model->title(), QStringLiteral("¥200.00 is on your card"));
    QCOMPARE(kiosk.order(), QString());
    QCOMPARE(house.fen(), 20'000);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPays::theServerIsAwayAfterTheScan()
{
    PayHouse house;
    Kiosk kiosk(house);
    QVERIFY(kiosk.toCode());
    QVERIFY(kiosk.scan());
    house.restart();
    kiosk.start(); // another port
    QVERIFY(kiosk.untilScreen(K::TopUpDone));
    QVERIFY(kiosk.model->topUp()->isPaid());
    QCOMPARE(house.fen(), 20'000);
    QCOMPARE(house.proof(), QString());
}

void TestKioskPays::aClosedCard_isRefusedBefore()
{
    PayHouse house;
    QVERIFY(house.desk.server->pipeline()
                .run([](Database &db) {
                    return db.run("UPDATE card SET state = ?", {int(CardState::Closed)}).map([] {
                        return QByteArray();
                    });
                })
                .has_value());
    Kiosk kiosk(house);
    QVERIFY(kiosk.until([&] { return kiosk.model->hasTopUps(); }));
    kiosk.model->chooseTopUp();
    kiosk.reader.tap(kiosk.card);
    QVERIFY(kiosk.untilScreen(K::Refusal));
    QVERIFY(!kiosk.model->errorText().isEmpty());
}

QTEST_MAIN(TestKioskPays)
#include "tst_kiosk_pays.moc"

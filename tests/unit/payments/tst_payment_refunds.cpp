#include "tests/unit/payments/pay_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::Lin;
using youka::test::PayDesk;
using youka::test::state;
using youka::test::Wu;

class TestPaymentRefunds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refunds_inParts_takeTheBonusAlong_data() { test::addEngineRows(); }
    void refunds_inParts_takeTheBonusAlong();
    void aRefundThatIsRefused_isRestored_data() { test::addEngineRows(); }
    void aRefundThatIsRefused_isRestored();
    void refunds_refusals_data() { test::addEngineRows(); }
    void refunds_refusals();
    void aboveTheLimit_aSecondPersonAgrees_data() { test::addEngineRows(); }
    void aboveTheLimit_aSecondPersonAgrees();
    void aTopUpOfAChannel_isNotReversedInCash_data() { test::addEngineRows(); }
    void aTopUpOfAChannel_isNotReversedInCash();
};

void TestPaymentRefunds::refunds_inParts_takeTheBonusAlong()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const Campaign campaign = desk.live(0_yuan, [](Campaign &one) {
        one.terms.offer = {};
        one.terms.offer.kind = OfferKind::TopUpBonus;
        one.terms.offer.percent = Percent{1'000};
        one.terms.scope.minAmount = 100_yuan;
        one.terms.scope.payings = PayingBy::Wallet; // by phone only
        one.terms.automatic = true;
        one.stationShare = Percent{5'000};
    });
    const PaymentOrder order = desk.order(299_yuan + 99_fen);
    VERIFY_OK(desk.learn(order, desk.paid(299_yuan + 99_fen)));
    QCOMPARE(desk.account().bonus, 30_yuan);
    QCOMPARE(desk.taken(campaign).pieces, 1);
    for (const Money part : {100_yuan, 99_yuan + 99_fen}) {
        const auto begun = desk.refund(order, part);
        VERIFY_OK(begun);
        QCOMPARE(state(desk.again(order)), QStringLiteral("refunding"));
        QCOMPARE(desk.proof(), QString());
        COMPARE_REFUSED(desk.refund(order, 1_yuan), ErrorCode::PaymentStateConflict);
        VERIFY_OK(desk.learn(begun->refund, PaymentRefundWord::Working));
        VERIFY_OK(desk.learn(begun->refund, PaymentRefundWord::Done, PaymentAct::QueryRefund));
        QCOMPARE(state(desk.again(order)), QStringLiteral("paid"));
    }
    QCOMPARE(desk.account().balance, 600_yuan);
    QVERIFY(desk.account().bonus <= 11_yuan && desk.account().bonus >= 10_yuan);
    const auto rest = desk.refund(order, 100_yuan);
    VERIFY_OK(rest);
    VERIFY_OK(desk.learn(rest->refund, PaymentRefundWord::Done));
    QCOMPARE(state(desk.again(order)), QStringLiteral("refunded"));
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.account().bonus, 0_fen);
    QCOMPARE(desk.clearing(), 0_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion, 0), 0_fen);
    QCOMPARE(desk.balance(AccountKind::Promotion, desk.terminal.station.id.value), 0_fen);
    QCOMPARE(desk.taken(campaign).pieces, 0);
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentRefunds::aRefundThatIsRefused_isRestored()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    VERIFY_OK(desk.learn(order, desk.paid()));
    const auto begun = desk.refund(order, 150_yuan);
    VERIFY_OK(begun);
    QCOMPARE(desk.account().balance, 550_yuan); // taken before the channel is asked
    QVERIFY(desk.learn(begun->refund, PaymentRefundWord::Refused)->state == PaymentRefundState::Failed);
    QCOMPARE(desk.account().balance, 700_yuan);
    QCOMPARE(state(desk.again(order)), QStringLiteral("paid"));
    QCOMPARE(desk.again(order).refunded, 0_fen);
    QCOMPARE(desk.proof(), QString());
    // It happened after all: a person must know.
    QCOMPARE(checkPayments(*store.db)->forPerson, 0);
    VERIFY_OK(desk.learn(begun->refund, PaymentRefundWord::Done, PaymentAct::None));
    QCOMPARE(checkPayments(*store.db)->forPerson, 1);
    QCOMPARE(desk.proof(), QString());
    const auto second = desk.refund(order, 200_yuan);
    VERIFY_OK(second);
    VERIFY_OK(desk.learn(second->refund, PaymentRefundWord::Done));
    QCOMPARE(desk.account().balance, 500_yuan);
}

void TestPaymentRefunds::refunds_refusals()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    COMPARE_REFUSED(desk.refund(order, 1_yuan), ErrorCode::PaymentStateConflict);
    VERIFY_OK(desk.learn(order, desk.paid()));
    COMPARE_REFUSED(desk.refund(order, 201_yuan), ErrorCode::RefundTooMuch);
    COMPARE_REFUSED(desk.refund(order, 0_yuan), ErrorCode::AmountNotPositive);
    COMPARE_REFUSED(desk.refund(order, {100, *Currency::parse(u"USD")}), ErrorCode::CurrencyMismatch);
    COMPARE_REFUSED(desk.refund(order, 1_yuan, {Role::Manager, 3, QStringLiteral("Elsewhere"), {99}}),
                    ErrorCode::NotPermitted);
    // What is set aside for a pump is not there.
    VERIFY_OK(desk.ask(desk.question(501_yuan)));
    COMPARE_REFUSED(desk.refund(order, 200_yuan), ErrorCode::ReversalFundsSpent);
    VERIFY_OK(desk.refund(order, 199_yuan));
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentRefunds::aboveTheLimit_aSecondPersonAgrees()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order(600_yuan);
    VERIFY_OK(desk.learn(order, desk.paid(600_yuan)));
    QVERIFY(desk.refund(order, 600_yuan)->waiting);
    QVERIFY(desk.refund(order, 600_yuan)->waiting); // the same person
    QCOMPARE(desk.account().balance, 1'100_yuan);
    QCOMPARE(desk.proof(), QString());
    desk.clock.advanceMs(86'400'000); // the channel hears of it a day later, and so do its bills
    const auto agreed = desk.refund(order, 600_yuan, Wu);
    VERIFY_OK(agreed);
    QCOMPARE(desk.onlyRefund(order).createdAt, desk.clock.now());
    QVERIFY(!agreed->waiting);
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_refund"), 1);
    QCOMPARE(desk.onlyRefund(order).person, QStringLiteral("Lin, Wu"));
    VERIFY_OK(desk.learn(agreed->refund, PaymentRefundWord::Done));
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentRefunds::aTopUpOfAChannel_isNotReversedInCash()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    VERIFY_OK(desk.learn(order, desk.paid()));
    const ReversalOrder reversal{desk.ids.make<OperationId>(),
                                 OperationId::fromBytes(order.operation),
                                 ReversalKind::TopUp,
                                 ReversalReason::Mistake,
                                 Lin,
                                 desk.now()};
    COMPARE_REFUSED(
        desk.committed([&] { return ReversalService(*store.db, desk.keys).reverse(reversal, desk.now()); }),
        ErrorCode::ReversalNotPossible);
    QCOMPARE(desk.proof(), QString());
}

QTEST_GUILESS_MAIN(TestPaymentRefunds)
#include "tst_payment_refunds.moc"

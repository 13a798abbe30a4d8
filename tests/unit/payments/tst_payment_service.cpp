#include "core/domain/payments/payment_check.h"
#include "core/domain/payments/payment_service.h"
#include "tests/unit/coupons/issue_desk.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::IssueDesk;

namespace {

const Principal Lin{Role::Manager, 1, QStringLiteral("Lin"), {}};
const Principal Wu{Role::Manager, 2, QStringLiteral("Wu"), {}};

struct PayDesk : IssueDesk
{
    explicit PayDesk(test::TestStore &fresh)
        : IssueDesk(fresh)
    {
        ensure(committed([&] {
                   MerchantRepository merchants(*store.db);
                   return merchants
                       .insert({{},
                                QStringLiteral("wechat"),
                                QStringLiteral("1900000001"),
                                QStringLiteral("wx1"),
                                QStringLiteral("Youka"),
                                {},
                                {},
                                {},
                                {},
                                6'000,
                                true})
                       .and_then([&](MerchantId id) {
                           merchant = id;
                           return merchants.assign(QStringLiteral("wechat"), {}, id);
                       });
               }).has_value(),
               "a merchant is made");
    }
    PaymentService payments() { return {*store.db, keys}; }
    PaymentService::Wish wish(Money amount = 200_yuan)
    {
        PaymentService::Wish made;
        made.operation = ids.make<OperationId>();
        made.merchant = merchant;
        made.subject = cardId.value;
        made.station = terminal.station.id;
        made.terminal = 7;
        made.amount = amount;
        made.title = QStringLiteral("油卡充值");
        return made;
    }
    Result<PaymentOrder> create(const PaymentService::Wish &wish)
    {
        return committed([&] { return payments().create(wish, limits, now()); });
    }
    PaymentOrder order(Money amount = 200_yuan)
    {
        const auto made = create(wish(amount));
        ensure(made.has_value(), "an order is made");
        return *made;
    }
    PaymentNews paid(Money amount = 200_yuan, PaymentAct act = PaymentAct::None)
    {
        PaymentNews news;
        news.act = act;
        news.word = PaymentWord::Paid;
        news.source = PaymentSource::Notice;
        news.amount = amount;
        news.channelNo = QStringLiteral("42%1").arg(++m_channelNo);
        return news;
    }
    Result<PaymentOrder> learn(const PaymentOrder &about, const PaymentNews &news)
    {
        return committed([&] { return payments().learn(merchant, about.orderNo, news, now()); });
    }
    Result<PaymentRefund> learn(const PaymentRefund &about, PaymentRefundWord word,
                                PaymentAct act = PaymentAct::Refund)
    {
        PaymentRefundNews news;
        news.act = act;
        news.word = word;
        return committed([&] { return payments().learn(merchant, about.refundNo, news, now()); });
    }
    Result<PaymentService::RefundDone> refund(const PaymentOrder &about, Money amount,
                                              const Principal &who = Lin)
    {
        return committed([&] {
            return payments().refund(
                {ids.make<OperationId>(), about.orderNo, amount, QStringLiteral("not wanted"), who}, 500_yuan,
                now());
        });
    }
    PaymentOrder again(const PaymentOrder &about) { return **payments().repository().find(about.orderNo); }
    PaymentRefund onlyRefund(const PaymentOrder &about)
    {
        const auto refunds = payments().repository().refundsOf(about.id);
        return refunds && refunds->size() == 1 ? refunds->front() : PaymentRefund{};
    }
    QString proof()
    {
        const auto payments = checkPayments(*store.db);
        return payments ? payments->faults.join(u'\n') + allFaults() : toString(payments.error());
    }
    Money clearing() { return balance(AccountKind::Clearing, merchant.value); }

    MerchantId merchant;
    PaymentLimits limits;

private:
    int m_channelNo = 0;
};

QString state(const Result<PaymentOrder> &order)
{
    return order ? QString(paymentStateName(order->state)) : toString(order.error());
}

}

class TestPaymentService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void paid_isBookedOnce_whoeverTells_data() { test::addEngineRows(); }
    void paid_isBookedOnce_whoeverTells();
    void create_isOnceAndWithinItsLimits_data() { test::addEngineRows(); }
    void create_isOnceAndWithinItsLimits();
    void whatDiffers_isForAPerson_data() { test::addEngineRows(); }
    void whatDiffers_isForAPerson();
    void aCardClosedMeanwhile_getsItsMoneyBack_data() { test::addEngineRows(); }
    void aCardClosedMeanwhile_getsItsMoneyBack();
    void paidLate_goesBackByItself_data() { test::addEngineRows(); }
    void paidLate_goesBackByItself();
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
    void leases_giveEachOrderToOne_data() { test::addEngineRows(); }
    void leases_giveEachOrderToOne();
    void faultSweep_nothingIsHalfBooked_data() { test::addEngineRows(); }
    void faultSweep_nothingIsHalfBooked();
    void merchants_areOfTheirStations_data() { test::addEngineRows(); }
    void merchants_areOfTheirStations();
    void plantedFaults_areSeen_data() { test::addEngineRows(); }
    void plantedFaults_areSeen();
    void property_newsInAnyOrder_data();
    void property_newsInAnyOrder();
};

void TestPaymentService::paid_isBookedOnce_whoeverTells()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    QCOMPARE(desk.proof(), QString());
    const PaymentNews notice = desk.paid();
    QCOMPARE(state(desk.learn(order, notice)), QStringLiteral("paid"));
    QCOMPARE(desk.account().balance, 700_yuan);
    QCOMPARE(desk.clearing(), (Money{-20'000, {}}));
    PaymentNews query = notice;
    query.act = PaymentAct::Query;
    query.source = PaymentSource::Query;
    PaymentNews bill = notice;
    bill.source = PaymentSource::Bill;
    for (const PaymentNews &again : {notice, query, bill, notice})
        QCOMPARE(state(desk.learn(order, again)), QStringLiteral("paid"));
    QCOMPARE(desk.account().balance, 700_yuan);
    const PaymentOrder kept = desk.again(order);
    QCOMPARE(kept.journal, kept.operation);
    QCOMPARE(kept.channelNo, notice.channelNo);
    QCOMPARE(kept.day, desk.day());
    QCOMPARE(kept.nextAsk.ms, 0);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_event"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_event WHERE source = 3 AND state = 3"), 1);
    // Somebody else's word is none.
    COMPARE_REFUSED(desk.committed([&] {
        return desk.payments().learn({desk.merchant.value + 1}, order.orderNo, notice, desk.now());
    }),
                    ErrorCode::PaymentUnknown);
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentService::create_isOnceAndWithinItsLimits()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    auto wish = desk.wish();
    const auto first = desk.create(wish);
    VERIFY_OK(first);
    desk.clock.advanceMs(1'000);
    const auto repeat = desk.create(wish);
    VERIFY_OK(repeat);
    QCOMPARE(repeat->orderNo, first->orderNo);
    QCOMPARE(repeat->createdAt.ms, first->createdAt.ms);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_order"), 1);
    wish.amount = 201_yuan;
    COMPARE_REFUSED(desk.create(wish), ErrorCode::PaymentChanged);
    COMPARE_REFUSED(desk.create(desk.wish(99_fen)), ErrorCode::PaymentTooLittle);
    COMPARE_REFUSED(desk.create(desk.wish(5'001_yuan)), ErrorCode::PaymentTooMuch);
    COMPARE_REFUSED(desk.create(desk.wish(0_fen)), ErrorCode::AmountNotPositive);
    VERIFY_OK(desk.create(desk.wish(5'000_yuan)));
    COMPARE_REFUSED(desk.create(desk.wish(4'801_yuan)), ErrorCode::PaymentTooMuch); // with the others
    VERIFY_OK(desk.create(desk.wish(4'800_yuan)));
    desk.clock.advanceMs(24LL * 3'600'000);
    VERIFY_OK(desk.create(desk.wish(5'000_yuan)));
    auto sale = desk.wish();
    sale.purpose = PaymentPurpose::Sale;
    COMPARE_REFUSED(desk.create(sale), ErrorCode::InvalidInput);
}

void TestPaymentService::whatDiffers_isForAPerson()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    QCOMPARE(state(desk.learn(order, desk.paid(199_yuan))), QStringLiteral("for-person"));
    QCOMPARE(state(desk.learn(order, desk.paid(200_yuan))), QStringLiteral("for-person"));
    QCOMPARE(desk.account().balance, 500_yuan);
    // One transaction of the channel's pays one order.
    const PaymentOrder first = desk.order();
    const PaymentOrder second = desk.order();
    const PaymentNews news = desk.paid();
    QCOMPARE(state(desk.learn(first, news)), QStringLiteral("paid"));
    QCOMPARE(state(desk.learn(second, news)), QStringLiteral("for-person"));
    QCOMPARE(desk.account().balance, 700_yuan);
    QCOMPARE(checkPayments(*store.db)->forPerson, 2);
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentService::aCardClosedMeanwhile_getsItsMoneyBack()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    VERIFY_OK(
        desk.committed([&] { return desk.cards().changeState(desk.cardId, CardState::Closed, desk.now()); }));
    COMPARE_REFUSED(desk.create(desk.wish()), ErrorCode::CardClosed);
    QCOMPARE(state(desk.learn(order, desk.paid())), QStringLiteral("refunding"));
    const PaymentRefund refund = desk.onlyRefund(order);
    QVERIFY(refund.cause == PaymentRefundCause::NotBooked);
    QCOMPARE(refund.amount, 200_yuan);
    QCOMPARE(desk.again(order).reason, int(ErrorCode::CardClosed));
    QCOMPARE(state(desk.learn(order, desk.paid())), QStringLiteral("refunding"));
    QCOMPARE(desk.proof(), QString());
    VERIFY_OK(desk.learn(refund, PaymentRefundWord::Done));
    VERIFY_OK(desk.learn(refund, PaymentRefundWord::Done, PaymentAct::None));
    QCOMPARE(state(desk.again(order)), QStringLiteral("refunded"));
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentService::paidLate_goesBackByItself()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    VERIFY_OK(desk.committed([&] { return desk.payments().giveUp(order.orderNo, desk.now()); }));
    QCOMPARE(state(desk.again(order)), QStringLiteral("closed")); // nobody had been told
    QCOMPARE(state(desk.learn(order, desk.paid())), QStringLiteral("refunding"));
    QCOMPARE(state(desk.learn(order, desk.paid())), QStringLiteral("refunding"));
    const PaymentRefund refund = desk.onlyRefund(order);
    QVERIFY(refund.cause == PaymentRefundCause::PaidLate);
    // The channel's no is never the end of money that is owed.
    QVERIFY(desk.learn(refund, PaymentRefundWord::Refused)->state == PaymentRefundState::ForPerson);
    QVERIFY(desk.learn(refund, PaymentRefundWord::Done)->state == PaymentRefundState::Done);
    QCOMPARE(state(desk.again(order)), QStringLiteral("refunded"));
    QCOMPARE(desk.clearing(), 0_fen);
    QCOMPARE(desk.proof(), QString());
    // A leased one may have been told: it is taken back first.
    const PaymentOrder told = desk.order();
    const auto leased = desk.committed(
        [&] { return desk.payments().repository().leaseOrders(desk.now(), desk.now().plusMs(15'000), 10); });
    QCOMPARE(leased->size(), 1u);
    VERIFY_OK(desk.committed([&] { return desk.payments().giveUp(told.orderNo, desk.now()); }));
    QCOMPARE(state(desk.again(told)), QStringLiteral("reversing"));
}

void TestPaymentService::refunds_inParts_takeTheBonusAlong()
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

void TestPaymentService::aRefundThatIsRefused_isRestored()
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

void TestPaymentService::refunds_refusals()
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

void TestPaymentService::aboveTheLimit_aSecondPersonAgrees()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order(600_yuan);
    VERIFY_OK(desk.learn(order, desk.paid(600_yuan)));
    QVERIFY(desk.refund(order, 600_yuan)->waiting);
    QVERIFY(desk.refund(order, 600_yuan)->waiting); // the same person
    QCOMPARE(desk.account().balance, 1'100_yuan);
    QCOMPARE(desk.proof(), QString());
    const auto agreed = desk.refund(order, 600_yuan, Wu);
    VERIFY_OK(agreed);
    QVERIFY(!agreed->waiting);
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM payment_refund"), 1);
    QCOMPARE(desk.onlyRefund(order).person, QStringLiteral("Lin, Wu"));
    VERIFY_OK(desk.learn(agreed->refund, PaymentRefundWord::Done));
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentService::aTopUpOfAChannel_isNotReversedInCash()
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

void TestPaymentService::leases_giveEachOrderToOne()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    const auto lease = [&] {
        return desk.committed([&] {
            return desk.payments().repository().leaseOrders(desk.now(), desk.now().plusMs(15'000), 10);
        });
    };
    QCOMPARE(desk.payments().repository().nextDue()->ms, desk.now().ms);
    QCOMPARE(lease()->size(), 1u);
    QCOMPARE(lease()->size(), 0u);
    QCOMPARE(desk.payments().repository().nextDue()->ms, desk.now().plusMs(15'000).ms);
    desk.clock.advanceMs(15'000); // whoever had it never came back
    QCOMPARE(lease()->size(), 1u);
    VERIFY_OK(desk.committed([&] { return desk.payments().repository().endLeases(); }));
    const auto after = lease();
    QCOMPARE(after->size(), 1u);
    QVERIFY(after->front().leasedUntil.ms != 0); // it may have been told
    QCOMPARE(after->front().orderNo, order.orderNo);
}

void TestPaymentService::faultSweep_nothingIsHalfBooked()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    const PaymentNews news = desk.paid();
    const auto sweep = [&](const auto &step, const auto &untouched) {
        int failed = 0;
        for (int at = 0; at < 300; ++at) {
            int count = 0;
            store.db->failNext = [&] { return count++ == at; };
            const auto done = step();
            store.db->failNext = {};
            if (done)
                return failed;
            ++failed;
            if (!untouched())
                return -failed;
        }
        return 0;
    };
    QVERIFY(sweep([&] { return desk.learn(order, news); },
                  [&] {
                      return desk.account().balance == 500_yuan && desk.clearing().isZero()
                          && desk.again(order).state == PaymentState::Created && desk.proof().isEmpty();
                  })
            > 10);
    QCOMPARE(desk.account().balance, 700_yuan);
    std::optional<PaymentRefund> refund;
    const OperationId operation = desk.ids.make<OperationId>();
    QVERIFY(sweep(
                [&] {
                    return desk
                        .committed([&] {
                            return desk.payments().refund(
                                {operation, order.orderNo, 50_yuan, QStringLiteral("x"), Lin}, 500_yuan,
                                desk.now());
                        })
                        .map([&](const PaymentService::RefundDone &done) { refund = done.refund; });
                },
                [&] {
                    return desk.account().balance == 700_yuan && desk.again(order).state == PaymentState::Paid
                        && desk.proof().isEmpty();
                })
            > 10);
    QVERIFY(sweep([&] { return desk.learn(*refund, PaymentRefundWord::Refused); },
                  [&] { return desk.account().balance == 650_yuan && desk.proof().isEmpty(); })
            > 5);
    QCOMPARE(desk.account().balance, 700_yuan);
    QCOMPARE(desk.proof(), QString());
}

void TestPaymentService::merchants_areOfTheirStations()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const QString wechat = QStringLiteral("wechat");
    MerchantRepository merchants(*store.db);
    const auto other = desk.committed([&] {
        return merchants.insert({{},
                                 wechat,
                                 QStringLiteral("1900000002"),
                                 QStringLiteral("wx1"),
                                 QStringLiteral("North"),
                                 {},
                                 {},
                                 {},
                                 {},
                                 0,
                                 true});
    });
    VERIFY_OK(other);
    const StationId north = desk.terminal.station.id;
    VERIFY_OK(desk.committed([&] { return merchants.assign(wechat, north, *other); }));
    QCOMPARE(merchants.ofStation(wechat, north)->id.value, other->value);
    QCOMPARE(merchants.ofStation(wechat, {north.value + 1})->id.value, desk.merchant.value);
    COMPARE_REFUSED(merchants.ofStation(QStringLiteral("alipay"), north), ErrorCode::MerchantUnknown);
    VERIFY_OK(desk.committed([&] { return merchants.setActive(*other, false); }));
    COMPARE_REFUSED(merchants.ofStation(wechat, north), ErrorCode::MerchantUnknown); // not the other's money
    QCOMPARE(*merchants.channelsOf({north.value + 1}), QStringList{wechat});
}

void TestPaymentService::plantedFaults_areSeen()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const PaymentOrder order = desk.order();
    VERIFY_OK(desk.learn(order, desk.paid()));
    const auto seen = [&](const char *plant, const char *heal) {
        ensure(store.db->run(plant).has_value(), "a fault is planted");
        const bool found = !checkPayments(*store.db)->faults.isEmpty();
        ensure(store.db->run(heal).has_value(), "and taken out");
        return found && checkPayments(*store.db)->faults.isEmpty();
    };
    QVERIFY(
        seen("UPDATE payment_order SET amount = amount + 1", "UPDATE payment_order SET amount = amount - 1"));
    QVERIFY(seen("UPDATE payment_order SET state = 4", "UPDATE payment_order SET state = 3"));
    QVERIFY(seen("UPDATE payment_order SET refunded = 5", "UPDATE payment_order SET refunded = 0"));
    QVERIFY(seen("UPDATE payment_order SET merchant = merchant + 1",
                 "UPDATE payment_order SET merchant = merchant - 1"));
    QVERIFY(
        seen("INSERT INTO payment_refund (refund_no, operation, payment, amount, state, cause, note, person, "
             "channel_no, reason, created_at, done_at, next_ask, asks, leased_until) SELECT 'R1', operation, "
             "id, 100, 3, 1, '', '', '', 0, 0, 0, 0, 0, 0 FROM payment_order",
             "DELETE FROM payment_refund"));
}

void TestPaymentService::property_newsInAnyOrder_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// Whatever comes, in whichever order, how often ever: the books hold what each customer paid once, or it is
/// on its way back.
void TestPaymentService::property_newsInAnyOrder()
{
    QFETCH(quint32, seed);
    test::TestStore store(QStringLiteral("sqlcipher"));
    PayDesk desk(store);
    desk.limits.perDay = 1'000'000_yuan;
    QRandomGenerator chance(seed);
    std::vector<PaymentOrder> orders;
    for (int i = 0; i < 6; ++i) {
        auto wish = desk.wish(Money{1'000 + qint64(chance.bounded(50'000)), {}});
        wish.way = chance.bounded(2) == 0 ? PaymentWay::ShownQr : PaymentWay::ScannedCode;
        orders.push_back(*desk.create(wish));
    }
    std::vector<PaymentNews> paid;
    for (const PaymentOrder &order : orders)
        paid.push_back(desk.paid(order.amount));
    constexpr PaymentWord Words[] = {PaymentWord::Doubt,   PaymentWord::Absent,   PaymentWord::Waiting,
                                     PaymentWord::Typing,  PaymentWord::Paid,     PaymentWord::Paid,
                                     PaymentWord::Closed,  PaymentWord::Reversed, PaymentWord::Failed,
                                     PaymentWord::Refused, PaymentWord::Differs,  PaymentWord::Refunded};
    for (int step = 0; step < 120; ++step) {
        const size_t i = chance.bounded(quint32(orders.size()));
        desk.clock.advanceMs(chance.bounded(8'000));
        const auto now = desk.again(orders[i]);
        PaymentNews news = paid[i];
        news.word = Words[chance.bounded(quint32(std::size(Words)))];
        news.act = chance.bounded(2) == 0 ? PaymentAct::None : dueAct(now, false, desk.now());
        if (news.word != PaymentWord::Paid)
            news.channelNo.clear();
        VERIFY_OK(desk.learn(orders[i], news));
        if (chance.bounded(6) == 0) {
            const auto begun = desk.refund(orders[i], Money{1 + qint64(chance.bounded(9'000)), {}});
            if (begun)
                for (const auto word : {PaymentRefundWord::Doubt, PaymentRefundWord::Refused,
                                        PaymentRefundWord::Done, PaymentRefundWord::Done})
                    if (chance.bounded(2) == 0)
                        VERIFY_OK(desk.learn(begun->refund, word));
        }
    }
    QCOMPARE(desk.proof(), QString());
    Money booked = 500_yuan;
    for (const PaymentOrder &order : orders) {
        const PaymentOrder now = desk.again(order);
        if (!now.journal.isEmpty())
            booked += now.amount - now.refunded;
        else if (now.paidAt.ms != 0 && now.state != PaymentState::ForPerson)
            QVERIFY(now.state == PaymentState::Refunding || now.state == PaymentState::Refunded
                    || isOpen(now.state) || now.state == PaymentState::Reversed
                    || now.state == PaymentState::Closed || now.state == PaymentState::Failed);
    }
    QCOMPARE(desk.account().balance, booked);
}

QTEST_GUILESS_MAIN(TestPaymentService)
#include "tst_payment_service.moc"

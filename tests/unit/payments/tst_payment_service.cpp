#include "tests/unit/payments/pay_desk.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::Lin;
using youka::test::PayDesk;
using youka::test::state;

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
    void aPersonEndsWhatDiffers_data() { test::addEngineRows(); }
    void aPersonEndsWhatDiffers();
    void aCardClosedMeanwhile_getsItsMoneyBack_data() { test::addEngineRows(); }
    void aCardClosedMeanwhile_getsItsMoneyBack();
    void paidLate_goesBackByItself_data() { test::addEngineRows(); }
    void paidLate_goesBackByItself();
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

/// A person decides what is done next; only the channel's word books.
void TestPaymentService::aPersonEndsWhatDiffers()
{
    OPEN_STORE(store);
    PayDesk desk(store);
    const auto settle = [&](const PaymentOrder &order, PaymentVerdict verdict, const char *note,
                            StationId station = {}) {
        const Principal who{Role::Manager, 1, QStringLiteral("lin"), station};
        return desk.committed([&] {
            return desk.payments().settle({order.orderNo, verdict, QString::fromLatin1(note), who},
                                          desk.now());
        });
    };
    const PaymentOrder open = desk.order();
    COMPARE_REFUSED(settle(open, PaymentVerdict::NotPaid, "why"), ErrorCode::PaymentStateConflict);
    const PaymentOrder asked = desk.order();
    VERIFY_OK(desk.learn(asked, desk.paid(199_yuan)));
    COMPARE_REFUSED(settle(asked, PaymentVerdict::AskAgain, " "), ErrorCode::InvalidInput);
    COMPARE_REFUSED(settle(asked, PaymentVerdict::AskAgain, "why", {99}), ErrorCode::NotPermitted);
    QCOMPARE(state(desk.again(asked)), QStringLiteral("for-person"));
    QCOMPARE(state(settle(asked, PaymentVerdict::AskAgain, "they have put it right")),
             QStringLiteral("unknown"));
    QCOMPARE(desk.again(asked).nextAsk, desk.now());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit WHERE action = 'payment.settle'"), 1);
    COMPARE_REFUSED(settle(asked, PaymentVerdict::NotPaid, "why"), ErrorCode::PaymentStateConflict);
    QCOMPARE(state(desk.learn(asked, desk.paid())), QStringLiteral("paid"));
    QCOMPARE(desk.account().balance, 700_yuan);
    // What was ended as not paid and was paid after all is not booked, and goes back.
    const PaymentOrder unpaid = desk.order();
    VERIFY_OK(desk.learn(unpaid, desk.paid(1_yuan)));
    QCOMPARE(state(settle(unpaid, PaymentVerdict::NotPaid, "their test")), QStringLiteral("failed"));
    QCOMPARE(state(desk.learn(unpaid, desk.paid())), QStringLiteral("refunding"));
    QVERIFY(desk.onlyRefund(unpaid).cause == PaymentRefundCause::PaidLate);
    QCOMPARE(desk.account().balance, 700_yuan);
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
        if (chance.bounded(4) == 0 && desk.again(orders[i]).state == PaymentState::ForPerson)
            VERIFY_OK(desk.committed([&] {
                const auto verdict =
                    chance.bounded(2) == 0 ? PaymentVerdict::AskAgain : PaymentVerdict::NotPaid;
                return desk.payments().settle(
                    {orders[i].orderNo, verdict, QStringLiteral("looked"), {Role::Manager, 1, {}, {}}},
                    desk.now());
            }));
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

#include "core/domain/billing/payee_service.h"
#include "core/domain/exceptions/exception_service.h"
#include "tests/unit/billing/bill_desk.h"

#include <QRandomGenerator>
#include <QTest>

#include <set>

using namespace youka;
using namespace youka::literals;
using youka::test::BillingDesk;
using youka::test::state;

class TestBillPayments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void paid_isTheBillers_data() { test::addEngineRows(); }
    void paid_isTheBillers();
    void open_isOnceAndChecked_data() { test::addEngineRows(); }
    void open_isOnceAndChecked();
    void oneRefused_itsPartGoesBack_data() { test::addEngineRows(); }
    void oneRefused_itsPartGoesBack();
    void twoRefused_goBackOneAfterTheOther_data() { test::addEngineRows(); }
    void twoRefused_goBackOneAfterTheOther();
    void postedAfterAll_isAPersonsCase_data() { test::addEngineRows(); }
    void postedAfterAll_isAPersonsCase();
    void whatIsPosted_isNotRefunded_data() { test::addEngineRows(); }
    void whatIsPosted_isNotRefunded();
    void leases_giveEachToOne_data() { test::addEngineRows(); }
    void leases_giveEachToOne();
    void faultSweep_nothingIsHalfDone_data() { test::addEngineRows(); }
    void faultSweep_nothingIsHalfDone();
    void plantedFaults_areSeen_data() { test::addEngineRows(); }
    void plantedFaults_areSeen();
    void payees_areSealedAndTheirOwners_data() { test::addEngineRows(); }
    void payees_areSealedAndTheirOwners();
    void property_answersInAnyOrder_data();
    void property_answersInAnyOrder();
};

namespace {

const QString First = QStringLiteral("2026-01");
const QString Second = QStringLiteral("2026-02");

}

void TestBillPayments::paid_isTheBillers()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto order =
        desk.open({desk.bill(desk.power, 80_yuan, First), desk.bill(desk.power, 20_yuan, Second),
                   desk.bill(desk.water, 30_yuan, First)});
    VERIFY_OK(order);
    QCOMPARE(order->amount, 130_yuan);
    QCOMPARE(desk.states(*order), QStringLiteral("waiting waiting waiting"));
    QCOMPARE(desk.proofOfBills(), QString());
    QCOMPARE(state(desk.learn(*order, desk.paid(130_yuan))), QStringLiteral("paid"));
    QCOMPARE(desk.states(*order), QStringLiteral("pending pending pending"));
    QCOMPARE(desk.held(desk.power), 100_yuan);
    QCOMPARE(desk.held(desk.water), 30_yuan);
    QCOMPARE(desk.clearing(), (Money{-13'000, {}}));
    QCOMPARE(desk.proofOfBills(), QString());
    for (const BillItem &item : desk.items(*order))
        VERIFY_OK(desk.hear(item.number, BillWord::Posted));
    VERIFY_OK(desk.hear(desk.items(*order)[0].number, BillWord::Posted, BillAct::Query)); // told again
    QCOMPARE(desk.states(*order), QStringLiteral("posted posted posted"));
    QCOMPARE(desk.items(*order)[0].receipt, QStringLiteral("R-") + desk.items(*order)[0].number);
    QCOMPARE(desk.held(desk.power), 100_yuan);
    QCOMPARE(checkBills(*store.db)->open, 0);
    QCOMPARE(checkBills(*store.db)->bills, 3);
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::open_isOnceAndChecked()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto operation = desk.ids.make<OperationId>();
    const auto bill = desk.bill(desk.power, 80_yuan, First);
    const auto first = desk.open({bill}, operation);
    VERIFY_OK(first);
    const auto again = desk.open({bill}, operation);
    VERIFY_OK(again);
    QCOMPARE(again->orderNo, first->orderNo);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM bill_item"), 1);
    COMPARE_REFUSED(desk.open({desk.bill(desk.power, 81_yuan, First)}, operation), ErrorCode::PaymentChanged);
    COMPARE_REFUSED(desk.open({}), ErrorCode::BillNotFound);
    COMPARE_REFUSED(desk.open({bill, bill}), ErrorCode::BillNotFound);
    COMPARE_REFUSED(desk.open({desk.bill({99}, 80_yuan, First)}), ErrorCode::BillerUnknown);
    auto part = bill;
    part.amount = 10_yuan;
    COMPARE_REFUSED(desk.open({part}), ErrorCode::BillPartRefused);
    part.bill.least = 10_yuan;
    VERIFY_OK(desk.open({part}));
    Biller closed = **BillingRepository(*store.db).biller(desk.water);
    closed.active = false;
    VERIFY_OK(desk.committed([&] { return BillingRepository(*store.db).update(closed); }));
    COMPARE_REFUSED(desk.open({desk.bill(desk.water, 80_yuan, First)}), ErrorCode::BillerUnknown);
    desk.limits.most = 50_yuan;
    COMPARE_REFUSED(desk.open({bill}), ErrorCode::PaymentTooMuch);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM bill_payment"), 2); // what was refused left nothing
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::oneRefused_itsPartGoesBack()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto order =
        desk.open({desk.bill(desk.power, 80_yuan, First), desk.bill(desk.water, 30_yuan, First)});
    VERIFY_OK(order);
    VERIFY_OK(desk.learn(*order, desk.paid(110_yuan)));
    const auto items = desk.items(*order);
    VERIFY_OK(desk.hear(items[0].number, BillWord::Posted));
    VERIFY_OK(desk.hear(items[1].number, BillWord::Refused));
    QCOMPARE(desk.proofOfBills(), QString());
    QCOMPARE(bool(*desk.giveBack(items[0].number)), false); // what is posted stays
    QCOMPARE(desk.bills().repository().toGiveBack(9)->size(), size_t(1));
    QCOMPARE(bool(*desk.giveBack(items[1].number)), true);
    QCOMPARE(bool(*desk.giveBack(items[1].number)), false); // once
    QCOMPARE(desk.states(*order), QStringLiteral("posted returning"));
    QCOMPARE(desk.held(desk.power), 80_yuan);
    QCOMPARE(desk.held(desk.water), 0_yuan);
    const PaymentRefund refund = desk.onlyRefund(*order);
    QCOMPARE(refund.amount, 30_yuan);
    QVERIFY(refund.cause == PaymentRefundCause::BillNotPosted);
    QCOMPARE(desk.proofOfBills(), QString());
    VERIFY_OK(desk.learn(refund, PaymentRefundWord::Done));
    QCOMPARE(desk.states(*order), QStringLiteral("posted returned"));
    QCOMPARE(state(desk.again(*order)), QStringLiteral("paid"));
    QCOMPARE(desk.again(*order).refunded, 30_yuan);
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::twoRefused_goBackOneAfterTheOther()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    // Of one amount: which of them goes back is not told by that.
    const auto order =
        desk.open({desk.bill(desk.power, 30_yuan, First), desk.bill(desk.water, 30_yuan, First)});
    VERIFY_OK(order);
    VERIFY_OK(desk.learn(*order, desk.paid(60_yuan)));
    const auto items = desk.items(*order);
    for (const BillItem &item : items)
        VERIFY_OK(desk.hear(item.number, BillWord::Refused));
    QCOMPARE(bool(*desk.giveBack(items[1].number)), true);
    QCOMPARE(bool(*desk.giveBack(items[0].number)), false); // its turn comes
    QVERIFY(desk.bills().repository().toGiveBack(9)->empty());
    desk.settleRefunds(*order);
    QCOMPARE(desk.states(*order), QStringLiteral("refused returned"));
    QCOMPARE(bool(*desk.giveBack(items[0].number)), true);
    desk.settleRefunds(*order);
    QCOMPARE(desk.states(*order), QStringLiteral("returned returned"));
    QCOMPARE(state(desk.again(*order)), QStringLiteral("refunded"));
    QCOMPARE(desk.clearing(), 0_yuan);
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::postedAfterAll_isAPersonsCase()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto order = desk.open({desk.bill(desk.power, 80_yuan, First)});
    VERIFY_OK(order);
    VERIFY_OK(desk.learn(*order, desk.paid(80_yuan)));
    const QString number = desk.items(*order)[0].number;
    desk.clock.advanceMs(test::BillLimitMs);
    VERIFY_OK(desk.hear(number, BillWord::Doubt, BillAct::Cancel));
    QCOMPARE(bool(*desk.giveBack(number)), true);
    desk.settleRefunds(*order);
    QCOMPARE(desk.states(*order), QStringLiteral("returned"));
    QVERIFY(desk.items(*order)[0].nextAsk.ms != 0); // it is asked on
    QCOMPARE(desk.proofOfBills(), QString());
    for (int i = 0; i < 2; ++i)
        VERIFY_OK(desk.hear(number, BillWord::Posted, BillAct::Cancel));
    QCOMPARE(desk.states(*order), QStringLiteral("for-person"));
    const auto cases = ExceptionService(*store.db).openByKind();
    VERIFY_OK(cases);
    qint64 open = 0;
    for (const auto &one : *cases)
        if (one.kind == ExceptionKind::PaymentShort)
            open += one.count;
    QCOMPARE(open, 1);
    QCOMPARE(checkBills(*store.db)->forPerson, 1);
    QCOMPARE(desk.clearing(), 0_yuan); // the customer has it back, once
    QCOMPARE(desk.proofOfBills(), QString());
    // Two managers let the house bear it: it is owed to the biller, who has posted it.
    ExceptionService service(*store.db);
    const auto found = service.list({}, test::Lin, 10);
    VERIFY_OK(found);
    const ExceptionId id = found->front().id;
    VERIFY_OK(desk.committed([&] { return service.take(id, test::Lin, desk.now()); }));
    VERIFY_OK(desk.committed([&] {
        return service.propose(id, test::Lin, {Resolution::WriteOff, QStringLiteral("both")}, 500_yuan,
                               desk.ids.make<OperationId>(), desk.now());
    }));
    VERIFY_OK(desk.committed(
        [&] { return service.confirm(id, test::Wu, desk.ids.make<OperationId>(), desk.now()); }));
    QCOMPARE(desk.held(desk.power), 80_yuan);
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::whatIsPosted_isNotRefunded()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto order = desk.open({desk.bill(desk.power, 80_yuan, First)});
    VERIFY_OK(order);
    VERIFY_OK(desk.learn(*order, desk.paid(80_yuan)));
    COMPARE_REFUSED(desk.refund(*order, 80_yuan), ErrorCode::PaymentStateConflict);
    VERIFY_OK(desk.hear(desk.items(*order)[0].number, BillWord::Posted));
    COMPARE_REFUSED(desk.refund(*order, 80_yuan), ErrorCode::PaymentStateConflict);
    COMPARE_REFUSED(desk.refund(*order, 10_yuan), ErrorCode::PaymentStateConflict);
    QCOMPARE(desk.held(desk.power), 80_yuan);
    QCOMPARE(desk.proofOfBills(), QString());
    // Paid twice by the customer's mistake: the other order goes on by itself.
    const auto other = desk.open({desk.bill(desk.power, 80_yuan, First)});
    VERIFY_OK(other);
    VERIFY_OK(desk.learn(*other, desk.paid(80_yuan)));
    VERIFY_OK(desk.hear(desk.items(*other)[0].number, BillWord::Refused));
    QCOMPARE(bool(*desk.giveBack(desk.items(*other)[0].number)), true);
    QCOMPARE(desk.held(desk.power), 80_yuan);
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::leases_giveEachToOne()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto order =
        desk.open({desk.bill(desk.power, 80_yuan, First), desk.bill(desk.water, 30_yuan, First)});
    VERIFY_OK(desk.learn(*order, desk.paid(110_yuan)));
    BillingRepository bills(*store.db);
    const auto lease = [&](int most) {
        const Timestamp now = desk.now();
        return desk.committed([&] { return bills.lease(now, now.plusMs(15'000), most); })->size();
    };
    QCOMPARE(bills.nextDue()->ms, desk.now().ms);
    QCOMPARE(lease(1), size_t(1));
    QCOMPARE(lease(9), size_t(1));
    QCOMPARE(lease(9), size_t(0));
    QCOMPARE(bills.nextDue()->ms, desk.now().plusMs(15'000).ms);
    desk.clock.advanceMs(15'000);
    QCOMPARE(lease(9), size_t(2)); // whoever had them has gone
    VERIFY_OK(desk.committed([&] { return bills.endLeases(); }));
    QCOMPARE(lease(9), size_t(2));
}

void TestBillPayments::faultSweep_nothingIsHalfDone()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    int failed = 0;
    const auto sweep = [&](const auto &step, const auto &untouched) {
        failed = 0;
        for (int at = 0; at < 300; ++at) {
            int count = 0;
            store.db->failNext = [&] { return count++ == at; };
            const auto done = step();
            store.db->failNext = {};
            if (done)
                return true;
            ++failed;
            if (!untouched() || !desk.proofOfBills().isEmpty())
                return false;
        }
        return false;
    };
    const auto operation = desk.ids.make<OperationId>();
    const std::vector chosen{desk.bill(desk.power, 80_yuan, First), desk.bill(desk.water, 30_yuan, First)};
    std::optional<PaymentOrder> order;
    QVERIFY(sweep(
        [&] { return desk.open(chosen, operation).map([&](const PaymentOrder &made) { order = made; }); },
        [&] { return store.figure("SELECT COUNT(*) FROM bill_payment") == 0; }));
    QVERIFY(failed > 8);
    const PaymentNews paid = desk.paid(110_yuan);
    QVERIFY(sweep([&] { return desk.learn(*order, paid); },
                  [&] {
                      return desk.held(desk.power).isZero()
                          && desk.states(*order) == QStringLiteral("waiting waiting");
                  }));
    QVERIFY(failed > 15);
    const auto items = desk.items(*order);
    QVERIFY(sweep([&] { return desk.hear(items[0].number, BillWord::Posted); },
                  [&] { return desk.stateOf(*order, 0) == QLatin1String("pending"); }));
    QVERIFY(sweep([&] { return desk.hear(items[1].number, BillWord::Refused); },
                  [&] { return desk.stateOf(*order, 1) == QLatin1String("pending"); }));
    QVERIFY(sweep([&] { return desk.giveBack(items[1].number); },
                  [&] {
                      return desk.stateOf(*order, 1) == QLatin1String("refused")
                          && desk.held(desk.water) == 30_yuan;
                  }));
    QVERIFY(failed > 15);
    const PaymentRefund refund = desk.onlyRefund(*order);
    QVERIFY(sweep([&] { return desk.learn(refund, PaymentRefundWord::Done); },
                  [&] { return desk.stateOf(*order, 1) == QLatin1String("returning"); }));
    QVERIFY(failed > 8);
    QVERIFY(sweep([&] { return desk.hear(items[1].number, BillWord::Posted, BillAct::Cancel); },
                  [&] { return desk.stateOf(*order, 1) == QLatin1String("returned"); }));
    QVERIFY(failed > 5);
    QCOMPARE(desk.states(*order), QStringLiteral("posted for-person"));
    QCOMPARE(desk.clearing(), (Money{-8'000, {}}));
    QCOMPARE(desk.proofOfBills(), QString());
}

void TestBillPayments::plantedFaults_areSeen()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const auto order =
        desk.open({desk.bill(desk.power, 80_yuan, First), desk.bill(desk.water, 30_yuan, First)});
    VERIFY_OK(desk.learn(*order, desk.paid(110_yuan)));
    QCOMPARE(desk.proofOfBills(), QString());
    const auto seen = [&](const char *plant, const char *undo) {
        return store.db->run(plant) && !checkBills(*store.db)->faults.isEmpty() && store.db->run(undo)
            && checkBills(*store.db)->faults.isEmpty();
    };
    QVERIFY(seen("UPDATE bill_item SET amount = amount + 1 WHERE id = 1",
                 "UPDATE bill_item SET amount = amount - 1 WHERE id = 1"));
    QVERIFY(seen("UPDATE bill_item SET state = 1, next_ask = 0 WHERE id = 1",
                 "UPDATE bill_item SET state = 2, next_ask = paid_at WHERE id = 1"));
    QVERIFY(
        seen("UPDATE bill_item SET state = 7 WHERE id = 1", "UPDATE bill_item SET state = 2 WHERE id = 1"));
    QVERIFY(seen("UPDATE bill_item SET next_ask = 0 WHERE id = 1",
                 "UPDATE bill_item SET next_ask = paid_at WHERE id = 1"));
    QVERIFY(
        seen("UPDATE bill_item SET biller = 2 WHERE id = 1", "UPDATE bill_item SET biller = 1 WHERE id = 1"));
    QVERIFY(seen("UPDATE bill_payment SET order_no = 'x' || order_no",
                 "UPDATE bill_payment SET order_no = substr(order_no, 2)"));
}

void TestBillPayments::payees_areSealedAndTheirOwners()
{
    OPEN_STORE(store);
    BillingDesk desk(store);
    const CustomerId mine = desk.member.customer;
    const CustomerId another = desk.another(QStringLiteral("other"));
    PayeeService payees(*store.db, desk.keys.customerWrapping);
    const auto save = [&](CustomerId whose, const QString &account, const QString &label = {}) {
        return desk.committed([&] {
            return payees.save(whose, {{}, desk.power, account, label}, desk.now());
        });
    };
    const QString home = QStringLiteral("110123456789");
    const auto first = save(mine, home, QStringLiteral("家"));
    VERIFY_OK(first);
    const auto again = save(mine, home, QStringLiteral("Home"));
    VERIFY_OK(again);
    QCOMPARE(again->id.value, first->id.value);
    VERIFY_OK(save(another, home));
    QCOMPARE(payees.list(mine)->size(), size_t(1));
    QCOMPARE(payees.list(mine)->front().label, QStringLiteral("Home"));
    QCOMPARE(payees.list(mine)->front().account, home);
    auto row = store.db->exec("SELECT sealed FROM payee");
    VERIFY_OK(row);
    while (row->next())
        QVERIFY(!row->blob(0).contains(home.toLatin1()));
    COMPARE_REFUSED(desk.committed([&] { return payees.remove(another, first->id); }), ErrorCode::NotFound);
    for (int i = 1; i < PayeeService::Most; ++i)
        VERIFY_OK(save(mine, QString::number(20'000'000 + i)));
    COMPARE_REFUSED(save(mine, QStringLiteral("99999999")), ErrorCode::InvalidInput);
    VERIFY_OK(desk.committed([&] { return payees.remove(mine, first->id); }));
    QCOMPARE(payees.list(mine)->size(), size_t(PayeeService::Most - 1));
    // A row that was moved to somebody else does not open.
    VERIFY_OK(store.db->run("UPDATE payee SET customer = ? WHERE customer = ?", {mine.value, another.value}));
    COMPARE_REFUSED(payees.list(mine), ErrorCode::DecryptFailed);
}

void TestBillPayments::property_answersInAnyOrder_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 10; ++seed)
        QTest::newRow(qPrintable(QString::number(seed))) << seed;
}

namespace {

/// A biller with books of its own. Answers are lost now and then; what it says is true.
struct HonestBiller
{
    std::set<QString> posted;
    std::set<QString> ended; ///< refused or cancelled: never posted any more
    BillWord hear(BillAct act, const QString &number, QRandomGenerator &chance)
    {
        const bool known = posted.contains(number) || ended.contains(number);
        if (act == BillAct::Query && !known)
            return BillWord::Absent;
        if (!known) {
            if (act == BillAct::Post && chance.bounded(4) == 0)
                return BillWord::Working; // it has not made up its mind
            (act == BillAct::Post && chance.bounded(3) != 0 ? posted : ended).insert(number);
        }
        if (posted.contains(number))
            return BillWord::Posted;
        return act == BillAct::Cancel ? BillWord::Cancelled : BillWord::Refused;
    }
};

}

/// Whatever is lost, late or repeated: each bill's money is at its biller or with its customer, and what is
/// with both is a person's case.
void TestBillPayments::property_answersInAnyOrder()
{
    QFETCH(quint32, seed);
    test::TestStore store(QStringLiteral("sqlcipher"));
    BillingDesk desk(store);
    QRandomGenerator chance(seed);
    HonestBiller biller;
    std::vector<PaymentOrder> orders;
    for (int i = 0; i < 4; ++i) {
        std::vector<BillPayments::Chosen> chosen;
        for (quint32 n = 0; n <= chance.bounded(3u); ++n)
            chosen.push_back(desk.bill(chance.bounded(2) == 0 ? desk.power : desk.water,
                                       {100 + qint64(chance.bounded(9'000)), {}}, QString::number(n)));
        orders.push_back(*desk.open(chosen));
    }
    struct Letter
    {
        QString number;
        BillAct act;
        BillWord word;
    };
    std::vector<Letter> underWay;
    const auto round = [&](quint32 loses) {
        desk.clock.advanceMs(1 + chance.bounded(60'000));
        const auto due = desk.committed(
            [&] { return desk.bills().repository().lease(desk.now(), desk.now().plusMs(5'000), 9); });
        for (const BillItem &item : *due) {
            const BillAct act = dueAct(item, desk.now(), test::BillLimitMs);
            if (loses > 0 && chance.bounded(loses) == 0) {
                VERIFY_OK(desk.hear(item.number, BillWord::Doubt, act)); // it never got there
                continue;
            }
            const Letter letter{item.number, act, biller.hear(act, item.number, chance)};
            underWay.push_back(letter);
            if (loses > 0 && chance.bounded(3) == 0)
                VERIFY_OK(desk.hear(item.number, BillWord::Doubt, act)); // the answer is late
        }
        while (!underWay.empty() && (loses == 0 || chance.bounded(2) == 0)) {
            const size_t at = chance.bounded(quint32(underWay.size()));
            const Letter letter = underWay[at];
            if (chance.bounded(4) != 0) // now and then it arrives twice
                underWay.erase(underWay.begin() + qsizetype(at));
            VERIFY_OK(desk.hear(letter.number, letter.word, letter.act));
        }
        const auto back = desk.bills().repository().toGiveBack(9);
        for (const QString &number : *back)
            VERIFY_OK(desk.giveBack(number));
        for (const PaymentOrder &order : orders)
            if (chance.bounded(2) == 0)
                desk.settleRefunds(order);
    };
    for (int step = 0; step < 60; ++step) {
        if (const size_t i = chance.bounded(quint32(orders.size())); chance.bounded(3) == 0)
            if (desk.again(orders[i]).state == PaymentState::Created)
                VERIFY_OK(desk.learn(orders[i], desk.paid(orders[i].amount)));
        round(4);
        if (step % 6 == 0)
            QCOMPARE(desk.proofOfBills(), QString());
    }
    for (const PaymentOrder &order : orders)
        if (desk.again(order).state == PaymentState::Created)
            VERIFY_OK(desk.learn(order, desk.paid(order.amount)));
    for (int step = 0; step < 250; ++step) // all is well again
        round(0);
    QCOMPARE(desk.proofOfBills(), QString());
    QCOMPARE(checkBills(*store.db)->open, 0);
    Money kept = 0_yuan;
    for (const PaymentOrder &order : orders)
        for (const BillItem &item : desk.items(order)) {
            const bool theirs = biller.posted.contains(item.number);
            QCOMPARE(item.state == BillState::Posted || item.state == BillState::ForPerson, theirs);
            QVERIFY(item.state != BillState::Returned || !theirs);
            if (item.state == BillState::Posted)
                kept += item.amount;
        }
    QCOMPARE(desk.clearing(), -kept);
    QCOMPARE(desk.held(desk.power) + desk.held(desk.water), kept);
}

QTEST_GUILESS_MAIN(TestBillPayments)
#include "tst_bill_payments.moc"

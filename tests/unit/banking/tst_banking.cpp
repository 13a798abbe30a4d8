#include "tests/unit/banking/bank_desk.h"

#include "core/domain/reconcile/reconcile_repository.h"
#include "core/exchange/bank/transfer_file.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::BankDesk;
using youka::test::Lin;
using youka::test::Wu;

/// Money that comes and goes by bank, on both stores.
class TestBanking : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aTransferThatNamesItsReference_isBookedOnce_data() { test::addEngineRows(); }
    void aTransferThatNamesItsReference_isBookedOnce();
    void whatDoesNotFit_waits_data() { test::addEngineRows(); }
    void whatDoesNotFit_waits();
    void proposals_bestFirst_data() { test::addEngineRows(); }
    void proposals_bestFirst();
    void aPersonAssigns_twoAboveTheBound_data() { test::addEngineRows(); }
    void aPersonAssigns_twoAboveTheBound();
    void nobodys_becomesACase_data() { test::addEngineRows(); }
    void nobodys_becomesACase();
    void aRefund_goesByTransfer_data() { test::addEngineRows(); }
    void aRefund_goesByTransfer();
    void aTransferThatComesBack_waitsAgain_data() { test::addEngineRows(); }
    void aTransferThatComesBack_waitsAgain();
    void neverPaidTwice_data() { test::addEngineRows(); }
    void neverPaidTwice();
    void whatCameByBank_goesBackByBank_data() { test::addEngineRows(); }
    void whatCameByBank_goesBackByBank();
    void aRefusedRefund_isAskedForByTransfer_data() { test::addEngineRows(); }
    void aRefusedRefund_isAskedForByTransfer();
    void oldCash_goesByTransfer_data() { test::addEngineRows(); }
    void oldCash_goesByTransfer();
    void cancelled_isAsBefore_data() { test::addEngineRows(); }
    void cancelled_isAsBefore();
    void cash_isCountedBroughtAndFound_data() { test::addEngineRows(); }
    void cash_isCountedBroughtAndFound();
    void cashThatDiffers_isACaseAndABreak_data() { test::addEngineRows(); }
    void cashThatDiffers_isACaseAndABreak();
    void theProof_seesPlantedFaults_data() { test::addEngineRows(); }
    void theProof_seesPlantedFaults();
};

void TestBanking::aTransferThatNamesItsReference_isBookedOnce()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const auto asked = desk.asked(20'000_yuan);
    QCOMPARE(test::state(asked.order), QStringLiteral("created"));
    QCOMPARE(asked.order.nextAsk.ms, 0); // no channel is asked
    const QByteArray file =
        desk.file({{QStringLiteral("S1"), 20'000_yuan,
                    QStringLiteral("充值 ") + spacedReference(asked.asked.reference).toLower()}});
    const auto taken = desk.take(file);
    VERIFY_OK(taken);
    QVERIFY(taken->isNew);
    QCOMPARE(desk.became(QStringLiteral("S1")), QStringLiteral("top-up"));
    QCOMPARE(test::state(desk.again(asked.order)), QStringLiteral("paid"));
    QCOMPARE(desk.account().balance, 20'500_yuan);
    QCOMPARE(desk.atBank(), 20'000_yuan);
    QCOMPARE(desk.unassigned(), 0_yuan);
    QVERIFY(!desk.take(file)->isNew);
    // the same row in another file, and a second payment under the same reference
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 20'000_yuan,
                          QStringLiteral("充值 ") + spacedReference(asked.asked.reference).toLower()},
                         {QStringLiteral("S2"), 20'000_yuan, asked.asked.reference}}));
    QCOMPARE(desk.became(QStringLiteral("S2")), QStringLiteral("waiting/paid-already"));
    QCOMPARE(desk.account().balance, 20'500_yuan);
    QCOMPARE(desk.unassigned(), 20'000_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::whatDoesNotFit_waits()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const auto one = desk.asked(100_yuan, QStringLiteral("0200000109200048911"));
    const auto two = desk.asked(200_yuan);
    const auto old = desk.asked(300_yuan);
    const QString elsewhere = makeReference(ReferenceKind::Order, "another");
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 100_yuan, one.asked.reference},
                         {QStringLiteral("S2"), 200_yuan + 1_fen, two.asked.reference},
                         {QStringLiteral("S3"), 200_yuan, QStringLiteral("货款")},
                         {QStringLiteral("S4"), 200_yuan, elsewhere},
                         {QStringLiteral("S5"), 200_yuan, one.asked.reference + u' ' + two.asked.reference},
                         {QStringLiteral("S6"), -200_yuan, two.asked.reference}}));
    desk.clock.advanceMs(BankService::OrderLifeMs + 1'000);
    VERIFY_OK(desk.take({{QStringLiteral("S7"), 300_yuan, old.asked.reference}}));
    QCOMPARE(desk.became(QStringLiteral("S1")), QStringLiteral("waiting/payer-differs"));
    QCOMPARE(desk.became(QStringLiteral("S2")), QStringLiteral("waiting/amount-differs"));
    QCOMPARE(desk.became(QStringLiteral("S3")), QStringLiteral("waiting/no-reference"));
    QCOMPARE(desk.became(QStringLiteral("S4")), QStringLiteral("waiting/unknown-reference"));
    QCOMPARE(desk.became(QStringLiteral("S5")), QStringLiteral("waiting/ambiguous"));
    QCOMPARE(desk.became(QStringLiteral("S6")), QStringLiteral("waiting/wrong-way"));
    QCOMPARE(desk.became(QStringLiteral("S7")), QStringLiteral("waiting/expired"));
    QCOMPARE(test::state(desk.again(old.order)), QStringLiteral("created")); // a statement may come yet
    QCOMPARE(*desk.committed([&] { return desk.bank().expire(desk.now(), 10); }), 0);
    desk.clock.advanceMs(BankService::StatementDelayMs);
    QCOMPARE(*desk.committed([&] { return desk.bank().expire(desk.now(), 10); }), 3);
    QCOMPARE(test::state(desk.again(old.order)), QStringLiteral("closed"));
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.unassigned(), 1'000_yuan + 1_fen);
    QCOMPARE(desk.atBank(), desk.unassigned());
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::proposals_bestFirst()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const QString fleet = QStringLiteral("6222020200112230");
    const auto paid = desk.asked(100_yuan);
    const auto named = desk.asked(250_yuan);
    const auto payers = desk.asked(70_yuan, fleet);
    const auto alike = desk.asked(200_yuan);
    desk.asked(999_yuan);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 100_yuan, paid.asked.reference},
                         {QStringLiteral("S2"), 200_yuan, named.asked.reference}}));
    const auto proposals = desk.bank().proposals(desk.row(QStringLiteral("S2")));
    VERIFY_OK(proposals);
    QStringList orders;
    for (const BankService::Proposed &one : *proposals)
        orders.append(one.what.orderNo);
    // what it names; whom its payer has topped up before or is expected for; the same amount
    QCOMPARE(orders,
             QStringList({named.order.orderNo, payers.order.orderNo, QString(), alike.order.orderNo}));
    QCOMPARE(proposals->at(2).what.card, desk.cardId.value);
}

void TestBanking::aPersonAssigns_twoAboveTheBound()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 300_yuan, QStringLiteral("充值")},
                         {QStringLiteral("S2"), 800_yuan, QStringLiteral("充值")}}));
    const QString card = QString::number(desk.cardId.value);
    COMPARE_REFUSED(desk.assign(QStringLiteral("S1"), AssignKind::Card, card,
                                {Role::Manager, 3, QStringLiteral("Elsewhere"), {99}}),
                    ErrorCode::NotPermitted);
    COMPARE_REFUSED(desk.assign(QStringLiteral("S1"), AssignKind::Card, QStringLiteral("987654")),
                    ErrorCode::CardUnknown);
    VERIFY_OK(desk.assign(QStringLiteral("S1"), AssignKind::Card, card));
    QCOMPARE(desk.account().balance, 800_yuan);
    COMPARE_REFUSED(desk.assign(QStringLiteral("S1"), AssignKind::Card, card),
                    ErrorCode::BankTransferConflict);
    const auto first = desk.assign(QStringLiteral("S2"), AssignKind::Card, card);
    VERIFY_OK(first);
    QVERIFY(first->waiting);
    COMPARE_REFUSED(desk.assign(QStringLiteral("S2"), AssignKind::Card, card), ErrorCode::FourEyesNeeded);
    QCOMPARE(desk.account().balance, 800_yuan);
    // another word of another person is a word of its own
    QVERIFY(
        desk.assign(QStringLiteral("S2"), AssignKind::Nobody, QStringLiteral("a stranger's"), Wu)->waiting);
    QVERIFY(desk.assign(QStringLiteral("S2"), AssignKind::Card, card)->waiting);
    const auto second = desk.assign(QStringLiteral("S2"), AssignKind::Card, card, Wu);
    VERIFY_OK(second);
    QVERIFY(!second->waiting);
    QCOMPARE(desk.account().balance, 1'600_yuan);
    QCOMPARE(desk.unassigned(), 0_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::nobodys_becomesACase()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 12_yuan, QStringLiteral("利息")},
                         {QStringLiteral("S2"), -5_yuan, QStringLiteral("手续费")}}));
    VERIFY_OK(desk.assign(QStringLiteral("S1"), AssignKind::Nobody, QStringLiteral("interest")));
    VERIFY_OK(desk.assign(QStringLiteral("S2"), AssignKind::Nobody, QStringLiteral("the bank's fee")));
    QCOMPARE(desk.unassigned(), 7_yuan);
    ExceptionService cases(*store.db);
    const auto open = cases.list({}, Lin, 10);
    VERIFY_OK(open);
    QCOMPARE(open->size(), 2u);
    for (const ExceptionCase &one : *open) {
        const auto ended = desk.committed([&]() -> Result<ExceptionCase> {
            return cases.take(one.id, Lin, desk.now())
                .and_then([&](const ExceptionCase &) {
                    return cases.propose(one.id, Lin, {Resolution::WriteOff, QStringLiteral("as it says")},
                                         500_yuan, desk.ids.make<OperationId>(), desk.now());
                })
                .and_then([&](const ExceptionCase &) {
                    return cases.confirm(one.id, Wu, desk.ids.make<OperationId>(), desk.now());
                });
        });
        VERIFY_OK(ended);
    }
    QCOMPARE(desk.unassigned(), 0_yuan);
    QCOMPARE(desk.atBank(), 7_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::aRefund_goesByTransfer()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const PaymentRefund refund = desk.stuckRefund();
    QCOMPARE(desk.transfers().repository().owed(10)->size(), 1u);
    const auto wish = desk.transferWish(refund.refundNo);
    const auto proposed = desk.propose(wish);
    VERIFY_OK(proposed);
    QCOMPARE(desk.propose(wish)->id, proposed->id);
    COMPARE_REFUSED(desk.approve(*proposed, Lin), ErrorCode::FourEyesNeeded); // however little
    COMPARE_REFUSED(desk.exportAll(), ErrorCode::NotFound);
    VERIFY_OK(desk.approve(*proposed));
    QCOMPARE(desk.clearing(), -200_yuan); // the channel has it, and what goes back is on the bank's clearing
    QCOMPARE(desk.unassigned(), 200_yuan);
    const auto batch = desk.exportAll();
    VERIFY_OK(batch);
    const QByteArray file =
        transferFile(desk.ours, *batch, *desk.transfers().repository().ofBatch(batch->id));
    QVERIFY(file.contains("6222020200112230") && file.contains(proposed->reference.toLatin1())
            && file.contains(",200.00,CNY,"));
    VERIFY_OK(desk.committed([&] { return desk.transfers().markSent(batch->id, Wu, desk.now()); }));
    QCOMPARE(desk.state(*proposed), QStringLiteral("sent"));
    QCOMPARE(desk.bankProof(), QString());
    VERIFY_OK(desk.take({{QStringLiteral("S1"), -200_yuan, proposed->reference}}));
    QCOMPARE(desk.became(QStringLiteral("S1")), QStringLiteral("sent"));
    QCOMPARE(desk.state(*proposed), QStringLiteral("confirmed"));
    QCOMPARE(desk.refundState(refund), QStringLiteral("done"));
    QCOMPARE(desk.unassigned(), 0_yuan);
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.transfers().repository().owed(10)->size(), 0u);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::aTransferThatComesBack_waitsAgain()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const PaymentRefund refund = desk.stuckRefund();
    const BankTransfer first = desk.underWay(refund.refundNo);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), -200_yuan, first.reference},
                         {QStringLiteral("S2"), 200_yuan, QStringLiteral("退汇 ") + first.reference}}));
    QCOMPARE(desk.became(QStringLiteral("S2")), QStringLiteral("returned"));
    QCOMPARE(desk.state(first), QStringLiteral("returned"));
    QCOMPARE(desk.refundState(refund), QStringLiteral("for-person"));
    QCOMPARE(desk.unassigned(), 200_yuan);
    const auto owed = desk.transfers().repository().owed(10);
    QVERIFY(owed->size() == 1 && owed->front().cameBack);
    QCOMPARE(desk.bankProof(), QString());
    const BankTransfer second = desk.underWay(refund.refundNo);
    QCOMPARE(second.follows, first.id);
    QVERIFY(second.reference != first.reference);
    QCOMPARE(desk.unassigned(), 200_yuan); // set aside once
    VERIFY_OK(desk.take({{QStringLiteral("S3"), -200_yuan, second.reference},
                         {QStringLiteral("S4"), -200_yuan, first.reference}}));
    QCOMPARE(desk.became(QStringLiteral("S3")), QStringLiteral("sent"));
    QCOMPARE(desk.became(QStringLiteral("S4")), QStringLiteral("waiting/paid-already"));
    QCOMPARE(desk.refundState(refund), QStringLiteral("done"));
    QCOMPARE(desk.unassigned(), -200_yuan); // the bank paid the first one twice: it says so
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::neverPaidTwice()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const PaymentRefund refund = desk.stuckRefund();
    const auto proposed = desk.propose(desk.transferWish(refund.refundNo));
    VERIFY_OK(proposed);
    COMPARE_REFUSED(desk.propose(desk.transferWish(refund.refundNo)), ErrorCode::BankTransferConflict);
    VERIFY_OK(desk.approve(*proposed));
    // The channel pays after all, before the file is written.
    VERIFY_OK(desk.learn(refund, PaymentRefundWord::Done, PaymentAct::None));
    QCOMPARE(desk.refundState(refund), QStringLiteral("for-person"));
    COMPARE_REFUSED(desk.exportAll(), ErrorCode::NotFound);
    QCOMPARE(checkPayments(*store.db)->forPerson, 1);
    QCOMPARE(desk.bankProof(), QString());
    // One that is under way is not paid by another, and not cancelled.
    const PaymentRefund other = desk.stuckRefund(300_yuan);
    const BankTransfer gone = desk.underWay(other.refundNo);
    COMPARE_REFUSED(desk.committed([&] {
        return desk.transfers().cancel(gone.id, QStringLiteral("too late"), Lin, desk.now());
    }),
                    ErrorCode::BankTransferConflict);
    COMPARE_REFUSED(desk.propose(desk.transferWish(other.refundNo)), ErrorCode::BankTransferConflict);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), -299_yuan, gone.reference},
                         {QStringLiteral("S2"), 300_yuan, gone.reference}}));
    QCOMPARE(desk.became(QStringLiteral("S1")), QStringLiteral("waiting/amount-differs"));
    QCOMPARE(desk.became(QStringLiteral("S2")), QStringLiteral("waiting/wrong-way"));
    QCOMPARE(desk.bankProof(), QString());
    // Both have paid, the channel after the file was given to the bank: nothing can undo that, a person sees
    // it.
    const PaymentRefund both = desk.stuckRefund(100_yuan);
    const BankTransfer sent = desk.underWay(both.refundNo);
    VERIFY_OK(desk.learn(both, PaymentRefundWord::Done, PaymentAct::None));
    VERIFY_OK(desk.take({{QStringLiteral("S3"), -100_yuan, sent.reference}}));
    QCOMPARE(desk.state(sent), QStringLiteral("confirmed"));
    QCOMPARE(desk.refundState(both), QStringLiteral("for-person"));
    const PaymentRefund late = desk.stuckRefund(100_yuan);
    const BankTransfer paid = desk.underWay(late.refundNo);
    VERIFY_OK(desk.take({{QStringLiteral("S4"), -100_yuan, paid.reference}}));
    QCOMPARE(checkPayments(*store.db)->forPerson, 3);
    VERIFY_OK(desk.learn(late, PaymentRefundWord::Done, PaymentAct::None));
    QCOMPARE(checkPayments(*store.db)->forPerson, 4);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::whatCameByBank_goesBackByBank()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const auto asked = desk.asked(400_yuan);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 400_yuan, asked.asked.reference}}));
    const auto begun = desk.refund(asked.order, 150_yuan);
    VERIFY_OK(begun);
    QCOMPARE(desk.refundState(begun->refund), QStringLiteral("for-person"));
    QCOMPARE(desk.account().balance, 750_yuan);
    QCOMPARE(desk.unassigned(), 150_yuan);
    const BankTransfer transfer = desk.underWay(begun->refund.refundNo);
    QVERIFY(transfer.journal.isEmpty()); // it stood there
    VERIFY_OK(desk.take({{QStringLiteral("S2"), -150_yuan, transfer.reference}}));
    QCOMPARE(desk.refundState(begun->refund), QStringLiteral("done"));
    QCOMPARE(test::state(desk.again(asked.order)), QStringLiteral("paid"));
    QCOMPARE(desk.unassigned(), 0_yuan);
    QCOMPARE(desk.atBank(), 250_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::aRefusedRefund_isAskedForByTransfer()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const PaymentOrder order = desk.order();
    VERIFY_OK(desk.learn(order, desk.paid()));
    const auto byTransfer = [&] {
        return desk.committed([&] {
            return desk.payments().refund({desk.ids.make<OperationId>(), order.orderNo, 200_yuan,
                                           QStringLiteral("not wanted"), Lin, true},
                                          500_yuan, desk.now());
        });
    };
    COMPARE_REFUSED(byTransfer(), ErrorCode::PaymentStateConflict); // the way it came is open
    const auto tried = desk.refund(order, 200_yuan);
    VERIFY_OK(tried);
    VERIFY_OK(desk.learn(tried->refund, PaymentRefundWord::Refused));
    QCOMPARE(desk.account().balance, 700_yuan);
    const auto begun = byTransfer();
    VERIFY_OK(begun);
    QCOMPARE(desk.refundState(begun->refund), QStringLiteral("for-person"));
    QCOMPARE(begun->refund.nextAsk.ms, 0);
    QCOMPARE(desk.account().balance, 500_yuan);
    const BankTransfer transfer = desk.underWay(begun->refund.refundNo);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), -200_yuan, transfer.reference}}));
    QCOMPARE(test::state(desk.again(order)), QStringLiteral("refunded"));
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::oldCash_goesByTransfer()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const OperationId operation = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(90_yuan, operation));
    const Money till = desk.balance(AccountKind::Cash, desk.terminal.station.id.value);
    const QString subject = QString::number(desk.cardId.value) + u'/' + operation.text();
    const auto wish = desk.transferWish(subject, TransferSource::CashTopUp);
    COMPARE_REFUSED(desk.propose(wish), ErrorCode::ReversalNotPossible); // the till can give it back
    desk.clock.advanceMs(2 * test::DayMs);
    const auto proposed = desk.propose(wish);
    VERIFY_OK(proposed);
    QCOMPARE(proposed->amount, 90_yuan);
    VERIFY_OK(desk.approve(*proposed));
    QCOMPARE(desk.account().balance, 500_yuan);
    QCOMPARE(desk.balance(AccountKind::Cash, desk.terminal.station.id.value), till);
    VERIFY_OK(desk.exportAll());
    VERIFY_OK(desk.take({{QStringLiteral("S1"), -90_yuan, proposed->reference}}));
    QCOMPARE(desk.state(*proposed), QStringLiteral("confirmed"));
    COMPARE_REFUSED(desk.propose(desk.transferWish(subject, TransferSource::CashTopUp)),
                    ErrorCode::BankTransferConflict);
    QCOMPARE(desk.unassigned(), 0_yuan);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::cancelled_isAsBefore()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const PaymentRefund refund = desk.stuckRefund();
    const OperationId cash = desk.ids.make<OperationId>();
    VERIFY_OK(desk.topUp(90_yuan, cash));
    desk.clock.advanceMs(2 * test::DayMs);
    const Money clearing = desk.clearing();
    const Money purse = desk.account().balance;
    const auto one = desk.propose(desk.transferWish(refund.refundNo));
    const auto two = desk.propose(desk.transferWish(QString::number(desk.cardId.value) + u'/' + cash.text(),
                                                    TransferSource::CashTopUp));
    VERIFY_OK(one);
    VERIFY_OK(two);
    VERIFY_OK(desk.approve(*one));
    VERIFY_OK(desk.approve(*two));
    QCOMPARE(desk.unassigned(), 290_yuan);
    for (const auto &its : {*one, *two})
        VERIFY_OK(desk.committed(
            [&] { return desk.transfers().cancel(its.id, QStringLiteral("wrong payee"), Lin, desk.now()); }));
    QCOMPARE(desk.unassigned(), 0_yuan);
    QCOMPARE(desk.clearing(), clearing);
    QCOMPARE(desk.account().balance, purse);
    QCOMPARE(desk.bankProof(), QString());
    // The channel's word counts again.
    VERIFY_OK(desk.learn(refund, PaymentRefundWord::Done, PaymentAct::None));
    QCOMPARE(desk.refundState(refund), QStringLiteral("done"));
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::cash_isCountedBroughtAndFound()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const StationId station = desk.terminal.station.id;
    const Money inTill = -desk.balance(AccountKind::Cash, station.value);
    QCOMPARE(inTill, 500_yuan);
    const DepositService::Count wish{desk.ids.make<OperationId>(),
                                     desk.ours.id,
                                     station,
                                     QStringLiteral("B-100"),
                                     400_yuan,
                                     100_yuan,
                                     Lin};
    const auto deposit = desk.committed([&] { return desk.deposits().count(wish, desk.now()); });
    VERIFY_OK(deposit);
    QCOMPARE(deposit->exception, 0);
    QCOMPARE(desk.committed([&] { return desk.deposits().count(wish, desk.now()); })->id, deposit->id);
    QCOMPARE(desk.balance(AccountKind::Cash, station.value), -100_yuan);
    QCOMPARE(desk.unassigned(), -400_yuan); // under way
    QCOMPARE(desk.bankProof(), QString());
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 400_yuan, deposit->reference},
                         {QStringLiteral("S2"), 400_yuan, deposit->reference}}));
    QCOMPARE(desk.became(QStringLiteral("S1")), QStringLiteral("deposit"));
    QCOMPARE(desk.became(QStringLiteral("S2")), QStringLiteral("waiting/paid-already"));
    QCOMPARE(desk.unassigned(), 400_yuan);
    QCOMPARE(ExceptionService(*store.db).list({}, Lin, 10)->size(), 0u);
    QCOMPARE(desk.bankProof(), QString());
}

void TestBanking::cashThatDiffers_isACaseAndABreak()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const StationId station = desk.terminal.station.id;
    const auto deposit = desk.committed([&] {
        return desk.deposits().count({desk.ids.make<OperationId>(), desk.ours.id, station,
                                      QStringLiteral("B-101"), 450_yuan, 30_yuan, Lin},
                                     desk.now());
    });
    VERIFY_OK(deposit);
    QCOMPARE(deposit->difference(), -20_yuan);
    QVERIFY(deposit->exception > 0);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 440_yuan, QStringLiteral("现金解款")}}));
    VERIFY_OK(desk.assign(QStringLiteral("S1"), AssignKind::Deposit, deposit->reference));
    const auto breaks =
        ReconcileRepository(*store.db).breaks({desk.ours.merchant, deposit->day, true, 0}, 10);
    VERIFY_OK(breaks);
    QCOMPARE(breaks->size(), 1u);
    QCOMPARE(breaks->front().stake, 10_yuan);
    const auto cases = ExceptionService(*store.db).list({}, Lin, 10);
    QCOMPARE(cases->size(), 2u);
    QCOMPARE(desk.unassigned(), -10_yuan); // what never came
    QCOMPARE(desk.bankProof(), QString());
}

/// Each is planted, found, and taken out again.
void TestBanking::theProof_seesPlantedFaults()
{
    OPEN_STORE(store);
    BankDesk desk(store);
    const auto asked = desk.asked(400_yuan);
    VERIFY_OK(desk.take({{QStringLiteral("S1"), 400_yuan, asked.asked.reference},
                         {QStringLiteral("S2"), 90_yuan, QStringLiteral("x")}}));
    const PaymentRefund refund = desk.stuckRefund();
    const BankTransfer transfer = desk.underWay(refund.refundNo);
    VERIFY_OK(desk.take({{QStringLiteral("S3"), -200_yuan, transfer.reference}}));
    const auto deposit = desk.committed([&] {
        return desk.deposits().count({desk.ids.make<OperationId>(), desk.ours.id, desk.terminal.station.id,
                                      QStringLiteral("B1"), 100_yuan, 400_yuan, Lin},
                                     desk.now());
    });
    VERIFY_OK(deposit);
    QCOMPARE(desk.bankProof(), QString());
    for (const char *fault :
         {"UPDATE bank_row SET amount = amount + 1 WHERE serial = 'S2'",
          "UPDATE bank_row SET state = 3, subject = (SELECT subject FROM bank_row WHERE serial = 'S1') WHERE "
          "serial = 'S2'",
          "UPDATE bank_row SET state = 2 WHERE serial = 'S1'",
          "UPDATE bank_row SET state = 2 WHERE serial = 'S3'", "DELETE FROM bank_row WHERE serial = 'S2'",
          "UPDATE bank_transfer SET amount = amount + 1", "UPDATE bank_transfer SET state = 4",
          "UPDATE payment_refund SET state = 5", "UPDATE cash_deposit SET counted = counted - 1",
          "UPDATE cash_deposit SET arrived = 1", "UPDATE bank_statement SET money_in = money_in + 1"}) {
        QStringList found;
        const auto undone = store.db->transaction([&] {
            return store.db->run(fault)
                .and_then([&] { return checkBanking(*store.db); })
                .and_then([&](const BankingProof &proof) -> Result<void> {
                    found = proof.faults;
                    return fail(ErrorCode::NotFound); // takes it out again
                });
        });
        COMPARE_REFUSED(undone, ErrorCode::NotFound);
        QVERIFY2(!found.isEmpty(), fault);
    }
    QCOMPARE(desk.bankProof(), QString());
}

QTEST_GUILESS_MAIN(TestBanking)
#include "tst_banking.moc"

#include "tests/integration/pay_desk.h"

#include <QSslKey>

using namespace youka;

/// The product's codecs and the channels' other side, each written from the sheet, over a real socket: every
/// verb of every channel, and what people do.
class TestSimPay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void qr_isScannedPaidAndTold_data() { channels(); }
    void qr_isScannedPaidAndTold();
    void order_again_isTheSameOrNone_data() { channels(); }
    void order_again_isTheSameOrNone();
    void qr_runsOut_data() { channels(); }
    void qr_runsOut();
    void qr_closed_cannotBePaid_data() { channels(); }
    void qr_closed_cannotBePaid();
    void qr_paidAfterClose_isSeen_data() { channels(); }
    void qr_paidAfterClose_isSeen();
    void code_pays_data() { channels(); }
    void code_pays();
    void code_typedLater_isFoundByAsking_data() { channels(); }
    void code_typedLater_isFoundByAsking();
    void code_thatIsNoneOrPoor_isRefused_data() { channels(); }
    void code_thatIsNoneOrPoor_isRefused();
    void code_wrongPin_fails_data() { channels(); }
    void code_wrongPin_fails();
    void reverse_paid_givesBack_data() { channels(); }
    void reverse_paid_givesBack();
    void reverse_typing_ends_data() { channels(); }
    void reverse_typing_ends();
    void refunds_inParts_data() { channels(); }
    void refunds_inParts();
    void refund_underWay_isFoundByAsking_data() { channels(); }
    void refund_underWay_isFoundByAsking();
    void alipay_inCertificateMode();
    void alipay_scannedLate_livesOn();
    void discountOfTheChannel_isTold_data() { channels(); }
    void discountOfTheChannel_isTold();
    void merchants_areKeptApart();
    void tls_isSpokenWhenAsked();
    void alipay_cancel_isAskedToRepeat();

private:
    static void channels()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("wechat") << QStringLiteral("wechat");
        QTest::newRow("alipay") << QStringLiteral("alipay");
        QTest::newRow("unionpay") << QStringLiteral("unionpay");
    }
    static QString nameHere()
    {
        QFETCH(QString, name);
        return name;
    }
};

void TestSimPay::qr_isScannedPaidAndTold()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    const auto qr = desk.caller.ask(desk.channel->precreate(order));
    COMPARE_YES(qr);
    QVERIFY(desk.stateOf(order) == ChannelState::Waiting || desk.stateOf(order) == ChannelState::Absent);
    QVERIFY(desk.far->scan(yesOf(qr)->text, desk.wang, PayManner::Later));
    QCOMPARE(desk.stateOf(order), ChannelState::Waiting);
    QVERIFY(desk.far->decide(order.orderNo, PayManner::Pays));
    const auto paid = desk.caller.ask(desk.channel->query(order));
    COMPARE_YES(paid);
    QVERIFY(checkPaid(order, *yesOf(paid)));
    QVERIFY(desk.noticesAre(1));
    QCOMPARE(desk.notices.size(), 1);
    const auto *payment = std::get_if<ChannelPayment>(&desk.notices.first().what);
    QVERIFY(payment && checkPaid(order, *payment));
    QCOMPARE(payment->channelNo, yesOf(paid)->channelNo);
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
    QCOMPARE(desk.other.notices().waiting(), 0);
}

void TestSimPay::order_again_isTheSameOrNone()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    const QString qr = desk.precreated(order);
    const QString again = desk.precreated(order);
    QCOMPARE(again, nameHere() == QLatin1String("unionpay") ? QString() : qr); // there a number is used once
    ChannelOrder other = order;
    other.amount.minor += 1;
    const auto answer = desk.caller.ask(desk.channel->precreate(other));
    QVERIFY(!yesOf(answer));
    QCOMPARE(desk.far->book().orders().size(), size_t(1));
    QCOMPARE(desk.far->book().find(order.orderNo)->fen, order.amount.minor);
}

void TestSimPay::qr_runsOut()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    const QString qr = desk.precreated(order);
    desk.clock.advanceMs(600'001); // UnionPay's own life; the others end with the order
    QVERIFY(!desk.far->scan(qr, desk.wang, PayManner::Pays));
    QCOMPARE(desk.stateOf(order),
             nameHere() == QLatin1String("wechat") ? ChannelState::Closed : ChannelState::Absent);
}

void TestSimPay::qr_closed_cannotBePaid()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    const QString qr = desk.precreated(order);
    if (nameHere() == QLatin1String("unionpay")) {
        QCOMPARE(desk.channel->close(order).error().code, ErrorCode::ChannelUnsupported);
        return;
    }
    QVERIFY(desk.far->scan(qr, desk.wang, PayManner::Later));
    COMPARE_YES(desk.caller.ask(desk.channel->close(order)));
    QVERIFY(!desk.far->decide(order.orderNo, PayManner::Pays));
    QCOMPARE(desk.stateOf(order), ChannelState::Closed);
    QCOMPARE(desk.money(), 1'000'000);
    const ChannelOrder paid = desk.order(QStringLiteral("20240115T0002"));
    QVERIFY(desk.pay(paid));
    QVERIFY(!yesOf(desk.caller.ask(desk.channel->close(paid))));
    QCOMPARE(desk.stateOf(paid), ChannelState::Paid);
}

void TestSimPay::qr_paidAfterClose_isSeen()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    const QString qr = desk.precreated(order);
    QVERIFY(desk.far->faults().strike(QStringLiteral("late_success"), 1));
    desk.clock.advanceMs(600'001);
    QVERIFY(desk.far->scan(qr, desk.wang, PayManner::Pays));
    QCOMPARE(desk.stateOf(order), ChannelState::Paid);
    QVERIFY(desk.noticesAre(1));
    QCOMPARE(desk.notices.size(), 1);
}

void TestSimPay::code_pays()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    const QString code = desk.other.people().showCode(desk.wang);
    QCOMPARE(whichWallet(code).value(), nameHere());
    const auto answer = desk.caller.ask(desk.channel->payByCode(order, code));
    COMPARE_YES(answer);
    // UnionPay only takes it in hand
    QCOMPARE(yesOf(answer)->state,
             nameHere() == QLatin1String("unionpay") ? ChannelState::Waiting : ChannelState::Paid);
    const auto paid = desk.caller.ask(desk.channel->query(order));
    COMPARE_YES(paid);
    QVERIFY(checkPaid(order, *yesOf(paid)));
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
    if (nameHere() != QLatin1String("wechat")) // there a payment by code is not notified
        QVERIFY(desk.noticesAre(1));
    QCOMPARE(desk.other.notices().sent(), nameHere() == QLatin1String("wechat") ? 0 : 1);
    // a code pays once
    QVERIFY(
        !yesOf(desk.caller.ask(desk.channel->payByCode(desk.order(QStringLiteral("20240115T0002")), code))));
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
}

void TestSimPay::code_typedLater_isFoundByAsking()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.far->faults().strike(QStringLiteral("user_paying"), 1, {}, 3));
    const auto answer =
        desk.caller.ask(desk.channel->payByCode(order, desk.other.people().showCode(desk.wang)));
    COMPARE_YES(answer);
    QVERIFY(yesOf(answer)->state == ChannelState::Typing || yesOf(answer)->state == ChannelState::Waiting);
    for (int i = 0; i < 2; ++i) {
        const ChannelState state = desk.stateOf(order);
        QVERIFY(state == ChannelState::Typing || state == ChannelState::Waiting);
        QCOMPARE(desk.money(), 1'000'000);
    }
    QCOMPARE(desk.stateOf(order), ChannelState::Paid);
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
}

void TestSimPay::code_thatIsNoneOrPoor_isRefused()
{
    Desk desk(nameHere());
    const QString used = desk.other.people().showCode(desk.wang);
    desk.clock.advanceMs(60'000);
    const auto late = desk.caller.ask(desk.channel->payByCode(desk.order(), used));
    QVERIFY2(!refusalOf(late).isEmpty(), told(late).constData());
    desk.other.people().find(desk.wang)->fen = 100;
    const ChannelOrder order = desk.order(QStringLiteral("20240115T0002"));
    const auto poor =
        desk.caller.ask(desk.channel->payByCode(order, desk.other.people().showCode(desk.wang)));
    QVERIFY(nameHere() == QLatin1String("unionpay") ? yesOf(poor) != nullptr : !refusalOf(poor).isEmpty());
    QVERIFY(desk.stateOf(order) == ChannelState::Failed || desk.stateOf(order) == ChannelState::Closed);
    QCOMPARE(desk.money(), 100);
}

void TestSimPay::code_wrongPin_fails()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.far->faults().strike(QStringLiteral("user_paying"), 1, {}, 1));
    const QString code = desk.other.people().showCode(desk.wang, PayManner::WrongPin);
    COMPARE_YES(desk.caller.ask(desk.channel->payByCode(order, code)));
    const ChannelState state = desk.stateOf(order);
    QVERIFY(state == ChannelState::Failed || state == ChannelState::Closed);
    QCOMPARE(desk.money(), 1'000'000);
}

void TestSimPay::reverse_paid_givesBack()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    desk.caller.ask(desk.channel->payByCode(order, desk.other.people().showCode(desk.wang)));
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
    for (int i = 0; i < 2; ++i) { // again, as after a lost answer
        const auto answer = desk.caller.ask(desk.channel->reverse(order));
        COMPARE_YES(answer);
        QVERIFY(yesOf(answer)->isDone);
        QCOMPARE(desk.money(), 1'000'000);
    }
    QVERIFY(desk.stateOf(order) != ChannelState::Paid);
    if (nameHere() == QLatin1String("alipay"))
        QCOMPARE(yesOf(desk.caller.ask(desk.channel->reverse(order)))->moneyWentBack, true);
}

void TestSimPay::reverse_typing_ends()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.far->faults().strike(QStringLiteral("user_paying"), 1, {}, 5));
    const QString code = desk.other.people().showCode(desk.wang, PayManner::WalksAway);
    COMPARE_YES(desk.caller.ask(desk.channel->payByCode(order, code)));
    COMPARE_YES(desk.caller.ask(desk.channel->reverse(order)));
    QVERIFY(!desk.far->decide(order.orderNo, PayManner::Pays));
    QCOMPARE(desk.money(), 1'000'000);
}

void TestSimPay::refunds_inParts()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.pay(order));
    const ChannelRefundOrder first = desk.refundOf(order, QStringLiteral("R20240115T000101"), 5'000);
    QCOMPARE(desk.refundStateOf(first), ChannelRefundState::Absent);
    COMPARE_YES(desk.caller.ask(desk.channel->refund(first)));
    QCOMPARE(desk.refundStateOf(first), ChannelRefundState::Done);
    desk.caller.ask(desk.channel->refund(first)); // again, as after a lost answer
    QCOMPARE(desk.money(), 1'000'000 - 15'000);
    const auto much = desk.caller.ask(
        desk.channel->refund(desk.refundOf(order, QStringLiteral("R20240115T000102"), 15'001)));
    QVERIFY(!yesOf(much));
    COMPARE_YES(desk.caller.ask(
        desk.channel->refund(desk.refundOf(order, QStringLiteral("R20240115T000103"), 15'000))));
    QCOMPARE(desk.money(), 1'000'000);
    QVERIFY(desk.noticesAre(3));
    QCOMPARE(desk.notices.size(), 3);
    const auto *told = std::get_if<ChannelRefund>(&desk.notices.at(1).what);
    if (nameHere() == QLatin1String("alipay")) // tells the trade's state, not the refund's
        QCOMPARE(std::get<ChannelPayment>(desk.notices.at(1).what).state, ChannelState::Refunded);
    else
        QVERIFY(told && told->refundNo == first.refundNo && told->amount == first.amount
                && told->state == ChannelRefundState::Done);
}

void TestSimPay::refund_underWay_isFoundByAsking()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.pay(order));
    QVERIFY(desk.far->faults().strike(QStringLiteral("refund_working"), 1, {}, 2));
    const ChannelRefundOrder refund = desk.refundOf(order, QStringLiteral("R20240115T000101"), 5'000);
    const auto answer = desk.caller.ask(desk.channel->refund(refund));
    COMPARE_YES(answer);
    QCOMPARE(yesOf(answer)->state, ChannelRefundState::Working);
    QVERIFY(desk.refundStateOf(refund) != ChannelRefundState::Done);
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
    QCOMPARE(desk.refundStateOf(refund), ChannelRefundState::Done);
    QCOMPARE(desk.money(), 1'000'000 - 15'000);
}

void TestSimPay::alipay_inCertificateMode()
{
    for (const bool named : {true, false}) {
        Desk desk(QStringLiteral("alipay"), true);
        desk.other.alipay().setNoticesNameCertificate(named);
        const ChannelOrder order = desk.order();
        QVERIFY(desk.pay(order));
        QCOMPARE(desk.stateOf(order), ChannelState::Paid);
        QVERIFY(desk.noticesAre(1));
        QCOMPARE(desk.notices.size(), 1);
    }
}

void TestSimPay::alipay_scannedLate_livesOn()
{
    Desk desk(QStringLiteral("alipay"));
    const ChannelOrder order = desk.order();
    const QString qr = desk.precreated(order);
    desk.clock.advanceMs(119'000);
    QVERIFY(desk.far->scan(qr, desk.wang, PayManner::Later));
    desk.clock.advanceMs(119'000); // after the order's own end
    QCOMPARE(desk.stateOf(order), ChannelState::Waiting);
    QVERIFY(desk.far->decide(order.orderNo, PayManner::Pays));
    QCOMPARE(desk.stateOf(order), ChannelState::Paid);
}

void TestSimPay::discountOfTheChannel_isTold()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.far->scan(desk.precreated(order), desk.wang, PayManner::Pays, 500));
    QCOMPARE(desk.money(), 1'000'000 - 19'500);
    const auto paid = desk.caller.ask(desk.channel->query(order));
    COMPARE_YES(paid);
    QVERIFY(checkPaid(order, *yesOf(paid)));
    if (nameHere() != QLatin1String("unionpay")) // does not say
        QCOMPARE(yesOf(paid)->byPayer->minor, 19'500);
    COMPARE_YES(desk.caller.ask(
        desk.channel->refund(desk.refundOf(order, QStringLiteral("R20240115T000101"), 20'000))));
    QCOMPARE(desk.money(), 1'000'000); // the channel takes back its own
}

void TestSimPay::tls_isSpokenWhenAsked()
{
    const auto key = RsaPrivateKey::generate();
    const Certificate certificate =
        Certificate::issue({QStringLiteral("127.0.0.1"), 1, SystemClock().now().plusMs(-DayMs),
                            SystemClock().now().plusMs(DayMs), true},
                           key);
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificateChain({QSslCertificate(certificate.toPem())});
    tls.setPrivateKey(QSslKey(key.toPem(), QSsl::Rsa));
    sim::SimHttp server([](const sim::HttpAsk &ask) { return sim::HttpTold{200, {}, ask.body}; });
    server.useTls(tls);
    QVERIFY(server.listen(0));
    QCOMPARE(server.base().scheme(), QStringLiteral("https"));
    WireCaller stranger;
    QCOMPARE(stranger.send({"POST", server.base(), {{"Content-Type", "text/plain"}}, "hello"}).status, 0);
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates({QSslCertificate(certificate.toPem())});
    WireCaller caller; // connections are kept with the trust they were made with
    caller.setTls(trusting);
    const ChannelReply reply =
        caller.send({"POST", server.base(), {{"Content-Type", "text/plain"}}, "hello"});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray("hello"));
}

void TestSimPay::merchants_areKeptApart()
{
    for (const QString &name :
         {QStringLiteral("wechat"), QStringLiteral("alipay"), QStringLiteral("unionpay")}) {
        Desk desk(name);
        sim::PayMerchant second = desk.merchant;
        second.number.chop(1);
        second.number += QStringLiteral("7");
        second.app += QStringLiteral("7");
        QVERIFY(desk.other.addMerchant(second));
        const ChannelOrder order = desk.order();
        QVERIFY(desk.pay(order));
        const auto theirs =
            makeChannel(channelConfigOf(second, desk.other, DeskTime, QStringLiteral("http://127.0.0.1/n")),
                        {desk.clock, randomNonce()});
        QVERIFY(theirs);
        const auto asked = desk.caller.ask((*theirs)->query(order));
        COMPARE_YES(asked);
        QCOMPARE(yesOf(asked)->state, ChannelState::Absent);
        // one that is not known there is refused, and that is no word about the order
        second.number += QStringLiteral("8");
        second.app += QStringLiteral("8");
        const auto nobody =
            makeChannel(channelConfigOf(second, desk.other, DeskTime, QStringLiteral("http://127.0.0.1/n")),
                        {desk.clock, randomNonce()});
        QVERIFY(int(doubtOf(desk.caller.ask((*nobody)->query(order)))) != 0);
    }
}

void TestSimPay::alipay_cancel_isAskedToRepeat()
{
    Desk desk(QStringLiteral("alipay"));
    const ChannelOrder order = desk.order();
    QVERIFY(desk.pay(order));
    QVERIFY(desk.far->faults().strike(QStringLiteral("retry_flag"), 2));
    for (int i = 0; i < 2; ++i) {
        const auto answer = desk.caller.ask(desk.channel->reverse(order));
        COMPARE_YES(answer);
        QVERIFY(!yesOf(answer)->isDone);
        QCOMPARE(desk.money(), 1'000'000 - 20'000);
    }
    QVERIFY(yesOf(desk.caller.ask(desk.channel->reverse(order)))->isDone);
    QCOMPARE(desk.money(), 1'000'000);
}

QTEST_GUILESS_MAIN(TestSimPay)
#include "tst_sim_pay.moc"

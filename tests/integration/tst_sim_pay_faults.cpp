#include "tests/integration/pay_desk.h"

using namespace youka;

/// What goes wrong between us and a channel: every named fault, met by the product's codecs over a real
/// socket. Whatever happens to an answer, asking again finds the truth.
class TestSimPayFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answer_spoilt_isADoubtAndThenFound_data();
    void answer_spoilt_isADoubtAndThenFound();
    void everyVerb_spoilt_isADoubt_data() { channels(); }
    void everyVerb_spoilt_isADoubt();
    void answer_spoilt_refundHappensOnce_data() { channels(); }
    void answer_spoilt_refundHappensOnce();
    void answer_late_isWaitedFor();
    void connection_hungUp_isPaidOnce_data() { channels(); }
    void connection_hungUp_isPaidOnce();
    void answer_ofAnotherAmount_isAMismatch_data() { channels(); }
    void answer_ofAnotherAmount_isAMismatch();
    void request_forged_isRefused_data() { channels(); }
    void request_forged_isRefused();
    void request_ofAnotherHour_isRefusedByWechat();
    void notice_twice_data() { channels(); }
    void notice_twice();
    void notice_lost_comesAgainByThePlan_data() { channels(); }
    void notice_lost_comesAgainByThePlan();
    void notice_notTaken_comesAgain();
    void notice_spoilt_isRefusedAndComesAgain_data();
    void notice_spoilt_isRefusedAndComesAgain();
    void notice_ofAnotherAmount_isNotPaid_data() { channels(); }
    void notice_ofAnotherAmount_isNotPaid();
    void notices_outOfOrder_data() { channels(); }
    void notices_outOfOrder();
    void refund_abnormal_isTold();
    void refund_withoutFunds_isRefused_data() { channels(); }
    void refund_withoutFunds_isRefused();
    void wechat_bothKeys();
    void merchantsKey_isReplaced_data() { channels(); }
    void merchantsKey_isReplaced();
    void everyFault_hasAName();

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

namespace {

constexpr int PatienceMs = 400; ///< with an answer that does not come

bool strike(Desk &desk, const char *fault, int times = 1, qint64 value = 0)
{
    return desk.far->faults().strike(QLatin1String(fault), times, {}, value).has_value();
}

}

void TestSimPayFaults::answer_spoilt_isADoubtAndThenFound_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("value");
    QTest::addColumn<bool>("happened"); ///< the channel did what was asked for, before it was spoilt
    struct Spoilt
    {
        const char *fault;
        int value;
        bool happened;
    };
    constexpr Spoilt All[] = {{"lose_request", 0, false}, {"lose_reply", 0, true},    {"html", 0, false},
                              {"html", 1, true},          {"http_500", 0, false},     {"http_500", 1, true},
                              {"empty", 0, true},         {"cut", 0, true},           {"unsigned", 0, true},
                              {"bad_signature", 0, true}, {"system_error", 0, false}, {"busy_after", 0, true},
                              {"stale", 0, true},         {"bad_signature", 1, true}};
    for (const char *name : {"wechat", "alipay", "unionpay"})
        for (const Spoilt &one : All) {
            // Alipay signs no time
            if (qstrcmp(one.fault, "stale") == 0 && qstrcmp(name, "alipay") == 0)
                continue;
            QTest::addRow("%s %s %d", name, one.fault, one.value)
                << QString::fromLatin1(name) << QString::fromLatin1(one.fault) << one.value << one.happened;
        }
}

void TestSimPayFaults::answer_spoilt_isADoubtAndThenFound()
{
    QFETCH(QString, fault);
    QFETCH(int, value);
    QFETCH(bool, happened);
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.far->faults().strike(fault, 1, {}, value));
    const auto answer =
        desk.caller.ask(desk.channel->payByCode(order, desk.other.people().showCode(desk.wang)), PatienceMs);
    QVERIFY2(int(doubtOf(answer)) != 0, told(answer).constData());
    QCOMPARE(desk.money(), happened ? 1'000'000 - 20'000 : 1'000'000);
    QCOMPARE(desk.stateOf(order), happened ? ChannelState::Paid : ChannelState::Absent);
}

void TestSimPayFaults::everyVerb_spoilt_isADoubt()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.pay(order));
    const ChannelRefundOrder refund = desk.refundOf(order, QStringLiteral("R20240115T000101"), 5'000);
    const ChannelOrder other = desk.order(QStringLiteral("20240115T0002"));
    const QString code = desk.other.people().showCode(desk.wang);
    using Ask = std::function<ErrorCode()>; // its doubt
    const QList<std::pair<const char *, Ask>> verbs{
        {"precreate", [&] { return doubtOf(desk.caller.ask(desk.channel->precreate(other))); }},
        {"payByCode", [&] { return doubtOf(desk.caller.ask(desk.channel->payByCode(other, code))); }},
        {"query", [&] { return doubtOf(desk.caller.ask(desk.channel->query(order))); }},
        {"close", [&] { return doubtOf(desk.caller.ask(desk.channel->close(other))); }},
        {"reverse", [&] { return doubtOf(desk.caller.ask(desk.channel->reverse(other))); }},
        {"refund", [&] { return doubtOf(desk.caller.ask(desk.channel->refund(refund))); }},
        {"queryRefund", [&] { return doubtOf(desk.caller.ask(desk.channel->queryRefund(refund))); }},
        {"billRequest", [&] {
             return doubtOf(desk.caller.ask(desk.channel->billRequest({2024, 1, 15})));
         }}};
    for (const auto &[verb, ask] : verbs) {
        if (qstrcmp(verb, "close") == 0 && nameHere() == QLatin1String("unionpay"))
            continue; // closes nothing
        for (const char *fault :
             {"html", "http_500", "empty", "cut", "unsigned", "bad_signature", "system_error"}) {
            const bool isEmptyAnyway = qstrcmp(verb, "close") == 0 && nameHere() == QLatin1String("wechat");
            if (isEmptyAnyway && (qstrcmp(fault, "empty") == 0 || qstrcmp(fault, "cut") == 0))
                continue;
            QVERIFY(strike(desk, fault));
            const ErrorCode why = ask();
            QVERIFY2(why == ErrorCode::ChannelSilent || why == ErrorCode::ChannelUnreadable
                         || why == ErrorCode::ChannelForged || why == ErrorCode::ChannelBillNotReady,
                     (QByteArray(verb) + ' ' + fault + ": " + errorCodeName(why).data()).constData());
            desk.far->faults().clear();
        }
    }
}

void TestSimPayFaults::answer_spoilt_refundHappensOnce()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(desk.pay(order));
    const ChannelRefundOrder refund = desk.refundOf(order, QStringLiteral("R20240115T000101"), 5'000);
    for (const char *fault : {"lose_request", "lose_reply", "html", "bad_signature", "busy_after"}) {
        QVERIFY(strike(desk, fault));
        QVERIFY(int(doubtOf(desk.caller.ask(desk.channel->refund(refund), PatienceMs))) != 0);
    }
    QCOMPARE(desk.refundStateOf(refund), ChannelRefundState::Done);
    QCOMPARE(desk.money(), 1'000'000 - 15'000);
}

void TestSimPayFaults::answer_late_isWaitedFor()
{
    Desk desk(QStringLiteral("wechat"));
    QVERIFY(strike(desk, "delay", 2, 300));
    COMPARE_YES(desk.caller.ask(desk.channel->precreate(desk.order())));
    const auto tooLate = desk.caller.ask(desk.channel->query(desk.order()), 100);
    QVERIFY2(doubtOf(tooLate) == ErrorCode::ChannelSilent, told(tooLate).constData());
}

// Qt's access manager repeats a request by itself when a connection ends before its answer, a POST too.
void TestSimPayFaults::connection_hungUp_isPaidOnce()
{
    Desk desk(nameHere());
    const ChannelOrder order = desk.order();
    QVERIFY(strike(desk, "lose_reply", 1, 1));
    desk.caller.ask(desk.channel->payByCode(order, desk.other.people().showCode(desk.wang)));
    QCOMPARE(desk.other.http().requests(), 2);
    QCOMPARE(desk.stateOf(order), ChannelState::Paid);
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
}

void TestSimPayFaults::answer_ofAnotherAmount_isAMismatch()
{
    Desk desk(nameHere());
    QVERIFY(desk.pay(desk.order()));
    QVERIFY(strike(desk, "amount_differs"));
    QCOMPARE(doubtOf(desk.caller.ask(desk.channel->query(desk.order()))), ErrorCode::ChannelMismatch);
    QCOMPARE(desk.stateOf(desk.order()), ChannelState::Paid);
}

void TestSimPayFaults::request_forged_isRefused()
{
    Desk desk(nameHere());
    auto step = desk.channel->precreate(desk.order());
    ChannelCall forged = step->call;
    forged.body.replace("20", "21"); // amounts and numbers, in JSON and forms
    const auto answer = step->read(desk.caller.send(forged));
    QVERIFY2(!yesOf(answer), told(answer).constData());
    QVERIFY(desk.far->book().orders().empty());
}

void TestSimPayFaults::request_ofAnotherHour_isRefusedByWechat()
{
    Desk desk(QStringLiteral("wechat"));
    const auto step = desk.channel->precreate(desk.order());
    desk.clock.advanceMs(301'000);
    QCOMPARE(desk.caller.send(step->call).status, 401);
    QVERIFY(desk.far->book().orders().empty());
}

void TestSimPayFaults::notice_twice()
{
    Desk desk(nameHere());
    QVERIFY(strike(desk, "notice_twice"));
    QVERIFY(desk.pay(desk.order()));
    QVERIFY(desk.noticesAre(2));
    QCOMPARE(desk.notices.size(), 2);
    QCOMPARE(std::get<ChannelPayment>(desk.notices.at(0).what),
             std::get<ChannelPayment>(desk.notices.at(1).what));
    QCOMPARE(desk.notices.at(0).id, desk.notices.at(1).id);
}

void TestSimPayFaults::notice_lost_comesAgainByThePlan()
{
    Desk desk(nameHere());
    QVERIFY(strike(desk, "notice_lost", 2));
    QVERIFY(desk.pay(desk.order()));
    desk.other.notices().look();
    const QHash<QString, QList<int>> plan{{QStringLiteral("wechat"), {15, 15}},
                                          {QStringLiteral("alipay"), {240, 600}},
                                          {QStringLiteral("unionpay"), {60, 120}}};
    for (const int seconds : plan.value(nameHere())) {
        desk.clock.advanceMs(seconds * 1000LL - 1);
        desk.other.notices().look();
        QCOMPARE(desk.other.notices().sent(), 0);
        desk.clock.advanceMs(1);
        desk.other.notices().look();
    }
    QVERIFY(desk.noticesAre(1));
    QCOMPARE(desk.notices.size(), 1);
    QCOMPARE(desk.other.notices().taken(), 1);
    QCOMPARE(desk.other.notices().waiting(), 0);
}

void TestSimPayFaults::notice_notTaken_comesAgain()
{
    for (const QString &name :
         {QStringLiteral("wechat"), QStringLiteral("alipay"), QStringLiteral("unionpay")}) {
        Desk desk(name);
        desk.takesNotices = false;
        QVERIFY(desk.pay(desk.order()));
        QVERIFY(desk.noticesAre(1));
        QCOMPARE(desk.other.notices().waiting(), 1);
        desk.takesNotices = true;
        desk.clock.advanceMs(240'000);
        desk.other.notices().look();
        QVERIFY(desk.noticesAre(2));
        QCOMPARE(desk.other.notices().waiting(), 0);
        QCOMPARE(desk.other.notices().taken(), 1);
    }
}

void TestSimPayFaults::notice_spoilt_isRefusedAndComesAgain_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QList<int>>("codes");
    const QList<int> forged{int(ErrorCode::ChannelForged)};
    for (const char *name : {"wechat", "alipay", "unionpay"}) {
        const bool isWechat = qstrcmp(name, "wechat") == 0;
        const auto row = [&](const char *fault, const QList<int> &codes) {
            QTest::addRow("%s %s", name, fault)
                << QString::fromLatin1(name) << QString::fromLatin1(fault) << codes;
        };
        row("notice_forged", forged);
        row("notice_probe", forged);
        row("notice_other", {int(ErrorCode::ChannelNotOurs)});
        row("notice_cut", {int(ErrorCode::ChannelForged), int(ErrorCode::ChannelUnreadable)});
        if (isWechat)
            row("notice_stale", {int(ErrorCode::ChannelStale)});
        else if (qstrcmp(name, "unionpay") == 0) // a certificate that ran out
            row("notice_stale", forged);
    }
}

void TestSimPayFaults::notice_spoilt_isRefusedAndComesAgain()
{
    QFETCH(QString, fault);
    QFETCH(QList<int>, codes);
    Desk desk(nameHere());
    QVERIFY(desk.far->faults().strike(fault, 1));
    QVERIFY(desk.pay(desk.order()));
    QVERIFY(desk.noticesAre(1));
    QCOMPARE(desk.refused.size(), 1);
    QVERIFY2(codes.contains(int(desk.refused.first())), errorCodeName(desk.refused.first()).data());
    QCOMPARE(desk.other.notices().waiting(), 1);
    desk.clock.advanceMs(240'000);
    desk.other.notices().look();
    QVERIFY(desk.noticesAre(2));
    QCOMPARE(desk.notices.size(), 1);
}

void TestSimPayFaults::notice_ofAnotherAmount_isNotPaid()
{
    Desk desk(nameHere());
    QVERIFY(strike(desk, "notice_amount"));
    QVERIFY(desk.pay(desk.order()));
    QVERIFY(desk.noticesAre(1));
    QCOMPARE(desk.notices.size(), 1);
    const auto checked = checkPaid(desk.order(), std::get<ChannelPayment>(desk.notices.first().what));
    QCOMPARE(checked.error().code, ErrorCode::ChannelMismatch);
}

void TestSimPayFaults::notices_outOfOrder()
{
    Desk desk(nameHere());
    QVERIFY(strike(desk, "notice_held", 2));
    const ChannelOrder order = desk.order();
    QVERIFY(desk.pay(order));
    COMPARE_YES(desk.caller.ask(
        desk.channel->refund(desk.refundOf(order, QStringLiteral("R20240115T000101"), 5'000))));
    QCOMPARE(desk.other.notices().held(), 2);
    desk.other.notices().release();
    QVERIFY(desk.noticesAre(2));
    const auto *first = std::get_if<ChannelPayment>(&desk.notices.at(0).what);
    const auto *second = std::get_if<ChannelPayment>(&desk.notices.at(1).what);
    if (nameHere() == QLatin1String("alipay"))
        QVERIFY(first && first->state == ChannelState::Refunded);
    else
        QVERIFY(!first);
    QVERIFY(second && second->state == ChannelState::Paid);
}

void TestSimPayFaults::refund_abnormal_isTold()
{
    for (const QString &name : {QStringLiteral("wechat"), QStringLiteral("unionpay")}) {
        Desk desk(name);
        const ChannelOrder order = desk.order();
        QVERIFY(desk.pay(order));
        QVERIFY(desk.noticesAre(1));
        QVERIFY(strike(desk, "refund_abnormal"));
        const ChannelRefundOrder refund = desk.refundOf(order, QStringLiteral("R20240115T000101"), 5'000);
        COMPARE_YES(desk.caller.ask(desk.channel->refund(refund)));
        QCOMPARE(desk.refundStateOf(refund), ChannelRefundState::Abnormal);
        QVERIFY(desk.noticesAre(2));
        QCOMPARE(std::get<ChannelRefund>(desk.notices.at(1).what).state, ChannelRefundState::Abnormal);
        QCOMPARE(desk.money(), 1'000'000 - 20'000);
    }
}

void TestSimPayFaults::refund_withoutFunds_isRefused()
{
    Desk desk(nameHere());
    sim::PayMerchant poor = desk.merchant;
    poor.number.back() = u'7';
    poor.app += u'7';
    poor.fundsFen = 4'999;
    QVERIFY(desk.other.addMerchant(poor));
    const auto channel = makeChannel(channelConfigOf(poor, desk.other, DeskTime, desk.door.base().toString()),
                                     {desk.clock, randomNonce()});
    QVERIFY(channel);
    const auto qr = desk.caller.ask((*channel)->precreate(desk.order()));
    COMPARE_YES(qr);
    const auto paid = desk.far->scan(yesOf(qr)->text, desk.wang, PayManner::Pays);
    QVERIFY(paid);
    ChannelRefundOrder refund = desk.refundOf(desk.order(), QStringLiteral("R20240115T000101"), 5'000);
    refund.order.channelNo = (*paid)->channelNo;
    const auto answer = desk.caller.ask((*channel)->refund(refund));
    QVERIFY2(!refusalOf(answer).isEmpty(), told(answer).constData());
    QCOMPARE(desk.money(), 1'000'000 - 20'000);
}

void TestSimPayFaults::wechat_bothKeys()
{
    for (const auto by : {sim::SimWechat::SignsBy::Certificate, sim::SimWechat::SignsBy::PublicKeyId}) {
        Desk desk(QStringLiteral("wechat"));
        desk.other.wechat().setSignsBy(by);
        QVERIFY(desk.pay(desk.order()));
        QCOMPARE(desk.stateOf(desk.order()), ChannelState::Paid);
        QVERIFY(desk.noticesAre(1));
        QCOMPARE(desk.notices.size(), 1);
    }
}

void TestSimPayFaults::merchantsKey_isReplaced()
{
    Desk desk(nameHere());
    QVERIFY(desk.pay(desk.order()));
    ChannelConfig config = channelConfigOf(desk.merchant, desk.other, DeskTime,
                                           desk.door.base().toString() + QStringLiteral("/notify"));
    const sim::MerchantFiles files = sim::newKeyFiles(DeskTime);
    config.privateKeyPem = files.value(QStringLiteral("key.pem"));
    if (!config.certificatePem.isEmpty())
        config.certificatePem = files.value(QStringLiteral("certificate.pem"));
    const auto renewed = makeChannel(config, {desk.clock, randomNonce()});
    QVERIFY(renewed);
    const auto asked = desk.caller.ask((*renewed)->query(desk.order()));
    COMPARE_YES(asked);
    QCOMPARE(yesOf(asked)->state, ChannelState::Paid);
    QCOMPARE(desk.stateOf(desk.order()), ChannelState::Paid); // the old one still counts
    config.privateKeyPem = sim::keys::stranger().toPem();
    const auto stranger = makeChannel(config, {desk.clock, randomNonce()});
    QVERIFY(!yesOf(desk.caller.ask((*stranger)->query(desk.order()))));
}

void TestSimPayFaults::everyFault_hasAName()
{
    sim::PayFaults faults;
    QVERIFY(!faults.strike(QStringLiteral("rust"), 1));
    for (const QString &name : sim::PayFaults::names())
        QVERIFY(faults.strike(name, 1));
    QVERIFY(faults.take(QLatin1String("html")));
    QVERIFY(!faults.take(QLatin1String("html")));
    QVERIFY(faults.strike(QStringLiteral("html"), 1, QStringLiteral("query")));
    QVERIFY(!faults.take(QLatin1String("html"), QStringLiteral("close")));
    QVERIFY(faults.take(QLatin1String("html"), QStringLiteral("query")));
}

QTEST_GUILESS_MAIN(TestSimPayFaults)
#include "tst_sim_pay_faults.moc"

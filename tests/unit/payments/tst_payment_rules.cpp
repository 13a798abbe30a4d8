#include "core/domain/payments/payment_rules.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

constexpr qint64 Start = 1'767'225'600'000;
constexpr qint64 Life = 90'000;

PaymentOrder order(PaymentState state, PaymentWay way)
{
    PaymentOrder made;
    made.id = {1};
    made.orderNo = QStringLiteral("P1");
    made.amount = 200_yuan;
    made.refunded = 0_yuan;
    made.state = state;
    made.way = way;
    made.createdAt = {Start};
    made.expiresAt = {Start + Life};
    if (state == PaymentState::Pending)
        made.qr = QStringLiteral("weixin://x");
    return made;
}

PaymentNews news(PaymentAct act, PaymentWord word, Money amount = 200_yuan)
{
    PaymentNews made;
    made.act = act;
    made.word = word;
    made.amount = amount;
    if (word == PaymentWord::Told)
        made.qr = QStringLiteral("weixin://x");
    return made;
}

struct Channel
{
    int charged = 0; ///< times the customer paid
    int returned = 0;
    bool closed = false;
};

}

class TestPaymentRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
    void aNoticeAfterAReversal_isAskedAbout();
    void aNoWhileTakingBack_isAReversal();
    void payingCode_isSentOnce();
    void doubt_isRevokedWithinHalfAMinute_data();
    void doubt_isRevokedWithinHalfAMinute();
    void typing_isPolledFastThenSlowly_thenTakenBack();
    void aQr_isClosedAfterItsLife();
    void aQrNobodyCanClose_runsOut();
    void aReversalThatIsRefused_afterPaying_isRefunded();
    void refunds_data();
    void refunds();
    void property_moneyIsBookedOnceOrGoesBack_data();
    void property_moneyIsBookedOnceOrGoesBack();
    void numbers_areWhatChannelsTake();
};

void TestPaymentRules::table_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("way");
    QTest::addColumn<int>("act");
    QTest::addColumn<int>("word");
    QTest::addColumn<qint64>("afterMs");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("effect");
    using S = PaymentState;
    using A = PaymentAct;
    using W = PaymentWord;
    const auto row = [](const char *name, S state, PaymentWay way, A act, W word, qint64 afterMs,
                        const char *expected, PaymentEffect effect = PaymentEffect::None) {
        QTest::newRow(name) << int(state) << int(way) << int(act) << int(word) << afterMs
                            << QString::fromLatin1(expected) << int(effect);
    };
    const auto Qr = PaymentWay::ShownQr;
    const auto Code = PaymentWay::ScannedCode;
    row("told", S::Created, Qr, A::Precreate, W::Told, 100, "pending");
    row("precreate, no answer", S::Created, Qr, A::Precreate, W::Doubt, 10'000, "unknown");
    row("precreate, no", S::Created, Qr, A::Precreate, W::Refused, 100, "failed");
    row("told after a doubt", S::Unknown, Qr, A::Precreate, W::Told, 11'000, "pending");
    row("nobody has scanned", S::Pending, Qr, A::Query, W::Absent, 5'000, "pending");
    row("nobody has paid", S::Pending, Qr, A::Query, W::Waiting, 5'000, "pending");
    row("question unanswered", S::Pending, Qr, A::Query, W::Doubt, 5'000, "pending");
    row("question refused", S::Pending, Qr, A::Query, W::Refused, 5'000, "pending");
    row("over", S::Pending, Qr, A::Query, W::Waiting, Life, "reversing");
    row("notice", S::Pending, Qr, A::None, W::Paid, 5'000, "paid", PaymentEffect::Book);
    row("notice before the reply", S::Created, Qr, A::None, W::Paid, 50, "paid", PaymentEffect::Book);
    row("query", S::Pending, Qr, A::Query, W::Paid, 5'000, "paid", PaymentEffect::Book);
    row("paid as it was being closed", S::Reversing, Qr, A::Query, W::Paid, Life, "paid",
        PaymentEffect::Book);
    row("closed", S::Reversing, Qr, A::Close, W::Closed, Life, "closed");
    row("a card failed, the QR stands", S::Pending, Qr, A::Query, W::Failed, 5'000, "reversing");
    row("another amount", S::Pending, Qr, A::Query, W::Differs, 5'000, "for-person");
    row("paid and gone elsewhere", S::Pending, Qr, A::Query, W::Refunded, 5'000, "for-person");
    row("code, yes", S::Created, Code, A::PayByCode, W::Paid, 900, "paid", PaymentEffect::Book);
    row("code, no", S::Created, Code, A::PayByCode, W::Refused, 900, "failed");
    row("code, typing", S::Created, Code, A::PayByCode, W::Typing, 900, "pending");
    row("code, no answer", S::Created, Code, A::PayByCode, W::Doubt, 10'000, "unknown");
    row("typing after a doubt", S::Unknown, Code, A::Query, W::Typing, 12'000, "pending");
    row("doubt too long", S::Unknown, Code, A::Query, W::Absent, 20'000, "reversing");
    row("paid, query finds it", S::Unknown, Code, A::Query, W::Paid, 12'000, "paid", PaymentEffect::Book);
    row("paid, being taken back", S::Reversing, Code, A::Query, W::Paid, 25'000, "reversing");
    row("taken back", S::Reversing, Code, A::Reverse, W::Reversed, 25'000, "reversed");
    row("taken back, said otherwise", S::Reversing, Code, A::Query, W::Refunded, 25'000, "reversed");
    row("failed", S::Pending, Code, A::Query, W::Failed, 12'000, "failed");
    row("late after closing", S::Closed, Qr, A::None, W::Paid, Life + 5'000, "refunding",
        PaymentEffect::GiveBack);
    row("late after reversing", S::Reversed, Code, A::None, W::Paid, 60'000, "refunding",
        PaymentEffect::GiveBack);
    row("late after a no", S::Failed, Code, A::None, W::Paid, 60'000, "refunding", PaymentEffect::GiveBack);
    row("twice", S::Paid, Qr, A::None, W::Paid, 6'000, "paid");
    row("closed after paid", S::Paid, Qr, A::None, W::Closed, 6'000, "paid");
    row("an answer that was under way", S::Paid, Qr, A::Query, W::Doubt, 6'000, "paid");
    row("another one", S::Paid, Qr, A::Close, W::Refused, 6'000, "paid");
    row("a person has it", S::ForPerson, Qr, A::None, W::Paid, 6'000, "for-person");
    row("refunded already", S::Refunded, Qr, A::None, W::Paid, 6'000, "refunded");
}

void TestPaymentRules::table()
{
    QFETCH(int, state);
    QFETCH(int, way);
    QFETCH(int, act);
    QFETCH(int, word);
    QFETCH(qint64, afterMs);
    QFETCH(QString, expected);
    QFETCH(int, effect);
    const PaymentOrder before = order(PaymentState(state), PaymentWay(way));
    const PaymentNext next = afterNews(before, news(PaymentAct(act), PaymentWord(word)), {Start + afterMs});
    QCOMPARE(QString(paymentStateName(next.state)), expected);
    QCOMPARE(int(next.effect), effect);
    // What is open is asked about again, what has ended is not, but for what was never heard.
    if (isOpen(next.state) && PaymentAct(act) != PaymentAct::None)
        QVERIFY(next.nextAsk.ms >= Start + afterMs);
    if (isBooked(next.state) || next.state == PaymentState::ForPerson)
        QCOMPARE(next.nextAsk.ms, 0);
    if (PaymentWord(word) == PaymentWord::Paid && isOpen(before.state)) {
        const PaymentNext other =
            afterNews(before, news(PaymentAct(act), PaymentWord::Paid, 199_yuan), {Start + afterMs});
        QCOMPARE(QString(paymentStateName(other.state)), QStringLiteral("for-person"));
        QVERIFY(other.effect == PaymentEffect::None);
    }
}

/// It may be older than the reversal, and the money went back then: only the channel's answer gives it back.
void TestPaymentRules::aNoticeAfterAReversal_isAskedAbout()
{
    for (const PaymentState state : {PaymentState::Reversed, PaymentState::Failed, PaymentState::Closed}) {
        PaymentOrder ended = order(state, PaymentWay::ScannedCode);
        PaymentNews notice = news(PaymentAct::None, PaymentWord::Paid);
        notice.source = PaymentSource::Notice;
        const PaymentNext next = afterNews(ended, notice, {Start + 60'000});
        QVERIFY(next.state == state && next.effect == PaymentEffect::None);
        QCOMPARE(next.nextAsk.ms, Start + 60'000);
        ended.nextAsk = next.nextAsk;
        QVERIFY(dueAct(ended, false, {Start + 60'000}) == PaymentAct::Query);
        const PaymentNext back =
            afterNews(ended, news(PaymentAct::Query, PaymentWord::Refunded), {Start + 61'000});
        QVERIFY(back.state == state && back.effect == PaymentEffect::None && back.nextAsk.ms == 0);
        const PaymentNext paid =
            afterNews(ended, news(PaymentAct::Query, PaymentWord::Paid), {Start + 61'000});
        QVERIFY(paid.state == PaymentState::Refunding && paid.effect == PaymentEffect::GiveBack);
    }
}

/// UnionPay has one word for what failed and what was taken back.
void TestPaymentRules::aNoWhileTakingBack_isAReversal()
{
    PaymentOrder leaving = order(PaymentState::Reversing, PaymentWay::ScannedCode);
    const PaymentNews no = news(PaymentAct::Query, PaymentWord::Failed);
    QVERIFY(afterNews(leaving, no, {Start + 30'000}).state == PaymentState::Failed);
    leaving.asks = 1; // the reversal was sent
    QVERIFY(afterNews(leaving, no, {Start + 30'000}).state == PaymentState::Reversed);
}

void TestPaymentRules::payingCode_isSentOnce()
{
    const PaymentOrder fresh = order(PaymentState::Created, PaymentWay::ScannedCode);
    QVERIFY(dueAct(fresh, true, {Start}) == PaymentAct::PayByCode);
    QVERIFY(dueAct(fresh, false, {Start}) == PaymentAct::Query); // after a restart
    PaymentOrder doubtful = order(PaymentState::Unknown, PaymentWay::ScannedCode);
    QVERIFY(dueAct(doubtful, true, {Start}) == PaymentAct::Query);
    PaymentOrder shown = order(PaymentState::Created, PaymentWay::ShownQr);
    QVERIFY(dueAct(shown, false, {Start}) == PaymentAct::Precreate);
    QVERIFY(dueAct(shown, false, {Start + Life}) == PaymentAct::Query);
}

namespace {

/// Walks an order by what the channel says to each call, and gives when it ended.
template <class Answers>
std::pair<PaymentOrder, qint64> walk(PaymentOrder order, qint64 fromMs, Answers answers)
{
    Timestamp now{fromMs};
    for (int step = 0; step < 500 && isOpen(order.state); ++step) {
        now = std::max(now, order.nextAsk);
        const PaymentAct act = dueAct(order, false, now);
        PaymentNews heard = answers(act, now);
        heard.act = act;
        const PaymentNext next = afterNews(order, heard, now);
        order.state = next.state;
        order.nextAsk = next.nextAsk;
        order.asks = next.asks;
        order.reason = next.reason;
        if (heard.word == PaymentWord::Told)
            order.qr = heard.qr;
    }
    return {order, now.ms};
}

}

void TestPaymentRules::doubt_isRevokedWithinHalfAMinute_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<int>("says");
    QTest::addColumn<QString>("expected");
    QTest::newRow("code, never heard") << 2 << int(PaymentWord::Absent) << "closed";
    QTest::newRow("code, waiting") << 2 << int(PaymentWord::Waiting) << "reversed";
    QTest::newRow("code, paid") << 2 << int(PaymentWord::Paid) << "paid";
    QTest::newRow("QR, never heard") << 1 << int(PaymentWord::Absent) << "closed";
    QTest::newRow("QR, waiting") << 1 << int(PaymentWord::Waiting) << "closed";
}

void TestPaymentRules::doubt_isRevokedWithinHalfAMinute()
{
    QFETCH(int, way);
    QFETCH(int, says);
    QFETCH(QString, expected);
    // Its first call went unanswered for ten seconds.
    PaymentOrder doubtful = order(PaymentState::Unknown, PaymentWay(way));
    doubtful.nextAsk = {Start + 10'000};
    const bool isKnown = PaymentWord(says) != PaymentWord::Absent;
    const auto [ended, at] = walk(doubtful, Start + 10'000, [&](PaymentAct act, Timestamp) {
        switch (act) {
        case PaymentAct::Precreate:
            return news(act, PaymentWord::Doubt);
        case PaymentAct::Close:
            return news(act, isKnown ? PaymentWord::Closed : PaymentWord::Refused);
        case PaymentAct::Reverse:
            return news(act, isKnown ? PaymentWord::Reversed : PaymentWord::Refused);
        default:
            return news(act, PaymentWord(says));
        }
    });
    QCOMPARE(QString(paymentStateName(ended.state)), expected);
    QVERIFY2(at - Start <= 30'000, qPrintable(QString::number(at - Start)));
    // A restart long after finds the same end at once.
    doubtful.nextAsk = {Start + 600'000};
    const auto [later, end] = walk(doubtful, Start + 600'000, [&](PaymentAct act, Timestamp) {
        if (act == PaymentAct::Close || act == PaymentAct::Reverse)
            return news(act, act == PaymentAct::Close ? PaymentWord::Closed : PaymentWord::Reversed);
        return news(act, PaymentWord(says));
    });
    QVERIFY(!isOpen(later.state));
    QVERIFY2(end - Start - 600'000 <= 5'000, qPrintable(QString::number(end - Start)));
}

void TestPaymentRules::typing_isPolledFastThenSlowly_thenTakenBack()
{
    PaymentOrder typing = order(PaymentState::Pending, PaymentWay::ScannedCode);
    typing.nextAsk = {Start + 1'000};
    QList<qint64> asked;
    const auto [ended, at] = walk(typing, Start + 1'000, [&](PaymentAct act, Timestamp now) {
        if (act == PaymentAct::Reverse)
            return news(act, PaymentWord::Reversed);
        asked.append(now.ms - Start);
        return news(act, PaymentWord::Typing);
    });
    QCOMPARE(QString(paymentStateName(ended.state)), QStringLiteral("reversed"));
    QCOMPARE(at - Start, Life);
    QCOMPARE(asked.at(1) - asked.at(0), PaymentPace::PollMs);
    QCOMPARE(asked.at(asked.size() - 2) - asked.at(asked.size() - 3), PaymentPace::SlowPollMs);
    QCOMPARE(asked.last(), Life); // once more before it is taken back
}

void TestPaymentRules::aQr_isClosedAfterItsLife()
{
    PaymentOrder shown = order(PaymentState::Pending, PaymentWay::ShownQr);
    shown.nextAsk = {Start + 2'000};
    int closes = 0;
    const auto [ended, at] = walk(shown, Start + 2'000, [&](PaymentAct act, Timestamp) {
        if (act != PaymentAct::Close)
            return news(act, PaymentWord::Waiting);
        return news(act, ++closes < 3 ? PaymentWord::Doubt : PaymentWord::Closed);
    });
    QCOMPARE(QString(paymentStateName(ended.state)), QStringLiteral("closed"));
    QCOMPARE(closes, 3);
    QVERIFY(at - Start < Life + 20'000);
    QCOMPARE(ended.reason, int(ErrorCode::PaymentExpired));
}

void TestPaymentRules::aQrNobodyCanClose_runsOut()
{
    PaymentOrder shown = order(PaymentState::Pending, PaymentWay::ShownQr);
    shown.nextAsk = {Start + 2'000};
    int closes = 0;
    const auto answer = [&](PaymentAct act, Timestamp) {
        closes += act == PaymentAct::Close;
        return news(act, act == PaymentAct::Close ? PaymentWord::Impossible : PaymentWord::Absent);
    };
    const auto [ended, at] = walk(shown, Start + 2'000, answer);
    QCOMPARE(QString(paymentStateName(ended.state)), QStringLiteral("closed"));
    QCOMPARE(closes, 1);
    QCOMPARE(at - Start, Life);
    QCOMPARE(ended.nextAsk.ms, Start + Life + PaymentPace::LookBackMs); // and is looked back at
    const PaymentNext looked = afterNews(ended, news(PaymentAct::Query, PaymentWord::Waiting), ended.nextAsk);
    QCOMPARE(looked.nextAsk.ms, 0);
    QVERIFY(afterNews(ended, news(PaymentAct::Query, PaymentWord::Paid), ended.nextAsk).effect
            == PaymentEffect::GiveBack);
}

void TestPaymentRules::aReversalThatIsRefused_afterPaying_isRefunded()
{
    PaymentOrder back = order(PaymentState::Reversing, PaymentWay::ScannedCode);
    back.nextAsk = {Start + 20'000};
    const auto [ended, at] = walk(back, Start + 20'000, [&](PaymentAct act, Timestamp) {
        return news(act, act == PaymentAct::Reverse ? PaymentWord::Refused : PaymentWord::Paid);
    });
    QCOMPARE(QString(paymentStateName(ended.state)), QStringLiteral("refunding"));
    QCOMPARE(at - Start, 20'000);
}

void TestPaymentRules::refunds_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("asks");
    QTest::addColumn<int>("cause");
    QTest::addColumn<int>("act");
    QTest::addColumn<int>("word");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<int>("effect");
    using S = PaymentRefundState;
    using W = PaymentRefundWord;
    using A = PaymentAct;
    using E = PaymentRefundEffect;
    const auto row = [](const char *name, S state, int asks, PaymentRefundCause cause, A act, W word,
                        const char *expected, E effect = E::None) {
        QTest::newRow(name) << int(state) << asks << int(cause) << int(act) << int(word)
                            << QString::fromLatin1(expected) << int(effect);
    };
    const auto Asked = PaymentRefundCause::Asked;
    const auto Late = PaymentRefundCause::PaidLate;
    row("done at once", S::Created, 0, Asked, A::Refund, W::Done, "done", E::Arrived);
    row("taken in hand", S::Created, 0, Asked, A::Refund, W::Working, "working");
    row("no answer", S::Created, 0, Asked, A::Refund, W::Doubt, "working");
    row("a no", S::Created, 0, Asked, A::Refund, W::Refused, "failed", E::Restore);
    row("a no after a doubt is asked about", S::Created, 2, Asked, A::Refund, W::Refused, "working");
    row("never arrived there", S::Working, 1, Asked, A::QueryRefund, W::Absent, "created");
    row("done later", S::Working, 3, Asked, A::QueryRefund, W::Done, "done", E::Arrived);
    row("notice", S::Working, 3, Asked, A::None, W::Done, "done", E::Arrived);
    row("notice first", S::Created, 0, Asked, A::None, W::Done, "done", E::Arrived);
    row("closed there", S::Working, 3, Asked, A::QueryRefund, W::Closed, "failed", E::Restore);
    row("abnormal", S::Working, 3, Asked, A::QueryRefund, W::Abnormal, "for-person");
    row("the house's own is never dropped", S::Created, 0, Late, A::Refund, W::Refused, "for-person");
    row("twice", S::Done, 3, Asked, A::None, W::Done, "done");
    row("done after a no", S::Failed, 3, Asked, A::None, W::Done, "failed");
    row("a person's, done after all", S::ForPerson, 3, Asked, A::None, W::Done, "done", E::Arrived);
    row("differs", S::Working, 3, Asked, A::QueryRefund, W::Differs, "for-person");
}

void TestPaymentRules::refunds()
{
    QFETCH(int, state);
    QFETCH(int, asks);
    QFETCH(int, cause);
    QFETCH(int, act);
    QFETCH(int, word);
    QFETCH(QString, expected);
    QFETCH(int, effect);
    PaymentRefund refund;
    refund.amount = 50_yuan;
    refund.state = PaymentRefundState(state);
    refund.asks = asks;
    refund.cause = PaymentRefundCause(cause);
    PaymentRefundNews heard;
    heard.act = PaymentAct(act);
    heard.word = PaymentRefundWord(word);
    const PaymentRefundNext next = afterNews(refund, heard, {Start});
    QCOMPARE(QString(refundStateName(next.state)), expected);
    QCOMPARE(int(next.effect), effect);
    if (next.state == PaymentRefundState::Working || next.state == PaymentRefundState::Created)
        QVERIFY(next.nextAsk.ms >= Start);
    heard.amount = 51_yuan;
    const bool isOver =
        refund.state == PaymentRefundState::Done || refund.state == PaymentRefundState::Failed;
    if (!isOver)
        QVERIFY(afterNews(refund, heard, {Start}).state == PaymentRefundState::ForPerson);
}

void TestPaymentRules::property_moneyIsBookedOnceOrGoesBack_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 300; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// A channel of its own mind: a customer who pays at any moment, calls that are carried out and not answered,
/// notices late, twice and old answers after new ones.
void TestPaymentRules::property_moneyIsBookedOnceOrGoesBack()
{
    QFETCH(quint32, seed);
    QRandomGenerator chance(seed);
    const auto way = chance.bounded(2) == 0 ? PaymentWay::ShownQr : PaymentWay::ScannedCode;
    PaymentOrder shop = order(PaymentState::Created, way);
    Channel there;
    bool isKnown = false;
    int booked = 0;
    int givenBack = 0;
    bool hasCode = way == PaymentWay::ScannedCode;
    QList<PaymentNews> late;
    Timestamp now{Start};
    const auto hear = [&](const PaymentNews &heard) {
        const PaymentNext next = afterNews(shop, heard, now);
        booked += next.effect == PaymentEffect::Book;
        givenBack += next.effect == PaymentEffect::GiveBack;
        shop.state = next.state;
        shop.nextAsk = next.nextAsk;
        shop.asks = next.asks;
        shop.reason = next.reason;
        if (heard.word == PaymentWord::Told)
            shop.qr = heard.qr;
    };
    const auto stateThere = [&] {
        return !isKnown                  ? PaymentWord::Absent
            : there.returned > 0         ? PaymentWord::Reversed
            : there.charged > 0          ? PaymentWord::Paid
            : there.closed               ? PaymentWord::Closed
            : way == PaymentWay::ShownQr ? PaymentWord::Waiting
                                         : PaymentWord::Typing;
    };
    for (int step = 0; step < 400 && (isOpen(shop.state) || shop.nextAsk.ms != 0); ++step) {
        now = std::max(now.plusMs(1), shop.nextAsk);
        if (isKnown && !there.closed && there.charged == 0 && there.returned == 0
            && chance.bounded(12) == 0) {
            there.charged = 1;
            if (chance.bounded(2) == 0)
                late.append(news(PaymentAct::None, PaymentWord::Paid));
        }
        const PaymentAct act = dueAct(shop, hasCode, now);
        PaymentNews heard = news(act, PaymentWord::Doubt);
        const bool arrives = chance.bounded(5) != 0;
        if (arrives) {
            if (act == PaymentAct::Precreate) {
                isKnown = true;
                heard = news(act, PaymentWord::Told);
            } else if (act == PaymentAct::PayByCode) {
                isKnown = true;
                there.charged = chance.bounded(3) == 0;
                heard = news(act, there.charged > 0 ? PaymentWord::Paid : PaymentWord::Typing);
            } else if (act == PaymentAct::Close) {
                const bool can = isKnown && there.charged == 0;
                there.closed = there.closed || can;
                heard = news(act, can ? PaymentWord::Closed : PaymentWord::Refused);
            } else if (act == PaymentAct::Reverse) {
                there.returned = there.charged;
                there.closed = there.closed || isKnown;
                heard = news(act, isKnown ? PaymentWord::Reversed : PaymentWord::Refused);
            } else {
                heard = news(act, stateThere());
            }
        }
        hasCode = hasCode && act != PaymentAct::PayByCode;
        if (chance.bounded(4) == 0) // carried out, not answered
            heard = news(act, PaymentWord::Doubt);
        hear(heard);
        if (!late.isEmpty() && chance.bounded(3) == 0) {
            hear(late.first());
            if (chance.bounded(2) == 0)
                late.removeFirst();
        }
    }
    for (const PaymentNews &notice : late)
        hear(notice);
    QVERIFY2(!isOpen(shop.state), paymentStateName(shop.state).data());
    QVERIFY(booked + givenBack <= 1);
    // Kept by the channel: booked once or on its way back. Taken back there: never booked.
    if (there.charged > there.returned)
        QCOMPARE(booked + givenBack, 1);
    else
        QVERIFY2(booked == 0, paymentStateName(shop.state).data());
}

void TestPaymentRules::numbers_areWhatChannelsTake()
{
    const QString number = orderNumber(QByteArray(16, 'x'), {Start});
    QVERIFY(number.size() >= 8 && number.size() <= 32);
    QVERIFY(std::all_of(number.begin(), number.end(), [](QChar c) { return c.isLetterOrNumber(); }));
    QCOMPARE(orderNumber(QByteArray(16, 'x'), {Start}), number);
    QVERIFY(refundNumber(QByteArray(16, 'x'), {Start}) != number);
    QVERIFY(orderNumber(QByteArray(16, 'y'), {Start}) != number);
}

QTEST_GUILESS_MAIN(TestPaymentRules)
#include "tst_payment_rules.moc"

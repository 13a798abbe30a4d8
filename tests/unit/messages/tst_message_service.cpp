#include "tests/unit/messages/message_desk.h"

#include <QTest>

using namespace youka;
using test::MessageDesk;

class TestMessageService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void queued_onceForEachWay_data() { test::addEngineRows(); }
    void queued_onceForEachWay();
    void contact_isSealed_data() { test::addEngineRows(); }
    void contact_isSealed();
    void declined_isNotQueued_data() { test::addEngineRows(); }
    void declined_isNotQueued();
    void erased_isNoError_data() { test::addEngineRows(); }
    void erased_isNoError();
    void ownText_isUsed_data() { test::addEngineRows(); }
    void ownText_isUsed();
    void night_waits_butNotAFreeze_data() { test::addEngineRows(); }
    void night_waits_butNotAFreeze();
    void lease_isExclusive_data() { test::addEngineRows(); }
    void lease_isExclusive();
    void silence_isTriedAgain_andDies_data() { test::addEngineRows(); }
    void silence_isTriedAgain_andDies();
    void day_isTooLate_data() { test::addEngineRows(); }
    void day_isTooLate();
    void refused_diesAtOnce_data() { test::addEngineRows(); }
    void refused_diesAtOnce();
    void lateWord_changesNothingSent_data() { test::addEngineRows(); }
    void lateWord_changesNothingSent();
    void deadOne_isTriedAgain_data() { test::addEngineRows(); }
    void deadOne_isTriedAgain();
    void deadCode_isNot_data() { test::addEngineRows(); }
    void deadCode_isNot();
    void list_isFiltered_data() { test::addEngineRows(); }
    void list_isFiltered();
    void faultSweep_data() { test::addEngineRows(); }
    void faultSweep();
};

void TestMessageService::queued_onceForEachWay()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    QCOMPARE(desk.queue(desk.order()).value_or(-1), 0); // nobody knows how to reach
    desk.reach(MessageWay::Sms, "138 0013 8000");
    desk.reach(MessageWay::Email, "li@example.com", MessageLanguage::English);
    QCOMPARE(desk.queue(desk.order()).value_or(-1), 2);
    QCOMPARE(desk.queue(desk.order()).value_or(-1), 0);
    QCOMPARE(desk.queue(desk.order(MessageKind::LowBalance)).value_or(-1), 2);
    MessageOrder byMail = desk.order(MessageKind::TopUp, 2);
    byMail.onlyBy = MessageWay::Email;
    QCOMPARE(desk.queue(byMail).value_or(-1), 1);
    const auto due = desk.lease();
    VERIFY_OK(due);
    QCOMPARE(due->size(), 5U);
    QCOMPARE((*due)[0].address, QStringLiteral("+8613800138000"));
    QCOMPARE((*due)[0].text.text, QStringLiteral("您的油卡**** 1234于12:00充值200.00，余额310.50。"));
    QCOMPARE((*due)[0].fields, desk.order().fields);
    QCOMPARE((*due)[1].text.subject, QStringLiteral("Top-up received"));
    QVERIFY((*due)[0].number != (*due)[1].number);
    desk.terms.ways.clear(); // no gateway
    QCOMPARE(desk.queue(desk.order(MessageKind::TopUp, 3)).value_or(-1), 0);
}

void TestMessageService::contact_isSealed()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138001");
    desk.reach(MessageWay::Sms, "13800138000"); // takes its place
    VERIFY_OK(desk.queue(desk.order()));
    const auto contacts = desk.service().contactsOf(desk.customer);
    VERIFY_OK(contacts);
    QCOMPARE(contacts->size(), 1U);
    QCOMPARE(contacts->front().address, QStringLiteral("+8613800138000"));
    QCOMPARE(desk.service().customersBy(MessageWay::Sms, QStringLiteral("+8613800138000"))->size(), 1U);
    QVERIFY(desk.service().customersBy(MessageWay::Sms, QStringLiteral("+8613800138001"))->empty());
    auto rows = store.db->exec("SELECT c.address, c.lookup, o.address, o.content FROM message_contact c JOIN "
                               "message_outbox o ON o.customer = c.customer");
    VERIFY_OK(rows);
    QVERIFY(rows->next());
    for (int column = 0; column < 4; ++column)
        QVERIFY(!rows->blob(column).contains("13800138000"));
    QVERIFY(!rows->blob(3).contains("200.00"));
    COMPARE_REFUSED(desk.service().setContact({desk.customer, MessageWay::Sms, QStringLiteral("1"), {}}, {}),
                    ErrorCode::InvalidInput);
    COMPARE_REFUSED(
        desk.service().setContact({desk.customer, MessageWay::Push, QStringLiteral("token"), {}}, {}),
        ErrorCode::InvalidInput);
}

void TestMessageService::declined_isNotQueued()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    desk.reach(MessageWay::Email, "li@example.com");
    for (int twice = 0; twice < 2; ++twice)
        VERIFY_OK(desk.service().setOptOut(desk.customer, MessageKind::TopUp, MessageWay::Sms, true, {}));
    QCOMPARE(desk.queue(desk.order()).value_or(-1), 1);
    QCOMPARE(desk.queue(desk.order(MessageKind::LowBalance)).value_or(-1), 2);
    VERIFY_OK(desk.service().setOptOut(desk.customer, MessageKind::TopUp, MessageWay::Sms, false, {}));
    QCOMPARE(desk.queue(desk.order()).value_or(-1), 1); // the other one is there
    for (const MessageKind kind : {MessageKind::CardFrozen, MessageKind::OneTimeCode}) {
        COMPARE_REFUSED(desk.service().setOptOut(desk.customer, kind, MessageWay::Sms, true, {}),
                        ErrorCode::InvalidInput);
        // Not even when the store says so.
        VERIFY_OK(MessageRepository(*store.db).addOptOut(desk.customer, {kind, MessageWay::Sms}, {}));
        QCOMPARE(desk.queue(desk.order(kind)).value_or(-1), 2);
    }
}

void TestMessageService::erased_isNoError()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    QCOMPARE(desk.queue(desk.order()).value_or(-1), 1);
    desk.erase();
    QCOMPARE(desk.queue(desk.order(MessageKind::CardFrozen)).value_or(-1), 0);
    const auto due = desk.lease();
    VERIFY_OK(due);
    QVERIFY(due->empty());
    const auto dead = desk.service().list(MessageState::Dead, {}, 10);
    VERIFY_OK(dead);
    QCOMPARE(dead->size(), 1U);
    QCOMPARE(dead->front().masked, QString());
    QCOMPARE(dead->front().dead, QStringLiteral("the customer was erased"));
    COMPARE_REFUSED(desk.service().contactsOf(desk.customer), ErrorCode::DecryptFailed);
}

void TestMessageService::ownText_isUsed()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    const auto set = [&](const char *text) {
        return desk.service().setTemplate(MessageKind::TopUp, MessageWay::Sms, MessageLanguage::Chinese,
                                          {{}, QString::fromUtf8(text)});
    };
    COMPARE_REFUSED(set("{pin}"), ErrorCode::MessageTemplateInvalid);
    VERIFY_OK(set("到账{amount}"));
    VERIFY_OK(set("到账{amount}元"));
    VERIFY_OK(desk.queue(desk.order()));
    const auto due = desk.lease();
    VERIFY_OK(due);
    QCOMPARE(due->front().text.text, QStringLiteral("到账200.00元"));
}

void TestMessageService::night_waits_butNotAFreeze()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order(MessageKind::LowBalance))); // noon; nobody sends until night
    desk.clock.advanceMs(11 * 3'600'000);
    VERIFY_OK(desk.queue(desk.order(MessageKind::TopUp)));
    VERIFY_OK(desk.queue(desk.order(MessageKind::CardFrozen)));
    auto due = desk.lease();
    VERIFY_OK(due);
    QCOMPARE(due->size(), 1U);
    QVERIFY(due->front().kind == MessageKind::CardFrozen);
    VERIFY_OK(desk.learn(due->front().id, DeliveryWord::Delivered));
    QCOMPARE(desk.service().nextDue()->toIso(), QStringLiteral("2026-01-02T00:00:00.000Z"));
    desk.clock.advanceMs(9 * 3'600'000 - 1);
    QVERIFY(desk.lease()->empty());
    desk.clock.advanceMs(1);
    due = desk.lease();
    VERIFY_OK(due);
    QCOMPARE(due->size(), 2U);
}

void TestMessageService::lease_isExclusive()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order()));
    const auto first = desk.lease();
    VERIFY_OK(first);
    QCOMPARE(first->size(), 1U);
    QCOMPARE(first->front().tries, 1);
    QVERIFY(desk.lease()->empty());
    QCOMPARE(*desk.service().nextDue(), desk.now().plusMs(60'000));
    desk.clock.advanceMs(60'000);
    const auto again = desk.lease();
    VERIFY_OK(again);
    QCOMPARE(again->size(), 1U);
    QCOMPARE(again->front().number, first->front().number);
    QCOMPARE(again->front().tries, 2);
    VERIFY_OK(desk.service().endLeases());
    QCOMPARE(desk.lease()->size(), 1U);
}

void TestMessageService::silence_isTriedAgain_andDies()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order()));
    MessageId id;
    for (int tries = 1; tries <= MostTries; ++tries) {
        const auto due = desk.lease();
        VERIFY_OK(due);
        QCOMPARE(due->size(), 1U);
        QCOMPARE(due->front().tries, tries);
        id = due->front().id;
        VERIFY_OK(desk.learn(id, DeliveryWord::Unknown, "HTTP 500"));
        QVERIFY(desk.lease()->empty()); // not at once
        if (tries < MostTries)
            desk.clock.advanceMs(backOffMs(tries));
    }
    QVERIFY(desk.row(id).state == MessageState::Dead);
    QCOMPARE(desk.row(id).dead, QStringLiteral("HTTP 500"));
    QVERIFY(!desk.row(id).content.isEmpty()); // somebody may have it tried again
    QCOMPARE(desk.service().nextDue()->ms, 0);
    QCOMPARE(desk.service().list(MessageState::Dead, {}, 10)->front().masked, QStringLiteral("138****8000"));
}

void TestMessageService::day_isTooLate()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order()));
    VERIFY_OK(desk.queue(desk.order(MessageKind::OneTimeCode)));
    desk.clock.advanceMs(CodeLifeMs); // the server was down
    auto due = desk.lease();
    VERIFY_OK(due);
    QCOMPARE(due->size(), 1U);
    QVERIFY(due->front().kind == MessageKind::TopUp);
    desk.clock.advanceMs(LongestWaitMs - CodeLifeMs);
    due = desk.lease();
    VERIFY_OK(due);
    QVERIFY(due->empty());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM message_outbox WHERE state = 3 AND dead = 'too late'"), 2);
}

void TestMessageService::refused_diesAtOnce()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order()));
    const MessageId id = desk.lease()->front().id;
    VERIFY_OK(desk.learn(id, DeliveryWord::Refused, "isv.MOBILE_NUMBER_ILLEGAL"));
    QVERIFY(desk.row(id).state == MessageState::Dead);
    QCOMPARE(desk.row(id).dead, QStringLiteral("isv.MOBILE_NUMBER_ILLEGAL"));
    COMPARE_REFUSED(desk.learn({id.value + 1}, DeliveryWord::Delivered), ErrorCode::NotFound);
}

void TestMessageService::lateWord_changesNothingSent()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order()));
    const MessageId id = desk.lease()->front().id;
    VERIFY_OK(desk.learn(id, DeliveryWord::Refused, "gone"));
    VERIFY_OK(desk.learn(id, DeliveryWord::Delivered)); // it had gone out before
    QVERIFY(desk.row(id).state == MessageState::Sent);
    QCOMPARE(desk.row(id).reference, QStringLiteral("B1"));
    QCOMPARE(desk.row(id).dead, QString());
    for (const DeliveryWord word : {DeliveryWord::Refused, DeliveryWord::Unknown, DeliveryWord::Delivered})
        VERIFY_OK(desk.learn(id, word, "late"));
    QVERIFY(desk.row(id).state == MessageState::Sent);
    QVERIFY(desk.row(id).content.isEmpty());
    QVERIFY(desk.lease()->empty());
}

void TestMessageService::deadOne_isTriedAgain()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order()));
    const MessageId id = desk.lease()->front().id;
    const auto again = [&] {
        return desk.committed([&] { return desk.service().tryAgain(id, desk.now()); });
    };
    COMPARE_REFUSED(again(), ErrorCode::MessageRefused); // it is under way
    VERIFY_OK(desk.learn(id, DeliveryWord::Refused, "isv.MOBILE_NUMBER_ILLEGAL"));
    QVERIFY(desk.service().list(MessageState::Dead, {}, 10)->front().mayTryAgain);
    desk.clock.advanceMs(2 * LongestWaitMs);
    VERIFY_OK(again());
    const auto due = desk.lease();
    VERIFY_OK(due);
    QCOMPARE(due->size(), 1U);
    QCOMPARE(due->front().tries, 1); // all its tries again
    QVERIFY(due->front().text.text.contains(QStringLiteral("200.00")));
    VERIFY_OK(desk.learn(id, DeliveryWord::Delivered));
    COMPARE_REFUSED(again(), ErrorCode::MessageRefused);
    COMPARE_REFUSED(desk.committed([&] { return desk.service().tryAgain({id.value + 1}, desk.now()); }),
                    ErrorCode::NotFound);
    // What nobody asked for in a week is gone.
    VERIFY_OK(desk.queue(desk.order(MessageKind::TopUp, 2)));
    const MessageId other = desk.lease()->front().id;
    VERIFY_OK(desk.learn(other, DeliveryWord::Refused, "no"));
    desk.clock.advanceMs(KeepDeadMs);
    VERIFY_OK(desk.service().emptyDead(desk.now()));
    QVERIFY(!desk.row(other).content.isEmpty());
    desk.clock.advanceMs(1);
    VERIFY_OK(desk.service().emptyDead(desk.now()));
    QVERIFY(desk.row(other).content.isEmpty());
    COMPARE_REFUSED(desk.committed([&] { return desk.service().tryAgain(other, desk.now()); }),
                    ErrorCode::MessageRefused);
}

void TestMessageService::deadCode_isNot()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(desk.queue(desk.order(MessageKind::OneTimeCode)));
    const MessageId id = desk.lease()->front().id;
    VERIFY_OK(desk.learn(id, DeliveryWord::Refused, "no"));
    QVERIFY(desk.row(id).content.isEmpty());
    COMPARE_REFUSED(desk.committed([&] { return desk.service().tryAgain(id, desk.now()); }),
                    ErrorCode::MessageRefused);
}

void TestMessageService::list_isFiltered()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    desk.reach(MessageWay::Email, "li@example.com");
    VERIFY_OK(desk.queue(desk.order(MessageKind::TopUp, 1)));
    VERIFY_OK(desk.queue(desk.order(MessageKind::Limit, 2)));
    using Filter = MessageRepository::Filter;
    const auto count = [&](const Filter &filter) {
        const auto listed = desk.service().list(filter, {}, 100);
        return listed ? int(listed->size()) : -1;
    };
    QCOMPARE(count({}), 4);
    QCOMPARE(count({MessageState::Waiting, MessageKind::Limit, {}, {}}), 2);
    QCOMPARE(count({MessageState::Waiting, {}, MessageWay::Email, {}}), 2);
    QCOMPARE(count({MessageState::Waiting, MessageKind::TopUp, MessageWay::Sms, desk.customer}), 1);
    QCOMPARE(count({MessageState::Waiting, {}, {}, {desk.customer.value + 1}}), 0);
    QCOMPARE(count({MessageState::Sent, {}, {}, {}}), 0);
}

/// Each statement fails once: nothing of it stays, and the next try does all of it.
void TestMessageService::faultSweep()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    desk.reach(MessageWay::Email, "li@example.com");
    const auto state = [&] {
        return std::pair(store.figure("SELECT COUNT(*) FROM message_outbox"),
                         store.figure("SELECT COALESCE(SUM(state * 1000 + tries), 0) FROM message_outbox"));
    };
    int strikes = 0;
    const auto sweep = [&](auto work) {
        for (int nth = 0;; ++nth) {
            const auto before = state();
            int left = nth;
            bool fired = false;
            store.db->failNext = [&] { return left-- == 0 && (fired = true); };
            const bool done = work();
            store.db->failNext = {};
            if (!fired)
                return done;
            ++strikes;
            if (done || state() != before || store.db->inTransaction())
                return false;
        }
    };
    QVERIFY(sweep([&] { return desk.queue(desk.order()).value_or(-1) == 2; }));
    MessageId id;
    QVERIFY(sweep([&] {
        const auto due = desk.lease();
        id = due && due->size() == 2 ? due->front().id : MessageId();
        return due && due->size() == 2;
    }));
    QVERIFY(sweep([&] { return desk.learn(id, DeliveryWord::Delivered).has_value(); }));
    QVERIFY(desk.row(id).state == MessageState::Sent);
    QCOMPARE(desk.row(id).tries, 1);
    QVERIFY(strikes >= 15);
}

QTEST_GUILESS_MAIN(TestMessageService)
#include "tst_message_service.moc"

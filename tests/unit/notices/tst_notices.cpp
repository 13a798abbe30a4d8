#include "core/domain/notices/notice_rules.h"
#include "core/domain/notices/notice_service.h"
#include "core/foundation/store/operation_log.h"
#include "tests/support/write_sweep.h"
#include "tests/unit/payments/pay_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using test::PayDesk;

namespace {

/// A card's holder who can be reached by SMS, and a house that tells what it books.
struct NoticeDesk : PayDesk
{
    explicit NoticeDesk(test::TestStore &fresh)
        : PayDesk(fresh)
    {
        terms.ways = {MessageWay::Sms, MessageWay::Push};
        ensure(messages()
                   .setContact({card().customer, MessageWay::Sms, QStringLiteral("13800138000"),
                                MessageLanguage::English},
                               now())
                   .has_value(),
               "the holder can be reached");
    }
    MessageService messages() { return {*store.db, messageKeys, terms}; }
    NoticeService notices() { return {*store.db, keys, messageKeys, terms}; }
    SaleTold told()
    {
        return [this](Database &, const SaleNews &news, Timestamp at) { return notices().sold(news, at); };
    }
    Result<FactOutcome> book(const FactBody &body, OperationId operation)
    {
        return committed([&] {
            return SaleService(*store.db, keys, {}, told())
                .apply({operation, {}, now(), body}, terminal, now());
        });
    }
    /// A sale of that much by card, reserved and booked.
    SaleFact sell(Money amount)
    {
        clock.advanceMs(1'000);
        const CardQuestion q = question(amount);
        ensure(ask(q).has_value(), "a hold is placed");
        const SaleFact fact = captureOf(q, amount);
        ensure(book(fact, ids.make<OperationId>()).has_value(), "it is booked");
        return fact;
    }
    qint64 queued(MessageKind kind)
    {
        return store.db->exec("SELECT COUNT(*) FROM message_outbox WHERE kind = ?", {int(kind)})
            .map([](Rows rows) { return rows.next() ? rows.integer(0) : -1; })
            .value_or(-1);
    }
    /// The newest message of that kind, as it will be sent.
    QString text(MessageKind kind)
    {
        const auto due = committed([&] { return messages().lease(now(), now().plusMs(60'000), 100); });
        QString found;
        for (const Message &message : due ? *due : std::vector<Message>())
            if (message.kind == kind)
                found = message.text.text;
        return found;
    }
    void setDayLimit(Money limit)
    {
        ensure(committed([&] { return cards().changeLimits(cardId, {}, limit, day(), now()); }).has_value(),
               "a limit is set");
    }
    MessageKeys messageKeys{keys.customerWrapping, QByteArray(32, 'm')};
    MessageTerms terms;
};

}

class TestNotices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fellBelow_once_data();
    void fellBelow_once();
    void nearLimit_data();
    void nearLimit();
    void causes_differ();
    void paidByCard_isTold_data() { test::addEngineRows(); }
    void paidByCard_isTold();
    void lowBalance_oncePerFall_data() { test::addEngineRows(); }
    void lowBalance_oncePerFall();
    void overdrawn_isNoSecondFall_data() { test::addEngineRows(); }
    void overdrawn_isNoSecondFall();
    void limit_onceADay_data() { test::addEngineRows(); }
    void limit_onceADay();
    void topUpByPhone_isTold_data() { test::addEngineRows(); }
    void topUpByPhone_isTold();
    void expiringCoupon_onceEach_data() { test::addEngineRows(); }
    void expiringCoupon_onceEach();
    void nobodyToTell_costsNothing_data() { test::addEngineRows(); }
    void nobodyToTell_costsNothing();
    void failures_bookAllOrNothing_data() { test::addEngineRows(); }
    void failures_bookAllOrNothing();
    void kills_bookAllOrNothing_data() { test::addEngineRows(); }
    void kills_bookAllOrNothing();
};

void TestNotices::fellBelow_once_data()
{
    QTest::addColumn<int>("before");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("threshold");
    QTest::addColumn<bool>("told");
    QTest::newRow("falls") << 6'000 << 4'000 << 5'000 << true;
    QTest::newRow("from the very threshold") << 5'000 << 4'999 << 5'000 << true;
    QTest::newRow("to the very threshold") << 6'000 << 5'000 << 5'000 << false;
    QTest::newRow("was below") << 4'999 << 100 << 5'000 << false;
    QTest::newRow("stays above") << 9'000 << 6'000 << 5'000 << false;
    QTest::newRow("never") << 100 << 0 << 0 << false;
}

void TestNotices::fellBelow_once()
{
    QFETCH(int, before);
    QFETCH(int, after);
    QFETCH(int, threshold);
    QFETCH(bool, told);
    QCOMPARE(fellBelow({before, {}}, {after, {}}, {threshold, {}}), told);
}

void TestNotices::nearLimit_data()
{
    QTest::addColumn<int>("spent");
    QTest::addColumn<bool>("near");
    QTest::newRow("half") << 5'000 << false;
    QTest::newRow("80 %") << 8'000 << false;
    QTest::newRow("a fen more") << 8'001 << true;
    QTest::newRow("all") << 10'000 << true;
}

void TestNotices::nearLimit()
{
    QFETCH(int, spent);
    QFETCH(bool, near);
    QCOMPARE(isNearLimit({spent, {}}, {10'000, {}}), near);
    QVERIFY(!isNearLimit({spent, {}}, {0, {}}));
}

void TestNotices::causes_differ()
{
    const QDate day(2026, 1, 1);
    const QByteArray usual = limitCause({1}, day, LimitWord::Near);
    QCOMPARE(usual.size(), 16);
    QVERIFY(usual == limitCause({1}, day, LimitWord::Near));
    QVERIFY(usual != limitCause({2}, day, LimitWord::Near));
    QVERIFY(usual != limitCause({1}, day.addDays(1), LimitWord::Near));
    QVERIFY(usual != limitCause({1}, day, LimitWord::Refused));
    QVERIFY(couponCause({1, 1}) != couponCause({1, 2}));
    QVERIFY(endsSoon({1'000}, {999}, 1));
    QVERIFY(!endsSoon({1'000}, {1'000}, 1));
    QVERIFY(endsSoon({86'400'000}, {0}, 1));
    QVERIFY(!endsSoon({86'400'001}, {0}, 1));
}

void TestNotices::paidByCard_isTold()
{
    OPEN_STORE(store);
    NoticeDesk desk(store); // 500.00 on the card
    const SaleFact fact = desk.sell(80_yuan);
    QCOMPARE(desk.queued(MessageKind::PaymentSuccess), 1);
    QVERIFY(desk.book(fact, desk.ids.make<OperationId>()).has_value()); // a second record of it
    QCOMPARE(desk.queued(MessageKind::PaymentSuccess), 1);
    QCOMPARE(desk.queued(MessageKind::LowBalance), 0);
    const QString said = desk.text(MessageKind::PaymentSuccess);
    QVERIFY2(said.contains(QStringLiteral("80.00")) && said.contains(QStringLiteral("North")),
             qPrintable(said));
    // In cash, with the card shown: nobody needs to be told.
    QVERIFY(desk.book(desk.shown(), desk.ids.make<OperationId>()).has_value());
    QCOMPARE(desk.queued(MessageKind::PaymentSuccess), 1);
    // It lay at its station for days.
    const CardQuestion q = desk.question(10_yuan);
    VERIFY_OK(desk.ask(q));
    const ParsedFact old{desk.ids.make<OperationId>(),
                         {},
                         desk.now().plusMs(-OldestNewsMs),
                         NoticeDesk::captureOf(q, 10_yuan)};
    VERIFY_OK(desk.committed([&] {
        return SaleService(*store.db, desk.keys, {}, desk.told()).apply(old, desk.terminal, desk.now());
    }));
    QCOMPARE(desk.queued(MessageKind::PaymentSuccess), 1);
}

void TestNotices::lowBalance_oncePerFall()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    desk.sell(450_yuan); // 50.00 is not below 50.00
    QCOMPARE(desk.queued(MessageKind::LowBalance), 0);
    desk.sell(1_yuan);
    QCOMPARE(desk.queued(MessageKind::LowBalance), 1);
    QVERIFY(desk.text(MessageKind::LowBalance).contains(QStringLiteral("49.00")));
    desk.sell(1_yuan); // it is low already
    QCOMPARE(desk.queued(MessageKind::LowBalance), 1);
    VERIFY_OK(desk.topUp(100_yuan, desk.ids.make<OperationId>()));
    QCOMPARE(desk.queued(MessageKind::LowBalance), 1);
    desk.sell(100_yuan); // a second fall
    QCOMPARE(desk.queued(MessageKind::LowBalance), 2);
    VERIFY_OK(desk.topUp(100_yuan, desk.ids.make<OperationId>()));
    VERIFY_OK(desk.messages().setWish(desk.card().customer, {0_yuan}, desk.now()));
    desk.sell(100_yuan); // never again
    QCOMPARE(desk.queued(MessageKind::LowBalance), 2);
    VERIFY_OK(desk.messages().setWish(desk.card().customer, {40_yuan}, desk.now()));
    desk.sell(10_yuan);
    QCOMPARE(desk.queued(MessageKind::LowBalance), 3);
}

/// A sale that the purse could not pay makes a debt; the balance was low before it.
void TestNotices::overdrawn_isNoSecondFall()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    desk.sell(460_yuan);
    QCOMPARE(desk.queued(MessageKind::LowBalance), 1);
    const CardQuestion q = desk.question(100_yuan);
    VERIFY_OK(desk.book(desk.placedOf(q), desk.ids.make<OperationId>()));
    VERIFY_OK(desk.book(NoticeDesk::captureOf(q, 100_yuan), desk.ids.make<OperationId>()));
    QCOMPARE(desk.account().money(), 0_yuan);
    QCOMPARE(desk.queued(MessageKind::PaymentSuccess), 2);
    QCOMPARE(desk.queued(MessageKind::LowBalance), 1);
}

void TestNotices::limit_onceADay()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    desk.setDayLimit(100_yuan);
    desk.sell(80_yuan);
    QCOMPARE(desk.queued(MessageKind::Limit), 0);
    desk.sell(5_yuan);
    QCOMPARE(desk.queued(MessageKind::Limit), 1);
    const QString said = desk.text(MessageKind::Limit);
    QVERIFY2(said.contains(QStringLiteral("85.00")) && said.contains(QStringLiteral("100.00")),
             qPrintable(said));
    desk.sell(5_yuan);
    QCOMPARE(desk.queued(MessageKind::Limit), 1);
    const auto refused = [&] {
        return desk.committed([&] { return desk.notices().refused(desk.token(), desk.day(), desk.now()); });
    };
    VERIFY_OK(refused());
    VERIFY_OK(refused());
    QCOMPARE(desk.queued(MessageKind::Limit), 2);
    VERIFY_OK(desk.committed([&] { return desk.notices().refused({"unknown"}, desk.day(), desk.now()); }));
    desk.clock.advanceMs(test::DayMs);
    desk.sell(85_yuan); // the next day
    QCOMPARE(desk.queued(MessageKind::Limit), 3);
}

void TestNotices::topUpByPhone_isTold()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    desk.live({}, [](Campaign &campaign) {
        campaign.terms.offer.kind = OfferKind::TopUpBonus;
        campaign.terms.offer.amount = 20_yuan;
        campaign.terms.automatic = true;
    });
    const PaymentOrder order = desk.order();
    const auto learn = [&](const PaymentNews &news) {
        return desk.committed([&] {
            return PaymentService(*store.db, desk.keys,
                                  [&](Database &, const PaymentOrder &paid, Timestamp at) {
                                      return desk.notices().paid(paid, at);
                                  })
                .learn(desk.merchant, order.orderNo, news, desk.now());
        });
    };
    const PaymentNews news = desk.paid();
    VERIFY_OK(learn(news));
    VERIFY_OK(learn(news)); // the channel says it again
    QCOMPARE(desk.queued(MessageKind::TopUp), 1);
    const auto due = desk.committed([&] { return desk.messages().lease(desk.now(), desk.now(), 10); });
    VERIFY_OK(due);
    QCOMPARE(due->size(), 1u);
    const MessageFields &fields = due->front().fields;
    QCOMPARE(fields.value(QStringLiteral("amount")), QStringLiteral("200.00"));
    QCOMPARE(fields.value(QStringLiteral("bonus")), QStringLiteral("20.00"));
    QCOMPARE(fields.value(QStringLiteral("balance")), QStringLiteral("720.00"));
}

void TestNotices::expiringCoupon_onceEach()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    const auto give = [&](qint64 days) {
        const Campaign campaign = desk.live(
            10_yuan, [&](Campaign &one) { one.terms.until = desk.now().plusMs(days * test::DayMs); });
        const auto given = desk.committed([&] {
            return desk.coupons().give({campaign.id, desk.card().customer, {}}, desk.now());
        });
        ensure(given.has_value(), "a coupon is given");
    };
    give(2);
    give(10);
    const auto look = [&] {
        return desk.committed([&] {
            return desk.notices()
                .expiring({}, 100, desk.now())
                .and_then([&](const NoticeService::Expiring &found) {
                    return desk.notices().tell(found.orders, desk.now()).map([&] {
                        return std::pair(found.orders.size(), found.last.value);
                    });
                });
        });
    };
    QCOMPARE(look().value(), std::pair(size_t(1), qint64(0)));
    QCOMPARE(desk.queued(MessageKind::CouponExpiring), 1);
    QVERIFY(desk.text(MessageKind::CouponExpiring).contains(QStringLiteral("Ten off")));
    desk.clock.advanceMs(1'000);
    QCOMPARE(look().value().first, size_t(0));
    desk.clock.advanceMs(8 * test::DayMs);
    QCOMPARE(look().value().first, size_t(1)); // the other one; the first is over
    QCOMPARE(desk.queued(MessageKind::CouponExpiring), 2);
    // A crowd is gone through piece by piece.
    const auto piece = desk.notices().expiring({}, 1, desk.now());
    VERIFY_OK(piece);
    QCOMPARE(piece->last.value, desk.card().customer.value);
    desk.terms.couponDays = 0;
    QVERIFY(desk.notices().expiring({}, 100, desk.now())->orders.empty());
}

/// Statements of a sale: none more without a gateway, one more for a holder without a contact.
void TestNotices::nobodyToTell_costsNothing()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    const auto statements = [&](const SaleTold &told) {
        const CardQuestion q = desk.question(10_yuan);
        ensure(desk.ask(q).has_value(), "a hold is placed");
        int count = 0;
        store.db->failNext = [&] {
            ++count;
            return false;
        };
        ensure(
            desk.committed([&] {
                    return SaleService(*store.db, desk.keys, {}, told)
                        .apply(
                            {desk.ids.make<OperationId>(), {}, desk.now(), NoticeDesk::captureOf(q, 10_yuan)},
                            desk.terminal, desk.now());
                })
                .has_value(),
            "it is booked");
        store.db->failNext = {};
        return count;
    };
    for (int n = 0; n < 3; ++n)
        statements({}); // what is done once only
    const int usual = statements({});
    VERIFY_OK(desk.messages().removeContact(desk.card().customer, MessageWay::Sms));
    QCOMPARE(statements(desk.told()), usual + 1);
    desk.terms.ways.clear();
    QCOMPARE(statements(desk.told()), usual);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM message_outbox"), 0);
}

namespace {

/// A sale that all three messages follow, as the inbox books it: once under its operation.
test::Swept bookedOnce(NoticeDesk &desk, const SaleFact &fact, OperationId operation)
{
    const auto run = [&desk, fact, operation]() -> Result<void> {
        return desk
            .committed([&] {
                const auto apply = [&]() -> Result<Answer> {
                    return SaleService(*desk.store.db, desk.keys, {}, desk.told())
                        .apply({operation, {}, desk.now(), fact}, desk.terminal, desk.now())
                        .map([](const FactOutcome &outcome) {
                            return Answer{int(outcome.kind), {}};
                        });
                };
                return once(*desk.store.db, operation, "sale", desk.now(), apply,
                            [](const Error &) { return Answer{}; });
            })
            .map([](const Answer &) {});
    };
    return {run, [&desk] { return desk.faults(); }};
}

}

void TestNotices::failures_bookAllOrNothing()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    desk.setDayLimit(500_yuan);
    const CardQuestion q = desk.question(460_yuan);
    VERIFY_OK(desk.ask(q));
    const auto swept = test::sweepFailures(
        store, bookedOnce(desk, NoticeDesk::captureOf(q, 460_yuan), desk.ids.make<OperationId>()));
    QCOMPARE(swept.wrong, QString());
    QVERIFY(swept.strikes >= 25);
    for (const MessageKind kind : {MessageKind::PaymentSuccess, MessageKind::LowBalance, MessageKind::Limit})
        QCOMPARE(desk.queued(kind), 1);
}

/// A process that books it is killed before each of its statements.
void TestNotices::kills_bookAllOrNothing()
{
    OPEN_STORE(store);
    NoticeDesk desk(store);
    desk.setDayLimit(500_yuan);
    const CardQuestion q = desk.question(460_yuan);
    VERIFY_OK(desk.ask(q));
    const auto swept = test::sweepKills(
        store, bookedOnce(desk, NoticeDesk::captureOf(q, 460_yuan), desk.ids.make<OperationId>()));
    QCOMPARE(swept.wrong, QString());
    QVERIFY(swept.strikes >= 25);
    for (const MessageKind kind : {MessageKind::PaymentSuccess, MessageKind::LowBalance, MessageKind::Limit})
        QCOMPARE(desk.queued(kind), 1);
}

QTEST_GUILESS_MAIN(TestNotices)
#include "tst_notices.moc"

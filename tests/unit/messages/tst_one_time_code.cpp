#include "tests/unit/messages/message_desk.h"

#include <QSet>
#include <QTest>

using namespace youka;
using test::MessageDesk;

class TestOneTimeCode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void codes_areSixDigits();
    void limits_data();
    void limits();
    void right_once_data() { test::addEngineRows(); }
    void right_once();
    void fiveTries_data() { test::addEngineRows(); }
    void fiveTries();
    void fiveMinutes_data() { test::addEngineRows(); }
    void fiveMinutes();
    void newest_voidsTheOneBefore_data() { test::addEngineRows(); }
    void newest_voidsTheOneBefore();
    void perNumber_data() { test::addEngineRows(); }
    void perNumber();
    void perAsker_data() { test::addEngineRows(); }
    void perAsker();
    void unknownNumber_looksTheSame_data() { test::addEngineRows(); }
    void unknownNumber_looksTheSame();
    void code_isNowhereInTheStore_data() { test::addEngineRows(); }
    void code_isNowhereInTheStore();
    void faultSweep_data() { test::addEngineRows(); }
    void faultSweep();

private:
    using Word = OneTimeCodeService::Word;
    static Result<void> ask(MessageDesk &desk, const QString &phone = QStringLiteral("13800138000"),
                            const QString &asker = QStringLiteral("192.0.2.1"))
    {
        return desk.committed([&] { return desk.codes().request(phone, asker, desk.now()); });
    }
    /// What arrives on the phone.
    static QString arrived(MessageDesk &desk)
    {
        const auto due = desk.lease();
        return due && due->size() == 1 ? due->front().fields.value(QStringLiteral("code")) : QString();
    }
    static Result<OneTimeCodeService::Verdict> check(MessageDesk &desk, const QString &code)
    {
        return desk.committed(
            [&] { return desk.codes().check(QStringLiteral("138 0013 8000"), code, desk.now()); });
    }
    static QString wrongOf(const QString &code)
    {
        return code == QLatin1String("000000") ? QStringLiteral("000001") : QStringLiteral("000000");
    }
};

void TestOneTimeCode::codes_areSixDigits()
{
    QSet<QString> seen;
    QList<int> first(10);
    for (int i = 0; i < 5'000; ++i) {
        const QString code = makeOneTimeCode();
        QCOMPARE(code.size(), 6);
        for (const QChar c : code)
            QVERIFY(c >= u'0' && c <= u'9');
        ++first[code[0].digitValue()];
        seen.insert(code);
    }
    QVERIFY(seen.size() > 4'900); // 12 of 5000 meet again by chance
    for (const int count : first) // 500 each; eight standard deviations
        QVERIFY(count > 330 && count < 670);
}

void TestOneTimeCode::limits_data()
{
    QTest::addColumn<QList<qint64>>("asked");
    QTest::addColumn<int>("most");
    QTest::addColumn<qint64>("wait");
    // at 100 s, within 60 s
    QTest::newRow("none") << QList<qint64>{} << 1 << qint64(0);
    QTest::newRow("just now") << QList<qint64>{100'000} << 1 << qint64(60'000);
    QTest::newRow("a second left") << QList<qint64>{41'000} << 1 << qint64(1'000);
    QTest::newRow("a millisecond left") << QList<qint64>{40'001} << 1 << qint64(1);
    QTest::newRow("over") << QList<qint64>{40'000} << 1 << qint64(0);
    QTest::newRow("room for one") << QList<qint64>{50'000, 60'000} << 3 << qint64(0);
    QTest::newRow("full") << QList<qint64>{50'000, 60'000, 70'000} << 3 << qint64(10'000);
    QTest::newRow("overfull") << QList<qint64>{50'000, 60'000, 70'000} << 2 << qint64(20'000);
    QTest::newRow("older do not count") << QList<qint64>{1'000, 2'000, 70'000} << 2 << qint64(0);
}

void TestOneTimeCode::limits()
{
    QFETCH(QList<qint64>, asked);
    QFETCH(int, most);
    QFETCH(qint64, wait);
    std::vector<Timestamp> times;
    for (const qint64 ms : asked)
        times.push_back({ms});
    QCOMPARE(waitForCodeMs(times, {most, 60'000}, {100'000}), wait);
}

void TestOneTimeCode::right_once()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    desk.reach(MessageWay::Email, "li@example.com");                     // a code goes to the phone alone
    QVERIFY(check(desk, QStringLiteral("000000"))->word == Word::Wrong); // none was asked for
    VERIFY_OK(ask(desk));
    const QString code = arrived(desk);
    QCOMPARE(code.size(), 6);
    QVERIFY(check(desk, wrongOf(code))->word == Word::Wrong);
    QVERIFY(check(desk, {})->word == Word::Wrong);
    const auto right = check(desk, code);
    VERIFY_OK(right);
    QVERIFY(right->word == Word::Right);
    QCOMPARE(right->customers, std::vector{desk.customer});
    VERIFY_OK(OneTimeCodeService::toError(*right));
    const auto again = check(desk, code);
    QVERIFY(again->word == Word::Wrong && again->customers.empty());
    COMPARE_REFUSED(OneTimeCodeService::toError(*again), ErrorCode::OneTimeCodeWrong);
    COMPARE_REFUSED(ask(desk, QStringLiteral("12")), ErrorCode::InvalidInput);
}

void TestOneTimeCode::fiveTries()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(ask(desk));
    const QString code = arrived(desk);
    for (int i = 0; i < MostCodeTries; ++i)
        QVERIFY(check(desk, wrongOf(code))->word == Word::Wrong);
    const auto late = check(desk, code);
    QVERIFY(late->word == Word::TooMany);
    COMPARE_REFUSED(OneTimeCodeService::toError(*late), ErrorCode::OneTimeCodeTooMany);
}

void TestOneTimeCode::fiveMinutes()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(ask(desk));
    const QString code = arrived(desk);
    desk.clock.advanceMs(CodeLifeMs);
    QVERIFY(check(desk, code)->word == Word::Wrong);
    desk.clock.advanceMs(-1);
    QVERIFY(check(desk, code)->word == Word::Right);
}

void TestOneTimeCode::newest_voidsTheOneBefore()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(ask(desk));
    const auto first = desk.lease();
    VERIFY_OK(desk.learn(first->front().id, DeliveryWord::Delivered));
    desk.clock.advanceMs(60'000);
    VERIFY_OK(ask(desk));
    const QString code = arrived(desk);
    const QString before = first->front().fields.value(QStringLiteral("code"));
    if (before != code)
        QVERIFY(check(desk, before)->word == Word::Wrong);
    QVERIFY(check(desk, code)->word == Word::Right);
}

void TestOneTimeCode::perNumber()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    const auto tooMany = [&](int waitS) {
        const auto asked = ask(desk);
        return !asked && asked.error().code == ErrorCode::OneTimeCodeTooMany
            && asked.error().retryAfterS == waitS;
    };
    VERIFY_OK(ask(desk));
    desk.clock.advanceMs(59'999);
    QVERIFY(tooMany(1));
    QVERIFY(ask(desk, QStringLiteral("+86 138 0013 8000")).has_value() == false); // the same number
    VERIFY_OK(ask(desk, QStringLiteral("13800138001")));
    desk.clock.advanceMs(1);
    for (int i = 1; i < 5; ++i) { // 1:00, 2:00, 3:00, 4:00
        VERIFY_OK(ask(desk));
        desk.clock.advanceMs(60'000);
    }
    QVERIFY(tooMany(55 * 60)); // five within the hour; it is 5:00
    desk.clock.advanceMs(55 * 60'000);
    for (int i = 5; i < 10; ++i) {
        VERIFY_OK(ask(desk));
        desk.clock.advanceMs(60'000);
    }
    desk.clock.advanceMs(3'600'000);
    QVERIFY(tooMany(24 * 3'600 - 2 * 3'600 - 5 * 60)); // ten within the day; it is 2:05:00
}

void TestOneTimeCode::perAsker()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    const auto number = [](int i) { return QStringLiteral("138001380%1").arg(i, 2, 10, QLatin1Char('0')); };
    for (int i = 0; i < CodesPerAsker.most; ++i)
        VERIFY_OK(ask(desk, number(i)));
    COMPARE_REFUSED(ask(desk, number(90)), ErrorCode::OneTimeCodeTooMany);
    VERIFY_OK(ask(desk, number(90), QStringLiteral("192.0.2.2")));
    desk.clock.advanceMs(CodesPerAsker.inMs);
    VERIFY_OK(ask(desk, number(91)));
}

void TestOneTimeCode::unknownNumber_looksTheSame()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    VERIFY_OK(ask(desk));
    QVERIFY(desk.lease()->empty());
    QCOMPARE(store.figure("SELECT COUNT(*) FROM one_time_code"), 1);
    COMPARE_REFUSED(ask(desk), ErrorCode::OneTimeCodeTooMany);
    for (int i = 0; i < MostCodeTries; ++i)
        QVERIFY(check(desk, QStringLiteral("%1").arg(i, 6, 10, QLatin1Char('0')))->word == Word::Wrong);
    QVERIFY(check(desk, QStringLiteral("123456"))->word == Word::TooMany);
}

void TestOneTimeCode::code_isNowhereInTheStore()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    VERIFY_OK(ask(desk));
    const QByteArray code = arrived(desk).toLatin1();
    auto rows = store.db->exec("SELECT o.content, c.number, c.code, c.asker FROM message_outbox o, "
                               "one_time_code c");
    VERIFY_OK(rows);
    QVERIFY(rows->next());
    for (int column = 0; column < 4; ++column) {
        QVERIFY(!rows->blob(column).isEmpty());
        QVERIFY(!rows->blob(column).contains(code));
        QVERIFY(!rows->blob(column).contains("192.0.2.1"));
    }
}

/// A try counts or nothing of it happened; a request leaves all or nothing.
void TestOneTimeCode::faultSweep()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    int strikes = 0;
    const auto sweep = [&](auto work) {
        for (int nth = 0;; ++nth) {
            int left = nth;
            bool fired = false;
            const qint64 before = store.figure("SELECT COUNT(*) + COALESCE(SUM(tries), 0) FROM one_time_code")
                + store.figure("SELECT COUNT(*) FROM message_outbox");
            store.db->failNext = [&] { return left-- == 0 && (fired = true); };
            const bool done = work();
            store.db->failNext = {};
            const qint64 after = store.figure("SELECT COUNT(*) + COALESCE(SUM(tries), 0) FROM one_time_code")
                + store.figure("SELECT COUNT(*) FROM message_outbox");
            if (!fired)
                return done && after > before;
            ++strikes;
            if (done || after != before)
                return false;
        }
    };
    QVERIFY(sweep([&] { return ask(desk).has_value(); }));
    const QString code = arrived(desk);
    QVERIFY(sweep([&] {
        const auto verdict = check(desk, wrongOf(code));
        return verdict && verdict->word == Word::Wrong;
    }));
    QVERIFY(sweep([&] {
        const auto verdict = check(desk, code);
        return verdict && verdict->word == Word::Right;
    }));
    QVERIFY(strikes >= 15);
}

QTEST_GUILESS_MAIN(TestOneTimeCode)
#include "tst_one_time_code.moc"

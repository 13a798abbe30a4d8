#include "core/domain/access/audit_log.h"
#include "core/domain/sign_in/sign_in_service.h"
#include "tests/unit/messages/message_desk.h"

#include <QTest>

using namespace youka;
using test::MessageDesk;

namespace {

const QString Phone = QStringLiteral("13800138000");
const QString Home = QStringLiteral("address 192.0.2.1");
const QString Device = QStringLiteral("iPhone, Safari");
using Outcome = SignInService::Outcome;

SignInService signIn(MessageDesk &desk)
{
    return {*desk.store.db, QByteArray(32, 'k'), desk.keys, desk.terms};
}
QString ask(MessageDesk &desk, const QString &phone = Phone, const QString &asker = Home)
{
    const auto asked = desk.committed([&] { return signIn(desk).requestCode(phone, asker, desk.now()); });
    const auto due = asked ? desk.lease() : fail(asked.error());
    if (!due || due->size() != 1 || !desk.learn(due->front().id, DeliveryWord::Delivered))
        return {};
    return due->front().fields.value(QStringLiteral("code"));
}
Result<Outcome> enter(MessageDesk &desk, const QString &code, const QString &phone = Phone,
                      const QString &asker = Home)
{
    return desk.committed([&] { return signIn(desk).signIn(phone, code, asker, Device, desk.now()); });
}
Result<Outcome> refresh(MessageDesk &desk, const QByteArray &token)
{
    return desk.committed([&] { return signIn(desk).refresh(token, desk.now()); });
}
bool isIn(MessageDesk &desk, const SignInTokens &tokens)
{
    const auto session = signIn(desk).session(tokens.access, desk.now());
    return session && *session;
}
ErrorCode refusedAs(const Result<Outcome> &outcome)
{
    if (!outcome)
        return outcome.error().code;
    return outcome->refused ? outcome->refused->code : ErrorCode(0);
}
/// In, by a code that arrived.
SignInTokens in(MessageDesk &desk)
{
    const auto done = enter(desk, ask(desk));
    ensure(done && !done->refused, "somebody signs in");
    desk.clock.advanceMs(61'000); // so that another code may be asked for
    return done->tokens;
}
QString wrongOf(const QString &code)
{
    return code == QLatin1String("000000") ? QStringLiteral("000001") : QStringLiteral("000000");
}

}

/// Customers' sessions: in by a code or a linked account, tokens that rotate, and what is locked when.
class TestSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tries_lockLonger_eachTime();
    void refresh_words();
    void devices_areNamed_data();
    void devices_areNamed();
    void rightCode_opensOneSession_data() { test::addEngineRows(); }
    void rightCode_opensOneSession();
    void nobodysNumber_looksTheSame_data() { test::addEngineRows(); }
    void nobodysNumber_looksTheSame();
    void fiveWrong_lockTheNumber_data() { test::addEngineRows(); }
    void fiveWrong_lockTheNumber();
    void oneAddress_isLocked_overManyNumbers_data() { test::addEngineRows(); }
    void oneAddress_isLocked_overManyNumbers();
    void tokens_rotate_data() { test::addEngineRows(); }
    void tokens_rotate();
    void usedToken_endsTheSession_data() { test::addEngineRows(); }
    void usedToken_endsTheSession();
    void signOut_endsWhatIsMine_data() { test::addEngineRows(); }
    void signOut_endsWhatIsMine();
    void links_data() { test::addEngineRows(); }
    void links();
    void nothingSecret_isStored_data() { test::addEngineRows(); }
    void nothingSecret_isStored();
    void faultSweep_data() { test::addEngineRows(); }
    void faultSweep();
};

void TestSignIn::tries_lockLonger_eachTime()
{
    constexpr TryLimit Limit{3, 60'000, 10'000, 2};
    SignInTries tries;
    Timestamp now{1'000'000};
    const auto lock = [&] {
        bool early = false;
        for (int n = 0; n < Limit.most; ++n) {
            early = early || lockedForS(tries, now) != 0;
            tries = afterWrong(tries, Limit, now);
        }
        const int locked = lockedForS(tries, now);
        now = tries.lockedUntil;
        return early ? -1 : locked;
    };
    QCOMPARE(lock(), 10);
    QCOMPARE(lock(), 20);
    QCOMPARE(lock(), 40);
    QCOMPARE(lock(), 40); // no longer than that
    now = now.plusMs(LocksForgottenMs);
    QCOMPARE(lock(), 10);
    // Wrong ones that lie far apart never lock.
    SignInTries slow;
    for (int n = 0; n < 20; ++n) {
        slow = afterWrong(slow, Limit, now);
        now = now.plusMs(30'001);
        QCOMPARE(lockedForS(slow, now), 0);
    }
    QCOMPARE(lockedForS({0, 1, {}, {1'000'001}}, {1'000'000}), 1); // rounded up
}

void TestSignIn::refresh_words()
{
    const Timestamp now{100'000};
    QVERIFY(refreshWord({true, false, {100'001}, {}}, now) == RefreshWord::Rotate);
    QVERIFY(refreshWord({true, false, {100'000}, {}}, now) == RefreshWord::Over);
    QVERIFY(refreshWord({false, true, {200'000}, {90'001}}, now) == RefreshWord::Again);
    QVERIFY(refreshWord({false, true, {200'000}, {90'000}}, now) == RefreshWord::Reused);
    QVERIFY(refreshWord({false, false, {200'000}, {99'999}}, now) == RefreshWord::Reused);
}

void TestSignIn::devices_areNamed_data()
{
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QString>("name");
    QTest::newRow("phone") << QByteArray("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) "
                                         "AppleWebKit/605 Version/17.0 Mobile/15E148 Safari/604.1")
                           << "iPhone, Safari";
    QTest::newRow("in WeChat") << QByteArray("Mozilla/5.0 (Linux; Android 13) Chrome/107 MicroMessenger/8.0")
                               << "Android, WeChat";
    QTest::newRow("Edge") << QByteArray("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120")
                          << "Windows, Edge";
    QTest::newRow("tool") << QByteArray("curl/8.0 <script>") << "";
    QTest::newRow("none") << QByteArray() << "";
}

void TestSignIn::devices_areNamed()
{
    QFETCH(QByteArray, agent);
    QFETCH(QString, name);
    QCOMPARE(deviceName(agent), name);
}

void TestSignIn::rightCode_opensOneSession()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "138 0013 8000");
    const QString code = ask(desk);
    QCOMPARE(refusedAs(enter(desk, wrongOf(code))), ErrorCode::OneTimeCodeWrong);
    const auto done = enter(desk, code, QStringLiteral("+86 138-0013-8000"));
    VERIFY_OK(done);
    QVERIFY(!done->refused);
    QCOMPARE(done->session.customer, desk.customer);
    const auto session = signIn(desk).session(done->tokens.access, desk.now());
    VERIFY_OK(session);
    QVERIFY(*session && (*session)->customer == desk.customer);
    QVERIFY(!*signIn(desk).session(done->tokens.refresh, desk.now())); // one is not the other
    QVERIFY(!*signIn(desk).session({}, desk.now()));
    const auto devices = signIn(desk).devices(desk.customer, desk.now());
    QCOMPARE(devices->size(), 1U);
    QCOMPARE(devices->front().device, Device);
    QCOMPARE(refusedAs(enter(desk, code)), ErrorCode::OneTimeCodeWrong); // a code is good once
    desk.clock.advanceMs(AccessLifeMs);
    QVERIFY(!isIn(desk, done->tokens));
    QCOMPARE(refusedAs(enter(desk, code, QStringLiteral("12"))), ErrorCode::PhoneNumberInvalid);
    COMPARE_REFUSED(signIn(desk).requestCode(QStringLiteral("x"), Home, desk.now()),
                    ErrorCode::PhoneNumberInvalid);
    desk.erase(); // the number still leads to who was erased: that is nobody
    QCOMPARE(refusedAs(enter(desk, ask(desk))), ErrorCode::OneTimeCodeWrong);
}

void TestSignIn::nobodysNumber_looksTheSame()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    const auto walk = [&](const QString &phone, const QString &asker) {
        QList<QPair<int, int>> seen;
        const auto note = [&](const Error &error) { seen.append({int(error.code), error.retryAfterS}); };
        const auto request = [&] {
            const auto asked =
                desk.committed([&] { return signIn(desk).requestCode(phone, asker, desk.now()); });
            note(asked ? Error{} : asked.error());
        };
        request();
        request(); // too soon
        for (int n = 0; n < 7; ++n) {
            const auto tried = enter(desk, QStringLiteral("x"), phone, asker);
            note(tried && tried->refused ? *tried->refused : Error{});
        }
        request();
        return seen;
    };
    const auto known = walk(Phone, Home);
    const auto unknown = walk(QStringLiteral("13900139000"), QStringLiteral("address 192.0.2.2"));
    QCOMPARE(known, unknown);
    QVERIFY(known.contains({int(ErrorCode::CustomerSignInLocked), 900}));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM message_outbox"), 1);
}

void TestSignIn::fiveWrong_lockTheNumber()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    const QString code = ask(desk);
    for (int n = 0; n < TriesPerNumber.most - 1; ++n)
        QCOMPARE(refusedAs(enter(desk, wrongOf(code))), ErrorCode::OneTimeCodeWrong);
    QCOMPARE(refusedAs(enter(desk, wrongOf(code))), ErrorCode::CustomerSignInLocked);
    // From anywhere, also with a code that would be right.
    QCOMPARE(refusedAs(enter(desk, code, Phone, QStringLiteral("address 192.0.2.9"))),
             ErrorCode::CustomerSignInLocked);
    const auto locked = signIn(desk).requestCode(Phone, Home, desk.now());
    COMPARE_REFUSED(locked, ErrorCode::CustomerSignInLocked);
    QCOMPARE(locked.error().retryAfterS, 900);
    desk.clock.advanceMs(TriesPerNumber.lockMs);
    const auto again = enter(desk, ask(desk));
    VERIFY_OK(again);
    QVERIFY(!again->refused);
}

void TestSignIn::oneAddress_isLocked_overManyNumbers()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    for (int n = 0; n < TriesPerAsker.most; ++n)
        enter(desk, QStringLiteral("123456"), QStringLiteral("139001390%1").arg(n, 2, 10, QLatin1Char('0')));
    QCOMPARE(refusedAs(enter(desk, QStringLiteral("123456"), QStringLiteral("13700137000"))),
             ErrorCode::CustomerSignInLocked);
    QCOMPARE(refusedAs(enter(desk, QStringLiteral("123456"), QStringLiteral("13700137000"),
                             QStringLiteral("address 192.0.2.7"))),
             ErrorCode::OneTimeCodeWrong);
}

void TestSignIn::tokens_rotate()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    SignInTokens tokens = in(desk);
    for (int day = 0; day < 40; day += 20) {
        desk.clock.advanceMs(20LL * 24 * 3'600'000);
        QVERIFY(!isIn(desk, tokens));
        const auto next = refresh(desk, tokens.refresh);
        VERIFY_OK(next);
        QVERIFY(!next->refused);
        QVERIFY(next->tokens.access != tokens.access && next->tokens.refresh != tokens.refresh);
        QVERIFY(isIn(desk, next->tokens));
        // The answer did not arrive and the browser asks again: the same, and only one rotation.
        desk.clock.advanceMs(RefreshAgainMs - 1);
        const auto again = refresh(desk, tokens.refresh);
        QVERIFY(again && !again->refused);
        QCOMPARE(again->tokens.refresh, next->tokens.refresh);
        QCOMPARE(again->tokens.access, next->tokens.access);
        tokens = next->tokens;
    }
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sign_in_used"), 2);
    desk.clock.advanceMs(RefreshLifeMs);
    QCOMPARE(refusedAs(refresh(desk, tokens.refresh)), ErrorCode::CustomerSignInNeeded);
    QCOMPARE(refusedAs(refresh(desk, "nothing")), ErrorCode::CustomerSignInNeeded);
    in(desk); // clears away what is over
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sign_in_session"), 1);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sign_in_used"), 0);
}

void TestSignIn::usedToken_endsTheSession()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    const SignInTokens other = in(desk);
    const SignInTokens first = in(desk);
    const auto second = refresh(desk, first.refresh);
    const auto third = refresh(desk, second->tokens.refresh);
    QVERIFY(third && !third->refused);
    // Used two steps ago: no repeat of a lost answer any more, however soon.
    QCOMPARE(refusedAs(refresh(desk, first.refresh)), ErrorCode::CustomerSignInNeeded);
    QVERIFY(!isIn(desk, third->tokens));
    QCOMPARE(refusedAs(refresh(desk, third->tokens.refresh)), ErrorCode::CustomerSignInNeeded);
    QVERIFY(isIn(desk, other)); // another device's is another family
    // Used one step ago, but too long ago.
    const auto next = refresh(desk, other.refresh);
    desk.clock.advanceMs(RefreshAgainMs);
    QCOMPARE(refusedAs(refresh(desk, other.refresh)), ErrorCode::CustomerSignInNeeded);
    QVERIFY(!isIn(desk, next->tokens));
    const auto noted = AuditLog(*store.db).of(QStringLiteral("customer %1").arg(desk.customer.value), 20);
    VERIFY_OK(noted);
    QCOMPARE(
        std::count_if(noted->begin(), noted->end(),
                      [](const auto &one) { return one.entry.action == QLatin1String("sign-in.reuse"); }),
        2);
}

void TestSignIn::signOut_endsWhatIsMine()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    const SignInTokens one = in(desk);
    const SignInTokens two = in(desk);
    const auto session = signIn(desk).session(one.access, desk.now());
    const auto out = [&](CustomerId who) {
        return desk.committed([&] { return signIn(desk).signOut(who, (*session)->id, desk.now()); });
    };
    COMPARE_REFUSED(out({desk.customer.value + 1}), ErrorCode::NotFound);
    QVERIFY(isIn(desk, one));
    VERIFY_OK(out(desk.customer));
    QVERIFY(!isIn(desk, one) && isIn(desk, two));
    QCOMPARE(refusedAs(refresh(desk, one.refresh)), ErrorCode::CustomerSignInNeeded);
    COMPARE_REFUSED(out(desk.customer), ErrorCode::NotFound);
    const SignInTokens three = in(desk);
    VERIFY_OK(desk.committed([&] { return signIn(desk).signOutEverywhere(desk.customer, desk.now()); }));
    QVERIFY(!isIn(desk, two) && !isIn(desk, three));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM sign_in_session"), 0);
}

void TestSignIn::links()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    const QString wu = QStringLiteral("oWu");
    const auto by = [&](SignInWay way, const QString &openId) {
        return desk.committed([&] { return signIn(desk).signInBy(way, openId, Device, desk.now()); });
    };
    const auto link = [&](CustomerId who, SignInWay way, const QString &openId) {
        return desk.committed([&] { return signIn(desk).link(who, way, openId, desk.now()); });
    };
    COMPARE_REFUSED(by(SignInWay::WeChat, wu), ErrorCode::SignInNotLinked);
    VERIFY_OK(link(desk.customer, SignInWay::WeChat, wu));
    const auto in = by(SignInWay::WeChat, wu);
    VERIFY_OK(in);
    QCOMPARE(in->session.customer, desk.customer);
    COMPARE_REFUSED(by(SignInWay::Alipay, wu), ErrorCode::SignInNotLinked); // another provider's
    COMPARE_REFUSED(link(desk.customer, SignInWay::WeChat, {}), ErrorCode::InvalidInput);
    VERIFY_OK(link(desk.customer, SignInWay::WeChat, QStringLiteral("oNew"))); // one of each
    COMPARE_REFUSED(by(SignInWay::WeChat, wu), ErrorCode::SignInNotLinked);
    const auto other = desk.customers().ensureCustomer(QStringLiteral("C2"), QStringLiteral("Li"), {},
                                                       Currency{}, desk.now());
    VERIFY_OK(link(other->id, SignInWay::WeChat, QStringLiteral("oNew"))); // moves on
    QCOMPARE(by(SignInWay::WeChat, QStringLiteral("oNew"))->session.customer, other->id);
    QVERIFY(signIn(desk).links(desk.customer)->empty());
    VERIFY_OK(desk.committed([&] { return signIn(desk).unlink(other->id, SignInWay::WeChat, desk.now()); }));
    COMPARE_REFUSED(by(SignInWay::WeChat, QStringLiteral("oNew")), ErrorCode::SignInNotLinked);
}

void TestSignIn::nothingSecret_isStored()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    const SignInTokens first = in(desk);
    const auto second = refresh(desk, first.refresh);
    enter(desk, QStringLiteral("x"));
    VERIFY_OK(desk.committed([&] {
        return signIn(desk).link(desk.customer, SignInWay::WeChat, QStringLiteral("oSecret"), desk.now());
    }));
    QByteArray all;
    for (const char *sql :
         {"SELECT access, refresh FROM sign_in_session", "SELECT refresh, refresh FROM sign_in_used",
          "SELECT who, who FROM sign_in_tries", "SELECT subject, subject FROM sign_in_link"}) {
        auto rows = store.db->exec(sql);
        VERIFY_OK(rows);
        while (rows->next())
            all += rows->blob(0) + rows->blob(1);
    }
    QVERIFY(all.size() >= 32 * 4);
    for (const QByteArray &secret :
         {first.access, first.refresh, second->tokens.access, second->tokens.refresh,
          QByteArray("13800138000"), QByteArray("192.0.2.1"), QByteArray("oSecret")})
        QVERIFY(!all.contains(secret) && !all.contains(QByteArray::fromHex(secret)));
}

/// A store that fails at any statement leaves all or nothing, and the same again succeeds.
void TestSignIn::faultSweep()
{
    OPEN_STORE(store);
    MessageDesk desk(store);
    desk.reach(MessageWay::Sms, "13800138000");
    int strikes = 0;
    const auto sweep = [&](const std::function<bool()> &work, const char *figure) {
        for (int nth = 0;; ++nth) {
            const qint64 before = store.figure(figure);
            int left = nth;
            bool fired = false;
            store.db->failNext = [&] { return left-- == 0 && (fired = true); };
            const bool done = work();
            store.db->failNext = {};
            if (!fired)
                return done && store.figure(figure) != before;
            ++strikes;
            if (done || store.figure(figure) != before)
                return false;
        }
    };
    const QString code = ask(desk);
    QVERIFY(sweep([&] { return refusedAs(enter(desk, wrongOf(code))) == ErrorCode::OneTimeCodeWrong; },
                  "SELECT COALESCE(SUM(tries), 0) FROM sign_in_tries"));
    SignInTokens tokens;
    QVERIFY(sweep(
        [&] {
            const auto done = enter(desk, code);
            tokens = done && !done->refused ? done->tokens : tokens;
            return !tokens.access.isEmpty();
        },
        "SELECT COUNT(*) FROM sign_in_session"));
    desk.clock.advanceMs(RefreshAgainMs);
    const QByteArray first = tokens.refresh;
    QVERIFY(sweep(
        [&] {
            const auto done = refresh(desk, first);
            tokens = done ? done->tokens : tokens;
            return done.has_value();
        },
        "SELECT COUNT(*) FROM sign_in_used"));
    QVERIFY(isIn(desk, tokens));
    desk.clock.advanceMs(RefreshAgainMs);
    QVERIFY(sweep([&] { return refusedAs(refresh(desk, first)) == ErrorCode::CustomerSignInNeeded; },
                  "SELECT COUNT(*) FROM sign_in_session"));
    QVERIFY(sweep(
        [&] {
            return desk
                .committed(
                    [&] { return signIn(desk).link(desk.customer, SignInWay::Alipay, Phone, desk.now()); })
                .has_value();
        },
        "SELECT COUNT(*) FROM sign_in_link"));
    QVERIFY(strikes >= 30);
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_sign_in.moc"

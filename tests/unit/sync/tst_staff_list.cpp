#include "core/domain/access/staff_json.h"
#include "core/exchange/sync/staff_list.h"
#include "core/exchange/sync/terminal_list.h"
#include "core/foundation/crypto/secret_hash.h"
#include "tests/support/two_stores.h"

#include <QTest>
#include <QThread>

using namespace youka;
using youka::test::TestStore;

namespace {

QByteArray hashOf(const char *pin) { return hashSecret(pin, HashCost::Test); }

TerminalList::Change staff(qint64 id, const QString &name, const QByteArray &pin, bool active = true)
{
    return {QStringLiteral("staff"), toJson(ListedStaff{{id}, name, Role::Cashier, active, pin})};
}

struct Till
{
    Till() { open(); }
    /// As after a restart of the program.
    void open() { list = std::make_unique<StaffList>(*store.db, clock); }
    Result<void> tell(const QList<TerminalList::Change> &changes)
    {
        return feed.apply(changes, ++cursor, clock.now());
    }
    /// What the check is answered.
    Result<StaffMember> check(qint64 id, const char *pin)
    {
        std::optional<Result<StaffMember>> answer;
        list->check({id}, QString::fromLatin1(pin), [&](const Result<StaffMember> &said) { answer = said; });
        ensure(!answer, "no answer from inside the call");
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 20'000);
        return answer ? *answer : Result<StaffMember>(fail(ErrorCode::Timeout));
    }
    QStringList names()
    {
        QStringList names;
        const auto members = list->members();
        for (const StaffMember &member : *members)
            names.append(member.name);
        return names;
    }
    qint64 tries(qint64 id)
    {
        auto row = store.db->exec("SELECT tries FROM staff WHERE id = ?", {id});
        return row && row->next() ? row->integer(0) : -1;
    }

    ManualClock clock;
    TestStore store{QStringLiteral("sqlcipher"), stationMigrations()};
    TerminalList feed{*store.db, {3}, {7}};
    qint64 cursor = 0;
    std::unique_ptr<StaffList> list;
};

const QString Wu = QStringLiteral("Wu");
const QString Li = QStringLiteral("Li");

}

class TestStaffList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void members_areWhoMaySignIn_byName();
    void malformed_isRefusedWhole_data();
    void malformed_isRefusedWhole();
    void rightPin_opens_wrongAndUnknownDoNot();
    void fiveWrongTries_lockThatMember_alsoOverARestart();
    void rightPin_beginsTheCountAnew();
    void newPin_countsAnew_theOldOneIsWrong();
    void pinThatChangesMeanwhile_isWrong();
    void whoLeavesMeanwhile_isUnknown();
    void pulledPlug_doesNotMakeATryFree();
    void clockSetBack_locksNobodyOutForLong();
    void check_leavesThisThreadFree();
    void failingStatement_opensNothing();
};

void TestStaffList::members_areWhoMaySignIn_byName()
{
    Till till;
    QVERIFY(till.names().isEmpty());
    const QByteArray hash = hashOf("2468");
    VERIFY_OK(till.tell({staff(9, Wu, hash), staff(7, Li, hash), staff(8, QStringLiteral("Ann"), hash)}));
    QCOMPARE(till.names(), (QStringList{QStringLiteral("Ann"), Li, Wu}));
    VERIFY_OK(till.tell({staff(8, QStringLiteral("Zoe"), hash), staff(7, Li, {}, false)}));
    QCOMPARE(till.names(), (QStringList{Wu, QStringLiteral("Zoe")}));
    QCOMPARE(till.list->nameOf({7}), Li); // for the receipts of what they did
    QCOMPARE(till.list->nameOf({70}), QString());
    // What opens nothing is not kept.
    QCOMPARE(till.store.figure("SELECT COUNT(*) FROM staff WHERE active = 0 AND pin <> ''"), 0);
    VERIFY_OK(till.tell({staff(7, Li, hash)}));
    QCOMPARE(till.names().size(), 3);
}

void TestStaffList::malformed_isRefusedWhole_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    const auto row = [](const char *name, const char *member, const QJsonValue &value) {
        QTest::newRow(name) << QString::fromLatin1(member) << value;
    };
    row("no number", "staff", QJsonValue());
    row("number 0", "staff", QStringLiteral("0"));
    row("no name", "name", QJsonValue());
    row("a terminal's role", "role", QStringLiteral("terminal"));
    row("no role at all", "role", QStringLiteral("king"));
    row("active without a PIN", "pin", QString());
}

void TestStaffList::malformed_isRefusedWhole()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    Till till;
    TerminalList::Change bad = staff(7, Li, hashOf("2468"));
    bad.body.insert(member, value);
    COMPARE_REFUSED(till.tell({staff(9, Wu, hashOf("2468")), bad}), ErrorCode::InvalidInput);
    QVERIFY(till.names().isEmpty());
    QCOMPARE(*till.feed.cursor(), 0);
}

void TestStaffList::rightPin_opens_wrongAndUnknownDoNot()
{
    Till till;
    VERIFY_OK(
        till.tell({staff(9, Wu, hashOf("2468")), staff(7, Li, hashOf("1357")), staff(8, Wu, {}, false)}));
    const auto wu = till.check(9, "2468");
    VERIFY_OK(wu);
    QCOMPARE(wu->name, Wu);
    QCOMPARE(wu->id, StaffId{9});
    QCOMPARE(wu->role, Role::Cashier);
    COMPARE_REFUSED(till.check(9, "1357"), ErrorCode::PinWrong); // another's
    COMPARE_REFUSED(till.check(9, ""), ErrorCode::PinWrong);
    COMPARE_REFUSED(till.check(9, "24680"), ErrorCode::PinWrong);
    COMPARE_REFUSED(till.check(4, "2468"), ErrorCode::StaffUnknown);
    COMPARE_REFUSED(till.check(8, "2468"), ErrorCode::StaffUnknown); // has left
    COMPARE_REFUSED(till.check(8, ""), ErrorCode::StaffUnknown);
}

void TestStaffList::fiveWrongTries_lockThatMember_alsoOverARestart()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468")), staff(7, Li, hashOf("1357"))}));
    for (int i = 1; i < StaffList::MaxTries; ++i) {
        COMPARE_REFUSED(till.check(9, "1111"), ErrorCode::PinWrong);
        till.open(); // a restart forgets none of them
    }
    COMPARE_REFUSED(till.check(9, "1111"), ErrorCode::TooManyAttempts);
    till.open();
    till.clock.advanceMs(StaffList::LockMs - 1);
    COMPARE_REFUSED(till.check(9, "2468"), ErrorCode::TooManyAttempts);
    VERIFY_OK(till.check(7, "1357")); // only that one
    till.clock.advanceMs(1);
    COMPARE_REFUSED(till.check(9, "1111"), ErrorCode::PinWrong); // five more
    VERIFY_OK(till.check(9, "2468"));
}

void TestStaffList::rightPin_beginsTheCountAnew()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468"))}));
    for (int round = 0; round < 3; ++round) {
        for (int i = 1; i < StaffList::MaxTries; ++i)
            COMPARE_REFUSED(till.check(9, "1111"), ErrorCode::PinWrong);
        VERIFY_OK(till.check(9, "2468")); // the fifth is the right one
    }
}

void TestStaffList::newPin_countsAnew_theOldOneIsWrong()
{
    Till till;
    const QByteArray old = hashOf("2468");
    VERIFY_OK(till.tell({staff(9, Wu, old)}));
    for (int i = 0; i < StaffList::MaxTries; ++i)
        QVERIFY(!till.check(9, "1111"));
    VERIFY_OK(till.tell({staff(9, QStringLiteral("Wu the elder"), old)})); // another name changes no tries
    COMPARE_REFUSED(till.check(9, "2468"), ErrorCode::TooManyAttempts);
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("8642"))})); // the manager helps
    COMPARE_REFUSED(till.check(9, "2468"), ErrorCode::PinWrong);
    VERIFY_OK(till.check(9, "8642"));
}

void TestStaffList::pinThatChangesMeanwhile_isWrong()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468"))}));
    std::optional<Result<StaffMember>> answer;
    till.list->check({9}, QStringLiteral("2468"), [&](const Result<StaffMember> &said) { answer = said; });
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("8642"))}));
    QTRY_VERIFY(answer);
    COMPARE_REFUSED(*answer, ErrorCode::PinWrong);
    VERIFY_OK(till.check(9, "8642"));
}

void TestStaffList::whoLeavesMeanwhile_isUnknown()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468"))}));
    std::optional<Result<StaffMember>> answer;
    till.list->check({9}, QStringLiteral("2468"), [&](const Result<StaffMember> &said) { answer = said; });
    VERIFY_OK(till.tell({staff(9, Wu, {}, false)}));
    QTRY_VERIFY(answer);
    COMPARE_REFUSED(*answer, ErrorCode::StaffUnknown);
}

void TestStaffList::pulledPlug_doesNotMakeATryFree()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468"))}));
    for (int i = 1; i <= StaffList::MaxTries; ++i) {
        bool answered = false;
        till.list->check({9}, QStringLiteral("1111"), [&](const Result<StaffMember> &) { answered = true; });
        till.open(); // the plug: nobody hears the answer
        QCoreApplication::processEvents();
        QVERIFY(!answered);
        QCOMPARE(till.tries(9), i % StaffList::MaxTries);
    }
    COMPARE_REFUSED(till.check(9, "2468"), ErrorCode::TooManyAttempts);
}

void TestStaffList::clockSetBack_locksNobodyOutForLong()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468"))}));
    for (int i = 0; i < StaffList::MaxTries; ++i)
        QVERIFY(!till.check(9, "1111"));
    till.clock.advanceMs(-24LL * 3'600'000);
    COMPARE_REFUSED(till.check(9, "2468"), ErrorCode::TooManyAttempts);
    till.clock.advanceMs(StaffList::LockMs - 1);
    COMPARE_REFUSED(till.check(9, "2468"), ErrorCode::TooManyAttempts); // it is not shortened either
    till.clock.advanceMs(1);
    VERIFY_OK(till.check(9, "2468"));
}

/// The counter goes on with its pumps while a PIN is looked at.
void TestStaffList::check_leavesThisThreadFree()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashSecret("2468"))})); // at the real cost
    std::optional<Result<StaffMember>> answer;
    QThread *answeredOn = nullptr;
    till.list->check({9}, QStringLiteral("2468"), [&](const Result<StaffMember> &said) {
        answer = said;
        answeredOn = QThread::currentThread();
    });
    QVERIFY(!answer);
    QTRY_VERIFY(answer);
    VERIFY_OK(*answer);
    QCOMPARE(answeredOn, thread());
}

/// Fails statement after statement: what cannot be counted is not looked at, and nothing opens.
void TestStaffList::failingStatement_opensNothing()
{
    Till till;
    VERIFY_OK(till.tell({staff(9, Wu, hashOf("2468"))}));
    for (int nth = 0;; ++nth) {
        int left = nth;
        bool fired = false;
        till.store.db->failNext = [&] { return left-- == 0 && (fired = true); };
        const auto answer = till.check(9, "2468");
        till.store.db->failNext = {};
        QCOMPARE(answer.has_value(), !fired);
        if (!fired)
            break;
        COMPARE_REFUSED(answer, ErrorCode::StoreFailed);
        QVERIFY(till.tries(9) <= 1);
        VERIFY_OK(till.check(9, "2468"));
    }
    till.store.db->failNext = [] { return true; };
    const auto members = till.list->members();
    till.store.db->failNext = {};
    QVERIFY(!members); // which is not the same as nobody
}

QTEST_GUILESS_MAIN(TestStaffList)
#include "tst_staff_list.moc"

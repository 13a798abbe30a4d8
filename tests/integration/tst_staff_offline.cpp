#include "tests/integration/counter_desk.h"

using namespace youka;
using youka::test::ServerAnswer;

namespace {

struct Desk : test::OfflineDesk
{
    /// Adds a cashier of the own station; gives the path of what can be done with them.
    QByteArray hire(const QByteArray &login)
    {
        const ServerAnswer added =
            post(Role::Manager, "/api/v1/staff",
                 "{\"login\":\"" + login + "\",\"name\":\"Wu Cashier\",\"role\":\"cashier\"}");
        ensure(added.status == 201, "a cashier is added");
        return "/api/v1/staff/" + added.json()[QLatin1String("id")].toString().toLatin1();
    }
};

struct Counter : test::Counter
{
    explicit Counter(Desk &at)
        : test::Counter(at)
    {
        node->agent.start();
    }
    void restart()
    {
        open();
        node->agent.start();
    }
    QList<StaffMember> members() { return *node->staff.members(); }
    /// As the one member there is.
    Result<StaffMember> signIn(const char *pin)
    {
        const QList<StaffMember> known = members();
        if (known.isEmpty())
            return fail(ErrorCode::NotFound);
        std::optional<Result<StaffMember>> answer;
        node->staff.check(known.first().id, QString::fromLatin1(pin),
                          [&](const Result<StaffMember> &said) { answer = said; });
        [[maybe_unused]] const bool came = QTest::qWaitFor([&] { return answer.has_value(); }, 20'000);
        return answer ? *answer : Result<StaffMember>(fail(ErrorCode::Timeout));
    }
};

}

/// Signing in at a counter that once heard of its staff, with and without the server.
class TestStaffOffline : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void serverGone_aMemberSignsIn_alsoAfterARestart();
    void newPin_andWhoLeft_reachTheTill();
};

void TestStaffOffline::serverGone_aMemberSignsIn_alsoAfterARestart()
{
    Desk desk;
    Counter till(desk);
    QVERIFY(till.members().isEmpty());
    int told = 0;
    QObject::connect(&till.node->staff, &StaffDesk::changed, [&] { ++told; });
    QCOMPARE(desk.post(Role::Manager, desk.hire("wu") + "/pin", R"({"pin":"2468"})").status, 200);
    QTRY_COMPARE(till.members().size(), 1);
    QCOMPARE(told, 1);
    desk.stop();
    QTRY_VERIFY_WITH_TIMEOUT(!till.node->agent.isOnline(), 20'000);
    const auto member = till.signIn("2468");
    VERIFY_OK(member);
    QCOMPARE(member->name, QStringLiteral("Wu Cashier"));
    COMPARE_REFUSED(till.signIn("2469"), ErrorCode::PinWrong);
    till.restart();
    VERIFY_OK(till.signIn("2468"));
    for (int i = 0; i < StaffList::MaxTries; ++i)
        QVERIFY(!till.signIn("1111"));
    till.restart();
    COMPARE_REFUSED(till.signIn("2468"), ErrorCode::TooManyAttempts); // nor does a restart help
    desk.clock.advanceMs(StaffList::LockMs);
    VERIFY_OK(till.signIn("2468"));
}

void TestStaffOffline::newPin_andWhoLeft_reachTheTill()
{
    Desk desk;
    Counter till(desk);
    const QByteArray wu = desk.hire("wu");
    QCOMPARE(desk.post(Role::Manager, wu + "/pin", R"({"pin":"2468"})").status, 200);
    QTRY_COMPARE(till.members().size(), 1);
    int told = 0;
    QObject::connect(&till.node->staff, &StaffDesk::changed, [&] { ++told; });
    QCOMPARE(desk.post(Role::Manager, wu + "/pin", R"({"pin":"8642"})").status, 200);
    QTRY_COMPARE(told, 1);
    COMPARE_REFUSED(till.signIn("2468"), ErrorCode::PinWrong);
    VERIFY_OK(till.signIn("8642"));
    QCOMPARE(desk.post(Role::Manager, wu + "/state", R"({"active":false})").status, 200);
    QTRY_VERIFY(till.members().isEmpty());
    QCOMPARE(desk.post(Role::Manager, wu + "/state", R"({"active":true})").status, 200);
    QTRY_COMPARE(till.members().size(), 1);
    VERIFY_OK(till.signIn("8642"));
    QCOMPARE(desk.post(Role::Operator, wu + "/station", R"({"station":""})").status, 200);
    QTRY_COMPARE(told, 4);
    VERIFY_OK(till.signIn("8642")); // of all stations, so of this one as well
}

QTEST_GUILESS_MAIN(TestStaffOffline)
#include "tst_staff_offline.moc"

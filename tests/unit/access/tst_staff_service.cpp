#include "core/domain/access/audit_log.h"
#include "core/domain/access/staff_json.h"
#include "core/domain/access/staff_service.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/change_feed.h"
#include "tests/support/two_stores.h"

#include <QJsonDocument>
#include <QTest>

using namespace youka;
using youka::test::TestStore;

namespace {

const Timestamp Now{1'767'225'600'000};
const QByteArray Pin("$argon2id$one");
const QByteArray OtherPin("$argon2id$two");

/// Staff on one store, each step in a transaction of its own.
struct Desk
{
    explicit Desk(TestStore &fresh)
        : store(fresh)
        , staff(*fresh.db)
    {
    }
    template <class Work>
    auto committed(Work work) -> decltype(work())
    {
        decltype(work()) result;
        const auto done = store.db->transaction([&]() -> Result<void> {
            result = work();
            if (!result)
                return fail(result.error());
            return {};
        });
        return done ? result : fail(done.error());
    }
    StaffId hire(const QString &login, StationId station = {1}, Role role = Role::Cashier)
    {
        const auto hired = committed([&] {
            return staff.hire(operator_, {login, login.toUpper(), role, station, QByteArray("h")}, Now);
        });
        ensure(hired.has_value(), "somebody is hired");
        return hired->id;
    }
    Result<Staff> setPin(StaffId id, const QByteArray &pin = Pin)
    {
        return committed([&] { return staff.setPin(operator_, id, pin, Now); });
    }
    Result<Staff> setActive(StaffId id, bool active)
    {
        return committed([&] { return staff.setActive(operator_, id, active, Now); });
    }
    Result<Staff> move(StaffId id, StationId to)
    {
        return committed([&] { return staff.move(operator_, id, to, Now); });
    }
    /// What a till of that station believes after all changes: each one's PIN; empty: may not sign in.
    QMap<qint64, QByteArray> known(StationId station)
    {
        QMap<qint64, QByteArray> pins;
        const auto page = ChangeFeed(*store.db).page({0, station.value, 0, 1'000});
        for (const Change &change : page->changes) {
            const auto listed = listedStaffFromJson(QJsonDocument::fromJson(change.body).object());
            ensure(change.topic == QLatin1String("staff") && listed.has_value(), "the feed tells of staff");
            ensure(QString::number(listed->id.value) == change.subject, "a change is of its subject");
            pins[listed->id.value] = listed->active ? listed->pin : QByteArray();
        }
        return pins;
    }
    void compact()
    {
        qint64 at = 0;
        do {
            const auto next = ChangeFeed(*store.db).compact(at, Now.plusMs(1));
            ensure(next.has_value(), "the feed is compacted");
            at = *next;
        } while (at != 0);
    }

    TestStore &store;
    StaffService staff;
    const Principal operator_{Role::Operator, 9'000, QStringLiteral("Root"), {}};
};

using Known = QMap<qint64, QByteArray>;

}

class TestStaffService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hire_onceAName_data() { test::addEngineRows(); }
    void hire_onceAName();
    void tills_areToldOfThoseWithAPin_data() { test::addEngineRows(); }
    void tills_areToldOfThoseWithAPin();
    void whoMoves_isForgottenWhereTheyWere_data() { test::addEngineRows(); }
    void whoMoves_isForgottenWhereTheyWere();
    void whoHasLeft_signsInNowhere_andIsSignedOut_data() { test::addEngineRows(); }
    void whoHasLeft_signsInNowhere_andIsSignedOut();
    void list_isOfThoseOneMayManage_data() { test::addEngineRows(); }
    void list_isOfThoseOneMayManage();
    void othersStaff_isRefused_nothingChanges_data() { test::addEngineRows(); }
    void othersStaff_isRefused_nothingChanges();
    void changes_areInTheAuditLog_withoutThePin_data() { test::addEngineRows(); }
    void changes_areInTheAuditLog_withoutThePin();
};

void TestStaffService::hire_onceAName()
{
    OPEN_STORE(store);
    Desk desk(store);
    desk.hire(QStringLiteral("wu"));
    COMPARE_REFUSED(desk.committed([&] {
        return desk.staff.hire(desk.operator_, {QStringLiteral("wu"), QStringLiteral("Other"), {}, {1}, {}},
                               Now);
    }),
                    ErrorCode::NotPermitted); // of no role
    COMPARE_REFUSED(desk.committed([&] {
        return desk.staff.hire(desk.operator_,
                               {QStringLiteral("wu"), QStringLiteral("Other"), Role::Cashier, {1}, {}}, Now);
    }),
                    ErrorCode::LoginTaken);
    COMPARE_REFUSED(desk.committed([&] {
        return desk.staff.hire(desk.operator_, {QStringLiteral("li"), {}, Role::Cashier, {1}, {}}, Now);
    }),
                    ErrorCode::InvalidInput);
    QCOMPARE(*desk.staff.count(), 1);
}

void TestStaffService::tills_areToldOfThoseWithAPin()
{
    OPEN_STORE(store);
    Desk desk(store);
    const StaffId one = desk.hire(QStringLiteral("one"));
    const StaffId two = desk.hire(QStringLiteral("two"));
    const StaffId all = desk.hire(QStringLiteral("all"), {0});
    VERIFY_OK(desk.setActive(two, false));
    VERIFY_OK(desk.setActive(two, true));
    QCOMPARE(desk.known({1}), Known()); // nobody has one
    VERIFY_OK(desk.setPin(one));
    VERIFY_OK(desk.setPin(all));
    QCOMPARE(desk.known({1}), (Known{{one.value, Pin}, {all.value, Pin}}));
    QCOMPARE(desk.known({2}), (Known{{all.value, Pin}}));
    VERIFY_OK(desk.setPin(one, OtherPin));
    QCOMPARE(desk.known({1})[one.value], OtherPin);
    VERIFY_OK(desk.setActive(one, false));
    QCOMPARE(desk.known({1})[one.value], QByteArray());
    VERIFY_OK(desk.setActive(one, true));
    QCOMPARE(desk.known({1})[one.value], OtherPin);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed WHERE calm <> 0"), 0); // told at once
    const auto known = desk.known({1});
    desk.compact();
    QCOMPARE(desk.known({1}), known);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed"), 2);
}

void TestStaffService::whoMoves_isForgottenWhereTheyWere()
{
    OPEN_STORE(store);
    Desk desk(store);
    const StaffId id = desk.hire(QStringLiteral("li"), {1});
    VERIFY_OK(desk.setPin(id));
    const Known here{{id.value, Pin}};
    const Known gone{{id.value, {}}};
    struct Step
    {
        int to;
        Known one;
        Known two;
        Known three;
    };
    // 0 is all stations; who was never told has nothing to forget.
    const std::vector<Step> steps{{2, gone, here, {}},   {1, here, gone, {}},   {0, here, here, here},
                                  {2, gone, here, gone}, {0, here, here, here}, {1, here, gone, gone},
                                  {1, here, gone, gone}, {2, gone, here, gone}};
    for (const Step &step : steps) {
        VERIFY_OK(desk.move(id, {step.to}));
        for (const bool compacted : {false, true}) {
            if (compacted)
                desk.compact();
            QCOMPARE(desk.known({1}), step.one);
            QCOMPARE(desk.known({2}), step.two);
            QCOMPARE(desk.known({3}), step.three);
        }
    }
}

void TestStaffService::whoHasLeft_signsInNowhere_andIsSignedOut()
{
    OPEN_STORE(store);
    Desk desk(store);
    const StaffId id = desk.hire(QStringLiteral("li"), {1}, Role::Manager);
    const StaffId other = desk.hire(QStringLiteral("wu"), {1});
    const auto signIn = [&](const QString &login) {
        return desk.committed([&] { return desk.staff.signIn(**desk.staff.byLogin(login), true, Now); });
    };
    const auto first = signIn(QStringLiteral("li"));
    const auto others = signIn(QStringLiteral("wu"));
    QVERIFY(*first && *others);
    // A customer's session of the same number is not theirs.
    VERIFY_OK(StaffRepository(*store.db).insertSession(
        sha256("c"), {Role::Customer, id.value, QStringLiteral("c"), {}}, Now.plusMs(1'000)));
    VERIFY_OK(desk.setActive(id, false));
    QVERIFY(!*desk.staff.session((*first)->token, Now));
    QVERIFY(*desk.staff.session((*others)->token, Now));
    QVERIFY(*desk.staff.session("c", Now));
    QVERIFY(!*signIn(QStringLiteral("li")));
    VERIFY_OK(desk.setActive(id, true));
    QVERIFY(!*desk.staff.session((*first)->token, Now)); // back, but signed out
    const auto again = signIn(QStringLiteral("li"));
    QVERIFY(*again);
    VERIFY_OK(desk.move(id, {2}));
    QVERIFY(!*desk.staff.session((*again)->token, Now)); // it was one of the other station
    // Nobody locks oneself out.
    const Principal self{Role::Manager, other.value, QStringLiteral("wu"), {1}};
    COMPARE_REFUSED(desk.committed([&] { return desk.staff.setActive(self, other, false, Now); }),
                    ErrorCode::NotPermitted);
}

void TestStaffService::list_isOfThoseOneMayManage()
{
    OPEN_STORE(store);
    Desk desk(store);
    desk.hire(QStringLiteral("anna"), {1});
    desk.hire(QStringLiteral("bert"), {2});
    desk.hire(QStringLiteral("carl"), {0}, Role::Manager);
    desk.hire(QStringLiteral("dora"), {1}, Role::Operator);
    desk.hire(QStringLiteral("emil"), {1}, Role::Manager);
    const auto names = [&](const Principal &who, const StaffRepository::Wanted &wanted = {}) {
        QStringList logins;
        const auto staff = desk.staff.list(who, wanted);
        for (const Staff &member : *staff) {
            ensure(mayManage(who, member.role, member.station), "only those are shown");
            logins.append(member.login);
        }
        return logins.join(u' ');
    };
    const Principal here{Role::Manager, 1, {}, {1}};
    const Principal everywhere{Role::Manager, 1, {}, {0}};
    QCOMPARE(names(here), QStringLiteral("anna emil"));
    QCOMPARE(names(everywhere), QStringLiteral("anna bert carl emil"));
    QCOMPARE(names(desk.operator_), QStringLiteral("anna bert carl dora emil"));
    StaffRepository::Wanted wanted;
    wanted.filter = QStringLiteral("r");
    QCOMPARE(names(desk.operator_, wanted), QStringLiteral("bert carl dora"));
    wanted.most = 1;
    QCOMPARE(names(desk.operator_, wanted), QStringLiteral("bert"));
    wanted.after = (*desk.staff.byLogin(QStringLiteral("bert")))->id;
    QCOMPARE(names(desk.operator_, wanted), QStringLiteral("carl"));
}

void TestStaffService::othersStaff_isRefused_nothingChanges()
{
    OPEN_STORE(store);
    Desk desk(store);
    const StaffId cashier = desk.hire(QStringLiteral("wu"), {2});
    const StaffId boss = desk.hire(QStringLiteral("root"), {1}, Role::Operator);
    const StaffId mine = desk.hire(QStringLiteral("li"), {1});
    const Principal manager{Role::Manager, 77, QStringLiteral("Lin"), {1}};
    const qint64 entries = store.figure("SELECT COUNT(*) FROM audit");
    for (const StaffId id : {cashier, boss}) {
        COMPARE_REFUSED(desk.committed([&] { return desk.staff.setPin(manager, id, Pin, Now); }),
                        ErrorCode::NotPermitted);
        COMPARE_REFUSED(desk.committed([&] { return desk.staff.setActive(manager, id, false, Now); }),
                        ErrorCode::NotPermitted);
        COMPARE_REFUSED(desk.committed([&] { return desk.staff.move(manager, id, {1}, Now); }),
                        ErrorCode::NotPermitted);
    }
    COMPARE_REFUSED(desk.committed([&] { return desk.staff.move(manager, mine, {2}, Now); }),
                    ErrorCode::NotPermitted); // nor given away to others
    COMPARE_REFUSED(desk.committed([&] { return desk.staff.setPin(manager, {4'711}, Pin, Now); }),
                    ErrorCode::NotFound);
    for (const auto &[role, station] : {std::pair{Role::Operator, 1}, {Role::Cashier, 2}, {Role::Cashier, 0}})
        COMPARE_REFUSED(desk.committed([&] {
            return desk.staff.hire(manager, {QStringLiteral("x"), QStringLiteral("X"), role, {station}, {}},
                                   Now);
        }),
                        ErrorCode::NotPermitted);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM audit"), entries);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM feed"), 0);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM staff WHERE pin = '' AND state = 1"), 3);
}

void TestStaffService::changes_areInTheAuditLog_withoutThePin()
{
    OPEN_STORE(store);
    Desk desk(store);
    const StaffId id = desk.hire(QStringLiteral("li"));
    VERIFY_OK(desk.setPin(id));
    VERIFY_OK(desk.move(id, {2}));
    VERIFY_OK(desk.setActive(id, false));
    auto rows = store.db->exec("SELECT action, actor, subject, detail FROM audit ORDER BY id");
    VERIFY_OK(rows);
    QStringList actions;
    while (rows->next()) {
        actions.append(rows->text(0));
        QCOMPARE(rows->text(1), QStringLiteral("Root"));
        QCOMPARE(rows->text(2), QStringLiteral("staff %1").arg(id.value));
        QVERIFY(!rows->text(3).contains(u"argon2id"));
    }
    QCOMPARE(actions.join(u' '), QStringLiteral("staff.add staff.pin staff.move staff.state"));
    const auto proof = AuditLog(*store.db).verify();
    VERIFY_OK(proof);
    QCOMPARE(proof->faults, QStringList());
}

QTEST_GUILESS_MAIN(TestStaffService)
#include "tst_staff_service.moc"

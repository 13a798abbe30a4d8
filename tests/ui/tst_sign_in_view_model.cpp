#include "tests/support/fake_staff.h"
#include "ui/sentences/sentences.h"
#include "ui/viewmodels/sign_in_view_model.h"

#include <QSignalSpy>
#include <QTest>

using namespace youka;

namespace {

constexpr qint64 LockAfterMs = 10 * 60'000;

struct Bench
{
    explicit Bench(bool withStaff = true, qint64 lockAfterMs = LockAfterMs)
    {
        if (withStaff) {
            staff.add(7, QStringLiteral("Li Na"), QStringLiteral("2468"));
            staff.add(12, QStringLiteral("Wu Gang"), QStringLiteral("13571357"), Role::Manager);
        }
        model = std::make_unique<SignInViewModel>(SignInTerms{&staff, lockAfterMs}, clock, translator);
    }
    void type(const char *digits)
    {
        for (const char *c = digits; *c; ++c)
            model->press(QString(QLatin1Char(*c)));
    }
    void enter(const char *digits)
    {
        type(digits);
        model->confirm();
        QCoreApplication::processEvents();
    }
    void signIn(int row = 0, const char *pin = "2468")
    {
        model->choose(row);
        enter(pin);
    }
    ManualClock clock;
    Translator translator{Language::English};
    FakeStaff staff;
    std::unique_ptr<SignInViewModel> model;
};

}

class TestSignInViewModel : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nobodyHasAPin_nobodyIsAsked()
    {
        Bench b(false);
        QVERIFY(!b.model->isNeeded());
        QCOMPARE(b.model->who(), StaffId());
        b.staff.add(7, QStringLiteral("Li Na"), QStringLiteral("2468")); // the feed tells of the first one
        QVERIFY(b.model->isNeeded());
        b.staff.leave(7);
        QVERIFY(!b.model->isNeeded());
        const SignInViewModel without({}, b.clock, b.translator);
        QVERIFY(!without.isNeeded());
    }

    void tileAndPin_open()
    {
        Bench b;
        QVERIFY(b.model->isNeeded());
        QCOMPARE(b.model->people()->count(), 2);
        const QModelIndex second = b.model->people()->index(1);
        QCOMPARE(second.data(StaffListModel::NameRole).toString(), QStringLiteral("Wu Gang"));
        QCOMPARE(second.data(StaffListModel::DetailRole).toString(), QStringLiteral("No. 12 · Manager"));
        b.model->choose(1);
        QVERIFY(b.model->asksPin());
        QCOMPARE(b.model->heading(), QStringLiteral("Wu Gang"));
        b.type("135");
        QVERIFY(!b.model->canConfirm());
        b.model->confirm(); // too short: not even asked
        QCOMPARE(b.staff.checked, 0);
        b.type("713570"); // no more than eight
        QCOMPARE(b.model->pinLength(), 8);
        b.model->press(QStringLiteral("back"));
        b.enter("7");
        QVERIFY(!b.model->isNeeded());
        QCOMPARE(b.model->who(), StaffId{12});
        QCOMPARE(b.model->name(), QStringLiteral("Wu Gang"));
        QCOMPARE(b.model->pinLength(), 0);
        QVERIFY(!b.model->asksPin());
    }

    void numberAndPin_open()
    {
        Bench b;
        b.model->confirm();
        QVERIFY(!b.model->asksPin());
        b.enter("3");
        QCOMPARE(b.model->errorText(), sentence(ErrorCode::StaffUnknown));
        QVERIFY(b.model->numberText().isEmpty());
        b.type("1");
        QVERIFY(b.model->errorText().isEmpty());
        b.type("2");
        b.model->press(QStringLiteral("back"));
        b.enter("2");
        QCOMPARE(b.model->heading(), QStringLiteral("Wu Gang"));
        b.enter("13571357");
        QCOMPARE(b.model->who(), StaffId{12});
    }

    void wrongPin_saysSo_lockedOne_letsSomebodyElse()
    {
        Bench b;
        b.signIn(0, "9999");
        QVERIFY(b.model->isNeeded());
        QCOMPARE(b.model->errorText(), sentence(ErrorCode::PinWrong, Language::English));
        QVERIFY(b.model->asksPin());
        QCOMPARE(b.model->pinLength(), 0);
        b.translator.setLanguage(Language::Chinese);
        QCOMPARE(b.model->errorText(), sentence(ErrorCode::PinWrong, Language::Chinese));
        b.translator.setLanguage(Language::English);
        b.staff.failNext = ErrorCode::TooManyAttempts;
        b.enter("2468");
        QCOMPARE(b.model->errorText(), sentence(ErrorCode::TooManyAttempts));
        QVERIFY(!b.model->asksPin());
        b.signIn(1, "13571357");
        QCOMPARE(b.model->who(), StaffId{12});
    }

    void back_goesToTheNames_andForgets()
    {
        Bench b;
        b.model->choose(0);
        b.type("24");
        b.model->back();
        QVERIFY(!b.model->asksPin());
        b.model->choose(0);
        QCOMPARE(b.model->pinLength(), 0);
        for (const int row : {-1, 2})
            b.model->choose(row);
        QCOMPARE(b.model->heading(), QStringLiteral("Li Na")); // of nobody: nothing happens
    }

    void whileItIsLookedAt_nothingElseIsTaken()
    {
        Bench b;
        b.staff.silent = true;
        b.signIn();
        QVERIFY(b.model->busy());
        QVERIFY(!b.model->canConfirm());
        b.type("1111");
        b.model->confirm();
        b.model->back();
        b.model->choose(1);
        b.clock.advanceMs(LockAfterMs);
        b.model->tick();
        QCOMPARE(b.staff.checked, 1);
        b.staff.answerAll();
        QVERIFY(!b.model->busy());
        QCOMPARE(b.model->who(), StaffId{7});
        b.model->tick(); // the answer counts as somebody being there
        QCOMPARE(b.model->who(), StaffId{7});
    }

    void noInput_locks_inputDoesNot()
    {
        Bench b;
        b.signIn();
        const QSignalSpy locked(b.model.get(), &SignInViewModel::locked);
        for (int i = 0; i < 5; ++i) {
            b.clock.advanceMs(LockAfterMs - 1);
            b.model->tick();
            QCOMPARE(b.model->who(), StaffId{7});
            b.model->noteInput();
        }
        b.clock.advanceMs(LockAfterMs - 1);
        b.model->tick();
        QCOMPARE(locked.count(), 0);
        b.clock.advanceMs(1);
        b.model->tick();
        QCOMPARE(locked.count(), 1);
        QVERIFY(b.model->isNeeded());
        QCOMPARE(b.model->who(), StaffId());
    }

    void lockAfterZero_onlyByHand()
    {
        Bench b(true, 0);
        b.signIn();
        b.clock.advanceMs(30LL * 24 * 3'600'000);
        b.model->tick();
        QVERIFY(!b.model->isNeeded());
        b.model->lock();
        QVERIFY(b.model->isNeeded());
    }

    void halfAPin_isForgottenAfterAMinute()
    {
        Bench b;
        b.model->choose(0);
        b.type("246");
        b.clock.advanceMs(SignInViewModel::TypingKeptMs - 1);
        b.model->tick();
        QCOMPARE(b.model->pinLength(), 3);
        b.clock.advanceMs(1);
        b.model->tick();
        QVERIFY(!b.model->asksPin());
        b.type("1");
        b.clock.advanceMs(SignInViewModel::TypingKeptMs);
        b.model->tick();
        QVERIFY(b.model->numberText().isEmpty());
    }

    void whoLeaves_isSignedOut_othersAreNot()
    {
        Bench b;
        b.signIn();
        b.staff.leave(12);
        QCOMPARE(b.model->who(), StaffId{7});
        b.staff.add(7, QStringLiteral("Li Na-Wu"), QStringLiteral("2468"));
        QCOMPARE(b.model->name(), QStringLiteral("Li Na-Wu"));
        b.staff.leave(7);
        QCOMPARE(b.model->who(), StaffId());
        QVERIFY(!b.model->isNeeded()); // the last one: the station has nobody with a PIN
        b.staff.add(12, QStringLiteral("Wu Gang"), QStringLiteral("13571357"));
        b.model->choose(0);
        b.staff.leave(12);
        QVERIFY(!b.model->asksPin());
    }

    void storeThatDoesNotAnswer_opensNothing()
    {
        ManualClock clock;
        Translator translator{Language::English};
        FakeStaff staff;
        staff.add(7, QStringLiteral("Li Na"), QStringLiteral("2468"));
        staff.unreadable = true;
        SignInViewModel model({&staff, LockAfterMs}, clock, translator);
        QVERIFY(model.isNeeded());
        QCOMPARE(model.errorText(), sentence(ErrorCode::StoreFailed));
        model.tick();
        QVERIFY(model.isNeeded());
        staff.unreadable = false;
        model.tick();
        QVERIFY(model.errorText().isEmpty());
        QCOMPARE(model.people()->count(), 1);
    }
};

QTEST_GUILESS_MAIN(TestSignInViewModel)
#include "tst_sign_in_view_model.moc"

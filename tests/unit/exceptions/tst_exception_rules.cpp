#include "core/domain/exceptions/exception_rules.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

const Principal Lin{Role::Manager, 1, QStringLiteral("Lin"), {}};
const Principal Wu{Role::Manager, 2, QStringLiteral("Wu"), {}};
const Principal Ops{Role::Operator, 3, QStringLiteral("Ops"), {}};
const Principal Till{Role::Cashier, 4, QStringLiteral("Till"), {}};
const Principal Elsewhere{Role::Manager, 5, QStringLiteral("Else"), {9}};
const Principal Here{Role::Manager, 6, QStringLiteral("Here"), {7}};
constexpr Money Limit{50'000, {}};

ExceptionCase inState(ExceptionState state, Money amount = 100_yuan,
                      ExceptionKind kind = ExceptionKind::Overdrawn)
{
    ExceptionCase exception;
    exception.id = {1};
    exception.found.kind = kind;
    exception.found.station = {7};
    exception.found.amount = amount;
    exception.state = state;
    if (state == ExceptionState::Taken || state == ExceptionState::Proposed)
        exception.worker = {Lin.subject, Lin.name};
    if (state == ExceptionState::Proposed) {
        exception.maker = exception.worker;
        exception.resolution = Resolution::WriteOff;
    }
    return exception;
}

constexpr ExceptionState States[] = {ExceptionState::Open, ExceptionState::Taken, ExceptionState::Proposed,
                                     ExceptionState::Resolved};

/// What became of a step, as one word.
QString said(const Result<ExceptionState> &state)
{
    return state ? QString(exceptionStateName(*state)) : QString(errorCodeName(state.error().code));
}

}

class TestExceptionRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKind_hasAPolicy();
    void names_goThereAndBack();
    void steps_inEveryState_data();
    void steps_inEveryState();
    void proposal_refusals_data();
    void proposal_refusals();
    void secondPerson_aboveTheLimit_data();
    void secondPerson_aboveTheLimit();
    void confirmation_isAnotherPersons();
    void cashiersAndOtherStations_seeNothing();
    void overdue_afterItsHours();
    void moneyOfChannels_isForTwoManagers();
    void clock_toleratesTwoMinutes_data();
    void clock_toleratesTwoMinutes();
};

void TestExceptionRules::everyKind_hasAPolicy()
{
    QCOMPARE(int(exceptionPolicies().size()), int(ExceptionKind::PaymentLong) + 1);
    QStringList names;
    for (int kind = 0; kind <= int(ExceptionKind::PaymentLong); ++kind) {
        const ExceptionPolicy &policy = policyOf(ExceptionKind(kind));
        QCOMPARE(int(policy.kind), kind);
        QVERIFY(policy.owner == Role::Manager || policy.owner == Role::Operator);
        QVERIFY(policy.alarmHours > 0);
        QCOMPARE(policy.resolutions[0], Resolution::Explained);
        // A write-off is allowed exactly where money waits to be written off.
        const bool writesOff =
            std::find(policy.resolutions.begin(), policy.resolutions.end(), Resolution::WriteOff)
            != policy.resolutions.end();
        QCOMPARE(writesOff, policy.waits != ExceptionPolicy::Waits::Nowhere);
        names += QLatin1String(policy.name);
    }
    QCOMPARE(names.removeDuplicates(), 0);
}

void TestExceptionRules::names_goThereAndBack()
{
    for (const ExceptionPolicy &policy : exceptionPolicies())
        QVERIFY(exceptionKindFromName(QString(exceptionKindName(policy.kind))) == policy.kind);
    QVERIFY(exceptionKindFromName(u"card-state") == ExceptionKind::CardFrozen);
    QVERIFY(!exceptionKindFromName(u"nothing-like-it"));
    for (const ExceptionState state : States)
        QVERIFY(exceptionStateFromName(QString(exceptionStateName(state))) == state);
    for (const Resolution resolution :
         {Resolution::None, Resolution::Explained, Resolution::ChargeCustomer, Resolution::WriteOff})
        QVERIFY(resolutionFromName(QString(resolutionName(resolution))) == resolution);
}

void TestExceptionRules::steps_inEveryState_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<QString>("taken");
    QTest::addColumn<QString>("proposed");
    QTest::addColumn<QString>("confirmed");
    QTest::addColumn<QString>("rejected");
    const QString no = QStringLiteral("exception.state-conflict");
    const auto row = [&](ExceptionState state, const char *taken, const char *proposed, const char *confirmed,
                         const char *rejected) {
        const auto text = [&](const char *word) { return *word ? QString::fromLatin1(word) : no; };
        QTest::newRow(exceptionStateName(state).data())
            << int(state) << text(taken) << text(proposed) << text(confirmed) << text(rejected);
    };
    row(ExceptionState::Open, "taken", "", "", "");
    row(ExceptionState::Taken, "taken", "resolved", "", "");
    row(ExceptionState::Proposed, "", "", "resolved", "taken");
    row(ExceptionState::Resolved, "", "", "", "");
}

void TestExceptionRules::steps_inEveryState()
{
    QFETCH(int, state);
    const ExceptionCase exception = inState(ExceptionState(state));
    const Proposal proposal{Resolution::WriteOff, QStringLiteral("gone")};
    QTEST(said(decideTake(exception, Wu)), "taken");
    QTEST(said(decideProposal(exception, Lin, proposal, Limit)), "proposed");
    QTEST(said(decideConfirmation(exception, Wu)), "confirmed");
    QTEST(said(decideRejection(exception, Wu, QStringLiteral("no"))), "rejected");
}

void TestExceptionRules::proposal_refusals_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("who");
    QTest::addColumn<int>("resolution");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, ExceptionKind kind, const Principal &who, Resolution resolution,
                        const char *reason, const char *expected) {
        QTest::newRow(name) << int(kind) << int(who.subject) << int(resolution) << QString::fromLatin1(reason)
                            << QString::fromLatin1(expected);
    };
    using K = ExceptionKind;
    using R = Resolution;
    row("right", K::Overdrawn, Lin, R::ChargeCustomer, "theirs", "resolved");
    row("not the one who took it", K::Overdrawn, Wu, R::Explained, "x", "exception.state-conflict");
    row("no reason", K::Overdrawn, Lin, R::Explained, "  ", "input.invalid");
    row("nothing chosen", K::Overdrawn, Lin, R::None, "x", "exception.resolution");
    row("nothing to write off", K::Clock, Lin, R::WriteOff, "x", "exception.resolution");
    row("nobody to charge", K::HoldUnknown, Lin, R::ChargeCustomer, "x", "exception.resolution");
    row("operator explains", K::ChainGap, Ops, R::Explained, "cable", "resolved");
    row("operator moves no money", K::Overdrawn, Ops, R::WriteOff, "x", "access.not-permitted");
    row("operator leaves no debt", K::Overdrawn, Ops, R::ChargeCustomer, "x", "access.not-permitted");
}

void TestExceptionRules::proposal_refusals()
{
    QFETCH(int, kind);
    QFETCH(int, who);
    QFETCH(int, resolution);
    QFETCH(QString, reason);
    ExceptionCase exception = inState(ExceptionState::Taken, 100_yuan, ExceptionKind(kind));
    if (who == Ops.subject)
        exception.worker = {Ops.subject, Ops.name};
    const Principal &person = who == Ops.subject ? Ops : who == Wu.subject ? Wu : Lin;
    QTEST(said(decideProposal(exception, person, {Resolution(resolution), reason}, Limit)), "expected");
}

void TestExceptionRules::secondPerson_aboveTheLimit_data()
{
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<bool>("needed");
    const auto row = [](const char *name, qint64 minor, const char *currency, bool needed) {
        QTest::newRow(name) << minor << QString::fromLatin1(currency) << needed;
    };
    row("nothing", 0, "CNY", false);
    row("at the limit", 50'000, "CNY", false);
    row("a fen more", 50'001, "CNY", true);
    row("no minor unit, at it", 500, "JPY", false);
    row("no minor unit, more", 501, "JPY", true);
    row("three digits, at it", 500'000, "KWD", false);
    row("three digits, more", 500'001, "KWD", true);
}

void TestExceptionRules::secondPerson_aboveTheLimit()
{
    QFETCH(qint64, minor);
    QFETCH(QString, currency);
    QFETCH(bool, needed);
    const Money amount{minor, *Currency::parse(currency)};
    QCOMPARE(needsSecondPerson(amount, Limit), needed);
    const auto state = decideProposal(inState(ExceptionState::Taken, amount), Lin,
                                      {Resolution::ChargeCustomer, QStringLiteral("x")}, Limit);
    QCOMPARE(said(state), needed ? QStringLiteral("proposed") : QStringLiteral("resolved"));
}

void TestExceptionRules::confirmation_isAnotherPersons()
{
    const ExceptionCase proposed = inState(ExceptionState::Proposed, 600_yuan);
    QCOMPARE(said(decideConfirmation(proposed, Lin)), QStringLiteral("access.four-eyes"));
    QCOMPARE(said(decideConfirmation(proposed, Ops)), QStringLiteral("access.not-permitted"));
    QCOMPARE(said(decideConfirmation(proposed, Wu)), QStringLiteral("resolved"));
    QCOMPARE(said(decideRejection(proposed, Wu, QStringLiteral(" "))), QStringLiteral("input.invalid"));
    // Whoever proposed it may think again.
    QCOMPARE(said(decideRejection(proposed, Lin, QStringLiteral("mistaken"))), QStringLiteral("taken"));
}

void TestExceptionRules::cashiersAndOtherStations_seeNothing()
{
    const QString no = QStringLiteral("not-found");
    for (const ExceptionState state : States)
        for (const Principal &who : {Till, Elsewhere, Principal{Role::Terminal, 1, {}, {}}, Principal{}}) {
            const ExceptionCase exception = inState(state);
            QVERIFY(!isTheirs(exception, who));
            QCOMPARE(said(decideTake(exception, who)), no);
            QCOMPARE(
                said(decideProposal(exception, who, {Resolution::Explained, QStringLiteral("x")}, Limit)),
                no);
            QCOMPARE(said(decideConfirmation(exception, who)), no);
            QCOMPARE(said(decideRejection(exception, who, QStringLiteral("x"))), no);
        }
    QCOMPARE(said(decideTake(inState(ExceptionState::Open), Here)), QStringLiteral("taken"));
}

void TestExceptionRules::moneyOfChannels_isForTwoManagers()
{
    const Principal manager{Role::Manager, 1, QStringLiteral("M"), {}};
    const Principal second{Role::Manager, 2, QStringLiteral("S"), {}};
    const Principal technician{Role::Operator, 3, QStringLiteral("O"), {}};
    for (const ExceptionKind kind : {ExceptionKind::PaymentShort, ExceptionKind::PaymentLong}) {
        ExceptionCase exception;
        exception.found.kind = kind;
        exception.found.amount = {1, {}}; // one fen
        exception.state = ExceptionState::Taken;
        const Proposal explained{Resolution::Explained, QStringLiteral("seen")};
        exception.worker = {technician.subject, technician.name};
        QCOMPARE(decideProposal(exception, technician, explained, {50'000, {}}).error().code,
                 ErrorCode::NotPermitted);
        exception.worker = {manager.subject, manager.name};
        QCOMPARE(*decideProposal(exception, manager, explained, {50'000, {}}), ExceptionState::Proposed);
        exception.state = ExceptionState::Proposed;
        exception.maker = exception.worker;
        exception.resolution = Resolution::Explained;
        QCOMPARE(decideConfirmation(exception, manager).error().code, ErrorCode::FourEyesNeeded);
        QCOMPARE(decideConfirmation(exception, technician).error().code, ErrorCode::NotPermitted);
        QCOMPARE(*decideConfirmation(exception, second), ExceptionState::Resolved);
    }
}

void TestExceptionRules::overdue_afterItsHours()
{
    for (const ExceptionPolicy &policy : exceptionPolicies()) {
        ExceptionCase exception = inState(ExceptionState::Taken, 1_yuan, policy.kind);
        const Timestamp alarm = exception.at.plusMs(policy.alarmHours * 3'600'000LL);
        QVERIFY(!isOverdue(exception, alarm));
        QVERIFY(isOverdue(exception, alarm.plusMs(1)));
        exception.state = ExceptionState::Resolved;
        QVERIFY(!isOverdue(exception, alarm.plusMs(1)));
    }
}

void TestExceptionRules::clock_toleratesTwoMinutes_data()
{
    QTest::addColumn<qint64>("ahead");
    QTest::addColumn<qint64>("back");
    QTest::addColumn<bool>("wrong");
    QTest::newRow("now") << qint64(0) << qint64(0) << false;
    QTest::newRow("long ago") << qint64(-86'400'000) << qint64(0) << false;
    QTest::newRow("two minutes ahead") << ClockToleranceMs << qint64(0) << false;
    QTest::newRow("more") << ClockToleranceMs + 1 << qint64(0) << true;
    QTest::newRow("two minutes back") << qint64(0) << ClockToleranceMs << false;
    QTest::newRow("more back") << qint64(0) << ClockToleranceMs + 1 << true;
}

void TestExceptionRules::clock_toleratesTwoMinutes()
{
    QFETCH(qint64, ahead);
    QFETCH(qint64, back);
    QFETCH(bool, wrong);
    constexpr Timestamp Now{1'767'225'600'000};
    const Timestamp at = Now.plusMs(ahead);
    QCOMPARE(isClockWrong(at, at.plusMs(back), Now), wrong);
    QCOMPARE(isClockWrong(at, std::nullopt, Now), wrong && back == 0);
}

QTEST_GUILESS_MAIN(TestExceptionRules)
#include "tst_exception_rules.moc"

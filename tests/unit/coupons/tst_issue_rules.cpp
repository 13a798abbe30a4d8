#include "core/domain/coupons/campaign_rules.h"
#include "core/domain/coupons/issue_rules.h"

#include <QRandomGenerator>
#include <QSet>
#include <QTest>

using namespace youka;

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

IssueRule ruleOf(IssueEvent event)
{
    IssueRule rule;
    rule.event = event;
    rule.amount = Money{10'000, {}};
    rule.volume = {50'000};
    rule.days = 7;
    rule.level = QStringLiteral("gold");
    rule.toInviter = true;
    return rule;
}

}

class TestIssueRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cause_data();
    void cause();
    void birthday_comesOnceAYear_data();
    void birthday_comesOnceAYear();
    void oneCause_hasOneName();
    void terms_areChecked_data();
    void terms_areChecked();
};

void TestIssueRules::cause_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<qint64>("ml");
    QTest::addColumn<int>("days");
    QTest::addColumn<QString>("level");
    QTest::addColumn<QString>("cause");
    const auto row = [](const char *name, IssueEvent event, qint64 amount, qint64 ml, int days,
                        const QString &level, const QString &cause) {
        QTest::newRow(name) << int(event) << amount << ml << days << level << cause;
    };
    const QString op = QStringLiteral("0a0b");
    row("no rule", IssueEvent::None, 99'999, 99'999, 99, QStringLiteral("gold"), {});
    row("top-up enough", IssueEvent::TopUp, 10'000, 0, 0, {}, QStringLiteral("top-up ") + op);
    row("top-up short", IssueEvent::TopUp, 9'999, 0, 0, {}, {});
    row("spent enough", IssueEvent::Spend, 10'000, 0, 0, {}, QStringLiteral("sale ") + op);
    row("spent short", IssueEvent::Spend, 9'999, 0, 0, {}, {});
    row("litres enough", IssueEvent::Litres, 0, 50'000, 0, {}, QStringLiteral("sale ") + op);
    row("litres short", IssueEvent::Litres, 0, 49'999, 0, {}, {});
    row("sign-up", IssueEvent::SignUp, 0, 0, 0, {}, QStringLiteral("sign-up"));
    row("dormant", IssueEvent::Dormancy, 0, 0, 7, {}, QStringLiteral("dormant since 1000"));
    row("not yet dormant", IssueEvent::Dormancy, 0, 0, 6, {}, {});
    row("level", IssueEvent::Level, 0, 0, 0, QStringLiteral("gold"), QStringLiteral("level gold"));
    row("another level", IssueEvent::Level, 0, 0, 0, QStringLiteral("silver"), {});
    row("invited", IssueEvent::Invitation, 0, 0, 0, {}, QStringLiteral("invited 4"));
}

void TestIssueRules::cause()
{
    QFETCH(int, event);
    QFETCH(qint64, amount);
    QFETCH(qint64, ml);
    QFETCH(int, days);
    QFETCH(QString, level);
    QFETCH(QString, cause);
    IssueFacts facts;
    facts.amount = {amount, {}};
    facts.volume = {ml};
    facts.last = {1'000};
    facts.now = facts.last.plusMs(days * DayMs);
    facts.from = facts.levelSince = {500};
    facts.level = level;
    facts.invited = {4};
    facts.operation = QByteArray("\x0a\x0b");
    QCOMPARE(causeOf(ruleOf(IssueEvent(event)), facts).value_or(QString()), cause);
    if (IssueEvent(event) == IssueEvent::Level) { // had it before the campaign began
        facts.levelSince = {499};
        QVERIFY(!causeOf(ruleOf(IssueEvent::Level), facts));
    }
}

void TestIssueRules::birthday_comesOnceAYear_data()
{
    QTest::addColumn<QDate>("born");
    QTest::addColumn<QDate>("today");
    QTest::addColumn<QString>("cause");
    const QDate born(1990, 6, 15);
    QTest::newRow("eight days before") << born << QDate(2026, 6, 7) << QString();
    QTest::newRow("seven days before") << born << QDate(2026, 6, 8) << QStringLiteral("birthday 2026");
    QTest::newRow("that day") << born << QDate(2026, 6, 15) << QStringLiteral("birthday 2026");
    QTest::newRow("the day after") << born << QDate(2026, 6, 16) << QString();
    QTest::newRow("over new year") << QDate(1990, 1, 2) << QDate(2026, 12, 28)
                                   << QStringLiteral("birthday 2027");
    QTest::newRow("leap day, other year")
        << QDate(2000, 2, 29) << QDate(2026, 2, 28) << QStringLiteral("birthday 2026");
    QTest::newRow("leap day, leap year")
        << QDate(2000, 2, 29) << QDate(2028, 2, 29) << QStringLiteral("birthday 2028");
    QTest::newRow("not known") << QDate() << QDate(2026, 2, 28) << QString();
}

void TestIssueRules::birthday_comesOnceAYear()
{
    QFETCH(QDate, born);
    QFETCH(QDate, today);
    QFETCH(QString, cause);
    IssueFacts facts;
    facts.birthday = born;
    facts.today = today;
    QCOMPARE(causeOf(ruleOf(IssueEvent::Birthday), facts).value_or(QString()), cause);
}

/// Asked on every day of ten years: a birthday has as many causes as there were birthdays, a purchase that
/// dormancy began with one however long it lasts.
void TestIssueRules::oneCause_hasOneName()
{
    QRandomGenerator random(4);
    for (int run = 0; run < 50; ++run) {
        const QDate born = QDate(1960, 1, 1).addDays(random.bounded(15'000));
        QSet<QString> birthdays;
        QSet<QString> dormant;
        QSet<qint64> slept;
        IssueFacts facts;
        facts.birthday = born;
        const QDate first(2026, 1, 1);
        facts.last = {first.startOfDay(Qt::UTC).toMSecsSinceEpoch()};
        for (QDate day = first; day < QDate(2036, 1, 1); day = day.addDays(1)) {
            facts.today = day;
            facts.now = {day.startOfDay(Qt::UTC).toMSecsSinceEpoch()};
            if (random.bounded(20) == 0)
                facts.last = facts.now;
            if (facts.now.ms - facts.last.ms >= 7 * DayMs)
                slept << facts.last.ms;
            if (const auto cause = causeOf(ruleOf(IssueEvent::Birthday), facts))
                birthdays << *cause;
            if (const auto cause = causeOf(ruleOf(IssueEvent::Dormancy), facts))
                dormant << *cause;
        }
        QVERIFY(birthdays.size() == 10 || (born.month() == 1 && born.day() <= 8 && birthdays.size() == 11));
        QCOMPARE(dormant.size(), slept.size());
    }
}

void TestIssueRules::terms_areChecked_data()
{
    QTest::addColumn<int>("event");
    QTest::addColumn<bool>("emptied");
    QTest::addColumn<bool>("fits");
    for (const IssueEvent event : {IssueEvent::TopUp, IssueEvent::Spend, IssueEvent::Litres,
                                   IssueEvent::Dormancy, IssueEvent::Level, IssueEvent::Invitation}) {
        QTest::addRow("%d whole", int(event)) << int(event) << false << true;
        QTest::addRow("%d empty", int(event)) << int(event) << true << false;
    }
    QTest::newRow("sign-up needs nothing") << int(IssueEvent::SignUp) << true << true;
}

void TestIssueRules::terms_areChecked()
{
    QFETCH(int, event);
    QFETCH(bool, emptied);
    QFETCH(bool, fits);
    Campaign campaign;
    campaign.name = QStringLiteral("n");
    campaign.terms.offer.amount = {100, {}};
    campaign.terms.until = {10};
    campaign.issue = ruleOf(IssueEvent(event));
    if (emptied)
        campaign.issue = {IssueEvent(event), {}, {}, 0, {}, false, false};
    QCOMPARE(checkCampaign(campaign).has_value(), fits);
    campaign.terms.automatic = true; // has no coupons to give
    QVERIFY(!checkCampaign(campaign));
}

QTEST_GUILESS_MAIN(TestIssueRules)
#include "tst_issue_rules.moc"

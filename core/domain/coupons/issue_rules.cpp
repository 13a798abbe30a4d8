#include "core/domain/coupons/issue_rules.h"

namespace youka {

namespace {

constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

bool reaches(Money amount, const std::optional<Money> &least)
{
    return least && amount.currency == least->currency && amount >= *least;
}

std::optional<QString> when(bool holds, const QString &cause)
{
    return holds ? std::optional(cause) : std::nullopt;
}

std::optional<QString> birthdayCause(const IssueRule &rule, const IssueFacts &facts)
{
    if (!facts.birthday.isValid())
        return std::nullopt;
    const QDate next = nextBirthday(facts.birthday, facts.today);
    return when(facts.today.daysTo(next) <= rule.days, QStringLiteral("birthday %1").arg(next.year()));
}

}

QDate nextBirthday(QDate born, QDate today)
{
    const auto in = [&](int year) {
        const QDate day(year, born.month(), born.day());
        return day.isValid() ? day : QDate(year, 2, 28);
    };
    const QDate thisYear = in(today.year());
    return thisYear >= today ? thisYear : in(today.year() + 1);
}

std::optional<QString> causeOf(const IssueRule &rule, const IssueFacts &facts)
{
    const QString operation = QString::fromLatin1(facts.operation.toHex());
    switch (rule.event) {
    case IssueEvent::None:
        break;
    case IssueEvent::TopUp:
        return when(reaches(facts.amount, rule.amount), QStringLiteral("top-up ") + operation);
    case IssueEvent::Spend:
        return when(reaches(facts.amount, rule.amount), QStringLiteral("sale ") + operation);
    case IssueEvent::Litres:
        return when(facts.volume >= rule.volume, QStringLiteral("sale ") + operation);
    case IssueEvent::Birthday:
        return birthdayCause(rule, facts);
    case IssueEvent::SignUp:
        return QStringLiteral("sign-up");
    case IssueEvent::Dormancy:
        return when(facts.now.ms - facts.last.ms >= rule.days * DayMs,
                    QStringLiteral("dormant since %1").arg(facts.last.ms));
    case IssueEvent::Level: // who had it before the campaign began has not reached it in it
        return when(facts.level == rule.level && facts.levelSince >= facts.from,
                    QStringLiteral("level ") + rule.level);
    case IssueEvent::Invitation:
        return when(bool(facts.invited), QStringLiteral("invited %1").arg(facts.invited.value));
    }
    return std::nullopt;
}

StampStep stamped(qint64 stamps, int buy)
{
    ++stamps;
    return {stamps, stamps >= buy};
}

}

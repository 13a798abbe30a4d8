#include "core/domain/coupons/fraud_watch.h"

#include "core/domain/exceptions/exception_service.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace youka {

namespace {

QByteArray compact(const QJsonObject &json) { return QJsonDocument(json).toJson(QJsonDocument::Compact); }

Finding findingOf(const CrowdFlag &flag, const char *what)
{
    Finding finding;
    finding.kind = ExceptionKind::CouponTerminal;
    finding.terminal = flag.terminal;
    finding.station = flag.station;
    finding.reference = what;
    finding.detail = QStringLiteral("coupons of %1 accounts in %2 s (%3)")
                         .arg(flag.accounts)
                         .arg((flag.until.ms - flag.from.ms) / 1'000)
                         .arg(QLatin1String(what));
    finding.evidence = compact({{QStringLiteral("what"), QLatin1String(what)},
                                {QStringLiteral("accounts"), flag.accounts},
                                {QStringLiteral("from"), flag.from.toIso()},
                                {QStringLiteral("until"), flag.until.toIso()}});
    return finding;
}

Finding findingOf(const RushFlag &flag)
{
    Finding finding;
    finding.kind = ExceptionKind::CouponVelocity;
    finding.station = flag.station;
    finding.reference = "customer/" + QByteArray::number(flag.customer.value);
    finding.detail = (flag.twoStations ? QStringLiteral("customer %1: coupons at two stations within %2 s")
                                       : QStringLiteral("customer %1: %3 sales with coupons within %2 s"))
                         .arg(flag.customer.value)
                         .arg((flag.until.ms - flag.from.ms) / 1'000);
    if (!flag.twoStations)
        finding.detail = finding.detail.arg(flag.uses);
    finding.evidence = compact({{QStringLiteral("customer"), flag.customer.value},
                                {QStringLiteral("uses"), flag.uses},
                                {QStringLiteral("twoStations"), flag.twoStations},
                                {QStringLiteral("from"), flag.from.toIso()},
                                {QStringLiteral("until"), flag.until.toIso()}});
    return finding;
}

Finding findingOf(const InviterFlag &flag)
{
    Finding finding;
    finding.kind = ExceptionKind::CouponInviter;
    finding.reference = "inviter/" + QByteArray::number(flag.inviter.value);
    finding.detail = QStringLiteral("customer %1 invited %2 accounts in %3 s")
                         .arg(flag.inviter.value)
                         .arg(flag.accounts)
                         .arg((flag.until.ms - flag.from.ms) / 1'000);
    finding.evidence = compact({{QStringLiteral("customer"), flag.inviter.value},
                                {QStringLiteral("invited"), flag.accounts},
                                {QStringLiteral("from"), flag.from.toIso()},
                                {QStringLiteral("until"), flag.until.toIso()}});
    return finding;
}

Finding findingOf(const CashierFlag &flag, StationId station, const char *what)
{
    const auto perCent = [](const CashierCount &count) {
        return QString::number(100 * double(count.hits) / double(count.sales), 'f', 1);
    };
    Finding finding;
    finding.kind = ExceptionKind::CouponCashier;
    finding.station = station;
    finding.reference = "cashier/" + QByteArray::number(flag.its.cashier.value) + '/' + what;
    finding.detail =
        QStringLiteral("cashier %1 (%2): %3 % of %4 sales, the others %5 % of %6")
            .arg(QString::number(flag.its.cashier.value), QLatin1String(what), perCent(flag.its),
                 QString::number(flag.its.sales), perCent(flag.others), QString::number(flag.others.sales));
    finding.evidence = compact({{QStringLiteral("what"), QLatin1String(what)},
                                {QStringLiteral("cashier"), flag.its.cashier.value},
                                {QStringLiteral("sales"), flag.its.sales},
                                {QStringLiteral("hits"), flag.its.hits},
                                {QStringLiteral("othersSales"), flag.others.sales},
                                {QStringLiteral("othersHits"), flag.others.hits},
                                {QStringLiteral("z"), flag.z}});
    return finding;
}

}

void FraudWatch::flagTerminals(const std::vector<CouponEvent> &events, const char *what, int most,
                               std::vector<Finding> &found) const
{
    for (const CrowdFlag &flag : crowdedTerminals(events, m_limits.crowdMs, most))
        found.push_back(findingOf(flag, what));
}

Result<FraudWatch::Seen> FraudWatch::look(Database &db, Timestamp now)
{
    FraudRepository fraud(db);
    const auto after = fraud.cursor();
    if (!after)
        return fail(after.error());
    Seen seen;
    seen.until = now.plusMs(-SettlesMs);
    // At the first look there is no past to judge.
    const Timestamp from = after->ms > 0 ? *after : now.plusMs(-m_limits.rushMs);
    const auto claims = fraud.claims(from.plusMs(-m_limits.crowdMs), seen.until, from);
    const auto redeemed = fraud.redemptions(from.plusMs(-m_limits.rushMs), seen.until, from);
    if (!claims || !redeemed)
        return fail(claims ? redeemed.error() : claims.error());
    const auto invited = fraud.invited(from.plusMs(-m_limits.inviteMs), seen.until, from);
    if (!invited)
        return fail(invited.error());
    flagTerminals(*claims, "claims", m_limits.claimsFor, seen.found);
    flagTerminals(*redeemed, "redemptions", m_limits.redeemedFor, seen.found);
    for (const RushFlag &flag : rushedCustomers(*redeemed, m_limits))
        seen.found.push_back(findingOf(flag));
    for (const InviterFlag &flag : crowdedInviters(*invited, m_limits))
        seen.found.push_back(findingOf(flag));
    for (const CouponEvent &event : *redeemed) {
        const auto last = m_reviewed.find(event.station.value);
        if (last == m_reviewed.end() || now.ms - last->second >= ReviewMs)
            m_waiting.insert(event.station.value);
    }
    return reviewCashiers(fraud, now, seen.found).map([&] { return seen; });
}

Result<void> FraudWatch::reviewCashiers(FraudRepository &fraud, Timestamp now, std::vector<Finding> &found)
{
    const QDate since = now.toDateTime().date().addDays(-Days);
    for (int n = 0; n < StationsAtOnce && !m_waiting.empty(); ++n) {
        const StationId station{*m_waiting.begin()};
        m_waiting.erase(m_waiting.begin());
        m_reviewed[station.value] = now.ms;
        const auto cash = fraud.cashWithCoupon(station, since);
        const auto accounts = fraud.oneAccount(station, since);
        if (!cash || !accounts)
            return fail(cash ? accounts.error() : cash.error());
        for (const CashierFlag &flag : outlyingCashiers(*cash, m_limits))
            found.push_back(findingOf(flag, station, "cash"));
        for (const CashierFlag &flag : outlyingCashiers(*accounts, m_limits))
            found.push_back(findingOf(flag, station, "one-account"));
    }
    return {};
}

Result<void> FraudWatch::tell(Database &db, const Seen &seen, Timestamp now)
{
    ExceptionService cases(db);
    for (const Finding &finding : seen.found) {
        const qint64 quiet = finding.kind == ExceptionKind::CouponCashier ? CashierQuietMs : QuietMs;
        if (const auto told = cases.raiseUnlessSince(finding, now.plusMs(-quiet), now); !told)
            return told;
    }
    FraudRepository fraud(db);
    return fraud.setCursor(seen.until).and_then([&] { return fraud.forgetClaims(now.plusMs(-QuietMs)); });
}

}

#include "core/domain/access/access.h"

#include <QList>

namespace youka {

namespace {

using R = Role;

const QList<Role> &rolesOf(Permission permission)
{
    // One row a permission; what is not listed is refused.
    static const QList<Role> Everybody{R::Nobody,  R::Customer, R::Terminal,
                                       R::Cashier, R::Manager,  R::Operator};
    static const QList<Role> Terminals{R::Terminal};
    static const QList<Role> Counter{R::Cashier, R::Manager};
    static const QList<Role> Managers{R::Manager};
    static const QList<Role> SignedIn{R::Customer, R::Cashier, R::Manager, R::Operator};
    static const QList<Role> AtStations{R::Terminal, R::Cashier, R::Manager};
    static const QList<Role> Technical{R::Operator};
    static const QList<Role> Managing{R::Manager, R::Operator};
    switch (permission) {
    case Permission::Public:
        return Everybody;
    case Permission::CardQuestion:
    case Permission::UploadFacts:
    case Permission::ReadFeed:
    case Permission::CouponQuestion:
    case Permission::PointsQuestion:
    case Permission::CounterRefund:
    case Permission::PayByChannel:
    case Permission::InvoiceQuestion:
        return Terminals;
    case Permission::ReadCards:
    case Permission::TopUpCards:
    case Permission::ReadSales:
    case Permission::ReadCampaigns:
    case Permission::ReadPoints:
    case Permission::ReadGoods:
    case Permission::MoveStock:
    case Permission::ReadPayments:
    case Permission::ReadInvoices:
    case Permission::RequestInvoices:
    case Permission::ReadMessages:
        return Counter;
    case Permission::IssueCards:
    case Permission::ChangeCards:
    case Permission::ChangePrices:
    case Permission::ReverseBookings:
    case Permission::RefundSales:
    case Permission::ManageCampaigns:
    case Permission::GiveCoupons:
    case Permission::ManagePoints:
    case Permission::ManageGoods:
    case Permission::RefundPayments:
    case Permission::Reconcile:
    case Permission::ReverseInvoices:
    case Permission::ManageMessages:
        return Managers;
    case Permission::ReadPrices:
    case Permission::SeePayment:
        return AtStations;
    case Permission::EnrolTerminals:
    case Permission::ReadMetrics:
        return Technical;
    case Permission::ReadProof:
    case Permission::HandleExceptions:
    case Permission::ManageStaff:
    case Permission::ReadTanks:
        return Managing;
    case Permission::OwnSession:
        return SignedIn;
    }
    static const QList<Role> None;
    return None;
}

constexpr std::pair<Role, const char *> RoleNames[] = {
    {R::Nobody, "nobody"},   {R::Customer, "customer"}, {R::Terminal, "terminal"},
    {R::Cashier, "cashier"}, {R::Manager, "manager"},   {R::Operator, "operator"},
};

}

QLatin1String roleName(Role role)
{
    for (const auto &[value, name] : RoleNames)
        if (value == role)
            return QLatin1String(name);
    return QLatin1String("nobody");
}

std::optional<Role> roleFromName(QStringView name)
{
    for (const auto &[value, text] : RoleNames)
        if (name == QLatin1String(text))
            return value;
    return std::nullopt;
}

bool isPermitted(Role role, Permission permission) { return rolesOf(permission).contains(role); }

bool mayManage(const Principal &who, Role role, StationId station)
{
    const bool isStaff = role >= Role::Cashier && role <= Role::Operator;
    return isStaff && role <= who.role && isPermitted(who.role, Permission::ManageStaff)
        && (who.role == Role::Operator || !who.station || who.station == station);
}

bool needsSecondPerson(Money amount, Money limit)
{
    qint64 minor = limit.minor;
    for (int digits = limit.currency.exponent(); digits < amount.currency.exponent(); ++digits)
        minor *= 10;
    for (int digits = amount.currency.exponent(); digits < limit.currency.exponent(); ++digits)
        minor /= 10;
    return amount.minor > minor;
}

}

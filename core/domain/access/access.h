#pragma once

#include "core/domain/ledger/account.h"

#include <QString>

namespace youka {

using StaffId = Id<struct StaffTag>;

/// Who asks. Stored; appended only.
enum class Role {
    Nobody = 0,
    Customer = 1,
    Terminal = 2,
    Cashier = 3,
    Manager = 4,
    Operator = 5, ///< runs the system
};
QLatin1String roleName(Role role);
std::optional<Role> roleFromName(QStringView name);

/// What a route or a button asks for.
enum class Permission {
    Public,
    CardQuestion, ///< authorise and ask for a card's balance
    UploadFacts,
    ReadFeed,
    ReadCards,
    IssueCards,
    ChangeCards,
    TopUpCards,
    ReadSales,
    ReadPrices,
    ChangePrices,
    EnrolTerminals,
    ReadProof,
    ReadMetrics,
    OwnSession,
    HandleExceptions,
    ReverseBookings,
    ManageStaff, ///< whom: mayManage()
    ReadCampaigns,
    ManageCampaigns,
    GiveCoupons,    ///< to a customer, by hand
    CouponQuestion, ///< reserve coupons for a sale
    ReadTanks,
    PointsQuestion, ///< a member's points at a terminal: show, reserve for a sale
    ReadPoints,
    ManagePoints, ///< the scheme; points given or taken by hand
    RefundSales,
    CounterRefund, ///< asked for at a till, with the proof of a person who may RefundSales
    ReadGoods,
    ManageGoods,  ///< articles, their prices and pictures
    MoveStock,    ///< where: checkStockCommand()
    PayByChannel, ///< have a customer pay by phone
    SeePayment,   ///< what became of one; of which station: the route
    ReadPayments,
    RefundPayments,
    Reconcile, ///< compare channels with the books, close their days; only for all stations
    ReadInvoices,
    RequestInvoices,
    ReverseInvoices, ///< by red-letter ones
    InvoiceQuestion, ///< at a terminal: of sales of its own station
    ReadMessages,    ///< the outbox and the texts; nothing of what a message said
    ManageMessages,  ///< texts, what customers declined, a dead one again
};

/// Least privilege: exactly what each role may do, in one table.
bool isPermitted(Role role, Permission permission);

struct Principal;

/// May this person see and change a member of staff of that role and station? Nobody manages a role above the
/// own; who belongs to one station manages that station's people only.
bool mayManage(const Principal &who, Role role, StationId station);

/// Four eyes: is this more than one person may decide alone? `limit` counts whole units in every currency:
/// 500.00 is 500.00 of each.
bool needsSecondPerson(Money amount, Money limit);

/// Who is asking, once known.
struct Principal
{
    Role role = Role::Nobody;
    qint64 subject = 0; ///< staff, terminal or card number
    QString name;
    StationId station; ///< 0: all
};

}

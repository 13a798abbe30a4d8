#pragma once

#include "core/domain/access/access.h"
#include "core/domain/customers/customer.h"
#include "core/domain/pricing/price.h"

#include <optional>
#include <vector>

namespace youka {

using InvoiceId = Id<struct InvoiceTag>;

/// Stored, and on the wire by name.
enum class TitleKind { Person = 1, Company = 2 };

/// To whom an invoice is made out.
struct InvoiceTitle
{
    TitleKind kind = TitleKind::Person;
    QString name;
    QString taxNumber; ///< of a company
    QString address{};
    QString phone{};
    QString bank{};
    QString bankAccount{};
    bool operator==(const InvoiceTitle &) const = default;
};

/// Stored, and on the wire by name.
enum class InvoiceKind {
    Normal = 1,
    Special = 2, ///< its tax can be deducted by the buyer
};

/// Stored. An invoice is not changed: a mistake is a red-letter one that names it.
enum class InvoiceState {
    Requested = 1, ///< on disk; whether the tax platform has it is asked until it says
    Issued = 2,
    Refused = 3,  ///< the platform said no: what it was for can be invoiced again
    Reversed = 4, ///< all of it by red-letter invoices
};

/// So much of one line of a sale. Of a red-letter invoice everything is negative but the quantity.
struct InvoiceLine
{
    SaleId sale;
    int line = 0; ///< 0: the fuel; goods from 1
    QString product;
    QString name;
    Product::Unit unit = Product::Unit::Litre;
    qint64 quantity = 0; ///< thousandths, of what the amount is for
    Money gross;         ///< with tax, after discounts: what was paid with money
    Money discount;      ///< what was taken off before
    Percent rate;
    Money tax; ///< in `gross`
    bool operator==(const InvoiceLine &) const = default;
};

struct Invoice
{
    InvoiceId id;
    OperationId operation; ///< of whoever asked for it, with
    int part = 0;          ///< its number among those the same request became
    InvoiceKind kind = InvoiceKind::Normal;
    InvoiceState state = InvoiceState::Requested;
    InvoiceTitle title;
    CustomerId customer; ///< 0: nobody known
    StationId station;   ///< 0: the house
    Currency currency;
    Money gross;
    Money tax;
    InvoiceId reverses; ///< a red-letter one: of which
    QString number;     ///< the tax platform's; empty: not issued
    QString platformId; ///< what the platform knows the request by
    QString remark;
    QString person; ///< who asked
    int reason = 0; ///< ErrorCode of a refusal
    Timestamp at;
    Timestamp issuedAt;
    std::vector<InvoiceLine> lines;

    bool isRed() const { return reverses.value != 0; }
};

/// Part of a sale that is to be invoiced.
struct InvoicePart
{
    SaleId sale;
    int line = -1;                 ///< -1: all lines
    std::optional<Money> amount{}; ///< with tax; none: what is left
};

/// "Make that out." One request is one invoice, or more where it would be above what one may say.
struct InvoiceOrder
{
    OperationId operation;
    InvoiceKind kind = InvoiceKind::Normal;
    InvoiceTitle title;
    std::vector<InvoicePart> parts; ///< of sales of one currency
    QString remark;
    Principal who;
};

struct InvoiceTerms
{
    Percent fuelRate{1'300};
    Money mostGross{10'000'000, {}}; ///< one invoice; counts whole units in every currency
    qsizetype mostLines = 100;       ///< one invoice
    qint64 withinMs = 365LL * 24 * 60 * 60 * 1000;
};

}

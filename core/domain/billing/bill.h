#pragma once

#include "core/domain/billing/biller.h"
#include "core/domain/ledger/account.h"

namespace youka {

using BillPaymentId = Id<struct BillPaymentTag>;
using BillItemId = Id<struct BillItemTag>;

/// One step of a tiered tariff.
struct TariffStep
{
    qint64 upTo = 0;  ///< thousandths of a unit within the tariff's period; 0: no end
    qint64 price = 0; ///< of one unit in 1/10000 of the currency's main unit: 0.4883 yuan is 4883
};

/// What was used, and by which steps it is charged.
struct BillUse
{
    QString unit;      ///< "kWh", "m³"
    qint64 before = 0; ///< thousandths, used in the tariff's period before this bill
    qint64 used = 0;   ///< thousandths, charged by this bill
    std::vector<TariffStep> steps;
};

/// One bill as its biller tells it.
struct Bill
{
    QString number;
    QString period; ///< "2026-03"; free text of the biller
    Money due;      ///< without the late fee
    Money lateFee;
    qint64 lateFeePpm = 0;  ///< of what is due, added each further day; 0: none
    bool isArrears = false; ///< of an earlier period
    QDate payBy;
    Money least;            ///< the least part that may be paid; zero: the whole only
    QList<Money> choices{}; ///< not empty: one of these is paid (phone credit)
    std::optional<BillUse> use{};

    Money total() const { return due + lateFee; }
};

/// What a biller knows of an account.
struct BillAccount
{
    QString account;
    QString holder; ///< masked by the biller
    std::vector<Bill> bills;
};

/// The life of one paid bill. Stored. It ends with the biller or with the customer, never with both.
enum class BillState {
    Waiting = 1,   ///< its payment is not made
    Pending = 2,   ///< paid; the biller is to be told
    Unknown = 3,   ///< told, and no clear answer: asked again by our number
    Posted = 4,    ///< the biller has it
    Refused = 5,   ///< the biller does not, or nobody can say in time: its money is to go back
    Returning = 6, ///< taken from the biller's account, on its way to the customer
    Returned = 7,  ///< the customer has it
    ForPerson = 8, ///< the biller says "posted" of what was given back
};

/// One bill in a payment.
struct BillItem
{
    BillItemId id;
    BillPaymentId payment;
    BillerId biller;
    QString account;
    QString bill; ///< the biller's number of it; empty: phone credit
    QString period;
    Money amount;
    Money total; ///< what the bill was for when it was looked up
    BillState state = BillState::Waiting;
    QString number;  ///< ours: 20 letters and digits, the biller's key against doing it twice
    QString receipt; ///< the biller's
    int reason = 0;  ///< ErrorCode; 0: none
    Timestamp paidAt;
    Timestamp doneAt;
    QByteArray taken;  ///< journal that took it from the biller's account again; empty: none
    Timestamp nextAsk; ///< zero: the biller is not to be asked
    int asks = 0;
    Timestamp leasedUntil;
};

/// Several bills paid in one go.
struct BillPayment
{
    BillPaymentId id;
    QByteArray operation;
    qint64 customer = 0; ///< 0: nobody said who pays
    QString orderNo;     ///< of the payment through a channel
    Money amount;
    Timestamp at;
    std::vector<BillItem> items;
};

}

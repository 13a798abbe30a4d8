#pragma once

#include "core/domain/payments/payment.h"

namespace youka {

using BankAccountId = Id<struct BankAccountTag>;
using StatementId = Id<struct StatementTag>;
using BankRowId = Id<struct BankRowTag>;
using TransferId = Id<struct TransferTag>;
using BatchId = Id<struct BatchTag>;
using DepositId = Id<struct DepositTag>;

/// One of the house's accounts at a bank. In the books: AccountKind::Bank of its id; what came or went and is
/// not assigned yet stands on AccountKind::Clearing of its merchant, so the books always say what the bank
/// says.
struct BankAccount
{
    BankAccountId id;
    QString number; ///< as bankNumber() writes it
    QString holder; ///< whose name the bank has it under
    QString bank;
    QString layout; ///< of its statements, by name
    Currency currency;
    MerchantId merchant; ///< channel "transfer"
    bool active = true;
};

/// One movement as the bank has it. Its serial number is the bank's own, and names it once for each account.
struct BankEntry
{
    QString serial;
    Timestamp at;
    Money amount;        ///< below zero: it left
    QString partyNumber; ///< whose account it came from or went to; empty: the bank does not say
    QString party;
    QString remark;

    bool operator==(const BankEntry &) const = default;
};

/// What a movement is. Stored.
enum class BankRowState {
    New = 1,     ///< names a reference, nobody has looked yet
    Waiting = 2, ///< for a person
    TopUp = 3,   ///< a payment order was paid by it
    Sent = 4,    ///< a transfer of ours went out
    Returned = 5,
    Deposit = 6, ///< a station's cash
    Settled = 7, ///< a payment channel paid out
    Case = 8,    ///< nobody's; how that ends says its case
};

/// Why it waits for a person. Stored.
enum class BankDoubt {
    None = 0,
    NoReference = 1,
    UnknownReference = 2,
    Ambiguous = 3, ///< it names several
    AmountDiffers = 4,
    PayerDiffers = 5,
    Expired = 6,
    PaidAlready = 7,
    NotBookable = 8, ///< its card is closed, ...
    WrongWay = 9,    ///< out instead of in, or not sent yet
};

struct BankRow
{
    BankRowId id;
    BankAccountId account;
    StatementId statement;
    BankEntry entry;
    BankRowState state = BankRowState::Waiting;
    BankDoubt doubt = BankDoubt::None;
    QString subject; ///< order number, reference or case
    QString person;  ///< who assigned it; empty: the house by itself
    Timestamp changed;
};

/// One file of a bank. It counts when all of it was read.
struct BankStatement
{
    StatementId id;
    BankAccountId account;
    QByteArray hash; ///< SHA-256 of the file
    QString name;
    QString person;
    bool isTaken = false;
    qint64 rows = 0;  ///< new ones
    qint64 known = 0; ///< had come with earlier files
    Money in;
    Money out; ///< >= 0
    Timestamp at;
    QByteArray journal;
};

/// What somebody was told to transfer; the rest is its payment order's.
struct BankOrder
{
    QString reference;
    QString orderNo;
    BankAccountId account;
    QString payer; ///< account number; empty: anybody's
    Timestamp at;
};

/// What a row can be said to be by people. Stored.
enum class AssignKind {
    Card = 1,       ///< tops up that card
    Deposit = 2,    ///< the cash under that reference
    Settlement = 3, ///< what a channel paid out: merchant and day
    Nobody = 4,     ///< becomes a case
};

/// Stored.
enum class TransferSource { Refund = 1, CashTopUp = 2 };

/// Stored. Below Returned it lives, and its source has no other.
enum class TransferState {
    Proposed = 1,
    Approved = 2, ///< by another person
    Exported = 3,
    Sent = 4, ///< given to the bank
    Confirmed = 5,
    Returned = 6, ///< the bank sent it back: its source waits again
    Cancelled = 7,
};

/// Money that goes back by bank, because it cannot go the way it came.
struct BankTransfer
{
    TransferId id;
    QString reference;
    QByteArray operation;
    BankAccountId account; ///< from which it is paid
    TransferSource source = TransferSource::Refund;
    QString subject; ///< refund number, or operation of the top-up
    Money amount;
    QString payeeNumber;
    QString payee;
    QString payeeBank;
    QString note;
    TransferState state = TransferState::Proposed;
    QString maker;
    QString checker;
    BatchId batch;
    TransferId follows; ///< it came back, and this is the next try
    QByteArray journal; ///< what it moved to our account's clearing; empty: it is there already
    Timestamp at;
    Timestamp changed;
};

/// What was given to the bank in one file.
struct TransferBatch
{
    BatchId id;
    QByteArray operation;
    BankAccountId account;
    qint64 transfers = 0;
    Money amount;
    QString person;
    Timestamp at;
    Timestamp sentAt; ///< zero: not yet
    QString sentBy;
};

/// Stored.
enum class DepositState { UnderWay = 1, Arrived = 2 };

/// A station's cash, counted and on its way to the bank.
struct CashDeposit
{
    DepositId id;
    QString reference;
    QByteArray operation;
    QString bag;
    BankAccountId account;
    StationId station;
    QDate day; ///< the station's business day
    Money counted;
    Money stays;    ///< in the till
    Money expected; ///< what the till should have had by the books
    Money arrived;
    DepositState state = DepositState::UnderWay;
    QString person;
    QByteArray journal;
    qint64 exception = 0; ///< of a count that differs; 0: none
    Timestamp at;

    Money difference() const { return counted + stays - expected; } ///< below zero: cash is missing
};

}

#pragma once

#include "core/domain/banking/bank.h"

namespace youka {

/// An account's number without spaces: 8 to 30 digits (of a card's form, 62 and 16 to 19 digits, with Luhn's
/// check), or an IBAN with its check digits (ISO 13616). Errors: BankAccountInvalid.
Result<QString> bankNumber(QStringView typed);
/// "6222 **** 0093"
QString maskedNumber(const QString &number);

/// What references stand for; their second letter. Stored in what people are told.
enum class ReferenceKind { Order = 'K', Transfer = 'T', Deposit = 'C' };

/// Twelve characters of Crockford's base 32, which has no letters that look like digits: Y and the kind,
/// eight of a digest, two checks. A wrong or exchanged character is seen; a text that was not meant as one
/// passes once in a thousand. The same operation has the same one; `tries` counts on when another has it.
QString makeReference(ReferenceKind kind, const QByteArray &operation, int tries = 0);
/// As people write it: 4-4-4.
QString spacedReference(const QString &reference);
/// All that a text names, once each: case, spaces and hyphens mean nothing, O is 0, I and L are 1.
QStringList referencesIn(QStringView text);

/// What is known of the order that a row names.
struct OrderClaim
{
    PaymentState state = PaymentState::Created;
    Money amount;
    Timestamp expires;
    QString payer; ///< account number; empty: anybody's
};
/// May the row pay the order by itself? None: it may.
BankDoubt decideClaim(const BankEntry &entry, const OrderClaim &claim);

/// What speaks for a proposal; the more the better. By name on the wire.
struct Likeness
{
    bool named = false;      ///< the row names its reference
    bool samePayer = false;  ///< money of that account was for it before, or is expected
    bool sameAmount = false; ///< of an order that nobody has paid
    int score() const { return 4 * named + 2 * samePayer + sameAmount; }
};

/// May the step be taken? Errors: FourEyesNeeded (the maker), BankTransferConflict (not in that state).
Result<void> checkApproval(const BankTransfer &transfer, const QString &who);
Result<void> checkCancelling(const BankTransfer &transfer);

QLatin1String bankRowStateName(BankRowState state);
std::optional<BankRowState> bankRowStateFromName(QStringView name);
QLatin1String bankDoubtName(BankDoubt doubt);
QLatin1String transferStateName(TransferState state);
std::optional<TransferState> transferStateFromName(QStringView name);
QLatin1String transferSourceName(TransferSource source);
std::optional<TransferSource> transferSourceFromName(QStringView name);
QLatin1String assignKindName(AssignKind kind);
std::optional<AssignKind> assignKindFromName(QStringView name);

}

#include "core/domain/banking/banking_rules.h"

#include "core/domain/coupons/coupon_code.h"
#include "core/domain/payments/payment_rules.h"
#include "core/foundation/base/base32.h"
#include "core/foundation/base/names.h"
#include "core/foundation/crypto/digest.h"

#include <algorithm>

namespace youka {

namespace {

constexpr qsizetype ReferenceLength = 12;
constexpr qsizetype PlainLength = 10; ///< without its checks

constexpr std::pair<BankRowState, const char *> RowStateNames[] = {
    {BankRowState::New, "new"},           {BankRowState::Waiting, "waiting"},
    {BankRowState::TopUp, "top-up"},      {BankRowState::Sent, "sent"},
    {BankRowState::Returned, "returned"}, {BankRowState::Deposit, "deposit"},
    {BankRowState::Settled, "settled"},   {BankRowState::Case, "case"},
};
constexpr std::pair<BankDoubt, const char *> DoubtNames[] = {
    {BankDoubt::None, "none"},
    {BankDoubt::NoReference, "no-reference"},
    {BankDoubt::UnknownReference, "unknown-reference"},
    {BankDoubt::Ambiguous, "ambiguous"},
    {BankDoubt::AmountDiffers, "amount-differs"},
    {BankDoubt::PayerDiffers, "payer-differs"},
    {BankDoubt::Expired, "expired"},
    {BankDoubt::PaidAlready, "paid-already"},
    {BankDoubt::NotBookable, "not-bookable"},
    {BankDoubt::WrongWay, "wrong-way"},
};
constexpr std::pair<TransferState, const char *> TransferStateNames[] = {
    {TransferState::Proposed, "proposed"},   {TransferState::Approved, "approved"},
    {TransferState::Exported, "exported"},   {TransferState::Sent, "sent"},
    {TransferState::Confirmed, "confirmed"}, {TransferState::Returned, "returned"},
    {TransferState::Cancelled, "cancelled"},
};
constexpr std::pair<TransferSource, const char *> TransferSourceNames[] = {
    {TransferSource::Refund, "refund"},
    {TransferSource::CashTopUp, "cash-top-up"},
};
constexpr std::pair<AssignKind, const char *> AssignKindNames[] = {
    {AssignKind::Card, "card"},
    {AssignKind::Deposit, "deposit"},
    {AssignKind::Settlement, "settlement"},
    {AssignKind::Nobody, "nobody"},
};

bool isDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool passesLuhn(QStringView digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = digits[digits.size() - 1 - i].unicode() - '0';
        const int weighted = i % 2 == 0 ? digit : 2 * digit;
        sum += weighted / 10 + weighted % 10;
    }
    return sum % 10 == 0;
}

/// ISO 7064, MOD 97-10: letters count from 10.
bool passesMod97(QStringView iban)
{
    int rest = 0;
    for (qsizetype i = 0; i < iban.size(); ++i) {
        const ushort c = iban[(i + 4) % iban.size()].unicode();
        const int value = c <= '9' ? c - '0' : c - 'A' + 10;
        rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
    }
    return rest == 1;
}

bool isIban(QStringView text)
{
    const auto isLetter = [](QChar c) { return c >= u'A' && c <= u'Z'; };
    return text.size() >= 15 && text.size() <= 34 && isLetter(text[0]) && isLetter(text[1])
        && isDigits(text.mid(2, 2)) && std::all_of(text.begin(), text.end(), [&](QChar c) {
               return isLetter(c) || (c >= u'0' && c <= u'9');
           });
}

/// What people mean by what they type.
QChar meant(QChar c)
{
    const QChar upper = c.toUpper();
    if (upper == u'O')
        return u'0';
    return upper == u'I' || upper == u'L' ? QChar(u'1') : upper;
}

QString checksOf(const QString &plain)
{
    const QLatin1String alphabet = base32Alphabet(Base32::Crockford);
    const uchar digest = uchar(sha256(plain.toLatin1()).front());
    return QString(luhn32(plain)) + QChar(alphabet[digest % 32]);
}

bool isReference(QStringView text)
{
    const QChar kind = text[1];
    return text[0] == u'Y' && (kind == u'K' || kind == u'T' || kind == u'C')
        && checksOf(text.first(PlainLength).toString()) == text.last(2);
}

}

Result<QString> bankNumber(QStringView typed)
{
    QString number;
    for (const QChar c : typed)
        if (!c.isSpace() && c != u'-')
            number += c.toUpper();
    const bool isCard = number.startsWith(QLatin1String("62")) && number.size() >= 16 && number.size() <= 19;
    const bool isPlain =
        isDigits(number) && number.size() >= 8 && number.size() <= 30 && (!isCard || passesLuhn(number));
    if (!isPlain && !(isIban(number) && passesMod97(number)))
        return fail(ErrorCode::BankAccountInvalid);
    return number;
}

QString maskedNumber(const QString &number)
{
    if (number.size() < 8)
        return number.isEmpty() ? number : QStringLiteral("****");
    return number.first(4) + QStringLiteral(" **** ") + number.last(4);
}

QString makeReference(ReferenceKind kind, const QByteArray &operation, int tries)
{
    const QByteArray digest = sha256("youka bank " + operation + QByteArray::number(tries)).first(5);
    const QString plain = QStringLiteral("Y") + QChar(char16_t(kind)) + toBase32(digest, Base32::Crockford);
    return plain + checksOf(plain);
}

QString spacedReference(const QString &reference)
{
    return reference.mid(0, 4) + u'-' + reference.mid(4, 4) + u'-' + reference.mid(8);
}

QStringList referencesIn(QStringView text)
{
    const QLatin1String alphabet = base32Alphabet(Base32::Crockford);
    QStringList found;
    QString run;
    for (const QChar c : text) {
        if (c.isSpace() || c == u'-')
            continue;
        const QChar its = meant(c);
        if (!alphabet.contains(its)) {
            run.clear();
            continue;
        }
        run += its;
        if (run.size() < ReferenceLength)
            continue;
        const QStringView last = QStringView(run).last(ReferenceLength);
        if (isReference(last) && !found.contains(last))
            found.append(last.toString());
    }
    return found;
}

BankDoubt decideClaim(const BankEntry &entry, const OrderClaim &claim)
{
    if (!entry.amount.isPositive())
        return BankDoubt::WrongWay;
    if (isBooked(claim.state))
        return BankDoubt::PaidAlready;
    if (claim.state != PaymentState::Created || entry.at > claim.expires)
        return BankDoubt::Expired;
    if (entry.amount != claim.amount)
        return BankDoubt::AmountDiffers;
    if (!claim.payer.isEmpty() && !entry.partyNumber.isEmpty() && claim.payer != entry.partyNumber)
        return BankDoubt::PayerDiffers;
    return BankDoubt::None;
}

Result<void> checkApproval(const BankTransfer &transfer, const QString &who)
{
    if (transfer.state != TransferState::Proposed)
        return fail(ErrorCode::BankTransferConflict, transferStateName(transfer.state));
    return transfer.maker == who ? Result<void>(fail(ErrorCode::FourEyesNeeded)) : Result<void>();
}

Result<void> checkCancelling(const BankTransfer &transfer)
{
    // what lies in a file may be at the bank
    if (transfer.state != TransferState::Proposed && transfer.state != TransferState::Approved)
        return fail(ErrorCode::BankTransferConflict, transferStateName(transfer.state));
    return {};
}

QLatin1String bankRowStateName(BankRowState state) { return nameIn(RowStateNames, state); }
std::optional<BankRowState> bankRowStateFromName(QStringView name) { return valueIn(RowStateNames, name); }
QLatin1String bankDoubtName(BankDoubt doubt) { return nameIn(DoubtNames, doubt); }
QLatin1String transferStateName(TransferState state) { return nameIn(TransferStateNames, state); }
std::optional<TransferState> transferStateFromName(QStringView name)
{
    return valueIn(TransferStateNames, name);
}
QLatin1String transferSourceName(TransferSource source) { return nameIn(TransferSourceNames, source); }
std::optional<TransferSource> transferSourceFromName(QStringView name)
{
    return valueIn(TransferSourceNames, name);
}
QLatin1String assignKindName(AssignKind kind) { return nameIn(AssignKindNames, kind); }
std::optional<AssignKind> assignKindFromName(QStringView name) { return valueIn(AssignKindNames, name); }

}

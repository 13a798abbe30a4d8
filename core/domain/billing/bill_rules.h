#pragma once

#include "core/domain/billing/bill.h"
#include "core/foundation/base/error_code.h"

namespace youka {

// --- what a bill says

/// What one step of the tariff has of a bill.
struct TariffLine
{
    qint64 from = 0; ///< thousandths
    qint64 upTo = 0; ///< thousandths; 0: no end
    qint64 used = 0; ///< thousandths
    qint64 price = 0;
    Money amount;
};
/// What was used, step by step; steps without use are left out. Each line is rounded half up to the minor
/// unit, the sum once of the exact amounts: the last line bears the difference, so that the lines add up.
std::vector<TariffLine> tariffLines(const BillUse &use, Currency currency);

struct NextStep
{
    qint64 left = 0; ///< thousandths until the next step begins; > 0
    qint64 price = 0;
    qint64 now = 0; ///< the price of the step that one is in
};
/// Nothing on the last step, or without steps.
std::optional<NextStep> nextStep(const BillUse &use);

/// Do the steps explain what is due? What they do not explain is not shown.
bool explains(const BillUse &use, Money due);

/// What each further day adds, rounded half up to the minor unit.
Money dailyLateFee(const Bill &bill);

/// May so much be paid of it? Errors: BillPartRefused (less than all or the least part, or none of the
/// choices), BillChanged (more than it is for), CurrencyMismatch.
Result<void> checkPart(const Bill &bill, Money amount);

// --- accounts

/// An account as its biller names it, from what somebody typed or scanned. Errors: BillNotFound (it cannot be
/// one).
Result<QString> accountIn(const Biller &biller, const QString &text);
/// What is printed on a bill as a code: "SGCC-110123456789".
struct BillCode
{
    QString biller;
    QString account;
};
std::optional<BillCode> readBillCode(const QString &text);
/// For screens and logs: what one needs to know it again.
QString maskedAccount(const QString &account);

// --- the life of a paid bill

enum class BillAct { None, Post, Query, Cancel };

/// What a biller said of a posting.
enum class BillWord {
    Doubt,     ///< no clear answer
    Working,   ///< it has it and is not done
    Posted,    ///< it has the money's worth
    Refused,   ///< a definite no
    Absent,    ///< it does not know the number (yet)
    Cancelled, ///< it will never post it
};

struct BillNews
{
    BillAct act = BillAct::None;
    BillWord word = BillWord::Doubt;
    int why = 0; ///< ErrorCode of Refused
    QString receipt{};
};

struct BillPace
{
    static constexpr qint64 LongestMs = 60'000;
    /// After the money went back there is no hurry to hear the biller confirm it.
    static constexpr qint64 LongestLaterMs = 3'600'000;
};

BillAct dueAct(const BillItem &item, Timestamp now, qint64 limitMs);
/// The one decision on a paid bill: it changes what `item` holds of it and nothing else. After `limitMs` from
/// its payment it is taken back: the biller is asked to cancel it, and when it does not answer that either,
/// the money goes back and the biller is asked on. False: nothing has changed but when it is asked again.
bool takeNews(BillItem &item, const BillNews &news, Timestamp now, qint64 limitMs);

inline bool isSettled(BillState state)
{
    return state == BillState::Posted || state == BillState::Returned || state == BillState::ForPerson;
}

/// 20 letters and digits, of the payment's operation and the bill's place in it.
QString postingNumber(const QByteArray &operation, int place);

QLatin1String billerKindName(BillerKind kind);
std::optional<BillerKind> billerKindFromName(QStringView name);
QLatin1String billStateName(BillState state);
std::optional<BillState> billStateFromName(QStringView name);

}

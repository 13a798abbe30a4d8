#include "core/domain/billing/bill_rules.h"

#include "core/foundation/base/names.h"
#include "core/foundation/crypto/digest.h"

#include <algorithm>

namespace youka {

namespace {

constexpr std::pair<BillerKind, const char *> KindNames[] = {
    {BillerKind::Electricity, "electricity"},
    {BillerKind::Water, "water"},
    {BillerKind::Gas, "gas"},
    {BillerKind::Parking, "parking"},
    {BillerKind::Property, "property"},
    {BillerKind::Phone, "phone"},
};
constexpr std::pair<BillState, const char *> StateNames[] = {
    {BillState::Waiting, "waiting"},   {BillState::Pending, "pending"},
    {BillState::Unknown, "unknown"},   {BillState::Posted, "posted"},
    {BillState::Refused, "refused"},   {BillState::Returning, "returning"},
    {BillState::Returned, "returned"}, {BillState::ForPerson, "for-person"},
};

/// thousandths x 1/10000 of the main unit, in 1/100000 of a minor unit.
constexpr qint64 ExactPerMinor = 100'000;
qint64 rounded(qint64 exact) { return (exact + ExactPerMinor / 2) / ExactPerMinor; }

bool isDigits(const QString &text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isCapital(QChar c) { return c >= u'A' && c <= u'Z'; }

/// A province, a letter, and five or six letters and digits (GA 36-2018); I and O are not used.
bool isPlate(const QString &text)
{
    static const QString Provinces =
        QStringLiteral("京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼");
    static const QString Last = QStringLiteral("学警港澳挂领");
    if (text.size() < 7 || text.size() > 8 || !Provinces.contains(text[0]) || !isCapital(text[1]))
        return false;
    for (qsizetype i = 2; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isOf = (c >= u'0' && c <= u'9') || (isCapital(c) && c != u'I' && c != u'O');
        if (!isOf && !(i == text.size() - 1 && Last.contains(c)))
            return false;
    }
    return true;
}

}

// --- what a bill says

std::vector<TariffLine> tariffLines(const BillUse &use, Currency currency)
{
    std::vector<TariffLine> lines;
    qint64 from = 0;
    qint64 exact = 0;
    Money sum{0, currency};
    const qint64 end = use.before + use.used;
    for (const TariffStep &step : use.steps) {
        const qint64 upTo = step.upTo == 0 ? end : std::min(step.upTo, end);
        const qint64 used = upTo - std::max(from, use.before);
        if (used > 0) {
            const Money amount{rounded(used * step.price), currency};
            lines.push_back({from, step.upTo, used, step.price, amount});
            exact += used * step.price;
            sum += amount;
        }
        if (step.upTo == 0)
            break;
        from = step.upTo;
    }
    if (!lines.empty())
        lines.back().amount += Money{rounded(exact), currency} - sum;
    return lines;
}

std::optional<NextStep> nextStep(const BillUse &use)
{
    const qint64 end = use.before + use.used;
    for (size_t i = 0; i + 1 < use.steps.size(); ++i)
        if (end < use.steps[i].upTo)
            return NextStep{use.steps[i].upTo - end, use.steps[i + 1].price, use.steps[i].price};
    return std::nullopt;
}

bool explains(const BillUse &use, Money due)
{
    Money sum{0, due.currency};
    qint64 used = 0;
    for (const TariffLine &line : tariffLines(use, due.currency)) {
        sum += line.amount;
        used += line.used;
    }
    return used == use.used && sum == due;
}

Money dailyLateFee(const Bill &bill)
{
    return {(bill.due.minor * bill.lateFeePpm + 500'000) / 1'000'000, bill.due.currency};
}

Result<void> checkPart(const Bill &bill, Money amount)
{
    if (amount.currency != bill.due.currency)
        return fail(ErrorCode::CurrencyMismatch);
    if (!bill.choices.isEmpty())
        return bill.choices.contains(amount) ? Result<void>() : fail(ErrorCode::BillPartRefused);
    if (amount > bill.total())
        return fail(ErrorCode::BillChanged);
    if (amount == bill.total() && amount.isPositive())
        return {};
    const bool isPart = bill.least.isPositive() && amount >= bill.least;
    return isPart ? Result<void>() : fail(ErrorCode::BillPartRefused);
}

// --- accounts

Result<QString> accountIn(const Biller &biller, const QString &text)
{
    QString account = text.trimmed().toUpper();
    account.remove(u' ');
    account.remove(u'-');
    account.remove(QChar(0x00B7)); // the dot of a plate
    bool isGood = false;
    switch (biller.kind) {
    case BillerKind::Parking:
        isGood = isPlate(account);
        break;
    case BillerKind::Phone:
        isGood = account.size() == 11 && isDigits(account) && account[0] == u'1' && account[1] >= u'3';
        break;
    default:
        isGood =
            isDigits(account) && account.size() >= biller.digitsLeast && account.size() <= biller.digitsMost;
    }
    return isGood ? Result<QString>(account) : fail(ErrorCode::BillNotFound, biller.code);
}

std::optional<BillCode> readBillCode(const QString &text)
{
    const QString code = text.trimmed();
    const qsizetype dash = code.indexOf(u'-');
    if (dash < 2 || dash > 12 || code.size() > 40)
        return std::nullopt;
    const QString biller = code.left(dash).toUpper();
    const QString account = code.mid(dash + 1);
    const bool isCode = std::all_of(biller.begin(), biller.end(),
                                    [](QChar c) { return isCapital(c) || (c >= u'0' && c <= u'9'); });
    if (!isCode || account.isEmpty() || !isDigits(account))
        return std::nullopt;
    return BillCode{biller, account};
}

QString maskedAccount(const QString &account)
{
    const qsizetype shown = account.size() > 8 ? 4 : 3;
    if (account.size() <= shown)
        return account;
    return QString(std::min<qsizetype>(account.size() - shown, 4), u'*') + account.right(shown);
}

// --- the life of a paid bill

namespace {

/// 1 s, 2 s, 4 s ... `longest`.
Timestamp backOff(Timestamp now, int asks, qint64 longest)
{
    const int doublings = std::clamp(asks - 1, 0, 20);
    return now.plusMs(std::min(1'000LL << doublings, longest));
}

void end(BillItem &item, BillState state, int reason, Timestamp now)
{
    item.state = state;
    item.reason = reason;
    item.nextAsk = {};
    item.asks = 0;
    item.doneAt = now;
}

void askAgain(BillItem &item, Timestamp now, qint64 longest)
{
    ++item.asks;
    item.nextAsk = backOff(now, item.asks, longest);
}

/// What was given back, or is about to be.
bool afterGivingBack(BillItem &item, const BillNews &news, Timestamp now)
{
    switch (news.word) {
    case BillWord::Posted:
        item.receipt = news.receipt;
        if (item.state == BillState::Refused) // nothing went back yet
            end(item, BillState::Posted, 0, now);
        else
            end(item, BillState::ForPerson, int(ErrorCode::BillPaidAlready), now);
        return true;
    case BillWord::Cancelled:
    case BillWord::Refused:
        item.nextAsk = {};
        return false;
    default:
        if (item.nextAsk.ms != 0 && news.act != BillAct::None)
            askAgain(item, now, BillPace::LongestLaterMs);
        return false;
    }
}

bool whileAsking(BillItem &item, const BillNews &news, Timestamp now, qint64 limitMs)
{
    const Timestamp deadline = item.paidAt.plusMs(limitMs);
    switch (news.word) {
    case BillWord::Posted:
        item.receipt = news.receipt;
        end(item, BillState::Posted, 0, now);
        return true;
    case BillWord::Refused:
        end(item, BillState::Refused, news.why == 0 ? int(ErrorCode::BillerRefused) : news.why, now);
        return true;
    case BillWord::Cancelled:
        end(item, BillState::Refused, int(ErrorCode::BillerSilent), now);
        return true;
    case BillWord::Absent:
        if (news.act == BillAct::Query) { // the same number again is the same posting
            const bool isNew = item.state != BillState::Pending;
            item.state = BillState::Pending;
            item.nextAsk = now;
            return isNew;
        }
        break;
    default:
        break;
    }
    if (news.act == BillAct::None)
        return false;
    if (news.act == BillAct::Cancel) { // it was asked to stop, and says nothing: the customer waits no longer
        end(item, BillState::Refused, int(ErrorCode::BillerSilent), now);
        askAgain(item, now, BillPace::LongestLaterMs);
        return true;
    }
    const bool isNew = item.state != BillState::Unknown;
    item.state = BillState::Unknown;
    askAgain(item, now, BillPace::LongestMs);
    if (now < deadline && deadline < item.nextAsk)
        item.nextAsk = deadline;
    return isNew;
}

}

BillAct dueAct(const BillItem &item, Timestamp now, qint64 limitMs)
{
    const bool isLate = now >= item.paidAt.plusMs(limitMs);
    switch (item.state) {
    case BillState::Pending:
        return isLate ? BillAct::Cancel : BillAct::Post;
    case BillState::Unknown:
        return isLate ? BillAct::Cancel : BillAct::Query;
    case BillState::Refused:
    case BillState::Returning:
    case BillState::Returned:
        return item.nextAsk.ms != 0 ? BillAct::Cancel : BillAct::None;
    default:
        return BillAct::None;
    }
}

bool takeNews(BillItem &item, const BillNews &news, Timestamp now, qint64 limitMs)
{
    switch (item.state) {
    case BillState::Pending:
    case BillState::Unknown:
        return whileAsking(item, news, now, limitMs);
    case BillState::Refused:
    case BillState::Returning:
    case BillState::Returned:
        return afterGivingBack(item, news, now);
    default:
        return false;
    }
}

QString postingNumber(const QByteArray &operation, int place)
{
    const QByteArray digest = sha256("B" + operation + QByteArray::number(place)).toHex().toUpper();
    return QStringLiteral("B") + QString::fromLatin1(digest.first(19));
}

QLatin1String billerKindName(BillerKind kind) { return nameIn(KindNames, kind); }
std::optional<BillerKind> billerKindFromName(QStringView name) { return valueIn(KindNames, name); }
QLatin1String billStateName(BillState state) { return nameIn(StateNames, state); }
std::optional<BillState> billStateFromName(QStringView name) { return valueIn(StateNames, name); }

}

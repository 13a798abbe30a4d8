#include "core/exchange/billers/biller_wire.h"

#include "core/foundation/base/json.h"
#include "core/foundation/base/names.h"
#include "core/foundation/crypto/digest.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

constexpr qsizetype MostBytes = 64 * 1024;
constexpr qsizetype MostBills = 24;
constexpr qsizetype MostSteps = 10;
constexpr qsizetype MostChoices = 12;
constexpr qint64 MostUse = 1'000'000'000'000; ///< thousandths: times a price it stays far below 2^63
constexpr qint64 MostPrice = 1'000'000;
constexpr qint64 MostMinor = 100'000'000'00;

constexpr std::pair<BillWord, const char *> Words[] = {
    {BillWord::Working, "working"}, {BillWord::Posted, "posted"},       {BillWord::Refused, "refused"},
    {BillWord::Absent, "absent"},   {BillWord::Cancelled, "cancelled"},
};
constexpr std::pair<ErrorCode, const char *> Refusals[] = {
    {ErrorCode::BillPaidAlready, "paid-already"},
    {ErrorCode::BillChanged, "bill-changed"},
    {ErrorCode::BillPartRefused, "part-not-allowed"},
    {ErrorCode::BillNotFound, "no-such-account"},
};

BillerCall sealed(const BillerLine &line, const QByteArray &path, const QJsonObject &json, Timestamp now,
                  const QByteArray &nonce)
{
    BillerCall made;
    made.nonce = nonce;
    ChannelCall &call = made.call;
    call.method = "POST";
    call.timeoutMs = line.timeoutMs;
    QString base = line.gateway.path(QUrl::FullyEncoded);
    while (base.endsWith(u'/'))
        base.chop(1);
    call.url = line.gateway;
    call.url.setQuery(QString());
    call.url.setPath(base + QString::fromLatin1(path));
    call.body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    const QByteArray time = QByteArray::number(now.ms / 1'000);
    call.headers = {
        {"Content-Type", "application/json; charset=utf-8"},
        {"Youka-Biller", line.code.toLatin1()},
        {"Youka-Time", time},
        {"Youka-Nonce", nonce},
        {"Youka-Signature",
         billerSignature(line.secret,
                         {call.method, call.url.path(QUrl::FullyEncoded).toLatin1(), time, nonce,
                          sha256(call.body).toHex()})},
    };
    return made;
}

/// What the biller itself said, whole; nothing else is looked at.
std::optional<QJsonObject> genuine(const BillerLine &line, const BillerCall &asked, const ChannelReply &reply)
{
    if (reply.status == 0 || reply.body.size() > MostBytes)
        return std::nullopt;
    const QByteArray expected = billerSignature(
        line.secret, {QByteArray::number(reply.status), asked.nonce, sha256(reply.body).toHex()});
    if (!equalInConstantTime(headerIn(reply.headers, "Youka-Signature"), expected))
        return std::nullopt;
    const auto json = parseJsonObject(reply.body, MostBytes);
    return json ? std::optional(*json) : std::nullopt;
}

Money amountIn(JsonReader &in, const char *name, Currency currency)
{
    if (!in.has(name))
        return {0, currency};
    const Money amount = in.money(name);
    if (in.error())
        return {0, currency};
    if (amount.currency == currency && amount.minor >= 0 && amount.minor <= MostMinor)
        return amount;
    in.refuse(name, QStringLiteral("an amount of the biller's currency is expected"));
    return {0, currency}; // two currencies are never added up
}

std::optional<BillUse> useIn(JsonReader &in)
{
    if (!in.has("use"))
        return std::nullopt;
    JsonReader from(in.object("use"));
    BillUse use;
    use.unit = from.text("unit", 12);
    use.before = from.integerOr("before", 0, 0, MostUse);
    use.used = from.integer("used", 0, MostUse);
    qint64 last = 0;
    for (const QJsonValue value : from.array("steps", MostSteps)) {
        JsonReader step(value.toObject());
        use.steps.push_back({step.integerOr("upTo", 0, 0, MostUse), step.integer("price", 0, MostPrice)});
        const qint64 upTo = use.steps.back().upTo;
        if (step.error() || last < 0 || (upTo != 0 && upTo <= last))
            from.refuse("steps", QStringLiteral("rising steps are expected"));
        last = upTo == 0 ? -1 : upTo; // nothing comes after the one without end
    }
    if (from.error())
        in.refuse("use", from.error()->detail);
    return use;
}

Bill billIn(const QJsonObject &json, Currency currency, JsonReader &outer)
{
    JsonReader in(json);
    Bill bill;
    bill.number = in.textOr("number", {}, 40);
    bill.period = in.textOr("period", {}, 40);
    bill.due = amountIn(in, "due", currency);
    bill.lateFee = amountIn(in, "lateFee", currency);
    bill.lateFeePpm = in.integerOr("lateFeePpm", 0, 0, 100'000);
    bill.isArrears = in.booleanOr("arrears", false);
    bill.payBy = QDate::fromString(in.textOr("payBy", {}, 10), Qt::ISODate);
    bill.least = amountIn(in, "least", currency);
    if (in.has("choices"))
        for (const QJsonValue value : in.array("choices", MostChoices)) {
            JsonReader choice(QJsonObject{{QStringLiteral("amount"), value}});
            bill.choices += amountIn(choice, "amount", currency);
            if (choice.error() || !bill.choices.back().isPositive())
                in.refuse("choices", QStringLiteral("amounts are expected"));
        }
    bill.use = useIn(in);
    const bool isPayable =
        bill.choices.isEmpty() ? bill.total().isPositive() && !bill.number.isEmpty() : bill.total().isZero();
    if (!in.error() && (!isPayable || bill.least > bill.total()))
        in.refuse("due", QStringLiteral("a bill with something to pay is expected"));
    if (in.error())
        outer.refuse("bills", in.error()->detail);
    return bill;
}

}

QByteArray billerSignature(QByteArrayView secret, const QList<QByteArray> &lines)
{
    return hmacSha256(secret, lines.join('\n')).toHex();
}

BillerCall lookUpCall(const BillerLine &line, const QString &account, Timestamp now, const QByteArray &nonce)
{
    return sealed(line, "/v1/accounts", {{QStringLiteral("account"), account}}, now, nonce);
}

BillerCall postingCall(const BillerLine &line, BillAct act, const BillItem &item, Timestamp now,
                       const QByteArray &nonce)
{
    const QByteArray one = "/v1/postings/" + item.number.toLatin1();
    if (act == BillAct::Query)
        return sealed(line, one + "/query", {}, now, nonce);
    if (act == BillAct::Cancel)
        return sealed(line, one + "/cancel", {}, now, nonce);
    return sealed(line, "/v1/postings",
                  {{QStringLiteral("number"), item.number},
                   {QStringLiteral("account"), item.account},
                   {QStringLiteral("bill"), item.bill},
                   {QStringLiteral("amount"), toJson(item.amount)},
                   {QStringLiteral("total"), toJson(item.total)}},
                  now, nonce);
}

Result<BillAccount> readLookUp(const BillerLine &line, const BillerCall &asked, const QString &account,
                               const ChannelReply &reply)
{
    const auto json = genuine(line, asked, reply);
    if (!json)
        return fail(ErrorCode::BillerSilent, line.code);
    if (reply.status == 404)
        return fail(ErrorCode::BillNotFound, line.code);
    JsonReader in(*json);
    BillAccount found;
    found.account = in.text("account", 40);
    found.holder = in.textOr("holder", {}, 80);
    for (const QJsonValue value : in.array("bills", MostBills))
        found.bills.push_back(billIn(value.toObject(), line.currency, in));
    if (reply.status != 200 || in.error() || found.account != account)
        return fail(ErrorCode::BillerSilent, line.code);
    return found;
}

BillNews readPosting(const BillerLine &line, const BillerCall &asked, BillAct act, const BillItem &item,
                     const ChannelReply &reply)
{
    BillNews news{act};
    const auto json = genuine(line, asked, reply);
    if (!json || reply.status != 200)
        return news;
    JsonReader in(*json);
    const QString number = in.text("number", 40);
    const auto word = valueIn(Words, in.text("state", 20));
    const QString receipt = in.textOr("receipt", {}, 60);
    const auto why = valueIn(Refusals, in.textOr("code", {}, 40));
    if (in.error() || !word || number != item.number)
        return news;
    news.word = *word;
    news.receipt = receipt;
    if (*word == BillWord::Refused)
        news.why = int(why.value_or(ErrorCode::BillerRefused));
    return news;
}

}

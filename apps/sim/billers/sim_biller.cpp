#include "apps/sim/billers/sim_biller.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>

#include <algorithm>

namespace youka::sim {

namespace {

constexpr qint64 LargestSkewS = 300;

QByteArray digest(const QByteArray &body)
{
    return QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
}

QByteArray signatureOf(const QByteArray &secret, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, secret, QCryptographicHash::Sha256).toHex();
}

/// "80.00" of CNY, written and read by hand: the product's own words for money are not used on this side.
QJsonObject moneyOf(qint64 fen)
{
    return {{QStringLiteral("amount"),
             QStringLiteral("%1.%2").arg(fen / 100).arg(fen % 100, 2, 10, QLatin1Char('0'))},
            {QStringLiteral("currency"), QStringLiteral("CNY")}};
}

qint64 fenIn(const QJsonValue &value)
{
    const QString text = value[QLatin1String("amount")].toString();
    const qsizetype dot = text.indexOf(u'.');
    if (dot < 1 || text.size() - dot != 3
        || value[QLatin1String("currency")].toString() != QLatin1String("CNY"))
        return -1;
    bool isWhole = false;
    const qint64 fen = (text.left(dot) + text.mid(dot + 1)).toLongLong(&isWhole);
    return isWhole ? fen : -1;
}

QJsonObject jsonOf(const BillerBill &bill)
{
    QJsonObject json{{QStringLiteral("number"), bill.number}, {QStringLiteral("period"), bill.period}};
    if (!bill.choicesFen.isEmpty()) {
        QJsonArray choices;
        for (const qint64 fen : bill.choicesFen)
            choices.append(moneyOf(fen));
        json.insert(QStringLiteral("choices"), choices);
        return json;
    }
    // What was paid goes to the late fee first.
    const qint64 late = std::max<qint64>(0, bill.lateFeeFen - bill.paidFen);
    json.insert(QStringLiteral("due"), moneyOf(bill.openFen() - late));
    json.insert(QStringLiteral("lateFee"), moneyOf(late));
    json.insert(QStringLiteral("lateFeePpm"), bill.lateFeePpm);
    json.insert(QStringLiteral("arrears"), bill.isArrears);
    if (!bill.payBy.isEmpty())
        json.insert(QStringLiteral("payBy"), bill.payBy);
    if (bill.leastFen > 0)
        json.insert(QStringLiteral("least"), moneyOf(std::min(bill.leastFen, bill.openFen())));
    if (!bill.use.isEmpty() && bill.paidFen == 0)
        json.insert(QStringLiteral("use"), bill.use);
    return json;
}

}

SimBiller::SimBiller(const Clock &clock, QString code, QByteArray secret)
    : m_clock(clock)
    , m_code(std::move(code))
    , m_secret(std::move(secret))
    , m_http([this](const HttpAsk &ask) { return answer(ask); })
{
}

BillerAccount *SimBiller::account(const QString &account)
{
    const auto found = m_accounts.find(account);
    return found == m_accounts.end() ? nullptr : &*found;
}

QStringList SimBiller::faults()
{
    return {QStringLiteral("silent"),   QStringLiteral("silent_after"),   QStringLiteral("slow"),
            QStringLiteral("http_500"), QStringLiteral("http_500_after"), QStringLiteral("html"),
            QStringLiteral("cut"),      QStringLiteral("unsigned"),       QStringLiteral("forged"),
            QStringLiteral("refuse"),   QStringLiteral("working"),        QStringLiteral("changed"),
            QStringLiteral("paid")};
}

Result<void> SimBiller::strike(const QString &fault, int times, const QString &verb, int value)
{
    if (!faults().contains(fault))
        return fail(ErrorCode::InvalidInput, fault);
    m_faults.append({fault, times, verb, value});
    return {};
}

std::optional<SimBiller::Fault> SimBiller::faultFor(const QString &verb)
{
    for (qsizetype i = 0; i < m_faults.size(); ++i) {
        if (!m_faults[i].verb.isEmpty() && m_faults[i].verb != verb)
            continue;
        const Fault fault = m_faults[i];
        if (--m_faults[i].left <= 0)
            m_faults.removeAt(i);
        return fault;
    }
    return std::nullopt;
}

bool SimBiller::isGenuine(const HttpAsk &ask)
{
    const QByteArray time = ask.header("Youka-Time");
    const QByteArray nonce = ask.header("Youka-Nonce");
    const QByteArray text =
        ask.method + '\n' + ask.target + '\n' + time + '\n' + nonce + '\n' + digest(ask.body);
    const bool isGood = ask.header("Youka-Biller") == m_code.toLatin1() && nonce.size() == 32
        && ask.header("Youka-Signature") == signatureOf(m_secret, text)
        && std::abs(time.toLongLong() - m_clock.now().ms / 1'000) <= LargestSkewS
        && !m_nonces.contains(nonce);
    m_nonces.insert(nonce);
    m_unsigned += isGood ? 0 : 1;
    return isGood;
}

HttpTold SimBiller::signedAnswer(const HttpAsk &ask, int status, const QJsonObject &json,
                                 const QByteArray &secret) const
{
    const QByteArray body = QJsonDocument(json).toJson(QJsonDocument::Compact);
    const QByteArray text =
        QByteArray::number(status) + '\n' + ask.header("Youka-Nonce") + '\n' + digest(body);
    return {
        status, {{"Content-Type", "application/json"}, {"Youka-Signature", signatureOf(secret, text)}}, body};
}

HttpTold SimBiller::answer(const HttpAsk &ask)
{
    const QList<QByteArray> parts = ask.path().split('/'); // "", "v1", "postings", number, verb
    const QString verb = QString::fromLatin1(parts.size() == 5 ? parts[4] : parts.value(2));
    const auto fault = faultFor(verb);
    const QString name = fault ? fault->name : QString();
    HttpTold lost;
    lost.isLost = true;
    if (name == QLatin1String("silent"))
        return lost;
    if (name == QLatin1String("http_500"))
        return {500, {}, "broken"};
    if (name == QLatin1String("html"))
        return {200, {{"Content-Type", "text/html"}}, "<html><body>Maintenance</body></html>"};
    if (ask.method != "POST" || parts.value(1) != "v1")
        return {404, {}, {}};
    if (!isGenuine(ask))
        return {401, {}, {}};
    const auto [status, json] =
        done(verb, QString::fromLatin1(parts.value(3)), QJsonDocument::fromJson(ask.body).object(), name);
    HttpTold told =
        signedAnswer(ask, status, json, name == QLatin1String("forged") ? QByteArray("another") : m_secret);
    told.isLost = name == QLatin1String("silent_after");
    told.isCut = name == QLatin1String("cut");
    told.delayMs = name == QLatin1String("slow") ? fault->value : 0;
    if (name == QLatin1String("http_500_after"))
        return {500, {}, "broken"};
    if (name == QLatin1String("unsigned"))
        told.headers.removeLast();
    return told;
}

std::pair<int, QJsonObject> SimBiller::done(const QString &verb, const QString &number,
                                            const QJsonObject &json, const QString &fault)
{
    if (verb == QLatin1String("accounts"))
        return lookUp(json[QLatin1String("account")].toString());
    if (verb == QLatin1String("postings"))
        return {200, post(json, fault)};
    const auto known = m_postings.find(number);
    if (verb == QLatin1String("query"))
        return {200,
                known == m_postings.end() ? QJsonObject{{QStringLiteral("number"), number},
                                                        {QStringLiteral("state"), QStringLiteral("absent")}}
                                          : told(*known)};
    if (verb != QLatin1String("cancel"))
        return {404, {}};
    if (known == m_postings.end()) // whatever comes under that number later is not taken
        m_postings[number] = {number, {}, {}, 0, QStringLiteral("cancelled"), {}, {}, 0};
    else if (known->state == QLatin1String("working"))
        known->state = QStringLiteral("cancelled");
    return {200, told(m_postings[number])};
}

std::pair<int, QJsonObject> SimBiller::lookUp(const QString &account) const
{
    const auto found = m_accounts.find(account);
    if (found == m_accounts.end())
        return {404, {{QStringLiteral("code"), QStringLiteral("no-such-account")}}};
    QJsonArray bills;
    for (const BillerBill &bill : found->bills)
        if (bill.openFen() > 0 || !bill.choicesFen.isEmpty())
            bills.append(jsonOf(bill));
    return {200,
            {{QStringLiteral("account"), account},
             {QStringLiteral("holder"), found->holder},
             {QStringLiteral("bills"), bills}}};
}

QJsonObject SimBiller::told(const BillerPosting &posting)
{
    QJsonObject json{{QStringLiteral("number"), posting.number}, {QStringLiteral("state"), posting.state}};
    if (!posting.receipt.isEmpty())
        json.insert(QStringLiteral("receipt"), posting.receipt);
    if (!posting.code.isEmpty())
        json.insert(QStringLiteral("code"), posting.code);
    return json;
}

QJsonObject SimBiller::post(const QJsonObject &json, const QString &fault)
{
    const QString number = json[QLatin1String("number")].toString();
    BillerPosting &posting = m_postings[number];
    ++posting.posts;
    if (!posting.state.isEmpty())
        return told(posting); // the same number is the same posting
    posting.number = number;
    posting.account = json[QLatin1String("account")].toString();
    posting.bill = json[QLatin1String("bill")].toString();
    posting.fen = fenIn(json[QLatin1String("amount")]);
    const qint64 total = fenIn(json[QLatin1String("total")]);
    posting.state = QStringLiteral("refused");
    BillerAccount *account = this->account(posting.account);
    BillerBill *bill = nullptr;
    if (account)
        for (BillerBill &one : account->bills)
            if (one.number == posting.bill)
                bill = &one;
    if (bill && fault == QLatin1String("paid"))
        bill->paidFen = bill->dueFen + bill->lateFeeFen;
    if (bill && fault == QLatin1String("changed"))
        bill->dueFen += 100;
    const bool isCredit = bill && !bill->choicesFen.isEmpty();
    if (fault == QLatin1String("refuse"))
        posting.code = QStringLiteral("not-now");
    else if (!bill || posting.fen <= 0)
        posting.code = QStringLiteral("no-such-account");
    else if (isCredit ? !bill->choicesFen.contains(posting.fen) : false)
        posting.code = QStringLiteral("part-not-allowed");
    else if (!isCredit && bill->openFen() <= 0)
        posting.code = QStringLiteral("paid-already");
    else if (!isCredit && bill->openFen() != total)
        posting.code = QStringLiteral("bill-changed");
    else if (!isCredit && posting.fen != total && (bill->leastFen == 0 || posting.fen < bill->leastFen))
        posting.code = QStringLiteral("part-not-allowed");
    else if (fault == QLatin1String("working"))
        posting.state = QStringLiteral("working");
    else
        book(posting);
    return told(posting);
}

void SimBiller::book(BillerPosting &posting)
{
    posting.state = QStringLiteral("posted");
    posting.receipt = m_code + QStringLiteral("-%1").arg(m_postings.size(), 6, 10, QLatin1Char('0'));
    BillerAccount &account = m_accounts[posting.account];
    for (BillerBill &bill : account.bills) {
        if (bill.number != posting.bill)
            continue;
        if (bill.choicesFen.isEmpty())
            bill.paidFen += posting.fen;
        else
            account.creditFen += posting.fen;
    }
}

void SimBiller::finish()
{
    for (BillerPosting &posting : m_postings)
        if (posting.state == QLatin1String("working"))
            book(posting);
}

qint64 SimBiller::postedFen() const
{
    qint64 sum = 0;
    for (const BillerPosting &posting : m_postings)
        sum += posting.state == QLatin1String("posted") ? posting.fen : 0;
    return sum;
}

QJsonObject SimBiller::books() const
{
    QJsonArray postings;
    for (const BillerPosting &posting : m_postings) {
        QJsonObject json = told(posting);
        json.insert(QStringLiteral("account"), posting.account);
        json.insert(QStringLiteral("bill"), posting.bill);
        json.insert(QStringLiteral("fen"), posting.fen);
        postings.append(json);
    }
    return {{QStringLiteral("biller"), m_code},
            {QStringLiteral("posted_fen"), postedFen()},
            {QStringLiteral("postings"), postings}};
}

BillerAccount everydayAccount(const QString &kind)
{
    BillerAccount account;
    account.holder = QStringLiteral("王**");
    if (kind == QLatin1String("phone")) {
        BillerBill credit;
        credit.choicesFen = {3'000, 5'000, 10'000, 20'000, 30'000, 50'000};
        account.bills = {credit};
        return account;
    }
    BillerBill bill;
    bill.number = QStringLiteral("202602");
    bill.period = QStringLiteral("2026-02");
    bill.payBy = QStringLiteral("2026-03-20");
    bill.dueFen = 8'640;
    if (kind == QLatin1String("electricity")) {
        // 2,760 kWh used before, 240 now: 120 at 0.4883 and 120 at 0.5383.
        const auto step = [](qint64 upTo, qint64 price) {
            QJsonObject one{{QStringLiteral("price"), price}};
            if (upTo > 0)
                one.insert(QStringLiteral("upTo"), upTo);
            return one;
        };
        bill.dueFen = 12'319;
        bill.leastFen = 1'000;
        bill.use = {{QStringLiteral("unit"), QStringLiteral("kWh")},
                    {QStringLiteral("before"), 2'760'000},
                    {QStringLiteral("used"), 240'000},
                    {QStringLiteral("steps"),
                     QJsonArray{step(2'880'000, 4'883), step(4'800'000, 5'383), step(0, 7'883)}}};
        BillerBill old;
        old.number = QStringLiteral("202601");
        old.period = QStringLiteral("2026-01");
        old.dueFen = 9'766;
        old.lateFeeFen = 98;
        old.lateFeePpm = 1'000;
        old.isArrears = true;
        old.leastFen = 1'000;
        account.bills = {old, bill};
        return account;
    }
    if (kind == QLatin1String("parking")) {
        bill.number = QStringLiteral("P1");
        bill.period = QStringLiteral("2026-03-01 08:10");
        bill.dueFen = 1'500;
    }
    account.bills = {bill};
    return account;
}

}

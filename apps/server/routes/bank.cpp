#include "apps/server/server.h"
#include "core/domain/banking/banking_json.h"
#include "core/domain/banking/deposit_service.h"
#include "core/domain/banking/transfer_service.h"
#include "core/exchange/bank/statement_import.h"
#include "core/foundation/base/json.h"

#include <QBuffer>
#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;
constexpr int LookAtOnce = 500;
constexpr qsizetype LargestFile = 3 * 1024 * 1024; ///< larger ones by the command

/// The house's accounts are not one station's.
bool isOfAStation(const Call &call) { return call.who.station.value != 0; }

template <class T>
QJsonArray arrayOf(const std::vector<T> &all)
{
    QJsonArray array;
    for (const T &one : all)
        array.append(toJson(one));
    return array;
}

void accounts(const std::shared_ptr<Call> &call)
{
    BankRepository bank(call->server.reader(call->thread));
    const auto found = bank.accounts();
    const auto statements = found ? bank.statements(PageSize) : fail(found.error());
    if (!statements)
        return call->refuse(statements.error());
    call->answer({{QStringLiteral("accounts"), arrayOf(*found)},
                  {QStringLiteral("statements"), isOfAStation(*call) ? QJsonArray() : arrayOf(*statements)}});
}

void takeStatement(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const BankAccountId account{in.integer("account", 1, std::numeric_limits<qint64>::max())};
    const QString name = in.text("name", 200);
    const QByteArray bytes = in.base64("content", LargestFile);
    if (in.error())
        return call->refuse(*in.error());
    if (isOfAStation(*call))
        return call->refuse({ErrorCode::NotPermitted, {}});
    call->server.write(call, [=](Database &db, Timestamp now) -> Result<QJsonObject> {
        BankService bank(db, call->server.cardKeys());
        const auto its = bank.repository().account(account);
        if (!its)
            return fail(its.error());
        if (!*its)
            return fail(ErrorCode::BankAccountInvalid);
        QByteArray content = bytes;
        QBuffer file(&content);
        file.open(QIODevice::ReadOnly);
        const auto taken = importStatement(**its, file, name, call->who.name, writeInto(db), now);
        if (!taken)
            return fail(taken.error());
        for (;;) {
            const auto looked = bank.match(now, LookAtOnce);
            if (!looked)
                return fail(looked.error());
            if (*looked == LookAtOnce)
                continue;
            return bank.expire(now, LookAtOnce).map([&](int) {
                return QJsonObject{{QStringLiteral("isNew"), taken->isNew},
                                   {QStringLiteral("statement"), toJson(taken->statement)}};
            });
        }
    });
}

void rows(const std::shared_ptr<Call> &call)
{
    if (isOfAStation(*call))
        return call->answer({{QStringLiteral("rows"), QJsonArray()}});
    BankRepository::Filter filter;
    filter.state = bankRowStateFromName(call->request.queryValue(QStringLiteral("state")));
    filter.account = {call->request.queryValue(QStringLiteral("account")).toLongLong()};
    filter.before = {call->request.queryValue(QStringLiteral("before")).toLongLong()};
    const auto found = BankRepository(call->server.reader(call->thread)).rows(filter, PageSize);
    if (!found)
        return call->refuse(found.error());
    call->answer({{QStringLiteral("rows"), arrayOf(*found)}});
}

void proposals(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    BankService bank(db, call->server.cardKeys());
    const auto row = bank.repository().row(BankRowId{call->captures.value(0).toLongLong()});
    if (!row)
        return call->refuse(row.error());
    if (!*row || isOfAStation(*call))
        return call->refuse({ErrorCode::NotFound, {}});
    const auto found = bank.proposals(**row);
    const auto word = found ? bank.repository().word((*row)->id) : fail(found.error());
    if (!word)
        return call->refuse(word.error());
    QJsonObject json{{QStringLiteral("row"), toJson(**row)}, {QStringLiteral("proposals"), arrayOf(*found)}};
    if (*word)
        json.insert(QStringLiteral("said"),
                    QJsonObject{{QStringLiteral("kind"), QString(assignKindName((*word)->kind))},
                                {QStringLiteral("subject"), (*word)->subject},
                                {QStringLiteral("maker"), (*word)->maker}});
    call->answer(json);
}

void assign(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const auto kind = assignKindFromName(in.text("kind", 20));
    const QString subject = in.text("subject", 200);
    if (!kind)
        in.refuse("kind", QStringLiteral("card, deposit, settlement or nobody is expected"));
    if (in.error())
        return call->refuse(*in.error());
    const BankService::Assignment wish{{call->captures.value(0).toLongLong()}, *kind, subject, call->who};
    call->server.write(call, [=](Database &db, Timestamp now) {
        return BankService(db, call->server.cardKeys())
            .assign(wish, call->server.secondPersonAbove(), now)
            .map([](const BankService::Assigned &done) {
                QJsonObject json{{QStringLiteral("waiting"), done.waiting},
                                 {QStringLiteral("row"), toJson(done.row)}};
                if (done.waiting)
                    json.insert(QStringLiteral("maker"), done.maker);
                return json;
            });
    });
}

void order(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    BankService::OrderWish wish;
    wish.operation = call->operation;
    wish.account = {in.integer("account", 1, std::numeric_limits<qint64>::max())};
    wish.card = {in.integer("card", 1, std::numeric_limits<qint64>::max())};
    wish.amount = in.money("amount");
    const QString payer = in.textOr("payer", {}, 60);
    if (in.error())
        return call->refuse(*in.error());
    if (isOfAStation(*call))
        return call->refuse({ErrorCode::NotPermitted, {}});
    if (!payer.isEmpty()) {
        const auto number = bankNumber(payer);
        if (!number)
            return call->refuse(number.error());
        wish.payer = *number;
    }
    call->server.write(call, [=](Database &db, Timestamp now) {
        return BankService(db, call->server.cardKeys()).order(wish, now).map([](const auto &made) {
            return toJson(made);
        });
    });
}

void deposits(const std::shared_ptr<Call> &call)
{
    const auto found = DepositService(call->server.reader(call->thread))
                           .list(call->who.station,
                                 {call->request.queryValue(QStringLiteral("before")).toLongLong()}, PageSize);
    if (!found)
        return call->refuse(found.error());
    call->answer({{QStringLiteral("deposits"), arrayOf(*found)}});
}

void deposit(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    DepositService::Count wish;
    wish.operation = call->operation;
    wish.account = {in.integer("account", 1, std::numeric_limits<qint64>::max())};
    wish.station = {in.integer("station", 1, std::numeric_limits<qint64>::max())};
    wish.bag = in.text("bag", 60);
    wish.counted = in.money("counted");
    wish.stays = in.money("stays");
    wish.who = call->who;
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [=](Database &db, Timestamp now) {
        return DepositService(db).count(wish, now).map([](const CashDeposit &done) { return toJson(done); });
    });
}

}

void addBankRoutes(RouteTable &table)
{
    constexpr auto May = Permission::Reconcile;
    table.add({"GET", "/api/v1/bank/accounts", May, Idempotency::Reads,
               "The house's accounts at banks and the statements taken in", nullptr,
               R"({"type":"object","required":["accounts","statements"]})", accounts});
    table.add(
        {"POST", "/api/v1/bank/statements", May, Idempotency::ByKey,
         "Take a bank's statement in (CSV, `content` in base 64): all of it or nothing, each row once; what "
         "names a reference is matched",
         R"({"type":"object","required":["account","name","content"]})",
         R"({"type":"object","required":["isNew","statement"]})", takeStatement});
    table.add(
        {"GET", "/api/v1/bank/rows", May, Idempotency::Reads,
         "Rows of statements by `state` and `account`, newest first, 200 at a time, with what they became",
         nullptr, R"({"type":"object","required":["rows"]})", rows});
    table.add({"GET", "/api/v1/bank/rows/{row}/proposals", May, Idempotency::Reads,
               "What a waiting row may be, the likeliest first", nullptr,
               R"({"type":"object","required":["row","proposals"]})", proposals});
    table.add({"POST", "/api/v1/bank/rows/{row}/assign", May, Idempotency::ByKey,
               "Say what a waiting row is (`card`, `deposit`, `settlement`, `nobody`); above a limit once a "
               "second person says the same",
               R"({"type":"object","required":["kind","subject"]})",
               R"({"type":"object","required":["waiting","row"]})", assign});
    table.add({"POST", "/api/v1/bank/orders", May, Idempotency::ByKey,
               "Have a card topped up by bank transfer: answers the reference to be given with it",
               R"({"type":"object","required":["account","card","amount"]})",
               R"({"type":"object","required":["reference","payment"]})", order});
    table.add({"GET", "/api/v1/bank/deposits", May, Idempotency::Reads,
               "Stations' cash on its way to the bank, newest first; people of one station see its own",
               nullptr, R"({"type":"object","required":["deposits"]})", deposits});
    table.add({"POST", "/api/v1/bank/deposits", May, Idempotency::ByKey,
               "Count a station's cash and put it into a bag for the bank; a difference is a case",
               R"({"type":"object","required":["account","station","bag","counted","stays"]})",
               R"({"type":"object","required":["reference","difference"]})", deposit});
}

}

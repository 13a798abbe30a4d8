#include "apps/server/server.h"
#include "core/domain/banking/bank_repository.h"
#include "core/domain/banking/banking_json.h"
#include "core/domain/banking/transfer_service.h"
#include "core/exchange/bank/transfer_file.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

namespace {

constexpr int PageSize = 200;

template <class T>
QJsonArray arrayOf(const std::vector<T> &all)
{
    QJsonArray array;
    for (const T &one : all)
        array.append(toJson(one));
    return array;
}

void list(const std::shared_ptr<Call> &call)
{
    TransferRepository transfers(call->server.reader(call->thread));
    const auto found =
        transfers.list(transferStateFromName(call->request.queryValue(QStringLiteral("state"))),
                       {call->request.queryValue(QStringLiteral("before")).toLongLong()}, PageSize);
    const auto owed = found ? transfers.owed(PageSize) : fail(found.error());
    const auto batches = owed ? transfers.batches(PageSize) : fail(owed.error());
    if (!batches)
        return call->refuse(batches.error());
    const bool isHouse = !call->who.station; // the house's accounts are not one station's
    call->answer({{QStringLiteral("transfers"), isHouse ? arrayOf(*found) : QJsonArray()},
                  {QStringLiteral("owed"), isHouse ? arrayOf(*owed) : QJsonArray()},
                  {QStringLiteral("batches"), isHouse ? arrayOf(*batches) : QJsonArray()}});
}

void propose(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    TransferService::Wish wish;
    wish.operation = call->operation;
    wish.account = {in.integer("account", 1, std::numeric_limits<qint64>::max())};
    const auto source = transferSourceFromName(in.text("source", 20));
    wish.subject = in.text("subject", 80);
    wish.payeeNumber = in.text("payeeNumber", 60);
    wish.payee = in.text("payee", 100);
    wish.payeeBank = in.textOr("payeeBank", {}, 100);
    wish.note = in.text("note", 200);
    wish.who = call->who;
    if (!source)
        in.refuse("source", QStringLiteral("refund or cash-top-up is expected"));
    if (in.error())
        return call->refuse(*in.error());
    wish.source = *source;
    call->server.write(call, [=](Database &db, Timestamp now) {
        return TransferService(db, call->server.cardKeys()).propose(wish, now).map([](const auto &made) {
            return toJson(made);
        });
    });
}

void approve(const std::shared_ptr<Call> &call)
{
    const TransferId id{call->captures.value(0).toLongLong()};
    call->server.write(call, [=](Database &db, Timestamp now) {
        return TransferService(db, call->server.cardKeys())
            .approve(id, call->who, now)
            .map([](const BankTransfer &done) { return toJson(done); });
    });
}

void cancel(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const QString note = in.text("note", 200);
    if (in.error())
        return call->refuse(*in.error());
    const TransferId id{call->captures.value(0).toLongLong()};
    call->server.write(call, [=](Database &db, Timestamp now) {
        return TransferService(db, call->server.cardKeys())
            .cancel(id, note, call->who, now)
            .map([](const BankTransfer &done) { return toJson(done); });
    });
}

void exportBatch(const std::shared_ptr<Call> &call)
{
    JsonReader in(call->body);
    const BankAccountId account{in.integer("account", 1, std::numeric_limits<qint64>::max())};
    if (in.error())
        return call->refuse(*in.error());
    call->server.write(call, [=](Database &db, Timestamp now) {
        return TransferService(db, call->server.cardKeys())
            .exportBatch(call->operation, account, call->who, now)
            .map([](const TransferBatch &done) { return toJson(done); });
    });
}

/// Again at any time: the same bytes.
void file(const std::shared_ptr<Call> &call)
{
    Database &db = call->server.reader(call->thread);
    TransferRepository transfers(db);
    const BatchId id{call->captures.value(0).toLongLong()};
    const auto batch = transfers.batch(id);
    if (!batch)
        return call->refuse(batch.error());
    if (!*batch || call->who.station)
        return call->refuse({ErrorCode::NotFound, {}});
    const auto its = transfers.ofBatch(id);
    const auto account = its ? BankRepository(db).account((*batch)->account) : fail(its.error());
    if (!account)
        return call->refuse(account.error());
    ensure(account->has_value(), "a batch is of an account");
    const QByteArray bytes = transferFile(**account, **batch, *its);
    call->answer({{QStringLiteral("name"), transferFileName(**batch)},
                  {QStringLiteral("content"), QString::fromLatin1(bytes.toBase64())}});
}

void markSent(const std::shared_ptr<Call> &call)
{
    const BatchId id{call->captures.value(0).toLongLong()};
    call->server.write(call, [=](Database &db, Timestamp now) {
        return TransferService(db, call->server.cardKeys())
            .markSent(id, call->who, now)
            .map([](const TransferBatch &done) { return toJson(done); });
    });
}

}

void addBankTransferRoutes(RouteTable &table)
{
    constexpr auto May = Permission::Reconcile;
    constexpr const char *Transfer = R"({"type":"object","required":["id","reference","state","amount"]})";
    constexpr const char *Batch = R"({"type":"object","required":["id","transfers","amount"]})";
    table.add(
        {"GET", "/api/v1/bank/transfers", May, Idempotency::Reads,
         "Transfers that give money back, newest first, 200 at a time; refunds that none pays yet; files "
         "for the bank",
         nullptr, R"({"type":"object","required":["transfers","owed","batches"]})", list});
    table.add(
        {"POST", "/api/v1/bank/transfers", May, Idempotency::ByKey,
         "Propose that a refund which was left to people (`refund`), or a top-up in cash that is too old for "
         "the till (`cash-top-up`), is paid by bank transfer",
         R"({"type":"object","required":["account","source","subject","payeeNumber","payee","note"]})",
         Transfer, propose});
    table.add({"POST", "/api/v1/bank/transfers/{transfer}/approve", May, Idempotency::ByKey,
               "Approve a transfer that another person proposed", nullptr, Transfer, approve});
    table.add({"POST", "/api/v1/bank/transfers/{transfer}/cancel", May, Idempotency::ByKey,
               "Take a transfer back that lies in no file yet", R"({"type":"object","required":["note"]})",
               Transfer, cancel});
    table.add({"POST", "/api/v1/bank/batches", May, Idempotency::ByKey,
               "Put all approved transfers of an account into a file for its bank",
               R"({"type":"object","required":["account"]})", Batch, exportBatch});
    table.add({"GET", "/api/v1/bank/batches/{batch}/file", May, Idempotency::Reads, "That file, in base 64",
               nullptr, R"({"type":"object","required":["name","content"]})", file});
    table.add({"POST", "/api/v1/bank/batches/{batch}/sent", May, Idempotency::ByKey, "The bank has the file",
               nullptr, Batch, markSent});
}

}

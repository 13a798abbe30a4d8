#include "apps/server/bank_commands.h"

#include "apps/server/server.h"
#include "core/domain/banking/bank_service.h"
#include "core/domain/banking/transfer_service.h"
#include "core/exchange/bank/statement_import.h"
#include "core/exchange/bank/statement_layout.h"
#include "core/exchange/bank/transfer_file.h"
#include "core/foundation/base/format.h"

#include <QFile>
#include <QFileInfo>
#include <QTextStream>

#include <cstdio>

namespace youka {

namespace {

constexpr int LookAtOnce = 500;

int usage()
{
    QStringList layouts;
    for (const StatementLayout &layout : statementLayouts())
        layouts.append(QLatin1String(layout.name));
    std::fprintf(stderr,
                 "usage: youka-server bank add NUMBER HOLDER BANK LAYOUT [CURRENCY]   LAYOUT: %s\n"
                 "       youka-server bank list\n"
                 "       youka-server bank import NUMBER FILE\n"
                 "       youka-server bank transfers BATCH FILE\n",
                 qPrintable(layouts.join(QStringLiteral(", "))));
    return 2;
}

struct Work
{
    const ServerStore &store;
    Database &db;
    const QStringList &words;
    QTextStream &out;
    Timestamp now;
};

Result<BankAccount> accountOf(const Work &work, const QString &typed)
{
    return bankNumber(typed)
        .and_then([&](const QString &number) { return BankRepository(work.db).account(number); })
        .and_then([](const std::optional<BankAccount> &found) -> Result<BankAccount> {
            return found ? Result<BankAccount>(*found) : fail(ErrorCode::BankAccountInvalid);
        });
}

Result<void> add(const Work &work)
{
    const auto number = bankNumber(work.words[2]);
    const auto currency = Currency::parse(work.words.value(6, QStringLiteral("CNY")));
    if (!number || !currency)
        return fail(!number ? number.error() : currency.error());
    BankAccount account;
    account.number = *number;
    account.holder = work.words[3];
    account.bank = work.words[4];
    account.layout = work.words[5];
    account.currency = *currency;
    return work.db.transaction([&] {
        return BankService(work.db, work.store.keys)
            .open(account, QStringLiteral("youka-server"), work.now)
            .map([&](const BankAccount &made) {
                work.out << "account " << made.id.value << ", merchant " << made.merchant.value << '\n';
            });
    });
}

Result<void> list(const Work &work)
{
    return BankRepository(work.db).accounts().map([&](const std::vector<BankAccount> &all) {
        for (const BankAccount &one : all)
            work.out << one.id.value << ' ' << one.number << ' ' << one.holder << ' ' << one.bank << ' '
                     << one.layout << ' ' << one.currency.code() << (one.active ? "" : " (inactive)") << '\n';
    });
}

/// In short transactions, so that a server that runs goes on.
Result<void> import(const Work &work)
{
    QFile file(work.words[3]);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, file.fileName() + QStringLiteral(": ") + file.errorString());
    const auto account = accountOf(work, work.words[2]);
    if (!account)
        return fail(account.error());
    const auto taken = importStatement(*account, file, QFileInfo(file).fileName(),
                                       QStringLiteral("youka-server"), writeInto(work.db), work.now);
    if (!taken)
        return fail(taken.error());
    for (int looked = LookAtOnce; looked == LookAtOnce;) {
        const auto some = work.db.transaction([&] {
            return BankService(work.db, work.store.keys).match(work.now, LookAtOnce).map([&](int n) {
                looked = n;
            });
        });
        if (!some)
            return some;
    }
    const auto ended = work.db.transaction(
        [&] { return BankService(work.db, work.store.keys).expire(work.now, LookAtOnce).map([](int) {}); });
    if (!ended)
        return ended;
    if (!taken->isNew)
        work.out << "taken before\n";
    else
        work.out << "rows " << taken->statement.rows << ", known " << taken->statement.known << ", in "
                 << plainAmount(taken->statement.in) << ", out " << plainAmount(taken->statement.out) << '\n';
    return {};
}

/// The file of a batch that was made in the office.
Result<void> transfers(const Work &work)
{
    TransferRepository repository(work.db);
    const BatchId id{work.words[2].toLongLong()};
    const auto batch = repository.batch(id);
    if (!batch)
        return fail(batch.error());
    if (!*batch)
        return fail(ErrorCode::NotFound, work.words[2]);
    const auto its = repository.ofBatch(id);
    const auto account = its ? BankRepository(work.db).account((*batch)->account) : fail(its.error());
    if (!account)
        return fail(account.error());
    QFile file(work.words[3]);
    const QByteArray bytes = transferFile(**account, **batch, *its);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) || file.write(bytes) != bytes.size()
        || !file.flush())
        return fail(ErrorCode::StoreFull, file.fileName() + QStringLiteral(": ") + file.errorString());
    work.out << "transfers " << (*batch)->transfers << ", " << plainAmount((*batch)->amount) << '\n';
    return {};
}

}

int runBankCommand(const ServerSettings &settings, const QStringList &words, QTextStream &out)
{
    const QString verb = words.value(1);
    Result<void> (*work)(const Work &) = nullptr;
    if (verb == QLatin1String("add") && (words.size() == 6 || words.size() == 7) && statementLayout(words[5]))
        work = add;
    else if (verb == QLatin1String("list") && words.size() == 2)
        work = list;
    else if (verb == QLatin1String("import") && words.size() == 4)
        work = import;
    else if (verb == QLatin1String("transfers") && words.size() == 4)
        work = transfers;
    if (!work)
        return usage();
    const auto store = openServerStore(settings);
    const auto db = store ? Database::open(store->store) : fail(store.error());
    const auto done = db ? work({*store, **db, words, out, SystemClock().now()}) : fail(db.error());
    if (done)
        return 0;
    std::fprintf(stderr, "youka-server: %s\n", qPrintable(toString(done.error())));
    return 1;
}

}

// Durable commands a second on the encrypted store: authorisations and captures, through the pipeline the
// server uses, while the terminals are told of them at the server's pace.
#include "core/domain/sales/lending_service.h"
#include "core/domain/sales/sale_service.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/migrations.h"
#include "core/foundation/store/operation_log.h"
#include "core/foundation/store/write_pipeline.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <atomic>
#include <cstdio>
#include <semaphore>

using namespace youka;

namespace {

struct Load
{
    int accounts = 100'000;
    int pairs = 60'000;
    int inFlight = 4000;
};

CardKeys keys() { return {QByteArray(32, 'l'), QByteArray(32, 'w')}; }
CardToken tokenOf(int card) { return {hmacSha256("bench", QByteArray::number(card)).first(16)}; }

/// Accounts are made by plain statements: making them is not what is measured.
Result<QByteArray> fill(Database &db, int accounts)
{
    for (int i = 1; i <= accounts; ++i) {
        for (const auto &done :
             {db.run("INSERT INTO account (id, kind, owner, currency, balance) VALUES (?, 1, ?, 'CNY', ?)",
                     {i, i, 100'000'000}),
              db.run("INSERT INTO card (id, customer, account, state, expires, number, masked, at) "
                     "VALUES (?, ?, ?, 2, '2040-12-31', ?, '9000 **** **** 0000', 0)",
                     {i, i, i, QByteArray("x")}),
              db.run("INSERT INTO card_medium (token, card, proof) VALUES (?, ?, 1)", {tokenOf(i).bytes, i})})
            if (!done)
                return fail(done.error());
    }
    return db
        .run("INSERT INTO price (station, product, currency, milli, valid_from, actor, at) "
             "VALUES (0, '95', 'CNY', 7850, 0, '', 0)",
             {})
        .map([] { return QByteArray(); });
}

/// A point a yuan, and a level.
Result<QByteArray> enterScheme(Database &db)
{
    PointsScheme scheme;
    scheme.rules = {{EarnRule::Basis::Amount, 1'000, {}}};
    scheme.value = {{1, {}}, 1};
    scheme.levels = {{QStringLiteral("member"), {}, {}, {}, {}, 12, {10'000}},
                     {QStringLiteral("gold"), {}, 1'000, {}, {}, 12, {15'000}}};
    return PointsService(db).changeScheme(scheme, {}, {1}).map([](const PointsScheme &) {
        return QByteArray();
    });
}

/// Points of that many sales become spendable, as the server does it.
double settledPerSecond(WritePipeline &pipeline, Timestamp then)
{
    constexpr int Batch = 100;
    QElapsedTimer timer;
    timer.start();
    qint64 all = 0;
    for (int moved = Batch; moved == Batch; all += moved) {
        const auto done = pipeline.run([&](Database &db) {
            return PointsService(db).settle(then, Batch).map([](int n) { return QByteArray::number(n); });
        });
        ensure(done.has_value(), "points settle");
        moved = done->toInt();
    }
    return double(all) * 1e9 / double(timer.nsecsElapsed());
}

Answer refusal(const Error &error) { return {422, toString(error).toUtf8()}; }

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("accounts"), {}, QStringLiteral("n"), QStringLiteral("100000")},
                       {QStringLiteral("pairs"), {}, QStringLiteral("n"), QStringLiteral("60000")},
                       // cards a second that terminals are told of; as the server does
                       {QStringLiteral("settle"), {}, QStringLiteral("n"), QStringLiteral("500")},
                       {QStringLiteral("points"), QStringLiteral("every sale earns")},
                       {QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::currentPath()}});
    parser.process(app);
    Load load;
    load.accounts = parser.value(QStringLiteral("accounts")).toInt();
    load.pairs = parser.value(QStringLiteral("pairs")).toInt();

    QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/bench-XXXXXX"));
    StoreConfig store;
    store.path = dir.filePath(QStringLiteral("ledger.db"));
    store.key = QByteArray(32, 'k');
    {
        auto db = Database::open(store);
        if (!db || !migrate(**db, serverMigrations())) {
            std::fprintf(stderr, "%s\n", qPrintable(db ? QStringLiteral("migration") : toString(db.error())));
            return 1;
        }
    }
    auto pipeline = WritePipeline::start(store, {});
    if (!pipeline)
        return 1;
    if (const auto filled = (*pipeline)->run([&](Database &db) { return fill(db, load.accounts); });
        !filled) {
        std::fprintf(stderr, "%s\n", qPrintable(toString(filled.error())));
        return 1;
    }

    const bool points = parser.isSet(QStringLiteral("points"));
    if (points && !(*pipeline)->run(enterScheme))
        return 1;
    const SystemClock clock;
    IdSource ids(clock, 1);
    const AskingTerminal terminal{{1}, {{1}, {}, {}, {}, {}, {}, QTimeZone::utc(), QTime(0, 0)}};
    std::counting_semaphore<4096> slots(load.inFlight);
    std::atomic<int> failed{0};
    QRandomGenerator random(7);

    struct Pair
    {
        CardQuestion question;
        QByteArray questionBytes;
        Fact capture;
    };
    std::vector<Pair> pairs(size_t(load.pairs));
    for (Pair &pair : pairs) {
        CardQuestion &q = pair.question;
        q.operation = ids.make<OperationId>();
        q.sale = ids.make<SaleId>();
        q.hold = ids.make<HoldId>();
        q.card.token = tokenOf(1 + int(random.bounded(load.accounts)));
        q.product = QStringLiteral("95");
        q.wanted = {20'000, {}};
        pair.questionBytes = q.operation.bytes();
    }
    const int lag = load.inFlight * 2; // captures follow their authorisation as fuel follows a nozzle
    const auto submit = [&](WritePipeline::Command command) {
        slots.acquire();
        (*pipeline)->submit(std::move(command), [&](const Result<QByteArray> &result) {
            if (!result && failed++ == 0)
                std::fprintf(stderr, "%s\n", qPrintable(toString(result.error())));
            slots.release();
        });
    };
    const int settleCards = parser.value(QStringLiteral("settle")).toInt();
    QElapsedTimer timer;
    timer.start();
    qint64 settledAt = 0;
    const quint64 commitsBefore = (*pipeline)->counters().commits;
    for (int i = 0; i < load.pairs + lag; ++i) {
        if (settleCards > 0 && timer.elapsed() - settledAt >= 1'000) {
            settledAt = timer.elapsed();
            submit([&](Database &db) {
                return LendingService(db, keys(), {}).settle(clock.now(), settleCards).map([](int) {
                    return QByteArray();
                });
            });
        }
        if (i < load.pairs) {
            const Pair &pair = pairs[size_t(i)];
            submit([&](Database &db) {
                const Timestamp now = clock.now();
                return once(
                           db, pair.question.operation, pair.questionBytes, now,
                           [&]() -> Result<Answer> {
                               return SaleService(db, keys())
                                   .authorise(pair.question, SaleService::Pin::NotGiven, terminal, now)
                                   .map([](const CardGrant &grant) {
                                       return Answer{200, grant.hold.bytes()};
                                   });
                           },
                           refusal)
                    .map([](const Answer &answer) { return answer.body; });
            });
        }
        if (i >= lag) {
            const Pair &pair = pairs[size_t(i - lag)];
            submit([&](Database &db) {
                const Timestamp now = clock.now();
                const OperationId operation{pair.question.sale.uuid};
                return once(
                           db, operation, pair.question.sale.bytes(), now,
                           [&]() -> Result<Answer> {
                               const SaleFact sale{
                                   pair.question.sale,
                                   SaleMode::CardAuthorised,
                                   pair.question.hold,
                                   3,
                                   {1, QStringLiteral("95"), {7'850, {}}, {20'000}, {15'700, {}}, {}, {}},
                                   false};
                               return SaleService(db, keys())
                                   .apply({operation, QStringLiteral("sale.captured"), now, sale}, terminal,
                                          now)
                                   .and_then([](const FactOutcome &outcome) -> Result<Answer> {
                                       if (outcome.kind != FactOutcome::Kind::Applied)
                                           return fail(ErrorCode::Internal, outcome.detail);
                                       return Answer{200, "ok"};
                                   });
                           },
                           refusal)
                    .map([](const Answer &answer) { return answer.body; });
            });
        }
    }
    for (int i = 0; i < load.inFlight; ++i)
        slots.acquire();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    const quint64 commits = (*pipeline)->counters().commits - commitsBefore;
    std::fprintf(stderr, "%d commands in %.3f s, %llu commits, %d failed\n", 2 * load.pairs, seconds,
                 static_cast<unsigned long long>(commits), failed.load());
    std::printf("%s %.0f\n", points ? "points.earning_tps" : "ledger.tps", 2.0 * load.pairs / seconds);
    if (points)
        std::printf("points.settled_s %.0f\n",
                    settledPerSecond(**pipeline, clock.now().plusMs(25LL * 60 * 60 * 1000)));
    return failed == 0 ? 0 : 1;
}

// Offline trade with a list of a million cards: what the list takes on the terminal's encrypted disk, how
// long a whole new list takes from the server's books to being in force, and what one decision takes with its
// durable record.
#include "core/exchange/sync/list_snapshot.h"
#include "core/exchange/sync/outbox.h"
#include "core/exchange/sync/station_authoriser.h"
#include "core/exchange/sync/terminal_store.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/store/migrations.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace youka;

namespace {

constexpr int Decisions = 4'000;
constexpr TerminalId Self{1};
constexpr StationId Here{1};
constexpr int LentEvery = 50; ///< one card in so many is usual at this station

CardToken tokenOf(int card) { return {hmacSha256("bench", QByteArray::number(card)).first(16)}; }

/// The server's books by plain statements: making them is not what is measured.
Result<void> fill(Database &db, int cards)
{
    return db.transaction([&]() -> Result<void> {
        for (int i = 1; i <= cards; ++i) {
            const CardToken token = tokenOf(i);
            for (const auto &done :
                 {db.run(
                      "INSERT INTO account (id, kind, owner, currency, balance) VALUES (?, 1, ?, 'CNY', ?)",
                      {i, i, 1'000'000 + i}),
                  db.run(
                      "INSERT INTO card (id, customer, account, state, expires, limit_day, number, masked, "
                      "at) VALUES (?, ?, ?, 2, '2040-12-31', ?, ?, '9000 **** **** 0000', 0)",
                      {i, i, i, 100'000 * (1 + i % 7), QByteArray(44, 'x')}),
                  db.run("INSERT INTO card_medium (token, card, proof) VALUES (?, ?, 1)", {token.bytes, i})})
                if (!done)
                    return fail(done.error());
            if (i % LentEvery == 0)
                if (const auto lent =
                        db.run("INSERT INTO card_station (card, station, terminal, token, used, "
                               "lent) VALUES (?, ?, ?, ?, 0, 50000)",
                               {i, Here.value, Self.value, token.bytes});
                    !lent)
                    return lent;
        }
        return {};
    });
}

/// From the books through the wire's form to the list in force, on this one thread.
Result<void> takeSnapshot(Database &server, TerminalList &list)
{
    const SigningKey key = SigningKey::generate();
    const auto trusted = VerifyingKey::fromBytes(key.publicKey());
    const auto snapshot = ListSnapshot::read(server);
    if (!trusted || !snapshot)
        return fail(trusted ? snapshot.error() : trusted.error());
    for (bool last = false; !last;) {
        const auto taken =
            list.snapshotAfter()
                .and_then([&](const QByteArray &after) {
                    return (*snapshot)->page(server, after, {Here.value, Self.value});
                })
                .and_then([&](const ListPage &page) {
                    const QByteArray wire =
                        QJsonDocument(toJson(signedPage(page, key))).toJson(QJsonDocument::Compact);
                    return listPageFromJson(QJsonDocument::fromJson(wire).object());
                })
                .and_then([&](const SignedListPage &page) { return openPage(page, *trusted); })
                .and_then([&](const ListPage &page) {
                    last = page.last;
                    return list.applyPage(page);
                });
        if (!taken)
            return taken;
    }
    return {};
}

/// Bytes of the pages that are in use.
qint64 bytesUsed(Database &db)
{
    const auto figure = [&](const char *sql) {
        const auto value = db.exec(sql).map([](Rows rows) { return rows.next() ? rows.integer(0) : 0; });
        return value ? *value : 0;
    };
    return (figure("PRAGMA page_count") - figure("PRAGMA freelist_count")) * figure("PRAGMA page_size");
}

Result<std::vector<double>> decide(StationAuthoriser &authoriser, const Clock &clock, int cards)
{
    IdSource ids(clock);
    QRandomGenerator random(7);
    std::vector<double> times;
    for (int i = 0; i < Decisions; ++i) {
        CardQuestion question;
        question.operation = ids.make<OperationId>();
        question.sale = ids.make<SaleId>();
        question.hold = ids.make<HoldId>();
        question.card = {
            tokenOf(LentEvery * (1 + int(random.bounded(cards / LentEvery)))), CardProof::Chip, {}};
        question.product = QStringLiteral("95");
        question.wanted = {5'000, {}};
        QElapsedTimer timer;
        timer.start();
        const auto grant = authoriser.answerAlone(question);
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
        if (!grant && grant.error().code != ErrorCode::OfflineLimitPerDay)
            return fail(grant.error());
    }
    std::sort(times.begin(), times.end());
    return times;
}

Result<void> run(const QString &folder, int cards)
{
    const SystemClock clock;
    StoreConfig books;
    books.path = folder + QStringLiteral("/server.db");
    books.key = QByteArray(32, 'k');
    auto server = Database::open(books);
    if (!server)
        return fail(server.error());
    if (const auto made =
            migrate(**server, serverMigrations()).and_then([&] { return fill(**server, cards); });
        !made)
        return made;
    const auto store = TerminalStore::open(folder, folder + QStringLiteral("/master.key"));
    if (!store)
        return fail(store.error());
    Database &db = (*store)->db();
    Station station;
    station.id = Here;
    station.zone = QTimeZone::utc();
    station.cutOver = QTime(0, 0);
    TerminalList list(db, station.id, Self);
    const qint64 empty = bytesUsed(db);

    QElapsedTimer timer;
    timer.start();
    if (const auto taken = takeSnapshot(**server, list); !taken)
        return taken;
    std::printf("offline.snapshot_1m_s %.1f\n", double(timer.nsecsElapsed()) / 1e9);
    const auto listed = list.cards();
    if (!listed || *listed != cards)
        return fail(ErrorCode::Internal, QStringLiteral("not all cards are listed"));
    std::printf("offline.list_bytes_per_card %.1f\n", double(bytesUsed(db) - empty) / cards);

    if (const auto fresh = list.setFresh(clock.now()); !fresh)
        return fresh;
    Outbox outbox(db, Self, SigningKey::generate());
    ApiClient nobody({QUrl(QStringLiteral("https://localhost:1")), {}, 1'000}, clock);
    const ClockWatch watch(clock);
    OfflineLimits limits;
    limits.perTerminalDay = {1'000'000'000, {}};
    StationAuthoriser authoriser({db, nobody, list, outbox, clock, watch}, station, limits);
    return decide(authoriser, clock, cards).map([](const std::vector<double> &times) {
        std::printf("offline.decide_p50_ms %.2f\noffline.decide_p99_ms %.2f\n", times[times.size() / 2],
                    times[times.size() * 99 / 100]);
    });
}

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::tempPath()},
                       {QStringLiteral("cards"), {}, QStringLiteral("n"), QStringLiteral("1000000")}});
    parser.process(app);
    const QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/offline-XXXXXX"));
    const auto done = run(dir.path(), parser.value(QStringLiteral("cards")).toInt());
    if (done)
        return 0;
    std::fprintf(stderr, "%s\n", qPrintable(toString(done.error())));
    return 1;
}

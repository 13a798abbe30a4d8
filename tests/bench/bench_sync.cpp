// Terminals come back. One real outbox of 10,000 records, from its encrypted store to acknowledged; then
// 2,000 terminals at one moment, each with a chain of its own on a connection of its own, while others go on
// asking whether cards may buy. A real server process on an encrypted store, TLS as in production. Afterwards
// the books are counted and proved: nothing may be lost and nothing doubled.
#include "apps/server/books_proof.h"
#include "apps/server/server.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/api/network_transport.h"
#include "core/exchange/sync/terminal_node.h"
#include "core/foundation/crypto/chain.h"
#include "tests/bench/card_number.h"
#include "tests/bench/fleet.h"
#include "tests/bench/real_server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace youka;
using namespace youka::bench;

namespace {

constexpr int CardsOfStation = 5;
constexpr int PerStation = 2; ///< terminals
constexpr int AskingTerminals = 4;
constexpr Money Paid{1'000'000'000, {}};

/// What one terminal sold without the server: by card (reserved, then taken) and for cash.
class Sales
{
public:
    Sales(const Clock &clock, QList<CardToken> cards)
        : m_clock(clock)
        , m_ids(clock)
        , m_cards(std::move(cards))
    {
    }
    /// Record number `n`, from 0.
    Fact record(int n)
    {
        const Timestamp now = m_clock.now();
        if (n % 3 == 0) {
            m_placed = {m_ids.make<SaleId>(),
                        m_ids.make<HoldId>(),
                        m_cards[n / 3 % m_cards.size()],
                        CardProof::Chip,
                        QStringLiteral("95"),
                        {20'000, {}},
                        1};
            return makeFact({m_placed.hold.uuid}, now, m_placed);
        }
        SaleFact sale;
        const bool byCard = n % 3 == 1;
        sale.sale = byCard ? m_placed.sale : m_ids.make<SaleId>();
        sale.hold = byCard ? m_placed.hold : HoldId();
        sale.mode = byCard ? SaleMode::CardAuthorised : SaleMode::PostPay;
        sale.pump = 1 + n % 8;
        sale.offline = byCard;
        const Money amount{800 + n % 240 * 80, {}};
        m_totalMl += amount.minor * 10 / 8;
        sale.delivery = {
            1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, m_totalMl, m_totalMl};
        sale.delivery.totalStartMl = m_totalMl - amount.minor * 10 / 8;
        count += 1;
        sum = Money{sum.minor + amount.minor, {}};
        return makeFact({sale.sale.uuid}, now, sale);
    }
    qint64 count = 0;
    Money sum;

private:
    const Clock &m_clock;
    IdSource m_ids;
    const QList<CardToken> m_cards;
    HoldPlaced m_placed;
    qint64 m_totalMl = 0;
};

class SyncBench
{
public:
    SyncBench(QString folder, int terminals, int records, int upload)
        : m_folder(std::move(folder))
        , m_terminals(terminals)
        , m_records(records)
        , m_upload(upload)
        , m_server(m_folder)
    {
    }

    void run()
    {
        note("making the books");
        makeBooks();
        m_server.start();
        note("one outbox");
        uploadOne();
        note("preparing the fleet");
        const std::vector<Load> loads = prepareFleet();
        note("the fleet comes back");
        comeBack(loads);
        m_server.leave();
        note("proving the books");
        prove();
    }

private:
    static void note(const char *what) { std::fprintf(stderr, "sync: %s\n", what); }

    /// Stations, prices, cards with money on them, and the terminals, past the network.
    void makeBooks()
    {
        const ServerStore opened = need(openServerStore(m_server.settings()));
        m_keys = opened.keys;
        const auto db = need(Database::open(opened.store));
        need(db->transaction([&]() -> Result<void> {
            PriceService prices(*db);
            need(prices.ensureProduct({QStringLiteral("95"), QStringLiteral("95"), Product::Unit::Litre}));
            need(prices.change(
                {0, {}, QStringLiteral("95"), {8'000, {}}, m_clock.now(), QStringLiteral("bench")},
                m_clock.now()));
            m_customer = need(CustomerService(*db, m_keys.customerWrapping)
                                  .ensureCustomer(QStringLiteral("C1"), QStringLiteral("Bench"), {}, {},
                                                  m_clock.now()))
                             .id;
            for (int station = 0; station < m_terminals / PerStation + 2; ++station)
                openStation(*db, station);
            m_code = need(TerminalService(*db).invite(QStringLiteral("till"), m_stations.last().id,
                                                      QStringLiteral("pos"), m_clock.now()));
            return {};
        }));
    }

    void openStation(Database &db, int number)
    {
        const Station station =
            need(StationRepository(db).ensureStation({{},
                                                      QStringLiteral("S%1").arg(number),
                                                      QStringLiteral("Station %1").arg(number),
                                                      QStringLiteral("CHN"),
                                                      {},
                                                      {},
                                                      QTimeZone("Asia/Shanghai"),
                                                      QTime(0, 0)}));
        m_stations.append(station);
        CardService cards(db, m_keys);
        for (int i = 0; i < CardsOfStation; ++i) {
            CardService::Issue issue;
            issue.customer = m_customer;
            issue.number = cardNumber(number * CardsOfStation + i);
            issue.expires = QDate(2040, 12, 31);
            const CardRecord card = need(cards.issue(issue, m_clock.now()));
            const Timestamp now = m_clock.now();
            need(cards.topUpCash(
                card.id, Paid,
                {m_ids.make<JournalId>(), now, now, station.businessDay(now), station.id, {}}));
        }
        const int here = number < m_terminals / PerStation ? PerStation
            : number == m_terminals / PerStation           ? AskingTerminals
                                                           : 0;
        for (int i = 0; i < here; ++i) {
            const SigningKey key = SigningKey::generate();
            const Terminal terminal{{},
                                    QStringLiteral("till %1").arg(i),
                                    station.id,
                                    QStringLiteral("pos"),
                                    key.publicKey(),
                                    Terminal::State::Active,
                                    0,
                                    chainStart()};
            m_fleet.push_back(
                {need(TerminalRepository(db).insert(terminal, m_clock.now())), key, cardsOf(number)});
        }
    }

    QList<CardToken> cardsOf(int station) const
    {
        const CardTokeniser tokeniser(m_keys.lookup);
        QList<CardToken> tokens;
        for (int i = 0; i < CardsOfStation; ++i)
            tokens.append(tokeniser.forNumber(cardNumber(station * CardsOfStation + i)));
        return tokens;
    }

    /// A real terminal: its encrypted store, its agent, Qt's network.
    void uploadOne()
    {
        const auto store = need(TerminalStore::open(m_folder + QStringLiteral("/till"),
                                                    m_folder + QStringLiteral("/till/master.key")));
        const TerminalIdentity self = need(enrolTerminal(*store, m_server.access(), m_code, m_clock));
        TerminalNode node(
            *store, self,
            std::make_unique<NetworkTransport>(m_server.access().server, m_server.access().certificate), {},
            m_clock);
        Sales sales(m_clock, cardsOf(int(m_stations.size()) - 1));
        need(store->db().transaction([&]() -> Result<void> {
            for (int i = 0; i < m_upload; ++i)
                need(node.outbox.append(sales.record(i)));
            return {};
        }));
        QEventLoop loop;
        QTimer patience;
        QObject::connect(&node.agent, &SyncAgent::uploaded, &loop, [&](qint64 upTo) {
            if (upTo >= m_upload)
                loop.quit();
        });
        QObject::connect(&patience, &QTimer::timeout, &loop, &QEventLoop::quit);
        patience.start(120'000);
        QElapsedTimer timer;
        timer.start();
        node.agent.start();
        loop.exec();
        std::printf("sync.upload_10k_s %.2f\n", double(timer.nsecsElapsed()) / 1e9);
        std::fflush(stdout);
        const auto state = need(node.outbox.state());
        if (state.waiting != 0 || state.parked != 0)
            throw Mishap{
                QStringLiteral("%1 records wait, %2 are parked").arg(state.waiting).arg(state.parked)};
        m_expected += m_upload;
        m_sales += sales.count;
        m_sum += sales.sum.minor;
    }

    std::vector<Load> prepareFleet()
    {
        std::vector<Load> loads;
        for (int t = 0; t < m_terminals; ++t) {
            const Askers::Terminal &terminal = m_fleet[size_t(t)];
            Sales sales(m_clock, terminal.cards);
            FactBatch batch{1, {}, {}};
            QByteArray hash = chainStart();
            for (int i = 0; i < m_records; ++i) {
                batch.bodies.append(sales.record(i).body);
                hash = chainNext(hash, quint64(i + 1), batch.bodies.last());
            }
            batch.signature = terminal.key.sign(batchMessage(terminal.id, 1, quint64(m_records), hash));
            const QByteArray body = QJsonDocument(toJson(batch)).toJson(QJsonDocument::Compact);
            TravellingBody travelling = packedBody(body);
            if (t == 0)
                std::fprintf(stderr, "sync: %lld bytes a batch travel as %lld\n", qlonglong(body.size()),
                             qlonglong(travelling.bytes.size()));
            loads.push_back({terminal.id, terminal.key, std::move(travelling.bytes),
                             std::move(travelling.encoding), m_records});
            m_expected += m_records;
            m_sales += sales.count;
            m_sum += sales.sum.minor;
        }
        return loads;
    }

    void comeBack(const std::vector<Load> &loads)
    {
        Askers askers(m_server.place(), {m_fleet.end() - AskingTerminals, m_fleet.end()}, m_clock);
        askers.start();
        QEventLoop warm;
        QTimer::singleShot(2'000, &warm, &QEventLoop::quit);
        warm.exec();
        askers.forget();
        const double before = m_server.cpuS();
        const Fleet::Outcome outcome = Fleet(m_server.place(), loads, m_clock).comeBack(15 * 60 * 1000);
        const double cpu = m_server.cpuS() - before;
        const std::vector<double> times = askers.stop();
        if (!outcome.fault.isEmpty())
            throw Mishap{outcome.fault};
        if (!askers.fault().isEmpty() || times.empty())
            throw Mishap{askers.fault()};
        std::fprintf(stderr, "sync: told to wait %d times, at most %d s; %d times no answer; %zu questions\n",
                     outcome.busy, outcome.longestToldS, outcome.lost, times.size());
        std::fprintf(stderr, "sync: half of them were done after %.1f s, 95 of 100 after %.1f s\n",
                     outcome.halfS, outcome.mostS);
        std::printf("sync.fleet_recovery_s %.1f\nsync.fleet_records_per_s %.0f\n", outcome.seconds,
                    double(m_terminals) * m_records / outcome.seconds);
        std::printf("sync.fleet_question_p50_ms %.0f\nsync.fleet_question_p99_ms %.0f\n",
                    times[times.size() / 2], times[times.size() * 99 / 100]);
        std::printf("sync.fleet_server_cpu_s %.1f\nsync.fleet_server_rss_mb %.0f\n", cpu, m_server.peakMb());
        std::fflush(stdout);
    }

    void prove()
    {
        const ServerStore opened = need(openServerStore(m_server.settings()));
        const auto db = need(Database::open(opened.store));
        const auto is = [&](const char *sql, qint64 expected) {
            auto rows = need(db->exec(sql));
            const qint64 found = rows.next() ? rows.integer(0) : -1;
            if (found != expected)
                throw Mishap{
                    QStringLiteral("%1: %2, expected %3").arg(QLatin1String(sql)).arg(found).arg(expected)};
        };
        is("SELECT COUNT(*) FROM terminal_record", m_expected);
        is("SELECT COUNT(*) FROM terminal_record WHERE outcome <> 1", 0);
        is("SELECT COUNT(*) FROM sale", m_sales);
        is("SELECT SUM(amount) FROM sale", m_sum);
        is("SELECT COUNT(*) FROM exception_case", 0);
        need(db->transaction([&] {
            return proveBooks(*db).map([](const BooksProof &proof) {
                std::fprintf(stderr, "sync: %s\n", qPrintable(proof.figures));
                if (!proof.faults.isEmpty())
                    throw Mishap{proof.faults.first()};
            });
        }));
    }

    const QString m_folder;
    const int m_terminals;
    const int m_records;
    const int m_upload;
    const SystemClock m_clock;
    IdSource m_ids{m_clock};
    RealServer m_server;
    CardKeys m_keys;
    CustomerId m_customer;
    QList<Station> m_stations;
    std::vector<Askers::Terminal> m_fleet; ///< and those that ask, last
    QString m_code;
    qint64 m_expected = 0;
    qint64 m_sales = 0;
    qint64 m_sum = 0;
};

}

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    std::signal(SIGPIPE, SIG_IGN); // a connection that went away is noticed where it is read
    raiseDescriptorLimit();
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::tempPath()},
                       {QStringLiteral("terminals"), {}, QStringLiteral("n"), QStringLiteral("2000")},
                       {QStringLiteral("records"), {}, QStringLiteral("n"), QStringLiteral("200")},
                       {QStringLiteral("upload"), {}, QStringLiteral("n"), QStringLiteral("10000")}});
    parser.process(app);
    const auto figure = [&](const char *name) { return parser.value(QLatin1String(name)).toInt(); };
    const QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/sync-XXXXXX"));
    try {
        SyncBench(dir.path(), figure("terminals"), figure("records"), figure("upload")).run();
    } catch (const Mishap &mishap) {
        std::fprintf(stderr, "sync: %s\n", qPrintable(mishap.what));
        return 1;
    }
    return 0;
}

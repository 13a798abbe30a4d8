// Coupons. How long the best allowed set of twelve takes when no branch can be cut off; a million codes made
// and exported by the real command; and 64 tills that redeem at a real server, one code in eight shown at two
// of them at about the same moment, then every code at two. Afterwards the books are asked how often a coupon
// was redeemed, and proved.
#include "apps/server/server.h"
#include "core/domain/coupons/best_set.h"
#include "core/domain/coupons/coupon_question.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/sales/sale_json.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/sync/fact_batch.h"
#include "core/foundation/crypto/chain.h"
#include "tests/bench/real_server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QSet>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>
#include <numeric>

using namespace youka;
using namespace youka::bench;

namespace {

constexpr int Tills = 64;
const Principal Author{Role::Manager, 1, QStringLiteral("author"), {}};
const Principal Approver{Role::Manager, 2, QStringLiteral("approver"), {}};

void note(const QString &what) { std::fprintf(stderr, "coupons: %s\n", qPrintable(what)); }

/// Twelve that each take a third of what is there, so that a set of some is worth nearly as much as each of
/// them promises alone, no bound cuts a branch off, and all 4,095 sets are worked out.
void measureBestSet()
{
    Basket basket;
    for (int i = 0; i < 6; ++i) {
        const Money amount{10'000 + i * 1'111, {}};
        basket.lines.push_back(
            {QStringLiteral("P%1").arg(i), {}, Product::Unit::Piece, 1'000, {amount.minor * 10, {}}, amount});
    }
    std::vector<Candidate> candidates;
    for (int i = 0; i < 12; ++i) {
        Candidate one;
        one.terms.campaign = {i + 1};
        one.terms.offer.kind = OfferKind::PercentOff;
        one.terms.offer.percent = {3'300 + i * 10};
        if (i % 2 == 0) // some of lines, some of all
            one.terms.scope.products = {QStringLiteral("P0"), QStringLiteral("P1"), QStringLiteral("P2"),
                                        QStringLiteral("P3"), QStringLiteral("P4"), QStringLiteral("P5")};
        one.terms.until = {std::numeric_limits<qint64>::max()};
        one.coupon = {1, quint32(i)};
        candidates.push_back(one);
    }
    StackingTerms terms;
    terms.most = 12;
    Occasion occasion;
    occasion.at = {1};
    constexpr int Runs = 50;
    int looked = 0;
    QElapsedTimer timer;
    timer.start();
    for (int run = 0; run < Runs; ++run) {
        const BestSet best = bestSet(candidates, basket, occasion, terms);
        if (!best.proven || best.chosen.size() != 12)
            throw Mishap{QStringLiteral("the best set is not that of all twelve")};
        looked = best.looked;
    }
    std::printf("coupons.best_set_ms_12 %.2f\n", double(timer.nsecsElapsed()) / 1e6 / Runs);
    note(QStringLiteral("%1 sets of twelve were worked out").arg(looked));
}

/// What a till keeps when its connection has gone.
struct Identity
{
    TerminalId id;
    SigningKey key;
    qint64 seq = 0;
    QByteArray hash = chainStart();
};

/// A till: its key, its chain, and the wire to the server. Shows one code after the other and pays.
class Till
{
public:
    struct Desk
    {
        const Place &place;
        const Clock &clock;
        std::function<void(const QString &fault)> failed;
        std::function<void()> done;
    };
    Till(const Desk &desk, Identity &own)
        : m_desk(desk)
        , m_own(own)
        , m_wire(desk.place)
        , m_ids(desk.clock)
    {
    }

    /// A reservation is written and signed before the clock runs: a till does that while its customer looks
    /// for the coupon, and each has a processor of its own.
    void prepare(const QString &code)
    {
        CouponQuestion question;
        question.operation = m_ids.make<OperationId>();
        question.sale = m_ids.make<SaleId>();
        question.codes = {code};
        question.basket.lines = {
            {QStringLiteral("95"), {}, Product::Unit::Litre, 40'000, {8'000, {}}, Gross}};
        const Posted request{"/api/v1/coupon-reservations",
                             QJsonDocument(toJson(question)).toJson(QJsonDocument::Compact),
                             {},
                             question.operation.text().toLatin1()};
        m_prepared.push_back({question.sale, signedBytes(request, m_own.id, m_own.key, m_desk.clock.now())});
    }

    void show()
    {
        if (m_next == m_prepared.size())
            return m_desk.done();
        const Prepared &next = m_prepared[m_next++];
        m_sale = next.sale;
        send(next.request, [this](const QByteArray &body) {
            const auto grant = couponGrantFromJson(QJsonDocument::fromJson(body).object());
            if (!grant)
                return m_desk.failed(toString(grant.error()));
            if (!grant->redemptions.empty())
                return pay(*grant);
            ++refused; // the other one was quicker
            show();
        });
    }

    qint64 redeemed = 0;
    qint64 refused = 0;

private:
    static constexpr Money Gross{32'000, {}};
    struct Prepared
    {
        SaleId sale;
        QByteArray request;
    };

    void send(const QByteArray &request, const std::function<void(const QByteArray &)> &answered)
    {
        m_wire.send(request, 60'000, [this, answered](const WireClient::Answer &answer) {
            if (answer.status != 200)
                return m_desk.failed(QStringLiteral("answered with %1: ").arg(answer.status)
                                     + QString::fromUtf8(answer.body));
            answered(answer.body);
        });
    }

    void pay(const CouponGrant &grant)
    {
        SaleFact fact;
        fact.sale = m_sale;
        fact.mode = SaleMode::PostPay;
        fact.pump = 1;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {40'000}, Gross, {}, {}};
        fact.discounts = grant.redemptions;
        const auto seq = quint64(++m_own.seq);
        FactBatch batch{m_own.seq, {makeFact({m_sale.uuid}, m_desk.clock.now(), fact).body}, {}};
        m_own.hash = chainNext(m_own.hash, seq, batch.bodies.first());
        batch.signature = m_own.key.sign(batchMessage(m_own.id, seq, seq, m_own.hash));
        const Posted request{
            "/api/v1/outbox", QJsonDocument(toJson(batch)).toJson(QJsonDocument::Compact), {}, {}};
        send(signedBytes(request, m_own.id, m_own.key, m_desk.clock.now()), [this](const QByteArray &body) {
            if (body.count(R"("outcome":"applied")") != 1)
                return m_desk.failed(QString::fromUtf8(body));
            ++redeemed;
            show();
        });
    }

    const Desk &m_desk;
    Identity &m_own;
    WireClient m_wire;
    IdSource m_ids;
    SaleId m_sale;
    std::vector<Prepared> m_prepared;
    size_t m_next = 0;
};

class CouponBench
{
public:
    CouponBench(const QString &folder, int codes, int redemptions)
        : m_folder(folder)
        , m_codes(codes)
        , m_redemptions(redemptions / Tills * Tills)
        , m_server(folder)
    {
    }

    void run()
    {
        makeBooks();
        generate();
        redeem();
        prove();
    }

private:
    /// Stations with their tills, a price, and a campaign that is live.
    void makeBooks()
    {
        note(QStringLiteral("making the books"));
        const ServerStore opened = need(openServerStore(m_server.settings()));
        const auto db = need(Database::open(opened.store));
        const Timestamp now = m_clock.now();
        need(db->transaction([&]() -> Result<void> {
            PriceService prices(*db);
            need(prices.ensureProduct({QStringLiteral("95"), QStringLiteral("95"), Product::Unit::Litre}));
            need(
                prices.change({0, {}, QStringLiteral("95"), {8'000, {}}, now, QStringLiteral("bench")}, now));
            for (int i = 0; i < Tills; ++i)
                openTill(*db, i);
            CampaignService campaigns(*db, opened.coupons);
            Campaign draft;
            draft.name = QStringLiteral("Ten off");
            draft.terms.offer.amount = Off;
            draft.terms.from = now.plusMs(-1'000);
            draft.terms.until = now.plusMs(86'400'000);
            draft.limits.total = {Money{1'000'000'000'000, {}}, 100'000'000};
            draft.limits.perDay = {{}, 100'000'000};
            m_campaign = need(campaigns.create(draft, Author, now)).id;
            need(campaigns.step(m_campaign, CampaignState::Review, Author, now));
            need(campaigns.step(m_campaign, CampaignState::Live, Approver, now));
            return {};
        }));
    }

    void openTill(Database &db, int number)
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
        const SigningKey key = SigningKey::generate();
        const Terminal terminal{{},
                                QStringLiteral("till %1").arg(number),
                                station.id,
                                QStringLiteral("pos"),
                                key.publicKey(),
                                Terminal::State::Active,
                                0,
                                chainStart()};
        m_tills.push_back({need(TerminalRepository(db).insert(terminal, m_clock.now())), key});
    }

    /// A batch is printed, and its codes are exported and read again with the server's own commands.
    void generate()
    {
        note(QStringLiteral("making codes"));
        const QString file = m_folder + QStringLiteral("/codes");
        const QByteArray passphrase = "twelve letters and more\n";
        QElapsedTimer timer;
        timer.start();
        const quint16 batch = print(quint32(m_codes));
        const auto made = m_server.command(
            {QStringLiteral("coupons"), QStringLiteral("export"), QString::number(batch), file}, passphrase);
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        const auto opened =
            m_server.command({QStringLiteral("coupons"), QStringLiteral("open"), file}, passphrase);
        if (made.code != 0 || opened.code != 0)
            throw Mishap{QStringLiteral("the codes were not exported")};
        m_printed = opened.out.split(u'\n', Qt::SkipEmptyParts);
        if (m_printed.size() != m_codes
            || QSet<QString>(m_printed.begin(), m_printed.end()).size() != m_codes)
            throw Mishap{QStringLiteral("%1 codes were printed").arg(m_printed.size())};
        std::printf("coupons.generate_1m_s %.2f\n", seconds * 1e6 / m_codes);
        std::fflush(stdout);
    }

    quint16 print(quint32 count)
    {
        const ServerStore opened = need(openServerStore(m_server.settings()));
        const auto db = need(Database::open(opened.store));
        quint16 batch = 0;
        need(db->transaction([&] {
            return CampaignService(*db, opened.coupons)
                .print(m_campaign, count, QStringLiteral("bench"), Author, m_clock.now())
                .map([&](const CouponBatch &made) { batch = made.id; });
        }));
        return batch;
    }

    void redeem()
    {
        // One in eight is what a cheat would have to be lucky for; all of them is the worst there can be.
        std::printf("coupons.redeem_rps %.0f\n", measure(RealServer::Wire::Plain, m_redemptions, 8));
        std::printf("coupons.contested_rps %.0f\n", measure(RealServer::Wire::Plain, m_redemptions / 4, 1));
        std::printf("coupons.redeem_tls_rps %.0f\n", measure(RealServer::Wire::Tls, m_redemptions / 2, 8));
        std::fflush(stdout);
    }

    double measure(RealServer::Wire wire, int codes, int contested)
    {
        m_server.start(wire);
        QEventLoop loop;
        const Till::Desk desk{m_server.place(), m_clock,
                              [&](const QString &why) {
                                  m_fault = why;
                                  loop.quit();
                              },
                              [&] {
                                  if (--m_busy == 0)
                                      loop.quit();
                              }};
        std::vector<std::unique_ptr<Till>> tills;
        for (Identity &own : m_tills)
            tills.push_back(std::make_unique<Till>(desk, own));
        const double rate = measure(tills, loop, codes, contested);
        m_redeemed += std::accumulate(tills.begin(), tills.end(), qint64(0),
                                      [](qint64 sum, const auto &till) { return sum + till->redeemed; });
        tills.clear();
        m_server.leave();
        return rate;
    }

    /// Two tills share a stretch of the codes, turn and turn about, but each `contested`th is shown at both.
    double measure(const std::vector<std::unique_ptr<Till>> &tills, QEventLoop &loop, int codes,
                   int contested)
    {
        note(QStringLiteral("redeeming, one code in %1 at two tills").arg(contested));
        const qsizetype each = codes / (Tills / 2);
        std::vector<QStringList> lists(tills.size());
        for (qsizetype i = 0; i < each * (Tills / 2); ++i) {
            const size_t pair = size_t(i / each) * 2;
            const size_t turn = size_t(i % each) % 2;
            lists[pair + turn].append(m_printed[m_shown + i]);
            if (i % each % contested == 0)
                lists[pair + 1 - turn].append(m_printed[m_shown + i]);
        }
        m_shown += each * (Tills / 2);
        const auto counted = [&](qint64 Till::*count) {
            qint64 sum = 0;
            for (const auto &till : tills)
                sum += (*till).*count;
            return sum;
        };
        const qint64 redeemedBefore = counted(&Till::redeemed);
        const qint64 refusedBefore = counted(&Till::refused);
        // Turn and turn about, as they will be sent: ids are made in the order of time.
        for (qsizetype next = 0, left = 1; left > 0; ++next) {
            left = 0;
            for (size_t i = 0; i < tills.size(); ++i)
                if (next < lists[i].size()) {
                    tills[i]->prepare(lists[i][next]);
                    ++left;
                }
        }
        const double cpuBefore = m_server.cpuS();
        m_busy = Tills;
        QElapsedTimer timer;
        timer.start();
        for (const auto &till : tills)
            till->show();
        loop.exec();
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        if (!m_fault.isEmpty())
            throw Mishap{m_fault};
        const qint64 redeemed = counted(&Till::redeemed) - redeemedBefore;
        note(QStringLiteral("%1 redeemed and %2 refused in %3 s, %4 s of the server's processor time")
                 .arg(redeemed)
                 .arg(counted(&Till::refused) - refusedBefore)
                 .arg(seconds, 0, 'f', 1)
                 .arg(m_server.cpuS() - cpuBefore, 0, 'f', 1));
        return double(redeemed) / seconds;
    }

    void prove()
    {
        note(QStringLiteral("proving the books"));
        const ServerStore opened = need(openServerStore(m_server.settings()));
        const auto db = need(Database::open(opened.store));
        const auto figure = [&](const char *sql) {
            auto rows = need(db->exec(sql));
            return rows.next() ? rows.integer(0) : -1;
        };
        const qint64 twice = figure("SELECT COUNT(*) FROM (SELECT coupon FROM coupon_use WHERE state = 2 "
                                    "GROUP BY coupon HAVING COUNT(*) > 1)")
            + figure("SELECT COUNT(*) FROM exception_case");
        std::printf("coupons.double_redeemed %lld\n", qlonglong(twice));
        const std::pair<const char *, qint64> expected[] = {
            {"SELECT COUNT(*) FROM coupon WHERE state = 4", m_shown},
            {"SELECT COUNT(*) FROM coupon_use WHERE state <> 2", 0},
            {"SELECT COUNT(*) FROM sale WHERE discount = 1000", m_redeemed},
            {"SELECT SUM(discount) FROM sale", m_redeemed * Off.minor},
            {"SELECT pieces FROM coupon_budget WHERE kind = 1", m_redeemed},
            {"SELECT SUM(pieces) FROM coupon_budget WHERE kind = 2", m_redeemed}};
        for (const auto &[sql, wanted] : expected)
            if (const qint64 found = figure(sql); found != wanted)
                throw Mishap{
                    QStringLiteral("%1: %2, expected %3").arg(QLatin1String(sql)).arg(found).arg(wanted)};
        const auto verified = m_server.command({QStringLiteral("verify")});
        if (verified.code != 0 || !verified.out.contains(QLatin1String("verify: ok")))
            throw Mishap{verified.out};
    }

    static constexpr Money Off{1'000, {}};
    const QString m_folder;
    const int m_codes;
    const int m_redemptions;
    const SystemClock m_clock;
    RealServer m_server;
    CampaignId m_campaign;
    std::vector<Identity> m_tills;
    QStringList m_printed;
    qsizetype m_shown = 0;
    int m_busy = 0;
    QString m_fault;
    qint64 m_redeemed = 0;
};

}

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    std::signal(SIGPIPE, SIG_IGN); // a connection that went away is noticed where it is read
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::tempPath()},
                       {QStringLiteral("codes"), {}, QStringLiteral("n"), QStringLiteral("1000000")},
                       {QStringLiteral("redemptions"), {}, QStringLiteral("n"), QStringLiteral("20000")}});
    parser.process(app);
    const QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/coupons-XXXXXX"));
    try {
        measureBestSet();
        CouponBench(dir.path(), parser.value(QStringLiteral("codes")).toInt(),
                    parser.value(QStringLiteral("redemptions")).toInt())
            .run();
    } catch (const Mishap &mishap) {
        std::fprintf(stderr, "coupons: %s\n", qPrintable(mishap.what));
        return 1;
    }
    return 0;
}

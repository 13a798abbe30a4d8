#include "world.h"

#include "core/domain/access/staff_service.h"
#include "core/domain/access/terminal_service.h"
#include "core/domain/cards/card_rules.h"
#include "core/domain/cards/card_service.h"
#include "core/domain/pricing/price_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/foundation/base/json.h"
#include "core/foundation/crypto/secret_hash.h"

#include <QJsonDocument>

namespace youka::world {

namespace {

constexpr qint64 RestMostMs = 6 * 60 * MinuteMs;
const QString Pin = QStringLiteral("1357");

QString stationCode(int number) { return QStringLiteral("W%1").arg(number); }

}

void Counts::add(const Counts &other)
{
    for (const auto member : {&Counts::visits, &Counts::events, &Counts::sales, &Counts::offlineSales,
                              &Counts::crashes, &Counts::powerCuts, &Counts::partitions, &Counts::reversals,
                              &Counts::exceptions, &Counts::topUps, &Counts::coupons, &Counts::couponsTwice,
                              &Counts::lowered, &Counts::calls, &Counts::lost, &Counts::restPoints})
        this->*member += other.*member;
}

World::World(VirtualTime &time, const WorldOptions &options)
    : m_time(time)
    , m_options(options)
    , m_chance(options.seed)
    , m_clock(time)
    , m_leaflets(m_books, m_chance)
{
    // Whatever world was before: a seed is a whole history.
    m_time.clear();
    VirtualDisk::random().seed(options.seed);
}

World::~World()
{
    for (const auto &station : m_stations)
        station->end(VirtualDisk::End::Killed);
    if (m_centre)
        m_centre->end(VirtualDisk::End::Killed);
    m_time.runUntil(m_time.now()); // the programs go before their machines
    m_office.reset();
    m_time.clear();
}

void World::tell(const QString &who, const QString &what) { m_story.tell(m_time.now(), who, what); }

QStringList World::rows(const QStringList &about) const
{
    QStringList lines;
    for (const auto &station : m_stations) {
        const auto books = station->books();
        if (!books)
            continue;
        auto rows = (*books)->exec(
            "SELECT id, pump, state, nozzle, volume, amount, total_start, total_end, detail, mode "
            "FROM sale ORDER BY id");
        while (rows && rows->next()) {
            const QString id = SaleId::fromBytes(rows->blob(0)).text();
            const QString detail = rows->text(8);
            const bool wanted =
                std::any_of(about.begin(), about.end(), [&](const QString &a) { return id.startsWith(a); });
            if (wanted || detail.contains(QLatin1String("totaliser"))
                || detail.contains(QLatin1String("without a sale")))
                lines.append(
                    QStringLiteral(
                        "%1: %2 pump %3 mode %10 state %4 nozzle %5: %6 ml, %7 fen, totaliser %8 to %9, ")
                        .arg(station->name(), id.left(13))
                        .arg(rows->integer(1))
                        .arg(rows->integer(2))
                        .arg(rows->integer(3))
                        .arg(rows->integer(4))
                        .arg(rows->integer(5))
                        .arg(rows->integer(6))
                        .arg(rows->integer(7))
                        .arg(rows->integer(9))
                    + detail);
        }
    }
    return lines;
}

// --- setting up

Result<void> World::setUpCentre()
{
    const auto done = m_centre->command([&](Database &db) -> Result<QByteArray> {
        const Timestamp now = m_centre->clock.now();
        for (int i = 1; i <= m_options.stations; ++i)
            if (const auto made = StationRepository(db).ensureStation({{},
                                                                       stationCode(i),
                                                                       stationCode(i),
                                                                       QStringLiteral("CHN"),
                                                                       {},
                                                                       {},
                                                                       QTimeZone("Asia/Shanghai"),
                                                                       QTime(0, 0)});
                !made)
                return fail(made.error());
        PriceService prices(db);
        for (const auto &[code, milli] : {std::pair("95", 7'850), std::pair("92", 7'310)}) {
            const QString product = QString::fromLatin1(code);
            const auto made =
                prices.ensureProduct({product, product, Product::Unit::Litre}).and_then([&, milli = milli] {
                    return prices.change(
                        {0, {}, product, {milli, {}}, now.plusMs(-MinuteMs), QStringLiteral("set-up")}, now);
                });
            if (!made)
                return fail(made.error());
        }
        if (const auto added = StaffService(db).add(QStringLiteral("manager"), QStringLiteral("Manager"),
                                                    Role::Manager, {}, hashSecret("secret", HashCost::Test));
            !added)
            return fail(added.error());
        const CardTokeniser tokeniser(m_centre->keys().lookup);
        for (int i = 0; i < m_options.cards; ++i) {
            const QString name = QStringLiteral("K%1").arg(i);
            const auto customer = CustomerService(db, m_centre->keys().customerWrapping)
                                      .ensureCustomer(name, name, QStringLiteral("retail"), Currency{}, now);
            if (!customer)
                return fail(customer.error());
            const QString body = QStringLiteral("900000%1").arg(i, 9, 10, QLatin1Char('0'));
            CardService::Issue issue;
            issue.customer = customer->id;
            issue.number = body + QLatin1Char(luhnDigit(body));
            issue.expires = QDate(2030, 12, 31);
            Card card;
            if (i % 10 == 3) {
                issue.pinHash = hashSecret(Pin.toLatin1(), HashCost::Test);
                issue.pinAbove = Money{15'000, {}};
                card.pin = Pin;
            }
            if (i % 10 == 5)
                issue.limitPerDay = Money{40'000, {}};
            const auto record = CardService(db, m_centre->keys()).issue(issue, now);
            if (!record)
                return fail(record.error());
            card.id = record->id;
            card.identity = {tokeniser.forNumber(issue.number),
                             i % 6 == 0 ? CardProof::Track : CardProof::Chip, record->masked};
            m_cards.push_back(card);
            m_cardIds.push_back(card.id);
        }
        return QByteArray();
    });
    return done.map([](const QByteArray &) {});
}

Result<void> World::enrol(StationMachine &station, const QString &code)
{
    return station.enrol([&](const QByteArray &publicKey) -> Result<QJsonObject> {
        const auto answer = m_centre->command([&](Database &db) -> Result<QByteArray> {
            const Timestamp now = m_centre->clock.now();
            const auto place = StationRepository(db).findCode(code);
            if (!place || !*place)
                return fail(ErrorCode::StationUnknown, code);
            TerminalService terminals(db);
            const auto terminal =
                terminals.invite(code, (*place)->id, QStringLiteral("pos"), now)
                    .and_then([&](const QString &once) { return terminals.enrol(once, publicKey, now); });
            if (!terminal)
                return fail(terminal.error());
            const QJsonObject json{
                {QStringLiteral("terminal"), terminal->id.value},
                {QStringLiteral("name"), terminal->name},
                {QStringLiteral("station"), (*place)->id.value},
                {QStringLiteral("stationCode"), code},
                {QStringLiteral("stationName"), code},
                {QStringLiteral("zone"), QStringLiteral("Asia/Shanghai")},
                {QStringLiteral("cutOver"), QStringLiteral("00:00")},
                {QStringLiteral("cardLookupKey"), QString::fromLatin1(m_centre->keys().lookup.toBase64())},
                {QStringLiteral("listKey"), QString::fromLatin1(m_centre->listKey().toBase64())}};
            return QJsonDocument(json).toJson(QJsonDocument::Compact);
        });
        return answer.and_then([](const QByteArray &bytes) { return parseJsonObject(bytes); });
    });
}

Result<void> World::setUp()
{
    const auto told = [this](const Machine &machine, const QString &what) {
        tell(machine.name(), what);
        ++(what.contains(QLatin1String("power")) ? m_counts.powerCuts : m_counts.crashes);
    };
    m_ids = std::make_unique<IdSource>(m_clock, m_chance.seed());
    m_centre = std::make_unique<Centre>(m_time, m_chance.seed());
    m_centre->tell = told;
    m_centre->boot();
    if (!m_centre->isListening())
        return fail(ErrorCode::Internal, QStringLiteral("the centre does not start"));
    if (const auto done = setUpCentre(); !done)
        return done;
    if (const auto done = m_leaflets.print(*m_centre, m_options.stations * m_options.minutes / 60); !done)
        return done;
    for (int i = 1; i <= m_options.stations; ++i) {
        m_stations.push_back(std::make_unique<StationMachine>(
            StationMachine::Surroundings{m_time, *m_centre, m_network}, i, m_options.pumps, m_chance.seed()));
        StationMachine &station = *m_stations.back();
        if (const auto done = enrol(station, stationCode(i)); !done)
            return done;
        station.tell = told;
        station.boot();
    }
    m_sites.resize(m_stations.size());
    for (size_t i = 0; i < m_sites.size(); ++i) {
        m_sites[i].cashier =
            std::make_unique<Cashier>(*m_stations[i], m_cards, m_books, m_chance, m_clock,
                                      [this](const QString &who, const QString &what) { tell(who, what); });
        m_sites[i].visits.resize(size_t(m_options.pumps));
    }
    m_office = std::make_unique<Office>(
        m_time, *m_centre, m_network, m_cards, m_books,
        [this](const QString &who, const QString &what) { tell(who, what); }, m_chance.seed());
    m_office->signIn(QStringLiteral("manager"), QStringLiteral("secret"));
    m_time.runUntil(m_time.now() + 5'000);
    for (int card = 0; card < m_options.cards; ++card)
        m_office->topUp(card, m_chance.between(100, 1'000) * 100);
    m_time.runUntil(m_time.now() + 2 * MinuteMs);
    return {};
}

// --- trade

QStringList World::run()
{
    if (const auto done = setUp(); !done)
        return {QStringLiteral("the world does not begin: ") + toString(done.error())};
    for (qint64 left = m_options.minutes; left > 0; left -= m_options.restEveryMin) {
        trade(std::min(left, m_options.restEveryMin));
        rest();
        if (const QString why = unrest(); !why.isEmpty())
            return {why};
        ++m_counts.restPoints;
        const QStringList faults = Audit(m_books, *m_centre, m_stations, m_cardIds).run();
        if (!faults.isEmpty())
            return faults;
    }
    count();
    return {};
}

void World::again(qint64 least, qint64 most, const std::function<void()> &what)
{
    m_time.after(m_chance.between(least * MinuteMs, most * MinuteMs), [=, this, round = m_round] {
        if (round != m_round || m_counts.events >= m_options.events)
            return;
        ++m_counts.events;
        what();
        again(least, most, what);
    });
}

void World::trade(qint64 minutes)
{
    ++m_round;
    m_open = true;
    for (size_t site = 0; site < m_sites.size(); ++site) {
        for (int pump = 1; pump <= m_options.pumps; ++pump)
            planArrival(site, pump);
        planCashier(site);
        if (on(StationsEnd))
            planStationEnd(site);
        if (on(Network))
            planWeather(site);
        if (on(Wires))
            planWire(site);
        if (on(PumpPower))
            planPumpPower(site);
        if (on(DisksFull))
            planDisk(site);
        if (on(Clocks))
            planClock(site);
        if (on(ByHand))
            planByHand(site);
        if (on(Lorries)) {
            planLorry(site);
            planGauge(site);
        }
    }
    if (on(CentreEnds))
        planCentreEnd();
    planOffice();
    m_time.runUntil(m_time.now() + minutes * MinuteMs);
    m_open = false;
}

void World::planArrival(size_t site, int pump)
{
    const StationMachine &station = *m_stations[site];
    // Who waits in line cannot know that the counter or the wire is down, and takes the next nozzle.
    const bool line = (!station.isUp() || station.pumps().silent) && m_chance.oneIn(2);
    const qint64 in = line ? m_chance.between(2'000, 20'000) : m_chance.between(MinuteMs, 14 * MinuteMs);
    m_time.after(in, [=, this, round = m_round] {
        if (round == m_round && m_open)
            arrive(site, pump);
    });
}

void World::arrive(size_t site, int pump)
{
    StationMachine &station = *m_stations[site];
    Pumps::Pump &iron = station.pumps().pump(pump);
    if (m_sites[site].visits[size_t(pump) - 1] || m_sites[site].byHand == pump || iron.iron.isOut())
        return planArrival(site, pump);
    if (m_counts.visits >= m_options.visits)
        return;
    Visit::Wish wish;
    wish.sale = m_ids->make<SaleId>();
    wish.pump = pump;
    wish.nozzle = m_chance.oneIn(3) ? 2 : 1;
    const int kind = int(m_chance.between(0, 9));
    wish.mode = kind < 6 ? SaleMode::CardAuthorised : kind < 7 ? SaleMode::Prepaid : SaleMode::PostPay;
    const int regular = int(site) * m_options.cards / m_options.stations;
    if (wish.mode == SaleMode::CardAuthorised || (wish.mode == SaleMode::PostPay && m_chance.oneIn(2)))
        wish.card = on(CopiedCards) && m_chance.oneIn(4)
            ? int(m_chance.between(0, 2)) // a few cards that are everywhere at once
            : (regular + int(m_chance.between(0, m_options.cards / m_options.stations))) % m_options.cards;
    wish.ml = m_chance.between(500, 45'000);
    wish.cash = Money{m_chance.between(10, 300) * 100, {}};
    if (wish.mode == SaleMode::PostPay) {
        wish.slips = m_leaflets.take(station.number());
        wish.asksForOffers = m_chance.oneIn(3);
    }
    if (wish.mode == SaleMode::CardAuthorised && m_chance.oneIn(3)) {
        wish.atPump = true;
        if (m_chance.oneIn(2))
            wish.slips = m_leaflets.take(station.number());
        wish.choosesGrade = !m_chance.oneIn(3);
        if (!m_chance.oneIn(3)) // few enough litres for a lower price at the pump
            wish.preset = {Preset::Kind::Amount, {m_chance.between(30, 120) * 100, {}}, {}};
    }
    wish.neverLifts = m_chance.oneIn(40);
    wish.neverSqueezes = m_chance.oneIn(25);
    ++m_counts.visits;
    m_sites[site].visits[size_t(pump) - 1] = std::make_unique<Visit>(
        station, m_cards, m_books, m_chance, m_clock,
        [this](const QString &who, const QString &what) { tell(who, what); }, wish, m_time.now());
    planLife(site, pump);
}

void World::planLife(size_t site, int pump)
{
    m_time.after(m_chance.between(400, 900), [=, this] {
        auto &visit = m_sites[site].visits[size_t(pump) - 1];
        if (visit->live(m_time.now()))
            return planLife(site, pump);
        visit.reset();
        planArrival(site, pump);
    });
}

void World::planCashier(size_t site)
{
    m_time.after(m_chance.between(4'000, 15'000), [=, this, round = m_round] {
        if (round != m_round)
            return;
        m_sites[site].cashier->look();
        planCashier(site);
    });
}

void World::planOffice()
{
    again(0, 3, [this] {
        m_office->topUp(int(m_chance.between(0, m_options.cards - 1)), m_chance.between(50, 500) * 100);
    });
    if (on(Network))
        again(2, 20, [this] {
            m_office->weather = {};
            if (m_chance.oneIn(2))
                m_office->weather.lossPerMille = 200;
            m_office->weather.repeatPerMille = m_chance.oneIn(2) ? 200 : 0;
        });
    if (!on(OfficeWork))
        return;
    again(5, 25, [this] {
        const int card = int(m_chance.between(0, m_options.cards - 1));
        m_frozen.insert(card);
        m_office->changeState(card, int(CardState::Frozen));
        m_time.after(m_chance.between(1, 20) * MinuteMs, [this, card] {
            if (m_frozen.erase(card) > 0)
                m_office->changeState(card, int(CardState::Active));
        });
    });
    again(10, 60, [this] {
        m_office->changeLimit(int(m_chance.between(0, m_options.cards - 1)),
                              m_chance.between(100, 900) * 100);
    });
    again(20, 90, [this] {
        m_office->changeCampaign(m_books.offers.tenOff, QStringLiteral("paused"));
        m_paused = true;
        m_time.after(m_chance.between(1, 10) * MinuteMs, [this] {
            if (std::exchange(m_paused, false))
                m_office->changeCampaign(m_books.offers.tenOff, QStringLiteral("live"));
        });
    });
    again(20, 90, [this] {
        m_office->changePrice(m_chance.oneIn(2) ? QStringLiteral("95") : QStringLiteral("92"),
                              m_chance.between(700, 830) * 10);
    });
}

// --- rest

void World::heal()
{
    ++m_round;
    m_centre->boot();
    for (const auto &station : m_stations) {
        station->weather = {};
        station->disk.full = false;
        station->clock.skewMs = 0;
        station->pumps().silent = false;
        station->pumps().troublePerMille = 0;
        station->tanks().silent = false;
        station->tanks().troublePerMille = 0;
        station->endAt(-1, VirtualDisk::End::Killed);
        station->rebootMs = 5'000;
    }
    m_centre->endAt(-1, VirtualDisk::End::Killed);
    m_centre->rebootMs = 5'000;
    m_office->weather = {};
    for (const int card : std::exchange(m_frozen, {}))
        m_office->changeState(card, int(CardState::Active));
    if (std::exchange(m_paused, false))
        m_office->changeCampaign(m_books.offers.tenOff, QStringLiteral("live"));
    for (size_t site = 0; site < m_sites.size(); ++site)
        planCashier(site);
}

void World::rest()
{
    tell(QStringLiteral("world"), QStringLiteral("comes to rest"));
    heal();
    const qint64 end = m_time.now() + RestMostMs;
    // Levels of tanks wait for company: of several stations one may always have some on its way.
    constexpr qint64 LevelsWaitMs = 10 * MinuteMs;
    while (m_time.now() < end && !unrest(LevelsWaitMs).isEmpty())
        m_time.runUntil(m_time.now() + 10'000);
    m_time.runUntil(m_time.now() + 2 * MinuteMs); // whatever is still under way may do harm now
    while (m_time.now() < end && !unrest().isEmpty()) {
        if (unrest(LevelsWaitMs).isEmpty()) // only they are missing
            for (const auto &station : m_stations)
                station->node()->agent.flush();
        m_time.runUntil(m_time.now() + 1'000);
    }
}

/// Why the world is not at rest; records may wait for so long.
QString World::unrest(qint64 recordsWaitMs)
{
    if (!m_office->isIdle())
        return QStringLiteral("the office gets no answer");
    if (!m_centre->isListening())
        return QStringLiteral("the centre does not come back");
    for (size_t i = 0; i < m_stations.size(); ++i) {
        StationMachine &station = *m_stations[i];
        if (m_sites[i].byHand != 0)
            return station.name() + QStringLiteral(": a pump is worked by hand");
        for (const auto &visit : m_sites[i].visits)
            if (visit)
                return station.name() + QStringLiteral(": a driver is still there");
        if (!station.forecourt())
            return station.name() + QStringLiteral(": does not come back");
        if (!m_sites[i].cashier->isIdle())
            return station.name() + QStringLiteral(": something waits for the cashier");
        const auto queue = station.node()->outbox.state();
        const bool waits =
            queue && queue->waiting > 0 && station.clock.now().ms - queue->oldest.ms >= recordsWaitMs;
        if (!queue || waits)
            return station.name() + QStringLiteral(": records are not sent");
        if (const auto &refusal = station.node()->agent.refusal())
            return station.name() + QStringLiteral(": gave up sending: ") + toString(*refusal);
        for (const PumpView &pump : station.forecourt()->pumps()) {
            if (!pump.sale.isNull())
                return QStringLiteral("%1, pump %2: a sale is still open (%3)")
                    .arg(station.name())
                    .arg(pump.pump)
                    .arg(int(pump.state));
            if (pump.state != PumpState::Idle)
                return QStringLiteral("%1, pump %2: does not serve (%3)")
                    .arg(station.name())
                    .arg(pump.pump)
                    .arg(int(pump.state));
        }
    }
    for (const auto &station : m_stations)
        if (const QString lorry = lorriesAway(*station); !lorry.isEmpty())
            return lorry;
    return {};
}

void World::count()
{
    const auto db = m_centre->books();
    if (!db)
        return;
    const auto ask = [&](const char *sql) {
        auto rows = (*db)->exec(sql);
        return rows && rows->next() ? rows->integer(0) : 0;
    };
    m_counts.sales = ask("SELECT COUNT(*) FROM sale");
    m_counts.offlineSales = ask("SELECT COUNT(*) FROM sale WHERE offline = 1");
    m_counts.reversals = ask("SELECT COUNT(*) FROM terminal_record WHERE kind = 'hold.released'");
    m_counts.exceptions = ask("SELECT COUNT(*) FROM exception_case");
    m_counts.coupons = ask("SELECT COUNT(*) FROM coupon_use WHERE state = 2");
    m_counts.lowered = ask("SELECT COUNT(*) FROM sale WHERE pump_amount IS NOT NULL");
    m_counts.couponsTwice = ask("SELECT COUNT(*) FROM exception_case WHERE kind = 'coupon-twice'");
    m_counts.topUps = qint64(m_books.topUps.size());
    m_counts.calls = m_network.calls;
    m_counts.lost = m_network.lostRequests + m_network.lostAnswers;
}

}

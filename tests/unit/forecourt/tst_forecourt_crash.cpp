#include "forecourt_desk.h"

#include <QTest>

using namespace youka;

/// The station ends, or its store fails, at every border that a sale crosses; then the books must agree with
/// the pump, the centre and the till.
class TestForecourtCrash : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sweep_data();
    void sweep();
    void interleaved_data();
    void interleaved();
};

namespace {

enum class Story {
    Card,
    CardZero,
    CardPinned,
    Prepaid,
    PrepaidUnused,
    PostPayCash,
    PostPayCard,
    CardPowerCut
};

struct Customer
{
    SaleId id;
    Story story = Story::Card;
    int pump = 1;
    qint64 pours = 1'000; ///< millilitres until the nozzle is hung up
    qint64 cashGiven = 0; ///< handed over the counter, once
    bool wasReleased = false;
};

/// Sums of what is on disk, against the pump of iron.
class Auditor
{
public:
    /// `toleranceMl` per hose: a pump that lost power counted more finely than it showed.
    explicit Auditor(ForecourtDesk &desk, qint64 toleranceMl = 0)
        : m_desk(desk)
        , m_toleranceMl(toleranceMl)
    {
        desk.db->failNext = {};
        SaleStore store(*desk.db);
        m_sales = *store.recent(100'000);
        const auto open = *store.open();
        m_sales.insert(m_sales.end(), open.cbegin(), open.cend());
    }

    QString verdict()
    {
        check(m_desk.inOrder, "a pump heard of something before it was on disk");
        check(m_desk.forecourt->payable().isEmpty(), "something waits for a person");
        facts();
        money();
        litres();
        for (const auto &iron : m_desk.irons)
            check(iron->pump.status() == dart::Status::Reset, "a pump is not free again");
        return m_verdict;
    }

private:
    void check(bool right, const char *what)
    {
        if (!right && m_verdict.isEmpty())
            m_verdict = QLatin1String(what);
    }
    void facts()
    {
        std::map<SaleId, int> settlements;
        std::map<HoldId, int> ended;
        std::map<OperationId, int> operations;
        for (const ParsedFact &fact : m_desk.written()) {
            check(++operations[fact.operation] == 1, "an operation is told twice");
            if (const auto *sale = std::get_if<SaleFact>(&fact.body)) {
                check(++settlements[sale->sale] == 1, "a sale is settled twice");
                if (!sale->hold.isNull())
                    check(++ended[sale->hold] == 1, "a hold ends twice");
            } else if (const auto *released = std::get_if<HoldReleased>(&fact.body)) {
                check(++ended[released->hold] == 1, "a hold ends twice");
            }
        }
        for (const auto &[hold, amount] : m_desk.centre.holds)
            check(ended[hold] == 1, "a hold at the centre never ends");
        for (const SaleRow &row : m_sales)
            check(settlements[row.id] == (row.state == SaleState::Settled ? 1 : 0),
                  "a settled sale without its fact, or a fact without its sale");
    }
    void money()
    {
        for (const SaleRow &row : m_sales) {
            check(fuelling::isFinal(row.state), "a sale is still open");
            const bool settled = row.state == SaleState::Settled;
            if (row.mode == SaleMode::CardAuthorised && settled)
                check(row.paid == row.delivery.amount, "the card paid something else");
            else if (settled)
                check(row.paid == row.delivery.amount + row.returned
                          || row.delivery.amount > row.paid, // overrun, flagged
                      "cash taken is not delivered and returned");
            else if (row.mode == SaleMode::Prepaid)
                check(row.returned == row.paid, "a prepayment was kept");
        }
    }
    void litres()
    {
        std::map<std::pair<int, int>, qint64> sold;
        for (const SaleRow &row : m_sales)
            if (row.state == SaleState::Settled)
                sold[{row.pump, row.delivery.nozzle}] += row.delivery.volume.ml;
        for (size_t i = 0; i < m_desk.irons.size(); ++i)
            for (int nozzle = 1; nozzle <= 2; ++nozzle) {
                const qint64 total = m_desk.irons[i]->pump.total(nozzle).ml;
                check(qAbs(sold[{int(i) + 1, nozzle}] - total) <= m_toleranceMl,
                      "litres sold are not what the totaliser counted");
            }
    }

    ForecourtDesk &m_desk;
    const qint64 m_toleranceMl;
    std::vector<SaleRow> m_sales;
    QString m_verdict;
};

void begin(ForecourtDesk &desk, Customer &c)
{
    const auto ignore = [](const Result<void> &) {};
    Forecourt &f = *desk.forecourt;
    switch (c.story) {
    case Story::Card:
    case Story::CardZero:
    case Story::CardPowerCut:
        f.fuelByCard(c.id, c.pump, ForecourtDesk::card(), {}, {}, ignore);
        break;
    case Story::CardPinned:
        f.fuelByCard(c.id, c.pump, ForecourtDesk::card(), QStringLiteral("1234"),
                     ForecourtDesk::amount(1'000), ignore);
        break;
    case Story::Prepaid:
    case Story::PrepaidUnused:
        f.prepay(c.id, c.pump, 1, Money{2'000, {}}, ignore);
        break;
    case Story::PostPayCash:
    case Story::PostPayCard:
        f.release(c.id, c.pump, {}, ignore);
        break;
    }
}

/// At the counter: pays until it is paid, with the same money each time.
void pay(ForecourtDesk &desk, Customer &c)
{
    const auto ignore = [](const Result<void> &) {};
    if (c.story == Story::PostPayCard)
        desk.forecourt->payCard(c.id, ForecourtDesk::card(), {}, ignore);
    else
        desk.forecourt->payCash(c.id, Money{c.cashGiven = 100'000, {}}, ignore);
}

bool isOver(const ForecourtDesk &desk, SaleId id)
{
    const auto view = desk.forecourt->sale(id);
    return !view || fuelling::isFinal(view->state);
}

/// One customer from beginning to end, whatever happens on the way. False: it came to no end.
bool visit(ForecourtDesk &desk, Customer &c)
{
    sim::SimPump &pump = desk.iron(c.pump).pump;
    const int releasesBefore = pump.releases();
    pump.lift(1);
    desk.until([&] { return desk.pump(c.pump).state == PumpState::Calling; }, 20'000);
    begin(desk, c);
    const bool zero = c.story == Story::CardZero || c.story == Story::PrepaidUnused;
    // The customer holds the nozzle until the pump is released, or loses patience.
    desk.until([&] { return pump.releases() > releasesBefore || isOver(desk, c.id); }, 12'000);
    const qint64 before = pump.releases() > releasesBefore ? 0 : -1;
    if (before == 0 && !zero) {
        pump.squeeze();
        desk.until([&] { return pump.volume().ml >= c.pours || pump.status() != dart::Status::Filling; },
                   30'000);
    }
    if (c.story == Story::CardPowerCut && before == 0) {
        desk.endLife();
        desk.iron(c.pump).side.restart();
        pump.hang();
        desk.startLife();
        if (desk.dead)
            desk.restart();
    } else {
        pump.hang();
    }
    const auto state = [&] { return desk.state(c.id); };
    for (int tries = 0; tries < 40 && !isOver(desk, c.id); ++tries) {
        if (state() == SaleState::Payable)
            pay(desk, c);
        desk.run(2'500);
    }
    desk.run(1'000);
    const bool over = isOver(desk, c.id);
    // The pump was told at most once, whatever happened.
    return over && pump.releases() <= releasesBefore + 1
        && desk.until([&] { return desk.pump(c.pump).state == PumpState::Idle; }, 20'000);
}

/// Who finds the sale unknown afterwards comes again with the same id.
bool serve(ForecourtDesk &desk, Customer &c)
{
    return visit(desk, c) && (desk.state(c.id) || visit(desk, c));
}

}

void TestForecourtCrash::sweep_data()
{
    QTest::addColumn<int>("story");
    QTest::addColumn<int>("fault");
    const std::pair<const char *, Story> stories[] = {{"card", Story::Card},
                                                      {"card, zero sale", Story::CardZero},
                                                      {"card to its limit", Story::CardPinned},
                                                      {"prepaid", Story::Prepaid},
                                                      {"prepaid, unused", Story::PrepaidUnused},
                                                      {"post-pay, cash", Story::PostPayCash},
                                                      {"post-pay, card", Story::PostPayCard},
                                                      {"card, power cut", Story::CardPowerCut}};
    for (const auto &[name, story] : stories)
        for (const auto fault : {ForecourtDesk::Fault::Crash, ForecourtDesk::Fault::StoreFails})
            QTest::newRow(qPrintable(QStringLiteral("%1, %2").arg(QLatin1String(name),
                                                                  fault == ForecourtDesk::Fault::Crash
                                                                      ? QStringLiteral("crash")
                                                                      : QStringLiteral("store fails"))))
                << int(story) << int(fault);
}

void TestForecourtCrash::sweep()
{
    QFETCH(int, story);
    QFETCH(int, fault);
    for (int nth = 0;; ++nth) {
        ForecourtDesk desk;
        QVERIFY(desk.ready());
        desk.fault = ForecourtDesk::Fault(fault);
        desk.events = 0;
        desk.planned = nth;
        Customer customer;
        customer.story = Story(story);
        customer.id = desk.newSale();
        const bool served = serve(desk, customer);
        desk.planned = -1;
        QVERIFY2(served, qPrintable(QStringLiteral("event %1: no end").arg(nth)));
        const QString verdict = Auditor(desk).verdict();
        QVERIFY2(verdict.isEmpty(), qPrintable(QStringLiteral("event %1: %2").arg(nth).arg(verdict)));
        if (!desk.struck) {
            QVERIFY2(nth > 20, "the sweep saw too few events");
            return;
        }
    }
}

namespace {

/// Four pumps, customers of every kind, and every misfortune, by one seed.
class Day
{
public:
    explicit Day(quint32 seed)
        : desk(4)
        , m_random(seed)
    {
    }

    bool serveAll(int sales)
    {
        m_left = sales;
        const qint64 end = desk.clock.monotonicMs() + 6 * 3'600'000;
        while ((m_left > 0 || anyVisit()) && desk.clock.monotonicMs() < end) {
            desk.run(100);
            misfortune();
            for (int pump = 1; pump <= 4; ++pump)
                step(pump);
        }
        if (anyVisit())
            return false;
        desk.planned = -1;
        for (int pump = 1; pump <= 4; ++pump)
            desk.iron(pump).silent = false;
        for (int i = 0; i < 60 && !desk.forecourt->payable().isEmpty(); ++i) {
            closeOpenOnes();
            desk.run(2'000);
        }
        desk.run(30'000);
        return true;
    }

    ForecourtDesk desk;
    int powerCuts = 0;

private:
    enum class Phase { None, Arrived, Waiting, Pouring, Hung };
    struct Visit
    {
        Phase phase = Phase::None;
        Customer customer;
        int releases = 0;
        qint64 since = 0;
    };

    bool chance(int oneIn) { return m_random.bounded(oneIn) == 0; }
    bool anyVisit() const
    {
        return std::any_of(std::begin(m_visits), std::end(m_visits),
                           [](const Visit &v) { return v.phase != Phase::None; });
    }
    qint64 now() const { return desk.clock.monotonicMs(); }
    void enter(Visit &visit, Phase phase)
    {
        visit.phase = phase;
        visit.since = now();
    }

    void misfortune()
    {
        if (chance(150)) {
            desk.fault = ForecourtDesk::Fault::Crash;
            desk.planned = desk.events + m_random.bounded(30);
        } else if (chance(100)) {
            desk.fault = ForecourtDesk::Fault::StoreFails;
            desk.planned = desk.events + m_random.bounded(30);
        }
        desk.centre.delayMs = chance(10) ? 3'000 : 100;
        desk.centre.offline = chance(4);
        desk.centre.placesAnyway = chance(2);
        desk.centre.refuseWith = chance(6) ? std::optional(ErrorCode::Timeout) : std::nullopt;
        for (int pump = 1; pump <= 4; ++pump) {
            ForecourtDesk::Iron &iron = desk.iron(pump);
            iron.silent = iron.silent ? !chance(30) : chance(300);
            if (chance(1'500)) {
                iron.side.restart();
                ++powerCuts;
            }
        }
    }

    void step(int number)
    {
        Visit &visit = m_visits[number - 1];
        sim::SimPump &pump = desk.iron(number).pump;
        const SaleId id = visit.customer.id;
        switch (visit.phase) {
        case Phase::None:
            if (m_left > 0 && desk.pump(number).state == PumpState::Idle && chance(5)) {
                --m_left;
                visit.customer = {
                    desk.newSale(), Story(m_random.bounded(7)), number, 200 + m_random.bounded(6'000), 0,
                    false};
                visit.releases = pump.releases();
                pump.lift(chance(3) ? 2 : 1);
                enter(visit, Phase::Arrived);
            }
            return;
        case Phase::Arrived:
            if (now() > visit.since + 1'000) {
                begin(desk, visit.customer);
                if (chance(8))
                    begin(desk, visit.customer); // pressed twice
                enter(visit, Phase::Waiting);
            }
            return;
        case Phase::Waiting:
            if (chance(150))
                desk.forecourt->cancel(id, [](const Result<void> &) {});
            if (pump.releases() > visit.releases) {
                const bool zero =
                    visit.customer.story == Story::CardZero || visit.customer.story == Story::PrepaidUnused;
                zero ? pump.hang() : pump.squeeze();
                enter(visit, zero ? Phase::Hung : Phase::Pouring);
            } else if (now() > visit.since + 15'000 || isOver(desk, id)) {
                pump.hang();
                enter(visit, Phase::Hung);
            }
            return;
        case Phase::Pouring:
            if (chance(200))
                desk.forecourt->stop(number, [](const Result<void> &) {});
            if (pump.volume().ml >= visit.customer.pours || now() > visit.since + 20'000
                || !(pump.status() == dart::Status::Filling)) {
                pump.hang();
                enter(visit, Phase::Hung);
            }
            return;
        case Phase::Hung:
            closeOpenOnes();
            if (isOver(desk, id))
                enter(visit, Phase::None);
            return;
        }
    }

    /// The counter: takes what is owed, and a person looks at what the pumps could not say.
    void closeOpenOnes()
    {
        const auto ignore = [](const Result<void> &) {};
        for (const SaleView &view : desk.forecourt->payable()) {
            if (view.state == SaleState::NeedsPerson && view.delivery.volume.ml == 0)
                desk.forecourt->cancel(view.id, ignore);
            else if (view.state == SaleState::Payable && chance(2))
                desk.forecourt->payCard(view.id, ForecourtDesk::card(), {}, ignore);
            else
                desk.forecourt->payCash(view.id, Money{100'000, {}}, ignore);
        }
    }

    QRandomGenerator m_random;
    int m_left = 0;
    Visit m_visits[4];
};

}

void TestForecourtCrash::interleaved_data()
{
    QTest::addColumn<quint32>("seed");
    const int fixed = qEnvironmentVariableIntValue("YOUKA_SEED");
    for (int seed = fixed ? fixed : 1; seed <= (fixed ? fixed : 6); ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << quint32(seed);
}

void TestForecourtCrash::interleaved()
{
    QFETCH(quint32, seed);
    Day day(seed);
    QVERIFY(day.serveAll(200));
    const QString verdict = Auditor(day.desk, 10 * day.powerCuts).verdict();
    QVERIFY2(verdict.isEmpty(), qPrintable(verdict));
    QVERIFY(day.desk.lives > 1);
}

QTEST_GUILESS_MAIN(TestForecourtCrash)
#include "tst_forecourt_crash.moc"

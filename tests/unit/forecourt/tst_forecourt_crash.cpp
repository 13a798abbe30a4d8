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
    explicit Auditor(ForecourtDesk &desk)
        : m_desk(desk)
    {
        desk.db->failNext = {};
        SaleStore store(*desk.db);
        m_sales = *store.recent(100'000);
        const auto open = *store.open();
        m_sales.insert(m_sales.end(), open.cbegin(), open.cend());
    }

    QString verdict()
    {
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
                check(sold[{int(i) + 1, nozzle}] == total, "litres sold are not what the totaliser counted");
            }
    }

    ForecourtDesk &m_desk;
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

QTEST_GUILESS_MAIN(TestForecourtCrash)
#include "tst_forecourt_crash.moc"

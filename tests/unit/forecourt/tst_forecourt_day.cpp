#include "auditor.h"

#include <QTest>

using namespace youka;

class TestForecourtDay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void interleaved_data();
    void interleaved();
};

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
        Visitor customer;
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
            Iron &iron = desk.iron(pump);
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
                visit.customer = {desk.newSale(), Story(m_random.bounded(7)), number,
                                  200 + m_random.bounded(6'000)};
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

void TestForecourtDay::interleaved_data()
{
    QTest::addColumn<quint32>("seed");
    const int fixed = qEnvironmentVariableIntValue("YOUKA_SEED");
    for (int seed = fixed ? fixed : 1; seed <= (fixed ? fixed : 6); ++seed)
        QTest::newRow(qPrintable(QStringLiteral("seed %1").arg(seed))) << quint32(seed);
}

void TestForecourtDay::interleaved()
{
    QFETCH(quint32, seed);
    Day day(seed);
    QVERIFY(day.serveAll(200));
    const QString verdict = Auditor(day.desk, 10 * day.powerCuts).verdict();
    QVERIFY2(verdict.isEmpty(), qPrintable(verdict));
    QVERIFY(day.desk.lives > 1);
}

QTEST_GUILESS_MAIN(TestForecourtDay)
#include "tst_forecourt_day.moc"

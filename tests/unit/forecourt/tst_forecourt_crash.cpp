#include "auditor.h"

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
    void withoutTotaliser_data();
    void withoutTotaliser();

private:
    void sweepAll(Story story, ForecourtDesk::Fault fault, bool noTotals);
};

namespace {

/// At the counter: pays until it is paid, with the same money each time.
void pay(ForecourtDesk &desk, Visitor &c)
{
    const auto ignore = [](const Result<void> &) {};
    if (c.story == Story::PostPayCard)
        desk.forecourt->payCard(c.id, ForecourtDesk::card(), {}, ignore);
    else
        desk.forecourt->payCash(c.id, Money{100'000, {}}, ignore);
}

/// A person at the pump: nothing was taken, or it is paid with what it was begun with.
void decide(ForecourtDesk &desk, Visitor &c)
{
    const auto ignore = [](const Result<void> &) {};
    if (desk.forecourt->sale(c.id)->delivery.volume.ml == 0)
        desk.forecourt->cancel(c.id, ignore);
    else if (desk.forecourt->sale(c.id)->mode == SaleMode::CardAuthorised)
        desk.forecourt->payCard(c.id, ForecourtDesk::card(), {}, ignore);
    else
        desk.forecourt->payCash(c.id, Money{0, {}}, ignore);
}

/// One customer from beginning to end, whatever happens on the way. False: it came to no end.
bool visit(ForecourtDesk &desk, Visitor &c)
{
    sim::SimPump &pump = desk.iron(c.pump).pump;
    const int releasesBefore = pump.releases();
    const bool waits = c.story == Story::CardCoupon; // for the price
    if (!waits) {
        pump.lift(1);
        desk.until([&] { return desk.pump(c.pump).state == PumpState::Calling; }, 20'000);
    }
    begin(desk, c);
    const bool zero =
        c.story == Story::CardZero || c.story == Story::CardPointsZero || c.story == Story::PrepaidUnused;
    // The customer holds the nozzle until the pump is released, or loses patience.
    desk.until([&] { return pump.releases() > releasesBefore || isOver(desk, c.id); }, 12'000);
    const qint64 before = pump.releases() > releasesBefore ? 0 : -1;
    if (before == 0 && !zero) {
        if (waits)
            pump.lift(1);
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
        else if (state() == SaleState::NeedsPerson)
            decide(desk, c);
        desk.run(2'500);
    }
    desk.run(1'000);
    const bool over = isOver(desk, c.id);
    // The pump was told at most once, whatever happened.
    return over && pump.releases() <= releasesBefore + 1
        && desk.until([&] { return desk.pump(c.pump).state == PumpState::Idle; }, 20'000);
}

/// Who finds the sale unknown afterwards comes again with the same id.
bool serve(ForecourtDesk &desk, Visitor &c) { return visit(desk, c) && (desk.state(c.id) || visit(desk, c)); }

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
                                                      {"card, power cut", Story::CardPowerCut},
                                                      {"card and coupon", Story::CardCoupon},
                                                      {"card and points", Story::CardPoints},
                                                      {"card, points, zero sale", Story::CardPointsZero}};
    for (const auto &[name, story] : stories)
        for (const auto fault : {ForecourtDesk::Fault::Crash, ForecourtDesk::Fault::StoreFails})
            QTest::newRow(qPrintable(QStringLiteral("%1, %2").arg(QLatin1String(name),
                                                                  fault == ForecourtDesk::Fault::Crash
                                                                      ? QStringLiteral("crash")
                                                                      : QStringLiteral("store fails"))))
                << int(story) << int(fault);
}

void TestForecourtCrash::withoutTotaliser_data()
{
    QTest::addColumn<int>("story");
    for (const Story story : {Story::Card, Story::CardZero, Story::Prepaid, Story::PostPayCash,
                              Story::CardCoupon, Story::CardPoints})
        QTest::newRow(qPrintable(QStringLiteral("story %1").arg(int(story)))) << int(story);
}

void TestForecourtCrash::sweep()
{
    QFETCH(int, story);
    QFETCH(int, fault);
    sweepAll(Story(story), ForecourtDesk::Fault(fault), false);
}

/// The pump keeps its delivery until it is confirmed, and its figures tell whether it was booked; only what
/// it never began needs a person.
void TestForecourtCrash::withoutTotaliser()
{
    QFETCH(int, story);
    sweepAll(Story(story), ForecourtDesk::Fault::Crash, true);
}

void TestForecourtCrash::sweepAll(Story story, ForecourtDesk::Fault fault, bool noTotals)
{
    for (int nth = 0;; ++nth) {
        ForecourtDesk desk;
        if (noTotals) {
            desk.endLife();
            desk.noTotals = true;
            desk.startLife();
        }
        QVERIFY(desk.ready());
        if (story == Story::CardCoupon)
            desk.centre.coupon = ForecourtDesk::perLitre(300);
        desk.fault = fault;
        desk.events = 0;
        desk.planned = nth;
        Visitor customer;
        customer.story = story;
        customer.id = desk.newSale();
        const bool served = serve(desk, customer);
        desk.planned = -1;
        QVERIFY2(served, qPrintable(QStringLiteral("event %1: no end").arg(nth)));
        const QString verdict = Auditor(desk).verdict();
        QVERIFY2(verdict.isEmpty(), qPrintable(QStringLiteral("event %1: %2").arg(nth).arg(verdict)));
        // Nobody after this one has the price that was lowered for this one.
        const auto atList = [&] {
            return desk.iron().pump.price(1).milli == 7'850 && desk.iron().pump.price(2).milli == 7'310;
        };
        QVERIFY2(desk.until(atList, 20'000), qPrintable(QStringLiteral("event %1: price").arg(nth)));
        if (!desk.struck) {
            QVERIFY2(nth > 20, "the sweep saw too few events");
            return;
        }
    }
}

QTEST_GUILESS_MAIN(TestForecourtCrash)
#include "tst_forecourt_crash.moc"

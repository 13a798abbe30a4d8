#include "forecourt_desk.h"
#include "pour.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

/// A centre where a member has points, a hundred of them worth one yuan: what is set aside for a sale is
/// nobody else's until it is given back or the sale's record comes.
class PointsCentre final : public PointsDesk
{
public:
    explicit PointsCentre(ForecourtDesk &desk)
        : m_desk(desk)
    {
    }
    void ask(const PointsRequest &request, std::function<void(Result<PointsPaid>)> answer) override
    {
        if (!m_desk.happens())
            return; // the question is lost with the power
        asked.append(request);
        const auto result = decide(request);
        pending.append({std::move(answer), result});
        if (!slow)
            deliver();
    }
    /// What waits is answered with the station's next turn, unless its power goes before.
    void deliver()
    {
        for (const auto &[answer, result] : std::exchange(pending, {}))
            QMetaObject::invokeMethod(
                m_desk.forecourt.get(),
                [&desk = m_desk, answer = answer, result = result] {
                    if (desk.happens())
                        answer(result);
                },
                Qt::QueuedConnection);
    }
    qint64 setAside() const
    {
        qint64 sum = 0;
        for (const auto &[sale, points] : aside)
            sum += points;
        return sum;
    }
    /// The sale's record has come.
    void take(const SaleFact &fact)
    {
        const qint64 kept = aside.contains(fact.sale) ? aside[fact.sale] : 0;
        aside.erase(fact.sale);
        if (!fact.points)
            return;
        unfit += fact.points->spent > kept ? 1 : 0;
        has -= fact.points->spent;
    }

    qint64 has = 2'000;
    std::map<SaleId, qint64> aside;
    int unfit = 0; ///< records that took off more than was set aside for them
    bool away = false;
    bool slow = false;
    QList<PointsRequest> asked;

private:
    Result<PointsPaid> decide(const PointsRequest &request)
    {
        if (away)
            return fail(ErrorCode::PointsOnlineOnly);
        if (request.points > has)
            return fail(ErrorCode::PointsInsufficient);
        aside.erase(request.sale);
        if (request.points > 0)
            aside[request.sale] = request.points;
        return PointsPaid{request.points, {request.points, {}}};
    }
    ForecourtDesk &m_desk;
    QList<std::pair<std::function<void(Result<PointsPaid>)>, Result<PointsPaid>>> pending;
};

/// Ten yuan off, whatever is asked.
struct TenOff final : CouponDesk
{
    void ask(const CouponQuestion &question, std::function<void(Result<CouponGrant>)> answer) override
    {
        CouponGrant grant;
        grant.sale = question.sale;
        grant.total = {0, {}};
        if (!question.codes.isEmpty()) {
            grant.redemptions.push_back({{1}, 1, {1, 1}, 10_yuan, QStringLiteral("TEN")});
            grant.total = 10_yuan;
        }
        answer(grant);
    }
};

struct Till : ForecourtDesk
{
    Till()
    {
        begins = [this] {
            forecourt->setPoints(&points);
            forecourt->setCoupons(&coupons);
        };
        begins();
        ensure(ready() && release(id) && pour(*this, id, 3'000) && untilState(id, SaleState::Payable),
               "a sale waits for its tender");
        gross = forecourt->sale(id)->delivery.amount;
    }
    Result<void> use(qint64 many, const QString &pin = {})
    {
        return ask([&](Forecourt &f, const StationControl::Done &done) {
            f.usePoints(id, many, card('m'), pin, done);
        });
    }
    Result<void> show(const QStringList &codes)
    {
        return ask(
            [&](Forecourt &f, const StationControl::Done &done) { f.useCoupons(id, codes, {}, done); });
    }
    Result<void> put(const std::vector<BasketLine> &goods)
    {
        return ask([&](Forecourt &f, const StationControl::Done &done) { f.setGoods(id, goods, done); });
    }
    Money due() const { return forecourt->sale(id)->due(); }
    SaleFact fact() { return std::get<SaleFact>(written().last().body); }

    PointsCentre points{*this};
    TenOff coupons;
    SaleId id = newSale();
    Money gross;
};

BasketLine water() { return {QStringLiteral("1001"), {}, Product::Unit::Piece, 1'000, {2'000, {}}, 2_yuan}; }

}

class TestForecourtPoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cash_paysWhatIsLeft();
    void card_isAskedForWhatIsLeft();
    void all_byPoints();
    void more_thanIsDue_isNoGrant_andGoesBack();
    void putAway_goesBack();
    void coupons_comeFirst();
    void goods_putThemAway();
    void emptiedBasket_givesThemBack();
    void time_givesThemBack();
    void whileTheyAreAsked_nobodyPays();
    void newOnes_waitForThoseGoingBack();
    void away_isRefused();
    void aCardIsAsked_theyStay();
    void restart_keepsThem();
    void sweep_data();
    void sweep();
};

void TestForecourtPoints::cash_paysWhatIsLeft()
{
    Till till;
    QVERIFY(till.use(500, QStringLiteral("1234")));
    QCOMPARE(till.points.asked.last().pin, QStringLiteral("1234"));
    QCOMPARE(till.points.asked.last().sale, till.id);
    QCOMPARE(till.due(), till.gross - 5_yuan);
    QCOMPARE(till.payCash(till.id, till.gross.minor - 501).error().code, ErrorCode::TenderShort);
    QVERIFY(till.payCash(till.id, till.gross.minor));
    QCOMPARE(till.forecourt->sale(till.id)->returned, 5_yuan);
    QCOMPARE(till.fact().points->spent, 500);
    QCOMPARE(till.fact().paid(), till.gross - 5_yuan);
    QCOMPARE(till.use(1).error().code, ErrorCode::SaleStateConflict);
}

void TestForecourtPoints::card_isAskedForWhatIsLeft()
{
    Till till;
    QVERIFY(till.use(500));
    QVERIFY(till.payCard(till.id));
    QCOMPARE(till.centre.questions.last().wanted, till.gross - 5_yuan);
    QCOMPARE(till.forecourt->sale(till.id)->paid, till.gross - 5_yuan);
    QCOMPARE(till.fact().points->amount, 5_yuan);
    QVERIFY(!till.fact().hold.isNull());
}

void TestForecourtPoints::all_byPoints()
{
    Till till;
    till.points.has = 100'000;
    QVERIFY(till.use(till.gross.minor));
    QVERIFY(till.due().isZero());
    QVERIFY(till.payCash(till.id, 0));
    QVERIFY(till.fact().paid().isZero());
}

void TestForecourtPoints::more_thanIsDue_isNoGrant_andGoesBack()
{
    Till till;
    till.points.has = 100'000;
    QVERIFY(!till.use(till.gross.minor + 1));
    QCOMPARE(till.due(), till.gross);
    QVERIFY(till.until([&] { return till.points.aside.empty(); }));
}

void TestForecourtPoints::putAway_goesBack()
{
    Till till;
    QVERIFY(till.use(500));
    QCOMPARE(till.points.setAside(), 500);
    QVERIFY(till.use(0));
    QCOMPARE(till.due(), till.gross);
    QVERIFY(till.until([&] { return till.points.aside.empty(); }));
    QVERIFY(till.use(0)); // again: nothing to do
    QVERIFY(till.payCash(till.id, till.gross.minor));
    QVERIFY(!till.fact().points);
}

void TestForecourtPoints::coupons_comeFirst()
{
    Till till;
    QVERIFY(till.use(500));
    QVERIFY(till.show({QStringLiteral("TEN")})); // what they leave is another amount
    QCOMPARE(till.due(), till.gross - 10_yuan);
    QVERIFY(till.until([&] { return till.points.aside.empty(); }));
    const qint64 left = till.gross.minor - 1'000;
    QVERIFY(!till.use(left + 1)); // together they never take off more than there is
    QVERIFY(till.use(left));
    QVERIFY(till.due().isZero());
    QVERIFY(till.payCash(till.id, 0));
    QCOMPARE(till.fact().discounts.size(), 1u);
    QCOMPARE(till.fact().points->spent, left);
}

void TestForecourtPoints::goods_putThemAway()
{
    Till till;
    QVERIFY(till.use(500));
    QVERIFY(till.put({water()}));
    QCOMPARE(till.due(), till.gross + 2_yuan);
    QVERIFY(till.until([&] { return till.points.aside.empty(); }));
}

void TestForecourtPoints::emptiedBasket_givesThemBack()
{
    Till till;
    till.id = till.newSale();
    QVERIFY(till.put({water()}));
    QVERIFY(till.use(100));
    QVERIFY(till.put({}));
    QVERIFY(till.until([&] { return till.points.aside.empty(); }));
    QCOMPARE(*till.state(till.id), SaleState::Released);
}

void TestForecourtPoints::time_givesThemBack()
{
    Till till;
    QVERIFY(till.use(500));
    till.run(PointsKeptMs - 5'000);
    QCOMPARE(till.points.setAside(), 500);
    till.run(10'000);
    QCOMPARE(till.due(), till.gross);
    QVERIFY(till.points.aside.empty());
}

void TestForecourtPoints::whileTheyAreAsked_nobodyPays()
{
    Till till;
    till.points.slow = true;
    const auto answer = till.start([&](Forecourt &f, const StationControl::Done &done) {
        f.usePoints(till.id, 500, ForecourtDesk::card('m'), {}, done);
    });
    QCOMPARE(till.payCash(till.id, 100'000).error().code, ErrorCode::Busy);
    QCOMPARE(till.payCard(till.id).error().code, ErrorCode::Busy);
    QCOMPARE(till.put({water()}).error().code, ErrorCode::Busy);
    QCOMPARE(till.show({}).error().code, ErrorCode::Busy);
    QCOMPARE(till.use(100).error().code, ErrorCode::Busy);
    till.points.deliver();
    QVERIFY(till.until([&] { return answer->has_value(); }));
    QVERIFY(**answer);
    QVERIFY(till.payCash(till.id, 100'000));
    QCOMPARE(till.fact().points->spent, 500);
}

void TestForecourtPoints::newOnes_waitForThoseGoingBack()
{
    Till till;
    QVERIFY(till.use(500));
    till.points.slow = true;
    QVERIFY(till.use(0)); // on its way to the centre
    const int before = int(till.points.asked.size());
    const auto answer = till.start([&](Forecourt &f, const StationControl::Done &done) {
        f.usePoints(till.id, 300, ForecourtDesk::card('m'), {}, done);
    });
    till.run(500);
    QCOMPARE(int(till.points.asked.size()), before);
    till.points.slow = false;
    till.points.deliver();
    QVERIFY(till.until([&] { return answer->has_value(); }));
    QVERIFY(**answer);
    QCOMPARE(till.points.setAside(), 300);
    QCOMPARE(till.due(), till.gross - 3_yuan);
}

void TestForecourtPoints::away_isRefused()
{
    Till till;
    till.points.away = true;
    QCOMPARE(till.use(500).error().code, ErrorCode::PointsOnlineOnly);
    till.forecourt->setPoints(nullptr);
    QCOMPARE(till.use(500).error().code, ErrorCode::PointsOnlineOnly);
    QVERIFY(till.payCash(till.id, till.gross.minor));
}

void TestForecourtPoints::aCardIsAsked_theyStay()
{
    Till till;
    QVERIFY(till.use(500));
    till.centre.refuseWith = ErrorCode::InsufficientFunds;
    QVERIFY(!till.payCard(till.id));
    QCOMPARE(till.due(), till.gross - 5_yuan);
    QVERIFY(till.payCash(till.id, till.gross.minor));
    QCOMPARE(till.fact().points->spent, 500);
}

void TestForecourtPoints::restart_keepsThem()
{
    Till till;
    QVERIFY(till.use(500));
    till.restart();
    QCOMPARE(till.due(), till.gross - 5_yuan);
    QVERIFY(till.use(0)); // with the card that is on disk
    QVERIFY(till.until([&] { return till.points.aside.empty(); }));
    QCOMPARE(till.points.asked.last().card.token, ForecourtDesk::card('m').token);
}

void TestForecourtPoints::sweep_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("byCard");
    for (const bool byCard : {false, true}) {
        QTest::newRow(byCard ? "crash, card" : "crash, cash") << int(ForecourtDesk::Fault::Crash) << byCard;
        QTest::newRow(byCard ? "store fails, card" : "store fails, cash")
            << int(ForecourtDesk::Fault::StoreFails) << byCard;
    }
}

/// The power goes, or the store fails, at every border between the first question for points and the record:
/// the sale is paid once, what it took off is what was set aside for it, and nothing stays set aside.
void TestForecourtPoints::sweep()
{
    QFETCH(int, fault);
    QFETCH(bool, byCard);
    const auto ignore = [](const Result<void> &) {};
    for (int nth = 0;; ++nth) {
        Till till;
        till.fault = ForecourtDesk::Fault(fault);
        till.events = 0;
        till.planned = nth;
        till.forecourt->usePoints(till.id, 500, ForecourtDesk::card('m'), {}, ignore);
        till.run(500);
        till.forecourt->usePoints(till.id, 300, ForecourtDesk::card('m'), {}, ignore); // in their place
        till.run(500);
        till.forecourt->useCoupons(till.id, {QStringLiteral("TEN")}, {}, ignore);
        till.run(500);
        till.forecourt->usePoints(till.id, 400, ForecourtDesk::card('m'), {}, ignore);
        till.run(500);
        for (int tries = 0; tries < 20 && *till.state(till.id) != SaleState::Settled; ++tries) {
            if (byCard)
                till.forecourt->payCard(till.id, ForecourtDesk::card(), {}, ignore);
            else
                till.forecourt->payCash(till.id, Money{100'000, {}}, ignore);
            till.run(2'500);
        }
        till.planned = -1;
        const QByteArray where = "event " + QByteArray::number(nth);
        QVERIFY2(*till.state(till.id) == SaleState::Settled, where);
        int records = 0;
        qint64 spent = 0;
        for (const ParsedFact &written : till.written())
            if (const auto *sale = std::get_if<SaleFact>(&written.body)) {
                ++records;
                spent = sale->points ? sale->points->spent : 0;
                till.points.take(*sale);
                const auto view = till.forecourt->sale(till.id);
                QVERIFY2(sale->paid() == view->due() && !view->due().isNegative(), where);
                QVERIFY2(view->paid - view->returned == view->due(), where);
            }
        QVERIFY2(records == 1, where);
        QVERIFY2(till.points.unfit == 0, where);
        QVERIFY2(till.points.has == 2'000 - spent && till.points.aside.empty(), where);
        if (!till.struck) {
            QVERIFY2(nth > 10, "the sweep saw too few events");
            QCOMPARE(spent, 400);
            return;
        }
    }
}

QTEST_GUILESS_MAIN(TestForecourtPoints)
#include "tst_forecourt_points.moc"

#include "core/domain/coupons/best_set.h"
#include "core/domain/coupons/offer_rules.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace youka;
using namespace youka::literals;

namespace {

const QString Fuel = QStringLiteral("95");
const QString Diesel = QStringLiteral("0");
const QString Wash = QStringLiteral("wash");
const QString Water = QStringLiteral("water");

/// A Tuesday, 10:00 in Shanghai.
const QDateTime Tuesday(QDate(2026, 3, 3), QTime(10, 0), QTimeZone("Asia/Shanghai"));

Money fen(qint64 minor) { return {minor, {}}; }

BasketLine litres(const QString &product, qint64 ml, qint64 milli)
{
    return {product, {}, Product::Unit::Litre, ml, {milli, {}}, *amountFor({ml}, {milli, {}})};
}
BasketLine pieces(const QString &product, int count, qint64 milli, const QString &group = {})
{
    return {product,        group,       Product::Unit::Piece,
            count * 1000LL, {milli, {}}, *amountFor({count * 1000LL}, {milli, {}})};
}

/// 40 L at 8.00, two washes at 30.00, three waters at 2.50.
Basket basket()
{
    return {{},
            {litres(Fuel, 40'000, 8'000), pieces(Wash, 2, 30'000, QStringLiteral("service")),
             pieces(Water, 3, 2'500, QStringLiteral("drinks"))}};
}

Occasion occasion(QDateTime local = Tuesday)
{
    Occasion here;
    here.at = {local.toMSecsSinceEpoch()};
    here.local = local;
    here.station = {7};
    here.region = QStringLiteral("east");
    here.member = {{11}, QStringLiteral("private"), QStringLiteral("gold"), QStringLiteral("main"), false};
    return here;
}

Candidate candidate(qint64 campaign, Offer offer, Scope scope = {}, Stacking stacking = {})
{
    CouponTerms terms;
    terms.campaign = {campaign};
    terms.offer = offer;
    terms.scope = scope;
    terms.stacking = stacking;
    terms.until = {std::numeric_limits<qint64>::max()};
    return {terms, {quint16(campaign), 1}, {}, {}, {}, {}};
}

Offer percentOff(qint64 basisPoints, std::optional<Money> most = {})
{
    Offer offer;
    offer.kind = OfferKind::PercentOff;
    offer.percent = {basisPoints};
    offer.most = most;
    return offer;
}
Offer amountOff(Money amount)
{
    Offer offer;
    offer.amount = amount;
    return offer;
}
Offer perLitre(qint64 milli, std::optional<Volume> most = {})
{
    Offer offer;
    offer.kind = OfferKind::PerLitreOff;
    offer.price = {milli, {}};
    offer.litres = most;
    return offer;
}
Offer ofKind(OfferKind kind, const QString &product = {}, int count = 1, int buy = 0)
{
    Offer offer;
    offer.kind = kind;
    offer.product = product;
    offer.pieces = count;
    offer.buy = buy;
    return offer;
}
Offer fixedPrice(qint64 milli)
{
    Offer offer = ofKind(OfferKind::FixedPrice);
    offer.price = {milli, {}};
    return offer;
}
Scope only(const QString &product)
{
    Scope scope;
    scope.products = {product};
    return scope;
}

Discounts applyAll(const std::vector<Candidate> &all, const Basket &to, const StackingTerms &terms = {})
{
    std::vector<size_t> chosen(all.size());
    std::iota(chosen.begin(), chosen.end(), 0);
    return apply(all, chosen, to, terms);
}

}

Q_DECLARE_METATYPE(youka::Candidate)

class TestDiscounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void offers_data();
    void offers();
    void passes();
    void voucherInParts();
    void neverBelowZeroNorAboveTheCap();
    void eligible_data();
    void eligible();
    void belowMinimumSaysWhatIsMissing();
    void topUps();
    void sharesAddUp();
    void refundsAddUp();
    void bestOfFew_data();
    void bestOfFew();
    void bestIsWhatTryingAllFinds();
    void orderMakesNoDifference();
    void manyCandidatesAreBounded();
};

void TestDiscounts::offers_data()
{
    QTest::addColumn<Candidate>("one");
    QTest::addColumn<QList<qint64>>("perLine");
    const auto row = [](const char *name, const Candidate &one, QList<qint64> perLine) {
        QTest::newRow(name) << one << perLine;
    };
    row("10 % of all", candidate(1, percentOff(1'000)), {3'200, 600, 75});
    row("10 % of all, at most 20.00", candidate(1, percentOff(1'000, 20_yuan)), {1'651, 310, 39});
    row("10 % of fuel", candidate(1, percentOff(1'000), only(Fuel)), {3'200, 0, 0});
    row("10 % of what is not there", candidate(1, percentOff(1'000), only(Diesel)), {0, 0, 0});
    row("20.00 off", candidate(1, amountOff(20_yuan)), {1'651, 310, 39});
    row("20.00 off water", candidate(1, amountOff(20_yuan), only(Water)), {0, 0, 750});
    row("0.30 a litre", candidate(1, perLitre(300)), {1'200, 0, 0});
    row("0.30 a litre, up to 25 L", candidate(1, perLitre(300, 25_L)), {750, 0, 0});
    row("9.00 a litre is no more than it costs", candidate(1, perLitre(9'000)), {32'000, 0, 0});
    row("7.50 a litre", candidate(1, fixedPrice(7'500), only(Fuel)), {2'000, 0, 0});
    row("a dearer fixed price is none", candidate(1, fixedPrice(8'500), only(Fuel)), {0, 0, 0});
    row("fuel, and a water for it", candidate(1, ofKind(OfferKind::Gift, Water), only(Fuel)), {0, 0, 250});
    row("a voucher for five waters", candidate(1, ofKind(OfferKind::Exchange, Water, 5)), {0, 0, 750});
    row("a wash", candidate(1, ofKind(OfferKind::FreeService, Wash)), {0, 3'000, 0});
    row("two waters and one for nothing", candidate(1, ofKind(OfferKind::BuyXGetY, {}, 1, 2), only(Water)),
        {0, 0, 250});
    row("four and one: too few", candidate(1, ofKind(OfferKind::BuyXGetY, {}, 1, 4), only(Water)), {0, 0, 0});
    row("of five pieces the cheapest", candidate(1, ofKind(OfferKind::BuyXGetY, {}, 1, 4)), {0, 0, 250});
    row("a bonus for top-ups", candidate(1, ofKind(OfferKind::TopUpBonus)), {0, 0, 0});
    row("a stamp", candidate(1, ofKind(OfferKind::Stamps)), {0, 0, 0});
}

void TestDiscounts::offers()
{
    QFETCH(Candidate, one);
    QFETCH(QList<qint64>, perLine);
    const Discounts done = applyAll({one}, basket());
    QList<qint64> got;
    for (const Money &amount : done.perLine)
        got << amount.minor;
    QCOMPARE(got, perLine);
    QCOMPARE(done.total.minor, std::accumulate(perLine.begin(), perLine.end(), qint64(0)));
}

/// 0.50 a litre, then 10 % of the fuel that is left, then 5.00 off it, then 10 % of everything.
void TestDiscounts::passes()
{
    const std::vector<Candidate> all{
        candidate(1, percentOff(1'000)), candidate(2, amountOff(5_yuan), only(Fuel)),
        candidate(3, percentOff(1'000), only(Fuel)), candidate(4, perLitre(500))};
    const Discounts done = applyAll(all, basket());
    QCOMPARE(done.applied.size(), 4u);
    QCOMPARE(done.applied[0].candidate, 3u);
    QCOMPARE(done.applied[0].amount, fen(2'000));
    QCOMPARE(done.applied[1].amount, fen(3'000)); // of 300.00
    QCOMPARE(done.applied[2].amount, fen(500));
    QCOMPARE(done.applied[3].amount, fen(3'325)); // of 265.00 + 60.00 + 7.50
}

void TestDiscounts::voucherInParts()
{
    Candidate voucher = candidate(1, amountOff(100_yuan), only(Water));
    voucher.left = 3_yuan;
    QCOMPARE(applyAll({voucher}, basket()).total, 3_yuan);
    voucher.left = 100_yuan;
    QCOMPARE(applyAll({voucher}, basket()).total, fen(750));
}

void TestDiscounts::neverBelowZeroNorAboveTheCap()
{
    const std::vector<Candidate> all{candidate(1, percentOff(10'000)), candidate(2, amountOff(1'000_yuan)),
                                     candidate(3, ofKind(OfferKind::Exchange, Water, 9))};
    QCOMPARE(applyAll(all, basket()).total, basket().gross());
    StackingTerms half;
    half.cap = {5'000};
    const Discounts done = applyAll(all, basket(), half);
    QCOMPARE(done.total, fen(basket().gross().minor / 2 + basket().gross().minor % 2));
    QVERIFY(done.applied[1].amount.isZero());
}

void TestDiscounts::eligible_data()
{
    QTest::addColumn<Candidate>("one");
    QTest::addColumn<std::optional<ErrorCode>>("refusal");
    const auto row = [](const char *name, const Candidate &one, std::optional<ErrorCode> refusal = {}) {
        QTest::newRow(name) << one << refusal;
    };
    const auto scoped = [](const std::function<void(Scope &)> &narrow) {
        Scope scope;
        narrow(scope);
        return candidate(1, percentOff(1'000), scope);
    };
    const auto with = [](const std::function<void(Candidate &)> &change) {
        Candidate one = candidate(1, percentOff(1'000));
        change(one);
        return one;
    };
    const Timestamp now{Tuesday.toMSecsSinceEpoch()};
    row("no restriction", candidate(1, percentOff(1'000)));
    row("begins now", with([&](Candidate &c) { c.terms.from = now; }));
    row("begins later", with([&](Candidate &c) { c.terms.from = now.plusMs(1); }),
        ErrorCode::CouponNotYetValid);
    row("ends now", with([&](Candidate &c) { c.terms.until = now; }), ErrorCode::CouponExpired);
    row("its own end has come", with([&](Candidate &c) { c.until = now; }), ErrorCode::CouponExpired);
    row("mine", with([&](Candidate &c) { c.boundTo = {11}; }));
    row("somebody else's", with([&](Candidate &c) { c.boundTo = {12}; }), ErrorCode::CouponNotYours);
    row("this station's", with([&](Candidate &c) { c.onlyAt = {7}; }));
    row("another station's", with([&](Candidate &c) { c.onlyAt = {8}; }), ErrorCode::CouponWrongStation);
    row("of these stations", scoped([](Scope &s) { s.stations = {3, 7}; }));
    row("of those stations", scoped([](Scope &s) { s.stations = {3, 8}; }), ErrorCode::CouponWrongStation);
    row("the west", scoped([](Scope &s) { s.regions = {QStringLiteral("west")}; }),
        ErrorCode::CouponWrongStation);
    row("kiosk only", scoped([](Scope &s) { s.channels = Channel::Kiosk; }), ErrorCode::CouponWrongChannel);
    row("kiosk and counter", scoped([](Scope &s) { s.channels = Channels(Channel::Kiosk) | Channel::Pos; }));
    row("fuel card only", scoped([](Scope &s) { s.payings = PayingBy::FuelCard; }),
        ErrorCode::CouponWrongPayment);
    row("gold", scoped([](Scope &s) { s.levels = {QStringLiteral("gold")}; }));
    row("platinum", scoped([](Scope &s) { s.levels = {QStringLiteral("platinum")}; }),
        ErrorCode::CouponNotYours);
    row("fleets", scoped([](Scope &s) { s.segments = {QStringLiteral("fleet")}; }),
        ErrorCode::CouponNotYours);
    row("first purchase", scoped([](Scope &s) { s.firstPurchase = true; }), ErrorCode::CouponNotYours);
    row("Tuesdays", scoped([](Scope &s) { s.weekdays = 1 << 1; }));
    row("Wednesdays", scoped([](Scope &s) { s.weekdays = 1 << 2; }), ErrorCode::CouponWrongTime);
    row("that day", scoped([](Scope &s) { s.dates = {QDate(2026, 3, 3)}; }));
    row("another day", scoped([](Scope &s) { s.dates = {QDate(2026, 3, 4)}; }), ErrorCode::CouponWrongTime);
    row("from ten", scoped([](Scope &s) { s.hourFrom = QTime(10, 0), s.hourUntil = QTime(11, 0); }));
    row("until ten", scoped([](Scope &s) { s.hourFrom = QTime(9, 0), s.hourUntil = QTime(10, 0); }),
        ErrorCode::CouponWrongTime);
    row("at night", scoped([](Scope &s) { s.hourFrom = QTime(22, 0), s.hourUntil = QTime(6, 0); }),
        ErrorCode::CouponWrongTime);
    row("for top-ups", candidate(1, ofKind(OfferKind::TopUpBonus)), ErrorCode::CouponForTopUp);
    row("diesel", scoped([](Scope &s) { s.products = {Diesel}; }), ErrorCode::CouponWrongProduct);
    row("services", scoped([](Scope &s) { s.groups = {QStringLiteral("service")}; }));
    row("services, but no wash", scoped([](Scope &s) {
            s.groups = {QStringLiteral("service")};
            s.without = {Wash};
        }),
        ErrorCode::CouponWrongProduct);
    row("40 L", scoped([](Scope &s) { s.minVolume = 40_L; }));
    row("40.01 L", scoped([](Scope &s) { s.minVolume = 40'010_mL; }), ErrorCode::CouponBelowMinimum);
    row("387.50", scoped([](Scope &s) { s.minAmount = fen(38'750); }));
    row("euros", scoped([](Scope &s) {
            s.minAmount = Money{1, Currency("EUR")};
        }),
        ErrorCode::CurrencyMismatch);
}

void TestDiscounts::eligible()
{
    QFETCH(Candidate, one);
    QFETCH(std::optional<ErrorCode>, refusal);
    const auto checked = checkEligible(one, basket(), occasion());
    QCOMPARE(checked.has_value(), !refusal);
    if (refusal)
        QCOMPARE(checked.error().code, *refusal);
}

void TestDiscounts::belowMinimumSaysWhatIsMissing()
{
    Scope scope = only(Fuel);
    scope.minAmount = 350_yuan;
    const auto checked = checkEligible(candidate(1, amountOff(10_yuan), scope), basket(), occasion());
    QCOMPARE(checked.error().left, 30_yuan);
}

void TestDiscounts::topUps()
{
    Offer offer = ofKind(OfferKind::TopUpBonus);
    offer.percent = {500};
    offer.most = 20_yuan;
    Scope scope;
    scope.minAmount = 200_yuan;
    const CouponTerms terms = candidate(1, offer, scope).terms;
    QCOMPARE(*topUpBonus(terms, 200_yuan), 10_yuan);
    QCOMPARE(*topUpBonus(terms, 1'000_yuan), 20_yuan);
    const auto refused = topUpBonus(terms, 150_yuan);
    QCOMPARE(refused.error().code, ErrorCode::CouponBelowMinimum);
    QCOMPARE(refused.error().left, 50_yuan);
    QCOMPARE(topUpBonus(candidate(1, amountOff(1_yuan)).terms, 1_yuan).error().code,
             ErrorCode::CouponWrongProduct);
}

void TestDiscounts::sharesAddUp()
{
    std::mt19937_64 random(1);
    for (int round = 0; round < 2'000; ++round) {
        std::vector<Money> weights(1 + random() % 9);
        qint64 sum = 0;
        for (Money &weight : weights)
            sum += weight.minor = qint64(random() % 3 == 0 ? 0 : random() % 100'000);
        const Money total = fen(sum > 0 ? qint64(random() % quint64(sum + 1)) : 0);
        const auto shares = spread(total, weights);
        qint64 shared = 0;
        for (size_t i = 0; i < weights.size(); ++i) {
            QVERIFY(!shares[i].isNegative());
            QVERIFY(shares[i] <= weights[i]);
            shared += shares[i].minor;
        }
        QCOMPARE(shared, total.minor);
    }
}

void TestDiscounts::refundsAddUp()
{
    std::mt19937_64 random(2);
    for (int round = 0; round < 2'000; ++round) {
        const Money paid = fen(qint64(random() % 100'000));
        const qint64 quantity = 1 + qint64(random() % 90'000);
        Money back = fen(0);
        for (qint64 done = 0; done < quantity;) {
            const qint64 part = 1 + qint64(random() % quint64(quantity - done));
            const Money some = refundOf(paid, quantity, done, part);
            QVERIFY(!some.isNegative());
            back += some;
            done += part;
        }
        QCOMPARE(back, paid);
    }
}

void TestDiscounts::bestOfFew_data()
{
    QTest::addColumn<QList<Candidate>>("all");
    QTest::addColumn<QList<qint64>>("chosen");
    QTest::addColumn<qint64>("total");
    const auto stacked = [](const std::function<void(Stacking &)> &set) {
        Stacking stacking;
        set(stacking);
        return stacking;
    };
    const Stacking alone = stacked([](Stacking &s) { s.exclusive = true; });
    const Stacking cash = stacked([](Stacking &s) { s.category = QStringLiteral("cash"); });
    const Stacking withTwo = stacked([](Stacking &s) { s.exclusive = true, s.partners = {2}; });
    QTest::newRow("nothing") << QList<Candidate>() << QList<qint64>() << qint64(0);
    QTest::newRow("both") << QList{candidate(1, amountOff(20_yuan)), candidate(2, perLitre(300))}
                          << QList<qint64>{0, 1} << qint64(3'200);
    QTest::newRow("the exclusive one is better")
        << QList{candidate(1, amountOff(40_yuan), {}, alone), candidate(2, perLitre(300)),
                 candidate(3, amountOff(20_yuan))}
        << QList<qint64>{0} << qint64(4'000);
    QTest::newRow("the exclusive one is worse")
        << QList{candidate(1, amountOff(30_yuan), {}, alone), candidate(2, perLitre(300)),
                 candidate(3, amountOff(20_yuan))}
        << QList<qint64>{1, 2} << qint64(3'200);
    QTest::newRow("the same with one coupon less")
        << QList{candidate(1, amountOff(32_yuan), {}, alone), candidate(2, perLitre(300)),
                 candidate(3, amountOff(20_yuan))}
        << QList<qint64>{0} << qint64(3'200);
    QTest::newRow("exclusive, but not with its partner")
        << QList{candidate(1, amountOff(30_yuan), {}, withTwo), candidate(2, perLitre(300)),
                 candidate(3, amountOff(20_yuan))}
        << QList<qint64>{0, 1} << qint64(4'200);
    QTest::newRow("one of a category")
        << QList{candidate(1, amountOff(20_yuan), {}, cash), candidate(2, amountOff(30_yuan), {}, cash)}
        << QList<qint64>{1} << qint64(3'000);
    QTest::newRow("three at most") << QList{candidate(1, amountOff(1_yuan)), candidate(2, amountOff(2_yuan)),
                                            candidate(3, amountOff(3_yuan)), candidate(4, amountOff(4_yuan))}
                                   << QList<qint64>{1, 2, 3} << qint64(900);
    QTest::newRow("a useless one is not used up")
        << QList{candidate(1, percentOff(10'000)), candidate(2, amountOff(4_yuan))} << QList<qint64>{0}
        << basket().gross().minor;
    QTest::newRow("the one that may not is not in it")
        << QList{candidate(1, amountOff(20_yuan), only(Diesel)), candidate(2, amountOff(1_yuan))}
        << QList<qint64>{1} << qint64(100);
}

void TestDiscounts::bestOfFew()
{
    QFETCH(QList<Candidate>, all);
    QFETCH(QList<qint64>, chosen);
    QFETCH(qint64, total);
    const std::vector<Candidate> candidates(all.begin(), all.end());
    const BestSet best = bestSet(candidates, basket(), occasion(), {});
    QCOMPARE(QList<qint64>(best.chosen.begin(), best.chosen.end()), chosen);
    QCOMPARE(best.discounts.total.minor, total);
    QVERIFY(best.proven);
    for (size_t i = 0; i < candidates.size(); ++i)
        QCOMPARE(best.reasons[i].has_value(), !chosen.contains(qint64(i)));
}

namespace {

class Chance
{
public:
    explicit Chance(quint64 seed)
        : m_random(seed)
    {
    }
    qint64 upTo(qint64 most) { return qint64(m_random() % quint64(most + 1)); }
    bool oneIn(int n) { return m_random() % quint64(n) == 0; }

    Candidate any(int number)
    {
        const std::array<OfferKind, 7> kinds{
            OfferKind::PercentOff, OfferKind::AmountOff, OfferKind::FixedPrice, OfferKind::PerLitreOff,
            OfferKind::Gift,       OfferKind::BuyXGetY,  OfferKind::Exchange};
        Offer offer =
            ofKind(kinds[size_t(upTo(6))], oneIn(2) ? Water : Wash, 1 + int(upTo(2)), 1 + int(upTo(2)));
        offer.percent = {upTo(4'000)};
        offer.amount = fen(upTo(20'000));
        offer.price = {offer.kind == OfferKind::FixedPrice ? 6'000 + upTo(3'000) : upTo(900), {}};
        if (oneIn(3))
            offer.most = fen(upTo(5'000));
        if (oneIn(3))
            offer.litres = Volume{upTo(50'000)};
        Scope scope;
        if (oneIn(2))
            scope.products = {oneIn(2) ? Fuel : Water};
        if (oneIn(5))
            scope.minAmount = fen(upTo(40'000));
        Stacking stacking;
        stacking.exclusive = oneIn(5);
        if (oneIn(2))
            stacking.partners = {1 + upTo(9), 1 + upTo(9)};
        if (oneIn(3))
            stacking.category = QString::number(upTo(2));
        stacking.priority = int(upTo(2));
        return candidate(number, offer, scope, stacking);
    }
    Basket basket()
    {
        Basket made{{}, {}};
        const auto count = 1 + upTo(3);
        for (qint64 i = 0; i < count; ++i)
            made.lines.push_back(oneIn(2) ? litres(Fuel, 1 + upTo(60'000), 7'000 + upTo(2'000))
                                          : pieces(oneIn(2) ? Water : Wash, 1 + int(upTo(5)), upTo(40'000)));
        return made;
    }
    std::mt19937_64 &engine() { return m_random; }

private:
    std::mt19937_64 m_random;
};

/// Every allowed set, one after the other, in the simplest way.
Money bestByTrying(const std::vector<Candidate> &all, const Basket &to, const StackingTerms &terms)
{
    Money best{0, to.currency};
    for (size_t mask = 1; mask < size_t(1) << all.size(); ++mask) {
        std::vector<size_t> set;
        for (size_t i = 0; i < all.size(); ++i)
            if (mask >> i & 1)
                set.push_back(i);
        bool allowed = int(set.size()) <= terms.most;
        for (const size_t a : set) {
            allowed = allowed && checkEligible(all[a], to, occasion()).has_value();
            int same = 0;
            for (const size_t b : set) {
                const Stacking &one = all[a].terms.stacking;
                const Stacking &other = all[b].terms.stacking;
                if (a != b && one.exclusive && !one.partners.contains(all[b].terms.campaign.value))
                    allowed = false;
                const bool sameCampaign = all[a].terms.campaign == all[b].terms.campaign;
                same += one.category.isEmpty() ? sameCampaign : one.category == other.category;
            }
            allowed = allowed && same <= terms.perCategory;
        }
        if (allowed)
            best = max(best, apply(all, set, to, terms).total);
    }
    return best;
}

}

void TestDiscounts::bestIsWhatTryingAllFinds()
{
    Chance chance(7);
    for (int round = 0; round < 400; ++round) {
        std::vector<Candidate> all;
        const auto count = 1 + chance.upTo(8);
        for (int i = 0; i < count; ++i)
            all.push_back(chance.any(i + 1));
        StackingTerms terms;
        terms.most = 1 + int(chance.upTo(4));
        if (chance.oneIn(4))
            terms.cap = {chance.upTo(10'000)};
        const Basket to = chance.basket();
        const BestSet best = bestSet(all, to, occasion(), terms);
        QVERIFY(best.proven);
        QCOMPARE(best.discounts.total, bestByTrying(all, to, terms));
        Money lines{0, {}};
        for (size_t i = 0; i < to.lines.size(); ++i) {
            QVERIFY(!best.discounts.perLine[i].isNegative());
            QVERIFY(best.discounts.perLine[i] <= to.lines[i].amount);
            lines += best.discounts.perLine[i];
        }
        QCOMPARE(lines, best.discounts.total);
        QVERIFY(best.discounts.total <= portion(to.gross(), terms.cap));
    }
}

void TestDiscounts::orderMakesNoDifference()
{
    Chance chance(8);
    for (int round = 0; round < 200; ++round) {
        std::vector<Candidate> all;
        for (int i = 0; i < 7; ++i)
            all.push_back(chance.any(i + 1));
        const Basket to = chance.basket();
        const BestSet first = bestSet(all, to, occasion(), {});
        std::vector<Candidate> shuffled = all;
        std::shuffle(shuffled.begin(), shuffled.end(), chance.engine());
        const BestSet second = bestSet(shuffled, to, occasion(), {});
        QCOMPARE(second.discounts.total, first.discounts.total);
        QCOMPARE(second.discounts.perLine, first.discounts.perLine);
        const auto numbers = [](const BestSet &best, const std::vector<Candidate> &of) {
            QList<qint64> list;
            for (const size_t i : best.chosen)
                list << of[i].terms.campaign.value;
            std::sort(list.begin(), list.end());
            return list;
        };
        QCOMPARE(numbers(second, shuffled), numbers(first, all));
    }
}

void TestDiscounts::manyCandidatesAreBounded()
{
    Chance chance(9);
    std::vector<Candidate> all;
    for (int i = 0; i < 60; ++i)
        all.push_back(chance.any(i + 1));
    StackingTerms terms;
    terms.most = 10;
    const BestSet best = bestSet(all, basket(), occasion(), terms);
    QVERIFY(best.looked <= 1 << ProvenUpTo);
    QVERIFY(best.discounts.total.isPositive());
    // Nothing that could simply be added was left out.
    for (size_t i = 0; i < all.size(); ++i) {
        const std::vector<size_t> one{i};
        if (checkEligible(all[i], basket(), occasion()))
            QVERIFY(apply(all, one, basket(), terms).total <= best.discounts.total);
    }
}

QTEST_GUILESS_MAIN(TestDiscounts)
#include "tst_discounts.moc"

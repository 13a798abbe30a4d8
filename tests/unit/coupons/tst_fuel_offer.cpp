#include "core/domain/coupons/coupon_question.h"
#include "core/domain/coupons/discount.h"

#include <QJsonArray>
#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

class TestFuelOffer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void priceAtPump_data();
    void priceAtPump();
    void reserve_lowerPrice_moreLitres();
    void reserve_anotherSetForMore_isNotAtThePump();
    void reserve_lastCode_isExplained();
    void charge_lowered_soMuchALitre();
    void charge_otherPrice_isWhatEachTakesOff();
    void charge_neverMoreThanReserved();
    void charge_paysWhatThePumpShows();
    void json_roundTrip();
    void json_bad_data();
    void json_bad();
};

namespace {

const QString Fuel = QStringLiteral("95");
constexpr UnitPrice List{8'000, {}};

CouponTerms terms(OfferKind kind, qint64 milli = 300)
{
    CouponTerms terms;
    terms.campaign = {1};
    terms.offer.kind = kind;
    terms.offer.price = {milli, {}};
    terms.offer.amount = 10_yuan;
    terms.offer.percent = {500};
    return terms;
}

FuelOffer offer(const CouponTerms &terms, Money most = 1'000_yuan)
{
    return {{terms.campaign, 1, {1, 7}, most, QStringLiteral("less")}, terms, {}};
}

CouponGrant grantFor(const std::vector<CouponTerms> &all, const Basket &basket)
{
    CouponGrant grant;
    for (const CouponTerms &one : all) {
        const std::vector<Candidate> candidates{{one, {1, 7}, {}, {}, {}, {}}};
        const size_t first[] = {0};
        grant.offers.push_back(offer(one, apply(candidates, first, basket, {}).total));
    }
    return grant;
}

}

void TestFuelOffer::priceAtPump_data()
{
    QTest::addColumn<CouponTerms>("terms");
    QTest::addColumn<qint64>("price"); // 0: not at the pump
    const auto row = [](const char *name, qint64 price, const std::function<void(CouponTerms &)> &change,
                        OfferKind kind = OfferKind::PerLitreOff, qint64 milli = 300) {
        CouponTerms one = terms(kind, milli);
        change(one);
        QTest::newRow(name) << one << price;
    };
    const auto as = [](CouponTerms &) {};
    row("per litre", 7'700, as);
    row("fixed price", 7'500, as, OfferKind::FixedPrice, 7'500);
    row("fixed price above the list", 0, as, OfferKind::FixedPrice, 8'500);
    row("fixed price of the list", 0, as, OfferKind::FixedPrice, 8'000);
    row("as much as the price", 0, as, OfferKind::PerLitreOff, 8'000);
    row("nothing", 0, as, OfferKind::PerLitreOff, 0);
    row("per cent", 0, as, OfferKind::PercentOff);
    row("amount", 0, as, OfferKind::AmountOff);
    row("enough litres", 7'700, [](CouponTerms &t) { t.offer.litres = Volume{50'000}; });
    row("too few litres", 0, [](CouponTerms &t) { t.offer.litres = Volume{49'999}; });
    row("a cap", 0, [](CouponTerms &t) { t.offer.most = 100_yuan; });
    row("least amount", 0, [](CouponTerms &t) { t.scope.minAmount = 1_yuan; });
    row("least litres", 0, [](CouponTerms &t) { t.scope.minVolume = {1'000}; });
    row("another currency", 0,
        [](CouponTerms &t) { t.offer.price.currency = *Currency::parse(QStringLiteral("EUR")); });
}

void TestFuelOffer::priceAtPump()
{
    QFETCH(CouponTerms, terms);
    QFETCH(qint64, price);
    const auto lowered = youka::priceAtPump({offer(terms)}, List, {50'000});
    QCOMPARE(lowered ? lowered->milli : 0, price);
    QVERIFY(!youka::priceAtPump({offer(terms), offer(terms)}, List, {50'000}));
    QVERIFY(!youka::priceAtPump({}, List, {50'000}));
}

void TestFuelOffer::reserve_lowerPrice_moreLitres()
{
    std::vector<qint64> asked;
    const auto offers =
        reserveForFuel({Fuel, List, 200_yuan}, [&](const Basket &basket) -> Result<CouponGrant> {
            asked.push_back(basket.lines[0].quantity);
            return grantFor({terms(OfferKind::PerLitreOff, 1'000)}, basket);
        });
    QVERIFY(offers.has_value());
    QCOMPARE(asked, (std::vector<qint64>{25'100, 28'670})); // 200 / 8, 200 / 7, and a margin
    QCOMPARE(offers->atPump->milli, 7'000);
    QCOMPARE(offers->offers[0].redemption.amount, Money(2'867, {}));
}

void TestFuelOffer::reserve_anotherSetForMore_isNotAtThePump()
{
    const auto offers =
        reserveForFuel({Fuel, List, 200_yuan}, [&](const Basket &basket) -> Result<CouponGrant> {
            const bool few = basket.lines[0].quantity < 26'000;
            return grantFor({few ? terms(OfferKind::PerLitreOff) : terms(OfferKind::AmountOff)}, basket);
        });
    QVERIFY(offers && !offers->atPump);
    QCOMPARE(offers->offers.size(), 1u);
    QVERIFY(offers->offers[0].terms.offer.kind == OfferKind::AmountOff);
}

void TestFuelOffer::reserve_lastCode_isExplained()
{
    FuelAhead ahead{Fuel, List, 200_yuan, 2};
    const auto with = [&](int place) {
        return reserveForFuel(ahead, [place](const Basket &) -> Result<CouponGrant> {
            CouponGrant grant;
            grant.refused = {{place, Error{ErrorCode::CouponUsed, {}}}};
            return grant;
        });
    };
    QVERIFY(!with(0)->refused);
    QCOMPARE(with(1)->refused->code, ErrorCode::CouponUsed);
    QVERIFY(!with(2)->refused); // one of the customer's own
    const auto failed = reserveForFuel(
        ahead, [](const Basket &) -> Result<CouponGrant> { return fail(ErrorCode::StoreBusy); });
    QCOMPARE(failed.error().code, ErrorCode::StoreBusy);
}

void TestFuelOffer::charge_lowered_soMuchALitre()
{
    const FuelOffers offers{List, UnitPrice{7'700, {}}, {offer(terms(OfferKind::PerLitreOff))}};
    const FuelCharged charged = chargeFor(offers, Fuel, {25'970}, {7'700, {}}, 200_yuan);
    QVERIFY(charged.atPump);
    QCOMPARE(charged.price, List);
    QCOMPARE(charged.discounts[0].amount, Money(779, {})); // 25.97 L
    QCOMPARE(charged.amount, Money(20'779, {}));
    const FuelCharged drop = chargeFor(offers, Fuel, {0}, {7'700, {}}, 0_yuan);
    QVERIFY(drop.discounts.empty() && drop.atPump);
}

void TestFuelOffer::charge_otherPrice_isWhatEachTakesOff()
{
    FuelOffers offers{List, UnitPrice{7'700, {}}, {offer(terms(OfferKind::PerLitreOff))}};
    const FuelCharged charged = chargeFor(offers, Fuel, {10'000}, List, 80_yuan);
    QVERIFY(!charged.atPump);
    QCOMPARE(charged.amount, 80_yuan);
    QCOMPARE(charged.discounts[0].amount, 3_yuan);
    CouponTerms second = terms(OfferKind::PercentOff);
    second.campaign = {2};
    offers.offers.push_back({{{2}, 1, {}, 100_yuan, QStringLiteral("5 %")}, second, {}});
    offers.atPump.reset();
    const FuelCharged both = chargeFor(offers, Fuel, {10'000}, List, 80_yuan);
    QCOMPARE(totalOf(both.discounts, {}), Money(300 + 385, {})); // of what the first has left
    offers.offers[0].terms.scope.minVolume = {10'001};
    QCOMPARE(chargeFor(offers, Fuel, {10'000}, List, 80_yuan).discounts.size(), 1u);
}

void TestFuelOffer::charge_neverMoreThanReserved()
{
    const FuelOffers offers{List, {}, {offer(terms(OfferKind::AmountOff), 4_yuan)}};
    QCOMPARE(chargeFor(offers, Fuel, {10'000}, List, 80_yuan).discounts[0].amount, 4_yuan);
    FuelOffers voucher = offers;
    voucher.offers[0].left = 3_yuan;
    QCOMPARE(chargeFor(voucher, Fuel, {10'000}, List, 80_yuan).discounts[0].amount, 3_yuan);
}

/// Whatever is delivered up to what was reserved: the customer pays what the display says, and the discount
/// is one that the centre has reserved.
void TestFuelOffer::charge_paysWhatThePumpShows()
{
    QRandomGenerator random(5);
    for (int i = 0; i < 20'000; ++i) {
        const UnitPrice list{5'000 + 10 * qint64(random.bounded(500)), {}};
        const CouponTerms less = terms(OfferKind::PerLitreOff, 10 * qint64(1 + random.bounded(200)));
        const Money limit{100 + qint64(random.bounded(100'000)), {}};
        const auto offers =
            reserveForFuel({Fuel, list, limit}, [&](const Basket &basket) -> Result<CouponGrant> {
                return grantFor({less}, basket);
            });
        QVERIFY(offers && offers->atPump);
        const UnitPrice lowered = *offers->atPump;
        const qint64 most = volumeFor(limit, lowered).ml;
        const Volume volume{10 * qint64(random.bounded(int(most / 10 + 1)))};
        // The display's amount is of the volume that ran, its volume of the last digit of it.
        const qint64 ran = std::max<qint64>(0, volume.ml + qint64(random.bounded(10)) - 5);
        const Money shown = min(limit, *amountFor({ran}, lowered));
        const FuelCharged charged = chargeFor(*offers, Fuel, volume, lowered, shown);
        const Money off = totalOf(charged.discounts, {});
        QCOMPARE(charged.amount - off, shown);
        QVERIFY(off <= offers->offers[0].redemption.amount);
        const FuelCharged after = chargeFor(*offers, Fuel, volume, list, *amountFor(volume, list));
        const Money offAfter = totalOf(after.discounts, {});
        QVERIFY(offAfter <= after.amount && offAfter <= offers->offers[0].redemption.amount);
        QCOMPARE(off, offAfter); // the same by either way
        QVERIFY(isPlausible(charged.amount, volume, list));
    }
}

void TestFuelOffer::json_roundTrip()
{
    FuelOffers offers{List, UnitPrice{7'700, {}}, {offer(terms(OfferKind::PerLitreOff))}};
    offers.offers[0].left = 3_yuan;
    offers.refused = Error{ErrorCode::CouponUsed, {}};
    const FuelOffers again = fuelOffersFromBytes(bytesOf(offers));
    QCOMPARE(bytesOf(again), bytesOf(offers));
    QCOMPARE(again.offers[0].terms, offers.offers[0].terms);
    QCOMPARE(again.offers[0].redemption, offers.offers[0].redemption);
    QCOMPARE(*again.atPump, *offers.atPump);
    QCOMPARE(again.refused->code, ErrorCode::CouponUsed);
    const CouponWish wish{{QStringLiteral("A"), QStringLiteral("B")}, false, Channel::Pos, Fuel};
    QCOMPARE(*couponWishFromJson(toJson(wish)), wish);
}

void TestFuelOffer::json_bad_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no list") << "list" << QJsonValue();
    QTest::newRow("above the list") << "atPump"
                                    << toJson(FuelOffers{{8'100, {}}, {}, {}}).value(QStringLiteral("list"));
    QTest::newRow("no offers") << "offers" << QJsonValue(QStringLiteral("x"));
    QTest::newRow("an offer that is none")
        << "offers" << QJsonValue(QJsonArray{QJsonObject{{QStringLiteral("a"), 1}}});
    QTest::newRow("a price for nothing") << "offers" << QJsonValue(QJsonArray());
}

void TestFuelOffer::json_bad()
{
    QFETCH(QString, member);
    QFETCH(QJsonValue, value);
    QJsonObject json = toJson(FuelOffers{List, UnitPrice{7'700, {}}, {offer(terms(OfferKind::PerLitreOff))}});
    json.insert(member, value);
    QCOMPARE(fuelOffersFromJson(json).error().code, ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TestFuelOffer)
#include "tst_fuel_offer.moc"

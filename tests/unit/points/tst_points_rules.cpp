#include "core/domain/points/points_json.h"
#include "core/domain/points/points_rules.h"

#include <QJsonArray>
#include <QTest>

#include <random>

using namespace youka;
using namespace youka::literals;

namespace {

const QString Fuel = QStringLiteral("95");
const QString Diesel = QStringLiteral("0");
const QString Wash = QStringLiteral("wash");

/// A Tuesday, 10:00 in Shanghai.
const QDateTime Tuesday(QDate(2026, 3, 3), QTime(10, 0), QTimeZone("Asia/Shanghai"));

BasketLine line(const QString &product, qint64 quantity, Money amount)
{
    return {product, {}, Product::Unit::Litre, quantity, {8'000, amount.currency}, amount};
}

/// One point a yuan, 100 points are worth one.
PointsScheme scheme()
{
    PointsScheme s;
    s.rules = {{EarnRule::Basis::Amount, 1'000, {}}};
    s.value = {1_yuan, 100};
    s.levels = {{QStringLiteral("member"), {}, {}, {}, {}, 12, {10'000}},
                {QStringLiteral("silver"), {}, 1'000, {}, {}, 12, {11'000}},
                {QStringLiteral("gold"), {}, 5'000, 2'000_L, 20'000_yuan, 12, {15'000}}};
    return s;
}

Multiplier times(Multiplier::Kind kind, qint64 factor, const QStringList &products = {})
{
    Multiplier multiplier;
    multiplier.kind = kind;
    multiplier.factor = {factor};
    multiplier.scope.products = products;
    return multiplier;
}

PointsLot lot(qint64 id, qint64 left, qint64 expires, qint64 spent = 0, qint64 lapsed = 0)
{
    PointsLot l;
    l.id = {id};
    l.points = left + spent + lapsed;
    l.left = left;
    l.spent = spent;
    l.lapsed = lapsed;
    l.expires = {expires};
    return l;
}

}

class TestPointsRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void earned_data();
    void earned();
    void yen_haveNoMinorUnit();
    void worth_andBack();
    void spending_takesTheOldestFirst();
    void returning_givesTheLastFirst();
    void partsOfARefund_addUp();
    void takingBack_leftSpentLapsed();
    void levels_data();
    void levels();
    void months();
    void badSchemes_data();
    void badSchemes();
    void json_isTheSame();
};

namespace {

struct Earning
{
    const char *name;
    std::vector<BasketLine> lines;
    void (*change)(PointsScheme &);
    const char *level;
    QDateTime at;
    qint64 points;
};

const std::vector<Earning> &earnings()
{
    using Kind = Multiplier::Kind;
    const auto nothing = [](PointsScheme &) {};
    static const std::vector<Earning> All{
        {"a point a yuan", {line(Fuel, 40'000, 320_yuan)}, nothing, "", Tuesday, 320},
        {"the rest of a yuan is none", {line(Fuel, 1, 32'099_fen)}, nothing, "", Tuesday, 320},
        {"rounded once for all lines",
         {line(Fuel, 1, 50_fen), line(Wash, 1, 50_fen)},
         nothing,
         "",
         Tuesday,
         1},
        {"per litre",
         {line(Fuel, 40'500, 320_yuan)},
         [](PointsScheme &s) {
             s.rules = {{EarnRule::Basis::Quantity, 2'000, {}}};
         },
         "",
         Tuesday,
         81},
        {"half a point a litre",
         {line(Fuel, 3'999, 320_yuan)},
         [](PointsScheme &s) {
             s.rules = {{EarnRule::Basis::Quantity, 500, {}}};
         },
         "",
         Tuesday,
         1},
        {"the first rule that fits counts",
         {line(Fuel, 10'000, 80_yuan), line(Diesel, 10'000, 70_yuan)},
         [](PointsScheme &s) {
             s.rules.insert(s.rules.begin(), {EarnRule::Basis::Quantity, 1'000, {{Diesel}, {}}});
         },
         "",
         Tuesday,
         90},
        {"no rule, no points",
         {line(Fuel, 40'000, 320_yuan)},
         [](PointsScheme &s) { s.rules[0].scope.products = {Diesel}; },
         "",
         Tuesday,
         0},
        {"a product counts double",
         {line(Fuel, 1, 100_yuan), line(Diesel, 1, 100_yuan)},
         [](PointsScheme &s) { s.multipliers = {times(Kind::Product, 20'000, {Fuel})}; },
         "",
         Tuesday,
         300},
        {"of one kind the largest counts",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Product, 20'000), times(Kind::Product, 30'000, {Fuel})};
         },
         "",
         Tuesday,
         300},
        {"different kinds are multiplied",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Product, 20'000), times(Kind::Day, 15'000),
                              times(Kind::Campaign, 12'000)};
         },
         "gold",
         Tuesday,
         540},
        {"but not beyond the cap",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Product, 90'000), times(Kind::Day, 90'000)};
         },
         "",
         Tuesday,
         1'000},
        {"less is possible",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) { s.multipliers = {times(Kind::Product, 5'000)}; },
         "",
         Tuesday,
         50},
        {"Tuesday is members' day",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Day, 20'000)};
             s.multipliers[0].weekdays = 2;
         },
         "",
         Tuesday,
         200},
        {"Wednesday is not",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Day, 20'000)};
             s.multipliers[0].weekdays = 2;
         },
         "",
         Tuesday.addDays(1),
         100},
        {"Tuesday's night goes on to Wednesday",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Day, 20'000)};
             s.multipliers[0].weekdays = 2;
             s.multipliers[0].hourFrom = QTime(22, 0);
             s.multipliers[0].hourUntil = QTime(6, 0);
         },
         "",
         Tuesday.addSecs(19 * 3'600),
         200},
        {"its last day counts",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Campaign, 20'000)};
             s.multipliers[0].from = s.multipliers[0].until = QDate(2026, 3, 3);
         },
         "",
         Tuesday,
         200},
        {"the day after does not",
         {line(Fuel, 1, 100_yuan)},
         [](PointsScheme &s) {
             s.multipliers = {times(Kind::Campaign, 20'000)};
             s.multipliers[0].until = QDate(2026, 3, 2);
         },
         "",
         Tuesday,
         100},
        {"silver has a tenth more", {line(Fuel, 1, 100_yuan)}, nothing, "silver", Tuesday, 110},
        {"a level that is no more has nothing", {line(Fuel, 1, 100_yuan)}, nothing, "jade", Tuesday, 100},
        {"nothing paid, nothing earned", {line(Fuel, 40'000, 0_yuan)}, nothing, "", Tuesday, 0},
    };
    return All;
}

}

void TestPointsRules::earned_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(earnings().size()); ++i)
        QTest::newRow(earnings()[size_t(i)].name) << i;
}

void TestPointsRules::earned()
{
    QFETCH(int, index);
    const Earning &row = earnings()[size_t(index)];
    PointsScheme s = scheme();
    row.change(s);
    QVERIFY(checkScheme(s).has_value());
    QCOMPARE(pointsFor(row.lines, s, QString::fromLatin1(row.level), row.at), row.points);
}

void TestPointsRules::yen_haveNoMinorUnit()
{
    const Currency yen("JPY");
    PointsScheme s = scheme();
    s.currency = yen;
    s.rules = {{EarnRule::Basis::Amount, 10, {}}}; // one for a hundred
    const std::vector<BasketLine> lines{line(Fuel, 1, {5'099, yen})};
    QCOMPARE(pointsFor(lines, s, {}, Tuesday), 50);
}

void TestPointsRules::worth_andBack()
{
    const PointValue seven{3_fen, 7};
    QCOMPARE(worthOf(0, seven), 0_fen);
    QCOMPARE(worthOf(6, seven), 2_fen);
    QCOMPARE(worthOf(7, seven), 3_fen);
    // As many as are needed, and none too many.
    for (qint64 points = 1; points < 500; ++points) {
        const Money amount = worthOf(points, seven);
        const qint64 needed = pointsWorth(amount, seven);
        QVERIFY(needed <= points);
        QCOMPARE(worthOf(needed, seven), amount);
        QVERIFY(needed == 0 || worthOf(needed - 1, seven) < amount);
    }
    QCOMPARE(pointsWorth(1_yuan, {0_fen, 1}), 0);
}

void TestPointsRules::spending_takesTheOldestFirst()
{
    const std::vector<PointsLot> lots{lot(1, 50, 300), lot(2, 20, 100), lot(3, 0, 50), lot(4, 30, 100)};
    QCOMPARE(planSpend(lots, 60), (std::vector<LotPart>{{1, 20}, {3, 30}, {0, 10}}));
    QCOMPARE(planSpend(lots, 20), (std::vector<LotPart>{{1, 20}}));
    QCOMPARE(planSpend(lots, 0), std::vector<LotPart>{});
    QCOMPARE(planSpend(lots, 1'000), (std::vector<LotPart>{{1, 20}, {3, 30}, {0, 50}}));
}

void TestPointsRules::returning_givesTheLastFirst()
{
    const std::vector<PointsLot> lots{lot(1, 50, 300, 10), lot(2, 0, 100, 20), lot(3, 0, 500)};
    QCOMPARE(planReturn(lots, 15), (std::vector<LotPart>{{0, 10}, {1, 5}}));
    const std::vector<qint64> most{3, 100, 100};
    QCOMPARE(planReturn(lots, 15, most), (std::vector<LotPart>{{0, 3}, {1, 12}}));
    QCOMPARE(planReturn(lots, 99), (std::vector<LotPart>{{0, 10}, {1, 20}}));
}

/// However a purchase goes back, in the end exactly what it earned is gone, what it spent is there, and on
/// the way nobody has more than the rest is worth.
void TestPointsRules::partsOfARefund_addUp()
{
    std::mt19937 random(4);
    for (int round = 0; round < 500; ++round) {
        const qint64 of = 1 + qint64(random() % 60'000);
        const qint64 earned = qint64(random() % 500);
        const qint64 spent = qint64(random() % 500);
        qint64 inAll = 0;
        qint64 gone = 0;
        qint64 come = 0;
        while (inAll < of) {
            inAll = std::min(of, inAll + 1 + qint64(random() % 9'000));
            const qint64 nowGone = takenBack(earned, {of, inAll});
            const qint64 nowCome = givenBack(spent, {of, inAll});
            QVERIFY(nowGone >= gone && nowGone <= earned);
            QVERIFY(nowCome >= come && nowCome <= spent);
            QVERIFY((earned - nowGone) * of <= earned * (of - inAll));
            QVERIFY(nowCome * of <= spent * inAll);
            gone = nowGone;
            come = nowCome;
        }
        QCOMPARE(gone, earned);
        QCOMPARE(come, spent);
    }
}

void TestPointsRules::takingBack_leftSpentLapsed()
{
    const PointsLot whole = lot(1, 5, 100, 3, 2);
    auto plan = planTakeBack(whole, 4);
    QCOMPARE(plan.left, 4);
    QCOMPARE(plan.spent + plan.lapsed, 0);
    plan = planTakeBack(whole, 7);
    QCOMPARE(plan.left, 5);
    QCOMPARE(plan.spent, 2);
    QCOMPARE(plan.lapsed, 0);
    plan = planTakeBack(whole, 10);
    QCOMPARE(plan.left, 5);
    QCOMPARE(plan.spent, 3);
    QCOMPARE(plan.lapsed, 2);
    PointsLot partly = lot(1, 1, 100);
    partly.taken = 4;
    QCOMPARE(planTakeBack(partly, 4).left, 0);
    QCOMPARE(planTakeBack(partly, 5).left, 1);
    QCOMPARE(planTakeBack(partly, 3).left, 0);
}

void TestPointsRules::levels_data()
{
    QTest::addColumn<qint64>("points");
    QTest::addColumn<qint64>("ml");
    QTest::addColumn<qint64>("fen");
    QTest::addColumn<int>("rank");
    QTest::newRow("new") << qint64(0) << qint64(0) << qint64(0) << 0;
    QTest::newRow("one short") << qint64(999) << qint64(0) << qint64(0) << 0;
    QTest::newRow("silver") << qint64(1'000) << qint64(0) << qint64(0) << 1;
    QTest::newRow("gold by points") << qint64(5'000) << qint64(0) << qint64(0) << 2;
    QTest::newRow("gold by litres") << qint64(0) << qint64(2'000'000) << qint64(0) << 2;
    QTest::newRow("gold by spend") << qint64(0) << qint64(0) << qint64(2'000'000) << 2;
}

void TestPointsRules::levels()
{
    QFETCH(qint64, points);
    QFETCH(qint64, ml);
    QFETCH(qint64, fen);
    QTEST(levelFor({points, {ml}, {fen, {}}}, scheme()), "rank");
    PointsScheme none = scheme();
    none.levels.erase(none.levels.begin());
    QCOMPARE(levelFor({0, {}, 0_fen}, none), -1);
}

void TestPointsRules::months()
{
    const QTimeZone zone("Asia/Shanghai");
    const auto at = [&](int y, int m, int d, int h = 0) {
        return Timestamp{QDateTime(QDate(y, m, d), QTime(h, 0), zone).toMSecsSinceEpoch()};
    };
    QCOMPARE(endOfMonth(at(2026, 1, 31), 24, zone), at(2028, 2, 1));
    QCOMPARE(endOfMonth(at(2026, 1, 1), 1, zone), at(2026, 3, 1));
    QCOMPARE(endOfMonth(at(2026, 12, 31, 23), 0, zone), at(2027, 1, 1));
    QCOMPARE(monthsBefore(at(2026, 3, 31), 1, zone), at(2026, 2, 28));
}

namespace {

struct BadScheme
{
    const char *member;
    void (*change)(PointsScheme &);
};
const BadScheme BadSchemes[] = {
    {"rules", [](PointsScheme &s) { s.rules[0].milliPoints = -1; }},
    {"multipliers", [](PointsScheme &s) { s.multipliers = {times(Multiplier::Kind::Day, -1)}; }},
    {"multipliers",
     [](PointsScheme &s) {
         s.multipliers = {times(Multiplier::Kind::Day, 1)};
         s.multipliers[0].from = QDate(2026, 2, 2);
         s.multipliers[0].until = QDate(2026, 2, 1);
     }},
    {"mostFactor", [](PointsScheme &s) { s.mostFactor = {2'000'000}; }},
    {"value", [](PointsScheme &s) { s.value.points = 0; }},
    {"value",
     [](PointsScheme &s) {
         s.value.amount = {1, Currency("EUR")};
     }},
    {"zone", [](PointsScheme &s) { s.zone = QTimeZone(); }},
    {"expiryMonths", [](PointsScheme &s) { s.expiryMonths = 0; }},
    {"pendingHours", [](PointsScheme &s) { s.pendingHours = -1; }},
    {"levelMonths", [](PointsScheme &s) { s.levelMonths = 0; }},
    {"levels", [](PointsScheme &s) { s.levels[1].code = s.levels[0].code; }},
    {"levels",
     [](PointsScheme &s) {
         s.levels[2].spend = Money{1, Currency("EUR")};
     }},
};
}

void TestPointsRules::badSchemes_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(BadSchemes)); ++i)
        QTest::addRow("%s %d", BadSchemes[i].member, i) << i;
}

void TestPointsRules::badSchemes()
{
    QFETCH(int, index);
    PointsScheme s = scheme();
    QVERIFY(checkScheme(s).has_value());
    BadSchemes[index].change(s);
    const auto checked = checkScheme(s);
    QVERIFY(!checked);
    QCOMPARE(checked.error().code, ErrorCode::PointsSchemeInvalid);
    QVERIFY(checked.error().detail.startsWith(QLatin1String(BadSchemes[index].member)));
}

void TestPointsRules::json_isTheSame()
{
    PointsScheme s = scheme();
    s.version = 3;
    s.from = {1'767'225'600'000};
    s.zone = QTimeZone("Asia/Shanghai");
    s.rules.push_back({EarnRule::Basis::Quantity, 500, {{Fuel}, {QStringLiteral("drinks")}}});
    s.multipliers = {times(Multiplier::Kind::Campaign, 12'345, {Diesel})};
    s.multipliers[0].name = QStringLiteral("Spring");
    s.multipliers[0].from = QDate(2026, 3, 1);
    s.multipliers[0].until = QDate(2026, 3, 31);
    s.multipliers[0].weekdays = 3;
    s.multipliers[0].hourFrom = QTime(22, 0);
    s.multipliers[0].hourUntil = QTime(6, 30);
    s.secondPersonAbove = 77;
    for (MemberLevel &level : s.levels)
        level.name = level.code.toUpper();
    const auto read = schemeFromJson(toJson(s));
    QVERIFY(read.has_value());
    QVERIFY(*read == s);
    QJsonObject bad = toJson(s);
    bad[QLatin1String("rules")] = QJsonArray{QJsonObject{{QStringLiteral("basis"), QStringLiteral("moon")}}};
    QVERIFY(!schemeFromJson(bad));
}

QTEST_GUILESS_MAIN(TestPointsRules)
#include "tst_points_rules.moc"

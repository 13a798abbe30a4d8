#include "core/domain/refunds/refund_rules.h"

#include "tests/support/two_stores.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

class TestRefundRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refusals_data();
    void refusals();
    void allThatIsLeft();
    void anyParts_addUpExactly();
    void linesOfASale();
};

namespace {

constexpr Timestamp Sold{1'000'000};
constexpr qint64 WithinMs = 1'000;

RefundTerms terms() { return {Sold, Sold, WithinMs, {1}, {1}}; }

/// 40 L for 320.00 with 20.00 off, and three cans of 5.00.
std::vector<RefundLine> fuelAndCans()
{
    return {{0, QStringLiteral("95"), Product::Unit::Litre, 40'000, 320_yuan, 20_yuan, 300_yuan, 0},
            {1, QStringLiteral("can"), Product::Unit::Piece, 3'000, 15_yuan, 0_yuan, 15_yuan, 0}};
}

}

void TestRefundRules::refusals_data()
{
    QTest::addColumn<int>("line");
    QTest::addColumn<qint64>("quantity");
    QTest::addColumn<qint64>("back");
    QTest::addColumn<qint64>("later");
    QTest::addColumn<qint64>("station");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("no such line") << 2 << 1'000LL << 0LL << 0LL << 1LL << ErrorCode::InvalidInput;
    QTest::newRow("a line before the first") << -1 << 1'000LL << 0LL << 0LL << 1LL << ErrorCode::InvalidInput;
    QTest::newRow("nothing of it") << 0 << 0LL << 0LL << 0LL << 1LL << ErrorCode::InvalidInput;
    QTest::newRow("more than was sold") << 1 << 3'001LL << 0LL << 0LL << 1LL << ErrorCode::InvalidInput;
    QTest::newRow("more than is left")
        << 0 << 20'000LL << 20'001LL << 0LL << 1LL << ErrorCode::RefundNothingLeft;
    QTest::newRow("gone") << 0 << 1LL << 40'000LL << 0LL << 1LL << ErrorCode::RefundNothingLeft;
    QTest::newRow("late") << 0 << 1LL << 0LL << WithinMs + 1 << 1LL << ErrorCode::RefundTooLate;
    QTest::newRow("of another station") << 0 << 1LL << 0LL << 0LL << 2LL << ErrorCode::NotPermitted;
}

void TestRefundRules::refusals()
{
    QFETCH(int, line);
    QFETCH(qint64, quantity);
    QFETCH(qint64, back);
    QFETCH(qint64, later);
    QFETCH(qint64, station);
    QFETCH(ErrorCode, code);
    auto lines = fuelAndCans();
    lines[0].back = back;
    RefundTerms asked = terms();
    asked.now = Sold.plusMs(later);
    asked.asksFor = {station};
    COMPARE_REFUSED(planRefund(lines, {{line, quantity}}, asked), code);
}

void TestRefundRules::allThatIsLeft()
{
    auto lines = fuelAndCans();
    lines[0].back = 10'000;
    auto plan = planRefund(lines, {}, terms());
    VERIFY_OK(plan);
    QCOMPARE(plan->parts, (std::vector<RefundPart>{{0, 30'000}, {1, 3'000}}));
    QCOMPARE(plan->money, 225_yuan + 15_yuan);
    QCOMPARE(plan->discount, 15_yuan);
    QCOMPARE(plan->discountBefore, 5_yuan);
    QVERIFY(plan->whole && plan->part.isWhole());
    lines[0].back = 40'000;
    plan = planRefund(lines, {{1, 1'000}}, terms());
    QCOMPARE(plan->money, 5_yuan);
    QVERIFY(!plan->whole);
    QCOMPARE(plan->part.inAll, 32'500);
    lines[1].back = 3'000;
    COMPARE_REFUSED(planRefund(lines, {}, terms()), ErrorCode::RefundNothingLeft);
    COMPARE_REFUSED(planRefund(fuelAndCans(), {{0, 1}, {0, 1}}, terms()), ErrorCode::InvalidInput);
}

/// Whatever is given back in whatever steps: nothing below zero, no line above what was paid for it, and in
/// the end all of it to the minor unit.
void TestRefundRules::anyParts_addUpExactly()
{
    QRandomGenerator random(4711);
    for (int round = 0; round < 2'000; ++round) {
        std::vector<RefundLine> lines;
        for (int i = 0, n = random.bounded(1, 5); i < n; ++i) {
            const Money gross{random.bounded(1, 100'000), {}};
            const Money discount{random.bounded(qint32(gross.minor) + 1), {}};
            const Money points{random.bounded(qint32((gross - discount).minor) + 1), {}};
            lines.push_back(
                {i, {}, {}, random.bounded(1, 60'000), gross, discount, gross - discount - points, 0});
        }
        Money money = 0_yuan;
        Money discount = 0_yuan;
        bool whole = false;
        while (!whole) {
            const int line = random.bounded(int(lines.size()));
            RefundLine &one = lines[size_t(line)];
            if (one.back == one.quantity)
                continue;
            const qint64 left = one.quantity - one.back;
            const qint64 part = random.bounded(4) == 0 ? left : 1 + random.bounded(qint32(left));
            const auto plan = planRefund(lines, {{line, part}}, terms());
            VERIFY_OK(plan);
            QVERIFY(!plan->money.isNegative() && !plan->discount.isNegative());
            QCOMPARE(plan->discountBefore, discount);
            money += plan->money;
            discount += plan->discount;
            one.back += part;
            whole = plan->whole;
            QCOMPARE(whole, plan->part.isWhole());
        }
        Money paid = 0_yuan;
        Money off = 0_yuan;
        for (const RefundLine &line : lines) {
            paid += line.money;
            off += line.discount;
        }
        QCOMPARE(money, paid);
        QCOMPARE(discount, off);
    }
}

void TestRefundRules::linesOfASale()
{
    SaleRecord sale;
    sale.delivery.product = QStringLiteral("95");
    sale.delivery.volume = {40'000};
    sale.delivery.amount = 320_yuan;
    sale.discounts = {{{1}, 1, {}, 20_yuan, {}}};
    sale.points = PointsPaid{1'000, 10_yuan};
    // 4.00 of the points were not there: whoever bears the case has them, not the customer.
    const auto lines = refundLines(sale, 6_yuan);
    QCOMPARE(lines.size(), 1U);
    QCOMPARE(lines[0].gross, 320_yuan);
    QCOMPARE(lines[0].discount, 24_yuan);
    QCOMPARE(lines[0].money, 290_yuan);
    sale.delivery.volume = {};
    QCOMPARE(refundLines(sale, 10_yuan)[0].quantity, 1'000);
    // Goods beside it: each line has what it says was taken off it, points the rest in proportion.
    sale.delivery.volume = {40'000};
    BasketLine can{QStringLiteral("can"), {}, Product::Unit::Piece, 2'000, {5'000, {}}, 10_yuan};
    sale.goods = {{can, 4_yuan}};
    sale.discounts = {{{1}, 1, {}, 20_yuan, {}, {16_yuan, 4_yuan}}};
    sale.points = PointsPaid{3'100, 31_yuan};
    auto both = refundLines(sale, 31_yuan);
    QCOMPARE(both.size(), 2U);
    QCOMPARE(both[0].money + both[1].money, 330_yuan - 20_yuan - 31_yuan);
    QCOMPARE(both[1].number, 1);
    QCOMPARE(both[1].gross, 10_yuan);
    QCOMPARE(both[1].discount, 4_yuan);
    QCOMPARE(both[1].money, 540_fen); // 6.00 less its sixtieth of the points
    sale.delivery.volume = {};
    sale.delivery.amount = 0_yuan;
    sale.delivery.product.clear();
    sale.points.reset();
    sale.discounts = {{{1}, 1, {}, 4_yuan, {}}};
    both = refundLines(sale, 0_yuan);
    QCOMPARE(both.size(), 1U);
    QCOMPARE(both[0].number, 1); // the fuel's number stays its own
    QCOMPARE(both[0].money, 6_yuan);
}

QTEST_GUILESS_MAIN(TestRefundRules)
#include "tst_refund_rules.moc"

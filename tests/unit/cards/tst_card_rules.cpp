#include "core/domain/cards/card_rules.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {
CardFacts activeCard()
{
    CardFacts card;
    card.id = {1};
    card.state = CardState::Active;
    card.expires = QDate(2030, 12, 31);
    card.available = 500_yuan;
    return card;
}
CardRequest asks(Money wanted)
{
    CardRequest request;
    request.product = QStringLiteral("95");
    request.wanted = wanted;
    request.businessDay = QDate(2026, 11, 22);
    return request;
}
}

class TestCardRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decide_refusals_data();
    void decide_refusals();
    void decide_grantsTheSmallestCeiling();
    void decide_exactly_refusesLess();
    void decide_refusal_saysWhatIsLeft_data();
    void decide_refusal_saysWhatIsLeft();
    void decide_pin_onlyAboveItsThreshold();
    void decide_goods_onlyWhereTheListSaysSo();
    void decide_lastDay_isStillValid();
    void decide_property_neverMoreThanAnyCeiling();
    void proof_onlyAChipHasToBeProven();
    void transitions_closedIsForGood();
    void luhn_sheetVector();
    void track2_sheetVector();
    void track2_everyFlippedBit_isRefused();
    void masked_showsEightDigits();
};

void TestCardRules::decide_refusals_data()
{
    QTest::addColumn<CardFacts>("card");
    QTest::addColumn<ErrorCode>("expected");
    const auto row = [](const char *name, ErrorCode code, auto change) {
        CardFacts card = activeCard();
        change(card);
        QTest::newRow(name) << card << code;
    };
    row("lost", ErrorCode::CardLost, [](CardFacts &c) { c.state = CardState::Lost; });
    row("frozen", ErrorCode::CardFrozen, [](CardFacts &c) { c.state = CardState::Frozen; });
    row("closed", ErrorCode::CardClosed, [](CardFacts &c) { c.state = CardState::Closed; });
    row("issued", ErrorCode::CardNotActive, [](CardFacts &c) { c.state = CardState::Issued; });
    row("expired", ErrorCode::CardExpired, [](CardFacts &c) { c.expires = QDate(2026, 11, 21); });
    row("product", ErrorCode::ProductNotAllowed, [](CardFacts &c) { c.products = {QStringLiteral("0")}; });
    row("empty purse", ErrorCode::InsufficientFunds, [](CardFacts &c) { c.available = 0_fen; });
    row("below zero", ErrorCode::InsufficientFunds, [](CardFacts &c) { c.available = Money{-1, {}}; });
    row("day used up", ErrorCode::LimitPerDay, [](CardFacts &c) {
        c.limitPerDay = 100_yuan;
        c.spentToday = 100_yuan;
    });
    row("other currency", ErrorCode::CurrencyMismatch,
        [](CardFacts &c) { c.available.currency = Currency("EUR"); });
}

void TestCardRules::decide_refusals()
{
    QFETCH(CardFacts, card);
    QFETCH(ErrorCode, expected);
    const auto decision = decidePurchase(card, asks(50_yuan));
    QVERIFY(!decision);
    QCOMPARE(decision.error().code, expected);
}

void TestCardRules::decide_grantsTheSmallestCeiling()
{
    CardFacts card = activeCard();
    QCOMPARE(*decidePurchase(card, asks(200_yuan)), 200_yuan);
    QCOMPARE(*decidePurchase(card, asks(900_yuan)), 500_yuan);
    card.limitPerSale = 300_yuan;
    QCOMPARE(*decidePurchase(card, asks(900_yuan)), 300_yuan);
    card.limitPerDay = 350_yuan;
    card.spentToday = Money{31'180, {}};
    QCOMPARE(*decidePurchase(card, asks(900_yuan)), (Money{3'820, {}}));
}

void TestCardRules::decide_exactly_refusesLess()
{
    CardRequest request = asks(900_yuan);
    request.wantsExactly = true;
    QCOMPARE(decidePurchase(activeCard(), request).error().code, ErrorCode::InsufficientFunds);
    request.wanted = 500_yuan;
    QCOMPARE(*decidePurchase(activeCard(), request), 500_yuan);
}

void TestCardRules::decide_refusal_saysWhatIsLeft_data()
{
    QTest::addColumn<CardFacts>("card");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<qint64>("left"); ///< -1: no figure
    const auto row = [](const char *name, ErrorCode code, qint64 left, auto change) {
        CardFacts card = activeCard(); // 500.00 in the purse; 900.00 are asked for exactly
        change(card);
        QTest::newRow(name) << card << code << left;
    };
    row("funds", ErrorCode::InsufficientFunds, 50'000, [](CardFacts &) {});
    row("no funds", ErrorCode::InsufficientFunds, 0, [](CardFacts &c) { c.available = 0_fen; });
    row("a debt", ErrorCode::InsufficientFunds, 0, [](CardFacts &c) { c.available = Money{-500, {}}; });
    row("per sale", ErrorCode::LimitPerSale, 30'000, [](CardFacts &c) { c.limitPerSale = 300_yuan; });
    row("per sale, the purse has less", ErrorCode::LimitPerSale, 12'345, [](CardFacts &c) {
        c.limitPerSale = 300_yuan;
        c.available = 12'345_fen;
    });
    row("per day", ErrorCode::LimitPerDay, 3'820, [](CardFacts &c) {
        c.limitPerDay = 100_yuan;
        c.spentToday = 6'180_fen;
    });
    row("per day, used up", ErrorCode::LimitPerDay, 0, [](CardFacts &c) {
        c.limitPerDay = 100_yuan;
        c.spentToday = 101_yuan;
    });
    row("per sale, the day leaves less", ErrorCode::LimitPerSale, 3'820, [](CardFacts &c) {
        c.limitPerSale = 80_yuan;
        c.limitPerDay = 100_yuan;
        c.spentToday = 6'180_fen;
    });
    row("state", ErrorCode::CardFrozen, -1, [](CardFacts &c) { c.state = CardState::Frozen; });
    row("product", ErrorCode::ProductNotAllowed, -1,
        [](CardFacts &c) { c.products = {QStringLiteral("0")}; });
}

/// And what is left is granted when it is asked for.
void TestCardRules::decide_refusal_saysWhatIsLeft()
{
    QFETCH(CardFacts, card);
    QFETCH(ErrorCode, code);
    QFETCH(qint64, left);
    CardRequest request = asks(900_yuan);
    request.wantsExactly = true;
    const auto refused = decidePurchase(card, request);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, code);
    QCOMPARE(refused.error().left, left < 0 ? std::nullopt : std::optional(Money{left, {}}));
    if (left <= 0)
        return;
    request.wanted = {left, {}};
    QCOMPARE(*decidePurchase(card, request), request.wanted);
    request.wanted = {left + 1, {}};
    QVERIFY(!decidePurchase(card, request));
}

void TestCardRules::decide_pin_onlyAboveItsThreshold()
{
    CardFacts card = activeCard();
    card.pinSet = true;
    card.pinAbove = 200_yuan;
    QVERIFY(decidePurchase(card, asks(200_yuan)));
    QCOMPARE(decidePurchase(card, asks(20'001_fen)).error().code, ErrorCode::PinRequired);
    CardRequest request = asks(300_yuan);
    request.pinVerified = true;
    QVERIFY(decidePurchase(card, request));
}

void TestCardRules::decide_goods_onlyWhereTheListSaysSo()
{
    CardRequest both = asks(100_yuan);
    both.goods = true;
    CardRequest alone = both;
    alone.product.clear();
    CardFacts card = activeCard(); // without a list: everything
    QVERIFY(decidePurchase(card, both));
    QVERIFY(decidePurchase(card, alone));
    card.products = QStringList{QStringLiteral("95")};
    QVERIFY(decidePurchase(card, asks(100_yuan)));
    QCOMPARE(decidePurchase(card, both).error().code, ErrorCode::GoodsNotByCard);
    QCOMPARE(decidePurchase(card, alone).error().code, ErrorCode::GoodsNotByCard);
    card.products << shopGoods();
    QVERIFY(decidePurchase(card, both));
    QVERIFY(decidePurchase(card, alone));
    card.products = QStringList{QStringLiteral("0"), shopGoods()}; // another fuel
    QCOMPARE(decidePurchase(card, both).error().code, ErrorCode::ProductNotAllowed);
    QVERIFY(decidePurchase(card, alone));
    CardRequest nothing = asks(100_yuan);
    nothing.product.clear(); // no goods either
    QCOMPARE(decidePurchase(card, nothing).error().code, ErrorCode::ProductNotAllowed);
}

void TestCardRules::decide_lastDay_isStillValid()
{
    CardFacts card = activeCard();
    card.expires = QDate(2026, 11, 22);
    QVERIFY(decidePurchase(card, asks(1_yuan)));
}

void TestCardRules::decide_property_neverMoreThanAnyCeiling()
{
    QRandomGenerator random(3);
    for (int i = 0; i < 20'000; ++i) {
        CardFacts card = activeCard();
        card.available = {random.bounded(-1'000, 100'000), {}};
        if (random.bounded(2))
            card.limitPerSale = Money{random.bounded(0, 50'000), {}};
        if (random.bounded(2)) {
            card.limitPerDay = Money{random.bounded(0, 80'000), {}};
            card.spentToday = {random.bounded(0, 90'000), {}};
        }
        const Money wanted{random.bounded(-10, 120'000), {}};
        if (const auto granted = decidePurchase(card, asks(wanted))) {
            QVERIFY(granted->isPositive());
            QVERIFY(*granted <= wanted && *granted <= card.available);
            QVERIFY(!card.limitPerSale || *granted <= *card.limitPerSale);
            QVERIFY(!card.limitPerDay || *granted + card.spentToday <= *card.limitPerDay);
        }
    }
}

void TestCardRules::proof_onlyAChipHasToBeProven()
{
    for (const auto issued : {CardProof::Track, CardProof::Uid, CardProof::Chip})
        for (const auto shown : {CardProof::Track, CardProof::Uid, CardProof::Chip}) {
            const auto checked = checkProof(issued, shown);
            QCOMPARE(checked.has_value(), issued != CardProof::Chip || shown == CardProof::Chip);
            QVERIFY(checked || checked.error().code == ErrorCode::CardNotGenuine);
        }
}

void TestCardRules::transitions_closedIsForGood()
{
    for (const auto to : {CardState::Issued, CardState::Active, CardState::Frozen, CardState::Lost})
        QVERIFY(!isAllowedTransition(CardState::Closed, to));
    QVERIFY(isAllowedTransition(CardState::Lost, CardState::Active));
    QVERIFY(!isAllowedTransition(CardState::Issued, CardState::Frozen));
}

void TestCardRules::luhn_sheetVector()
{
    QCOMPARE(luhnDigit(u"900000001234567"), '5');
    QVERIFY(isCardNumber(u"9000000012345675"));
    QVERIFY(!isCardNumber(u"9000000012345670"));
    QVERIFY(!isCardNumber(u"90000000123456x0"));
    QVERIFY(!isCardNumber(u""));
}

void TestCardRules::track2_sheetVector()
{
    const auto track = parseTrack2(";9000000012345670=29125010000?<");
    QVERIFY(track);
    QCOMPARE(track->number, QStringLiteral("9000000012345670"));
    QCOMPARE(track->expiryYear, 2029);
    QCOMPARE(track->expiryMonth, 12);
}

void TestCardRules::track2_everyFlippedBit_isRefused()
{
    const QByteArray good(";9000000012345670=29125010000?<");
    for (qsizetype i = 0; i < good.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ (1 << bit));
            QVERIFY2(!parseTrack2(bad), bad.toHex());
        }
}

void TestCardRules::masked_showsEightDigits()
{
    QCOMPARE(maskedCardNumber(u"9000000012345670"), QStringLiteral("9000 **** **** 5670"));
    QCOMPARE(maskedCardNumber(u"1234"), QStringLiteral("****"));
}

QTEST_GUILESS_MAIN(TestCardRules)
#include "tst_card_rules.moc"

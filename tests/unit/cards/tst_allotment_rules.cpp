#include "core/domain/cards/allotment_rules.h"

#include <QRandomGenerator>
#include <QTest>

#include <numeric>

using namespace youka;

namespace {

struct Row
{
    const char *name;
    qint64 available;
    std::vector<Borrower> cards;
    std::vector<std::vector<qint64>> lent;
};

const LendingTerms Terms{50'000, 3};

const Row Rows[] = {
    {"nobody", 100'000, {}, {}},
    {"one station has all of it", 100'000, {{true, 1}}, {{50'000}}},
    {"no more than there is", 30'000, {{true, 1}}, {{30'000}}},
    {"one fen below what is lent", 49'999, {{true, 1}}, {{49'999}}},
    {"the latest has twice the others' share", 100'000, {{true, 3}}, {{25'000, 12'500, 12'500}}},
    {"what does not divide stays with the latest", 50'000, {{true, 2}}, {{33'334, 16'666}}},
    {"a station too many has nothing", 100'000, {{true, 5}}, {{25'000, 12'500, 12'500, 0, 0}}},
    {"one fen", 1, {{true, 3}}, {{1, 0, 0}}},
    {"no money", 0, {{true, 2}}, {{0, 0}}},
    {"a debt", -1, {{true, 2}}, {{0, 0}}},
    {"frozen", 100'000, {{false, 2}}, {{0, 0}}},
    {"used nowhere", 100'000, {{true, 0}}, {{}}},
    {"two cards of one purse, the latest first", 70'000, {{true, 1}, {true, 1}}, {{50'000}, {20'000}}},
    {"two cards, money for one", 50'000, {{true, 1}, {true, 2}}, {{50'000}, {0, 0}}},
    {"a frozen card takes nothing from the other", 50'000, {{false, 1}, {true, 1}}, {{0}, {50'000}}},
};

}

class TestAllotmentRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < int(std::size(Rows)); ++i)
            QTest::newRow(Rows[i].name) << i;
    }
    void table()
    {
        QFETCH(int, index);
        const Row &row = Rows[index];
        const auto lent = allot({row.available, Currency("CZK")}, Terms, row.cards);
        QCOMPARE(lent.size(), row.lent.size());
        for (size_t i = 0; i < lent.size(); ++i) {
            QCOMPARE(lent[i].size(), row.lent[i].size());
            for (size_t k = 0; k < lent[i].size(); ++k) {
                QCOMPARE(lent[i][k].minor, row.lent[i][k]);
                QVERIFY(lent[i][k].currency == Currency("CZK"));
            }
        }
    }
    void otherTerms()
    {
        const std::vector<Borrower> cards{{true, 2}};
        QCOMPARE(allot({100, {}}, {0, 3}, cards)[0][0].minor, 0);
        QCOMPARE(allot({100, {}}, {-5, 3}, cards)[0][0].minor, 0);
        QCOMPARE(allot({100, {}}, {50, 0}, cards)[0][0].minor, 0);
        QCOMPARE(allot({100, {}}, {50, 1}, cards)[0][0].minor, 50);
        QCOMPARE(allot({100, {}}, {50, 1}, cards)[0][1].minor, 0);
    }
    /// Whatever comes in: never below zero, never more than there is or than a card may have.
    void sums_stayWithinTheMoney()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 5'000; ++round) {
            const qint64 available = random.bounded(-100, 200'000);
            const LendingTerms terms{random.bounded(60'000), random.bounded(5)};
            std::vector<Borrower> cards(size_t(random.bounded(6)));
            for (Borrower &card : cards)
                card = {random.bounded(4) != 0, random.bounded(6)};
            qint64 all = 0;
            const auto lent = allot({available, {}}, terms, cards);
            for (size_t i = 0; i < lent.size(); ++i) {
                qint64 ofCard = 0;
                for (const Money share : lent[i]) {
                    QVERIFY(share.minor >= 0);
                    ofCard += share.minor;
                }
                QVERIFY(ofCard <= terms.perCardMinor);
                QVERIFY(cards[i].usable || ofCard == 0);
                all += ofCard;
            }
            QVERIFY(all <= std::max(available, qint64(0)));
        }
    }
};

QTEST_APPLESS_MAIN(TestAllotmentRules)
#include "tst_allotment_rules.moc"

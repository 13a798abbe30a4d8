#include "tests/unit/sales/sale_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::SaleDesk;

/// What the server makes of how a card proved itself.
class TestChipProof : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chip_proofs_data();
    void chip_proofs();
    void offlineHold_forACopyOfAChip_standsWithACase_data() { test::addEngineRows(); }
    void offlineHold_forACopyOfAChip_standsWithACase();
};

void TestChipProof::chip_proofs_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<bool>("provesItself"); // as it was issued
    QTest::addColumn<bool>("byNumber");     // asked for by the stripe and not by the chip
    QTest::addColumn<CardProof>("shown");
    QTest::addColumn<bool>("granted");
    for (const char *engine : {"sqlcipher", "postgresql"}) {
        const auto row = [engine](const char *name, bool provesItself, bool byNumber, CardProof shown,
                                  bool granted) {
            QTest::addRow("%s %s", engine, name)
                << QString::fromLatin1(engine) << provesItself << byNumber << shown << granted;
        };
        row("chip, proven", true, false, CardProof::Chip, true);
        row("chip, its number alone", true, false, CardProof::Uid, false);
        row("chip, as a stripe", true, false, CardProof::Track, false);
        row("the chip card's own stripe", true, true, CardProof::Track, true);
        row("number, as ever", false, false, CardProof::Uid, true);
        row("number, and better proven", false, false, CardProof::Chip, true);
    }
}

void TestChipProof::chip_proofs()
{
    QFETCH(bool, provesItself);
    QFETCH(bool, byNumber);
    QFETCH(CardProof, shown);
    QFETCH(bool, granted);
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.uid = "uid-007";
    issue.provesItself = provesItself;
    SaleDesk desk(store, issue);
    CardQuestion q = desk.question(100_yuan);
    q.card.proof = shown;
    if (!byNumber)
        q.card.token = CardTokeniser(desk.keys.lookup).forUid(issue.uid);
    const auto answer = desk.ask(q);
    if (granted)
        VERIFY_OK(answer);
    else
        COMPARE_REFUSED(answer, ErrorCode::CardNotGenuine);
    QVERIFY(desk.account().held == (granted ? 100_yuan : 0_yuan));
}

void TestChipProof::offlineHold_forACopyOfAChip_standsWithACase()
{
    OPEN_STORE(store);
    CardService::Issue issue;
    issue.uid = "uid-007";
    issue.provesItself = true;
    SaleDesk desk(store, issue);
    CardQuestion q = desk.question(100_yuan);
    q.card = {CardTokeniser(desk.keys.lookup).forUid(issue.uid), CardProof::Uid, {}};
    const auto outcome = desk.tell(desk.placedOf(q)); // a chain may sell offline to numbers
    VERIFY_OK(outcome);
    QVERIFY(outcome->kind == FactOutcome::Kind::Exception);
    QVERIFY(outcome->code == ErrorCode::CardNotGenuine);
    QVERIFY(desk.account().held == 100_yuan);
    QCOMPARE(desk.cases("card-not-genuine"), 1);
    CardQuestion proven = desk.question(100_yuan);
    proven.card = {q.card.token, CardProof::Chip, {}};
    VERIFY_OK(desk.tell(desk.placedOf(proven)));
    QCOMPARE(desk.cases("card-not-genuine"), 1);
}

QTEST_GUILESS_MAIN(TestChipProof)
#include "tst_chip_proof.moc"

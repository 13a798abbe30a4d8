#include "core/station/devices/readers/reader_card_source.h"
#include "tests/unit/devices/crt_desk.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace youka;
using sim::SimCrt;
using sim::SimDesfire;
using youka::test::CrtDesk;
using youka::test::LoopLink;
using Kind = SimDesfire::Kind;

namespace {

const QByteArray Uid = QByteArray::fromHex("04782e21801d80");
const QByteArray Track(";9000000012345670=29125010000?<");
const QByteArray Master(16, 'm');

ChipScheme scheme()
{
    const auto made = ChipScheme::withMaster(Master);
    ensure(made.has_value(), "a test has a scheme");
    return *made;
}

SimCrt::Card chip(Kind kind, const QByteArray &uid = Uid, quint32 seed = 3)
{
    const ChipScheme ours = scheme();
    return {
        {}, uid, SimDesfire({ours.application, ours.keyNumber, ours.systemName, Master}, uid, kind, seed)};
}

/// How often the session said to the chip what begins so.
int asked(const CrtDesk &desk, const char *apduHex)
{
    int times = 0;
    const QByteArray apdu = QByteArray::fromHex(apduHex);
    for (const QByteArray &frame : desk.sent)
        times += frame.contains("CQ9" + apdu) ? 1 : 0;
    return times;
}

}

class TestCrtChip : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chip_ofEachKind_data();
    void chip_ofEachKind();
    void withoutAKey_asBefore();
    void stripeComesFirst_asBefore();
    void otherUidsKey_isNotGenuine();
    void everyLengthOfNumber_provesItself_data();
    void everyLengthOfNumber_provesItself();
    void torn_isRemovedWithoutAWord();
    void pulledOutAtEachStep_noErrorAndNoCard_data();
    void pulledOutAtEachStep_noErrorAndNoCard();
    void chipThatTakesNoApdu_isKnownByItsNumber();
    void chipThatGoesSilent_isUnreadable();
    void chipThatMakesNoSense_isUnreadable();
    void lostAnswer_beginsAgainWithAnotherChallenge();
    void deafLine_isLostInTheEnd();
    void notGenuine_isToldOncePerCard();
    void everyFault_presentsEachChipOnce_data();
    void everyFault_presentsEachChipOnce();
    void source_chip_proofAndToken();
    void source_falseChip_isCountedInTheLog();
};

void TestCrtChip::chip_ofEachKind_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<int>("read"); // what it is presented as; 0: not at all
    QTest::addColumn<QList<ErrorCode>>("errors");
    const auto row = [](const char *name, Kind kind, int read, const QList<ErrorCode> &errors) {
        QTest::newRow(name) << kind << read << errors;
    };
    row("genuine", Kind::Genuine, int(CardRead::Kind::Chip), {});
    row("EV1", Kind::Ev1, int(CardRead::Kind::Chip), {});
    row("no application", Kind::NoApplication, int(CardRead::Kind::Uid), {});
    row("another key", Kind::WrongKey, 0, {ErrorCode::CardNotGenuine});
    row("no key, claims success", Kind::Forged, 0, {ErrorCode::CardNotGenuine});
}

void TestCrtChip::chip_ofEachKind()
{
    QFETCH(Kind, kind);
    QFETCH(int, read);
    QFETCH(QList<ErrorCode>, errors);
    CrtDesk desk({}, scheme());
    desk.reader.insert(chip(kind));
    desk.run(5'000);
    QCOMPARE(desk.errors, errors);
    QCOMPARE(desk.presentedTimes(), read == 0 ? 0 : 1);
    if (read != 0) {
        QCOMPARE(int(desk.cards[0].kind), read);
        QCOMPARE(desk.cards[0].data, Uid);
    }
    desk.reader.remove();
    desk.run(1'000);
    QCOMPARE(desk.removed, 1);
    QCOMPARE(asked(desk, "90aa"), kind == Kind::Ev1 ? 1 : 0);
}

void TestCrtChip::withoutAKey_asBefore()
{
    CrtDesk desk;
    desk.reader.insert(chip(Kind::Forged));
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Uid);
    QCOMPARE(asked(desk, "90"), 0);
}

void TestCrtChip::stripeComesFirst_asBefore()
{
    CrtDesk desk({}, scheme());
    SimCrt::Card both = chip(Kind::Genuine);
    both.track2 = Track;
    desk.reader.insert(both);
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Track2);
    QCOMPARE(asked(desk, "90"), 0);
}

void TestCrtChip::otherUidsKey_isNotGenuine()
{
    // A whole card copied onto a chip with another number: what it holds is the key of the first number.
    SimCrt::Card copy = chip(Kind::Genuine, QByteArray::fromHex("04782e21801d81"));
    copy.uid = Uid;
    CrtDesk desk({}, scheme());
    desk.reader.insert(copy);
    desk.run(5'000);
    QCOMPARE(desk.errors, QList<ErrorCode>{ErrorCode::CardNotGenuine});
    QVERIFY(desk.cards.isEmpty());
}

void TestCrtChip::everyLengthOfNumber_provesItself_data()
{
    QTest::addColumn<QByteArray>("uid");
    for (const char *uid : {"08010203", "04782e21801d80", "04782e21801d80a1b2c3"})
        QTest::newRow(uid) << QByteArray::fromHex(uid);
}

void TestCrtChip::everyLengthOfNumber_provesItself()
{
    QFETCH(QByteArray, uid);
    CrtDesk desk({}, scheme());
    desk.reader.insert(chip(Kind::Genuine, uid));
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Chip);
    QCOMPARE(desk.cards[0].data, uid);
}

void TestCrtChip::torn_isRemovedWithoutAWord()
{
    CrtDesk desk({}, scheme());
    desk.reader.insert(chip(Kind::Torn));
    desk.run(5'000);
    QVERIFY(!desk.reader.hasCard());
    QVERIFY(desk.cards.isEmpty());
    QVERIFY(desk.errors.isEmpty());
    desk.reader.insert(chip(Kind::Genuine)); // and the next one is read as ever
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Chip);
}

void TestCrtChip::pulledOutAtEachStep_noErrorAndNoCard_data()
{
    QTest::addColumn<QByteArray>("before"); // the card is gone when this is asked
    QTest::newRow("select") << QByteArray::fromHex("905a");
    QTest::newRow("first") << QByteArray::fromHex("9071");
    QTest::newRow("second") << QByteArray::fromHex("90af");
}

void TestCrtChip::pulledOutAtEachStep_noErrorAndNoCard()
{
    QFETCH(QByteArray, before);
    CrtDesk desk({}, scheme());
    desk.onSend = [&](const QByteArray &frame) {
        if (frame.contains("CQ9" + before))
            desk.reader.remove();
    };
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(5'000);
    QVERIFY(!desk.reader.hasCard());
    QVERIFY(desk.cards.isEmpty());
    QVERIFY(desk.errors.isEmpty());
}

void TestCrtChip::chipThatTakesNoApdu_isKnownByItsNumber()
{
    CrtDesk desk({}, scheme());
    desk.replaceReply = [](const QByteArray &asked, const QByteArray &reply) {
        return asked.startsWith("CQ9\x90") ? QByteArray("NQ960") : reply;
    };
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(5'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Uid);
    QVERIFY(desk.errors.isEmpty());
}

void TestCrtChip::chipThatGoesSilent_isUnreadable()
{
    CrtDesk desk({}, scheme());
    const auto second = "CQ9" + QByteArray::fromHex("90af");
    desk.replaceReply = [&](const QByteArray &asked, const QByteArray &reply) {
        return asked.startsWith(second) ? QByteArray("PQ9200") : reply; // nothing from the card itself
    };
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(5'000);
    QVERIFY(desk.cards.isEmpty());
    QCOMPARE(desk.errors, QList<ErrorCode>{ErrorCode::CardReadFailed});
}

void TestCrtChip::chipThatMakesNoSense_isUnreadable()
{
    CrtDesk desk({}, scheme());
    const auto second = "CQ9" + QByteArray::fromHex("90af");
    desk.replaceReply = [&](const QByteArray &asked, const QByteArray &reply) {
        return asked.startsWith(second) ? "PQ9200" + QByteArray::fromHex("9100") : reply;
    };
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(10'000);
    QVERIFY(desk.cards.isEmpty());
    QCOMPARE(desk.errors, QList<ErrorCode>{ErrorCode::CardReadFailed});
}

void TestCrtChip::lostAnswer_beginsAgainWithAnotherChallenge()
{
    CrtDesk desk({}, scheme());
    const auto second = "CQ9" + QByteArray::fromHex("90af");
    QByteArrayList tokens;
    desk.replaceReply = [&](const QByteArray &asked, const QByteArray &reply) {
        if (!asked.startsWith(second))
            return reply;
        tokens.append(asked);
        return tokens.size() < 3 ? QByteArray() : reply; // two answers are lost on the wire
    };
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(10'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Chip);
    QVERIFY(desk.errors.isEmpty());
    QCOMPARE(asked(desk, "905a"), 3);
    QCOMPARE(tokens.size(), 3);
    QVERIFY(tokens[0] != tokens[1] && tokens[1] != tokens[2]);
}

void TestCrtChip::deafLine_isLostInTheEnd()
{
    CrtDesk desk({}, scheme());
    const auto second = "CQ9" + QByteArray::fromHex("90af");
    desk.replaceReply = [&](const QByteArray &asked, const QByteArray &reply) {
        return asked.startsWith(second) ? QByteArray() : reply;
    };
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(6'000);
    QCOMPARE(desk.errors, QList<ErrorCode>{ErrorCode::LinkLost});
    QVERIFY(desk.cards.isEmpty());
    desk.replaceReply = {};
    desk.run(5'000);
    QCOMPARE(desk.presentedTimes(), 1);
}

void TestCrtChip::notGenuine_isToldOncePerCard()
{
    CrtDesk desk({}, scheme());
    desk.reader.insert(chip(Kind::WrongKey));
    desk.run(20'000);
    QCOMPARE(desk.errors.size(), 1);
    desk.reader.remove();
    desk.run(1'000);
    desk.reader.insert(chip(Kind::WrongKey));
    desk.run(5'000);
    QCOMPARE(desk.errors.size(), 2);
    desk.reader.remove();
    desk.run(1'000);
    desk.reader.insert(chip(Kind::Genuine));
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
}

void TestCrtChip::everyFault_presentsEachChipOnce_data()
{
    QTest::addColumn<int>("fault");
    for (int i = 0; i < FaultCount - 1; ++i)
        QTest::newRow(faultName(Fault(i)).data()) << i;
}

void TestCrtChip::everyFault_presentsEachChipOnce()
{
    QFETCH(int, fault);
    CrtDesk desk({}, scheme());
    desk.toReader.setRate(Fault(fault), 50);
    desk.fromReader.setRate(Fault(fault), 50);
    for (int round = 1; round <= 50; ++round) {
        QVERIFY(desk.reader.insert(chip(round % 2 ? Kind::Genuine : Kind::Ev1, Uid, quint32(round))));
        for (int i = 0; i < 1'200 && desk.presentedTimes() < round; ++i)
            desk.run(50);
        QCOMPARE(desk.presentedTimes(), round);
        QVERIFY(desk.cards.last().kind == CardRead::Kind::Chip); // never less, whatever the wire did
        desk.reader.remove();
        const int gone = desk.removed;
        for (int i = 0; i < 1'200 && desk.removed == gone; ++i)
            desk.run(50);
        QCOMPARE(desk.removed, gone + 1);
    }
    QVERIFY(!desk.errors.contains(ErrorCode::CardNotGenuine)); // a wire makes no card false
}

void TestCrtChip::source_chip_proofAndToken()
{
    const SystemClock clock;
    const CardTokeniser tokeniser("a key of a test");
    ReaderCardSource source(
        std::make_unique<CrtReader>(std::make_unique<LoopLink>(chip(Kind::Genuine)), clock, scheme()),
        tokeniser);
    QSignalSpy presented(&source, &CardSource::cardPresented);
    QTRY_COMPARE(presented.size(), 1);
    const auto card = presented[0][0].value<CardIdentity>();
    QVERIFY(card.proof == CardProof::Chip);
    QCOMPARE(card.token, tokeniser.forUid(Uid)); // the same medium, better proven
    QCOMPARE(card.masked, QStringLiteral("UID ****1D80"));
}

void TestCrtChip::source_falseChip_isCountedInTheLog()
{
    const SystemClock clock;
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("not genuine was refused; 1 since")));
    ReaderCardSource source(
        std::make_unique<CrtReader>(std::make_unique<LoopLink>(chip(Kind::Forged)), clock, scheme()),
        CardTokeniser("a key of a test"));
    QSignalSpy failed(&source, &CardSource::readFailed);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<ErrorCode>(), ErrorCode::CardNotGenuine);
}

QTEST_GUILESS_MAIN(TestCrtChip)
#include "tst_crt_chip.moc"

#include "core/station/devices/readers/reader_card_source.h"
#include "tests/unit/devices/crt_desk.h"

#include <QSignalSpy>
#include <QTest>

using namespace youka;
using youka::test::LoopLink;
using Desk = youka::test::CrtDesk;

namespace {

const QByteArray SheetTrack(";9000000012345670=29125010000?<");
const QByteArray SheetUid = QByteArray::fromHex("04782e21801d80");
const QByteArray Initialise = QByteArray::fromHex("f2000003433033"
                                                  "03b2");
const QByteArray Status = QByteArray::fromHex("f2000003433130"
                                              "03b0");

QList<crt::Frame> framesIn(const std::vector<crt::Event> &events)
{
    QList<crt::Frame> frames;
    for (const crt::Event &event : events)
        if (const auto *frame = std::get_if<crt::Frame>(&event))
            frames.append(*frame);
    return frames;
}

QByteArrayList *logged = nullptr;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &text)
{
    if (logged)
        logged->append(text.toUtf8());
}

}

class TestCrtReader : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void encode_sheetVectors();
    void decode_anySplit();
    void decode_everyFlippedBit_isNoFrame();
    void decode_rubbish_resynchronises();
    void decode_wrongLength_givesUpToTheNextFrame();
    void decode_seededNoise_neverFails();
    void reply_parts();
    void track2_withAndWithoutSentinels();
    void session_firstCommands_areTheSheets();
    void session_track_isPresentedOnce_andRemoved();
    void session_stripeHeadN_isStillRead();
    void session_uid_whenThereIsNoStripe();
    void session_unreadable_isToldOncePerCard();
    void session_nak_isRepeatedThreeTimes();
    void session_silent_isLostOncePerOutage();
    void session_restart_initialisesAgain();
    void session_enquiry_asksWith05();
    void session_answerOfAnotherCommand_isNotTaken();
    void session_everyFault_presentsEachCardOnce_data();
    void session_everyFault_presentsEachCardOnce();
    void source_tokenAndMask_noTrackInTheLog();
    void source_uid();
};

void TestCrtReader::encode_sheetVectors()
{
    QCOMPARE(crt::encode({0, crt::commandOf(crt::Step::Initialise)}), Initialise);
    QCOMPARE(crt::encode({0, crt::commandOf(crt::Step::Status)}), Status);
    QCOMPARE(crt::commandOf(crt::Step::ReadTrack), QByteArray::fromHex("433637"));
    QCOMPARE(crt::commandOf(crt::Step::ReadUid), QByteArray::fromHex("435139ffca000000"));
    crt::Decoder decoder;
    const auto frames = framesIn(decoder.feed(Initialise + Status));
    QCOMPARE(frames.size(), 2);
    QCOMPARE(frames[0].text, QByteArray("C03"));
    QCOMPARE(frames[1].text, QByteArray("C10"));
}

void TestCrtReader::decode_anySplit()
{
    const QByteArray wire = "\x06" + crt::encode({0, "P10200"}) + "\x15\x05";
    for (qsizetype cut = 0; cut <= wire.size(); ++cut) {
        crt::Decoder decoder;
        auto events = decoder.feed(wire.first(cut));
        for (auto &event : decoder.feed(wire.sliced(cut)))
            events.push_back(std::move(event));
        QCOMPARE(events.size(), size_t(4));
        QVERIFY(std::holds_alternative<crt::Ack>(events[0]));
        QCOMPARE(std::get<crt::Frame>(events[1]).text, QByteArray("P10200"));
        QVERIFY(std::holds_alternative<crt::Nak>(events[2]));
        QVERIFY(std::holds_alternative<crt::Enquiry>(events[3]));
        QVERIFY(!decoder.hasPartial());
    }
}

void TestCrtReader::decode_everyFlippedBit_isNoFrame()
{
    const QByteArray good = crt::encode({0, "P10200"});
    for (qsizetype i = 0; i < good.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = good;
            bad[i] = char(bad[i] ^ (1 << bit));
            crt::Decoder decoder;
            auto events = decoder.feed(bad);
            for (auto &event : decoder.giveUp())
                events.push_back(std::move(event));
            QVERIFY2(framesIn(events).isEmpty(), bad.toHex());
        }
}

void TestCrtReader::decode_rubbish_resynchronises()
{
    crt::Decoder decoder;
    const QByteArray frame = crt::encode({0, "P03000"});
    QCOMPARE(framesIn(decoder.feed(QByteArray::fromHex("00ff32f2ffff") + frame)).size(), 1);
    QByteArray broken = frame;
    broken[5] = 'x';
    const auto events = decoder.feed(broken + frame);
    QVERIFY(std::holds_alternative<crt::Corrupt>(events.front()));
    QCOMPARE(framesIn(events).size(), 1);
}

void TestCrtReader::decode_wrongLength_givesUpToTheNextFrame()
{
    crt::Decoder decoder;
    const QByteArray frame = crt::encode({0, "P03000"});
    QByteArray longer = frame;
    longer[3] = 60; // says more than comes
    QVERIFY(decoder.feed(longer + frame).empty());
    QCOMPARE(framesIn(decoder.giveUp()).size(), 1);
    QVERIFY(!decoder.hasPartial());
}

void TestCrtReader::decode_seededNoise_neverFails()
{
    QRandomGenerator random(5);
    crt::Decoder decoder;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray noise;
        for (int n = random.bounded(1, 20); n > 0; --n)
            noise.append(char(random.bounded(4) == 0 ? 0xF2 : random.bounded(256)));
        decoder.feed(noise);
        if (random.bounded(10) == 0)
            decoder.giveUp();
    }
    decoder.reset();
    QCOMPARE(framesIn(decoder.feed(Initialise)).size(), 1);
}

void TestCrtReader::reply_parts()
{
    const auto good = crt::parseReply("P10200");
    QVERIFY(good && good->ok && good->cm == '1' && good->pm == '0' && good->rest == "200");
    const auto bad = crt::parseReply("N6702");
    QVERIFY(bad && !bad->ok && bad->rest == "02");
    QVERIFY(!crt::parseReply("P1"));
    QVERIFY(!crt::parseReply("X10200"));
}

void TestCrtReader::track2_withAndWithoutSentinels()
{
    QCOMPARE(crt::track2In("200\x1fP" + SheetTrack + "\x1fN"), SheetTrack);
    QCOMPARE(crt::track2In("200" + SheetTrack.chopped(1)), SheetTrack); // the check character is made again
    QCOMPARE(crt::track2In("200\x1fN\x1fP" + SheetTrack.sliced(1, SheetTrack.size() - 3) + "\x1fN"),
             SheetTrack);
    QVERIFY(!crt::track2In("200\x1fN\x1fN"));
    QCOMPARE(sim::track2Of("9000000012345670"), SheetTrack);
}

void TestCrtReader::session_firstCommands_areTheSheets()
{
    Desk desk;
    desk.run(100);
    QCOMPARE(desk.sent, (QByteArrayList{Initialise, Status}));
    QVERIFY(desk.errors.isEmpty());
}

void TestCrtReader::session_track_isPresentedOnce_andRemoved()
{
    Desk desk;
    desk.run(1'000);
    QVERIFY(desk.reader.insert({SheetTrack, {}}));
    QVERIFY(!desk.reader.insert({SheetTrack, {}}));
    desk.run(5'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Track2);
    QCOMPARE(desk.cards[0].data, SheetTrack);
    QCOMPARE(desk.removed, 0);
    desk.reader.remove();
    desk.run(1'000);
    QCOMPARE(desk.removed, 1);
    desk.reader.insert({SheetTrack, {}});
    desk.run(1'000);
    QCOMPARE(desk.presentedTimes(), 2);
    QVERIFY(desk.errors.isEmpty());
}

void TestCrtReader::session_stripeHeadN_isStillRead()
{
    Desk desk;
    desk.reader.setStripeHeadIsN(true);
    desk.reader.insert({SheetTrack, {}});
    desk.run(1'000);
    QCOMPARE(desk.presentedTimes(), 1);
}

void TestCrtReader::session_uid_whenThereIsNoStripe()
{
    Desk desk;
    desk.reader.insert({{}, SheetUid});
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.cards[0].kind == CardRead::Kind::Uid);
    QCOMPARE(desk.cards[0].data, SheetUid);
}

void TestCrtReader::session_unreadable_isToldOncePerCard()
{
    Desk desk;
    desk.reader.insert({});
    desk.run(5'000);
    QCOMPARE(desk.errors, QList<ErrorCode>{ErrorCode::CardReadFailed});
    desk.reader.remove();
    desk.run(1'000);
    QCOMPARE(desk.removed, 1);
    desk.reader.insert({SheetTrack.chopped(4) + "99?0", {}}); // a check character that is wrong
    desk.run(5'000);
    QCOMPARE(desk.errors.size(), 2);
    QVERIFY(desk.cards.isEmpty());
}

void TestCrtReader::session_nak_isRepeatedThreeTimes()
{
    crt::Session session({});
    QCOMPARE(session.onOpened(0).send, Initialise);
    for (int i = 0; i < 3; ++i)
        QCOMPARE(session.onEvent(crt::Nak{}, 10).send, Initialise);
    const auto last = session.onEvent(crt::Nak{}, 10);
    QVERIFY(last.send.isEmpty());
    QCOMPARE(last.notices.size(), 1);
    QCOMPARE(std::get<ErrorCode>(last.notices[0]), ErrorCode::LinkLost);
}

void TestCrtReader::session_silent_isLostOncePerOutage()
{
    Desk desk;
    desk.reader.insert({SheetTrack, {}});
    desk.run(2'000);
    QCOMPARE(desk.presentedTimes(), 1);
    desk.dead = true;
    desk.run(60'000);
    QCOMPARE(desk.errors, QList<ErrorCode>{ErrorCode::LinkLost});
    QCOMPARE(desk.removed, 1);
    desk.dead = false;
    desk.run(10'000);
    QCOMPARE(desk.presentedTimes(), 2); // told anew after the outage
    desk.dead = true;
    desk.run(60'000);
    QCOMPARE(desk.errors.size(), 2);
}

void TestCrtReader::session_restart_initialisesAgain()
{
    Desk desk;
    desk.run(1'000);
    desk.reader.restart();
    desk.reader.insert({SheetTrack, {}});
    desk.run(2'000);
    QCOMPARE(desk.sent.count(Initialise), 2);
    QCOMPARE(desk.presentedTimes(), 1);
    QVERIFY(desk.errors.isEmpty());
}

void TestCrtReader::session_enquiry_asksWith05()
{
    crt::Config config;
    config.enquiry = true;
    crt::Session session(config);
    Q_UNUSED(session.onOpened(0));
    QCOMPARE(session.onEvent(crt::Ack{}, 5).send, QByteArray(1, crt::EnquiryByte));
    QVERIFY(session.onEvent(crt::Ack{}, 6).send.isEmpty());
}

void TestCrtReader::session_answerOfAnotherCommand_isNotTaken()
{
    crt::Session session({});
    Q_UNUSED(session.onOpened(0));
    // Before the 06 even the right answer is an earlier one.
    QVERIFY(session.onEvent(crt::Frame{0, "P03000"}, 1).send.isEmpty());
    Q_UNUSED(session.onEvent(crt::Ack{}, 2));
    QCOMPARE(session.onEvent(crt::Frame{0, "P10200"}, 3).send, Initialise); // asked again
    Q_UNUSED(session.onEvent(crt::Ack{}, 4));
    QVERIFY(session.onEvent(crt::Frame{7, "P03000"}, 5).send.isEmpty()); // another address
    QCOMPARE(session.onEvent(crt::Frame{0, "P03000"}, 6).send, Status);
}

void TestCrtReader::session_everyFault_presentsEachCardOnce_data()
{
    QTest::addColumn<int>("fault");
    for (int i = 0; i < FaultCount - 1; ++i)
        QTest::newRow(faultName(Fault(i)).data()) << i;
}

void TestCrtReader::session_everyFault_presentsEachCardOnce()
{
    QFETCH(int, fault);
    Desk desk;
    desk.toReader.setRate(Fault(fault), 100);
    desk.fromReader.setRate(Fault(fault), 100);
    for (int round = 1; round <= 50; ++round) {
        QVERIFY(desk.reader.insert(round % 2 ? sim::SimCrt::Card{SheetTrack, {}}
                                             : sim::SimCrt::Card{{}, SheetUid}));
        const auto before = desk.presentedTimes();
        for (int i = 0; i < 600 && desk.presentedTimes() == before; ++i)
            desk.run(50);
        QCOMPARE(desk.presentedTimes(), before + 1);
        QCOMPARE(desk.cards.last().data, round % 2 ? SheetTrack : SheetUid);
        desk.reader.remove();
        const int gone = desk.removed;
        for (int i = 0; i < 600 && desk.removed == gone; ++i)
            desk.run(50);
        QCOMPARE(desk.removed, gone + 1);
    }
    QVERIFY(!desk.errors.contains(ErrorCode::CardReadFailed));
}

void TestCrtReader::source_tokenAndMask_noTrackInTheLog()
{
    QByteArrayList lines;
    logged = &lines;
    const auto before = qInstallMessageHandler(keepLog);
    const SystemClock clock;
    const CardTokeniser tokeniser("a key of a test");
    const QByteArray track = sim::track2Of("9000000012345675");
    {
        ReaderCardSource source(
            std::make_unique<CrtReader>(std::make_unique<LoopLink>(sim::SimCrt::Card{track, {}}), clock),
            tokeniser);
        QList<CardIdentity> seen;
        connect(&source, &CardSource::cardPresented, this, [&](const CardIdentity &card) {
            QCOMPARE(QThread::currentThread(), thread());
            seen.append(card);
        });
        QTRY_COMPARE(seen.size(), 1);
        QCOMPARE(seen[0].token, tokeniser.forNumber(u"9000000012345675"));
        QCOMPARE(seen[0].masked, QStringLiteral("9000 **** **** 5675"));
        QVERIFY(seen[0].proof == CardProof::Track);
    }
    qInstallMessageHandler(before);
    logged = nullptr;
    for (const QByteArray &line : std::as_const(lines))
        QVERIFY2(!line.contains("900000001234"), line.constData());
}

void TestCrtReader::source_uid()
{
    const SystemClock clock;
    const CardTokeniser tokeniser("a key of a test");
    ReaderCardSource source(
        std::make_unique<CrtReader>(std::make_unique<LoopLink>(sim::SimCrt::Card{{}, SheetUid}), clock),
        tokeniser);
    QSignalSpy presented(&source, &CardSource::cardPresented);
    QTRY_COMPARE(presented.size(), 1);
    const auto card = presented[0][0].value<CardIdentity>();
    QCOMPARE(card.token, tokeniser.forUid(SheetUid));
    QCOMPARE(card.masked, QStringLiteral("UID ****1D80"));
}

QTEST_GUILESS_MAIN(TestCrtReader)
#include "tst_crt_reader.moc"

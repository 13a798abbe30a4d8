#include "core/station/devices/pumps/dart/dart_transactions.h"
#include "dart_vectors.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::dart;

Q_DECLARE_METATYPE(DartVector)

class TestDartCodec : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void crc_knownValue();
    void vectors_data();
    void vectors();
    void vectors_anySplit_data() { vectors_data(); }
    void vectors_anySplit();
    void vectors_anyFlippedBit_givesNoFrame_data() { vectors_data(); }
    void vectors_anyFlippedBit_givesNoFrame();
    void vectors_afterRubbish_areFound_data() { vectors_data(); }
    void vectors_afterRubbish_areFound();
    void control_bothDirections();
    void address_bit7_isMasked();
    void escape_everywhere_roundTrip();
    void corrupt_namesTheBlock();
    void blocks_fIsFollowedByOne();
    void transactions_typed();
    void transactions_unknown_areSkipped();
    void transactions_badDigits_areLeftOut();
    void totals_bothLayouts();
    void reports_roundTrip();
    void rubbish_seeded_neverGivesData();
};

namespace {
QList<Frame> framesIn(const std::vector<Event> &events)
{
    QList<Frame> frames;
    for (const Event &event : events)
        if (const auto *frame = std::get_if<Frame>(&event))
            frames.append(*frame);
    return frames;
}
}

void TestDartCodec::crc_knownValue() { QCOMPARE(crc16("123456789"), quint16(0xBB3D)); }

void TestDartCodec::vectors_data()
{
    QTest::addColumn<DartVector>("vector");
    for (const DartVector &vector : dartVectors())
        QTest::newRow(vector.name) << vector;
}

void TestDartCodec::vectors()
{
    QFETCH(DartVector, vector);
    const Frame frame{vector.address, Control::Data, vector.block, hexBytes(vector.dataHex)};
    QCOMPARE(encode(frame).toHex(' '), hexBytes(vector.hex).toHex(' '));
    Decoder decoder;
    const auto frames = framesIn(decoder.feed(hexBytes(vector.hex)));
    QCOMPARE(frames.size(), 1);
    QVERIFY(frames.first() == frame);
    QVERIFY(!decoder.hasPartial());
}

void TestDartCodec::vectors_anySplit()
{
    QFETCH(DartVector, vector);
    const QByteArray wire = hexBytes(vector.hex);
    for (qsizetype cut = 0; cut <= wire.size(); ++cut) {
        Decoder decoder;
        auto frames = framesIn(decoder.feed(QByteArrayView(wire).first(cut)));
        frames += framesIn(decoder.feed(QByteArrayView(wire).sliced(cut)));
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames.first().data, hexBytes(vector.dataHex));
    }
}

void TestDartCodec::vectors_anyFlippedBit_givesNoFrame()
{
    QFETCH(DartVector, vector);
    const QByteArray wire = hexBytes(vector.hex);
    const QByteArray after = encode({0x51, Control::Data, 7, hexBytes("01 01 00")});
    for (qsizetype bit = 0; bit < wire.size() * 8; ++bit) {
        QByteArray flipped = wire;
        flipped[bit / 8] = char(flipped[bit / 8] ^ (1 << (bit % 8)));
        if ((flipped[0] ^ wire[0]) == char(0x80))
            continue; // bit 7 of the address is not part of it for us, but of the check, see below
        Decoder decoder;
        QVERIFY2(framesIn(decoder.feed(flipped)).isEmpty(), qPrintable(QString::number(bit)));
        // And the line is found again at once, or after the frame that a lost end swallowed.
        auto next = framesIn(decoder.feed(after));
        QVERIFY2(next.size() == 1 && next.first().data == hexBytes("01 01 00"),
                 qPrintable(QString::number(bit)));
    }
    Decoder decoder;
    QByteArray bit7 = wire;
    bit7[0] = char(bit7[0] ^ 0x80);
    QVERIFY(framesIn(decoder.feed(bit7)).isEmpty());
}

void TestDartCodec::vectors_afterRubbish_areFound()
{
    QFETCH(DartVector, vector);
    QRandomGenerator random(7);
    for (int round = 0; round < 200; ++round) {
        QByteArray rubbish;
        for (quint32 n = random.bounded(20u); n > 0; --n)
            rubbish.append(char(random.bounded(256u)));
        Decoder decoder;
        const auto frames = framesIn(decoder.feed(rubbish + hexBytes(vector.hex)));
        QVERIFY(!frames.isEmpty());
        QCOMPARE(frames.last().data, hexBytes(vector.dataHex));
    }
}

void TestDartCodec::control_bothDirections()
{
    const struct
    {
        Control control;
        quint8 block;
        const char *hex;
    } rows[] = {{Control::Poll, 0, "50 20 fa"}, {Control::Eot, 0, "50 70 fa"},
                {Control::Ack, 1, "50 c1 fa"},  {Control::Nak, 2, "50 52 fa"},
                {Control::Iap, 0, "50 40 fa"},  {Control::AckPoll, 1, "50 e1 fa"}};
    for (const auto &row : rows) {
        const Frame frame{0x50, row.control, row.block, {}};
        QCOMPARE(encode(frame).toHex(' '), QByteArray(row.hex));
        Decoder decoder;
        const auto frames = framesIn(decoder.feed(hexBytes(row.hex)));
        QCOMPARE(frames.size(), 1);
        QVERIFY(frames.first() == frame);
    }
    Decoder decoder;
    QVERIFY(decoder.feed(hexBytes("50 31 fa 50 23 fa 4f 20 fa 70 20 fa fa fa")).empty());
}

void TestDartCodec::address_bit7_isMasked()
{
    QByteArray plain = hexBytes("d1 31 01 01 01");
    const quint16 crc = crc16(plain);
    plain.append(char(crc & 0xFF)).append(char(crc >> 8)).append(hexBytes("03 fa"));
    Decoder decoder;
    auto frames = framesIn(decoder.feed(plain));
    QCOMPARE(frames.size(), 1);
    QCOMPARE(frames.first().address, quint8(0x51));
    frames = framesIn(decoder.feed(hexBytes("ef 70 fa")));
    QCOMPARE(frames.first().address, quint8(0x6F));
}

void TestDartCodec::escape_everywhere_roundTrip()
{
    const QByteArrayList payloads{hexBytes("02 01 fa"), hexBytes("02 02 10 fa"), hexBytes("02 03 fa fa 10"),
                                  hexBytes("02 04 10 10 fa 10")};
    for (const QByteArray &data : payloads) {
        const Frame frame{0x50, Control::Data, 1, data};
        Decoder decoder;
        const auto frames = framesIn(decoder.feed(encode(frame)));
        QCOMPARE(frames.size(), 1);
        QCOMPARE(frames.first().data, data);
    }
    // Every payload of two bytes, so that each byte of the check is FA and 10 at some time.
    for (int value = 0; value < 65536; ++value) {
        const QByteArray data = hexBytes("02 02") + char(value >> 8) + char(value & 0xFF);
        Decoder decoder;
        const auto frames = framesIn(decoder.feed(encode({0x50, Control::Data, 1, data})));
        QVERIFY(frames.size() == 1 && frames.first().data == data);
    }
}

void TestDartCodec::corrupt_namesTheBlock()
{
    Decoder decoder;
    const auto events = decoder.feed(hexBytes("51 3A 03 04 00 81 24 11 26 14 03 FA"));
    QCOMPARE(events.size(), size_t(1));
    QVERIFY((std::get<Corrupt>(events.front()) == Corrupt{0x51, 10}));
}

void TestDartCodec::blocks_fIsFollowedByOne()
{
    QCOMPARE(nextBlock(0), quint8(1));
    QCOMPARE(nextBlock(14), quint8(15));
    QCOMPARE(nextBlock(15), quint8(1));
}

void TestDartCodec::transactions_typed()
{
    QCOMPARE(joinTransactions({cd2({1}), cd1(Command::Reset)}).toHex(), QByteArray("020101010105"));
    QCOMPARE(joinTransactions({cd3(3'000)}).toHex(), QByteArray("030400003000"));
    QCOMPARE(joinTransactions({cd4(20'000)}).toHex(), QByteArray("040400020000"));
    QCOMPARE(joinTransactions({cd5({1'234, 5'678, 2'653})}).toHex(), QByteArray("0509001234005678002653"));
    QCOMPARE(joinTransactions({cd101(0x11)}).toHex(), QByteArray("650111"));
    const auto reports = parseReports(hexBytes(dartVectors()[11].dataHex));
    const NozzleReport nozzle{8'123, 1, true};
    QVERIFY((reports == QList<Report>{StatusReport{Status::Filling}, nozzle, Filling{428, 3'477}, nozzle}));
}

void TestDartCodec::transactions_unknown_areSkipped()
{
    const auto reports = parseReports(hexBytes("42 03 01 02 03 01 01 05 66 00"));
    QVERIFY((reports == QList<Report>{StatusReport{Status::Completed}}));
    QVERIFY(parseReports(hexBytes("01 02 05")).isEmpty());
    QVERIFY(!splitTransactions(hexBytes("01 02 05")));
    QVERIFY(!splitTransactions(hexBytes("01")));
}

void TestDartCodec::transactions_badDigits_areLeftOut()
{
    QVERIFY(parseReports(hexBytes("02 08 00 00 00 0A 00 00 00 00")).isEmpty());
    QVERIFY(parseReports(hexBytes("01 01 03")).isEmpty());
    QVERIFY(parseReports(hexBytes("01 01 09")).isEmpty());
    QVERIFY(parseReports(hexBytes("02 04 00 00 00 01")).isEmpty());
    QCOMPARE(*fromBcd(toBcd(99'999'999, 4)), 99'999'999);
}

void TestDartCodec::totals_bothLayouts()
{
    const auto standard = parseReports(hexBytes(dartVectors()[12].dataHex));
    QVERIFY((standard == QList<Report>{Totals{1, 426'633, std::nullopt}}));
    const auto amount = parseReports(hexBytes("65 10 12 00 00 00 12 34 00 00 00 00 00 00 00 00 00 00"));
    QVERIFY((amount == QList<Report>{Totals{2, std::nullopt, 1'234}}));
    const auto paired = parseReports(hexBytes("65 0D 01 00 00 00 42 66 33 00 00 03 34 90 69"));
    QVERIFY((paired == QList<Report>{Totals{1, 426'633, 3'349'069}}));
}

void TestDartCodec::reports_roundTrip()
{
    const QList<Report> reports{StatusReport{Status::Suspended}, Filling{1'234, 9'687},
                                NozzleReport{785, 2, true},      Alarm{0x09},
                                Identity{"0123456789"},          Totals{3, 77, std::nullopt},
                                Totals{3, std::nullopt, 78},     Totals{4, 79, 80}};
    for (const Report &report : reports)
        QVERIFY(parseReports(joinTransactions({toTransaction(report)})) == QList<Report>{report});
}

void TestDartCodec::rubbish_seeded_neverGivesData()
{
    QRandomGenerator random(20'260'101);
    Decoder decoder;
    for (int i = 0; i < 20'000; ++i) {
        QByteArray rubbish;
        for (int n = 0; n < 32; ++n)
            rubbish.append(random.bounded(8u) == 0 ? char(0xFA) : char(random.bounded(256u)));
        for (const Frame &frame : framesIn(decoder.feed(rubbish)))
            QVERIFY(frame.control != Control::Data);
    }
}

QTEST_GUILESS_MAIN(TestDartCodec)
#include "tst_dart_codec.moc"

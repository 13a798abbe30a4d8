#include "core/foundation/base/compress.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;

namespace {

QByteArray noise(qsizetype size)
{
    QRandomGenerator random(5);
    QByteArray bytes(size, '\0');
    for (char &byte : bytes)
        byte = char(random.bounded(256));
    return bytes;
}

}

/// What comes from outside is unpacked to the byte or refused, and never costs more memory than was allowed.
class TestCompress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void roundTrip_data();
    void roundTrip();
    void tooMuch_isRefusedAsThat_data();
    void tooMuch_isRefusedAsThat();
    void damaged_isRefused();
};

void TestCompress::roundTrip_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("one") << QByteArray("x");
    QTest::newRow("text") << QByteArray("{\"first\":\"1\"}").repeated(5'000);
    QTest::newRow("noise") << noise(200'000);
    QTest::newRow("zeros") << QByteArray(1'000'000, '\0');
}

void TestCompress::roundTrip()
{
    QFETCH(QByteArray, bytes);
    for (const int level : {1, 6, 9}) {
        const auto back = inflated(deflated(bytes, level), std::max<qsizetype>(bytes.size(), 1));
        QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
        QVERIFY(*back == bytes);
    }
}

void TestCompress::tooMuch_isRefusedAsThat_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<qsizetype>("most");
    QTest::newRow("one more than allowed") << QByteArray(1'001, 'a') << qsizetype(1'000);
    QTest::newRow("a thousand times") << QByteArray(50'000'000, '\0') << qsizetype(50'000);
    QTest::newRow("noise") << noise(300'000) << qsizetype(65'536);
}

void TestCompress::tooMuch_isRefusedAsThat()
{
    QFETCH(QByteArray, bytes);
    QFETCH(qsizetype, most);
    const auto refused = inflated(deflated(bytes), most);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InputTooLarge);
}

void TestCompress::damaged_isRefused()
{
    const QByteArray right = deflated(noise(3'000));
    const auto isRefused = [](const QByteArray &bytes) {
        const auto result = inflated(bytes, 100'000);
        return !result && result.error().code == ErrorCode::InvalidInput;
    };
    for (qsizetype cut = 0; cut < right.size(); ++cut)
        QVERIFY2(isRefused(right.first(cut)), qPrintable(QString::number(cut)));
    QVERIFY(isRefused(right + 'x'));
    QVERIFY(isRefused(right + right));
    for (qsizetype at = 0; at < right.size(); at += 7) {
        QByteArray wrong = right;
        wrong[at] = char(wrong[at] ^ 0x10);
        QVERIFY2(!inflated(wrong, 100'000), qPrintable(QString::number(at)));
    }
    QVERIFY(isRefused("no zlib at all"));
}

QTEST_APPLESS_MAIN(TestCompress)
#include "tst_compress.moc"

#include "core/domain/coupons/coupon_code.h"
#include "core/domain/coupons/coupon_qr.h"
#include "core/foundation/base/base32.h"

#include <QTest>

using namespace youka;

namespace {

const QByteArray Key("coupon-test-key-0001");
const QString Code = QStringLiteral("00N0-3RJ0-QNHG-K3YQ-B");

/// RFC 8032, test 1.
SigningKey signer()
{
    return *SigningKey::fromSeed(
        QByteArray::fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
}

QMap<quint8, VerifyingKey> keys() { return {{0, *VerifyingKey::fromBytes(signer().publicKey())}}; }

SignedCoupon fifty()
{
    SignedCoupon coupon;
    coupon.coupon = {42, 123'456};
    coupon.from = {0x65A40500LL * 1000};
    coupon.until = {0x65CB9200LL * 1000};
    coupon.value = 5'000;
    coupon.products = 1;
    return coupon;
}

}

class TestCouponCode : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void vectors_data();
    void vectors();
    void typed_data();
    void typed();
    void everyWrongCharacterIsSeen();
    void onlyItsKeyMakesIt();
    void qrVector();
    void qrIsRefused_data();
    void qrIsRefused();
    void qrEveryBitCounts();
};

/// Coupon sheet, section 2.2.
void TestCouponCode::vectors_data()
{
    QTest::addColumn<quint32>("serial");
    QTest::addColumn<QString>("code");
    QTest::newRow("123456") << 123'456u << Code;
    QTest::newRow("123457") << 123'457u << QStringLiteral("00N0-3RJ1-ZMS3-AEHJ-0");
}

void TestCouponCode::vectors()
{
    QFETCH(quint32, serial);
    QFETCH(QString, code);
    QCOMPARE(couponCode({42, serial}, Key), code);
    const auto read = readCouponCode(code);
    QVERIFY(read.has_value());
    QCOMPARE(read->coupon, (CouponId{42, serial}));
    QVERIFY(isGenuine(*read, Key));
}

void TestCouponCode::typed_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("reads");
    QTest::newRow("as printed") << Code << true;
    QTest::newRow("no hyphens, small") << QStringLiteral("00n03rj0qnhgk3yqb") << true;
    QTest::newRow("O for 0") << QStringLiteral("OON0 3RJO QNHG K3YQ B") << true;
    QTest::newRow("spaces") << QStringLiteral("  00N0 - 3RJ0 QNHG K3YQ B ") << true;
    QTest::newRow("U is no character") << QStringLiteral("U0N0-3RJ0-QNHG-K3YQ-B") << false;
    QTest::newRow("too short") << QStringLiteral("00N0-3RJ0-QNHG-K3YQ") << false;
    QTest::newRow("too long") << QStringLiteral("00N0-3RJ0-QNHG-K3YQ-BB") << false;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("another script") << QStringLiteral("００N0-3RJ0-QNHG-K3YQ-B") << false;
    QTest::newRow("a million characters") << QString(1'000'000, u'0') << false;
}

void TestCouponCode::typed()
{
    QFETCH(QString, text);
    QFETCH(bool, reads);
    const auto read = readCouponCode(text);
    QCOMPARE(read.has_value(), reads);
    if (reads)
        QVERIFY(isGenuine(*read, Key));
    else
        QCOMPARE(read.error().code, ErrorCode::CouponCodeInvalid);
}

void TestCouponCode::everyWrongCharacterIsSeen()
{
    QString plain = Code;
    plain.remove(u'-');
    const QLatin1String alphabet = base32Alphabet(Base32::Crockford);
    for (qsizetype i = 0; i < plain.size(); ++i) {
        for (const char c : alphabet) {
            QString wrong = plain;
            wrong[i] = QLatin1Char(c);
            QCOMPARE(readCouponCode(wrong).has_value(), wrong == plain);
        }
        if (i + 1 == plain.size() || plain[i] == plain[i + 1])
            continue;
        QString swapped = plain;
        swapped[i] = plain[i + 1];
        swapped[i + 1] = plain[i];
        const bool zeroAndZ =
            (plain[i] == u'0' && plain[i + 1] == u'Z') || (plain[i] == u'Z' && plain[i + 1] == u'0');
        QCOMPARE(readCouponCode(swapped).has_value(), zeroAndZ);
    }
}

void TestCouponCode::onlyItsKeyMakesIt()
{
    const QByteArray master(32, 'm');
    QVERIFY(couponBatchKey(master, 1) != couponBatchKey(master, 2));
    const auto read = readCouponCode(couponCode({1, 7}, couponBatchKey(master, 1)));
    QVERIFY(read.has_value());
    QVERIFY(isGenuine(*read, couponBatchKey(master, 1)));
    QVERIFY(!isGenuine(*read, couponBatchKey(master, 2)));
    QCOMPARE(CouponId::fromValue(CouponId{65'535, CouponId::SerialEnd - 1}.value()),
             (CouponId{65'535, CouponId::SerialEnd - 1}));
}

/// Coupon sheet, section 3. The sheet's signature is over the bare payload; ours over a domain as well.
void TestCouponCode::qrVector()
{
    const QByteArray payload = packCoupon(fifty());
    QCOMPARE(payload.toHex().toUpper(), QByteArray("01010001E240002A65A4050065CB9200000013880100"));
    QCOMPARE(couponQrText(payload, signer().sign(payload)),
             QStringLiteral("FSQ1:AEAQAAPCIAACUZNEAUAGLS4SAAAAAE4IAEALLWSPZ3IIVUSMYLDXDGSMQNYTBW7EI7Q4VS7QS"
                            "UPQNK3OAXJ6NZYZXQ7TS7XVD4IDSUCHA25HNGCOAG5J2YBJYZQ5ALPGKPTP2DN5BY"));
    const QString text = signedCouponText(fifty(), signer());
    QCOMPARE(text.size(), 143);
    const auto read = readSignedCoupon(text, keys());
    QVERIFY(read.has_value());
    QCOMPARE(*read, fifty());
    QVERIFY(readSignedCoupon(text.toLower() + u'\n', keys()).has_value()); // a scanner's habits
}

void TestCouponCode::qrIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<ErrorCode>("code");
    const QByteArray payload = packCoupon(fifty());
    SignedCoupon other = fifty();
    other.key = 3;
    QTest::newRow("no domain") << couponQrText(payload, signer().sign(payload)) << ErrorCode::CouponForged;
    QTest::newRow("another key") << signedCouponText(fifty(), SigningKey::generate())
                                 << ErrorCode::CouponForged;
    QTest::newRow("a key nobody has") << signedCouponText(other, signer()) << ErrorCode::CouponForged;
    QTest::newRow("cut") << signedCouponText(fifty(), signer()).chopped(1) << ErrorCode::CouponCodeInvalid;
    QTest::newRow("another prefix") << QStringLiteral("FSQ2:") + signedCouponText(fifty(), signer()).mid(5)
                                    << ErrorCode::CouponCodeInvalid;
    QTest::newRow("a typed code") << Code << ErrorCode::CouponCodeInvalid;
    QTest::newRow("empty") << QString() << ErrorCode::CouponCodeInvalid;
}

void TestCouponCode::qrIsRefused()
{
    QFETCH(QString, text);
    QFETCH(ErrorCode, code);
    const auto read = readSignedCoupon(text, keys());
    QVERIFY(!read.has_value());
    QCOMPARE(read.error().code, code);
}

void TestCouponCode::qrEveryBitCounts()
{
    const QByteArray payload = packCoupon(fifty());
    const QByteArray signature = [&] {
        const auto bytes = fromBase32(signedCouponText(fifty(), signer()).mid(5), Base32::Rfc4648);
        return bytes->last(64);
    }();
    for (qsizetype bit = 0; bit < payload.size() * 8; ++bit) {
        QByteArray changed = payload;
        changed[bit / 8] = char(changed[bit / 8] ^ 1 << bit % 8);
        QVERIFY(!readSignedCoupon(couponQrText(changed, signature), keys()).has_value());
    }
}

QTEST_GUILESS_MAIN(TestCouponCode)
#include "tst_coupon_code.moc"

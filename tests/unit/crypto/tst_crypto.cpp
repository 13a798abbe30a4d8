#include "core/foundation/crypto/aead.h"
#include "core/foundation/crypto/aes.h"
#include "core/foundation/crypto/chain.h"
#include "core/foundation/crypto/digest.h"
#include "core/foundation/crypto/key_ring.h"
#include "core/foundation/crypto/secret_hash.h"
#include "core/foundation/crypto/signing.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace youka;

class TestCrypto : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chain_sheetVectors();
    void batchSignature_sheetVector();
    void ed25519_rfc8032();
    void signature_flippedBit_isRefused();
    void aead_roundTripAndEveryChangeIsRefused();
    void secretHash_verifiesOnlyItsOwn();
    void keyFromPassphrase_isTheSame_andBounded();
    void hmac_rfc4231();
    void aes_sp80038a();
    void aes_wrongKeySize_isRefused();
    void cmacSubkeys_sheetAndSp80038b();
    void wipe_overwritesWhatOthersShare();
    void keyRing_survivesReopening();
    void keyRing_otherMaster_isRefused();
    void keyRing_readableByOthers_isRefused();
    void keyRing_holdsNoPlainKey();
    void keyRing_secretsOfAnyLength();
};

void TestCrypto::chain_sheetVectors()
{
    const QByteArray first = chainNext(chainStart(), 1, R"({"n":1})");
    QCOMPARE(first.toHex(), QByteArray("7228b8983c6878c0c77f91073c94a0cd1bb6cf84a19694be2c0c1ce16d8c2593"));
    const QByteArray second = chainNext(first, 2, R"({"n":2})");
    QCOMPARE(second.toHex(), QByteArray("79c5a787a7f00d56389e2ac43683c2c0165c812a3a929f4cd12b4578fef7e4c7"));
}

void TestCrypto::batchSignature_sheetVector()
{
    const auto seed = QByteArray::fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const auto key = SigningKey::fromSeed(seed);
    QVERIFY(key);
    const auto head = QByteArray::fromHex("79c5a787a7f00d56389e2ac43683c2c0165c812a3a929f4cd12b4578fef7e4c7");
    const QByteArray message = batchMessage({1001}, 1, 2, head);
    QCOMPARE(message.size(), 60);
    QCOMPARE(key->sign(message).toHex(),
             QByteArray("011e14391abf5a59f64745740e4d79d77094b73691b112d9504c528c403eb05e"
                        "2643caca09263b3872a59dafe5ae5389bace6326836661ed8176781286c9bb0b"));
}

void TestCrypto::ed25519_rfc8032()
{
    const auto seed = QByteArray::fromHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    const auto key = SigningKey::fromSeed(seed);
    QVERIFY(key);
    QCOMPARE(key->publicKey().toHex(),
             QByteArray("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    QCOMPARE(key->sign({}).left(8).toHex(), QByteArray("e5564300c360ac72"));
    QCOMPARE(key->seed(), seed);
    QVERIFY(!SigningKey::fromSeed("short"));
}

void TestCrypto::signature_flippedBit_isRefused()
{
    const SigningKey key = SigningKey::generate();
    const auto verifier = VerifyingKey::fromBytes(key.publicKey());
    QVERIFY(verifier);
    const QByteArray message("pump 3, 200.00");
    QByteArray signature = key.sign(message);
    QVERIFY(verifier->verify(message, signature));
    QVERIFY(!verifier->verify("pump 3, 900.00", signature));
    for (qsizetype i = 0; i < signature.size(); ++i) {
        signature[i] = char(signature[i] ^ 4);
        QVERIFY(!verifier->verify(message, signature));
        signature[i] = char(signature[i] ^ 4);
    }
    QVERIFY(!verifier->verify(message, {}));
}

void TestCrypto::aead_roundTripAndEveryChangeIsRefused()
{
    const QByteArray key = randomBytes(32);
    const QByteArray plain("9000000012345675");
    const QByteArray sealed = aeadSeal(key, plain, "card.number:7");
    QVERIFY(!sealed.contains(plain));
    QCOMPARE(*aeadOpen(key, sealed, "card.number:7"), plain);
    QCOMPARE(aeadOpen(key, sealed, "card.number:8").error().code, ErrorCode::DecryptFailed);
    QVERIFY(!aeadOpen(randomBytes(32), sealed, "card.number:7"));
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray bad = sealed;
        bad[i] = char(bad[i] ^ 1);
        QVERIFY(!aeadOpen(key, bad, "card.number:7"));
        QVERIFY(!aeadOpen(key, sealed.left(i), "card.number:7"));
    }
    QCOMPARE(*aeadOpen(key, aeadSeal(key, {}, {}), {}), QByteArray());
}

void TestCrypto::secretHash_verifiesOnlyItsOwn()
{
    const QByteArray encoded = hashSecret("4711", HashCost::Test);
    QVERIFY(encoded.startsWith("$argon2id$"));
    QVERIFY(verifySecret(encoded, "4711"));
    QVERIFY(!verifySecret(encoded, "4712"));
    QVERIFY(!verifySecret("rubbish", "4711"));
    QVERIFY(hashSecret("4711", HashCost::Test) != encoded);
    // made by another library
    QVERIFY(verifySecret(
        "$argon2id$v=19$m=19456,t=2,p=1$MDEyMzQ1Njc4OWFiY2RlZg$B2op+/pg/f2ixKYEo95kiK66vXEIQMLnU8qkh4p/d/8",
        "4711"));
}

void TestCrypto::keyFromPassphrase_isTheSame_andBounded()
{
    const auto key = keyFromPassphrase("4711", "0123456789abcdef", {2, 19'456});
    QVERIFY(key);
    // made by another library
    QCOMPARE(key->toBase64(), QByteArray("B2op+/pg/f2ixKYEo95kiK66vXEIQMLnU8qkh4p/d/8="));
    QVERIFY(*keyFromPassphrase("4711", "0123456789abcdeg", {2, 19'456}) != *key);
    QVERIFY(*keyFromPassphrase("4711", "0123456789abcdef", {1, 19'456}) != *key);
    QVERIFY(!keyFromPassphrase("4711", "0123456789abcde", {2, 19'456}));
    QVERIFY(!keyFromPassphrase("4711", "0123456789abcdef", {2, 64 * 1024 * 1024}));
    QVERIFY(!keyFromPassphrase("4711", "0123456789abcdef", {1'000, 64}));
}

void TestCrypto::hmac_rfc4231()
{
    QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(),
             QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
}

void TestCrypto::aes_sp80038a()
{
    // NIST SP 800-38A, F.2.1: two blocks.
    const auto key = AesKey::fromBytes(QByteArray::fromHex("2b7e151628aed2a6abf7158809cf4f3c"));
    QVERIFY(key);
    const auto iv = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
    const auto plain =
        QByteArray::fromHex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51");
    const QByteArray sealed = aesCbcEncrypt(*key, iv, plain);
    QCOMPARE(sealed.toHex(), QByteArray("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"));
    QCOMPARE(aesCbcDecrypt(*key, iv, sealed), plain);
    QCOMPARE(aesCbcEncrypt(*key, iv, {}), QByteArray());
}

void TestCrypto::aes_wrongKeySize_isRefused()
{
    for (const qsizetype size : {0, 15, 17, 32})
        QVERIFY(!AesKey::fromBytes(QByteArray(size, 'k')));
}

void TestCrypto::cmacSubkeys_sheetAndSp80038b()
{
    const struct
    {
        const char *key;
        const char *whole;
        const char *padded;
    } rows[] = {
        {"00112233445566778899aabbccddeeff", "fbc9f75c9413c041dfee452d3f0706d1",
         "f793eeb928278083bfdc8a5a7e0e0d25"},
        {"2b7e151628aed2a6abf7158809cf4f3c", "fbeed618357133667c85e08f7236a8de",
         "f7ddac306ae266ccf90bc11ee46d513b"}, // SP 800-38B, D.1
    };
    for (const auto &row : rows) {
        const auto key = AesKey::fromBytes(QByteArray::fromHex(row.key));
        QVERIFY(key);
        const CmacSubkeys subkeys = cmacSubkeys(*key);
        QCOMPARE(subkeys.whole.toHex(), QByteArray(row.whole));
        QCOMPARE(subkeys.padded.toHex(), QByteArray(row.padded));
    }
}

void TestCrypto::wipe_overwritesWhatOthersShare()
{
    QByteArray secret(16, 's');
    const QByteArray shared = secret;
    wipe(secret);
    QVERIFY(secret.isEmpty());
    QCOMPARE(shared, QByteArray(16, '\0'));
}

void TestCrypto::keyRing_survivesReopening()
{
    QTemporaryDir dir;
    const QString master = dir.filePath(QStringLiteral("master.key"));
    QByteArray made;
    {
        auto ring = KeyRing::open(dir.path(), master);
        QVERIFY(ring);
        made = *ring->key(QStringLiteral("store"));
        QVERIFY(*ring->key(QStringLiteral("cards")) != made);
    }
    auto ring = KeyRing::open(dir.path(), master);
    QVERIFY(ring);
    QCOMPARE(*ring->key(QStringLiteral("store")), made);
}

void TestCrypto::keyRing_otherMaster_isRefused()
{
    QTemporaryDir dir;
    const QString master = dir.filePath(QStringLiteral("master.key"));
    QVERIFY(KeyRing::open(dir.path(), master)->key(QStringLiteral("store")));
    QFile file(master);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(64, 'a'));
    file.close();
    QCOMPARE(KeyRing::open(dir.path(), master).error().code, ErrorCode::DecryptFailed);
    QVERIFY(file.remove());
    QCOMPARE(KeyRing::open(dir.path(), master).error().code, ErrorCode::KeyMissing);
}

void TestCrypto::keyRing_readableByOthers_isRefused()
{
    QTemporaryDir dir;
    const QString master = dir.filePath(QStringLiteral("master.key"));
    QVERIFY(KeyRing::open(dir.path(), master));
    QCOMPARE(QFile::permissions(master) & 0x0077, QFileDevice::Permissions());
    QVERIFY(QFile::setPermissions(master, QFile::ReadOwner | QFile::ReadGroup));
    QCOMPARE(KeyRing::open(dir.path(), master).error().code, ErrorCode::KeyPermissions);
}

void TestCrypto::keyRing_holdsNoPlainKey()
{
    QTemporaryDir dir;
    auto ring = KeyRing::open(dir.path(), dir.filePath(QStringLiteral("master.key")));
    const QByteArray key = *ring->key(QStringLiteral("store"));
    QFile file(dir.filePath(QStringLiteral("keyring.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(!text.contains(key.toHex()) && !text.contains(key.toBase64()));
}

void TestCrypto::keyRing_secretsOfAnyLength()
{
    QTemporaryDir dir;
    const QString master = dir.filePath(QStringLiteral("master.key"));
    const QByteArray pem = "-----BEGIN PRIVATE KEY-----" + QByteArray(1'700, 'k');
    {
        auto ring = KeyRing::open(dir.path(), master);
        QVERIFY(ring->putSecret(QStringLiteral("merchant.1.private.1"), pem));
        QVERIFY(ring->putSecret(QStringLiteral("merchant.1.used"), "1"));
        QVERIFY(ring->putSecret(QStringLiteral("merchant.12.used"), "1"));
    }
    auto ring = KeyRing::open(dir.path(), master);
    QCOMPARE(ring->secret(QStringLiteral("merchant.1.private.1")), pem);
    QCOMPARE(ring->secret(QStringLiteral("merchant.2.private.1")), QByteArray());
    QCOMPARE(ring->secretNames(QStringLiteral("merchant.1.")),
             (QStringList{QStringLiteral("merchant.1.private.1"), QStringLiteral("merchant.1.used")}));
    QVERIFY(ring->removeSecret(QStringLiteral("merchant.1.private.1")));
    QCOMPARE(KeyRing::open(dir.path(), master)->secret(QStringLiteral("merchant.1.private.1")), QByteArray());
    QFile file(dir.filePath(QStringLiteral("keyring.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("PRIVATE KEY"));
}

QTEST_GUILESS_MAIN(TestCrypto)
#include "tst_crypto.moc"

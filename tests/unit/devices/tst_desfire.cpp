#include "core/station/devices/readers/chip/an10922.h"
#include "core/station/devices/readers/chip/desfire_auth.h"

#include <QTest>

using namespace youka;
using desfire::Authentication;
using Turn = Authentication::Turn;

namespace {

QByteArray hex(const char *text) { return QByteArray::fromHex(text); }

AesKey keyOf(const char *text)
{
    const auto key = AesKey::fromBytes(hex(text));
    ensure(key.has_value(), "a test's key");
    return *key;
}

const char *const ZeroKey = "00000000000000000000000000000000";

/// The terminal's side of one exchange of the sheet, with the sheet's challenge.
struct Desk
{
    explicit Desk(const char *key, const char *ourChallenge, quint8 keyNumber = 0)
        : auth({hex("014b59"), keyNumber, keyOf(key)}, [this, ourChallenge](qsizetype size) {
            ++challenges;
            return hex(ourChallenge).first(size);
        })
    {
    }
    /// Up to the APDU that asks by EV2.
    QByteArray select()
    {
        auth.start();
        const auto turn = auth.onReply(hex("9100"));
        return turn ? turn->apdu : QByteArray();
    }
    Result<Turn> reply(const char *text) { return auth.onReply(hex(text)); }

    int challenges = 0;
    Authentication auth;
};

// Sheet, section 4.3: the first vector.
constexpr const char *Ev2Challenge = "13c5db8a5930439fc3def9a4c675360f";
constexpr const char *Ev2Step1 = "a04c124213c186f22399d33ac2a3021591af";
constexpr const char *Ev2Token = "90af000020"
                                 "35c3e05a752e0144bac0de51c1f22c56b34408a23d8aea266cab947ea8e0118d"
                                 "00";
constexpr const char *Ev2Final = "3fa64db5446d1f34cd6ea311167f5e4985b89690c04a05f17fa7ab2f081206639100";
// Sheet, section 4.2.
constexpr const char *Ev1Challenge = "f0e1d2c3b4a5968778695a4b3c2d1e0f";
constexpr const char *Ev1Step1 = "7aca0fd9bcd6ec7c9f97466616e6a28291af";
constexpr const char *Ev1Token = "90af000020"
                                 "86b7d19fb2aff95996e6e08835ec5bf953784de2e3c0743f12ce29be06a17fd9"
                                 "00";
constexpr const char *Ev1Final = "f41b5ef50d9557ca16f94633ed8f3bf59100";

/// A whole run with the sheet's card; `atStep` (0 select, 1 challenge, 2 answer) hears `instead`.
Result<Turn> runWith(bool ev1, int atStep, const QByteArray &instead)
{
    Desk desk(ZeroKey, ev1 ? Ev1Challenge : Ev2Challenge);
    QList<QByteArray> replies{hex("9100"), hex(ev1 ? Ev1Step1 : Ev2Step1), hex(ev1 ? Ev1Final : Ev2Final)};
    replies[atStep] = instead;
    if (ev1)
        replies.insert(1, hex("911c"));
    desk.auth.start();
    Result<Turn> turn = fail(ErrorCode::Internal);
    for (const QByteArray &reply : std::as_const(replies)) {
        turn = desk.auth.onReply(reply);
        if (!turn || turn->kind != Turn::Kind::Ask)
            break;
    }
    return turn;
}

}

class TestDesfire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void diversified_sheetVector();
    void diversified_everyLength_isAKeyOfItsOwn();
    void ev2_sheetVector();
    void ev1_sheetVector_afterTheCardDoesNotKnow71();
    void select_namesTheApplication();
    void select_withoutTheApplication_isNoneOfOurs_data();
    void select_withoutTheApplication_isNoneOfOurs();
    void wrongAnswer_isARefusal_data();
    void wrongAnswer_isARefusal();
    void everyFlippedBit_isNotProven_data();
    void everyFlippedBit_isNotProven();
    void everyShorterReply_isNotProven_data();
    void everyShorterReply_isNotProven();
    void otherKey_isNotProven();
    void repeat_onlyOfTheSelection();
    void everyRun_hasItsOwnChallenge();
    void afterTheEnd_nothingIsTaken();
};

void TestDesfire::diversified_sheetVector()
{
    const AesKey master = keyOf("00112233445566778899aabbccddeeff");
    const AesKey key = desfire::diversified(master,
                                            hex("04782e21801d80"
                                                "3042f5"
                                                "4e585020416275"));
    QCOMPARE(key.bytes().toByteArray().toHex(), QByteArray("a8dd63a3b89d54b37ca802473fda9175"));
}

void TestDesfire::diversified_everyLength_isAKeyOfItsOwn()
{
    const AesKey master = keyOf("00112233445566778899aabbccddeeff");
    QByteArrayList keys;
    for (qsizetype size = 1; size <= desfire::MaxDiversification; ++size) {
        const QByteArray key = desfire::diversified(master, QByteArray(size, 'x')).bytes().toByteArray();
        QVERIFY(!keys.contains(key));
        keys.append(key);
    }
    // 31 bytes fill both blocks: what is padding in a shorter input is content there.
    QVERIFY(desfire::diversified(master, QByteArray(30, 'x') + char(0x80)).bytes()
            != desfire::diversified(master, QByteArray(30, 'x')).bytes());
}

void TestDesfire::ev2_sheetVector()
{
    Desk desk(ZeroKey, Ev2Challenge);
    QCOMPARE(desk.select(), hex("9071000002000000"));
    const auto token = desk.reply(Ev2Step1);
    QVERIFY(token && token->kind == Turn::Kind::Ask);
    QCOMPARE(token->apdu.toHex(), QByteArray(Ev2Token));
    const auto end = desk.reply(Ev2Final);
    QVERIFY(end && end->kind == Turn::Kind::Proven);
    QCOMPARE(desk.challenges, 1);
}

void TestDesfire::ev1_sheetVector_afterTheCardDoesNotKnow71()
{
    Desk desk(ZeroKey, Ev1Challenge, 0);
    QCOMPARE(desk.select(), hex("9071000002000000"));
    const auto asked = desk.reply("911c");
    QVERIFY(asked && asked->kind == Turn::Kind::Ask);
    QCOMPARE(asked->apdu.toHex(), QByteArray("90aa0000010000"));
    const auto token = desk.reply(Ev1Step1);
    QVERIFY(token && token->kind == Turn::Kind::Ask);
    QCOMPARE(token->apdu.toHex(), QByteArray(Ev1Token));
    const auto end = desk.reply(Ev1Final);
    QVERIFY(end && end->kind == Turn::Kind::Proven);
}

void TestDesfire::select_namesTheApplication()
{
    Desk desk(ZeroKey, Ev2Challenge, 5);
    QCOMPARE(desk.auth.start(), hex("905a000003014b5900"));
    QVERIFY(!desk.auth.hasApplication());
    QCOMPARE(desk.select(), hex("9071000002050000"));
    QVERIFY(desk.auth.hasApplication());
}

void TestDesfire::select_withoutTheApplication_isNoneOfOurs_data()
{
    QTest::addColumn<QByteArray>("reply");
    QTest::newRow("application not found") << hex("91a0");
    QTest::newRow("unknown command") << hex("911c");
    QTest::newRow("a card of ISO 7816") << hex("6d00");
    QTest::newRow("class not supported") << hex("6e00");
    QTest::newRow("right, from another kind of card") << hex("9000");
}

void TestDesfire::select_withoutTheApplication_isNoneOfOurs()
{
    QFETCH(QByteArray, reply);
    Desk desk(ZeroKey, Ev2Challenge);
    desk.auth.start();
    const auto turn = desk.auth.onReply(reply);
    QVERIFY(turn && turn->kind == Turn::Kind::NoApplication);
    QVERIFY(!desk.auth.hasApplication());
}

void TestDesfire::wrongAnswer_isARefusal_data()
{
    QTest::addColumn<int>("step");
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<ErrorCode>("code");
    const auto row = [](const char *name, int step, const QByteArray &reply, ErrorCode code) {
        QTest::newRow(name) << step << reply << code;
    };
    row("select: nothing", 0, {}, ErrorCode::CardRemoved);
    row("select: half a status", 0, hex("91"), ErrorCode::CardRemoved);
    row("select: aborted", 0, hex("91ca"), ErrorCode::CardReadFailed);
    row("select: integrity", 0, hex("911e"), ErrorCode::CardReadFailed);
    row("select: right, and something with it", 0, hex("009100"), ErrorCode::CardReadFailed);
    row("select: a card's number", 0, hex("04782e21801d809000"), ErrorCode::CardReadFailed);
    row("challenge: nothing", 1, {}, ErrorCode::CardRemoved);
    row("challenge: AE", 1, hex("91ae"), ErrorCode::CardNotGenuine);
    row("challenge: no such key", 1, hex("9140"), ErrorCode::CardNotGenuine);
    row("challenge: not permitted", 1, hex("919d"), ErrorCode::CardNotGenuine);
    row("challenge: aborted", 1, hex("91ca"), ErrorCode::CardReadFailed);
    row("challenge: done at once", 1, hex("9100"), ErrorCode::CardReadFailed);
    row("challenge: done with 16 bytes", 1, hex("a04c124213c186f22399d33ac2a302159100"),
        ErrorCode::CardReadFailed);
    row("challenge: 8 bytes, as for DES", 1, hex("a04c124213c186f291af"), ErrorCode::CardReadFailed);
    row("challenge: ISO status", 1, hex("a04c124213c186f22399d33ac2a302159000"), ErrorCode::CardReadFailed);
    row("answer: nothing", 2, {}, ErrorCode::CardRemoved);
    row("answer: AE", 2, hex("91ae"), ErrorCode::CardNotGenuine);
    row("answer: integrity", 2, hex("911e"), ErrorCode::CardReadFailed);
    row("answer: bare success", 2, hex("9100"), ErrorCode::CardReadFailed);
    row("answer: ISO success", 2, hex("9000"), ErrorCode::CardReadFailed);
    row("answer: zeros as EV2", 2, QByteArray(32, '\0') + hex("9100"), ErrorCode::CardNotGenuine);
    row("answer: as long as EV1's", 2, QByteArray(16, '\0') + hex("9100"), ErrorCode::CardReadFailed);
    row("answer: our own token back", 2, hex(Ev2Token).sliced(5, 32) + hex("9100"),
        ErrorCode::CardNotGenuine);
    row("answer: right, and more to come", 2, hex(Ev2Final).chopped(1) + hex("af"),
        ErrorCode::CardReadFailed);
}

void TestDesfire::wrongAnswer_isARefusal()
{
    QFETCH(int, step);
    QFETCH(QByteArray, reply);
    QFETCH(ErrorCode, code);
    const auto turn = runWith(false, step, reply);
    QVERIFY(!turn);
    QCOMPARE(turn.error().code, code);
}

void TestDesfire::everyFlippedBit_isNotProven_data()
{
    QTest::addColumn<bool>("ev1");
    QTest::newRow("EV2") << false;
    QTest::newRow("EV1") << true;
}

void TestDesfire::everyFlippedBit_isNotProven()
{
    QFETCH(bool, ev1);
    const QByteArray right = hex(ev1 ? Ev1Final : Ev2Final);
    QVERIFY(runWith(ev1, 2, right)->kind == Turn::Kind::Proven);
    for (qsizetype i = 0; i < right.size(); ++i)
        for (int bit = 0; bit < 8; ++bit) {
            QByteArray bad = right;
            bad[i] = char(bad[i] ^ (1 << bit));
            const auto turn = runWith(ev1, 2, bad);
            QVERIFY2(!turn, qPrintable(QStringLiteral("byte %1 bit %2").arg(i).arg(bit)));
        }
}

void TestDesfire::everyShorterReply_isNotProven_data() { everyFlippedBit_isNotProven_data(); }

void TestDesfire::everyShorterReply_isNotProven()
{
    QFETCH(bool, ev1);
    for (const int step : {1, 2}) {
        const QByteArray right = hex(step == 1 ? (ev1 ? Ev1Step1 : Ev2Step1) : (ev1 ? Ev1Final : Ev2Final));
        for (qsizetype size = 0; size < right.size(); ++size) {
            QVERIFY(!runWith(ev1, step, right.first(size)));
            QVERIFY(!runWith(ev1, step, right.last(size)));
        }
        QVERIFY(!runWith(ev1, step, '\0' + right));
    }
}

void TestDesfire::otherKey_isNotProven()
{
    Desk desk("00000000000000000000000000000001", Ev2Challenge);
    desk.select();
    QVERIFY(desk.reply(Ev2Step1)->apdu != hex(Ev2Token));
    const auto end = desk.reply(Ev2Final);
    QVERIFY(!end);
    QCOMPARE(end.error().code, ErrorCode::CardNotGenuine);
}

void TestDesfire::repeat_onlyOfTheSelection()
{
    Desk desk(ZeroKey, Ev2Challenge);
    desk.auth.start();
    QVERIFY(desk.auth.mayRepeat());
    QVERIFY(desk.reply("9100"));
    QVERIFY(!desk.auth.mayRepeat());
    QVERIFY(desk.reply(Ev2Step1));
    QVERIFY(!desk.auth.mayRepeat());
}

void TestDesfire::everyRun_hasItsOwnChallenge()
{
    QByteArrayList tokens;
    for (int run = 0; run < 3; ++run) {
        Authentication auth({hex("014b59"), 0, keyOf(ZeroKey)});
        auth.start();
        QVERIFY(auth.onReply(hex("9100")));
        const auto token = auth.onReply(hex(Ev2Step1));
        QVERIFY(token);
        QVERIFY(!tokens.contains(token->apdu));
        tokens.append(token->apdu);
    }
}

void TestDesfire::afterTheEnd_nothingIsTaken()
{
    Desk desk(ZeroKey, Ev2Challenge);
    desk.select();
    QVERIFY(desk.reply(Ev2Step1));
    QVERIFY(!desk.reply("91ae"));
    QVERIFY(!desk.reply(Ev2Final)); // the right answer, after a wrong one
}

QTEST_GUILESS_MAIN(TestDesfire)
#include "tst_desfire.moc"

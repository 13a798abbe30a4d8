#include "core/exchange/channels/channel_rules.h"
#include "core/exchange/channels/which_wallet.h"
#include "core/foundation/crypto/aes_gcm.h"
#include "tests/unit/channels/channel_desk.h"

using namespace youka;

class TestChannelRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void orders_data();
    void orders();
    void refunds_areNotLargerThanThePayment();
    void onlyTheSameMoneyIsPaid_data();
    void onlyTheSameMoneyIsPaid();
    void amounts_data();
    void amounts();
    void beijingsClock();
    void bytesAreCounted_notCharacters();
    void wallets_data();
    void wallets();
    void walletsFromSettings();
    void rsaKeys_fromEveryForm();
    void chains();
    void gcmAsTheSheetSays();
    void unknownChannel_isRefused();
};

void TestChannelRules::orders_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<qint64>("fen");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<qint64>("lifeMs");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *number, qint64 fen, const char *currency, qint64 life,
                        ErrorCode code) {
        QTest::newRow(name) << QString::fromLatin1(number) << fen << QString::fromLatin1(currency) << life
                            << int(code);
    };
    QTest::newRow("good") << QStringLiteral("20240115T0001") << qint64(1) << QStringLiteral("CNY")
                          << qint64(1) << 0;
    row("short", "1234567", 1, "CNY", 1, ErrorCode::InvalidInput);
    row("long", "123456789012345678901234567890123", 1, "CNY", 1, ErrorCode::InvalidInput);
    row("path", "../../../close", 1, "CNY", 1, ErrorCode::InvalidInput);
    row("dash", "20240115-0001", 1, "CNY", 1, ErrorCode::InvalidInput); // UnionPay takes none
    row("nothing", "20240115T0001", 0, "CNY", 1, ErrorCode::AmountNotPositive);
    row("negative", "20240115T0001", -1, "CNY", 1, ErrorCode::AmountNotPositive);
    row("euro", "20240115T0001", 1, "EUR", 1, ErrorCode::CurrencyMismatch);
    row("too much", "20240115T0001", 10'000'000'001, "CNY", 1, ErrorCode::NumberOutOfRange);
    row("over already", "20240115T0001", 1, "CNY", 0, ErrorCode::InvalidInput);
}

void TestChannelRules::orders()
{
    QFETCH(QString, number);
    QFETCH(qint64, fen);
    QFETCH(QString, currency);
    QFETCH(qint64, lifeMs);
    QFETCH(int, code);
    ChannelOrder order = anOrder();
    order.orderNo = number;
    order.amount = {fen, *Currency::parse(currency)};
    order.expiresAt = order.startedAt.plusMs(lifeMs);
    const auto checked = checkOrder(order);
    QCOMPARE(checked ? 0 : int(checked.error().code), code);
}

void TestChannelRules::refunds_areNotLargerThanThePayment()
{
    ChannelRefundOrder refund = aRefund();
    QVERIFY(checkRefund(refund));
    refund.amount = refund.order.amount;
    QVERIFY(checkRefund(refund));
    refund.amount.minor += 1;
    QCOMPARE(checkRefund(refund).error().code, ErrorCode::NumberOutOfRange);
    refund = aRefund();
    refund.refundNo = refund.order.orderNo;
    QCOMPARE(checkRefund(refund).error().code, ErrorCode::InvalidInput);
}

void TestChannelRules::onlyTheSameMoneyIsPaid_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<qint64>("fen");
    QTest::addColumn<QString>("currency");
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const char *number, qint64 fen, const char *currency,
                        ChannelState state, int code) {
        QTest::newRow(name) << QString::fromLatin1(number) << fen << QString::fromLatin1(currency)
                            << int(state) << code;
    };
    const int mismatch = int(ErrorCode::ChannelMismatch);
    row("same", "20240115T0001", 20'000, "CNY", ChannelState::Paid, 0);
    row("partly back since", "20240115T0001", 20'000, "CNY", ChannelState::Refunded, 0);
    row("a fen less", "20240115T0001", 19'999, "CNY", ChannelState::Paid, mismatch);
    row("a fen more", "20240115T0001", 20'001, "CNY", ChannelState::Paid, mismatch);
    row("other currency", "20240115T0001", 20'000, "JPY", ChannelState::Paid, mismatch);
    row("other order", "20240115T0002", 20'000, "CNY", ChannelState::Paid, mismatch);
    row("waiting", "20240115T0001", 20'000, "CNY", ChannelState::Waiting, int(ErrorCode::ChannelSilent));
    row("typing", "20240115T0001", 20'000, "CNY", ChannelState::Typing, int(ErrorCode::ChannelSilent));
    row("closed", "20240115T0001", 20'000, "CNY", ChannelState::Closed, int(ErrorCode::ChannelSilent));
}

void TestChannelRules::onlyTheSameMoneyIsPaid()
{
    QFETCH(QString, number);
    QFETCH(qint64, fen);
    QFETCH(QString, currency);
    QFETCH(int, state);
    QFETCH(int, code);
    ChannelPayment payment;
    payment.orderNo = number;
    payment.amount = {fen, *Currency::parse(currency)};
    payment.state = ChannelState(state);
    const auto checked = checkPaid(anOrder(), payment);
    QCOMPARE(checked ? 0 : int(checked.error().code), code);
}

void TestChannelRules::amounts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");
    QTest::addColumn<qint64>("milliFen");
    const auto good = [](const char *text, qint64 value) {
        QTest::newRow(text) << QString::fromLatin1(text) << true << value;
    };
    const auto bad = [](const char *text) {
        QTest::newRow(text) << QString::fromLatin1(text) << false << qint64(0);
    };
    good("200.00", 20'000'000);
    good("0.01", 1'000);
    good("7", 700'000);
    good("0.00200", 200);
    good("-12.00", -1'200'000);
    bad("");
    bad("-");
    bad(".5");
    bad("5.");
    bad("1,000.00");
    bad("1e3");
    bad("0.000001");
    bad("+1");
    bad("--1");
    bad("1.-1");
    bad("1.2.3");
    bad(" 1");
    bad("9999999999999999999");
}

void TestChannelRules::amounts()
{
    QFETCH(QString, text);
    QFETCH(bool, good);
    QFETCH(qint64, milliFen);
    const auto value = milliFenOf(text);
    QCOMPARE(value.has_value(), good);
    if (good)
        QCOMPARE(*value, milliFen);
    const auto fen = fenOf(text);
    QCOMPARE(fen.has_value(), good && milliFen % 1000 == 0);
}

void TestChannelRules::beijingsClock()
{
    const QString format = QStringLiteral("yyyy-MM-dd HH:mm:ss");
    for (const qint64 ms : {qint64(0), DeskTime.ms, qint64(951'782'399'000), qint64(4'102'444'799'000)})
        QCOMPARE(fromBeijing(beijingText({ms}, format), format).value().ms, ms);
    QCOMPARE(fromBeijing(u"20240115093000", u"yyyyMMddHHmmss").value(), DeskTime);
    for (const char *wrong :
         {"", "2024-01-15", "2024-01-15 09:30:0", "2024-01-15T09:30:00", "2024-02-30 09:30:00",
          "2024-13-01 09:30:00", "2024-01-15 24:00:00", "2024-01-15 09:60:00", "2024-01-15 09:30:60",
          "2024-01-15 09:30:0x", "-024-01-15 09:30:00"})
        QCOMPARE(fromBeijing(QString::fromLatin1(wrong), format).error().code, ErrorCode::ChannelUnreadable);
}

void TestChannelRules::bytesAreCounted_notCharacters()
{
    QCOMPARE(clippedToUtf8(QStringLiteral("油卡充值"), 12), QStringLiteral("油卡充值"));
    QCOMPARE(clippedToUtf8(QStringLiteral("油卡充值"), 11), QStringLiteral("油卡充"));
    const QString car = QString::fromUcs4(U"\U0001F697");
    QCOMPARE(clippedToUtf8(car + car, 7), car); // no half of a pair is left
    QCOMPARE(clippedToUtf8(QStringLiteral("ab"), 0), QString());
}

void TestChannelRules::wallets_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("channel"); ///< empty: refused
    const auto row = [](const char *code, const char *channel) {
        QTest::newRow(code) << QString::fromLatin1(code) << QString::fromLatin1(channel);
    };
    row("100000000000000000", "wechat");
    row("159999999999999999", "wechat");
    row("1599 9999 9999 9999 99", "wechat");
    row("2500000000000000", "alipay");
    row("309999999999999999999999", "alipay");
    row("6200000000000000000", "unionpay");
    row("160000000000000000", "");
    row("10000000000000000", "");   // 17 digits
    row("1000000000000000000", ""); // 19
    row("250000000000000", "");     // 15
    row("2500000000000000000000000", "");
    row("620000000000000000", "");
    row("10000000000000000x", "");
    row("9", "");
    row("", "");
}

void TestChannelRules::wallets()
{
    QFETCH(QString, code);
    QFETCH(QString, channel);
    const auto found = whichWallet(code);
    QCOMPARE(found.value_or(QString()), channel);
    if (channel.isEmpty())
        QCOMPARE(found.error().code, ErrorCode::PayCodeInvalid);
}

void TestChannelRules::walletsFromSettings()
{
    const auto usual = parseWallets(QStringLiteral("wechat 18 10-15; alipay 16-24 25-30; unionpay 19 62"));
    QVERIFY(usual);
    QCOMPARE(*usual, usualWallets());
    for (const char *wrong : {"", "wechat", "wechat 18", "wechat 18 15-10", "wechat 24-16 10", "WeChat 18 10",
                              "a 18 10-15; b 16-24 15-20"})
        QCOMPARE(parseWallets(QString::fromLatin1(wrong)).error().code, ErrorCode::SettingsInvalid);
    QVERIFY(parseWallets(QStringLiteral("a 18 10-15; b 16-24 16-20")));
}

void TestChannelRules::rsaKeys_fromEveryForm()
{
    const RsaPrivateKey &key = merchantKey();
    const QByteArray signature = key.sign("text");
    const auto bare = [](QByteArray pem) {
        QByteArray out;
        for (const QByteArray &line : pem.split('\n'))
            if (!line.startsWith('-'))
                out += line;
        return out;
    };
    for (const QByteArray &form : {key.publicKey().toPem(), bare(key.publicKey().toPem()),
                                   certificateOf(key, QStringLiteral("m"), 1).toPem()}) {
        const auto half = RsaPublicKey::fromPem(form);
        QVERIFY(half);
        QVERIFY(half->verify("text", signature));
        QVERIFY(!half->verify("texT", signature));
        QVERIFY(!half->verify("text", signature.chopped(1)));
        QVERIFY(!half->verify("text", {}));
    }
    // An encrypted PEM asks nobody for its pass phrase.
    const QByteArray locked = certificateOf(key, QStringLiteral("m"), 1)
                                  .toPem()
                                  .replace("CATE-----\nM",
                                           "CATE-----\nProc-Type: 4,ENCRYPTED\n"
                                           "DEK-Info: AES-128-CBC,00000000000000000000000000000000\n\nM");
    QVERIFY(locked.contains("ENCRYPTED"));
    QVERIFY(!Certificate::fromPem(locked));
    QVERIFY(!RsaPublicKey::fromPem(locked));
    for (const QByteArray &form : {key.toPem(), bare(key.toPem())}) {
        const auto again = RsaPrivateKey::fromPem(form);
        QVERIFY(again);
        QCOMPARE(again->sign("text"), signature);
    }
    QVERIFY(!strangerKey().publicKey().verify("text", signature));
    for (const char *wrong :
         {"", "nonsense", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"}) {
        QCOMPARE(RsaPrivateKey::fromPem(wrong).error().code, ErrorCode::KeyMissing);
        QCOMPARE(RsaPublicKey::fromPem(wrong).error().code, ErrorCode::KeyMissing);
        QCOMPARE(Certificate::fromPem(wrong).error().code, ErrorCode::KeyMissing);
    }
}

void TestChannelRules::chains()
{
    const Certificate root = certificateOf(platformKey(), QStringLiteral("root"), 1, nullptr, nullptr, true);
    const Certificate leaf =
        certificateOf(merchantKey(), QStringLiteral("油"), 68'759'663'125, &root, &platformKey());
    QVERIFY(leaf.checkChain({root}, {}, DeskTime));
    QVERIFY(!leaf.checkChain({root}, {}, DeskTime.plusMs(2 * 86'400'000))); // over
    QVERIFY(!leaf.checkChain({root}, {}, DeskTime.plusMs(-2 * 86'400'000)));
    QVERIFY(!leaf.checkChain({}, {root}, DeskTime)); // what came along is not what is trusted
    const Certificate other = certificateOf(strangerKey(), QStringLiteral("root"), 1, nullptr, nullptr, true);
    QVERIFY(!leaf.checkChain({other}, {}, DeskTime));
    const Certificate below = certificateOf(strangerKey(), QStringLiteral("below"), 3, &leaf, &merchantKey());
    QVERIFY(!below.checkChain({root}, {leaf}, DeskTime)); // a merchant is no authority
    QCOMPARE(leaf.serialDecimal(), QByteArray("68759663125"));
    QCOMPARE(leaf.serialHex(), QByteArray("1002653215"));
    QCOMPARE(leaf.commonName(), QStringLiteral("油"));
    QCOMPARE(leaf.issuerText(), QByteArray("CN=root,C=CN"));
    QVERIFY(leaf.isSignedByRsa());
}

void TestChannelRules::gcmAsTheSheetSays()
{
    const QByteArray key = "0123456789abcdef0123456789abcdef";
    const QByteArray plain = R"({"out_trade_no":"T1","trade_state":"SUCCESS"})";
    const QByteArray sealed = QByteArray::fromBase64(
        "DUcclrHBE5NffFMk6pzEyhUOzEv805vSXVdOTWcxr669KE1ZsfUaWu+xWJDRToaFm60JTfuIXPEGBSOvnA==");
    QCOMPARE(aesGcmSealed(key, "fdasflkja484", plain, "transaction"), sealed);
    QCOMPARE(aesGcmOpened(key, "fdasflkja484", sealed, "transaction").value(), plain);
    const QByteArray bare = aesGcmSealed(key, "fdasflkja484", plain, {});
    QCOMPARE(aesGcmOpened(key, "fdasflkja484", bare, {}).value(), plain);
    for (qsizetype bit = 0; bit < sealed.size() * 8; ++bit) {
        QByteArray turned = sealed;
        turned[bit / 8] = char(turned[bit / 8] ^ (1 << (bit % 8)));
        QVERIFY(!aesGcmOpened(key, "fdasflkja484", turned, "transaction"));
    }
    for (qsizetype cut = 0; cut < sealed.size(); ++cut)
        QVERIFY(!aesGcmOpened(key, "fdasflkja484", sealed.first(cut), "transaction"));
    QVERIFY(!aesGcmOpened(key, "fdasflkja484", sealed, "refund"));
    QVERIFY(!aesGcmOpened(key, "fdasflkja48", sealed, "transaction"));
    QVERIFY(!aesGcmOpened(key.chopped(1), "fdasflkja484", sealed, "transaction"));
}

void TestChannelRules::unknownChannel_isRefused()
{
    ManualClock clock(DeskTime);
    ChannelConfig config;
    config.channel = QStringLiteral("barter");
    QCOMPARE(makeChannel(config, {clock, randomNonce()}).error().code, ErrorCode::SettingsInvalid);
    for (const ChannelKind &kind : channelKinds()) {
        config.channel = QLatin1String(kind.name);
        QCOMPARE(makeChannel(config, {clock, randomNonce()}).error().code, ErrorCode::SettingsInvalid);
    }
}

QTEST_GUILESS_MAIN(TestChannelRules)
#include "tst_channel_rules.moc"

#include "core/exchange/gateways/mail_message.h"
#include "core/exchange/gateways/push_http_gateway.h"
#include "core/exchange/gateways/sms_http_gateway.h"
#include "core/exchange/gateways/smtp_session.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace youka;

class TestSmtp : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mail_isRfc5322();
    void mail_linesAreShort();
    void header_cannotBeInjected();
    void encodedWords_endBetweenCharacters();
    void dots_areDoubled_data();
    void dots_areDoubled();
    void talk_startTls();
    void talk_anySplit();
    void noStartTls_noPassword();
    void bytesAfterStartTls_endIt();
    void replies_data();
    void replies();
    void garbage_neverDelivers();
    void smsSignature_isOfAllParts();
    void smsNews_data();
    void smsNews();
    void pushNews_tellsWhatIsGone();

private:
    static Message message()
    {
        Message message;
        message.number = QByteArray(16, '\x2a');
        message.way = MessageWay::Email;
        message.address = QStringLiteral("li@example.com");
        message.text = {QStringLiteral("充值成功"), QStringLiteral("第一行\n第二行")};
        return message;
    }
    static SmtpErrand errand(SmtpSecurity security = SmtpSecurity::StartTls)
    {
        return {security, "user", "secret", "card@youka.example", "li@example.com", "a\r\n.\r\n"};
    }
    static QByteArray header(const QByteArray &mail, const QByteArray &name)
    {
        const qsizetype at = mail.indexOf("\r\n" + name + ": ");
        return at < 0 ? QByteArray()
                      : mail.mid(at + 4 + name.size(), mail.indexOf("\r\n", at + 2) - at - 4 - name.size());
    }
};

void TestSmtp::mail_isRfc5322()
{
    const QByteArray mail = "\r\n"
        + mailMessage({QStringLiteral("card@youka.example"), QStringLiteral("油卡")}, message(),
                      {1'767'240'000'000});
    QVERIFY(mail.startsWith("\r\nFrom: =?UTF-8?B?5rK55Y2h?=\r\n <card@youka.example>\r\n"));
    QCOMPARE(header(mail, "To"), QByteArray("<li@example.com>"));
    QCOMPARE(header(mail, "Subject"), QByteArray("=?UTF-8?B?5YWF5YC85oiQ5Yqf?="));
    QCOMPARE(header(mail, "Date"), QByteArray("Thu, 1 Jan 2026 04:00:00 +0000"));
    QCOMPARE(header(mail, "Message-ID"), "<" + QByteArray("2a").repeated(16) + "@youka.example>");
    QCOMPARE(header(mail, "Content-Transfer-Encoding"), QByteArray("base64"));
    const QByteArray body = mail.mid(mail.indexOf("\r\n\r\n") + 4);
    QCOMPARE(QString::fromUtf8(QByteArray::fromBase64(body)), QStringLiteral("第一行\r\n第二行"));
}

void TestSmtp::mail_linesAreShort()
{
    Message long_ = message();
    long_.text = {QString(120, u'油'), QString(500, u'卡') + QStringLiteral("\n.\n..\n")};
    const QByteArray mail =
        mailMessage({QStringLiteral("card@youka.example"), QString(60, u'名')}, long_, {});
    QCOMPARE(mail.count('\n'), mail.count("\r\n"));
    QCOMPARE(mail.count('\r'), mail.count("\r\n"));
    for (const QByteArray &line : mail.split('\n')) {
        QVERIFY2(line.size() <= 77, // with the CR
                 line.constData());
        QVERIFY(!line.startsWith('.'));
        for (const char c : line)
            QVERIFY(c >= 0x20 ? c < 0x7F : c == '\r');
    }
}

void TestSmtp::header_cannotBeInjected()
{
    Message evil = message();
    evil.text.subject = QStringLiteral("hello\r\nBcc: all@example.com\r\n\r\nbody");
    const QByteArray mail =
        "\r\n" + mailMessage({QStringLiteral("a@b.cc"), QStringLiteral("x\r\nBcc: y")}, evil, {});
    QVERIFY(!mail.contains("Bcc"));
    QVERIFY(!QByteArray::fromBase64(header(mail, "Subject").mid(10).chopped(2)).contains('\n'));
    QCOMPARE(mail.count("\r\n\r\n"), 1);
}

void TestSmtp::encodedWords_endBetweenCharacters()
{
    const QString text = QStringLiteral("a") + QString(40, u'油') + QString::fromUtf8("😀").repeated(20);
    const QByteArray words = encodedWords(text);
    QString back;
    for (const QByteArray &word : words.split('\n')) {
        const QByteArray one = word.trimmed();
        QVERIFY(one.size() <= 75 && one.startsWith("=?UTF-8?B?") && one.endsWith("?="));
        const QString part = QString::fromUtf8(QByteArray::fromBase64(one.mid(10).chopped(2)));
        QVERIFY(!part.contains(QChar::ReplacementCharacter));
        back += part;
    }
    QCOMPARE(back, text);
    QCOMPARE(encodedWords({}), QByteArray());
}

void TestSmtp::dots_areDoubled_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("plain") << QByteArray("a\r\nb\r\n") << QByteArray("a\r\nb\r\n.\r\n");
    QTest::newRow("no end") << QByteArray("a") << QByteArray("a\r\n.\r\n");
    QTest::newRow("nothing") << QByteArray() << QByteArray(".\r\n");
    QTest::newRow("first") << QByteArray(".a\r\n") << QByteArray("..a\r\n.\r\n");
    QTest::newRow("alone") << QByteArray("a\r\n.\r\nb") << QByteArray("a\r\n..\r\nb\r\n.\r\n");
    QTest::newRow("two") << QByteArray("..") << QByteArray("...\r\n.\r\n");
    QTest::newRow("inside") << QByteArray("a.b") << QByteArray("a.b\r\n.\r\n");
    // A bare end that some server takes for a line would smuggle a second mail in.
    QTest::newRow("bare LF") << QByteArray("a\n.\nMAIL") << QByteArray("a\r\n..\r\nMAIL\r\n.\r\n");
    QTest::newRow("bare CR") << QByteArray("a\r.\rMAIL") << QByteArray("a\r\n..\r\nMAIL\r\n.\r\n");
}

void TestSmtp::dots_areDoubled()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sent);
    QCOMPARE(smtpData(text), sent);
}

void TestSmtp::talk_startTls()
{
    SmtpSession session(errand());
    QCOMPARE(session.onBytes("220 hello\r\n").send, QByteArray("EHLO youka.invalid\r\n"));
    QVERIFY(session.onBytes("250-x\r\n250-AUTH PLAIN\r\n").send.isEmpty());
    QCOMPARE(session.onBytes("250 STARTTLS\r\n").send, QByteArray("STARTTLS\r\n"));
    const auto tls = session.onBytes("220 go\r\n");
    QVERIFY(tls.startTls && tls.send.isEmpty());
    QCOMPARE(session.onEncrypted().send, QByteArray("EHLO youka.invalid\r\n"));
    QCOMPARE(session.onBytes("250-x\r\n250 AUTH=LOGIN PLAIN\r\n").send,
             "AUTH PLAIN " + QByteArray("\0user\0secret", 12).toBase64() + "\r\n");
    QCOMPARE(session.onBytes("235 ok\r\n").send, QByteArray("MAIL FROM:<card@youka.example>\r\n"));
    QCOMPARE(session.onBytes("250 ok\r\n").send, QByteArray("RCPT TO:<li@example.com>\r\n"));
    QCOMPARE(session.onBytes("250 ok\r\n").send, QByteArray("DATA\r\n"));
    QCOMPARE(session.onBytes("354 go\r\n").send, QByteArray("a\r\n.\r\n"));
    const auto over = session.onBytes("250 queued as 7\r\n");
    QVERIFY(over.isOver);
    QCOMPARE(over.send, QByteArray("QUIT\r\n"));
    QVERIFY(session.news().word == DeliveryWord::Delivered);
    QCOMPARE(session.news().reference, QStringLiteral("queued as 7"));
    QVERIFY(session.onLost(QStringLiteral("reset")).isOver); // that is how it ends
    QVERIFY(session.news().word == DeliveryWord::Delivered);
}

void TestSmtp::talk_anySplit()
{
    const QByteArray all = "220-a\r\n220 b\r\n250-x\r\n250 AUTH PLAIN\r\n235 ok\r\n250 ok\r\n250 ok\n354 "
                           "go\r\n250 done\r\n";
    for (qsizetype cut = 0; cut <= all.size(); ++cut) {
        SmtpSession session(errand(SmtpSecurity::None));
        QByteArray sent = session.onBytes(all.first(cut)).send;
        const auto last = session.onBytes(all.sliced(cut));
        sent += last.send;
        QVERIFY(last.isOver);
        QVERIFY(session.news().word == DeliveryWord::Delivered);
        QCOMPARE(sent.count("\r\n"), 8); // EHLO, AUTH, MAIL, RCPT, DATA, the mail's two, QUIT
    }
}

void TestSmtp::noStartTls_noPassword()
{
    SmtpSession session(errand());
    QByteArray sent = session.onBytes("220 hello\r\n").send;
    const auto over = session.onBytes("250-x\r\n250 AUTH PLAIN\r\n");
    sent += over.send;
    QVERIFY(over.isOver);
    QVERIFY(session.news().word == DeliveryWord::Unknown);
    QVERIFY(!sent.contains("AUTH") && !sent.contains("MAIL"));
}

void TestSmtp::bytesAfterStartTls_endIt()
{
    SmtpSession session(errand());
    session.onBytes("220 hello\r\n250 STARTTLS\r\n");
    const auto over = session.onBytes("220 go\r\n250 AUTH PLAIN\r\n");
    QVERIFY(over.isOver && !over.startTls && over.send.isEmpty());
    QVERIFY(session.news().word == DeliveryWord::Unknown);
}

void TestSmtp::replies_data()
{
    QTest::addColumn<int>("before"); ///< good replies first
    QTest::addColumn<QByteArray>("reply");
    QTest::addColumn<int>("word");
    const auto row = [](const char *name, int before, const char *reply, DeliveryWord word) {
        QTest::newRow(name) << before << QByteArray(reply) << int(word);
    };
    constexpr auto Unknown = DeliveryWord::Unknown;
    constexpr auto Refused = DeliveryWord::Refused;
    row("greeting 554", 0, "554 no\r\n", Unknown);
    row("greeting 421", 0, "421 later\r\n", Unknown);
    row("hello 502", 1, "502 what\r\n", Unknown);
    row("wrong password", 2, "535 no\r\n", Unknown);
    row("our address 550", 3, "550 not you\r\n", Unknown); // ours is no fault of this message
    row("no such user", 4, "550 5.1.1 no\r\n", Refused);
    row("mailbox full", 4, "452 full\r\n", Unknown);
    row("sign in first", 4, "530 first\r\n", Unknown);
    row("no data", 5, "554 no\r\n", Refused);
    row("250 for DATA", 5, "250 ok\r\n", Unknown);
    row("spam", 6, "554 5.7.1 spam\r\n", Refused);
    row("greylisted", 6, "451 later\r\n", Unknown);
    row("354 for the mail", 6, "354 go\r\n", Unknown);
    row("two codes", 6, "250-a\r\n251 b\r\n", Unknown);
    row("letters", 6, "OK done\r\n", Unknown);
    row("no mark", 6, "250x\r\n", Unknown);
    row("empty line", 6, "\r\n", Unknown);
    row("six hundred", 6, "600 x\r\n", Unknown);
}

void TestSmtp::replies()
{
    QFETCH(int, before);
    QFETCH(QByteArray, reply);
    QFETCH(int, word);
    const char *good[] = {"220 a\r\n", "250 AUTH PLAIN\r\n", "235 a\r\n",
                          "250 a\r\n", "250 a\r\n",          "354 a\r\n"};
    SmtpSession session(errand(SmtpSecurity::None));
    for (int i = 0; i < before; ++i)
        QVERIFY(!session.onBytes(good[i]).isOver);
    QVERIFY(session.onBytes(reply).isOver);
    QCOMPARE(int(session.news().word), word);
}

/// Whatever comes, a mail is delivered only when its own 2xx came, memory has a bound, and it ends.
void TestSmtp::garbage_neverDelivers()
{
    QRandomGenerator random(20'260'101);
    const QByteArray words[] = {"2",  "5",          "250",      "354", "-",    " ",         "\r\n",     "\n",
                                "\r", "AUTH PLAIN", "STARTTLS", "\0x", "\xff", "220 a\r\n", "235 a\r\n"};
    const char *good[] = {"220 a\r\n", "250 AUTH PLAIN\r\n", "235 a\r\n",
                          "250 a\r\n", "250 a\r\n",          "354 a\r\n"};
    int delivered = 0;
    for (int round = 0; round < 20'000; ++round) {
        SmtpSession session(errand(SmtpSecurity::None));
        QByteArray sent;
        for (int i = random.bounded(7); i > 0; --i) // from anywhere in the talk
            sent += session.onBytes(good[sent.count("\r\n")]).send;
        bool isOver = false;
        for (int i = 0; i < 40 && !isOver; ++i) {
            const auto output = session.onBytes(words[random.bounded(int(std::size(words)))]);
            sent += output.send;
            isOver = output.isOver;
        }
        if (isOver && session.news().word == DeliveryWord::Delivered)
            QVERIFY(sent.contains("DATA\r\na\r\n.\r\n") && ++delivered);
    }
    QVERIFY(delivered > 0);
    SmtpSession endless(errand(SmtpSecurity::None));
    QVERIFY(endless.onBytes(QByteArray(SmtpSession::LongestLine + 1, '2')).isOver);
    SmtpSession talker(errand(SmtpSecurity::None));
    QVERIFY(talker.onBytes(QByteArray("220-a\r\n").repeated(SmtpSession::MostLines + 1)).isOver);
    QVERIFY(talker.news().word == DeliveryWord::Unknown);
}

void TestSmtp::smsSignature_isOfAllParts()
{
    const QByteArray usual = gatewaySignature("key", "POST", "/a?b", "1", "{}");
    // printf 'POST\n/a?b\n1\n%s' $(printf '{}' | sha256sum) | openssl dgst -sha256 -hmac key
    QCOMPARE(usual, QByteArray("cac53fd2baa82b21eac5a975fdfc1470f2ecf2adef392ea3b93dc8d0a1d53bbd"));
    QVERIFY(gatewaySignature("kez", "POST", "/a?b", "1", "{}") != usual);
    QVERIFY(gatewaySignature("key", "GET", "/a?b", "1", "{}") != usual);
    QVERIFY(gatewaySignature("key", "POST", "/a", "1", "{}") != usual);
    QVERIFY(gatewaySignature("key", "POST", "/a?b", "2", "{}") != usual);
    QVERIFY(gatewaySignature("key", "POST", "/a?b", "1", "{ }") != usual);
}

void TestSmtp::smsNews_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("word");
    const auto row = [](const char *name, int status, const char *body, DeliveryWord word) {
        QTest::newRow(name) << status << QByteArray(body) << int(word);
    };
    row("ok", 200, R"({"code":"OK","bizId":"1"})", DeliveryWord::Delivered);
    row("ok with 500", 500, R"({"code":"OK"})", DeliveryWord::Unknown);
    row("bad number", 200, R"({"code":"isv.MOBILE_NUMBER_ILLEGAL"})", DeliveryWord::Refused);
    row("bad number, 400", 400, R"({"code":"isv.MOBILE_NUMBER_ILLEGAL"})", DeliveryWord::Refused);
    row("bad number, 502", 502, R"({"code":"isv.MOBILE_NUMBER_ILLEGAL"})", DeliveryWord::Unknown);
    row("limit", 200, R"({"code":"isv.BUSINESS_LIMIT_CONTROL"})", DeliveryWord::Unknown);
    row("out of money", 200, R"({"code":"isv.AMOUNT_NOT_ENOUGH"})", DeliveryWord::Unknown);
    row("signature", 403, R"({"code":"SignatureDoesNotMatch"})", DeliveryWord::Unknown);
    row("nothing", 0, "", DeliveryWord::Unknown);
    row("empty", 200, "", DeliveryWord::Unknown);
    row("html", 200, "<html>", DeliveryWord::Unknown);
    row("number for a word", 200, R"({"code":0})", DeliveryWord::Unknown);
    row("cut", 200, R"({"code":"OK")", DeliveryWord::Unknown);
    row("redirect", 302, R"({"code":"OK"})", DeliveryWord::Unknown);
}

void TestSmtp::smsNews()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(int, word);
    QCOMPARE(int(youka::smsNews({status, {}, body}).word), word);
}

void TestSmtp::pushNews_tellsWhatIsGone()
{
    const auto word = [](int status, const char *body) {
        return pushNews({status, {}, QByteArray(body)}).word;
    };
    const char *gone = R"({"code":"push.TOKEN_UNREGISTERED"})";
    QVERIFY(word(200, gone) == DeliveryWord::Gone);
    QVERIFY(word(410, gone) == DeliveryWord::Gone);
    QVERIFY(word(502, gone) == DeliveryWord::Unknown); // a proxy may say anything
    QVERIFY(word(200, R"({"code":"push.PAYLOAD_TOO_LARGE"})") == DeliveryWord::Refused);
    QVERIFY(word(200, R"({"code":"isv.MOBILE_NUMBER_ILLEGAL"})") == DeliveryWord::Unknown);
    QVERIFY(word(200, R"({"code":"OK"})") == DeliveryWord::Delivered);
    QVERIFY(youka::smsNews({200, {}, QByteArray(gone)}).word == DeliveryWord::Unknown);
}

QTEST_GUILESS_MAIN(TestSmtp)
#include "tst_smtp.moc"

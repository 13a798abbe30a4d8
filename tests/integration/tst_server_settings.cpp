#include "apps/server/server_settings.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace youka;

class TestServerSettings : public QObject
{
    Q_OBJECT
    QTemporaryDir m_dir;

    Result<ServerSettings> load(const QByteArray &text)
    {
        QFile file(m_dir.filePath(QStringLiteral("server.toml")));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
        file.close();
        return ServerSettings::load(file.fileName());
    }

private Q_SLOTS:
    void emptyOrAbsentFile_isAWorkingServer()
    {
        QVERIFY(ServerSettings::load(m_dir.filePath(QStringLiteral("none.toml"))));
        const auto settings = load("");
        QVERIFY(settings);
        QCOMPARE(settings->address, QStringLiteral("127.0.0.1"));
        QCOMPARE(settings->port, 8443);
        QCOMPARE(settings->idleSeconds, 75);
        QCOMPARE(settings->recordsInWork, 5'000);
        QVERIFY(settings->tls);
        QCOMPARE(settings->store, QStringLiteral("sqlcipher"));
        QVERIFY((settings->secondPersonAbove == Money{50'000, {}}));
        QCOMPARE(settings->reverseWithinHours, 24);
    }
    void everyKey_isRead()
    {
        const auto settings = load(
            "[server]\ndata = '/d'\nmaster_key = '/k'\naddress = '0.0.0.0'\nport = 1\n"
            "threads = 3\ntls = true\ncertificate = '/c'\ncertificate_key = '/p'\n"
            "max_body_bytes = 2048\nidle_seconds = 9\nrecords_in_work = 700\n[store]\nengine = 'postgresql'\n"
            "postgresql = 'host=/run dbname=y'\n[control]\n"
            "second_person_above = '99.50'\nreverse_within_hours = 48\n[payments]\n"
            "notice_base = 'https://card.example/'\ntitle = 'x'\nqr_seconds = 120\ncode_seconds = 60\n"
            "call_timeout_ms = 5000\nauthorities = '/a'\nwallets = 'wechat 18 10-15'\n"
            "limits = '* 1.00 200.00 400.00; S1 5.00 50.00 50.00'\n[messages]\n"
            "sms_url = 'https://sms.example/send'\nsms_account = 'a'\nsms_sign = 's'\nsms_timeout_ms = 2000\n"
            "smtp_host = 'mail.example'\nsmtp_security = 'tls'\nsmtp_user = 'u'\n"
            "mail_from = 'card@Example.com'\nmail_name = 'n'\nauthorities = '/b'\nzone = 'Asia/Urumqi'\n"
            "push_url = 'https://push.example/send'\npush_account = 'p'\npush_timeout_ms = 3000\n"
            "low_balance = '80.00'\ncoupon_days = 7\n"
            "[invoices]\nurl = 'https://tax.example/open/v1/services'\napp_key = 'k'\n"
            "tax_number = '91350100m000100y43'\nclerk = 'c'\nauthorities = '/c'\ntimeout_ms = 3000\n");
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().detail));
        QCOMPARE(settings->dataDir, QStringLiteral("/d"));
        QCOMPARE(settings->masterKeyFile, QStringLiteral("/k"));
        QCOMPARE(settings->port, 1);
        QCOMPARE(settings->threads, 3);
        QCOMPARE(settings->maxBodyBytes, 2048);
        QCOMPARE(settings->idleSeconds, 9);
        QCOMPARE(settings->recordsInWork, 700);
        QCOMPARE(settings->postgresql, QStringLiteral("host=/run dbname=y"));
        QVERIFY((settings->secondPersonAbove == Money{9'950, {}}));
        QCOMPARE(settings->reverseWithinHours, 48);
        const MessageSettings &messages = settings->messages;
        QCOMPARE(messages.smsUrl, QStringLiteral("https://sms.example/send"));
        QCOMPARE(messages.smsAccount + messages.smsSign, QStringLiteral("as"));
        QCOMPARE(messages.smsTimeoutMs, 2'000);
        QCOMPARE(messages.smtpHost, QStringLiteral("mail.example"));
        QVERIFY(messages.smtpSecurity == SmtpSecurity::Tls);
        QCOMPARE(messages.smtpPort, 465);
        QCOMPARE(messages.smtpUser + messages.mailName, QStringLiteral("un"));
        QCOMPARE(messages.mailFrom, QStringLiteral("card@example.com"));
        QCOMPARE(messages.authoritiesFile, QStringLiteral("/b"));
        QCOMPARE(messages.zone.id(), QByteArray("Asia/Urumqi"));
        QCOMPARE(messages.pushUrl + messages.pushAccount, QStringLiteral("https://push.example/sendp"));
        QCOMPARE(messages.pushTimeoutMs, 3'000);
        QCOMPARE(messages.terms().lowBalance.minor, 8'000);
        QCOMPARE(messages.terms().couponDays, 7);
        const InvoiceSettings &invoices = settings->invoices;
        QCOMPARE(invoices.url, QStringLiteral("https://tax.example/open/v1/services"));
        QCOMPARE(invoices.platform + invoices.appKey + settings->seller.clerk, QStringLiteral("nuonuokc"));
        QCOMPARE(settings->seller.taxNumber, QStringLiteral("91350100M000100Y43"));
        QCOMPARE(invoices.authoritiesFile, QStringLiteral("/c"));
        QCOMPARE(invoices.timeoutMs, 3'000);
        const PaymentSettings &payments = settings->payments;
        QCOMPARE(payments.noticeBase, QStringLiteral("https://card.example"));
        QCOMPARE(payments.qrSeconds, 120);
        QCOMPARE(payments.codeSeconds, 60);
        QCOMPARE(payments.callTimeoutMs, 5'000);
        QCOMPARE(payments.authoritiesFile, QStringLiteral("/a"));
        QCOMPARE(payments.wallets.size(), 1);
        QVERIFY((payments.limitsOf(QStringLiteral("S1")).most == Money{5'000, {}}));
        QVERIFY((payments.limitsOf(QStringLiteral("S2")).perDay == Money{40'000, {}}));
        for (const char *wrong : {"* 1.00 200.00", "* 0 1.00 1.00", "* 5.00 1.00 9.00", "* 1 2 3; * 1 2 3"})
            QVERIFY2(!parsePaymentLimits(QString::fromLatin1(wrong)), wrong);
    }

    /// Each names the file, the line and the key.
    void errors_nameFileLineAndKey_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("where");
        const auto row = [](const char *name, const char *text, const char *where) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(where);
        };
        row("port is a text", "[server]\nport = '8443'\n", "server.toml:2: server.port");
        row("port out of range", "[server]\n\nport = 65536\n", "server.toml:3: server.port");
        row("no thread", "[server]\nthreads = 0\n", "server.toml:2: server.threads");
        row("tls is a number", "[server]\ntls = 1\n", "server.toml:2: server.tls");
        row("data is a number", "[server]\ndata = 1\n", "server.toml:2: server.data");
        row("no idle time", "[server]\nidle_seconds = 0\n", "server.toml:2: server.idle_seconds");
        row("tiny bodies", "[server]\nmax_body_bytes = 10\n", "server.toml:2: server.max_body_bytes");
        row("sms without TLS", "[messages]\nsms_url = 'http://sms.example/'\n",
            "server.toml:2: messages.sms_url");
        row("sms to nowhere", "[messages]\nsms_url = 'https:'\n", "server.toml:2: messages.sms_url");
        row("push without TLS", "[messages]\npush_url = 'http://push.example/'\n",
            "server.toml:2: messages.push_url");
        row("less than nothing left", "[messages]\nlow_balance = '-1.00'\n",
            "server.toml:2: messages.low_balance");
        row("coupons for ever", "[messages]\ncoupon_days = 61\n", "server.toml:2: messages.coupon_days");
        row("mail from nobody", "[messages]\nmail_from = 'x'\nsmtp_host = 'h'\n",
            "server.toml:2: messages.mail_from");
        row("no such security", "[messages]\nsmtp_security = 'ssl'\n",
            "server.toml:2: messages.smtp_security");
        row("invoices without TLS", "[invoices]\nurl = 'http://tax.example/'\n",
            "server.toml:2: invoices.url");
        row("invoices of nobody",
            "[invoices]\nurl = 'https://tax.example/open/v1/services'\ntax_number = 'x'\n",
            "server.toml:3: invoices.tax_number");
        row("no such zone", "[messages]\nzone = 'Moon'\n", "server.toml:2: messages.zone");
        row("unknown key", "[server]\nport = 1\nprot = 2\n", "server.toml:3: server.prot");
        row("unknown table", "[sever]\nport = 1\n", "server.toml:2: sever.port");
        row("syntax", "[server]\nport = \n", "server.toml:2:");
        row("twice", "[server]\nport = 1\nport = 2\n", "server.toml:3:");
        row("engine", "[store]\nengine = 'oracle'\n", "server.toml:2: store.engine");
        row("no connection", "[store]\nengine = 'postgresql'\n", "server.toml: store.postgresql");
        row("limit below nothing", "[control]\nsecond_person_above = '-1'\n",
            "server.toml:2: control.second_person_above");
        row("limit is a word", "[control]\nsecond_person_above = 'all'\n",
            "server.toml:2: control.second_person_above");
        row("no time at all", "[control]\nreverse_within_hours = 0\n",
            "server.toml:2: control.reverse_within_hours");
        row("address", "[server]\naddress = 'localhost'\n", "server.toml:2: server.address");
        row("no TLS in public", "[server]\naddress = '0.0.0.0'\ntls = false\n", "server.toml:3: server.tls");
    }
    void errors_nameFileLineAndKey()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, where);
        const auto refused = load(text);
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::SettingsInvalid);
        QVERIFY2(refused.error().detail.contains(where), qPrintable(refused.error().detail));
    }
};

QTEST_GUILESS_MAIN(TestServerSettings)
#include "tst_server_settings.moc"

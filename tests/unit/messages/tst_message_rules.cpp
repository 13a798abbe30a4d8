#include "core/domain/messages/message_rules.h"

#include <QTest>

using namespace youka;

class TestMessageRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void names_goBothWays();
    void template_isChecked_data();
    void template_isChecked();
    void usualTemplates_areValid();
    void fields_areFilled();
    void field_makesNoLineOfItsOwn();
    void quietHours_data();
    void quietHours();
    void backOff_growsToAnHour();
    void phone_data();
    void phone();
    void mail_data();
    void mail();
    void masked_data();
    void masked();
};

namespace {
constexpr MessageKind Kinds[] = {
    MessageKind::PaymentSuccess, MessageKind::TopUp,      MessageKind::LowBalance, MessageKind::Limit,
    MessageKind::CouponExpiring, MessageKind::CardFrozen, MessageKind::Invoice,    MessageKind::OneTimeCode};
}

void TestMessageRules::names_goBothWays()
{
    for (const MessageKind kind : Kinds)
        QVERIFY(messageKindOf(QString(messageKindName(kind))) == kind);
    QVERIFY(!messageKindOf(u"advertising"));
    QVERIFY(messageWayOf(u"email") == MessageWay::Email);
    QVERIFY(messageLanguageOf(u"en") == MessageLanguage::English);
}

void TestMessageRules::template_isChecked_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("subject");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("refusal");
    const auto row = [](const char *name, MessageKind kind, MessageWay way, const char *subject,
                        const char *text, const char *refusal) {
        QTest::newRow(name) << int(kind) << int(way) << QString::fromUtf8(subject) << QString::fromUtf8(text)
                            << QString::fromLatin1(refusal);
    };
    constexpr const char *Bad = "message.template-invalid";
    constexpr const char *Wrong = "input.invalid";
    row("plain", MessageKind::TopUp, MessageWay::Sms, "", "hello", "");
    row("fields", MessageKind::TopUp, MessageWay::Sms, "", "{card}充值{amount}", "");
    row("of another kind", MessageKind::TopUp, MessageWay::Sms, "", "{code}", Bad);
    row("unknown", MessageKind::TopUp, MessageWay::Sms, "", "{cvv}", Bad);
    row("empty field", MessageKind::TopUp, MessageWay::Sms, "", "{}", Bad);
    row("spaces are no name", MessageKind::TopUp, MessageWay::Sms, "", "{ card }", Bad);
    row("open brace", MessageKind::TopUp, MessageWay::Sms, "", "{card", Bad);
    row("closing brace", MessageKind::TopUp, MessageWay::Sms, "", "card}", Bad);
    row("brace in brace", MessageKind::TopUp, MessageWay::Sms, "", "{{card}}", Bad);
    row("no text", MessageKind::TopUp, MessageWay::Sms, "", " \n", Wrong);
    row("mail without a subject", MessageKind::TopUp, MessageWay::Email, "", "x", Wrong);
    row("mail", MessageKind::TopUp, MessageWay::Email, "{card}", "x", "");
    row("field in the subject", MessageKind::TopUp, MessageWay::Email, "{code}", "x", Bad);
    row("subject of two lines", MessageKind::TopUp, MessageWay::Email, "a\r\nBcc: b", "x", Bad);
    row("code", MessageKind::OneTimeCode, MessageWay::Sms, "", "{code}", "");
    row("no code", MessageKind::OneTimeCode, MessageWay::Sms, "", "{minutes}", Bad);
    QTest::newRow("too long") << int(MessageKind::TopUp) << 1 << QString()
                              << QString(LongestMessage + 1, u'x') << QString::fromLatin1(Wrong);
    QTest::newRow("longest") << int(MessageKind::TopUp) << 1 << QString() << QString(LongestMessage, u'x')
                             << QString();
}

void TestMessageRules::template_isChecked()
{
    QFETCH(int, kind);
    QFETCH(int, way);
    QFETCH(QString, subject);
    QFETCH(QString, text);
    QFETCH(QString, refusal);
    const auto checked = checkTemplate(MessageKind(kind), MessageWay(way), {subject, text});
    if (refusal.isEmpty())
        QVERIFY2(checked.has_value(), checked ? "" : qPrintable(toString(checked.error())));
    else
        QVERIFY(!checked
                && checked.error().code
                    == (refusal == QLatin1String("input.invalid") ? ErrorCode::InvalidInput
                                                                  : ErrorCode::MessageTemplateInvalid));
}

void TestMessageRules::usualTemplates_areValid()
{
    for (const MessageKind kind : Kinds)
        for (const auto language : {MessageLanguage::Chinese, MessageLanguage::English}) {
            const MessageText text = usualTemplate(kind, language);
            QVERIFY2(checkTemplate(kind, MessageWay::Email, text).has_value(), messageKindName(kind).data());
            QVERIFY(text.text != usualTemplate(kind, MessageLanguage(3 - int(language))).text);
        }
}

void TestMessageRules::fields_areFilled()
{
    const MessageText filled =
        fillTemplate({QStringLiteral("{card}!"), QStringLiteral("{card}: {amount}{amount} {bonus}.")},
                     {{QStringLiteral("card"), QStringLiteral("{amount}")},
                      {QStringLiteral("amount"), QStringLiteral("9")}});
    QCOMPARE(filled.subject, QStringLiteral("{amount}!")); // what is filled in is not filled again
    QCOMPARE(filled.text, QStringLiteral("{amount}: 99 ."));
}

void TestMessageRules::field_makesNoLineOfItsOwn()
{
    const MessageText filled = fillTemplate({QStringLiteral("{card}"), QStringLiteral("a\n{card}")},
                                            {{QStringLiteral("card"), QStringLiteral("x\r\nBcc: y\u2028z")}});
    QCOMPARE(filled.subject, QStringLiteral("x  Bcc: y z"));
    QCOMPARE(filled.text, QStringLiteral("a\nx  Bcc: y z"));
}

void TestMessageRules::quietHours_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("sent");
    const auto row = [](const char *name, MessageKind kind, const char *at, const char *sent) {
        QTest::newRow(name) << int(kind) << QString::fromLatin1(at) << QString::fromLatin1(sent);
    };
    // Beijing is eight hours ahead.
    row("noon", MessageKind::TopUp, "2026-01-05T04:00:00.000Z", "2026-01-05T04:00:00.000Z");
    row("21:59:59.999", MessageKind::TopUp, "2026-01-05T13:59:59.999Z", "2026-01-05T13:59:59.999Z");
    row("22:00", MessageKind::TopUp, "2026-01-05T14:00:00.000Z", "2026-01-06T00:00:00.000Z");
    row("midnight", MessageKind::LowBalance, "2026-01-05T16:00:00.000Z", "2026-01-06T00:00:00.000Z");
    row("7:59", MessageKind::LowBalance, "2026-01-05T23:59:00.000Z", "2026-01-06T00:00:00.000Z");
    row("8:00", MessageKind::LowBalance, "2026-01-06T00:00:00.000Z", "2026-01-06T00:00:00.000Z");
    row("a freeze", MessageKind::CardFrozen, "2026-01-05T16:00:00.000Z", "2026-01-05T16:00:00.000Z");
    row("a code", MessageKind::OneTimeCode, "2026-01-05T16:00:00.000Z", "2026-01-05T16:00:00.000Z");
}

void TestMessageRules::quietHours()
{
    QFETCH(int, kind);
    QFETCH(QString, at);
    QFETCH(QString, sent);
    const auto when = Timestamp::fromIso(at);
    QVERIFY(when.has_value());
    QCOMPARE(notBefore(MessageKind(kind), *when, QTimeZone("Asia/Shanghai")).toIso(), sent);
}

void TestMessageRules::backOff_growsToAnHour()
{
    QCOMPARE(backOffMs(1), 10'000);
    for (int tries = 2; tries < MostTries; ++tries)
        QVERIFY(backOffMs(tries) > backOffMs(tries - 1));
    QCOMPARE(backOffMs(MostTries - 1), 3'600'000);
    QCOMPARE(backOffMs(1'000), 3'600'000);
    QCOMPARE(backOffMs(0), 10'000);
}

void TestMessageRules::phone_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal");
    const auto row = [](const char *text, const char *normal) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(normal);
    };
    for (const char *same : {"13800138000", "+8613800138000", "008613800138000", "8613800138000",
                             "138 0013 8000", "138-0013-8000", "(+86) 13800138000"})
        row(same, "+8613800138000");
    row("+85291234567", "+85291234567");
    row("12800138000", "");
    row("+8612345", "");
    row("1380013800", "");
    row("138001380000", "");
    row("", "");
    row("+", "");
    row("+0123456789", "");
    row("1380013800x", "");
    row("１３８００１３８０００", "");
    row("13800138000\n", "");
    row("+1234567890123456", "");
}

void TestMessageRules::phone()
{
    QFETCH(QString, text);
    QFETCH(QString, normal);
    QCOMPARE(normalAddress(MessageWay::Sms, text).value_or(QString()), normal);
}

void TestMessageRules::mail_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("normal");
    const auto row = [](const char *text, const char *normal) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(normal);
    };
    row("li@example.com", "li@example.com");
    row(" Li.Wu+oil@Example.COM ", "Li.Wu+oil@example.com");
    for (const char *wrong : {"", "li", "li@", "@example.com", "li@example", "li@@example.com",
                              "l i@example.com", "li@example.com\r\nRCPT TO:<x@y.zz>", "li@example.com>",
                              "<li@example.com", ".li@example.com", "li..wu@example.com", "li@-example.com",
                              "李@example.com", "li@例子.com", "li@example.com\n", "\"li\"@example.com"})
        row(wrong, QByteArray(wrong) == "li@example.com\n" ? "li@example.com" : ""); // white space around
    QTest::newRow("65") << QString(QString(65, u'a') + QStringLiteral("@example.com")) << QString();
}

void TestMessageRules::mail()
{
    QFETCH(QString, text);
    QFETCH(QString, normal);
    QCOMPARE(normalAddress(MessageWay::Email, text).value_or(QString()), normal);
}

void TestMessageRules::masked_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("address");
    QTest::addColumn<QString>("masked");
    QTest::newRow("mainland") << 1 << QStringLiteral("+8613800138000") << QStringLiteral("138****8000");
    QTest::newRow("abroad") << 1 << QStringLiteral("+85291234567") << QStringLiteral("+85****4567");
    QTest::newRow("short") << 1 << QStringLiteral("1234567") << QStringLiteral("****");
    QTest::newRow("mail") << 2 << QStringLiteral("li@example.com") << QStringLiteral("l***@example.com");
    QTest::newRow("none") << 2 << QString() << QString();
}

void TestMessageRules::masked()
{
    QFETCH(int, way);
    QFETCH(QString, address);
    QFETCH(QString, masked);
    QCOMPARE(maskedAddress(MessageWay(way), address), masked);
}

QTEST_GUILESS_MAIN(TestMessageRules)
#include "tst_message_rules.moc"

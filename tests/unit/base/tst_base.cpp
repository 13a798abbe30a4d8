#include "core/foundation/base/json.h"
#include "core/foundation/base/settings.h"

#include <QJsonArray>
#include <QSet>
#include <QTest>

using namespace youka;
using namespace youka::literals;

class TestBase : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void errorCodes_areUniqueAndRoundTrip();
    void ids_increaseEvenWhenTheClockStepsBack();
    void ids_areVersion7();
    void businessDay_beforeCutOver_isYesterday();
    void timestamp_withoutZone_isRefused();
    void jsonText_isReadBack_data();
    void jsonText_isReadBack();
    void jsonReader_namesTheMember();
    void jsonReader_readsEveryKind();
    void jsonReader_missingMember_givesTheDefault();
    void moneyFromJson_beyondReason_isRefused();
    void settings_errorsNameFileLineAndKey_data();
    void settings_errorsNameFileLineAndKey();
    void settings_readsTablesAndDefaults();
};

void TestBase::errorCodes_areUniqueAndRoundTrip()
{
    QSet<int> numbers;
    QSet<QString> names;
#define YOUKA_X(ident, number, text, transient)                                                              \
    QVERIFY2(!numbers.contains(number), text);                                                               \
    numbers.insert(number);                                                                                  \
    QVERIFY2(!names.contains(QLatin1String(text)), text);                                                    \
    names.insert(QLatin1String(text));                                                                       \
    QCOMPARE(errorCodeFromName(QLatin1String(text)), std::optional(ErrorCode::ident));                       \
    QCOMPARE(errorCodeName(ErrorCode::ident), QLatin1String(text));                                          \
    QCOMPARE(isTransient(ErrorCode::ident), transient);
    YOUKA_ERROR_CODES(YOUKA_X)
#undef YOUKA_X
    QVERIFY(!errorCodeFromName("no.such"));
}

void TestBase::ids_increaseEvenWhenTheClockStepsBack()
{
    ManualClock clock;
    IdSource source(clock, 42);
    QByteArray last;
    for (int i = 0; i < 10'000; ++i) {
        if (i == 5'000)
            clock.advanceMs(-60'000);
        else if (i % 7 == 0)
            clock.advanceMs(1);
        const QByteArray id = source.next().toRfc4122();
        QVERIFY(last < id);
        last = id;
    }
}

void TestBase::ids_areVersion7()
{
    ManualClock clock;
    IdSource source(clock, 42);
    const QByteArray id = source.next().toRfc4122();
    QCOMPARE(id[6] & 0xf0, 0x70);
    QCOMPARE(quint8(id[8]) & 0xc0, 0x80);
    qint64 ms = 0;
    for (int i = 0; i < 6; ++i)
        ms = (ms << 8) | quint8(id[i]);
    QCOMPARE(ms, clock.now().ms);
}

void TestBase::businessDay_beforeCutOver_isYesterday()
{
    const QTimeZone zone("Asia/Shanghai");
    const auto at = [](const char *iso) { return *Timestamp::fromIso(QString::fromLatin1(iso)); };
    QCOMPARE(businessDay(at("2026-03-01T21:59:00Z"), zone, QTime(6, 0)), QDate(2026, 3, 1));
    QCOMPARE(businessDay(at("2026-03-01T22:00:00Z"), zone, QTime(6, 0)), QDate(2026, 3, 2));
}

void TestBase::timestamp_withoutZone_isRefused()
{
    QVERIFY(!Timestamp::fromIso(u"2026-01-01T00:00:00"));
    QVERIFY(!Timestamp::fromIso(u"yesterday"));
    QCOMPARE(Timestamp::fromIso(u"2026-01-01T08:00:00.123+08:00")->toIso(),
             QStringLiteral("2026-01-01T00:00:00.123Z"));
}

void TestBase::jsonText_isReadBack_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("plain") << QStringLiteral("95");
    QTest::newRow("chinese") << QStringLiteral("油品");
    QTest::newRow("quote") << QStringLiteral("a \"word\"");
    QTest::newRow("backslash") << QStringLiteral("a\\b");
    QTest::newRow("control") << QStringLiteral("a\nb\x01");
    QTest::newRow("beyond the plane") << QStringLiteral("\U0001F697");
    QTest::newRow("half of a pair") << QString(QChar(0xd83d));
}

void TestBase::jsonText_isReadBack()
{
    QFETCH(const QString, text);
    const QByteArray json = "{\"a\":" + jsonText(text) + '}';
    const auto read = parseJsonObject(json);
    QVERIFY2(read.has_value(), json.constData());
    QCOMPARE((*read)[QLatin1String("a")].toString(), text);
}

void TestBase::jsonReader_namesTheMember()
{
    JsonReader in(*parseJsonObject(R"({"n": 1.5, "m": {"amount":"1.234","currency":"CNY"}})"));
    in.integer("n", 0, 10);
    in.money("m");
    QVERIFY(in.error());
    QVERIFY2(in.error()->detail.startsWith(QLatin1String("n: ")), qPrintable(in.error()->detail));
}

void TestBase::jsonReader_missingMember_givesTheDefault()
{
    JsonReader in(QJsonObject{});
    QVERIFY(in.booleanOr("b", true));
    QVERIFY(!in.booleanOr("b", false));
    QVERIFY(!in.has("b")); // reading adds nothing
    QCOMPARE(in.integerOr("n", 7, 0, 10), 7);
    QCOMPARE(in.textOr("t", QStringLiteral("x")), QStringLiteral("x"));
    QVERIFY(!in.error());
}

void TestBase::moneyFromJson_beyondReason_isRefused()
{
    const auto read = [](const char *amount) {
        return moneyFromJson(QJsonObject{{QStringLiteral("amount"), QString::fromLatin1(amount)},
                                         {QStringLiteral("currency"), QStringLiteral("CNY")}});
    };
    QVERIFY(read("1000000000000.00"));
    QVERIFY(read("-1000000000000.00"));
    QCOMPARE(read("1000000000000.01").error().code, ErrorCode::NumberOutOfRange);
    QCOMPARE(read("-1000000000000.01").error().code, ErrorCode::NumberOutOfRange);
}

void TestBase::jsonReader_readsEveryKind()
{
    QJsonObject object{{QStringLiteral("t"), QStringLiteral("2026-01-01T00:00:00.000Z")},
                       {QStringLiteral("m"), toJson(200_yuan)},
                       {QStringLiteral("p"), toJson(UnitPrice{7'850, {}})},
                       {QStringLiteral("big"), QStringLiteral("9007199254740993")},
                       {QStringLiteral("b"), QStringLiteral("AAEC")},
                       {QStringLiteral("l"), QJsonArray{1, 2}}};
    JsonReader in(object);
    QCOMPARE(in.time("t").ms, 1'767'225'600'000);
    QCOMPARE(in.money("m"), 200_yuan);
    QCOMPARE(in.unitPrice("p").milli, 7'850);
    QCOMPARE(in.integer("big", 0, std::numeric_limits<qint64>::max()), 9'007'199'254'740'993);
    QCOMPARE(in.base64("b"), QByteArray("\0\1\2", 3));
    QCOMPARE(in.array("l").size(), 2);
    QVERIFY2(!in.error(), "all well");
}

void TestBase::settings_errorsNameFileLineAndKey_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QString>("expected");
    QTest::newRow("wrong type") << QByteArray("[server]\nport = \"x\"\n")
                                << QStringLiteral("s.toml:2: server.port: ");
    QTest::newRow("out of range") << QByteArray("[server]\n\nport = 70000\n")
                                  << QStringLiteral("s.toml:3: server.port: ");
    QTest::newRow("unknown key") << QByteArray("[server]\nport = 1\nprot = 2\n")
                                 << QStringLiteral("s.toml:3: server.prot: unknown");
    QTest::newRow("syntax") << QByteArray("[server\nport = 1\n") << QStringLiteral("s.toml:1: ");
}

void TestBase::settings_errorsNameFileLineAndKey()
{
    QFETCH(QByteArray, toml);
    QFETCH(QString, expected);
    auto settings = Settings::parse(toml, QStringLiteral("s.toml"));
    std::optional<Error> error;
    if (settings) {
        settings->integer("server.port", 8443, 1, 65'535);
        error = settings->error();
    } else {
        error = settings.error();
    }
    QVERIFY(error);
    QCOMPARE(error->code, ErrorCode::SettingsInvalid);
    QVERIFY2(error->detail.startsWith(expected), qPrintable(error->detail));
}

void TestBase::settings_readsTablesAndDefaults()
{
    auto settings = Settings::parse("name = \"a\"\n[[pump]]\naddress = 1\n[[pump]]\naddress = 2\n",
                                    QStringLiteral("s.toml"));
    QVERIFY(settings);
    QCOMPARE(settings->text("name", {}), QStringLiteral("a"));
    QCOMPARE(settings->count("pump"), 2);
    QCOMPARE(settings->integer("pump.1.address", 0, 0, 99), 2);
    QCOMPARE(settings->integer("pump.0.address", 0, 0, 99), 1);
    QCOMPARE(settings->boolean("tls", true), true);
    QVERIFY(!settings->error());
}

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"

#include "ui/sentences/sentences.h"

#include <QRegularExpression>
#include <QTest>

using namespace youka;

namespace {

constexpr ErrorCode Codes[] = {
#define YOUKA_X(name, number, text, transient) ErrorCode::name,
    YOUKA_ERROR_CODES(YOUKA_X)
#undef YOUKA_X
};

bool hasChinese(const QString &text)
{
    static const QRegularExpression Han(QStringLiteral("\\p{Han}"));
    return text.contains(Han);
}

}

class TestSentences : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCode_inBothLanguages_saysWhatAndWhatNow_data()
    {
        QTest::addColumn<ErrorCode>("code");
        for (const ErrorCode code : Codes)
            QTest::newRow(errorCodeName(code).data()) << code;
    }
    void everyCode_inBothLanguages_saysWhatAndWhatNow()
    {
        QFETCH(ErrorCode, code);
        QVERIFY(sentenceSource(code));
        const QString english = sentence(code, Language::English);
        const QString chinese = sentence(code, Language::Chinese);
        QVERIFY(english.endsWith(u'.') && !hasChinese(english));
        QVERIFY2(hasChinese(chinese), qPrintable(chinese));
        const QString name = errorCodeName(code);
        QVERIFY(!name.contains(u'.') || !english.contains(name)); // no code on a screen
        // No English in the Chinese screen.
        QVERIFY2(!chinese.contains(QRegularExpression(QStringLiteral("[A-Za-z]{2,}"))), qPrintable(chinese));
    }

    void noTwoCodes_sayTheSame()
    {
        QSet<QString> seen;
        for (const ErrorCode code : Codes) {
            const QString text = sentence(code, Language::Chinese);
            QVERIFY2(!seen.contains(text), qPrintable(text));
            seen.insert(text);
        }
    }

    void languageSwitch_whileRunning_changesTheWords()
    {
        Translator translator(Language::English);
        QCOMPARE(pumpStateText(PumpState::Fuelling), QStringLiteral("Fuelling"));
        QCOMPARE(productName(QStringLiteral("0")), QStringLiteral("0# diesel"));
        int told = 0;
        connect(&translator, &Translator::languageChanged, this, [&] { ++told; });
        translator.setLanguage(Language::Chinese);
        translator.setLanguage(Language::Chinese);
        QCOMPARE(told, 1);
        QCOMPARE(pumpStateText(PumpState::Fuelling), QStringLiteral("加油中"));
        QCOMPARE(productName(QStringLiteral("0")), QStringLiteral("0# 柴油"));
        QCOMPARE(sentence(ErrorCode::CardFrozen), sentence(ErrorCode::CardFrozen, Language::Chinese));
        QCOMPARE(productName(QStringLiteral("E10")), QStringLiteral("E10"));
    }

    void header_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<Language>("language");
        QTest::newRow("none") << QByteArray() << Language::English;
        QTest::newRow("plain") << QByteArray("zh-CN") << Language::Chinese;
        QTest::newRow("order") << QByteArray("fr, en-GB, zh") << Language::English;
        QTest::newRow("weights") << QByteArray("en;q=0.5, zh-CN;q=0.9") << Language::Chinese;
        QTest::newRow("one beats a fraction") << QByteArray("zh;q=0.999,en;q=1.0") << Language::English;
    }
    void header()
    {
        QFETCH(QByteArray, header);
        QFETCH(Language, language);
        QCOMPARE(languageFromHeader(header), language);
    }
};

QTEST_GUILESS_MAIN(TestSentences)
#include "tst_sentences.moc"

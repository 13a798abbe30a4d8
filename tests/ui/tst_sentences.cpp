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

    void figure_isSaidInBothLanguages_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<Money>("left");
        QTest::addColumn<QString>("english"); ///< empty: the sentence without a figure
        QTest::addColumn<QString>("chinese");
        const Money some{123'820, {}};
        QTest::newRow("day") << ErrorCode::LimitPerDay << Money{3'820, {}}
                             << QStringLiteral(
                                    "Daily limit reached: ¥38.20 left today. Choose a smaller amount "
                                    "or ask at the counter.")
                             << QStringLiteral(
                                    "已到当日限额：今天还可用 ¥38.20。请选择较小的金额，或到柜台咨询。");
        QTest::newRow("sale") << ErrorCode::LimitPerSale << some
                              << QStringLiteral(
                                     "Limit per purchase reached: ¥1,238.20 can be spent at this time. "
                                     "Choose a smaller amount.")
                              << QStringLiteral("超过单笔限额：本次最多可用 ¥1,238.20，请选择较小的金额。");
        QTest::newRow("funds") << ErrorCode::InsufficientFunds << some
                               << QStringLiteral(
                                      "There is not enough money on the card: ¥1,238.20 can be spent. "
                                      "Choose a smaller amount or top up at the counter.")
                               << QStringLiteral(
                                      "卡内余额不足：可用 ¥1,238.20。请选择较小的金额，或到柜台充值。");
        QTest::newRow("offline") << ErrorCode::OfflineLimitPerSale << some
                                 << QStringLiteral(
                                        "While the centre is away, ¥1,238.20 can be spent at this time. "
                                        "Choose a smaller amount.")
                                 << QStringLiteral(
                                        "中心断开期间，本次最多可用 ¥1,238.20，请选择较小的金额。");
        QTest::newRow("nothing left") << ErrorCode::LimitPerDay << Money{0, {}} << QString() << QString();
        QTest::newRow("a code without one") << ErrorCode::CardFrozen << some << QString() << QString();
    }
    void figure_isSaidInBothLanguages()
    {
        QFETCH(ErrorCode, code);
        QFETCH(Money, left);
        QFETCH(QString, english);
        QFETCH(QString, chinese);
        const Error error{code, {}, left};
        QCOMPARE(sentence(error, Language::English),
                 english.isEmpty() ? sentence(code, Language::English) : english);
        QCOMPARE(sentence(error, Language::Chinese),
                 chinese.isEmpty() ? sentence(code, Language::Chinese) : chinese);
        Translator translator(Language::Chinese);
        QCOMPARE(sentence(error), sentence(error, Language::Chinese));
        QCOMPARE(sentence(Error{code, {}}), sentence(code, Language::Chinese));
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

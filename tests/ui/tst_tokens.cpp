#include "ui/tokens/widget_style.h"

#include <QTest>

#include <cmath>

using namespace youka;

namespace {

/// Relative luminance and contrast as WCAG 2.1 defines them.
double luminance(const QColor &colour)
{
    const auto channel = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * channel(double(colour.redF())) + 0.7152 * channel(double(colour.greenF()))
        + 0.0722 * channel(double(colour.blueF()));
}

double contrast(const QColor &a, const QColor &b)
{
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

}

class TestTokens : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTheme_hasEveryColour()
    {
        const DesignTokens &tokens = designTokens();
        QVERIFY(tokens.light.size() > 15);
        for (auto it = tokens.light.begin(); it != tokens.light.end(); ++it)
            for (const auto *theme : {&tokens.light, &tokens.dark, &tokens.contrast})
                QVERIFY2(theme->value(it.key()).isValid(), qPrintable(it.key()));
        QCOMPARE(tokens.dark.size(), tokens.light.size());
        QCOMPARE(tokens.contrast.size(), tokens.light.size());
    }

    void words_standOutFromWhatIsBehindThem_data()
    {
        QTest::addColumn<QString>("ink");
        QTest::addColumn<QString>("paper");
        for (const auto &[ink, paper] :
             {std::pair("text", "background"), std::pair("text", "surface"),
              std::pair("textMuted", "background"), std::pair("textMuted", "surface"),
              std::pair("textOnBrand", "brand"), std::pair("surface", "danger"),
              std::pair("brand", "surface"), std::pair("brand", "brandSoft"), std::pair("good", "goodSoft"),
              std::pair("warn", "warnSoft"), std::pair("danger", "dangerSoft"),
              std::pair("danger", "surface")})
            QTest::addRow("%s on %s", ink, paper) << QString::fromLatin1(ink) << QString::fromLatin1(paper);
    }
    void words_standOutFromWhatIsBehindThem()
    {
        QFETCH(QString, ink);
        QFETCH(QString, paper);
        const DesignTokens &tokens = designTokens();
        for (const auto *theme : {&tokens.light, &tokens.dark, &tokens.contrast}) {
            const double ratio = contrast(theme->value(ink), theme->value(paper));
            QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
        }
    }

    void widgets_takeTheSameColours()
    {
        for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark, ThemeKind::Contrast}) {
            QCOMPARE(themePalette(kind).color(QPalette::Window),
                     designTokens().colour(kind, QLatin1String("background")));
            const QString sheet = themeStyleSheet(kind);
            QVERIFY(!sheet.contains(u'@')); // every name was filled in
            QVERIFY(sheet.contains(designTokens().colour(kind, QLatin1String("brand")).name()));
        }
    }
};

QTEST_GUILESS_MAIN(TestTokens)
#include "tst_tokens.moc"

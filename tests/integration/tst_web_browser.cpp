#include "tests/integration/chromium.h"
#include "tests/integration/web_desk.h"

#include <QDir>
#include <QImage>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

using namespace youka;
using youka::test::ServerAnswer;
using youka::test::WebDesk;

/// The pages in a real browser: it shows them, it likes their policy, and on a narrow phone nothing is cut
/// off. With YOUKA_SHOTS set the pictures stay there.
class TestWebBrowser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void pages_data();
    void pages();
    void widths_holdThePage_data();
    void widths_holdThePage();
    void claim_byFingers();

private:
    struct Seen
    {
        QByteArray out;
        QByteArray err;
    };
    Seen browse(const QByteArray &path, const QStringList &options);
    QString m_browser;
    std::unique_ptr<WebDesk> m_desk;
    QByteArray m_coupon;
    QTemporaryDir m_dir;
};

void TestWebBrowser::initTestCase()
{
    m_browser = QStandardPaths::findExecutable(QStringLiteral("chromium"));
    if (m_browser.isEmpty())
        QSKIP("chromium is not installed: the pages were not looked at in a browser");
    m_desk = std::make_unique<WebDesk>();
    m_desk->live(QStringLiteral("TEN"), [](Campaign &c) {
        c.name = QStringLiteral("春节加油立减 New Year's ten off");
        c.terms.scope.minAmount = Money{20'000, {}};
        c.limits.perCustomer = 1;
    });
    m_coupon = m_desk->code(m_desk->print(m_desk->live({})), 7);
}

TestWebBrowser::Seen TestWebBrowser::browse(const QByteArray &path, const QStringList &options)
{
    QProcess browser;
    QStringList all{QStringLiteral("--headless=new"),
                    QStringLiteral("--no-sandbox"),
                    QStringLiteral("--disable-gpu"),
                    QStringLiteral("--disable-extensions"),
                    QStringLiteral("--disable-background-networking"),
                    QStringLiteral("--hide-scrollbars"),
                    QStringLiteral("--ignore-certificate-errors"),
                    QStringLiteral("--enable-logging=stderr"),
                    QStringLiteral("--user-data-dir=%1").arg(m_dir.filePath(QStringLiteral("profile")))};
    all += options;
    all << QStringLiteral("https://localhost:%1%2")
               .arg(m_desk->server->port())
               .arg(QString::fromLatin1(path));
    browser.start(m_browser, all);
    const bool ended = browser.waitForFinished(60'000);
    if (!ended)
        browser.kill();
    return {browser.readAllStandardOutput(), ended ? browser.readAllStandardError() : QByteArray("hangs")};
}

void TestWebBrowser::pages_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QString>("expected");
    QTest::newRow("claim-en-light-narrow")
        << QByteArray("/c/TEN?lang=en") << 500 << false << "Claim the coupon";
    QTest::newRow("claim-zh-dark-narrow") << QByteArray("/c/TEN?lang=zh") << 500 << true << "领取优惠券";
    QTest::newRow("claim-zh-light-wide") << QByteArray("/c/TEN?lang=zh") << 1'200 << false << "领取优惠券";
    QTest::newRow("coupon-en-dark-narrow")
        << QByteArray("/c/@?lang=en") << 500 << true << "Show this at the kiosk";
    QTest::newRow("coupon-zh-light-narrow")
        << QByteArray("/c/@?lang=zh") << 500 << false << "到自助终端或柜台";
    QTest::newRow("unknown-en-light-narrow")
        << QByteArray("/c/NOPE?lang=en") << 500 << false << "is not known";
}

void TestWebBrowser::pages()
{
    QFETCH(QByteArray, path);
    QFETCH(int, width);
    QFETCH(bool, dark);
    QFETCH(QString, expected);
    path.replace('@', m_coupon);
    const QString colours = QStringLiteral("--blink-settings=preferredColorScheme=%1").arg(dark ? 0 : 1);
    const Seen dom = browse(path, {QStringLiteral("--dump-dom")});
    QVERIFY2(QString::fromUtf8(dom.out).contains(expected), (dom.out + dom.err.right(2'000)).constData());
    for (const char *complaint : {"Refused to", "Content Security Policy"})
        QVERIFY2(!dom.err.contains(complaint), dom.err.constData());
    const QString kept = qEnvironmentVariable("YOUKA_SHOTS");
    const QString file =
        QDir(kept.isEmpty() ? m_dir.path() : kept)
            .absoluteFilePath(QStringLiteral("web-%1.png").arg(QLatin1String(QTest::currentDataTag())));
    const Seen shot = browse(path,
                             {colours, QStringLiteral("--screenshot=%1").arg(file),
                              QStringLiteral("--window-size=%1,1000").arg(width)});
    const QImage image(file);
    QVERIFY2(!image.isNull(), shot.err.constData());
    // The style was loaded: in the dark the page is dark, in the light it is light.
    const int corner = qGray(image.pixel(2, image.height() - 3));
    QVERIFY2(dark ? corner < 60 : corner > 220, qPrintable(QString::number(corner)));
}

void TestWebBrowser::widths_holdThePage_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {320, 390, 500, 1'200})
        QTest::addRow("%d", width) << width;
}

/// A frame of that width, as narrow as the window of a browser on a desk never gets.
void TestWebBrowser::widths_holdThePage()
{
    QFETCH(int, width);
    const QByteArray style = m_desk->open("/web/style.css").body;
    QByteArray page = m_desk->open("/c/" + m_coupon + "?lang=en").body;
    page.replace("<link rel=\"stylesheet\" href=\"/web/style.css\">", "<style>" + style + "</style>");
    page.replace("\"", "&quot;");
    QFile file(m_dir.filePath(QStringLiteral("frame.html")));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("<!DOCTYPE html><meta charset=utf-8><iframe id=f width=" + QByteArray::number(width)
               + " height=900 srcdoc=\"" + page
               + "\"></iframe><p id=r></p><script>onload=()=>{const d=document.getElementById('f')."
                 "contentDocument.documentElement;document.getElementById('r').textContent="
                 "'over='+(d.scrollWidth-d.clientWidth)}</script>");
    file.close();
    QProcess browser;
    browser.start(m_browser,
                  {QStringLiteral("--headless=new"), QStringLiteral("--no-sandbox"),
                   QStringLiteral("--disable-gpu"), QStringLiteral("--dump-dom"),
                   QStringLiteral("--virtual-time-budget=3000"),
                   QStringLiteral("--user-data-dir=%1").arg(m_dir.filePath(QStringLiteral("profile"))),
                   QStringLiteral("file://%1").arg(file.fileName())});
    QVERIFY(browser.waitForFinished(60'000));
    const QByteArray out = browser.readAllStandardOutput();
    QVERIFY2(out.contains("over=0<"), out.right(300).constData());
}

/// The form as a real browser sends it, with all that it says of where it comes from.
void TestWebBrowser::claim_byFingers()
{
    QCOMPARE(
        m_desk->issue("9000111122223338", R"(,"pin":"1234","pinAbove":{"amount":"0.00","currency":"CNY"})")
            .status,
        201);
    test::Chromium browser;
    QVERIFY(browser.start());
    QVERIFY(browser.open(QStringLiteral("https://localhost:%1/c/TEN?lang=en").arg(m_desk->server->port())));
    browser.type(QStringLiteral("#card"), QStringLiteral("9000 1111 2222 3338"));
    browser.type(QStringLiteral("#pin"), QStringLiteral("1234"));
    QVERIFY(browser.press(QStringLiteral("button")));
    QVERIFY2(browser.text().contains(QStringLiteral("It is yours.")), qPrintable(browser.text()));
    QVERIFY2(browser.complaints.isEmpty(), qPrintable(browser.complaints.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestWebBrowser)
#include "tst_web_browser.moc"

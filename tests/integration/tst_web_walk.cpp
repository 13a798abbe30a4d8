#include "core/domain/payments/merchant_repository.h"
#include "core/domain/self_service/receipt_token.h"
#include "core/domain/stations/station_places.h"
#include "tests/integration/chromium.h"
#include "tests/integration/customer_desk.h"
#include "tests/integration/customer_sales.h"

#include <QImage>
#include <QTest>

using namespace youka;
using youka::test::Chromium;
using youka::test::CustomerDesk;

/// One customer's way through the pages in a real browser: what is typed arrives, nothing breaks the policy,
/// and nothing is cut off on a narrow phone. With YOUKA_SHOTS set the pictures stay there.
class TestWebWalk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void signIn_byCode();
    void fromHome_toEveryPage();
    void stations_byPlace();
    void everyPage_fits_andIsDarkInTheDark();
    void lost_byThePin();
    void signOut();

private:
    /// At each width, in both languages, by day and by night.
    void lookAt(const QList<std::pair<QString, QString>> &pages);
    QString url(const QString &path) const
    {
        return QStringLiteral("https://localhost:%1%2").arg(m_desk->server->port()).arg(path);
    }
    std::unique_ptr<CustomerDesk> m_desk;
    std::unique_ptr<Chromium> m_browser;
    QString m_receipt;
    QTemporaryDir m_dir;
};

void TestWebWalk::initTestCase()
{
    if (Chromium::program().isEmpty())
        QSKIP("chromium is not installed: the pages were not walked through in a browser");
    m_desk = std::make_unique<CustomerDesk>();
    test::topUp(*m_desk, m_desk->wuCard, "1234.50");
    const SaleId sale = test::sellFuel(*m_desk, "9000111122223338");
    test::sellFuel(*m_desk, "9000111122223338");
    m_receipt = QStringLiteral("/r/") + receiptTokenText(sale, m_desk->key);
    test::publishPrices(*m_desk);
    VERIFY_OK(m_desk->command([](Database &db) -> Result<void> {
        MerchantRepository merchants(db);
        for (const char *channel : {"alipay", "wechat"}) {
            Merchant merchant;
            merchant.channel = QLatin1String(channel);
            merchant.number = QStringLiteral("1900000001");
            const auto made = merchants.insert(merchant).and_then(
                [&](MerchantId id) { return merchants.assign(merchant.channel, {}, id); });
            if (!made)
                return made;
        }
        return {};
    }));
    m_browser = std::make_unique<Chromium>();
    QVERIFY2(m_browser->start(), "the browser does not come up");
    m_browser->setWindow(390, 844, true);
    m_browser->setDark(false);
}

void TestWebWalk::signIn_byCode()
{
    QVERIFY(m_browser->open(url(QStringLiteral("/me?lang=en"))));
    QCOMPARE(m_browser->path(), QStringLiteral("/sign-in")); // nobody is in yet
    m_browser->type(QStringLiteral("#phone"), QStringLiteral("138 0013 8000"));
    const QByteArray code = m_desk->codeAfter([&] { m_browser->press(QStringLiteral("main form button")); });
    QVERIFY(!code.isEmpty());
    QVERIFY(m_browser->text().contains(QStringLiteral("six digits")));
    m_browser->type(QStringLiteral("#code"), QString::fromLatin1(code));
    QVERIFY(m_browser->press(QStringLiteral("main form button")));
    QCOMPARE(m_browser->path(), QStringLiteral("/me"));
    QVERIFY2(m_browser->text().contains(QStringLiteral("1,074.50")), qPrintable(m_browser->text()));
    // No script can read the session.
    QCOMPARE(m_browser->eval(QStringLiteral("document.cookie")), QString());
}

void TestWebWalk::fromHome_toEveryPage()
{
    QVERIFY(m_browser->press(QStringLiteral(".links a"))); // the statement
    QVERIFY(m_browser->path().endsWith(QStringLiteral("/statement")));
    QVERIFY(m_browser->text().contains(QStringLiteral("Purchase")));
    QVERIFY(m_browser->press(QStringLiteral(".list a"))); // a receipt
    QVERIFY(m_browser->path().startsWith(QStringLiteral("/me/sales/")));
    QVERIFY(m_browser->text().contains(QStringLiteral("Electronic receipt")));
    m_browser->type(QStringLiteral("#name"), QStringLiteral("吴 Wu <b>"));
    QVERIFY(m_browser->press(QStringLiteral("main form button")));
    QVERIFY(m_browser->text().contains(QStringLiteral("The invoice was requested")));
    for (int n = 1; n <= 4; ++n) {
        QVERIFY(m_browser->press(QStringLiteral("nav a:nth-child(%1)").arg(n)));
        QVERIFY(!m_browser->text().isEmpty());
    }
    QVERIFY(m_browser->text().contains(QStringLiteral("this device")));
    QVERIFY2(m_browser->complaints.isEmpty(), qPrintable(m_browser->complaints.join(u'\n')));
}

void TestWebWalk::stations_byPlace()
{
    m_browser->call(QStringLiteral("Browser.grantPermissions"),
                    {{QStringLiteral("permissions"), QJsonArray{QStringLiteral("geolocation")}}});
    m_browser->call(QStringLiteral("Emulation.setGeolocationOverride"),
                    {{QStringLiteral("latitude"), 31.2391},
                     {QStringLiteral("longitude"), 121.4911},
                     {QStringLiteral("accuracy"), 10}});
    QVERIFY(m_browser->open(url(QStringLiteral("/stations"))));
    QVERIFY(!m_browser->text().contains(QStringLiteral(" km")));
    QVERIFY(m_browser->press(QStringLiteral("#near button")));
    QCOMPARE(m_browser->eval(QStringLiteral("location.search")), QStringLiteral("?near=31.239,121.491"));
    const QString text = m_browser->text();
    QVERIFY2(text.contains(QStringLiteral("0.1 km")), qPrintable(text));
    QVERIFY(text.indexOf(QStringLiteral("Bund")) < text.indexOf(QStringLiteral("Pudong")));
    QVERIFY2(m_browser->complaints.isEmpty(), qPrintable(m_browser->complaints.join(u'\n')));
}

void TestWebWalk::lookAt(const QList<std::pair<QString, QString>> &pages)
{
    const QString kept = qEnvironmentVariable("YOUKA_SHOTS");
    const QDir shots(kept.isEmpty() ? m_dir.path() : kept);
    for (const auto &[name, path] : pages)
        for (const char *language : {"en", "zh"})
            for (const bool dark : {false, true}) {
                m_browser->setDark(dark);
                QVERIFY(m_browser->open(url(path + QStringLiteral("?lang=") + QLatin1String(language))));
                for (const int width : {320, 1'200, 390}) {
                    m_browser->setWindow(width, 844, width < 1'000);
                    const QString over = m_browser->eval(QStringLiteral(
                        "document.documentElement.scrollWidth - document.documentElement.clientWidth"));
                    QVERIFY2(over == QLatin1String("0"),
                             qPrintable(QStringLiteral("%1 at %2: %3").arg(path).arg(width).arg(over)));
                    if (width == 320 || (width == 1'200 && dark))
                        continue;
                    const QString file =
                        shots.filePath(QStringLiteral("me-%1-%2-%3-%4.png")
                                           .arg(name, QLatin1String(language),
                                                dark ? QStringLiteral("dark") : QStringLiteral("light"))
                                           .arg(width));
                    QVERIFY(m_browser->shoot(file));
                    const QImage image(file);
                    const int corner = qGray(image.pixel(2, image.height() - 3));
                    QVERIFY2(dark ? corner < 60 : corner > 220, qPrintable(file));
                }
            }
    QVERIFY2(m_browser->complaints.isEmpty(), qPrintable(m_browser->complaints.join(u'\n')));
}

void TestWebWalk::everyPage_fits_andIsDarkInTheDark()
{
    const QString card = QString::fromLatin1(m_desk->pathOf(m_desk->wuCard));
    const QList<std::pair<QString, QString>> pages{
        {QStringLiteral("home"), QStringLiteral("/me")},
        {QStringLiteral("card"), card},
        {QStringLiteral("statement"), card + QStringLiteral("/statement")},
        {QStringLiteral("receipt"), m_receipt},
        {QStringLiteral("stations"), QStringLiteral("/stations")},
        {QStringLiteral("devices"), QStringLiteral("/me/devices")},
        {QStringLiteral("messages"), QStringLiteral("/me/messages")},
        {QStringLiteral("top-up"), card + QStringLiteral("/top-up")},
        {QStringLiteral("coupons"), QStringLiteral("/me/coupons")}};
    lookAt(pages);
}

void TestWebWalk::lost_byThePin()
{
    m_browser->setDark(false);
    QVERIFY(m_browser->open(
        url(QString::fromLatin1(m_desk->pathOf(m_desk->wuCard)) + QStringLiteral("?lang=en"))));
    m_browser->type(QStringLiteral("#pin"), QStringLiteral("1234"));
    QVERIFY(m_browser->press(QStringLiteral("button.danger")));
    QVERIFY(m_browser->text().contains(QStringLiteral("The card is reported lost.")));
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM card WHERE state = 4"), 1);
}

void TestWebWalk::signOut()
{
    QVERIFY(m_browser->open(url(QStringLiteral("/me/devices"))));
    QVERIFY(m_browser->press(QStringLiteral("form.inline button")));
    QCOMPARE(m_browser->path(), QStringLiteral("/sign-in"));
    QVERIFY(m_browser->open(url(QStringLiteral("/me"))));
    QCOMPARE(m_browser->path(), QStringLiteral("/sign-in"));
    lookAt({{QStringLiteral("sign-in"), QStringLiteral("/sign-in")}});
}

QTEST_GUILESS_MAIN(TestWebWalk)
#include "tst_web_walk.moc"

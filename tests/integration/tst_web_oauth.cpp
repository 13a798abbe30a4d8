#include "apps/server/sign_in_providers.h"
#include "apps/sim/oauth/sim_oauth.h"
#include "apps/sim/pay/sim_keys.h"
#include "tests/integration/customer_desk.h"
#include "tests/support/sim_pay_desk.h"
#include "tests/support/sim_process.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QUrlQuery>

using namespace youka;
using youka::test::CustomerDesk;
using youka::test::ServerAnswer;
using youka::test::WebBrowser;

namespace {

const QString Wu = QStringLiteral("oWu-Person_0001");
const QString Somebody = QStringLiteral("oSomebody_Else1");

/// The providers answer on a thread of their own: the test waits for our server, which waits for them.
struct Providers
{
    explicit Providers(const Clock &clock)
    {
        worker.moveToThread(&thread);
        thread.start();
        on([&] {
            sim = std::make_unique<sim::SimOauth>(clock, sim::OauthApp{});
            ensure(sim->listen().has_value(), "the providers listen");
        });
    }
    ~Providers()
    {
        on([&] { sim.reset(); });
        thread.quit();
        thread.wait();
    }
    template <class Work>
    void on(Work work)
    {
        QMetaObject::invokeMethod(&worker, work, Qt::BlockingQueuedConnection);
    }
    void strike(const char *fault)
    {
        on([&] { ensure(sim->strike(QLatin1String(fault)).has_value(), "a fault is known"); });
    }
    QThread thread;
    QObject worker;
    std::unique_ptr<sim::SimOauth> sim;
};

struct OauthDesk : CustomerDesk
{
    OauthDesk()
        : providers(clock)
    {
        stop();
        keep("wechat", sim::OauthApp{}.wechatSecret);
        keep("alipay-key", sim::keys::merchant().toPem());
        keep("alipay-trusted", sim::keys::platform().publicKey().toPem());
        const QString base = providers.sim->base().toString();
        settings.webBase = QStringLiteral("https://localhost");
        settings.signIn.wechatApp = sim::OauthApp{}.wechat;
        settings.signIn.wechatAuthorise = base + QStringLiteral("/connect/qrconnect");
        settings.signIn.wechatTokens = base + QStringLiteral("/sns/oauth2/access_token");
        settings.signIn.alipayApp = sim::OauthApp{}.alipay;
        settings.signIn.alipayAuthorise = base + QStringLiteral("/oauth2/publicAppAuthorize.htm");
        settings.signIn.alipayGateway = base + QStringLiteral("/gateway.do");
        settings.signIn.timeoutMs = 2'000;
        start();
    }
    void keep(const char *name, const QByteArray &bytes)
    {
        QFile file(QDir(settings.dataDir).filePath(QStringLiteral("part")));
        ensure(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) > 0,
               "a file lies there");
        file.close();
        const QStringList words{QStringLiteral("sign-in"), QStringLiteral("secret"), QLatin1String(name),
                                file.fileName()};
        ensure(runSignInCommand(settings, words) == 0, "it is kept");
    }
    /// The browser at the provider: where it is sent back to.
    QByteArray agreed(const QByteArray &there)
    {
        const QUrl url = QUrl::fromEncoded(there);
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.waitForConnected(5'000);
        socket.write("GET " + url.path(QUrl::FullyEncoded).toUtf8() + '?'
                     + url.query(QUrl::FullyEncoded).toUtf8() + " HTTP/1.1\r\nHost: x\r\n\r\n");
        QByteArray answer;
        while (socket.waitForReadyRead(5'000))
            answer += socket.readAll();
        const qsizetype at = answer.indexOf("Location: ");
        if (at < 0)
            return {};
        const QByteArray back = answer.mid(at + 10, answer.indexOf("\r\n", at) - at - 10);
        return back.startsWith("https://localhost") ? back.mid(17) : QByteArray();
    }
    /// Pressed on our page; the address that the browser comes back to.
    QByteArray backAddress(WebBrowser &browser, const QByteArray &page, const QByteArray &action)
    {
        return agreed(WebBrowser::header(browser.submit(browser.open(page), action), "Location"));
    }
    void link(WebBrowser &browser, const QByteArray &provider, const QString &openId)
    {
        providers.on([&] { providers.sim->setPerson(openId); });
        const ServerAnswer done = browser.open(backAddress(browser, "/me/devices", "/me/link/" + provider));
        ensure(done.status == 303, "an account is linked");
    }
    int given()
    {
        int count = 0;
        providers.on([&] { count = providers.sim->tokensGiven(); });
        return count;
    }
    Providers providers;
};

}

/// Signing in by WeChat and Alipay: only with an account that its owner linked, and only what the provider
/// said.
class TestWebOauth : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { m_desk = std::make_unique<OauthDesk>(); }
    void init();
    void linkedAccount_signsIn_data();
    void linkedAccount_signsIn();
    void unlinkedAccount_isNobodys();
    void badWayBack_data();
    void badWayBack();
    void anotherBrowsersWayBack_isRefused();
    void aStateIsGoodOnce();
    void codeTwice_isRefused();
    void codeThatRanOut_isRefused();
    void providerFaults_data();
    void providerFaults();
    void policy_letsTheFormsLeadThere();
    void unlink();
    void readers_areStrict_data();
    void readers_areStrict();
    void settings_areChecked();
    void theSimulator_speaksToo();

private:
    std::unique_ptr<OauthDesk> m_desk;
};

void TestWebOauth::init()
{
    m_desk->clock.advanceMs(25LL * 3'600'000); // limits of the tests before are over
    VERIFY_OK(m_desk->command([](Database &db) {
        return db.run("DELETE FROM sign_in_link").and_then([&] {
            return db.run("DELETE FROM sign_in_session");
        });
    }));
}

void TestWebOauth::linkedAccount_signsIn_data()
{
    QTest::addColumn<QByteArray>("provider");
    QTest::newRow("wechat") << QByteArray("wechat");
    QTest::newRow("alipay") << QByteArray("alipay");
}

void TestWebOauth::linkedAccount_signsIn()
{
    QFETCH(QByteArray, provider);
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    m_desk->link(phone, provider, Wu);
    QVERIFY(phone.open("/me/devices").body.contains("action=\"/me/unlink/" + provider));
    WebBrowser tablet(*m_desk);
    const QByteArray back = m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/" + provider);
    QVERIFY2(back.startsWith("/sign-in/by/" + provider + "/done?"), back.constData());
    const ServerAnswer in = tablet.open(back);
    QCOMPARE(in.status, 303);
    QVERIFY(tablet.follow(in).body.contains("Hello, Wu"));
    QVERIFY(!tablet.cookies.contains("__Host-youka-by"));
    // Who came in so links nothing more: that takes the phone's own number.
    QVERIFY(phone.open("/me/devices").body.contains("action=\"/me/link/"));
    QVERIFY(!tablet.open("/me/devices").body.contains("action=\"/me/link/"));
    QVERIFY(QByteArray(phone.open("/me/devices").body).contains("iPhone, Safari"));
}

void TestWebOauth::unlinkedAccount_isNobodys()
{
    m_desk->providers.on([&] { m_desk->providers.sim->setPerson(Somebody); });
    WebBrowser phone(*m_desk);
    const ServerAnswer refused = phone.open(m_desk->backAddress(phone, "/sign-in", "/sign-in/by/wechat"));
    QCOMPARE(refused.status, 422);
    QVERIFY(refused.body.contains("No customer uses this account yet"));
    QVERIFY(!phone.cookies.contains("__Host-youka-me"));
}

void TestWebOauth::badWayBack_data()
{
    QTest::addColumn<QByteArray>("fault");
    for (const char *fault : {"wrong_state", "no_code", "declined"})
        QTest::newRow(fault) << QByteArray(fault);
}

void TestWebOauth::badWayBack()
{
    QFETCH(QByteArray, fault);
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    m_desk->link(phone, "wechat", Wu);
    const int before = m_desk->given();
    m_desk->providers.strike(fault.constData());
    WebBrowser tablet(*m_desk);
    const ServerAnswer refused = tablet.open(m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/wechat"));
    QCOMPARE(refused.status, 422);
    QVERIFY(!tablet.cookies.contains("__Host-youka-me"));
    QCOMPARE(m_desk->given(), before); // the provider was not even asked
}

void TestWebOauth::anotherBrowsersWayBack_isRefused()
{
    WebBrowser wu(*m_desk);
    m_desk->signIn(wu);
    m_desk->link(wu, "wechat", Wu);
    // A stranger's way back in Li's browser: neither signs Li in as the stranger, nor links the stranger's
    // account.
    WebBrowser li(*m_desk);
    m_desk->signIn(li, "13900139000");
    m_desk->providers.on([&] { m_desk->providers.sim->setPerson(Somebody); });
    const QByteArray strangers = m_desk->backAddress(wu, "/me/devices", "/me/link/alipay");
    QCOMPARE(li.open(strangers).status, 422);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM sign_in_link"), 1);
    // With the stranger's cookie, too: the way back belongs to the session that began it.
    li.cookies["__Host-youka-by"] = wu.cookies.value("__Host-youka-by");
    QCOMPARE(li.open(strangers).status, 422);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM sign_in_link"), 1);
}

void TestWebOauth::aStateIsGoodOnce()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    m_desk->link(phone, "wechat", Wu);
    WebBrowser tablet(*m_desk);
    const QByteArray back = m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/wechat");
    QCOMPARE(tablet.open(back).status, 303);
    tablet.cookies.remove("__Host-youka-me");
    QCOMPARE(tablet.open(back).status, 422);
    // And it runs out.
    const QByteArray late = m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/wechat");
    m_desk->clock.advanceMs(601'000);
    QCOMPARE(tablet.open(late).status, 422);
}

void TestWebOauth::codeTwice_isRefused()
{
    for (const QByteArray &provider : {QByteArray("wechat"), QByteArray("alipay")}) {
        WebBrowser phone(*m_desk);
        m_desk->signIn(phone);
        m_desk->link(phone, provider, Wu);
        WebBrowser tablet(*m_desk);
        const QByteArray back = m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/" + provider);
        const auto cookies = tablet.cookies;
        QCOMPARE(tablet.open(back).status, 303);
        tablet.cookies = cookies; // the state is ours still, but the code was used
        QCOMPARE(tablet.open(back).status, 422);
        QVERIFY(!tablet.cookies.contains("__Host-youka-me"));
        m_desk->clock.advanceMs(3'700'000);
    }
}

void TestWebOauth::codeThatRanOut_isRefused()
{
    WebBrowser tablet(*m_desk);
    const QByteArray back = m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/wechat");
    m_desk->clock.advanceMs(sim::SimOauth::CodeLifeMs);
    const ServerAnswer refused = tablet.open(back);
    QCOMPARE(refused.status, 422);
    QVERIFY(refused.body.contains("did not confirm this sign-in"));
}

void TestWebOauth::providerFaults_data()
{
    QTest::addColumn<QByteArray>("provider");
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("status");
    for (const QByteArray &provider : {QByteArray("wechat"), QByteArray("alipay")}) {
        for (const char *silent : {"http_500", "html", "nothing", "busy"})
            QTest::addRow("%s %s", provider.constData(), silent) << provider << QByteArray(silent) << 503;
        QTest::addRow("%s foreign open id", provider.constData())
            << provider << QByteArray("foreign_open_id") << 422;
    }
    QTest::newRow("alipay unsigned") << QByteArray("alipay") << QByteArray("unsigned") << 422;
}

void TestWebOauth::providerFaults()
{
    QFETCH(QByteArray, provider);
    QFETCH(QByteArray, fault);
    QFETCH(int, status);
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    m_desk->link(phone, provider, Wu);
    m_desk->providers.strike(fault.constData());
    WebBrowser tablet(*m_desk);
    const ServerAnswer refused =
        tablet.open(m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/" + provider));
    QVERIFY2(refused.status == status, refused.body.constData());
    QVERIFY(!tablet.cookies.contains("__Host-youka-me"));
    QVERIFY(!refused.body.contains("<script>"));
    // Once more, and it works.
    QCOMPARE(tablet.open(m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/" + provider)).status, 303);
}

void TestWebOauth::policy_letsTheFormsLeadThere()
{
    WebBrowser phone(*m_desk);
    const QByteArray policy = WebBrowser::header(phone.open("/sign-in"), "Content-Security-Policy");
    const QByteArray base = m_desk->providers.sim->base().toEncoded();
    QVERIFY2(policy.contains("form-action 'self' " + base), policy.constData());
    QVERIFY(!WebBrowser::header(phone.open("/stations"), "Content-Security-Policy").contains(base));
    QCOMPARE(phone.post("/sign-in/by/wechat", "x=1").status, 403); // only from our own form
    QCOMPARE(phone.open("/sign-in/by/nobody/done?code=1&state=1").status, 404);
}

void TestWebOauth::unlink()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    m_desk->link(phone, "alipay", Wu);
    QCOMPARE(phone.submit(phone.open("/me/devices"), "/me/unlink/alipay").status, 303);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM sign_in_link"), 0);
    WebBrowser tablet(*m_desk);
    QCOMPARE(tablet.open(m_desk->backAddress(tablet, "/sign-in", "/sign-in/by/alipay")).status, 422);
}

void TestWebOauth::readers_areStrict_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("silent");
    const QString wechat = QStringLiteral("wechat");
    const QString alipay = QStringLiteral("alipay");
    QTest::newRow("nothing") << wechat << 0 << QByteArray() << true;
    QTest::newRow("array") << wechat << 200 << QByteArray("[]") << true;
    QTest::newRow("no open id") << wechat << 200 << QByteArray(R"({"access_token":"A"})") << false;
    QTest::newRow("no token") << wechat << 200 << QByteArray(R"({"openid":"oWu-Person_0001"})") << false;
    QTest::newRow("open id no text") << wechat << 200
                                     << QByteArray(R"({"access_token":"A","openid":12345678})") << false;
    QTest::newRow("open id too long")
        << wechat << 200 << "{\"access_token\":\"A\",\"openid\":\"" + QByteArray(129, 'a') + "\"}" << false;
    QTest::newRow("errcode as text")
        << wechat << 200 << QByteArray(R"({"errcode":"40029","access_token":"A","openid":"oWu-Person_0001"})")
        << true;
    QTest::newRow("limit") << wechat << 200 << QByteArray(R"({"errcode":45011})") << true;
    QTest::newRow("used") << wechat << 200 << QByteArray(R"({"errcode":40163})") << false;
    QTest::newRow("unsigned")
        << alipay << 200
        << QByteArray(R"({"alipay_system_oauth_token_response":{"user_id":"2088123412341234"}})") << false;
    QTest::newRow("empty") << alipay << 200 << QByteArray("{}") << false;
    QTest::newRow("gateway away") << alipay << 502 << QByteArray("{}") << true;
}

void TestWebOauth::readers_areStrict()
{
    QFETCH(QString, provider);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(bool, silent);
    OauthAccount account{provider, QStringLiteral("app"),           "secret", {}, {},
                         {},       QStringLiteral("https://x/done")};
    if (provider == QLatin1String("alipay")) {
        account.secret = sim::keys::merchant().toPem();
        account.trustedPem = sim::keys::platform().publicKey().toPem();
    }
    const auto made = makeOauthProvider(account);
    VERIFY_OK(made);
    COMPARE_REFUSED((*made)->openIdIn({status, {}, body}),
                    silent ? ErrorCode::SignInProviderSilent : ErrorCode::SignInProviderRefused);
}

void TestWebOauth::settings_areChecked()
{
    COMPARE_REFUSED(makeOauthProvider({QStringLiteral("wechat"), {}, "s", {}, {}, {}, QStringLiteral("r")}),
                    ErrorCode::SettingsInvalid);
    COMPARE_REFUSED(
        makeOauthProvider({QStringLiteral("x"), QStringLiteral("a"), "s", {}, {}, {}, QStringLiteral("r")}),
        ErrorCode::SettingsInvalid);
    COMPARE_REFUSED(
        makeOauthProvider(
            {QStringLiteral("alipay"), QStringLiteral("a"), "s", {}, {}, {}, QStringLiteral("r")}),
        ErrorCode::KeyMissing);
    const auto usual = makeOauthProvider(
        {QStringLiteral("wechat"), QStringLiteral("wx1"), "s", {}, {}, {}, QStringLiteral("https://c/d")});
    VERIFY_OK(usual);
    QCOMPARE(
        (*usual)->authoriseUrl("st").toEncoded(),
        QByteArray("https://open.weixin.qq.com/connect/qrconnect?appid=wx1&redirect_uri=https%3A%2F%2Fc%2Fd&"
                   "response_type=code&scope=snsapi_login&state=st#wechat_redirect"));
    QCOMPARE((*usual)->tokenCall(QStringLiteral("c&d"), {}).url.toEncoded(),
             QByteArray("https://api.weixin.qq.com/sns/oauth2/access_token?appid=wx1&secret=s&code=c%26d&"
                        "grant_type=authorization_code"));
}

/// As a program of its own.
void TestWebOauth::theSimulator_speaksToo()
{
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QByteArray port = QByteArray::number(free.serverPort());
    free.close();
    SimProcess sim("[oauth]\nport = " + port + "\nperson = \"oNightShift01\"\n");
    QVERIFY(sim.isReady());
    const QByteArray there = "http://127.0.0.1:" + port;
    const QByteArray back =
        m_desk->agreed(there
                       + "/connect/qrconnect?appid=wx0123456789abcdef&redirect_uri="
                         "https%3A%2F%2Flocalhost%2Fdone&response_type=code&scope=snsapi_login&state=s");
    QVERIFY2(back.startsWith("/done?code="), back.constData());
    OauthAccount account;
    account.provider = QStringLiteral("wechat");
    account.app = sim::OauthApp{}.wechat;
    account.secret = sim::OauthApp{}.wechatSecret;
    account.redirect = QStringLiteral("https://localhost/done");
    account.tokens = QUrl(QString::fromLatin1(there + "/sns/oauth2/access_token"));
    const auto provider = makeOauthProvider(account);
    const QUrlQuery query(QString::fromLatin1(back.mid(back.indexOf('?') + 1)));
    WireCaller caller;
    const auto openId = (*provider)->openIdIn(caller.send(
        (*provider)->tokenCall(query.queryItemValue(QStringLiteral("code")), m_desk->clock.now())));
    VERIFY_OK(openId);
    QCOMPARE(*openId, QStringLiteral("oNightShift01"));
}

QTEST_GUILESS_MAIN(TestWebOauth)
#include "tst_web_oauth.moc"

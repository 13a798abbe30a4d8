#include "core/domain/access/audit_log.h"
#include "tests/integration/customer_desk.h"
#include "tests/support/postgres_fixture.h"

#include <QTest>

using namespace youka;
using youka::test::CustomerDesk;
using youka::test::ServerAnswer;
using youka::test::WebBrowser;

namespace {

void advance(CustomerDesk &desk, qint64 ms) { desk.clock.advanceMs(ms); }

}

/// Customers on their phones: who gets in, what they see, and that it is theirs alone.
class TestWebCustomers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void signIn_byCode_leadsHome();
    void everyPage_isSentWithItsGuards();
    void nobodysNumber_looksTheSame();
    void wrongCodes_lock();
    void nobody_isSentToSignIn();
    void everyOwnPage_wantsASession();
    void cookies_thatWereTamperedWith_areNobodys();
    void tokens_areRenewed_onTheWay();
    void formThatLayOpen_doesNothing();
    void usedToken_endsTheSession();
    void devices_areSignedOut();
    void foreignForms_areRefused_data();
    void foreignForms_areRefused();
    void redirects_leadHome_only_data();
    void redirects_leadHome_only();
    void names_areText();
    void languages();
    void onPostgreSql_too();

private:
    std::unique_ptr<CustomerDesk> m_desk;
    QByteArray m_function;
};

/// A server for each function; its rows share one, a day apart, so that no limit of one holds for the next.
void TestWebCustomers::init()
{
    const QByteArray function = QTest::currentTestFunction();
    if (m_desk && function == m_function)
        return m_desk->clock.advanceMs(25LL * 3'600'000);
    m_function = function;
    m_desk = std::make_unique<CustomerDesk>();
}

void TestWebCustomers::signIn_byCode_leadsHome()
{
    m_desk->post(Role::Manager, m_desk->pathOf(m_desk->wuCard).replace("/me", "/api/v1") + "/top-ups",
                 R"({"amount":{"amount":"310.50","currency":"CNY"}})");
    WebBrowser phone(*m_desk);
    const ServerAnswer in = m_desk->signIn(phone);
    QCOMPARE(in.status, 303);
    QCOMPARE(WebBrowser::header(in, "Location"), QByteArray("/me"));
    const ServerAnswer home = phone.follow(in);
    QCOMPARE(home.status, 200);
    QVERIFY2(home.body.contains("Hello, Wu"), home.body.constData());
    QVERIFY(home.body.contains("•••• 3338"));
    QVERIFY(home.body.contains("310.50"));
    QVERIFY(!home.body.contains("4443")); // Li's
    QVERIFY(!home.body.contains("90001111"));
    WebBrowser chinese(*m_desk, "zh-CN");
    const ServerAnswer page = chinese.follow(m_desk->signIn(chinese));
    QVERIFY(QString::fromUtf8(page.body).contains(QStringLiteral("Wu C1，您好")));
    QVERIFY(page.body.contains("<html lang=\"zh-CN\">"));
}

void TestWebCustomers::everyPage_isSentWithItsGuards()
{
    WebBrowser phone(*m_desk);
    const ServerAnswer in = m_desk->signIn(phone);
    for (const QByteArray &name : {QByteArray("__Host-youka-me="), QByteArray("__Host-youka-stay=")}) {
        const qsizetype at = in.head.indexOf("Set-Cookie: " + name);
        QVERIFY2(at >= 0, name.constData());
        const QByteArray line = in.head.mid(at, in.head.indexOf('\n', at) - at);
        for (const char *guard : {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"})
            QVERIFY2(line.contains(guard), line.constData());
    }
    for (const QByteArray &path :
         {QByteArray("/me"), QByteArray("/me/devices"), QByteArray("/me/coupons"), QByteArray("/stations"),
          m_desk->pathOf(m_desk->wuCard), m_desk->pathOf(m_desk->wuCard, "/statement"),
          m_desk->pathOf(m_desk->wuCard, "/top-up"), m_desk->pathOf(m_desk->liCard),
          QByteArray("/r/nothing")}) {
        const ServerAnswer page = phone.open(path);
        const QByteArray policy = WebBrowser::header(page, "Content-Security-Policy");
        QVERIFY2(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
                     && policy.contains("form-action 'self'") && !policy.contains("unsafe"),
                 path.constData());
        QCOMPARE(policy.contains("script-src 'self'"), path == "/stations");
        QCOMPARE(WebBrowser::header(page, "X-Content-Type-Options"), QByteArray("nosniff"));
        QCOMPARE(WebBrowser::header(page, "Referrer-Policy"), QByteArray("same-origin"));
        QCOMPARE(WebBrowser::header(page, "Cache-Control"), QByteArray("no-store"));
        QVERIFY(page.contentType.startsWith("text/html"));
        for (const char *none : {"<script>", "<style", " style=", "javascript:", " onclick", "http://"})
            QVERIFY2(!page.body.contains(none), none);
        QVERIFY2(!page.body.contains("{{"), page.body.constData());
    }
}

void TestWebCustomers::nobodysNumber_looksTheSame()
{
    WebBrowser known(*m_desk);
    WebBrowser unknown(*m_desk);
    const auto without = [](QByteArray body, const QByteArray &number) {
        static const QRegularExpression Changing(QStringLiteral("value=\"[0-9a-f-]{32,}\""));
        return QString::fromUtf8(body.replace(number, "N")).remove(Changing);
    };
    ServerAnswer first;
    ServerAnswer second;
    QVERIFY(!m_desk
                 ->codeAfter([&] {
                     first = known.submit(known.open("/sign-in"), "/sign-in", {{"phone", "13800138000"}});
                 })
                 .isEmpty());
    second = unknown.submit(unknown.open("/sign-in"), "/sign-in", {{"phone", "13700137000"}});
    QCOMPARE(first.status, second.status);
    QCOMPARE(without(first.body, "13800138000"), without(second.body, "13700137000"));
    const ServerAnswer wrong = known.submit(first, "/sign-in/code", {{"code", "0"}});
    const ServerAnswer other = unknown.submit(second, "/sign-in/code", {{"code", "0"}});
    QCOMPARE(wrong.status, other.status);
    QCOMPARE(without(wrong.body, "13800138000"), without(other.body, "13700137000"));
    const ServerAnswer bad = known.submit(known.open("/sign-in"), "/sign-in", {{"phone", "12"}});
    QCOMPARE(bad.status, 400);
    QVERIFY(bad.body.contains("role=\"alert\""));
}

void TestWebCustomers::wrongCodes_lock()
{
    WebBrowser phone(*m_desk);
    ServerAnswer page;
    const QByteArray code = m_desk->codeAfter([&] {
        page = phone.submit(phone.open("/sign-in"), "/sign-in", {{"phone", "13800138000"}});
    });
    for (int n = 0; n < 4; ++n) {
        page = phone.submit(page, "/sign-in/code", {{"code", "x"}});
        QVERIFY(!page.body.contains("locked"));
    }
    page = phone.submit(page, "/sign-in/code", {{"code", "x"}});
    QVERIFY2(page.body.contains("locked for a while"), page.body.constData());
    QVERIFY(page.body.contains("15 min"));
    page = phone.submit(page, "/sign-in/code", {{"code", code}}); // the right one, too late
    QVERIFY(page.status != 303);
    advance(*m_desk, TriesPerNumber.lockMs);
    QCOMPARE(m_desk->signIn(phone).status, 303);
}

void TestWebCustomers::nobody_isSentToSignIn()
{
    WebBrowser phone(*m_desk);
    const QByteArray card = m_desk->pathOf(m_desk->wuCard);
    const ServerAnswer sent = phone.open(card + "?lang=en");
    QCOMPARE(sent.status, 303);
    const QByteArray signIn = WebBrowser::header(sent, "Location");
    QCOMPARE(signIn, QByteArray("/sign-in?to=%2Fme%2Fcards%2F1%3Flang%3Den"));
    // And from there to where they wanted to go.
    const ServerAnswer in = m_desk->signIn(phone, "13800138000", signIn);
    QCOMPARE(WebBrowser::header(in, "Location"), card + "?lang=en");
    QCOMPARE(phone.follow(in).status, 200);
    WebBrowser other(*m_desk);
    QCOMPARE(WebBrowser::header(other.post(card + "/lost", "pin=1234"), "Location"), QByteArray("/sign-in"));
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM card WHERE state = 4"), 0);
}

void TestWebCustomers::everyOwnPage_wantsASession()
{
    WebBrowser nobody(*m_desk);
    int count = 0;
    for (const Route &route : m_desk->server->routes().routes()) {
        if (route.path != "/me" && !route.path.startsWith("/me/"))
            continue;
        ++count;
        QByteArray path = route.path;
        for (const char *name : {"{id}", "{order}", "{invoice}", "{provider}"})
            path.replace(name, "1");
        const ServerAnswer sent = route.method == "GET" ? nobody.open(path) : nobody.post(path, "x=1");
        QCOMPARE(sent.status, 303);
        QVERIFY2(WebBrowser::header(sent, "Location").startsWith("/sign-in"), path.constData());
        QVERIFY(sent.body.isEmpty());
    }
    QVERIFY(count >= 17);
}

void TestWebCustomers::cookies_thatWereTamperedWith_areNobodys()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const QByteArray access = phone.cookies.value("__Host-youka-me");
    const QByteArray refresh = phone.cookies.value("__Host-youka-stay");
    QByteArray changed = access;
    changed[5] = changed[5] == 'a' ? 'b' : 'a';
    for (const QByteArray &value : {changed, QByteArray(), refresh, QByteArray("1"), QByteArray(5'000, 'a'),
                                    QByteArray("'; DROP TABLE card --"), QByteArray("%00%ff")}) {
        phone.cookies = {{"__Host-youka-me", value}};
        QCOMPARE(phone.open("/me").status, 303);
        phone.cookies = {{"__Host-youka-stay", value == refresh ? access : value}};
        QVERIFY(phone.follow(phone.open("/me")).body.contains("action=\"/sign-in\""));
    }
    phone.cookies = {{"__Host-youka-me", access}};
    QCOMPARE(phone.open("/me").status, 200);
}

void TestWebCustomers::tokens_areRenewed_onTheWay()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const auto before = phone.cookies;
    advance(*m_desk, AccessLifeMs);
    const ServerAnswer renewed = phone.open("/me/devices?x=1");
    QCOMPARE(renewed.status, 303);
    QCOMPARE(WebBrowser::header(renewed, "Location"), QByteArray("/me/devices?x=1"));
    QVERIFY(phone.cookies.value("__Host-youka-me") != before.value("__Host-youka-me"));
    QVERIFY(phone.cookies.value("__Host-youka-stay") != before.value("__Host-youka-stay"));
    QCOMPARE(phone.follow(renewed).status, 200);
    // The answer was lost: the browser asks again with what it has, and gets the same.
    WebBrowser again(*m_desk);
    again.cookies = before;
    QCOMPARE(again.follow(again.open("/me")).status, 200);
    QCOMPARE(again.cookies.value("__Host-youka-stay"), phone.cookies.value("__Host-youka-stay"));
    advance(*m_desk, RefreshLifeMs);
    QVERIFY(phone.follow(phone.open("/me")).body.contains("action=\"/sign-in\""));
    QVERIFY(!phone.cookies.contains("__Host-youka-stay"));
}

void TestWebCustomers::formThatLayOpen_doesNothing()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const QByteArray path = m_desk->pathOf(m_desk->wuCard, "/lost");
    const ServerAnswer card = phone.open(m_desk->pathOf(m_desk->wuCard));
    advance(*m_desk, AccessLifeMs);
    const ServerAnswer late = phone.submit(card, path, {{"pin", "1234"}});
    QCOMPARE(late.status, 409);
    QVERIFY(late.body.contains("do it once more"));
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM card WHERE state = 4"), 0);
    // The form is the session's, so the very same one works once the tokens are new.
    QCOMPARE(phone.submit(card, path, {{"pin", "1234"}}).status, 303);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM card WHERE state = 4"), 1);
}

void TestWebCustomers::usedToken_endsTheSession()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    WebBrowser thief(*m_desk);
    thief.cookies = {{"__Host-youka-stay", phone.cookies.value("__Host-youka-stay")}};
    advance(*m_desk, AccessLifeMs);
    QCOMPARE(phone.follow(phone.open("/me")).status, 200);
    advance(*m_desk, RefreshAgainMs);
    QVERIFY(thief.follow(thief.open("/me")).body.contains("action=\"/sign-in\""));
    QVERIFY(phone.follow(phone.open("/me")).body.contains("action=\"/sign-in\"")); // both are out
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM audit WHERE action = 'sign-in.reuse'"), 1);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM sign_in_session"), 0);
}

void TestWebCustomers::devices_areSignedOut()
{
    WebBrowser phone(*m_desk);
    WebBrowser tablet(*m_desk);
    m_desk->signIn(phone);
    m_desk->signIn(tablet);
    WebBrowser li(*m_desk);
    m_desk->signIn(li, "13900139000");
    const ServerAnswer mine = phone.open("/me/devices");
    QCOMPARE(mine.body.count("iPhone, Safari"), 2);
    QCOMPARE(mine.body.count("this device"), 1);
    // Another's device, with a form of one's own: as one that never was.
    const ServerAnswer others = li.open("/me/devices");
    const QByteArray ofLi = "/me/devices/3/end";
    QVERIFY(others.body.contains(ofLi));
    QByteArray form = WebBrowser::formOf(mine, "/me/devices/1/end");
    QCOMPARE(phone.post(ofLi, form).status, 403); // the check is for another address
    QCOMPARE(li.open("/me").status, 200);
    QCOMPARE(phone.submit(mine, "/me/devices/2/end").status, 303);
    QVERIFY(tablet.follow(tablet.open("/me")).body.contains("action=\"/sign-in\""));
    QCOMPARE(phone.open("/me").status, 200);
    m_desk->signIn(tablet);
    const ServerAnswer out = phone.submit(phone.open("/me/devices"), "/me/sign-out-everywhere");
    QCOMPARE(WebBrowser::header(out, "Location"), QByteArray("/sign-in"));
    QVERIFY(!phone.cookies.contains("__Host-youka-me"));
    QVERIFY(tablet.follow(tablet.open("/me")).body.contains("action=\"/sign-in\""));
    QCOMPARE(li.open("/me").status, 200);
}

void TestWebCustomers::foreignForms_areRefused_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("spoil");
    const QByteArray own = "Origin: https://localhost\r\n";
    QTest::newRow("another origin") << QByteArray("Origin: https://evil.example\r\n") << QByteArray();
    QTest::newRow("a null origin") << QByteArray("Origin: null\r\n") << QByteArray();
    QTest::newRow("cross-site") << own + "Sec-Fetch-Site: cross-site\r\n" << QByteArray();
    QTest::newRow("no check") << own << QByteArray("check");
    QTest::newRow("no operation") << own << QByteArray("operation");
    QTest::newRow("nothing") << own << QByteArray("all");
    QTest::newRow("another form's") << own << QByteArray("other");
    QTest::newRow("another session's") << own << QByteArray("session");
    QTest::newRow("too long") << own << QByteArray("long");
}

void TestWebCustomers::foreignForms_areRefused()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, spoil);
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const QByteArray path = m_desk->pathOf(m_desk->wuCard, "/lost");
    const ServerAnswer page = phone.open(m_desk->pathOf(m_desk->wuCard));
    QByteArray form = WebBrowser::formOf(page, path, {{"pin", "1234"}});
    QVERIFY(form.contains("check="));
    if (spoil == "check")
        form.replace("check=", "checked=");
    if (spoil == "operation")
        form.replace("operation=", "op=");
    if (spoil == "all")
        form = "pin=1234";
    if (spoil == "other")
        form = WebBrowser::formOf(phone.open("/me/devices"), "/me/sign-out-everywhere", {{"pin", "1234"}});
    if (spoil == "session") {
        WebBrowser tablet(*m_desk);
        m_desk->signIn(tablet);
        form = WebBrowser::formOf(tablet.open(m_desk->pathOf(m_desk->wuCard)), path, {{"pin", "1234"}});
    }
    if (spoil == "long")
        form += "&x=" + QByteArray(9'000, 'a');
    const ServerAnswer answer = phone.post(path, form, headers);
    QVERIFY2(answer.status == 403 || answer.status == 413, answer.body.constData());
    QVERIFY(answer.contentType.startsWith("text/html"));
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM card WHERE state = 4"), 0);
}

void TestWebCustomers::redirects_leadHome_only_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("leads");
    QTest::newRow("own") << QByteArray("/me/coupons") << QByteArray("/me/coupons");
    QTest::newRow("elsewhere") << QByteArray("https://evil.example/") << QByteArray("/me");
    QTest::newRow("no scheme") << QByteArray("//evil.example") << QByteArray("/me");
    QTest::newRow("behind our own") << QByteArray("/me//evil.example") << QByteArray("/me");
    QTest::newRow("backslash") << QByteArray("/me/\\evil.example") << QByteArray("/me");
    QTest::newRow("a header more") << QByteArray("/me/%0d%0aSet-Cookie:%20a=b") << QByteArray("/me");
    QTest::newRow("the API") << QByteArray("/api/v1/cards") << QByteArray("/me");
}

void TestWebCustomers::redirects_leadHome_only()
{
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, leads);
    WebBrowser phone(*m_desk);
    const ServerAnswer in = m_desk->signIn(phone, "13800138000", "/sign-in?to=" + to);
    QCOMPARE(in.status, 303);
    QCOMPARE(WebBrowser::header(in, "Location"), leads);
    QVERIFY(!in.head.contains("a=b"));
}

void TestWebCustomers::names_areText()
{
    const CardId card =
        m_desk->customer("C3", "<script>alert(1)</script>", "9000111122225556", "13600136000");
    QVERIFY(card.value > 0);
    WebBrowser phone(*m_desk, "en");
    const ServerAnswer home = phone.follow(m_desk->signIn(phone, "13600136000"));
    QCOMPARE(home.status, 200);
    QVERIFY(home.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    QVERIFY(!home.body.contains("<script"));
    for (const char *path : {"/sign-in?to=%22%3E%3Cscript%3E", "/me?month=%22%3E%3Cscript%3E&lang=en",
                             "/stations?near=%3Cscript%3E", "/r/%22%3E%3Cscript%3E"}) {
        WebBrowser nobody(*m_desk);
        QVERIFY2(!nobody.open(path).body.contains("><script>"), path);
    }
}

void TestWebCustomers::languages()
{
    WebBrowser phone(*m_desk, "en");
    QVERIFY(phone.open("/sign-in").body.contains("<html lang=\"en\">"));
    QVERIFY(phone.open("/sign-in?lang=zh").body.contains("<html lang=\"zh-CN\">"));
    QVERIFY(phone.open("/sign-in").body.contains("<html lang=\"zh-CN\">")); // chosen, so it stays
    QVERIFY(phone.open("/stations").body.contains("加油站与油价"));
    QVERIFY(phone.open("/stations?near=31.2,121.4&lang=en").body.contains("near=31.2,121.4&amp;lang=zh"));
}

/// The way through once more on the other store: in, a statement, tokens, a lost card, out.
void TestWebCustomers::onPostgreSql_too()
{
    auto *postgres = test::PostgresFixture::shared();
    if (!postgres)
        QSKIP(qPrintable(test::PostgresFixture::reason()));
    CustomerDesk desk(postgres->createDatabase());
    WebBrowser phone(desk);
    QVERIFY(phone.follow(desk.signIn(phone)).body.contains("Hello, Wu"));
    const QByteArray card = desk.pathOf(desk.wuCard);
    QCOMPARE(phone.open(card + "/statement").status, 200);
    desk.clock.advanceMs(AccessLifeMs);
    QCOMPARE(phone.follow(phone.open("/me/devices")).status, 200);
    QCOMPARE(phone.submit(phone.open(card), card + "/lost", {{"pin", "1234"}}).status, 303);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM card WHERE state = 4"), 1);
    QCOMPARE(phone.submit(phone.open("/me/devices"), "/me/sign-out-everywhere").status, 303);
    QCOMPARE(desk.figure("SELECT COUNT(*) FROM sign_in_session"), 0);
}

QTEST_GUILESS_MAIN(TestWebCustomers)
#include "tst_web_customers.moc"

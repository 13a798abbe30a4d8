#include "core/domain/coupons/coupon_qr.h"
#include "tests/integration/web_desk.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::ServerAnswer;
using youka::test::WebDesk;

namespace {

const QByteArray Card = "9000111122223338";
constexpr qint64 DayMs = 24LL * 60 * 60 * 1000;

}

/// A coupon on a customer's phone: what it shows, who may claim, and what it does not let through.
class TestWebCoupons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void publicCode_saysWhatItGives_inBothLanguages();
    void everyPage_isSentWithItsGuards();
    void aCampaignsName_isText();
    void claim_givesOne_howeverOftenItIsPressed();
    void secondClaim_isToldWhy();
    void wrongCardOrPin_lookAlike_andAreCounted();
    void foreignForms_areRefused_data();
    void foreignForms_areRefused();
    void printedCode_isShownWithItsQr();
    void endings_areSaidInWords();
    void guesses_areSlowed();

private:
    void issueCard();
    ServerAnswer claim(const QByteArray &card = Card, const QByteArray &pin = "1234");
    qint64 claimed() { return m_desk->figure("SELECT COUNT(*) FROM coupon WHERE customer > 0"); }
    std::unique_ptr<WebDesk> m_desk;
};

void TestWebCoupons::init() { m_desk = std::make_unique<WebDesk>(); }

void TestWebCoupons::issueCard()
{
    QCOMPARE(m_desk->issue(Card, R"(,"pin":"1234","pinAbove":{"amount":"0.00","currency":"CNY"})").status,
             201);
}

ServerAnswer TestWebCoupons::claim(const QByteArray &card, const QByteArray &pin)
{
    const ServerAnswer page = m_desk->open("/c/TEN");
    return m_desk->submit("/c/TEN?lang=en", WebDesk::formOf(page, card, pin));
}

void TestWebCoupons::publicCode_saysWhatItGives_inBothLanguages()
{
    m_desk->live(QStringLiteral("TEN"));
    const ServerAnswer english = m_desk->open("/c/ten");
    QCOMPARE(english.status, 200);
    QVERIFY(english.contentType.startsWith("text/html"));
    QVERIFY2(english.body.contains("¥10.00 off the whole purchase"), english.body.constData());
    QVERIFY(english.body.contains("<html lang=\"en\">"));
    QVERIFY(english.body.contains("31 January 2026"));
    QVERIFY(english.body.contains("name=\"pin\""));
    QVERIFY(english.body.contains("/c/ten?lang=zh"));
    const ServerAnswer chinese = m_desk->open("/c/TEN", "zh-CN,zh;q=0.9");
    QVERIFY(chinese.body.contains("<html lang=\"zh-CN\">"));
    QVERIFY2(!chinese.body.contains("off the whole purchase"), chinese.body.constData());
    QVERIFY(chinese.body.contains("2026年1月31日"));
    QVERIFY(m_desk->open("/c/TEN?lang=en", "zh-CN").body.contains("<html lang=\"en\">")); // the link decides
}

void TestWebCoupons::everyPage_isSentWithItsGuards()
{
    m_desk->live(QStringLiteral("TEN"));
    for (const char *path : {"/c/TEN", "/c/NOTHING", "/web/style.css"}) {
        const ServerAnswer page = m_desk->open(path);
        const QByteArray policy = WebDesk::headerOf(page, "Content-Security-Policy");
        QVERIFY2(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'")
                     && !policy.contains("unsafe"),
                 path);
        QCOMPARE(WebDesk::headerOf(page, "X-Content-Type-Options"), QByteArray("nosniff"));
        QVERIFY(WebDesk::headerOf(page, "Strict-Transport-Security").startsWith("max-age="));
        QCOMPARE(WebDesk::headerOf(page, "Referrer-Policy"), QByteArray("same-origin"));
        // What the policy forbids is not there either.
        for (const char *none : {"<script", "<style", " style=", "javascript:", " onclick", "http://"})
            QVERIFY2(!page.body.contains(none), none);
    }
    QCOMPARE(WebDesk::headerOf(m_desk->open("/c/TEN"), "Cache-Control"), QByteArray("no-store"));
    QVERIFY(WebDesk::headerOf(m_desk->open("/web/style.css"), "Cache-Control").startsWith("public"));
    const ServerAnswer page = m_desk->open("/c/TEN");
    const QByteArray cookie = WebDesk::headerOf(page, "Set-Cookie");
    QVERIFY(cookie.startsWith("__Host-"));
    for (const char *guard : {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"})
        QVERIFY2(cookie.contains(guard), guard);
}

void TestWebCoupons::aCampaignsName_isText()
{
    m_desk->live(QStringLiteral("TEN"),
                 [](Campaign &c) { c.name = QStringLiteral("<script>alert(1)</script>\"'"); });
    const ServerAnswer page = m_desk->open("/c/TEN");
    QVERIFY(!page.body.contains("<script"));
    QVERIFY(page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;"));
    const ServerAnswer unknown = m_desk->open("/c/%22%3E%3Cscript%3E");
    QCOMPARE(unknown.status, 404);
    QVERIFY(!unknown.body.contains("<script"));
}

void TestWebCoupons::claim_givesOne_howeverOftenItIsPressed()
{
    issueCard();
    m_desk->live(QStringLiteral("TEN"), [](Campaign &c) { c.limits.claimsPerCustomer = 5; });
    const ServerAnswer page = m_desk->open("/c/TEN");
    const QByteArray form = WebDesk::formOf(page, "9000 1111+2222%203338", "1234"); // as people type it
    const ServerAnswer first = m_desk->submit("/c/TEN?lang=en", form);
    QVERIFY2(first.status == 303, first.body.constData());
    const ServerAnswer again = m_desk->submit("/c/TEN?lang=en", form);
    QCOMPARE(again.status, 303);
    QCOMPARE(WebDesk::headerOf(again, "Location"), WebDesk::headerOf(first, "Location"));
    QCOMPARE(claimed(), 1);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM coupon_claim"), 1);
    const ServerAnswer mine = m_desk->open(WebDesk::headerOf(first, "Location"));
    QCOMPARE(mine.status, 200);
    QVERIFY2(mine.body.contains("It is yours."), mine.body.constData());
    QVERIFY(mine.body.contains("/qr.svg?lang=en"));
    QVERIFY(!mine.body.contains("name=\"pin\""));
    // Another form is another claim.
    QCOMPARE(claim().status, 303);
    QCOMPARE(claimed(), 2);
}

void TestWebCoupons::secondClaim_isToldWhy()
{
    issueCard();
    m_desk->live(QStringLiteral("TEN"));
    QCOMPARE(claim().status, 303);
    const ServerAnswer second = claim();
    QVERIFY(second.status >= 400);
    QVERIFY2(second.body.contains("You have had as many of this offer"), second.body.constData());
    QCOMPARE(claimed(), 1);
}

void TestWebCoupons::wrongCardOrPin_lookAlike_andAreCounted()
{
    issueCard();
    m_desk->live(QStringLiteral("TEN"));
    const auto problemOf = [](const ServerAnswer &page) {
        const qsizetype from = page.body.indexOf("role=\"alert\">");
        return from < 0 ? QByteArray() : page.body.mid(from, page.body.indexOf("</p>", from) - from);
    };
    const ServerAnswer wrongPin = claim(Card, "9999");
    QCOMPARE(wrongPin.status, 403);
    QVERIFY(!problemOf(wrongPin).isEmpty());
    QVERIFY(wrongPin.body.contains("value=\"" + Card + "\"")); // not to be typed again
    QVERIFY(!wrongPin.body.contains("9999"));
    QCOMPARE(m_desk->figure("SELECT MAX(pin_tries) FROM card"), 1);
    const ServerAnswer noCard = claim("9000999999999992", "1234");
    QCOMPARE(noCard.status, wrongPin.status);
    QCOMPARE(problemOf(noCard), problemOf(wrongPin));
    QCOMPARE(m_desk->figure("SELECT MAX(tries) FROM coupon_guess"), 2);
    for (int n = 0; n < 3; ++n)
        claim("9000999999999992", "1234");
    QCOMPARE(claim().status, 429); // the address waits, also with the right ones
    QCOMPARE(claimed(), 0);
    m_desk->clock.advanceMs(11 * 60'000);
    QCOMPARE(claim().status, 303);
}

void TestWebCoupons::foreignForms_areRefused_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("spoil"); // what of the form is changed
    const QByteArray own = "Origin: https://localhost\r\n";
    QTest::newRow("another origin") << QByteArray("Origin: https://evil.example\r\n") << QByteArray();
    QTest::newRow("a null origin") << QByteArray("Origin: null\r\n") << QByteArray();
    QTest::newRow("cross-site") << own + "Sec-Fetch-Site: cross-site\r\n" << QByteArray();
    QTest::newRow("no cookie") << own << QByteArray("cookie");
    QTest::newRow("another browser's cookie") << own << QByteArray("other cookie");
    QTest::newRow("a forged check") << own << QByteArray("check");
    QTest::newRow("another operation") << own << QByteArray("operation");
    QTest::newRow("no operation") << own << QByteArray("none");
}

void TestWebCoupons::foreignForms_areRefused()
{
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, spoil);
    issueCard();
    m_desk->live(QStringLiteral("TEN"));
    const ServerAnswer page = m_desk->open("/c/TEN");
    QByteArray form = WebDesk::formOf(page, Card, "1234");
    if (spoil == "cookie")
        m_desk->cookie.clear();
    if (spoil == "other cookie")
        m_desk->cookie = "__Host-youka-form=0123456789abcdef0123456789abcdef";
    if (spoil == "check")
        form.replace(WebDesk::hidden(page, "check"), QByteArray(64, '0'));
    if (spoil == "operation")
        form.replace(WebDesk::hidden(page, "operation"), WebDesk::newKey());
    if (spoil == "none")
        form = "card=" + Card + "&pin=1234";
    const ServerAnswer answer = m_desk->submit("/c/TEN", form, headers);
    QCOMPARE(answer.status, 403);
    QVERIFY(answer.contentType.startsWith("text/html"));
    QCOMPARE(claimed(), 0);
}

void TestWebCoupons::printedCode_isShownWithItsQr()
{
    const auto batch = m_desk->print(m_desk->live({}, [](Campaign &c) { c.terms.offline = true; }));
    const QByteArray code = m_desk->code(batch, 3);
    const ServerAnswer page = m_desk->open("/c/" + code);
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains(code));
    QVERIFY(!page.body.contains("name=\"pin\"")); // whoever has it has it
    const ServerAnswer qr = m_desk->open("/c/" + code + "/qr.svg?lang=en");
    QCOMPARE(qr.status, 200);
    QCOMPARE(qr.contentType, QByteArray("image/svg+xml"));
    QVERIFY(qr.body.startsWith("<svg "));
    // The signed code of another coupon of the batch, as a poster may carry it.
    SignedCoupon coupon;
    coupon.coupon = {batch.id, 4};
    coupon.until = m_desk->clock.now().plusMs(DayMs);
    coupon.value = 1'000;
    coupon.offline = true;
    coupon.key = m_desk->server->couponKeys().signerId;
    const QString text = signedCouponText(coupon, *m_desk->server->couponKeys().signer);
    QVERIFY(m_desk->open("/c/" + text.toLatin1()).body.contains(m_desk->code(batch, 4)));
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM coupon"), 0); // looking writes nothing
}

void TestWebCoupons::endings_areSaidInWords()
{
    const Campaign few = m_desk->live(QStringLiteral("FEW"), [](Campaign &c) { c.limits.claims = 0; });
    QVERIFY(m_desk->open("/c/FEW").body.contains("All of this offer has been given out."));
    const Campaign soon = m_desk->live(
        QStringLiteral("SOON"), [&](Campaign &c) { c.terms.from = m_desk->clock.now().plusMs(DayMs); });
    const ServerAnswer early = m_desk->open("/c/SOON");
    QVERIFY(early.body.contains("cannot be used yet"));
    QVERIFY(early.body.contains("name=\"pin\"")); // claimed before its first day
    const Campaign ten = m_desk->live(QStringLiteral("TEN"));
    const CouponBatch batch = m_desk->print(ten);
    const QByteArray path = "/c/" + m_desk->code(batch, 0);
    VERIFY_OK(m_desk->command([&](Database &db) {
        return CouponService(db, m_desk->server->couponKeys())
            .voidCoupon({batch.id, 1}, m_desk->clock.now())
            .map([](const Coupon &) {});
    }));
    const ServerAnswer voided = m_desk->open("/c/" + m_desk->code(batch, 1));
    QVERIFY(voided.body.contains("This coupon was withdrawn."));
    QVERIFY(!voided.body.contains("qr.svg"));
    QVERIFY(voided.body.contains("my coupons")); // the next best thing
    VERIFY_OK(m_desk->step(ten, CampaignState::Paused));
    QVERIFY(m_desk->open(path).body.contains("This offer is paused."));
    VERIFY_OK(m_desk->step(ten, CampaignState::Live));
    QVERIFY(m_desk->open(path).body.contains("qr.svg"));
    VERIFY_OK(m_desk->step(ten, CampaignState::Ended));
    QVERIFY(m_desk->open(path).body.contains("qr.svg")); // what was given out lasts
    const ServerAnswer over = m_desk->open("/c/TEN");
    QVERIFY(over.body.contains("This coupon has expired."));
    QVERIFY(!over.body.contains("name=\"pin\""));
    m_desk->clock.advanceMs(31 * DayMs);
    const ServerAnswer expired = m_desk->open(path);
    QVERIFY(expired.body.contains("This coupon has expired."));
    QVERIFY(!expired.body.contains("qr.svg"));
    QCOMPARE(m_desk->open(path + "/qr.svg").status, 404);
}

void TestWebCoupons::guesses_areSlowed()
{
    m_desk->live(QStringLiteral("TEN"));
    for (int n = 0; n < 5; ++n)
        QCOMPARE(m_desk->open("/c/GUESS" + QByteArray::number(n)).status, 404);
    QCOMPARE(m_desk->open("/c/TEN").status, 429);
    m_desk->clock.advanceMs(11 * 60'000);
    QCOMPARE(m_desk->open("/c/TEN").status, 200);
    // A typed code with a wrong check character is a slip, not a guess.
    for (int n = 0; n < 10; ++n)
        QCOMPARE(m_desk->open("/c/TEN").status, 200);
}

QTEST_GUILESS_MAIN(TestWebCoupons)
#include "tst_web_coupons.moc"

#include "core/domain/coupons/campaign_service.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/invoices/invoice_service.h"
#include "core/domain/points/points_service.h"
#include "core/domain/self_service/receipt_token.h"
#include "tests/integration/customer_sales.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;
using youka::test::CustomerDesk;
using youka::test::ServerAnswer;
using youka::test::WebBrowser;

namespace {

struct RecordDesk : CustomerDesk
{
    RecordDesk() { test::topUp(*this, wuCard, "500.00"); }

    void topUp(CardId card, const QByteArray &amount) { test::topUp(*this, card, amount); }
    SaleId sell(const QByteArray &number = {}) { return test::sellFuel(*this, number); }
    QByteArray receiptOf(SaleId sale, const SigningKey &with) const
    {
        return "/r/" + receiptTokenText(sale, with).toLatin1();
    }
    qint64 lost() { return figure("SELECT COUNT(*) FROM card WHERE state = 4"); }
};

}

/// What customers look at and do on their phones.
class TestWebRecords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void statement_byMonth_inPages();
    void others_areNotFound_anywhere();
    void lost_withThePin();
    void lost_wrongPins_blockIt();
    void lost_withACode();
    void receipt_byItsToken();
    void receipt_forgedTokens_data();
    void receipt_forgedTokens();
    void invoice_isRequested_once();
    void invoice_refusals();
    void invoice_asPdf_onceItIsIssued();
    void stations_theNearestFirst();
    void home_saysPointsAndLevel();
    void coupons_areMine();

private:
    std::unique_ptr<RecordDesk> m_desk;
    QByteArray m_function;
};

/// A server for each function; its rows share one.
void TestWebRecords::init()
{
    const QByteArray function = QTest::currentTestFunction();
    if (!m_desk || function != m_function)
        m_desk = std::make_unique<RecordDesk>();
    m_function = function;
}

void TestWebRecords::statement_byMonth_inPages()
{
    const SaleId sale = m_desk->sell("9000111122223338");
    m_desk->clock.advanceMs(1);
    for (int n = 0; n < 31; ++n)
        m_desk->topUp(m_desk->wuCard, n % 2 ? "1.00" : "1.01"); // some in the same millisecond
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const QByteArray path = m_desk->pathOf(m_desk->wuCard, "/statement");
    const ServerAnswer newest = phone.open(path);
    QCOMPARE(newest.body.count("Top-up<br>"), 30); // newest first
    QVERIFY2(newest.body.contains("¥531.16"), newest.body.constData());
    QVERIFY(newest.body.contains("¥80.00"));
    QVERIFY(newest.body.contains("January 2026"));
    QVERIFY(newest.body.contains("December 2025"));
    const QByteArray more = "behind=";
    QVERIFY(newest.body.contains(more));
    const QString link = QRegularExpression(QStringLiteral("href=\"([^\"]*behind=[0-9a-f-]+)\""))
                             .match(QString::fromUtf8(newest.body))
                             .captured(1)
                             .replace(QLatin1String("&amp;"), QLatin1String("&"));
    const ServerAnswer older = phone.open(link.toLatin1());
    QCOMPARE(older.body.count("<li>"), 3); // a top-up, the purchase, the first top-up
    QVERIFY(older.body.contains("Purchase"));
    QVERIFY(older.body.contains("/me/sales/" + sale.text().toLatin1()));
    QVERIFY(!older.body.contains("Earlier ones"));
    const ServerAnswer before = phone.open(path + "?month=2025-12");
    QVERIFY(before.body.contains("Nothing was booked"));
    QVERIFY(phone.open(path + "?month=2099-01").body.contains("January 2026")); // not ahead
    QVERIFY(phone.open(path + "?month=x&behind=zz-q").status == 200);
    // The receipt of one's own sale.
    const ServerAnswer receipt = phone.open("/me/sales/" + sale.text().toLatin1());
    QCOMPARE(receipt.status, 200);
    QVERIFY(receipt.body.contains("•••• 3338"));
    QVERIFY(receipt.body.contains("¥80.00"));
}

void TestWebRecords::others_areNotFound_anywhere()
{
    const SaleId cash = m_desk->sell();
    const SaleId ofLi = [&] {
        m_desk->topUp(m_desk->liCard, "200.00");
        return m_desk->sell("9000111122224443");
    }();
    WebBrowser wu(*m_desk);
    m_desk->signIn(wu);
    WebBrowser li(*m_desk);
    m_desk->signIn(li, "13900139000");
    const QByteArray lis = m_desk->pathOf(m_desk->liCard);
    const QByteArray nobodys = "/me/cards/999";
    const QList<QByteArray> pages{"", "/statement", "/top-up"};
    for (const QByteArray &page : pages) {
        const ServerAnswer other = wu.open(lis + page);
        QCOMPARE(other.status, 404);
        const ServerAnswer none = wu.open(nobodys + page);
        QCOMPARE(QByteArray(other.body).replace(lis, "X"), QByteArray(none.body).replace(nobodys, "X"));
        QCOMPARE(li.open(lis + page).status, 200);
    }
    for (const SaleId sale : {cash, ofLi})
        QCOMPARE(wu.open("/me/sales/" + sale.text().toLatin1()).status, 404);
    QCOMPARE(li.open("/me/sales/" + ofLi.text().toLatin1()).status, 200);
    QCOMPARE(wu.open("/me/sales/nonsense").status, 404);
    QCOMPARE(wu.open("/me/payments/1").status, 404);
    // What Li's page would send, in Wu's session and with Wu's own checks.
    const ServerAnswer mine = wu.open(m_desk->pathOf(m_desk->wuCard));
    const QByteArray form =
        WebBrowser::formOf(mine, m_desk->pathOf(m_desk->wuCard, "/lost"), {{"pin", "1234"}});
    QCOMPARE(wu.post(lis + "/lost", form).status, 403);
    QCOMPARE(m_desk->lost(), 0);
}

void TestWebRecords::lost_withThePin()
{
    WebBrowser phone(*m_desk);
    m_desk->command([&](Database &db) {
        return CardService(db, m_desk->server->cardKeys())
            .changeState(m_desk->wuCard, CardState::Frozen, m_desk->clock.now())
            .map([](const CardRecord &) {});
    });
    m_desk->signIn(phone);
    const QByteArray path = m_desk->pathOf(m_desk->wuCard);
    const ServerAnswer page = phone.open(path);
    QVERIFY(page.body.contains("Frozen"));
    const QByteArray form = WebBrowser::formOf(page, path + "/lost", {{"pin", "1234"}});
    const ServerAnswer done = phone.post(path + "/lost", form);
    QVERIFY2(done.status == 303, done.body.constData());
    QCOMPARE(phone.post(path + "/lost", form).status, 303); // pressed twice
    const ServerAnswer after = phone.follow(done);
    QVERIFY(after.body.contains("The card is reported lost."));
    QVERIFY(!after.body.contains("name=\"pin\""));
    QCOMPARE(m_desk->lost(), 1);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM audit WHERE action = 'card.state'"), 1);
    QCOMPARE(m_desk
                 ->post(Role::Terminal, "/api/v1/authorisations",
                        m_desk->question("9000111122223338", "10.00", "1234"))
                 .code(),
             QStringLiteral("card.lost"));
}

void TestWebRecords::lost_wrongPins_blockIt()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const QByteArray path = m_desk->pathOf(m_desk->wuCard);
    for (int n = 0; n < 3; ++n) {
        const ServerAnswer wrong = phone.submit(phone.open(path), path + "/lost", {{"pin", "9999"}});
        QCOMPARE(wrong.status, 403);
        QVERIFY(wrong.body.contains("The PIN is not right"));
    }
    QCOMPARE(m_desk->figure("SELECT MAX(pin_tries) FROM card"), 3);
    const ServerAnswer blocked = phone.open(path);
    QVERIFY(!blocked.body.contains("name=\"pin\"")); // a code is the way that is left
    QVERIFY(blocked.body.contains(path + "/lost-code"));
    QCOMPARE(m_desk->lost(), 0);
}

void TestWebRecords::lost_withACode()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    const QByteArray path = m_desk->pathOf(m_desk->wuCard);
    const ServerAnswer page = phone.open(path);
    ServerAnswer asked;
    const QByteArray code = m_desk->codeAfter([&] { asked = phone.submit(page, path + "/lost-code"); });
    QVERIFY(!code.isEmpty());
    QCOMPARE(m_desk->sms.received().last().phone, QStringLiteral("+8613800138000"));
    const ServerAnswer form = phone.follow(asked);
    QVERIFY(form.body.contains("one-time-code"));
    QCOMPARE(phone.submit(form, path + "/lost", {{"code", "x"}}).status, 422);
    QCOMPARE(m_desk->lost(), 0);
    const ServerAnswer done = phone.submit(phone.open(path + "?code=1"), path + "/lost", {{"code", code}});
    QVERIFY2(done.status == 303, done.body.constData());
    QCOMPARE(m_desk->lost(), 1);
}

void TestWebRecords::receipt_byItsToken()
{
    const SaleId sale = m_desk->sell("9000111122223338");
    WebBrowser anybody(*m_desk);
    const ServerAnswer receipt = anybody.open(m_desk->receiptOf(sale, m_desk->key));
    QVERIFY2(receipt.status == 200, receipt.body.constData());
    for (const char *there : {"North", "10.00 L", "¥80.00", "•••• 3338"})
        QVERIFY2(receipt.body.contains(there), there);
    for (const char *none : {"Wu C1", "90001111", "420.00"}) // whose, the number, what is left on it
        QVERIFY2(!receipt.body.contains(none), none);
    // A kiosk of the same station may have printed it; another station's terminal has not.
    const SigningKey kiosk = SigningKey::generate();
    m_desk->enrol(kiosk);
    QCOMPARE(anybody.open(m_desk->receiptOf(sale, kiosk)).status, 200);
    QCOMPARE(receiptAddress(QStringLiteral("https://card.example"), sale, kiosk),
             QStringLiteral("https://card.example") + QString::fromLatin1(m_desk->receiptOf(sale, kiosk)));
    QVERIFY(receiptAddress({}, sale, kiosk).isEmpty());
}

void TestWebRecords::receipt_forgedTokens_data()
{
    QTest::addColumn<QByteArray>("how");
    for (const char *how :
         {"another key", "another sale", "a bit", "padding", "cut", "longer", "empty", "unknown"})
        QTest::newRow(how) << QByteArray(how);
}

void TestWebRecords::receipt_forgedTokens()
{
    QFETCH(QByteArray, how);
    const SaleId sale = m_desk->sell();
    const SaleId other = m_desk->sell();
    QByteArray path = m_desk->receiptOf(sale, m_desk->key);
    if (how == "another key")
        path = m_desk->receiptOf(sale, SigningKey::generate());
    if (how == "another sale")
        path = m_desk->receiptOf(other, m_desk->key).left(3 + 22) + path.mid(3 + 22);
    if (how == "a bit")
        path[40] = path[40] == 'A' ? 'B' : 'A';
    if (how == "padding") // the last letter has bits that carry nothing
        path[path.size() - 1] = char(path.back() + 1);
    if (how == "cut")
        path.chop(1);
    if (how == "longer")
        path += 'A';
    if (how == "empty")
        path = "/r/x";
    if (how == "unknown")
        path = m_desk->receiptOf(SaleId{QUuid::createUuid()}, m_desk->key);
    WebBrowser anybody(*m_desk);
    const ServerAnswer answer = anybody.open(path);
    QCOMPARE(answer.status, 404);
    QVERIFY(answer.body.contains("This receipt is not known."));
    QVERIFY(!answer.body.contains("80.00"));
}

void TestWebRecords::invoice_isRequested_once()
{
    const SaleId sale = m_desk->sell();
    const QByteArray path = m_desk->receiptOf(sale, m_desk->key);
    WebBrowser anybody(*m_desk);
    const ServerAnswer page = anybody.open(path);
    QVERIFY(page.body.contains("Can be invoiced"));
    const QByteArray form =
        WebBrowser::formOf(page, path + "/invoices",
                           {{"kind", "company"}, {"name", "Zhao & Sons"}, {"tax", "91110000600037341L"}});
    const ServerAnswer done = anybody.post(path + "/invoices", form);
    QVERIFY2(done.status == 303, done.body.constData());
    QCOMPARE(anybody.post(path + "/invoices", form).status, 303);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM invoice"), 1);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM invoice WHERE tax_number = '91110000600037341L'"), 1);
    const ServerAnswer after = anybody.follow(done);
    QVERIFY(after.body.contains("requested"));
    QVERIFY(after.body.contains("Zh***"));
    QVERIFY(!after.body.contains("Zhao"));
    QVERIFY(after.body.contains("Nothing of this sale is left"));
}

void TestWebRecords::invoice_refusals()
{
    const QByteArray path = m_desk->receiptOf(m_desk->sell(), m_desk->key);
    WebBrowser anybody(*m_desk);
    const ServerAnswer page = anybody.open(path);
    const QByteArray action = path + "/invoices";
    const auto asked = [&](const QByteArray &kind, const QByteArray &name, const QByteArray &tax) {
        return anybody.submit(anybody.open(path), action, {{"kind", kind}, {"name", name}, {"tax", tax}})
            .status;
    };
    QCOMPARE(asked("company", "Zhao", "91110000600037342L"), 422); // its check character is wrong
    QCOMPARE(asked("company", "Zhao", ""), 422);
    QCOMPARE(asked("person", " ", ""), 422);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM invoice"), 0);
    WebBrowser stranger(*m_desk); // without the cookie that the form was given with
    QCOMPARE(stranger.post(action, WebBrowser::formOf(page, action, {{"kind", "person"}, {"name", "Qian"}}))
                 .status,
             403);
    const QByteArray forged = m_desk->receiptOf(SaleId{QUuid::createUuid()}, m_desk->key) + "/invoices";
    QCOMPARE(anybody.post(forged, WebBrowser::formOf(page, action, {{"name", "Sun"}})).status, 403);
    QCOMPARE(m_desk->figure("SELECT COUNT(*) FROM invoice"), 0);
}

void TestWebRecords::invoice_asPdf_onceItIsIssued()
{
    const QByteArray path = m_desk->receiptOf(m_desk->sell(), m_desk->key);
    const QByteArray other = m_desk->receiptOf(m_desk->sell(), m_desk->key);
    WebBrowser anybody(*m_desk);
    anybody.submit(anybody.open(path), path + "/invoices", {{"kind", "person"}, {"name", "Zhao"}});
    QVERIFY(!anybody.open(path).body.contains("/invoices/1"));
    QCOMPARE(anybody.open(path + "/invoices/1").status, 404); // not issued yet
    VERIFY_OK(m_desk->command([&](Database &db) {
        InvoiceNews news;
        news.state = InvoiceState::Issued;
        news.number = QStringLiteral("26312000000012345678");
        news.issuedAt = m_desk->clock.now();
        return InvoiceService(db, m_desk->server->cardKeys())
            .learn({1}, news, m_desk->clock.now())
            .map([](const Invoice &) {});
    }));
    QVERIFY(anybody.open(path).body.contains("href=\"" + path + "/invoices/1\""));
    const ServerAnswer pdf = anybody.open(path + "/invoices/1");
    QCOMPARE(pdf.status, 200);
    QCOMPARE(pdf.contentType, QByteArray("application/pdf"));
    QVERIFY(pdf.body.startsWith("%PDF-") && pdf.body.size() > 5'000);
    QVERIFY(WebBrowser::header(pdf, "Content-Disposition").contains("26312000000012345678.pdf"));
    QCOMPARE(anybody.open(other + "/invoices/1").status, 404); // another sale's
    QCOMPARE(anybody.open(path + "/invoices/2").status, 404);
}

void TestWebRecords::stations_theNearestFirst()
{
    test::publishPrices(*m_desk);
    WebBrowser anybody(*m_desk);
    const auto order = [](const ServerAnswer &page) {
        QList<QPair<qsizetype, QByteArray>> found;
        for (const char *name : {"North", "Pudong", "Bund"})
            found.append({page.body.indexOf(name), name});
        std::sort(found.begin(), found.end());
        return found[0].second + ' ' + found[1].second + ' ' + found[2].second;
    };
    const ServerAnswer page = anybody.open("/stations");
    QCOMPARE(page.status, 200);
    QCOMPARE(order(page), QByteArray("North Pudong Bund")); // by number
    QCOMPARE(page.body.count("8.21/L"), 3);
    QCOMPARE(order(anybody.open("/stations?near=31.239,121.491")), QByteArray("Bund Pudong North"));
    const ServerAnswer near = anybody.open("/stations?near=31.2304,121.501");
    QCOMPARE(order(near), QByteArray("Pudong Bund North")); // North's place is not known
    QVERIFY2(near.body.contains("0.1 km") && near.body.contains("1.5 km"), near.body.constData());
    for (const char *none : {"/stations?near=x", "/stations?near=nan,nan", "/stations?near=91,0",
                             "/stations?near=1,2,3", "/stations?near=inf,0"})
        QCOMPARE(order(anybody.open(none)), QByteArray("North Pudong Bund"));
    const ServerAnswer script = anybody.open("/web/place.js");
    QCOMPARE(script.status, 200);
    QVERIFY(script.contentType.startsWith("text/javascript"));
    QVERIFY(page.body.contains("<script src=\"/web/place.js\">"));
}

void TestWebRecords::home_saysPointsAndLevel()
{
    WebBrowser phone(*m_desk);
    m_desk->signIn(phone);
    QVERIFY(!phone.open("/me").body.contains("Points")); // there is no scheme
    const QByteArray scheme =
        R"({"currency":"CNY","zone":"Asia/Shanghai","rules":[{"basis":"amount","milliPoints":1000}],)"
        R"("value":{"amount":{"amount":"1.00","currency":"CNY"},"points":100},"secondPersonAbove":5000,)"
        R"("levels":[{"code":"member","name":"Member"}]})";
    QCOMPARE(m_desk->post(Role::Manager, "/api/v1/points-scheme", scheme).status, 201);
    QVERIFY(!phone.open("/me").body.contains("Points")); // none was ever earned
    VERIFY_OK(m_desk->command([&](Database &db) {
        const auto wu =
            CustomerService(db, m_desk->server->cardKeys().customerWrapping).idOf(QStringLiteral("C1"));
        const PointsService::Adjustment gift{
            {QUuid::createUuid()}, *wu, Currency{}, 1'234, QStringLiteral("gift")};
        return PointsService(db)
            .adjust(gift, {Role::Manager, 8'001, QStringLiteral("one"), {}}, m_desk->clock.now())
            .map([](const PointsService::Adjusted &) {});
    }));
    const ServerAnswer home = phone.open("/me");
    QVERIFY2(home.body.contains("1,234") && home.body.contains("Member"), home.body.constData());
    WebBrowser li(*m_desk);
    m_desk->signIn(li, "13900139000");
    QVERIFY(!li.open("/me").body.contains("1,234"));
}

void TestWebRecords::coupons_areMine()
{
    WebBrowser wu(*m_desk);
    m_desk->signIn(wu);
    QVERIFY(wu.open("/me/coupons").body.contains("You have no coupon"));
    VERIFY_OK(m_desk->command([&](Database &db) {
        Campaign campaign;
        campaign.name = QStringLiteral("Ten <off>");
        campaign.claimCode = QStringLiteral("TEN");
        campaign.terms.offer.amount = {1'000, {}};
        campaign.terms.from = {m_desk->clock.now().ms - 1'000};
        campaign.terms.until = m_desk->clock.now().plusMs(86'400'000);
        const Principal author{Role::Manager, 8'001, QStringLiteral("one"), {}};
        const Principal other{Role::Manager, 8'002, QStringLiteral("two"), {}};
        const Timestamp now = m_desk->clock.now();
        CampaignService service(db, m_desk->server->couponKeys());
        return service.create(campaign, author, now)
            .and_then(
                [&](const Campaign &c) { return service.step(c.id, CampaignState::Review, author, now); })
            .and_then([&](const Campaign &c) { return service.step(c.id, CampaignState::Live, other, now); })
            .and_then([&](const Campaign &) {
                const auto whose = CustomerService(db, m_desk->server->cardKeys().customerWrapping)
                                       .idOf(QStringLiteral("C1"));
                return CouponService(db, m_desk->server->couponKeys())
                    .claim(QStringLiteral("TEN"), *whose, now);
            })
            .map([](const Coupon &) {});
    }));
    const ServerAnswer mine = wu.open("/me/coupons");
    QVERIFY2(mine.body.contains("Ten &lt;off&gt;") && mine.body.contains("href=\"/c/"),
             mine.body.constData());
    WebBrowser li(*m_desk);
    m_desk->signIn(li, "13900139000");
    QVERIFY(li.open("/me/coupons").body.contains("You have no coupon"));
    const ServerAnswer typed = wu.open("/me/coupons/open?code=TEN%0d%0aX:%20y");
    QCOMPARE(typed.status, 303);
    QVERIFY(!typed.head.contains("\nX: y"));
    QVERIFY(WebBrowser::header(wu.open("/me/coupons/open?code=%20ten"), "Location").startsWith("/c/ten?"));
    m_desk->clock.advanceMs(2 * 86'400'000LL);
    QVERIFY(wu.follow(wu.open("/me/coupons")).body.contains("You have no coupon")); // it is over
}

QTEST_MAIN(TestWebRecords)
#include "tst_web_records.moc"

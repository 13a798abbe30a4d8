#include "core/domain/customers/customer_service.h"
#include "core/domain/payments/payment_service.h"
#include "tests/ui/office_bench.h"

#include <QDialog>
#include <QStatusBar>
#include <QTableWidget>

using namespace youka;
using youka::test::OfficeBench;

namespace {

constexpr qint64 MinuteMs = 60'000;

}

/// Payments through channels in the office's real window.
class TestOfficePayments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_bench.closeWindow(); }
    void pictures_data();
    void pictures();
    void lists_sumsAndViews();
    void aPayment_goesBackInPart();
    void aLargeOne_takesTwoPeople();
    void whatDiffers_isSettledByAPerson();
    void cashier_onlyLooks();

private:
    Result<void> plant(Database &db);
    QString order(Database &db, CardId card, Money amount, Money paid, int minutesAgo);
    bool openPayments(const QString &login = QStringLiteral("manager"));
    bool select(const QString &order);
    QString cellOf(const QString &order, const char *title);
    bool giveBack(const QString &order, const QString &amount);
    QString status() const { return m_bench.window->statusBar()->currentMessage(); }

    OfficeBench m_bench;
    MerchantId m_merchant;
    QString m_small, m_large, m_unpaid, m_differs;
};

/// Ordered and heard of, as the server does it.
QString TestOfficePayments::order(Database &db, CardId card, Money amount, Money paid, int minutesAgo)
{
    PaymentService payments(db, m_bench.server->cardKeys());
    const Timestamp then = m_bench.clock.now().plusMs(-minutesAgo * MinuteMs);
    PaymentService::Wish wish;
    wish.operation = {QUuid::createUuid()};
    wish.merchant = m_merchant;
    wish.subject = card.value;
    wish.station = m_bench.stations[0].id;
    wish.amount = amount;
    wish.title = QStringLiteral("油卡充值");
    wish.lifeMs = 24 * 60 * MinuteMs;
    const auto made = payments.create(wish, {}, then);
    if (!made)
        qFatal("%s", qPrintable(toString(made.error())));
    if (paid.isPositive()) {
        PaymentNews news;
        news.word = PaymentWord::Paid;
        news.source = PaymentSource::Notice;
        news.amount = paid;
        news.channelNo = QStringLiteral("4200002026") + made->orderNo.right(6);
        const auto heard = payments.learn(m_merchant, made->orderNo, news, then.plusMs(MinuteMs / 2));
        if (!heard)
            qFatal("%s", qPrintable(toString(heard.error())));
    }
    if (!paid.isPositive() && !payments.giveUp(made->orderNo, then.plusMs(MinuteMs)))
        qFatal("it cannot be given up");
    return made->orderNo;
}

Result<void> TestOfficePayments::plant(Database &db)
{
    MerchantRepository merchants(db);
    const auto merchant = merchants.insert({{},
                                            QStringLiteral("wechat"),
                                            QStringLiteral("1900000001"),
                                            {},
                                            QStringLiteral("Youka"),
                                            {},
                                            {},
                                            {},
                                            {},
                                            6'000,
                                            true});
    if (!merchant)
        return fail(merchant.error());
    m_merchant = *merchant;
    const Timestamp now = m_bench.clock.now();
    CardService::Issue issue;
    issue.number = QStringLiteral("9000000000000019");
    issue.expires = QDate(2099, 12, 31);
    const auto card =
        CustomerService(db, m_bench.server->cardKeys().customerWrapping)
            .ensureCustomer(QStringLiteral("K-0001"), QStringLiteral("Phone payer"), {}, {}, now)
            .and_then([&](const Customer &customer) {
                issue.customer = customer.id;
                return CardService(db, m_bench.server->cardKeys()).issue(issue, now);
            });
    if (!card)
        return fail(card.error());
    m_small = order(db, card->id, {20'000, {}}, {20'000, {}}, 40);
    m_large = order(db, card->id, {300'000, {}}, {300'000, {}}, 30);
    m_unpaid = order(db, card->id, {10'000, {}}, {}, 20);
    m_differs = order(db, card->id, {15'000, {}}, {14'900, {}}, 10);
    return {};
}

void TestOfficePayments::initTestCase()
{
    QCOMPARE(m_bench.startServer(), QString());
    const auto planted = m_bench.inBooks([&](Database &db) { return plant(db); });
    QVERIFY2(planted, planted ? "" : qPrintable(toString(planted.error())));
}

bool TestOfficePayments::openPayments(const QString &login)
{
    return m_bench.signIn(login) && m_bench.openArea(QStringLiteral("payments"));
}

bool TestOfficePayments::select(const QString &order)
{
    auto *view = m_bench.table("paymentsTable");
    for (int row = 0; row < view->model()->rowCount(); ++row)
        if (m_bench.cell(view, row, QStringLiteral("Our number")) == order) {
            view->selectRow(row);
            return true;
        }
    return false;
}

QString TestOfficePayments::cellOf(const QString &order, const char *title)
{
    auto *view = m_bench.table("paymentsTable");
    for (int row = 0; row < view->model()->rowCount(); ++row)
        if (m_bench.cell(view, row, QStringLiteral("Our number")) == order)
            return m_bench.cell(view, row, QLatin1String(title));
    return {};
}

bool TestOfficePayments::giveBack(const QString &order, const QString &amount)
{
    return select(order) && m_bench.trigger("actionPaymentRefund")
        && QTest::qWaitFor([&] { return m_bench.find<QDialog>("paymentRefund") != nullptr; })
        && m_bench.fill("paymentRefundAmount", amount)
        && m_bench.fill("paymentRefundNote", QStringLiteral("not wanted"))
        && m_bench.click("paymentRefundSubmit")
        && QTest::qWaitFor([&] { return m_bench.find<QDialog>("paymentRefund") == nullptr; });
}

void TestOfficePayments::pictures_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<ThemeKind>("theme");
    QTest::newRow("zh_light") << Language::Chinese << ThemeKind::Light;
    QTest::newRow("zh_dark") << Language::Chinese << ThemeKind::Dark;
    QTest::newRow("en_light") << Language::English << ThemeKind::Light;
    QTest::newRow("en_dark") << Language::English << ThemeKind::Dark;
}

void TestOfficePayments::pictures()
{
    QFETCH(Language, language);
    QFETCH(ThemeKind, theme);
    m_bench.openWindow(language, theme);
    QVERIFY(openPayments());
    auto *view = m_bench.table("paymentsTable");
    QTRY_COMPARE(view->model()->rowCount(), 4);
    view->selectRow(0);
    QVERIFY(m_bench.trigger("actionPaymentShow"));
    QTRY_VERIFY(m_bench.find<QDialog>("paymentDetail"));
    const QString name = QStringLiteral("office_payments_") + QLatin1String(QTest::currentDataTag());
    QVERIFY(m_bench.grab(name));
    QVERIFY(m_bench.grab(name + QStringLiteral("_one"), m_bench.find<QDialog>("paymentDetail")));
    QVERIFY(m_bench.click("paymentDetailClose"));
    QVERIFY(m_bench.trigger("actionPaymentSettle"));
    QTRY_VERIFY(m_bench.find<QDialog>("settle"));
    QVERIFY(m_bench.grab(name + QStringLiteral("_settle"), m_bench.find<QDialog>("settle")));
    QVERIFY(m_bench.click("settleCancel"));
}

void TestOfficePayments::lists_sumsAndViews()
{
    m_bench.openWindow();
    QVERIFY(openPayments());
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 4);
    QCOMPARE(cellOf(m_small, "Channel"), QStringLiteral("WeChat Pay"));
    QCOMPARE(cellOf(m_small, "For"), QStringLiteral("Top-up"));
    QCOMPARE(cellOf(m_small, "State"), QStringLiteral("Paid"));
    QCOMPARE(cellOf(m_small, "Amount"), QStringLiteral("¥200.00"));
    QCOMPARE(cellOf(m_unpaid, "State"), QStringLiteral("Ended unpaid"));
    QCOMPARE(cellOf(m_differs, "State"), QStringLiteral("Must be looked at"));
    const QString footer = m_bench.text("paymentsFooter");
    QVERIFY2(footer.contains(u"Paid and kept: ¥3,200.00") && footer.contains(u"Must be looked at: 1"),
             qPrintable(footer));
    QVERIFY(m_bench.choose("paymentsView", QStringLiteral("Must be looked at")));
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 1);
    QVERIFY(select(m_differs));
    Q_EMIT m_bench.window->page(QStringLiteral("payments"))->opened();
    QTRY_VERIFY(m_bench.find<QTableWidget>("paymentDetailHistory"));
    QCOMPARE(m_bench.find<QTableWidget>("paymentDetailHistory")->item(0, 2)->text(),
             QStringLiteral("It told us"));
    QVERIFY(m_bench.click("paymentDetailClose"));
}

void TestOfficePayments::aPayment_goesBackInPart()
{
    m_bench.openWindow();
    QVERIFY(openPayments());
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 4);
    QVERIFY(select(m_unpaid));
    QVERIFY(!m_bench.action("actionPaymentRefund")->isEnabled()); // nothing was paid
    QVERIFY(giveBack(m_small, QStringLiteral("50")));
    QTRY_COMPARE(cellOf(m_small, "Went back"), QStringLiteral("¥50.00"));
    QCOMPARE(status(), QStringLiteral("The refund is on its way."));
    QVERIFY(select(m_small));
    QVERIFY(!m_bench.action("actionPaymentRefund")->isEnabled()); // one after the other
    QVERIFY(m_bench.trigger("actionPaymentShow"));
    QTRY_VERIFY(m_bench.find<QTableWidget>("paymentDetailRefunds"));
    QCOMPARE(m_bench.find<QTableWidget>("paymentDetailRefunds")->item(0, 4)->text(),
             QStringLiteral("not wanted"));
    QVERIFY(m_bench.click("paymentDetailClose"));
}

void TestOfficePayments::aLargeOne_takesTwoPeople()
{
    m_bench.openWindow();
    QVERIFY(openPayments());
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 4);
    QVERIFY(giveBack(m_large, QStringLiteral("3000")));
    QTRY_VERIFY(status().contains(u"Nothing has moved yet"));
    QTRY_COMPARE(cellOf(m_large, "State"), QStringLiteral("Paid"));
    m_bench.closeWindow();
    m_bench.openWindow();
    QVERIFY(openPayments(QStringLiteral("second")));
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 4);
    QVERIFY(giveBack(m_large, QStringLiteral("3000")));
    QTRY_COMPARE(cellOf(m_large, "State"), QStringLiteral("Refund under way"));
}

void TestOfficePayments::whatDiffers_isSettledByAPerson()
{
    m_bench.openWindow();
    QVERIFY(openPayments());
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 4);
    QVERIFY(select(m_small));
    QVERIFY(!m_bench.action("actionPaymentSettle")->isEnabled());
    QVERIFY(select(m_differs));
    QVERIFY(m_bench.trigger("actionPaymentSettle"));
    QTRY_VERIFY(m_bench.find<QDialog>("settle"));
    QVERIFY(!m_bench.click("settleSubmit")); // no reason yet
    QVERIFY(m_bench.choose("settleVerdict",
                           QStringLiteral("It was not paid here; what its bill says is reconciled")));
    QVERIFY(m_bench.fill("settleNote", QStringLiteral("a test of theirs")));
    QVERIFY(m_bench.click("settleSubmit"));
    QTRY_COMPARE(cellOf(m_differs, "State"), QStringLiteral("Did not succeed"));
}

void TestOfficePayments::cashier_onlyLooks()
{
    m_bench.openWindow();
    QVERIFY(openPayments(QStringLiteral("cashier")));
    QTRY_COMPARE(m_bench.table("paymentsTable")->model()->rowCount(), 4);
    QVERIFY(select(m_small));
    QVERIFY(m_bench.action("actionPaymentShow")->isEnabled());
    QVERIFY(!m_bench.action("actionPaymentRefund")->isEnabled());
    QVERIFY(!m_bench.action("actionPaymentSettle")->isEnabled());
}

QTEST_MAIN(TestOfficePayments)
#include "tst_office_payments.moc"

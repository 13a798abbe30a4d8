#include "core/domain/invoices/invoice_service.h"
#include "tests/ui/office_bench.h"
#include "ui/widgets/invoice_columns.h"

#include <QDialog>
#include <QStatusBar>

using namespace youka;
using namespace youka::literals;
using youka::test::OfficeBench;

/// Invoices through the office's real window.
class TestOfficeInvoices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QCOMPARE(m_bench.startServer(), QString()); }
    void cleanup() { m_bench.closeWindow(); }
    void ofASale_inParts();
    void issued_paperAndPdf();
    void redLetter_aMistake();
    void month_ofNobody();
    void cashier_mayNotTakeBack();
    void pictures_data();
    void pictures();

private:
    /// 40 L at 8.00 in cash and two cans at 25.00.
    void sell();
    /// The platform gives it its number.
    Result<void> issue(InvoiceId id, const QString &number);
    bool select(const char *area, const char *list, const char *action);
    bool askForNewest();

    OfficeBench m_bench;
    IdSource m_ids{m_bench.clock, 5};
    int m_sold = 0;
};

void TestOfficeInvoices::sell()
{
    const auto sold = m_bench.inBooks([&](Database &db) {
        SaleFact fact;
        fact.mode = SaleMode::PostPay;
        fact.sale = m_ids.make<SaleId>(); // the list is in their order
        fact.pump = 3;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {40'000}, 320_yuan, {}, {}};
        BasketLine can;
        can.product = QStringLiteral("coolant");
        can.name = QStringLiteral("防冻液 2 升");
        can.unit = Product::Unit::Piece;
        can.quantity = 2'000;
        can.price = {25'000, {}};
        can.amount = 50_yuan;
        can.tax = Percent{1'300};
        fact.goods = {{can, {}}};
        const ParsedFact told{{QUuid::createUuid()}, {}, m_bench.clock.now(), fact, 900 + m_sold++};
        return SaleService(db, m_bench.server->cardKeys())
            .apply(told, {{3}, m_bench.stations.front()}, m_bench.clock.now())
            .map([](const FactOutcome &) {});
    });
    QVERIFY2(sold, sold ? "" : qPrintable(toString(sold.error())));
}

Result<void> TestOfficeInvoices::issue(InvoiceId id, const QString &number)
{
    return m_bench.inBooks([&](Database &db) {
        return InvoiceService(db, m_bench.server->cardKeys())
            .learn(id, {InvoiceState::Issued, number, {}, 0, {}}, m_bench.clock.now())
            .map([](const Invoice &) {});
    });
}

bool TestOfficeInvoices::select(const char *area, const char *list, const char *action)
{
    if (!m_bench.openArea(QLatin1String(area)))
        return false;
    m_bench.trigger("actionRefresh");
    auto *view = m_bench.table(list);
    // A list that is being fetched anew forgets what was chosen.
    return QTest::qWaitFor([&] {
               view->selectRow(0);
               return m_bench.action(action)->isEnabled();
           })
        && m_bench.trigger(action);
}

bool TestOfficeInvoices::askForNewest()
{
    return select("sales", "salesTable", "actionInvoice")
        && QTest::qWaitFor([&] { return m_bench.find<QLineEdit>("invoiceName") != nullptr; }, 10'000);
}

void TestOfficeInvoices::ofASale_inParts()
{
    sell();
    m_bench.openWindow();
    QVERIFY(m_bench.signIn());
    QVERIFY(askForNewest());
    QCOMPARE(m_bench.find<QLineEdit>("invoiceAmount0")->text(), QStringLiteral("320.00"));
    QCOMPARE(m_bench.find<QLineEdit>("invoiceAmount1")->text(), QStringLiteral("50.00"));
    QVERIFY(m_bench.fill("invoiceAmount0", QStringLiteral("120.00")));
    QVERIFY(m_bench.fill("invoiceAmount1", {}));
    QVERIFY(!m_bench.find<QPushButton>("invoiceSubmit")->isEnabled()); // to nobody
    QVERIFY(m_bench.fill("invoiceName", QStringLiteral("福建某运输有限公司")));
    QVERIFY(m_bench.fill("invoiceTaxNumber", QStringLiteral("91350100M000100Y44")));
    QVERIFY(!m_bench.find<QPushButton>("invoiceSubmit")->isEnabled()); // a wrong figure
    QVERIFY(m_bench.fill("invoiceTaxNumber", QStringLiteral("91350100M000100Y43")));
    QVERIFY(m_bench.grab(QStringLiteral("invoice-form"), m_bench.find<QDialog>("invoice")));
    QVERIFY(m_bench.click("invoiceSubmit"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(), QStringLiteral("The invoice is asked for."));
    QVERIFY(m_bench.openArea(QStringLiteral("invoices")));
    const auto *view = m_bench.table("invoicesTable");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Amount")), QStringLiteral("¥120.00"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("State")), QStringLiteral("Waits for its number"));
    // The rest.
    QVERIFY(askForNewest());
    QCOMPARE(m_bench.find<QLineEdit>("invoiceAmount0")->text(), QStringLiteral("200.00"));
    QVERIFY(m_bench.fill("invoiceName", QStringLiteral("张三")));
    QVERIFY(m_bench.click("invoiceSubmit"));
    QTRY_VERIFY(!m_bench.find<QLineEdit>("invoiceName"));
    QVERIFY(select("sales", "salesTable", "actionInvoice"));
    QTRY_VERIFY(
        m_bench.window->statusBar()->currentMessage().startsWith(QStringLiteral("Everything of this sale")));
}

void TestOfficeInvoices::issued_paperAndPdf()
{
    QVERIFY(issue({1}, QStringLiteral("26440000000000000001")));
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier")));
    QVERIFY(m_bench.openArea(QStringLiteral("invoices")));
    auto *view = m_bench.table("invoicesTable");
    QTRY_COMPARE(view->model()->rowCount(), 2);
    view->selectRow(1); // the newest is first
    QTRY_VERIFY(m_bench.action("actionInvoiceShow")->isEnabled());
    QVERIFY(m_bench.trigger("actionInvoiceShow"));
    QTRY_VERIFY(m_bench.find<QDialog>("invoiceDetail"));
    auto *paper = m_bench.find<QLabel>("invoiceDetailPaper");
    QVERIFY(paper && paper->pixmap().width() == 840);
    QVERIFY(m_bench.find<QPushButton>("invoiceDetailSave"));
    const auto told = m_bench.server->pipeline().run([&](Database &db) {
        return InvoiceRepository(db).find({1}).map(
            [](const auto &invoice) { return QByteArray::number(invoice->gross.minor); });
    });
    QCOMPARE(told.value_or(QByteArray()), QByteArray("12000"));
    // One that waits has no paper.
    m_bench.click("invoiceDetailClose");
    QTRY_VERIFY(!m_bench.find<QDialog>("invoiceDetail"));
    view->selectRow(0);
    QVERIFY(m_bench.trigger("actionInvoiceShow"));
    QTRY_VERIFY(m_bench.find<QDialog>("invoiceDetail"));
    QVERIFY(!m_bench.find<QLabel>("invoiceDetailPaper") && !m_bench.find<QPushButton>("invoiceDetailSave"));
    m_bench.click("invoiceDetailClose");
    QTRY_VERIFY(!m_bench.find<QDialog>("invoiceDetail"));
    // And the file.
    std::optional<Result<QJsonObject>> whole;
    m_bench.link->get(QStringLiteral("/api/v1/invoices/1"),
                      [&](const Result<QJsonObject> &json) { whole = json; });
    QTRY_VERIFY(whole);
    const QString file = m_bench.dir.filePath(QStringLiteral("invoice.pdf"));
    QVERIFY(saveInvoicePdf(**whole, file));
    QFile saved(file);
    QVERIFY(saved.open(QIODevice::ReadOnly) && saved.read(5) == "%PDF-");
    QVERIFY(!saveInvoicePdf(**whole, QStringLiteral("/nowhere/x.pdf")));
    QVERIFY(!saveInvoicePdf({}, file));
}

void TestOfficeInvoices::redLetter_aMistake()
{
    m_bench.openWindow();
    QVERIFY(m_bench.signIn());
    QVERIFY(m_bench.openArea(QStringLiteral("invoices")));
    auto *view = m_bench.table("invoicesTable");
    QTRY_COMPARE(view->model()->rowCount(), 2);
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionInvoiceReverse")->isEnabled()); // it has no number yet
    view->selectRow(1);
    QTRY_VERIFY(m_bench.action("actionInvoiceReverse")->isEnabled());
    QVERIFY(m_bench.trigger("actionInvoiceReverse"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("invoiceReversalRemark"));
    QVERIFY(m_bench.fill("invoiceReversalRemark", QStringLiteral("wrong title")));
    QVERIFY(m_bench.click("invoiceReversalSubmit"));
    QTRY_VERIFY(!m_bench.find<QLineEdit>("invoiceReversalRemark"));
    QVERIFY(issue({3}, QStringLiteral("26440000000000000003")));
    m_bench.trigger("actionRefresh");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Kind")), QStringLiteral("Normal, red-letter"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Amount")), QStringLiteral("-¥120.00"));
    QTRY_COMPARE(m_bench.cell(view, 2, QStringLiteral("State")),
                 QStringLiteral("Reversed by a red-letter one"));
}

void TestOfficeInvoices::month_ofNobody()
{
    m_bench.openWindow();
    QVERIFY(m_bench.signIn());
    QVERIFY(m_bench.openArea(QStringLiteral("invoices")));
    QVERIFY(m_bench.trigger("actionInvoiceMonth"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("invoiceMonthCustomer"));
    QVERIFY(m_bench.fill("invoiceMonthCustomer", QStringLiteral("nobody")));
    QVERIFY(m_bench.fill("invoiceMonthName", QStringLiteral("x")));
    QVERIFY(m_bench.click("invoiceMonthSubmit"));
    QTRY_VERIFY(!m_bench.text("invoiceMonthProblem").isEmpty()); // such a customer is not known
    QVERIFY(m_bench.click("invoiceMonthCancel"));
}

void TestOfficeInvoices::cashier_mayNotTakeBack()
{
    QVERIFY(issue({2}, QStringLiteral("26440000000000000002")));
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier")));
    QVERIFY(m_bench.openArea(QStringLiteral("invoices")));
    auto *view = m_bench.table("invoicesTable");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    view->selectRow(1);
    QTRY_VERIFY(m_bench.action("actionInvoiceShow")->isEnabled());
    QVERIFY(!m_bench.action("actionInvoiceReverse")->isEnabled());
    QVERIFY(m_bench.action("actionInvoiceMonth")->isEnabled());
}

void TestOfficeInvoices::pictures_data()
{
    QTest::addColumn<int>("language");
    QTest::addColumn<int>("theme");
    QTest::newRow("en-light") << int(Language::English) << int(ThemeKind::Light);
    QTest::newRow("zh-dark") << int(Language::Chinese) << int(ThemeKind::Dark);
}

void TestOfficeInvoices::pictures()
{
    QFETCH(int, language);
    QFETCH(int, theme);
    const QString tag = QString::fromLatin1(QTest::currentDataTag());
    m_bench.openWindow(Language(language), ThemeKind(theme));
    QVERIFY(m_bench.signIn());
    QVERIFY(m_bench.openArea(QStringLiteral("invoices")));
    auto *view = m_bench.table("invoicesTable");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    view->selectRow(1);
    QVERIFY(m_bench.grab(QStringLiteral("invoices-") + tag));
    QTRY_VERIFY(m_bench.action("actionInvoiceShow")->isEnabled());
    QVERIFY(m_bench.trigger("actionInvoiceShow"));
    QTRY_VERIFY(m_bench.find<QDialog>("invoiceDetail"));
    QVERIFY(m_bench.grab(QStringLiteral("invoice-detail-") + tag, m_bench.find<QDialog>("invoiceDetail")));
    m_bench.click("invoiceDetailClose");
}

QTEST_MAIN(TestOfficeInvoices)
#include "tst_office_invoices.moc"

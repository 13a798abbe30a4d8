#include "core/domain/sales/sale_service.h"
#include "tests/ui/office_bench.h"

#include <QDialog>
#include <QStatusBar>

using namespace youka;
using youka::test::OfficeBench;

/// Refunds through the office's real window.
class TestOfficeRefunds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_bench.closeWindow(); }
    void aPart_thenTheRest();
    void aboveTheLimit_waitsForASecondPerson();
    void list_filtersExportsAndShowsOne();
    void cashier_mayNot();
    void pictures_data();
    void pictures();

private:
    /// So many litres at 8.00 in cash, two cans beside them, and 10.00 off.
    void sell(qint64 litres);
    bool openNewest();

    OfficeBench m_bench;
    IdSource m_ids{m_bench.clock, 5};
    int m_sold = 0;
};

void TestOfficeRefunds::initTestCase() { QCOMPARE(m_bench.startServer(), QString()); }

void TestOfficeRefunds::sell(qint64 litres)
{
    const auto sold = m_bench.inBooks([&](Database &db) {
        const Timestamp now = m_bench.clock.now();
        SaleFact fact;
        fact.mode = SaleMode::PostPay;
        fact.sale = m_ids.make<SaleId>(); // the list is in their order
        fact.pump = 3;
        fact.delivery = {1, QStringLiteral("95"), {8'000, {}}, {litres * 1'000}, {litres * 800, {}}, {}, {}};
        fact.goods = {
            {QStringLiteral("coolant"), {}, Product::Unit::Piece, 2'000, {25'000, {}}, {5'000, {}}}};
        fact.discounts = {{{1}, 1, {}, {1'000, {}}, QStringLiteral("Ten off"), {{900, {}}, {100, {}}}}};
        const ParsedFact told{{QUuid::createUuid()}, {}, now, fact, 900 + m_sold++};
        const auto station = m_bench.stations.front();
        return SaleService(db, m_bench.server->cardKeys())
            .apply(told, {{3}, station}, now)
            .map([](const FactOutcome &) {});
    });
    QVERIFY2(sold, sold ? "" : qPrintable(toString(sold.error())));
}

bool TestOfficeRefunds::openNewest()
{
    if (!m_bench.openArea(QStringLiteral("sales")))
        return false;
    m_bench.trigger("actionRefresh");
    auto *view = m_bench.table("salesTable");
    if (!QTest::qWaitFor([&] { return view->model()->rowCount() >= m_sold; }))
        return false;
    // A list that is being fetched anew forgets what was chosen.
    const auto chosen = [&] {
        view->selectRow(0);
        return m_bench.action("actionRefund")->isEnabled() || !m_bench.link->may(Permission::RefundSales);
    };
    return QTest::qWaitFor(chosen) && m_bench.trigger("actionRefund")
        && QTest::qWaitFor([&] { return m_bench.find<QLabel>("refundPlan") != nullptr; }, 10'000);
}

void TestOfficeRefunds::aPart_thenTheRest()
{
    sell(40);
    m_bench.openWindow();
    QVERIFY(m_bench.signIn());
    QVERIFY(openNewest());
    QCOMPARE(m_bench.text("refundPlan"),
             QStringLiteral("The customer gets ¥360.00. The discount of ¥10.00 is not paid out."));
    QVERIFY(m_bench.fill("refundQuantity0", QStringLiteral("10")));
    QVERIFY(m_bench.fill("refundQuantity1", QStringLiteral("3")));
    QCOMPARE(m_bench.text("refundPlan"), QStringLiteral("More than is left."));
    QCOMPARE(m_bench.text("refundQuantity1Error"), QStringLiteral("More than is left."));
    QVERIFY(!m_bench.find<QPushButton>("refundSubmit")->isEnabled());
    QVERIFY(m_bench.fill("refundQuantity1", QStringLiteral("1")));
    // A quarter of 311.00 and half of 49.00.
    QCOMPARE(m_bench.text("refundPlan"),
             QStringLiteral("The customer gets ¥102.25. The discount of ¥2.75 is not paid out."));
    QVERIFY(!m_bench.find<QPushButton>("refundSubmit")->isEnabled()); // no note yet
    QVERIFY(m_bench.fill("refundNote", QStringLiteral("one can leaked")));
    QVERIFY(m_bench.click("refundSubmit"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(),
                 QStringLiteral("Give the customer ¥102.25 in cash."));
    QVERIFY(openNewest());
    QCOMPARE(m_bench.find<QLineEdit>("refundQuantity0")->text(), QStringLiteral("30.000"));
    QCOMPARE(m_bench.find<QLineEdit>("refundQuantity1")->text(), QStringLiteral("1"));
    QVERIFY(m_bench.fill("refundNote", QStringLiteral("the rest")));
    QVERIFY(m_bench.click("refundSubmit"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(),
                 QStringLiteral("Give the customer ¥257.75 in cash."));
    // Nothing is left: it says so instead of showing a form.
    m_bench.table("salesTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionRefund"));
    QTRY_VERIFY(m_bench.window->statusBar()->currentMessage().startsWith(
        QStringLiteral("This has been given back already.")));
}

void TestOfficeRefunds::aboveTheLimit_waitsForASecondPerson()
{
    sell(100);
    m_bench.openWindow();
    QVERIFY(m_bench.signIn());
    QVERIFY(openNewest());
    QVERIFY(m_bench.fill("refundNote", QStringLiteral("wrong fuel")));
    QVERIFY(m_bench.click("refundSubmit"));
    QTRY_VERIFY(m_bench.window->statusBar()->currentMessage().contains(QStringLiteral("a second person")));
    m_bench.closeWindow();
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("second")));
    QVERIFY(openNewest());
    QVERIFY(m_bench.fill("refundNote", QStringLiteral("I saw it, too")));
    QVERIFY(m_bench.click("refundSubmit"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(),
                 QStringLiteral("Give the customer ¥840.00 in cash."));
}

void TestOfficeRefunds::list_filtersExportsAndShowsOne()
{
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier"))); // who sees sales sees what went back
    QVERIFY(m_bench.openArea(QStringLiteral("refunds")));
    const QTableView *view = m_bench.table("refundsTable");
    QTRY_COMPARE(view->model()->rowCount(), 3);
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Amount")), QStringLiteral("¥840.00"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Given back")), QStringLiteral("Cash"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Second person")), QStringLiteral("Zhao Manager"));
    QCOMPARE(m_bench.cell(view, 2, QStringLiteral("Note")), QStringLiteral("one can leaked"));
    QCOMPARE(m_bench.cell(view, 2, QStringLiteral("Discount, not paid out")), QStringLiteral("¥2.75"));
    QVERIFY(m_bench.fill("refundsFilter", QStringLiteral("leaked")));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(m_bench.grab(QStringLiteral("office_refunds_en_light")));
    const QString file = m_bench.dir.filePath(QStringLiteral("refunds.csv"));
    const auto rows = m_bench.window->page(QStringLiteral("refunds"))->exportCsv(file);
    QVERIFY(rows);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("one can leaked"));
    m_bench.table("refundsTable")->selectRow(0);
    Q_EMIT m_bench.window->page(QStringLiteral("refunds"))->opened();
    QTRY_VERIFY(m_bench.find<QDialog>("refundDetail"));
    QStringList texts;
    for (const QLabel *label :
         m_bench.find<QDialog>("refundDetail")->findChildren<QLabel *>(QStringLiteral("refundDetailText")))
        texts << label->text();
    QVERIFY2(texts.contains(QStringLiteral("¥102.25"))
                 && texts.contains(QStringLiteral("line 1: 10.000, line 2: 1.000")),
             qPrintable(texts.join(u'|')));
    QVERIFY(m_bench.grab(QStringLiteral("office_refund_detail_en"), m_bench.find<QDialog>("refundDetail")));
    QVERIFY(m_bench.click("refundDetailClose"));
}

void TestOfficeRefunds::cashier_mayNot()
{
    sell(10);
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier")));
    QVERIFY(m_bench.openArea(QStringLiteral("sales")));
    auto *view = m_bench.table("salesTable");
    QTRY_VERIFY(view->model()->rowCount() >= 1);
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionRefund")->isEnabled());
}

void TestOfficeRefunds::pictures_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<ThemeKind>("theme");
    QTest::newRow("zh_light") << Language::Chinese << ThemeKind::Light;
    QTest::newRow("zh_dark") << Language::Chinese << ThemeKind::Dark;
    QTest::newRow("en_light") << Language::English << ThemeKind::Light;
    QTest::newRow("en_dark") << Language::English << ThemeKind::Dark;
}

void TestOfficeRefunds::pictures()
{
    QFETCH(Language, language);
    QFETCH(ThemeKind, theme);
    sell(40);
    m_bench.openWindow(language, theme);
    QVERIFY(m_bench.signIn());
    QVERIFY(openNewest());
    QVERIFY(m_bench.fill("refundQuantity0", QStringLiteral("41")));
    const QString name = QStringLiteral("office_refund_") + QLatin1String(QTest::currentDataTag());
    QVERIFY(m_bench.grab(name, m_bench.find<QLabel>("refundPlan")->window()));
    QVERIFY(m_bench.grab(name + QStringLiteral("_list")));
}

QTEST_MAIN(TestOfficeRefunds)
#include "tst_office_refunds.moc"

#include "tests/ui/office_bench.h"
#include "tests/unit/reconcile/reconcile_scene.h"

#include <QDialog>
#include <QStatusBar>
#include <QTableWidget>

using namespace youka;
using youka::test::OfficeBench;
using youka::test::ReconcileScene;

/// Reconciliation through the office's real window.
class TestOfficeReconcile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_bench.closeWindow(); }
    void pictures_data();
    void pictures();
    void aDay_isShownExplainedClosedAndPaid();
    void cashier_hasNone();

private:
    bool openDays(const QString &login = QStringLiteral("manager"));
    QStringList details() const;

    OfficeBench m_bench;
    const QDate m_day = channelDay(m_bench.clock.now()).addDays(-20); ///< long ago for the server's rounds
};

void TestOfficeReconcile::initTestCase()
{
    QCOMPARE(m_bench.startServer(), QString());
    const auto planted = m_bench.inBooks([&](Database &db) {
        ReconcileScene books(db, true, m_day);
        books.order(QStringLiteral("Y00000001"), 20'000, PaymentState::Paid, books.at(9));
        books.order(QStringLiteral("Y00000002"), 10'000, PaymentState::Paid, books.at(10));
        const auto paid = [&](const char *no, qint64 amount) {
            return ReconcileScene::paid(QString::fromLatin1(no), amount, books.at(9));
        };
        return books
            .bill(books.day, {paid("Y00000001", 20'000), paid("Y00000002", 9'900), paid("STRANGER01", 5'000)})
            .and_then([&](bool) { return books.compare(books.day); })
            .and_then([&](const DayReport &) { return books.bill(books.day.addDays(1), {}); })
            .and_then([&](bool) { return books.compare(books.day.addDays(1)); })
            .map([](const DayReport &) {});
    });
    QVERIFY2(planted, planted ? "" : qPrintable(toString(planted.error())));
}

bool TestOfficeReconcile::openDays(const QString &login)
{
    return m_bench.signIn(login) && m_bench.openArea(QStringLiteral("reconcile"));
}

QStringList TestOfficeReconcile::details() const
{
    QStringList texts;
    for (const QLabel *label : m_bench.find<QDialog>("reconcileDetail")
                                   ->findChildren<QLabel *>(QStringLiteral("reconcileDetailText")))
        texts << label->text();
    return texts;
}

void TestOfficeReconcile::pictures_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<ThemeKind>("theme");
    QTest::newRow("zh_light") << Language::Chinese << ThemeKind::Light;
    QTest::newRow("zh_dark") << Language::Chinese << ThemeKind::Dark;
    QTest::newRow("en_light") << Language::English << ThemeKind::Light;
    QTest::newRow("en_dark") << Language::English << ThemeKind::Dark;
}

void TestOfficeReconcile::pictures()
{
    QFETCH(Language, language);
    QFETCH(ThemeKind, theme);
    m_bench.openWindow(language, theme);
    QVERIFY(openDays());
    auto *view = m_bench.table("reconcileTable");
    QTRY_COMPARE(view->model()->rowCount(), 2);
    view->selectRow(1);
    QVERIFY(m_bench.trigger("actionReconcileShow"));
    QTRY_VERIFY(m_bench.find<QDialog>("reconcileDetail"));
    const QString name = QStringLiteral("office_reconcile_") + QLatin1String(QTest::currentDataTag());
    QVERIFY(m_bench.grab(name));
    QVERIFY(m_bench.grab(name + QStringLiteral("_day"), m_bench.find<QDialog>("reconcileDetail")));
    QVERIFY(m_bench.click("reconcileDetailClose"));
}

void TestOfficeReconcile::aDay_isShownExplainedClosedAndPaid()
{
    m_bench.openWindow();
    QVERIFY(openDays());
    auto *view = m_bench.table("reconcileTable");
    QTRY_COMPARE(view->model()->rowCount(), 2);
    QCOMPARE(m_bench.cell(view, 1, QStringLiteral("Channel")), QStringLiteral("WeChat Pay"));
    QCOMPARE(m_bench.cell(view, 1, QStringLiteral("State")), QStringLiteral("Compared"));
    QCOMPARE(m_bench.cell(view, 1, QStringLiteral("Differences")), QStringLiteral("2"));
    QCOMPARE(m_bench.cell(view, 1, QStringLiteral("On the bill")), QStringLiteral("¥349.00"));
    QCOMPARE(m_bench.text("reconcileFooter").contains(u"Differences to explain: 2"), true);
    view->selectRow(1);
    QVERIFY(m_bench.action("actionReconcileFetch")->isEnabled());
    QVERIFY(!m_bench.action("actionReconcileClose")->isEnabled()); // not explained
    QVERIFY(!m_bench.action("actionReconcileArrival")->isEnabled());
    Q_EMIT m_bench.window->page(QStringLiteral("reconcile"))->opened();
    QTRY_VERIFY(m_bench.find<QDialog>("reconcileDetail"));
    QVERIFY2(details().contains(QStringLiteral("1 (ours ¥200.00, bill ¥200.00)")),
             qPrintable(details().join(u'|')));
    const auto *breaks = m_bench.find<QTableWidget>("reconcileDetailBreaks");
    QVERIFY(breaks);
    QCOMPARE(breaks->rowCount(), 2);
    QStringList numbers{breaks->item(0, 1)->text(), breaks->item(1, 1)->text()};
    numbers.sort();
    QCOMPARE(numbers, (QStringList{QStringLiteral("STRANGER01"), QStringLiteral("Y00000002")}));
    QVERIFY(m_bench.click("reconcileDetailClose"));

    const auto explained = m_bench.inBooks([&](Database &db) {
        ReconcileScene books(db, false, m_day);
        return books.explainAll(books.day);
    });
    QVERIFY(explained);
    QVERIFY(m_bench.trigger("actionRefresh"));
    QTRY_COMPARE(m_bench.cell(view, 1, QStringLiteral("Differences")), QStringLiteral("0"));
    view->selectRow(1);
    QVERIFY(m_bench.trigger("actionReconcileClose"));
    QVERIFY(m_bench.click("closeDaySubmit"));
    QTRY_COMPARE(m_bench.window->statusBar()->currentMessage(), QStringLiteral("The day is closed."));
    QTRY_COMPARE(m_bench.cell(view, 1, QStringLiteral("State")), QStringLiteral("Closed"));
    QCOMPARE(m_bench.cell(view, 1, QStringLiteral("Closed by")), QStringLiteral("Lin Manager"));
    view->selectRow(1);
    QVERIFY(!m_bench.action("actionReconcileFetch")->isEnabled());
    QVERIFY(m_bench.trigger("actionReconcileArrival"));
    QVERIFY(m_bench.fill("arrivalAmount", QStringLiteral("346.91")));
    QVERIFY(!m_bench.click("arrivalSubmit")); // no reference
    QVERIFY(m_bench.fill("arrivalReference", QStringLiteral("B-77")));
    QVERIFY(m_bench.click("arrivalSubmit"));
    QTRY_COMPARE(m_bench.cell(view, 1, QStringLiteral("Arrived")), QStringLiteral("¥346.91"));
    QCOMPARE(m_bench.cell(view, 1, QStringLiteral("Differences")), QStringLiteral("0"));
}

void TestOfficeReconcile::cashier_hasNone()
{
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier")));
    QVERIFY(!m_bench.window->page(QStringLiteral("reconcile")));
}

QTEST_MAIN(TestOfficeReconcile)
#include "tst_office_reconcile.moc"

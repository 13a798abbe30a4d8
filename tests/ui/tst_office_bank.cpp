#include "core/domain/banking/bank_service.h"
#include "core/domain/banking/transfer_service.h"
#include "core/domain/customers/customer_service.h"
#include "core/exchange/bank/statement_import.h"
#include "tests/ui/office_bench.h"

#include <QBuffer>
#include <QDialog>
#include <QStatusBar>
#include <QTableWidget>

using namespace youka;
using youka::test::OfficeBench;

namespace {
const Principal Setup{Role::Manager, 9, QStringLiteral("Lin Manager"), {}};
}

/// The house's accounts at banks in the office's real window.
class TestOfficeBank : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup() { m_bench.closeWindow(); }
    void pictures_data();
    void pictures();
    void aWaitingRow_isAssigned();
    void aStatement_isTakenInFromAFile();
    void aTransfer_isApprovedBySomebodyElseAndExported();
    void cashier_hasNone();

private:
    Result<void> plant(Database &db);
    Result<void> owe(Database &db, const QString &orderNo);
    Result<void> take(Database &db, const QStringList &rows);
    QString status() const { return m_bench.window->statusBar()->currentMessage(); }
    bool open(const char *area, const QString &login = QStringLiteral("manager"))
    {
        return m_bench.signIn(login) && m_bench.openArea(QLatin1String(area));
    }
    int rowOf(const QTableView *view, const QString &title, const QString &text)
    {
        for (int row = 0; row < view->model()->rowCount(); ++row)
            if (m_bench.cell(view, row, title) == text)
                return row;
        return -1;
    }

    OfficeBench m_bench;
    BankAccount m_account;
};

Result<void> TestOfficeBank::take(Database &db, const QStringList &rows)
{
    QByteArray bytes =
        (QStringLiteral("流水号,时间,金额,对方账号,对方户名,附言\n") + rows.join(u'\n') + u'\n').toUtf8();
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    const Timestamp now = m_bench.clock.now();
    return importStatement(m_account, file, QStringLiteral("day.csv"), Setup.name, writeInto(db), now)
        .and_then([&](const StatementImported &) {
            return BankService(db, m_bench.server->cardKeys()).match(now, 100);
        })
        .map([](int) {});
}

Result<void> TestOfficeBank::plant(Database &db)
{
    const CardKeys &keys = m_bench.server->cardKeys();
    const Timestamp now = m_bench.clock.now();
    CardService::Issue issue;
    issue.number = QStringLiteral("9000000000000019");
    issue.expires = QDate(2099, 12, 31);
    BankAccount wanted;
    wanted.number = QStringLiteral("0200000109200048910");
    wanted.holder = QStringLiteral("油卡有限公司");
    wanted.bank = QStringLiteral("某银行");
    wanted.layout = QStringLiteral("signed");
    const auto card = CustomerService(db, keys.customerWrapping)
                          .ensureCustomer(QStringLiteral("F-0007"), QStringLiteral("Fleet"), {}, {}, now)
                          .and_then([&](const Customer &customer) {
                              issue.customer = customer.id;
                              return CardService(db, keys).issue(issue, now);
                          });
    const auto account = card ? BankService(db, keys).open(wanted, Setup.name, now) : fail(card.error());
    if (!account)
        return fail(account.error());
    m_account = *account;
    const auto order = [&](qint64 yuan) {
        BankService::OrderWish wish{{QUuid::createUuid()}, m_account.id, card->id, {}, {yuan * 100, {}}, {}};
        return BankService(db, keys).order(wish, now);
    };
    const auto paid = order(20'000);
    const auto open = order(300);
    if (!paid || !open)
        return fail(!paid ? paid.error() : open.error());
    const QString day = now.toDateTime().addDays(-1).toString(QStringLiteral("yyyyMMdd"));
    const auto row = [&](const char *serial, const char *amount, const QString &name, const QString &remark) {
        return QStringLiteral("%1,%2 09:30:12,%3,6222020200112230,%4,%5")
            .arg(QLatin1String(serial), day, QLatin1String(amount), name, remark);
    };
    const auto taken = take(db,
                            {row("S1", "20000.00", QStringLiteral("顺达运输有限公司"), paid->asked.reference),
                             row("S2", "300.00", QStringLiteral("顺达运输有限公司"), QStringLiteral("油款")),
                             row("S3", "301.00", QStringLiteral("顺达运输有限公司"), open->asked.reference),
                             row("S4", "12.40", QStringLiteral("某银行"), QStringLiteral("结息")),
                             row("S5", "-20.00", QStringLiteral("某银行"), QStringLiteral("手续费"))});
    if (!taken)
        return taken;
    return owe(db, paid->order.orderNo);
}

/// A part of it goes back, by a transfer that waits for another person.
Result<void> TestOfficeBank::owe(Database &db, const QString &orderNo)
{
    const CardKeys &keys = m_bench.server->cardKeys();
    const Timestamp now = m_bench.clock.now();
    PaymentService payments(db, keys);
    return payments
        .refund({{QUuid::createUuid()}, orderNo, {150'00, {}}, QStringLiteral("sold a lorry"), Setup},
                {500'00, {}}, now)
        .and_then([&](const PaymentService::RefundDone &done) {
            return TransferService(db, keys).propose({{QUuid::createUuid()},
                                                      m_account.id,
                                                      TransferSource::Refund,
                                                      done.refund.refundNo,
                                                      QStringLiteral("6222020200112230"),
                                                      QStringLiteral("顺达运输有限公司"),
                                                      QStringLiteral("某银行"),
                                                      QStringLiteral("sold a lorry"),
                                                      Setup},
                                                     now);
        })
        .map([](const BankTransfer &) {});
}

void TestOfficeBank::initTestCase()
{
    QCOMPARE(m_bench.startServer(), QString());
    const auto planted = m_bench.inBooks([&](Database &db) { return plant(db); });
    QVERIFY2(planted, planted ? "" : qPrintable(toString(planted.error())));
}

void TestOfficeBank::pictures_data()
{
    QTest::addColumn<Language>("language");
    QTest::addColumn<ThemeKind>("theme");
    QTest::newRow("zh_light") << Language::Chinese << ThemeKind::Light;
    QTest::newRow("zh_dark") << Language::Chinese << ThemeKind::Dark;
    QTest::newRow("en_light") << Language::English << ThemeKind::Light;
    QTest::newRow("en_dark") << Language::English << ThemeKind::Dark;
}

void TestOfficeBank::pictures()
{
    QFETCH(Language, language);
    QFETCH(ThemeKind, theme);
    m_bench.openWindow(language, theme);
    m_bench.window->resize(1440, 900);
    QVERIFY(open("bank"));
    auto *view = m_bench.table("bankTable");
    QTRY_COMPARE(view->model()->rowCount(), 5);
    view->selectRow(2);
    const QString name = QStringLiteral("office_bank_") + QLatin1String(QTest::currentDataTag());
    QVERIFY(m_bench.trigger("actionBankShow"));
    QTRY_VERIFY(m_bench.find<QDialog>("bankDetail"));
    QVERIFY(m_bench.grab(name + QStringLiteral("_row"), m_bench.find<QDialog>("bankDetail")));
    QVERIFY(m_bench.click("bankDetailClose"));
    QVERIFY(m_bench.grab(name));
    QVERIFY(m_bench.trigger("actionBankAssign"));
    QTRY_VERIFY(m_bench.find<QDialog>("assign"));
    QVERIFY(m_bench.grab(name + QStringLiteral("_assign"), m_bench.find<QDialog>("assign")));
    QVERIFY(m_bench.click("assignCancel"));
    QVERIFY(m_bench.openArea(QStringLiteral("transfers")));
    QTRY_COMPARE(m_bench.table("transfersTable")->model()->rowCount(), 1);
    m_bench.table("transfersTable")->selectRow(0);
    QVERIFY(m_bench.grab(name + QStringLiteral("_transfers")));
}

void TestOfficeBank::aWaitingRow_isAssigned()
{
    m_bench.openWindow();
    QVERIFY(open("bank"));
    auto *view = m_bench.table("bankTable");
    QTRY_COMPARE(view->model()->rowCount(), 5);
    QCOMPARE(m_bench.cell(view, rowOf(view, QStringLiteral("Amount"), QStringLiteral("¥20,000.00")),
                          QStringLiteral("State")),
             QStringLiteral("Top-up"));
    QVERIFY(m_bench.text("bankFooter").contains(u"wait for a person: 4"));
    const int row = rowOf(view, QStringLiteral("Amount"), QStringLiteral("¥301.00"));
    QCOMPARE(m_bench.cell(view, row, QStringLiteral("Why")),
             QStringLiteral("Another amount than was asked for"));
    view->selectRow(rowOf(view, QStringLiteral("Amount"), QStringLiteral("¥20,000.00")));
    QVERIFY(!m_bench.action("actionBankAssign")->isEnabled());
    view->selectRow(row);
    QVERIFY(m_bench.trigger("actionBankAssign"));
    QTRY_VERIFY(m_bench.find<QDialog>("assign"));
    auto *kinds = m_bench.find<QComboBox>("assignKind");
    QVERIFY(kinds && kinds->itemText(0).contains(QStringLiteral("names its reference")));
    QVERIFY(m_bench.click("assignSubmit"));
    QTRY_COMPARE(status(), QStringLiteral("The row is assigned."));
    QTRY_COMPARE(m_bench.cell(view, row, QStringLiteral("State")), QStringLiteral("Top-up"));
    QCOMPARE(m_bench.cell(view, row, QStringLiteral("Assigned by")), QStringLiteral("Lin Manager"));
}

void TestOfficeBank::aStatement_isTakenInFromAFile()
{
    m_bench.openWindow();
    QVERIFY(open("bank"));
    const QString path = m_bench.dir.filePath(QStringLiteral("more.csv"));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(
        QStringLiteral(
            "流水号,时间,金额,对方账号,对方户名,附言\nS9,20260105 10:00:00,\"1,500.00\",,某公司,货款\n")
            .toUtf8());
    file.close();
    for (const char *says : {"Taken in: 1 new rows, 0 known ones.", "This file was taken in before."}) {
        QVERIFY(m_bench.trigger("actionBankImport"));
        QTRY_VERIFY(m_bench.find<QDialog>("statement"));
        QVERIFY(m_bench.fill("statementName", path + u'x'));
        QVERIFY(!m_bench.click("statementSubmit")); // there is no such file
        QVERIFY(m_bench.fill("statementName", path));
        QVERIFY(m_bench.click("statementSubmit"));
        QTRY_COMPARE(status(), QLatin1String(says));
        QTRY_VERIFY(!m_bench.find<QDialog>("statement"));
    }
    QTRY_COMPARE(m_bench.table("bankTable")->model()->rowCount(), 6);
}

void TestOfficeBank::aTransfer_isApprovedBySomebodyElseAndExported()
{
    m_bench.openWindow();
    QVERIFY(open("transfers"));
    auto *view = m_bench.table("transfersTable");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("State")), QStringLiteral("Waits for a second person"));
    view->selectRow(0);
    QVERIFY(m_bench.trigger("actionTransferApprove"));
    QVERIFY(m_bench.click("approveTransferSubmit"));
    QTRY_VERIFY(!m_bench.text("approveTransferProblem").isEmpty()); // the own proposal
    QVERIFY(m_bench.click("approveTransferCancel"));
    m_bench.closeWindow();
    m_bench.openWindow();
    QVERIFY(open("transfers", QStringLiteral("second")));
    view = m_bench.table("transfersTable");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionTransferSent")->isEnabled());
    QVERIFY(m_bench.trigger("actionTransferApprove"));
    QVERIFY(m_bench.click("approveTransferSubmit"));
    QTRY_COMPARE(m_bench.cell(view, 0, QStringLiteral("State")), QStringLiteral("Approved"));
    QVERIFY(m_bench.trigger("actionTransferExport"));
    QTRY_VERIFY(m_bench.find<QDialog>("batch"));
    QVERIFY(m_bench.click("batchSubmit"));
    QTRY_COMPARE(m_bench.cell(view, 0, QStringLiteral("State")), QStringLiteral("In a file for the bank"));
    view->selectRow(0);
    QVERIFY(m_bench.action("actionTransferSave")->isEnabled());
    QVERIFY(m_bench.trigger("actionTransferSent"));
    QVERIFY(m_bench.click("sentTransfersSubmit"));
    QTRY_COMPARE(m_bench.cell(view, 0, QStringLiteral("State")), QStringLiteral("The bank has it"));
}

void TestOfficeBank::cashier_hasNone()
{
    m_bench.openWindow();
    QVERIFY(m_bench.signIn(QStringLiteral("cashier")));
    QVERIFY(!m_bench.window->page(QStringLiteral("bank")));
    QVERIFY(!m_bench.window->page(QStringLiteral("transfers")));
}

QTEST_MAIN(TestOfficeBank)
#include "tst_office_bank.moc"

#include "core/station/receipts/print_desk.h"
#include "tests/support/two_stores.h"

#include <QCoreApplication>
#include <QTest>

using namespace youka;

namespace {

/// A printer that does what the test says.
class Printer final : public ReceiptPrinter
{
public:
    void turn(PrinterState state) { Q_EMIT stateChanged(state); }
    void end(PrintOutcome outcome) { Q_EMIT ended(jobs.back().first, outcome); }
    std::vector<std::pair<qint64, ReceiptPage>> jobs;

protected:
    void doStart() override { }
    void doStop() override { }
    void doPrint(qint64 job, const ReceiptPage &page) override { jobs.emplace_back(job, page); }
};

ReceiptPage page(const QString &text) { return {{PaperLine::Kind::Text, text}}; }
const QString Mark = QStringLiteral("COPY");

}

class TestPrintDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void printsInOrder();
    void aCopySaysSo_data();
    void aCopySaysSo();
    void waitsForThePrinter();
    void whoeverWantedItHasGone();
    void aProgramThatDiedPrintsNothingTwice();
    void notBegunIsTriedAgain();
    void anotherJobsEndIsNone();
    void aStoreThatFails();

private:
    void begin();
    /// Lets the printer hear what it was told.
    static void settle() { QCoreApplication::processEvents(); }
    SaleId sale() { return m_ids.make<SaleId>(); }

    ManualClock m_clock;
    IdSource m_ids{m_clock};
    std::unique_ptr<test::TestStore> m_store;
    std::unique_ptr<Printer> m_printer;
    std::unique_ptr<PrintDesk> m_desk;
};

void TestPrintDesk::init()
{
    m_clock.advanceMs(1'000);
    m_store = std::make_unique<test::TestStore>(QStringLiteral("sqlcipher"), stationMigrations());
    begin();
    m_printer->turn(PrinterState::Ready);
}

void TestPrintDesk::begin()
{
    m_desk.reset();
    m_printer = std::make_unique<Printer>();
    m_desk = std::make_unique<PrintDesk>(*m_store->db, *m_printer, m_clock);
    VERIFY_OK(m_desk->recover());
}

void TestPrintDesk::printsInOrder()
{
    const SaleId first = sale();
    const SaleId second = sale();
    VERIFY_OK(m_desk->print(first, page(QStringLiteral("1")), Mark));
    VERIFY_OK(m_desk->print(second, page(QStringLiteral("2")), Mark));
    settle();
    QCOMPARE(m_printer->jobs.size(), 1U);
    QCOMPARE(m_printer->jobs[0].second, page(QStringLiteral("1")));
    QCOMPARE(m_desk->stateOf(first), ReceiptState::Printing);
    QCOMPARE(m_desk->stateOf(second), ReceiptState::Waiting);
    m_printer->end(PrintOutcome::Printed);
    settle();
    QCOMPARE(m_desk->stateOf(first), ReceiptState::Printed);
    QCOMPARE(m_printer->jobs.size(), 2U);
    m_printer->end(PrintOutcome::Unknown);
    QCOMPARE(m_desk->stateOf(second), ReceiptState::Unknown);
    QCOMPARE(m_desk->stateOf(sale()), std::nullopt);
}

void TestPrintDesk::aCopySaysSo_data()
{
    QTest::addColumn<int>("outcome");
    QTest::addColumn<bool>("isCopy");
    QTest::newRow("printed") << int(PrintOutcome::Printed) << true;
    QTest::newRow("perhaps printed") << int(PrintOutcome::Unknown) << true;
}

void TestPrintDesk::aCopySaysSo()
{
    QFETCH(const int, outcome);
    QFETCH(const bool, isCopy);
    const SaleId one = sale();
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    m_printer->end(PrintOutcome(outcome));
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    QCOMPARE(m_printer->jobs.size(), 2U);
    QCOMPARE(m_printer->jobs[1].second.first().left == Mark, isCopy);
}

void TestPrintDesk::waitsForThePrinter()
{
    m_printer->turn(PrinterState::PaperOut);
    const SaleId one = sale();
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    QCOMPARE(m_printer->jobs.size(), 0U);
    QCOMPARE(m_desk->stateOf(one), ReceiptState::Waiting);
    QCOMPARE(m_desk->printer(), PrinterState::PaperOut);
    m_clock.advanceMs(PrintDesk::LateMs - 1);
    m_printer->turn(PrinterState::PaperLow);
    settle();
    QCOMPARE(m_printer->jobs.size(), 1U);
    // It waited: it was never printed, and so is no copy.
    QCOMPARE(m_printer->jobs[0].second, page(QStringLiteral("1")));
}

void TestPrintDesk::whoeverWantedItHasGone()
{
    m_printer->turn(PrinterState::Offline);
    const SaleId one = sale();
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    m_clock.advanceMs(PrintDesk::LateMs + 1);
    m_printer->turn(PrinterState::Ready);
    settle();
    QCOMPARE(m_printer->jobs.size(), 0U);
    QCOMPARE(m_desk->stateOf(one), ReceiptState::Late);
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    QCOMPARE(m_printer->jobs.size(), 1U);
    QCOMPARE(m_printer->jobs[0].second, page(QStringLiteral("1")));
}

void TestPrintDesk::aProgramThatDiedPrintsNothingTwice()
{
    const SaleId one = sale();
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    QCOMPARE(m_printer->jobs.size(), 1U);
    begin(); // another life
    m_printer->turn(PrinterState::Ready);
    settle();
    QCOMPARE(m_printer->jobs.size(), 0U);
    QCOMPARE(m_desk->stateOf(one), ReceiptState::Unknown);
    m_clock.advanceMs(PrintDesk::KeptMs + 1);
    begin();
    QCOMPARE(m_desk->stateOf(one), std::nullopt); // forgotten after a week
}

void TestPrintDesk::notBegunIsTriedAgain()
{
    const SaleId one = sale();
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    m_printer->turn(PrinterState::Offline);
    m_printer->end(PrintOutcome::NotBegun);
    settle();
    QCOMPARE(m_desk->stateOf(one), ReceiptState::Waiting);
    QCOMPARE(m_printer->jobs.size(), 1U);
    m_printer->turn(PrinterState::Ready);
    settle();
    QCOMPARE(m_printer->jobs.size(), 2U);
    QCOMPARE(m_printer->jobs[1].second, page(QStringLiteral("1")));
}

void TestPrintDesk::anotherJobsEndIsNone()
{
    const SaleId one = sale();
    VERIFY_OK(m_desk->print(one, page(QStringLiteral("1")), Mark));
    settle();
    Q_EMIT m_printer->ended(m_printer->jobs[0].first + 1, PrintOutcome::Printed);
    QCOMPARE(m_desk->stateOf(one), ReceiptState::Printing);
}

void TestPrintDesk::aStoreThatFails()
{
    VERIFY_OK(m_store->db->run("DROP TABLE print_job", {}));
    const auto kept = m_desk->print(sale(), page(QStringLiteral("1")), Mark);
    QVERIFY(!kept);
    settle();
    QCOMPARE(m_printer->jobs.size(), 0U);
}

QTEST_GUILESS_MAIN(TestPrintDesk)
#include "tst_print_desk.moc"

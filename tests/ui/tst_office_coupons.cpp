#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/fraud_watch.h"
#include "core/domain/coupons/issue_repository.h"
#include "core/domain/coupons/sealed_codes.h"
#include "tests/ui/campaign_bench.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/campaign_coupons.h"
#include "ui/widgets/campaign_report.h"
#include "ui/widgets/claim_poster.h"

#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QLabel>

#include <QFileDialog>
#include <QTableWidget>

using namespace youka;
using namespace youka::literals;

namespace {
const QString Passphrase = QStringLiteral("correct horse battery");
}

/// A campaign's coupons in the office, and what it did.
class TestOfficeCoupons : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_bench.openWindow(); }
    void cleanup() { m_bench.closeWindow(); }
    void coupons_arePrintedSavedAndVoided();
    void coupon_isGivenFoundExtendedVoided();
    void report_saysWhatItDid();
    void uplift_isSaidInWords();
    void pictures();
    void segment_isCountedThenGiven();
    void poster_hasTheClaimsAddress();
    void crowdOfClaims_isACaseInWords();

private:
    test::CampaignBench m_bench;
};

void TestOfficeCoupons::initTestCase()
{
    const QString problem = m_bench.startServer();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestOfficeCoupons::coupons_arePrintedSavedAndVoided()
{
    const CampaignId id = m_bench.live(QStringLiteral("Flyer"));
    QVERIFY(id);
    QVERIFY(m_bench.open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionCampaignCoupons"));
    QTRY_VERIFY(m_bench.find<CampaignBatches>("campaignBatches"));
    QVERIFY(!m_bench.click("batchSave")); // nothing is there
    QVERIFY(m_bench.click("batchPrint"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("printCount"));
    QVERIFY(m_bench.fill("printCount", QStringLiteral("20000000")));
    QVERIFY(m_bench.text("printCountError").contains(u"16,777,216"));
    QVERIFY(m_bench.fill("printCount", QStringLiteral("1,500")));
    QVERIFY(!m_bench.click("printSubmit")); // no reason, no codes
    QVERIFY(m_bench.fill("printReason", QStringLiteral("letter box flyer")));
    QVERIFY(m_bench.click("printSubmit"));
    QTableView *view = m_bench.table("batchesTable");
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Pieces")), QStringLiteral("1,500"));
    view->selectRow(0);
    QVERIFY(m_bench.click("batchSave"));
    QTRY_VERIFY(m_bench.find<QDialog>("passphraseDialog"));
    QVERIFY(m_bench.fill("passphrase", QStringLiteral("too short")));
    QVERIFY(m_bench.text("passphraseProblem").contains(u"At least 12"));
    QVERIFY(m_bench.fill("passphrase", Passphrase));
    QVERIFY(m_bench.fill("passphraseAgain", QStringLiteral("another battery")));
    QVERIFY(m_bench.text("passphraseProblem").contains(u"not the same"));
    QVERIFY(m_bench.grab(QStringLiteral("passphrase-en-light"), m_bench.find<QDialog>("passphraseDialog")));
    QVERIFY(!m_bench.click("passphraseOk"));
    QVERIFY(m_bench.fill("passphraseAgain", Passphrase));
    QVERIFY(m_bench.click("passphraseOk"));
    QTRY_VERIFY(m_bench.find<QFileDialog>("codesDialog"));
    m_bench.find<QFileDialog>("codesDialog")->close();
    const QString file = m_bench.dir.filePath(QStringLiteral("flyer.codes"));
    m_bench.find<CampaignBatches>("campaignBatches")
        ->saveCodes(file, QStringLiteral("for the printer"), Passphrase);
    QTRY_COMPARE(m_bench.text("batchesNote"), QStringLiteral("1500 codes written."));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QByteArray opened;
    const auto whole = openCodes(written, Passphrase, [&](const QByteArray &piece) {
        opened += piece;
        return Result<void>();
    });
    QVERIFY2(whole, whole ? "" : qPrintable(toString(whole.error())));
    QCOMPARE(whole->count, 1'500U);
    const QList<QByteArray> lines = opened.trimmed().split('\n');
    QCOMPARE(lines.size(), 1'500);
    QVERIFY(written.seek(0));
    QVERIFY(!openCodes(written, QStringLiteral("something else"),
                       [](const QByteArray &) { return Result<void>(); }));
    CouponService coupons(m_bench.server->reader(0), m_bench.server->couponKeys());
    const auto batches = CampaignRepository(m_bench.server->reader(0)).batches(id);
    QVERIFY(batches && batches->size() == 1);
    QVERIFY(lines.last().contains(coupons.codeOf({batches->front().id, 1'499}).toLatin1()));
    const QString code = coupons.codeOf({batches->front().id, 7});
    const auto noted =
        AuditLog(m_bench.server->reader(0)).of(QStringLiteral("batch %1").arg(batches->front().id), 10);
    QVERIFY(noted && noted->size() == 2); // two pages
    QCOMPARE(noted->front().entry.detail, QStringLiteral("codes 0 to 999; for the printer"));
    QCOMPARE(noted->front().entry.actor, QStringLiteral("Lin Manager"));
    QVERIFY(m_bench.click("batchVoid"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("voidBatchReason"));
    QVERIFY(m_bench.fill("voidBatchReason", QStringLiteral("misprint")));
    QVERIFY(m_bench.click("voidBatchSubmit"));
    QTRY_COMPARE(m_bench.cell(view, 0, QStringLiteral("State")), QStringLiteral("Void"));
    view->selectRow(0);
    QVERIFY(!m_bench.click("batchSave"));
    QVERIFY(m_bench.click("batchesClose"));
    // Somebody comes with one of them.
    QVERIFY(m_bench.trigger("actionCouponFind"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("couponCode"));
    QVERIFY(m_bench.fill("couponCode", QStringLiteral("nonsense")));
    QVERIFY(m_bench.click("couponFind"));
    QTRY_VERIFY(m_bench.text("couponProblem").contains(u"not a complete coupon code"));
    QVERIFY(m_bench.fill("couponCode", code));
    QVERIFY(m_bench.click("couponFind"));
    QTRY_VERIFY2(m_bench.text("couponState").contains(u"Void"), qPrintable(m_bench.text("couponState")));
    QVERIFY(m_bench.text("couponState").contains(u"Flyer"));
    QVERIFY(!m_bench.click("couponExtend"));
    QVERIFY(m_bench.click("couponFinderClose"));
}

void TestOfficeCoupons::coupon_isGivenFoundExtendedVoided()
{
    const CampaignId id = m_bench.live(QStringLiteral("Sorry"));
    QVERIFY(id);
    QVERIFY(m_bench.inBooks([&](Database &db) {
        return CustomerService(db, m_bench.server->cardKeys().customerWrapping)
            .ensureCustomer(QStringLiteral("K-0007"), QStringLiteral("Harbour Logistics"), {}, {},
                            m_bench.clock.now())
            .map([](const Customer &) {});
    }));
    QVERIFY(m_bench.open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionCampaignCoupons"));
    QTRY_VERIFY(m_bench.find<QPushButton>("couponGive"));
    QVERIFY(m_bench.click("couponGive"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("giveCustomer"));
    QVERIFY(m_bench.fill("giveCustomer", QStringLiteral("K-9999")));
    QVERIFY(m_bench.fill("giveReason", QStringLiteral("waited an hour")));
    QVERIFY(m_bench.click("giveSubmit"));
    QTRY_VERIFY(!m_bench.text("giveProblem").isEmpty()); // nobody has that number
    QVERIFY(m_bench.fill("giveCustomer", QStringLiteral("K-0007")));
    QVERIFY(m_bench.click("giveSubmit"));
    QTRY_COMPARE(m_bench.table("batchesTable")->model()->rowCount(), 1);
    QVERIFY(m_bench.click("batchesClose"));
    const auto batches = CampaignRepository(m_bench.server->reader(0)).batches(id);
    QVERIFY(batches && batches->size() == 1);
    CouponService coupons(m_bench.server->reader(0), m_bench.server->couponKeys());
    QVERIFY(m_bench.trigger("actionCouponFind"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("couponCode"));
    QVERIFY(m_bench.fill("couponCode", coupons.codeOf({batches->front().id, 0})));
    QVERIFY(m_bench.click("couponFind"));
    auto *history = m_bench.find<QTableWidget>("couponHistory");
    QTRY_COMPARE(history->rowCount(), 1);
    QCOMPARE(history->item(0, 1)->text(), QStringLiteral("Given to a customer"));
    QCOMPARE(history->item(0, 3)->text(), QStringLiteral("Lin Manager: waited an hour"));
    QVERIFY(m_bench.text("couponState").contains(u"Can be used"));
    QVERIFY(m_bench.text("couponState").contains(u"customer K-0007"));
    QVERIFY(m_bench.click("couponExtend"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("extendReason"));
    QVERIFY(m_bench.fill("extendReason", QStringLiteral("was on holiday")));
    QVERIFY(m_bench.click("extendSubmit"));
    QTRY_COMPARE(history->rowCount(), 2);
    QVERIFY(m_bench.grab(QStringLiteral("coupon-finder"), m_bench.find<QDialog>("couponFinder")));
    QVERIFY(m_bench.click("couponVoid"));
    QTRY_VERIFY(m_bench.find<QLineEdit>("voidCouponReason"));
    QVERIFY(m_bench.fill("voidCouponReason", QStringLiteral("given twice")));
    QVERIFY(m_bench.click("voidCouponSubmit"));
    QTRY_COMPARE(history->rowCount(), 3);
    QVERIFY(m_bench.text("couponState").contains(u"Void"));
    QVERIFY(!m_bench.click("couponVoid"));
    QVERIFY(m_bench.click("couponFinderClose"));
}

void TestOfficeCoupons::segment_isCountedThenGiven()
{
    const CampaignId id = m_bench.live(QStringLiteral("Thanks"));
    QVERIFY(id);
    QVERIFY(m_bench.inBooks([&](Database &db) -> Result<void> {
        CustomerService customers(db, m_bench.server->cardKeys().customerWrapping);
        for (int n = 0; n < 3; ++n)
            if (const auto made = customers.ensureCustomer(
                    QStringLiteral("T-%1").arg(n), {},
                    n < 2 ? QStringLiteral("taxi") : QStringLiteral("farm"), {}, m_bench.clock.now());
                !made)
                return fail(made.error());
        return {};
    }));
    QVERIFY(m_bench.open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionSegmentGive"));
    QTRY_VERIFY(m_bench.find<QDialog>("segmentIssues"));
    QVERIFY(m_bench.fill("segmentReason", QStringLiteral("five years of taxis")));
    QVERIFY(m_bench.fill("segmentName", QStringLiteral("nobody")));
    QVERIFY(!m_bench.click("segmentGive")); // not counted yet
    QTRY_COMPARE(m_bench.text("segmentCount"), QStringLiteral("0 customers would get one."));
    QVERIFY(!m_bench.click("segmentGive"));
    QVERIFY(m_bench.fill("segmentName", QStringLiteral("taxi")));
    QTRY_COMPARE(m_bench.text("segmentCount"), QStringLiteral("2 customers would get one."));
    QVERIFY(m_bench.click("segmentGive"));
    const QTableView *jobs = m_bench.table("issuesTable");
    QTRY_COMPARE(jobs->model()->rowCount(), 1);
    QCOMPARE(m_bench.cell(jobs, 0, QStringLiteral("For whom")), QStringLiteral("segment taxi"));
    // The list asks again by itself until housekeeping has done it.
    QTRY_COMPARE_WITH_TIMEOUT(m_bench.cell(jobs, 0, QStringLiteral("State")), QStringLiteral("Done"), 20'000);
    QCOMPARE(m_bench.cell(jobs, 0, QStringLiteral("Got one")), QStringLiteral("2"));
    QVERIFY(m_bench.grab(QStringLiteral("segment-issues"), m_bench.find<QDialog>("segmentIssues")));
    // Pressed again it is the same job, not another one.
    QVERIFY(QTest::qWaitFor([&] { return m_bench.click("segmentGive"); }));
    QTRY_VERIFY(m_bench.find<QPushButton>("segmentGive")->isEnabled());
    const auto stored = IssueRepository(m_bench.server->reader(0)).jobs(id);
    QVERIFY(stored && stored->size() == 1);
    QCOMPARE(stored->front().reason, QStringLiteral("five years of taxis"));
    QCOMPARE(stored->front().person, QStringLiteral("Lin Manager"));
    QVERIFY(m_bench.click("segmentClose"));
}

void TestOfficeCoupons::poster_hasTheClaimsAddress()
{
    QVERIFY(m_bench.live(QStringLiteral("On the wall"),
                         [](Campaign &campaign) { campaign.claimCode = QStringLiteral("WALL"); }));
    QVERIFY(m_bench.open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionCampaignPoster"));
    QTRY_VERIFY(m_bench.find<QDialog>("claimPoster"));
    QCOMPARE(m_bench.text("posterAddress"), QStringLiteral("https://card.example/c/WALL"));
    const QImage code = m_bench.find<QLabel>("posterCode")->pixmap(Qt::ReturnByValue).toImage();
    QCOMPARE(code.pixel(2, 2), qRgb(255, 255, 255));           // the quiet zone
    QCOMPARE(code.pixel(4 * 8 + 2, 4 * 8 + 2), qRgb(0, 0, 0)); // a finder's corner
    QCOMPARE(code.size(), qrImage(m_bench.text("posterAddress"), 8).size());
    QVERIFY(m_bench.grab(QStringLiteral("campaign-poster"), m_bench.find<QDialog>("claimPoster")));
    QVERIFY(m_bench.click("posterClose"));
}

void TestOfficeCoupons::report_saysWhatItDid()
{
    QVERIFY(m_bench.live(QStringLiteral("Ten off, by itself"), [](Campaign &campaign) {
        campaign.terms.automatic = true;
        campaign.terms.from = campaign.terms.from.plusMs(-30 * 86'400'000LL);
        campaign.holdOut = {1'000};
    }));
    const auto traded = m_bench.trade(12);
    QVERIFY2(traded, traded ? "" : qPrintable(toString(traded.error())));
    QVERIFY(m_bench.open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionCampaignReport"));
    QTRY_VERIFY(m_bench.find<QTableWidget>("reportDays"));
    const auto *days = m_bench.find<QTableWidget>("reportDays");
    QTRY_COMPARE(days->rowCount(), 12);
    // 1, 2, 3 and 4 of them, three times each.
    const auto *stations = m_bench.find<QTableWidget>("reportStations");
    QCOMPARE(stations->rowCount(), 2);
    QCOMPARE(stations->item(0, 0)->text(), QStringLiteral("101 Harbour"));
    QCOMPARE(stations->item(0, 3)->text(), QStringLiteral("18"));
    QCOMPARE(stations->item(0, 5)->text(), QStringLiteral("¥180.00"));
    QCOMPARE(stations->item(0, 7)->text(), QStringLiteral("¥5,760.00"));
    QCOMPARE(stations->item(0, 8)->text(), QStringLiteral("720.00"));
    QCOMPARE(m_bench.find<QTableWidget>("reportChannels")->rowCount(), 2);
    const auto *segments = m_bench.find<QTableWidget>("reportSegments");
    const auto *levels = m_bench.find<QTableWidget>("reportLevels");
    qint64 redeemed = 0;
    for (int row = 0; row < segments->rowCount(); ++row)
        redeemed += segments->item(row, 3)->text().toLongLong();
    QCOMPARE(redeemed, 30);
    QVERIFY(!m_bench.text("reportReturn").isEmpty());
    const QString before = m_bench.text("reportReturn");
    m_bench.find<QDoubleSpinBox>("reportMargin")->setValue(20);
    QTRY_VERIFY(m_bench.text("reportReturn").contains(u"%") || m_bench.text("reportReturn") == before);
    QVERIFY2(
        m_bench.text("reportBaskets").contains(u"with it ¥320.00 (30 sales), without it ¥200.00 (30 sales)"),
        qPrintable(m_bench.text("reportBaskets")));
    const auto *chart = m_bench.find<BarChart>("reportChart");
    QCOMPARE(chart->bars().size(), 12);
    QVERIFY(m_bench.choose("reportMeasure", QStringLiteral("Discount")));
    double sum = 0;
    for (const BarChart::Bar &bar : chart->bars())
        sum += bar.value;
    QCOMPARE(sum, 30'000.0);
    const QString file = m_bench.dir.filePath(QStringLiteral("report.csv"));
    const auto rows = m_bench.find<CampaignReport>("campaignReport")->exportCsv(file);
    QVERIFY(rows);
    QCOMPARE(*rows, 12 + 2 + 2 + segments->rowCount() + levels->rowCount());
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray csv = written.readAll();
    QVERIFY2(csv.contains("By station,101 Harbour,,0,18,0"), csv.constData());
    QVERIFY(csv.contains("In all,,"));
    QVERIFY(csv.contains("In words,"));
    QVERIFY(m_bench.click("reportClose"));
}

void TestOfficeCoupons::uplift_isSaidInWords()
{
    const auto money = [](const char *amount) {
        return QJsonObject{{QStringLiteral("amount"), QLatin1String(amount)},
                           {QStringLiteral("currency"), QStringLiteral("CNY")}};
    };
    const auto group = [&](int customers, const char *average) {
        return QJsonObject{{QStringLiteral("customers"), customers},
                           {QStringLiteral("average"), money(average)}};
    };
    QJsonObject figures;
    QCOMPARE(upliftText(figures, m_bench.translator->locale()), QString());
    figures = {{QStringLiteral("treated"), group(900, "120.00")},
               {QStringLiteral("heldOut"), group(1, "100.00")}};
    QVERIFY(upliftText(figures, m_bench.translator->locale()).contains(u"too few"));
    const auto with = [&](const char *low, const char *high) {
        figures.insert(QStringLiteral("uplift"),
                       QJsonObject{{QStringLiteral("difference"), money("20.00")},
                                   {QStringLiteral("low"), money(low)},
                                   {QStringLiteral("high"), money(high)}});
        return upliftText(figures, m_bench.translator->locale());
    };
    QVERIFY(with("5.00", "35.00").endsWith(u"Customers pay more because of it."));
    QVERIFY(with("-5.00", "35.00").contains(u"may be chance"));
    QVERIFY(with("-35.00", "-5.00").contains(u"pay less"));
    QVERIFY(with("5.00", "35.00").contains(u"between ¥5.00 and ¥35.00"));
}

void TestOfficeCoupons::pictures()
{
    for (const Language language : {Language::Chinese, Language::English})
        for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark}) {
            m_bench.closeWindow();
            m_bench.openWindow(language, theme);
            const QString tail = languageCode(language)
                + (theme == ThemeKind::Dark ? QStringLiteral("-dark") : QStringLiteral("-light"));
            QVERIFY(m_bench.open());
            m_bench.table("campaignsTable")->selectRow(0);
            QVERIFY(m_bench.trigger("actionCampaignReport"));
            QTRY_VERIFY(m_bench.find<QTableWidget>("reportDays"));
            QTRY_VERIFY(m_bench.find<QTableWidget>("reportDays")->rowCount() > 0);
            QVERIFY(m_bench.grab(QStringLiteral("campaign-report-") + tail,
                                 m_bench.find<QDialog>("campaignReport")));
            QVERIFY(m_bench.click("reportClose"));
            m_bench.table("campaignsTable")->selectRow(2);
            QVERIFY(m_bench.trigger("actionCampaignCoupons"));
            QTRY_VERIFY(m_bench.find<QTableView>("batchesTable"));
            QTRY_COMPARE(m_bench.table("batchesTable")->model()->rowCount(), 1);
            QVERIFY(m_bench.grab(QStringLiteral("campaign-coupons-") + tail,
                                 m_bench.find<QDialog>("campaignBatches")));
            QVERIFY(m_bench.click("batchesClose"));
        }
}

void TestOfficeCoupons::crowdOfClaims_isACaseInWords()
{
    const auto watched = m_bench.inBooks([](Database &db) -> Result<void> {
        const Timestamp now = SystemClock().now();
        for (int n = 1; n <= 14; ++n)
            if (const auto noted = FraudRepository(db).noteClaim({now, {7}, {1}, {n}}, 1); !noted)
                return noted;
        const Timestamp later = now.plusMs(60'000);
        return FraudWatch().look(db, later).and_then(
            [&](const FraudWatch::Seen &seen) { return FraudWatch::tell(db, seen, later); });
    });
    QVERIFY2(watched, watched ? "" : qPrintable(toString(watched.error())));
    for (const Language language : {Language::Chinese, Language::English}) {
        m_bench.closeWindow();
        m_bench.openWindow(language);
        QVERIFY(m_bench.signIn());
        QVERIFY(m_bench.openArea(QStringLiteral("exceptions")));
        QTRY_VERIFY(m_bench.table("exceptionsTable")->model()->rowCount() > 0);
        m_bench.table("exceptionsTable")->selectRow(0);
        QVERIFY(m_bench.trigger("actionException"));
        QTRY_VERIFY(m_bench.find<QGroupBox>("exceptionCentre"));
        QStringList texts;
        for (const QLabel *label : m_bench.find<QGroupBox>("exceptionCentre")->findChildren<QLabel *>())
            texts << label->text();
        QVERIFY2(texts.contains(QStringLiteral("14")), qPrintable(texts.join(u'|')));
        if (language == Language::English)
            QVERIFY2(texts.contains(QStringLiteral("Accounts claimed for")), qPrintable(texts.join(u'|')));
        QVERIFY(m_bench.grab(QStringLiteral("coupon-case-") + languageCode(language),
                             m_bench.find<QGroupBox>("exceptionCentre")->window()));
        QVERIFY(m_bench.click("exceptionClose"));
    }
}

QTEST_MAIN(TestOfficeCoupons)
#include "tst_office_coupons.moc"

#include "core/domain/access/audit_log.h"
#include "core/domain/coupons/campaign_service.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/sales/sale_repository.h"
#include "tests/ui/office_bench.h"
#include "ui/widgets/bar_chart.h"
#include "ui/widgets/campaign_coupons.h"
#include "ui/widgets/campaign_editor.h"
#include "ui/widgets/campaign_report.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableWidget>

using namespace youka;
using namespace youka::literals;

/// Campaigns in the office, from a draft to what they did.
class TestOfficeCampaigns : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { m_bench.openWindow(); }
    void cleanup() { m_bench.closeWindow(); }
    void editor_saysWhatIsMissing_andWhatItDoes();
    void editor_asksOnlyForWhatTheKindNeeds();
    void aCampaign_isDraftedSubmittedApprovedPausedEnded();
    void live_onlyNameBoundsAndEndAreOpen();
    void copy_isADraftOfItsOwn();
    void coupons_arePrintedSavedAndVoided();
    void coupon_isGivenFoundExtendedVoided();
    void report_saysWhatItDid();
    void uplift_isSaidInWords();
    void cashier_looksOnly();
    void pictures();

private:
    bool open(const QString &login = QStringLiteral("manager"))
    {
        return m_bench.signIn(login) && m_bench.openArea(QStringLiteral("campaigns"));
    }
    bool openEditor(const char *action)
    {
        return m_bench.trigger(action)
            && QTest::qWaitFor([&] { return m_bench.find<CampaignEditor>("campaignEditor") != nullptr; });
    }
    bool save()
    {
        return m_bench.click("campaignSubmit") && QTest::qWaitFor([&] {
                   return m_bench.find<CampaignEditor>("campaignEditor") == nullptr && !model().isLoading();
               });
    }
    RecordModel &model() { return m_bench.window->page(QStringLiteral("campaigns"))->model(); }
    QString state(int row)
    {
        return m_bench.cell(m_bench.table("campaignsTable"), row, QStringLiteral("State"));
    }
    bool step(const char *action, int row, const QString &expected)
    {
        m_bench.table("campaignsTable")->selectRow(row);
        return m_bench.trigger(action)
            && QTest::qWaitFor([&] { return m_bench.find<QPushButton>("campaignStepSubmit") != nullptr; })
            && m_bench.click("campaignStepSubmit") && QTest::qWaitFor([&] { return state(row) == expected; });
    }
    /// Money off, of a campaign that two managers have brought to life.
    CampaignId live(const QString &name, const std::function<void(Campaign &)> &change = {})
    {
        CampaignId id;
        const Timestamp now = m_bench.clock.now();
        Campaign campaign;
        campaign.name = name;
        campaign.terms.offer.amount = 10_yuan;
        campaign.terms.from = now.plusMs(-86'400'000);
        campaign.terms.until = now.plusMs(10 * 86'400'000LL);
        if (change)
            change(campaign);
        const Principal one{Role::Manager, 901, QStringLiteral("one"), {}};
        const Principal other{Role::Manager, 902, QStringLiteral("other"), {}};
        const auto made = m_bench.inBooks([&](Database &db) {
            CampaignService service(db, m_bench.server->couponKeys());
            return service.create(campaign, one, now).and_then([&](const Campaign &draft) {
                id = draft.id;
                return service.step(draft.id, CampaignState::Review, one, now)
                    .and_then([&](const Campaign &) {
                        return service.step(draft.id, CampaignState::Live, other, now);
                    })
                    .map([](const Campaign &) {});
            });
        });
        return made ? id : CampaignId();
    }
    /// Sales of some days, of which every second one has what is automatic.
    Result<void> trade(int days)
    {
        return m_bench.inBooks([&](Database &db) -> Result<void> {
            CouponService coupons(db, m_bench.server->couponKeys());
            SaleRepository sales(db);
            IdSource ids(m_bench.clock);
            for (int day = days; day > 0; --day)
                for (int n = 0; n <= 2 * (day % 4) + 1; ++n) {
                    SaleRecord sale;
                    sale.id = ids.make<SaleId>();
                    sale.terminal = {1};
                    sale.station = m_bench.stations[size_t(n / 2 % 2)].id;
                    sale.pump = 1;
                    sale.mode = SaleMode::PostPay;
                    const Money amount = n % 2 == 0 ? 320_yuan : 200_yuan;
                    sale.delivery = {
                        1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
                    sale.occurred = sale.posted = m_bench.clock.now().plusMs(-day * 86'400'000LL);
                    sale.day = sale.occurred.toDateTime().date();
                    if (n % 2 == 0) {
                        const CouponPlace place{sale.terminal, m_bench.stations[size_t(n / 2 % 2)], {}};
                        CouponQuestion q;
                        q.sale = sale.id;
                        q.channel = n % 4 == 0 ? Channel::Kiosk : Channel::Pos;
                        q.basket = {
                            {},
                            {{QStringLiteral("95"), {}, Product::Unit::Litre, 40'000, {8'000, {}}, amount}}};
                        const auto grant = coupons.reserve(q, place, sale.occurred);
                        if (!grant)
                            return fail(grant.error());
                        sale.discounts = grant->redemptions;
                        const auto done =
                            coupons.redeem(sale.id, grant->redemptions, place, sale.day, sale.occurred);
                        if (!done)
                            return fail(done.error());
                    }
                    if (const auto written = sales.insert(sale); !written)
                        return written;
                }
            return {};
        });
    }
    bool isSeen(const char *widget)
    {
        const auto *found = m_bench.find<QWidget>(widget);
        return found && !found->isHidden() && !found->parentWidget()->isHidden();
    }

    test::OfficeBench m_bench;
};

void TestOfficeCampaigns::initTestCase()
{
    const QString problem = m_bench.startServer();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestOfficeCampaigns::editor_saysWhatIsMissing_andWhatItDoes()
{
    QVERIFY(open());
    QVERIFY(openEditor("actionCampaignNew"));
    QVERIFY(m_bench.text("campaignMissing").contains(u"Name of the campaign"));
    QVERIFY(!m_bench.click("campaignSubmit"));
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("Tuesday ten")));
    QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("ten")));
    QVERIFY(m_bench.text("campaignAmountError").contains(u"1,234.50"));
    QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("-1")));
    QVERIFY(m_bench.text("campaignAmountError").contains(u"More than zero"));
    QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("10")));
    QVERIFY(m_bench.fill("campaignMinAmount", QStringLiteral("200")));
    QVERIFY(m_bench.click("campaignWeekdays2"));
    QVERIFY(m_bench.fill("campaignPerCustomerDay", QStringLiteral("1")));
    QCOMPARE(m_bench.text("campaignSentence"),
             QStringLiteral(
                 "¥10.00 off the whole purchase from ¥200.00, every Tuesday, at most 1 a customer a day."));
    // 40 L of 95# at 7.85 by the price book, a wash and a drink.
    QCOMPARE(m_bench.text("previewResult"),
             QStringLiteral("¥10.00 off: the customer pays ¥339.00 instead of ¥349.00."));
    m_bench.find<QSpinBox>("previewFuelQuantity")->setValue(10);
    QVERIFY2(m_bench.text("previewResult").contains(u"¥86.50 more"),
             qPrintable(m_bench.text("previewResult")));
    // Hours are two.
    QVERIFY(m_bench.fill("campaignHourFrom", QStringLiteral("8:00")));
    QVERIFY(!m_bench.text("campaignHoursError").isEmpty());
    QVERIFY(!m_bench.click("campaignSubmit"));
    QVERIFY(m_bench.fill("campaignHours", QStringLiteral("9")));
    QVERIFY(m_bench.text("campaignHoursError").contains(u"08:30"));
    QVERIFY(m_bench.fill("campaignHours", QStringLiteral("10:00")));
    QVERIFY(m_bench.text("campaignHoursError").isEmpty());
    QVERIFY(m_bench.click("campaignCancel"));
}

void TestOfficeCampaigns::editor_asksOnlyForWhatTheKindNeeds()
{
    QVERIFY(open());
    QVERIFY(openEditor("actionCampaignNew"));
    QVERIFY(isSeen("campaignAmount"));
    QVERIFY(!isSeen("campaignPercent"));
    QVERIFY(!isSeen("campaignProduct"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Per cent off")));
    QVERIFY(isSeen("campaignPercent"));
    QVERIFY(isSeen("campaignMost"));
    QVERIFY(!isSeen("campaignAmount"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Voucher for goods")));
    QVERIFY(isSeen("campaignProduct"));
    QVERIFY(isSeen("campaignPieces"));
    QVERIFY(!isSeen("campaignProducts"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Bonus on a top-up")));
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("Bonus")));
    QVERIFY(m_bench.text("campaignBonusPercentError").contains(u"Either"));
    QVERIFY(m_bench.fill("campaignBonusPercent", QStringLiteral("5")));
    QCOMPARE(m_bench.text("previewResult"), QStringLiteral("The customer gets ¥25.00 bonus."));
    // Nothing of another kind is sent along.
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Less per litre")));
    QVERIFY(m_bench.fill("campaignPrice", QStringLiteral("0.30")));
    const Campaign made = m_bench.find<CampaignEditor>("campaignEditor")->campaign();
    QCOMPARE(made.terms.offer.kind, OfferKind::PerLitreOff);
    QCOMPARE(made.terms.offer.price.milli, 300);
    QCOMPARE(made.terms.offer.percent.basisPoints, 0);
    // What is given by itself is not claimed.
    QVERIFY(m_bench.choose("campaignAutomatic", QStringLiteral("by itself, without a coupon")));
    QVERIFY(!isSeen("campaignClaimCode"));
    QVERIFY(m_bench.click("campaignCancel"));
}

void TestOfficeCampaigns::aCampaign_isDraftedSubmittedApprovedPausedEnded()
{
    QVERIFY(open());
    QVERIFY(openEditor("actionCampaignNew"));
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("Ten off fuel")));
    QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("10")));
    QVERIFY(m_bench.fill("campaignTotal", QStringLiteral("1,000")));
    QVERIFY(m_bench.fill("campaignTotalPieces", QStringLiteral("100")));
    QVERIFY(save());
    QTableView *view = m_bench.table("campaignsTable");
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Campaign")), QStringLiteral("Ten off fuel"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Kind")), QStringLiteral("Amount off"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Bound")), QStringLiteral("¥1,000.00 / 100 uses"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Used")), QStringLiteral("0%"));
    QCOMPARE(state(0), QStringLiteral("Draft"));
    QVERIFY(step("actionCampaignSubmit", 0, QStringLiteral("Waits for approval")));
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionCampaignApprove")->isEnabled()); // one's own
    m_bench.closeWindow();
    m_bench.openWindow();
    QVERIFY(open(QStringLiteral("second")));
    view = m_bench.table("campaignsTable");
    QVERIFY(step("actionCampaignApprove", 0, QStringLiteral("Live")));
    QVERIFY(step("actionCampaignPause", 0, QStringLiteral("Paused")));
    QVERIFY(step("actionCampaignResume", 0, QStringLiteral("Live")));
    QVERIFY(m_bench.choose("campaignsView", QStringLiteral("Draft")));
    QTRY_COMPARE(view->model()->rowCount(), 0);
    QVERIFY(m_bench.choose("campaignsView", QStringLiteral("Live")));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(m_bench.choose("campaignsView", QStringLiteral("All")));
    QVERIFY(step("actionCampaignEnd", 0, QStringLiteral("Over")));
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionCampaignEdit")->isEnabled());
    QVERIFY(step("actionCampaignVoid", 0, QStringLiteral("Withdrawn")));
}

void TestOfficeCampaigns::live_onlyNameBoundsAndEndAreOpen()
{
    QVERIFY(live(QStringLiteral("Wash free"), [](Campaign &campaign) {
        campaign.terms.offer.kind = OfferKind::FreeService;
        campaign.terms.offer.product = QStringLiteral("wash");
        campaign.terms.scope.dates = {QDate(2027, 1, 1)}; // nothing that the editor shows
    }));
    QVERIFY(open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(openEditor("actionCampaignEdit"));
    QVERIFY(!m_bench.fill("campaignProductText", QStringLiteral("other")));
    QVERIFY(!m_bench.find<QComboBox>("campaignKind")->isEnabled());
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("A wash for nothing")));
    QVERIFY(m_bench.fill("campaignPerCustomer", QStringLiteral("3")));
    QVERIFY(save());
    QCOMPARE(m_bench.cell(m_bench.table("campaignsTable"), 0, QStringLiteral("Campaign")),
             QStringLiteral("A wash for nothing"));
    const auto stored = CampaignRepository(m_bench.server->reader(0)).list(CampaignState::Live, {}, 1);
    QVERIFY(stored && stored->size() == 1);
    QCOMPARE(stored->front().limits.perCustomer, std::optional<qint64>(3));
    QCOMPARE(stored->front().terms.scope.dates.size(), 1);
    QCOMPARE(stored->front().terms.version, 1);
}

void TestOfficeCampaigns::copy_isADraftOfItsOwn()
{
    QVERIFY(open());
    QTableView *view = m_bench.table("campaignsTable");
    const int before = view->model()->rowCount();
    QVERIFY(before > 0);
    view->selectRow(0);
    QVERIFY(openEditor("actionCampaignCopy"));
    QVERIFY(save());
    QCOMPARE(view->model()->rowCount(), before + 1);
    QCOMPARE(state(0), QStringLiteral("Draft"));
    QVERIFY(m_bench.cell(view, 0, QStringLiteral("Campaign")).endsWith(u"(copy)"));
    // A draft is changed as a whole.
    view->selectRow(0);
    QVERIFY(openEditor("actionCampaignEdit"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Per cent off")));
    QVERIFY(m_bench.fill("campaignPercent", QStringLiteral("12.5")));
    QVERIFY(save());
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Kind")), QStringLiteral("Per cent off"));
}

void TestOfficeCampaigns::coupons_arePrintedSavedAndVoided()
{
    const CampaignId id = live(QStringLiteral("Flyer"));
    QVERIFY(id);
    QVERIFY(open());
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
    const QString file = m_bench.dir.filePath(QStringLiteral("codes.csv"));
    m_bench.find<CampaignBatches>("campaignBatches")->saveCodes(file, QStringLiteral("for the printer"));
    QTRY_COMPARE(m_bench.text("batchesNote"), QStringLiteral("1500 codes written."));
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = written.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1'501);
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

void TestOfficeCampaigns::coupon_isGivenFoundExtendedVoided()
{
    const CampaignId id = live(QStringLiteral("Sorry"));
    QVERIFY(id);
    QVERIFY(m_bench.inBooks([&](Database &db) {
        return CustomerService(db, m_bench.server->cardKeys().customerWrapping)
            .ensureCustomer(QStringLiteral("K-0007"), QStringLiteral("Harbour Logistics"), {}, {},
                            m_bench.clock.now())
            .map([](const Customer &) {});
    }));
    QVERIFY(open());
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

void TestOfficeCampaigns::report_saysWhatItDid()
{
    QVERIFY(live(QStringLiteral("Ten off, by itself"), [](Campaign &campaign) {
        campaign.terms.automatic = true;
        campaign.terms.from = campaign.terms.from.plusMs(-30 * 86'400'000LL);
        campaign.holdOut = {1'000};
    }));
    const auto traded = trade(12);
    QVERIFY2(traded, traded ? "" : qPrintable(toString(traded.error())));
    QVERIFY(open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.trigger("actionCampaignReport"));
    QTRY_VERIFY(m_bench.find<QTableWidget>("reportDays"));
    const auto *days = m_bench.find<QTableWidget>("reportDays");
    QTRY_COMPARE(days->rowCount(), 12);
    // 1, 2, 3 and 4 of them, three times each.
    const auto *stations = m_bench.find<QTableWidget>("reportStations");
    QCOMPARE(stations->rowCount(), 2);
    QCOMPARE(stations->item(0, 0)->text(), QStringLiteral("101 Harbour"));
    QCOMPARE(stations->item(0, 2)->text(), QStringLiteral("18"));
    QCOMPARE(stations->item(0, 4)->text(), QStringLiteral("¥180.00"));
    QCOMPARE(stations->item(0, 6)->text(), QStringLiteral("¥5,760.00"));
    QCOMPARE(stations->item(0, 7)->text(), QStringLiteral("720.00"));
    QCOMPARE(m_bench.find<QTableWidget>("reportChannels")->rowCount(), 2);
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
    QCOMPARE(*rows, 12 + 2 + 2);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll().contains("By station,101 Harbour,0,18,0"));
    QVERIFY(m_bench.click("reportClose"));
}

void TestOfficeCampaigns::uplift_isSaidInWords()
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

void TestOfficeCampaigns::cashier_looksOnly()
{
    QVERIFY(open(QStringLiteral("cashier")));
    m_bench.table("campaignsTable")->selectRow(0);
    for (const char *action : {"actionCampaignNew", "actionCampaignCopy", "actionCampaignEdit"})
        QVERIFY2(!m_bench.action(action)->isEnabled(), action);
}

void TestOfficeCampaigns::pictures()
{
    for (const Language language : {Language::Chinese, Language::English})
        for (const ThemeKind theme : {ThemeKind::Light, ThemeKind::Dark}) {
            m_bench.closeWindow();
            m_bench.openWindow(language, theme);
            m_bench.window->resize(1440, 900);
            const QString tail = languageCode(language)
                + (theme == ThemeKind::Dark ? QStringLiteral("-dark") : QStringLiteral("-light"));
            QVERIFY(open());
            m_bench.table("campaignsTable")->selectRow(1);
            QVERIFY(m_bench.grab(QStringLiteral("campaigns-") + tail));
            QVERIFY(openEditor("actionCampaignNew"));
            auto *tabs = m_bench.find<QTabWidget>("campaignTabs");
            QVERIFY(m_bench.fill("campaignName", QStringLiteral("周二会员日")));
            QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("10")));
            QVERIFY(m_bench.fill("campaignMinAmount", QStringLiteral("x")));
            QVERIFY(m_bench.click("campaignWeekdays2"));
            QVERIFY(m_bench.fill("campaignPerCustomerDay", QStringLiteral("1")));
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QVERIFY(m_bench.grab(QStringLiteral("campaign-editor-%1-").arg(tab + 1) + tail,
                                     m_bench.find<QDialog>("campaignEditor")));
            }
            QVERIFY(m_bench.click("campaignCancel"));
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

QTEST_MAIN(TestOfficeCampaigns)
#include "tst_office_campaigns.moc"

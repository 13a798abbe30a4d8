#include "tests/ui/campaign_bench.h"
#include "ui/widgets/campaign_calendar.h"

#include <QCheckBox>
#include <QSpinBox>
#include <QTabWidget>

using namespace youka;
using namespace youka::literals;

/// Campaigns in the office, from a draft to their end.
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
    void calendar_showsTheMonth();
    void cashier_looksOnly();
    void rule_asksOnlyForWhatItNeeds();
    void stamps_chooseTheirCoupon();
    void pictures();

private:
    test::CampaignBench m_bench;
};

void TestOfficeCampaigns::initTestCase()
{
    const QString problem = m_bench.startServer();
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
}

void TestOfficeCampaigns::editor_saysWhatIsMissing_andWhatItDoes()
{
    QVERIFY(m_bench.open());
    QVERIFY(m_bench.openEditor("actionCampaignNew"));
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
    QVERIFY(m_bench.open());
    QVERIFY(m_bench.openEditor("actionCampaignNew"));
    QVERIFY(m_bench.isSeen("campaignAmount"));
    QVERIFY(!m_bench.isSeen("campaignPercent"));
    QVERIFY(!m_bench.isSeen("campaignProduct"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Per cent off")));
    QVERIFY(m_bench.isSeen("campaignPercent"));
    QVERIFY(m_bench.isSeen("campaignMost"));
    QVERIFY(!m_bench.isSeen("campaignAmount"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Voucher for goods")));
    QVERIFY(m_bench.isSeen("campaignProduct"));
    QVERIFY(m_bench.isSeen("campaignPieces"));
    QVERIFY(!m_bench.isSeen("campaignProducts"));
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
    QVERIFY(m_bench.fill("campaignPointsPrice", QStringLiteral("1,500")));
    QCOMPARE(m_bench.find<CampaignEditor>("campaignEditor")->campaign().pointsPrice, 1'500);
    // What is given by itself is not claimed, nor had for points.
    QVERIFY(m_bench.choose("campaignAutomatic", QStringLiteral("by itself, without a coupon")));
    QVERIFY(!m_bench.isSeen("campaignClaimCode"));
    QVERIFY(!m_bench.isSeen("campaignPointsPrice"));
    QCOMPARE(m_bench.find<CampaignEditor>("campaignEditor")->campaign().pointsPrice, 0);
    QVERIFY(m_bench.click("campaignCancel"));
}

void TestOfficeCampaigns::rule_asksOnlyForWhatItNeeds()
{
    QVERIFY(m_bench.open());
    QVERIFY(m_bench.openEditor("actionCampaignNew"));
    const auto campaign = [&] { return m_bench.find<CampaignEditor>("campaignEditor")->campaign(); };
    const auto seen = [&] {
        QStringList fields;
        for (const char *name :
             {"campaignIssueAmount", "campaignIssueVolume", "campaignIssueDays", "campaignIssueDaysBefore",
              "campaignIssueDaysQuiet", "campaignIssueLevel", "campaignIssueTo"})
            if (m_bench.isSeen(name))
                fields << QString::fromLatin1(name).mid(13);
        return fields.join(u' ');
    };
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("For those who come often")));
    QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("5")));
    QCOMPARE(seen(), QString());
    QVERIFY(m_bench.find<QCheckBox>("campaignGiftable")->isChecked());
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("a top-up")));
    QCOMPARE(seen(), QStringLiteral("Amount"));
    QVERIFY(!m_bench.find<QPushButton>("campaignSubmit")->isEnabled());
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("litres taken")));
    QCOMPARE(seen(), QStringLiteral("Volume Days"));
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("reaching a level")));
    QCOMPARE(seen(), QStringLiteral("Level"));
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("not having come for long")));
    QCOMPARE(seen(), QStringLiteral("DaysQuiet"));
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("inviting somebody who then buys")));
    QCOMPARE(seen(), QStringLiteral("To"));
    QVERIFY(m_bench.text("campaignIssueToError").contains(u"At least one"));
    QVERIFY(m_bench.click("campaignIssueTo1"));
    QVERIFY(campaign().issue.toInviter && !campaign().issue.toInvited);
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("a birthday")));
    QCOMPARE(seen(), QStringLiteral("DaysBefore"));
    QVERIFY(m_bench.fill("campaignIssueDaysBefore", QStringLiteral("61")));
    QVERIFY(m_bench.text("campaignIssueDaysBeforeError").contains(u"60"));
    QVERIFY(m_bench.fill("campaignIssueDaysBefore", QStringLiteral("7")));
    // Whom a birthday chose does not give it away, unless somebody says so.
    QVERIFY(!m_bench.find<QCheckBox>("campaignGiftable")->isChecked());
    QVERIFY(!campaign().giftable);
    QVERIFY(m_bench.choose("campaignIssueEvent", QStringLiteral("money spent")));
    QCOMPARE(seen(), QStringLiteral("Amount Days"));
    QVERIFY(m_bench.find<QCheckBox>("campaignGiftable")->isChecked());
    QVERIFY(m_bench.click("campaignGiftable"));
    QCOMPARE(campaign().giftable, std::optional(false));
    QVERIFY(m_bench.fill("campaignIssueAmount", QStringLiteral("1000")));
    QVERIFY(m_bench.fill("campaignIssueDays", QStringLiteral("30")));
    QVERIFY(m_bench.text("campaignSentence")
                .endsWith(u"given for ¥1,000.00 spent within 30 days, cannot be given away."));
    // What has no coupons has no rule, and nothing of it stays behind.
    QVERIFY(m_bench.choose("campaignAutomatic", QStringLiteral("by itself, without a coupon")));
    QVERIFY(!m_bench.isSeen("campaignIssueEvent"));
    QCOMPARE(campaign().issue, IssueRule());
    QVERIFY(m_bench.choose("campaignAutomatic", QStringLiteral("with a coupon")));
    QVERIFY(m_bench.save());
    // The server has it, and the editor shows it again.
    const auto stored = CampaignRepository(m_bench.server->reader(0)).list(CampaignState::Draft, {}, 1);
    QVERIFY(stored && stored->size() == 1);
    QCOMPARE(stored->front().issue.event, IssueEvent::Spend);
    QCOMPARE(stored->front().issue.amount, std::optional(1'000_yuan));
    QCOMPARE(stored->front().issue.days, 30);
    QCOMPARE(stored->front().giftable, std::optional(false));
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.openEditor("actionCampaignEdit"));
    QCOMPARE(campaign().issue, stored->front().issue);
    QVERIFY(!m_bench.find<QCheckBox>("campaignGiftable")->isChecked());
    QVERIFY(m_bench.click("campaignCancel"));
}

void TestOfficeCampaigns::stamps_chooseTheirCoupon()
{
    const CampaignId coffee = m_bench.live(QStringLiteral("Coffee"));
    QVERIFY(coffee);
    QVERIFY(m_bench.open());
    QVERIFY(m_bench.openEditor("actionCampaignNew"));
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("Ten stamps")));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Stamps")));
    QVERIFY(m_bench.fill("campaignStamps", QStringLiteral("10")));
    QVERIFY(m_bench.text("campaignRewardError").contains(u"Choose"));
    QVERIFY(!m_bench.isSeen("campaignIssueEvent"));
    QVERIFY(m_bench.choose("campaignReward", QStringLiteral("%1  Coffee").arg(coffee.value)));
    QVERIFY(m_bench.text("campaignSentence").contains(u"10 stamps give a coupon of campaign Coffee"));
    QCOMPARE(m_bench.find<CampaignEditor>("campaignEditor")->campaign().terms.offer.reward, coffee);
    QVERIFY(m_bench.save());
}

void TestOfficeCampaigns::aCampaign_isDraftedSubmittedApprovedPausedEnded()
{
    QVERIFY(m_bench.open());
    QVERIFY(m_bench.openEditor("actionCampaignNew"));
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("Ten off fuel")));
    QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("10")));
    QVERIFY(m_bench.fill("campaignTotal", QStringLiteral("1,000")));
    QVERIFY(m_bench.fill("campaignTotalPieces", QStringLiteral("100")));
    QVERIFY(m_bench.save());
    QTableView *view = m_bench.table("campaignsTable");
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Campaign")), QStringLiteral("Ten off fuel"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Kind")), QStringLiteral("Amount off"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Bound")), QStringLiteral("¥1,000.00 / 100 uses"));
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Used")), QStringLiteral("0%"));
    QCOMPARE(m_bench.state(0), QStringLiteral("Draft"));
    QVERIFY(m_bench.step("actionCampaignSubmit", 0, QStringLiteral("Waits for approval")));
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionCampaignApprove")->isEnabled()); // one's own
    m_bench.closeWindow();
    m_bench.openWindow();
    QVERIFY(m_bench.open(QStringLiteral("second")));
    view = m_bench.table("campaignsTable");
    QVERIFY(m_bench.step("actionCampaignApprove", 0, QStringLiteral("Live")));
    QVERIFY(m_bench.step("actionCampaignPause", 0, QStringLiteral("Paused")));
    QVERIFY(m_bench.step("actionCampaignResume", 0, QStringLiteral("Live")));
    QVERIFY(m_bench.choose("campaignsView", QStringLiteral("Draft")));
    QTRY_COMPARE(view->model()->rowCount(), 0);
    QVERIFY(m_bench.choose("campaignsView", QStringLiteral("Live")));
    QTRY_COMPARE(view->model()->rowCount(), 1);
    QVERIFY(m_bench.choose("campaignsView", QStringLiteral("All")));
    QVERIFY(m_bench.step("actionCampaignEnd", 0, QStringLiteral("Over")));
    view->selectRow(0);
    QVERIFY(!m_bench.action("actionCampaignEdit")->isEnabled());
    QVERIFY(m_bench.step("actionCampaignVoid", 0, QStringLiteral("Withdrawn")));
}

void TestOfficeCampaigns::live_onlyNameBoundsAndEndAreOpen()
{
    QVERIFY(m_bench.live(QStringLiteral("Wash free"), [](Campaign &campaign) {
        campaign.terms.offer.kind = OfferKind::FreeService;
        campaign.terms.offer.product = QStringLiteral("wash");
        campaign.terms.scope.dates = {QDate(2027, 1, 1)}; // nothing that the editor shows
    }));
    QVERIFY(m_bench.open());
    m_bench.table("campaignsTable")->selectRow(0);
    QVERIFY(m_bench.openEditor("actionCampaignEdit"));
    QVERIFY(!m_bench.fill("campaignProductText", QStringLiteral("other")));
    QVERIFY(!m_bench.find<QComboBox>("campaignKind")->isEnabled());
    QVERIFY(m_bench.fill("campaignName", QStringLiteral("A wash for nothing")));
    QVERIFY(m_bench.fill("campaignPerCustomer", QStringLiteral("3")));
    QVERIFY(m_bench.save());
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
    QVERIFY(m_bench.open());
    QTableView *view = m_bench.table("campaignsTable");
    const int before = view->model()->rowCount();
    QVERIFY(before > 0);
    view->selectRow(0);
    QVERIFY(m_bench.openEditor("actionCampaignCopy"));
    QVERIFY(m_bench.save());
    QCOMPARE(view->model()->rowCount(), before + 1);
    QCOMPARE(m_bench.state(0), QStringLiteral("Draft"));
    QVERIFY(m_bench.cell(view, 0, QStringLiteral("Campaign")).endsWith(u"(copy)"));
    // A draft is changed as a whole.
    view->selectRow(0);
    QVERIFY(m_bench.openEditor("actionCampaignEdit"));
    QVERIFY(m_bench.choose("campaignKind", QStringLiteral("Per cent off")));
    QVERIFY(m_bench.fill("campaignPercent", QStringLiteral("12.5")));
    QVERIFY(m_bench.save());
    QCOMPARE(m_bench.cell(view, 0, QStringLiteral("Kind")), QStringLiteral("Per cent off"));
}

void TestOfficeCampaigns::calendar_showsTheMonth()
{
    CouponTerms terms;
    const auto at = [](QDate date, int hour) {
        return Timestamp{QDateTime(date, QTime(hour, 0)).toMSecsSinceEpoch()};
    };
    terms.from = at(QDate(2026, 2, 26), 12);
    terms.until = at(QDate(2026, 3, 4), 0); // not in it
    QCOMPARE(campaignDays(terms, QDate(2026, 2, 1)), (QList<int>{26, 27, 28}));
    QCOMPARE(campaignDays(terms, QDate(2026, 3, 1)), (QList<int>{1, 2, 3}));
    QCOMPARE(campaignDays(terms, QDate(2026, 4, 1)), QList<int>());
    terms.scope.weekdays = 2; // Tuesdays
    QCOMPARE(campaignDays(terms, QDate(2026, 3, 1)), QList<int>{3});
    terms.scope.dates = {QDate(2026, 3, 2)};
    QCOMPARE(campaignDays(terms, QDate(2026, 3, 1)), QList<int>());

    QVERIFY(m_bench.open());
    const int known = m_bench.table("campaignsTable")->model()->rowCount();
    QVERIFY(m_bench.trigger("actionCalendar"));
    QTRY_VERIFY(m_bench.find<MonthChart>("calendarChart"));
    const auto *chart = m_bench.find<MonthChart>("calendarChart");
    // Every one was made for these days or the month that begins tomorrow.
    QTRY_VERIFY(!chart->rows().isEmpty());
    QVERIFY(chart->rows().size() <= known);
    for (int i = 0; i < 400; ++i)
        QVERIFY(m_bench.click("calendarNext"));
    QVERIFY(chart->rows().size() < known);
    QVERIFY(m_bench.click("calendarClose"));
}

void TestOfficeCampaigns::cashier_looksOnly()
{
    QVERIFY(m_bench.open(QStringLiteral("cashier")));
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
            QVERIFY(m_bench.open());
            m_bench.table("campaignsTable")->selectRow(1);
            QVERIFY(m_bench.grab(QStringLiteral("campaigns-") + tail));
            QVERIFY(m_bench.trigger("actionCalendar"));
            QTRY_VERIFY(m_bench.find<MonthChart>("calendarChart"));
            QTRY_VERIFY(!m_bench.find<MonthChart>("calendarChart")->rows().isEmpty());
            QVERIFY(m_bench.grab(QStringLiteral("campaign-calendar-") + tail,
                                 m_bench.find<QDialog>("campaignCalendar")));
            QVERIFY(m_bench.click("calendarClose"));
            QVERIFY(m_bench.openEditor("actionCampaignNew"));
            auto *tabs = m_bench.find<QTabWidget>("campaignTabs");
            QVERIFY(m_bench.fill("campaignName", QStringLiteral("周二会员日")));
            QVERIFY(m_bench.fill("campaignAmount", QStringLiteral("10")));
            QVERIFY(m_bench.fill("campaignMinAmount", QStringLiteral("x")));
            QVERIFY(m_bench.click("campaignWeekdays2"));
            QVERIFY(m_bench.fill("campaignPerCustomerDay", QStringLiteral("1")));
            QVERIFY(m_bench.choose("campaignIssueEvent", issueEventText(IssueEvent::Spend)));
            QVERIFY(m_bench.fill("campaignIssueDays", QStringLiteral("30")));
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QVERIFY(m_bench.grab(QStringLiteral("campaign-editor-%1-").arg(tab + 1) + tail,
                                     m_bench.find<QDialog>("campaignEditor")));
            }
            QVERIFY(m_bench.click("campaignCancel"));
        }
}

QTEST_MAIN(TestOfficeCampaigns)
#include "tst_office_campaigns.moc"

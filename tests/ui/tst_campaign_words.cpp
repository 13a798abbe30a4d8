#include "ui/sentences/campaign_words.h"
#include "ui/sentences/translator.h"
#include "ui/widgets/campaign_preview.h"

#include <QTest>

using namespace youka;
using namespace youka::literals;

namespace {

CampaignHouse house()
{
    CampaignHouse made;
    made.stations = {{7, QStringLiteral("101"), QStringLiteral("Harbour"), {}}};
    made.fuels = {QStringLiteral("92"), QStringLiteral("95"), QStringLiteral("0")};
    made.goods.insert(QStringLiteral("wash"), QStringLiteral("Wash"));
    made.campaigns = {{9, QStringLiteral("Coffee"), true}};
    return made;
}

Campaign of(OfferKind kind, const std::function<void(Campaign &)> &change = {})
{
    Campaign campaign;
    campaign.terms.offer.kind = kind;
    campaign.terms.until = {1};
    if (change)
        change(campaign);
    return campaign;
}

void fuelOnly(Campaign &campaign) { campaign.terms.scope.products = house().fuels; }

BasketLine line(const char *product, Product::Unit unit, qint64 quantity, qint64 milli)
{
    return {QString::fromLatin1(product),       {}, unit, quantity, {milli, {}},
            *amountFor({quantity}, {milli, {}})};
}

}

class TestCampaignWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sentence_saysWhatItDoes_data();
    void sentence_saysWhatItDoes();
    void rule_isSaid_data();
    void rule_isSaid();
    void everyKind_hasWords();
    void preview_isWhatATillWouldTakeOff();
};

void TestCampaignWords::sentence_saysWhatItDoes_data()
{
    QTest::addColumn<Campaign>("campaign");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    QTest::newRow("amount off fuel on Tuesdays")
        << of(OfferKind::AmountOff,
              [](Campaign &c) {
                  fuelOnly(c);
                  c.terms.offer.amount = 10_yuan;
                  c.terms.scope.minAmount = 200_yuan;
                  c.terms.scope.weekdays = 2;
                  c.limits.perCustomerDay = 1;
              })
        << QStringLiteral("¥10.00 off fuel from ¥200.00, every Tuesday, at most 1 a customer a day.")
        << QStringLiteral("油品满¥200.00减¥10.00，每星期二，每位顾客每天最多 1 次。");
    QTest::newRow("per cent of everything, without a coupon")
        << of(OfferKind::PercentOff,
              [](Campaign &c) {
                  c.terms.offer.percent = {1'250};
                  c.terms.offer.most = 20_yuan;
                  c.terms.automatic = true;
              })
        << QStringLiteral("12.5% off the whole purchase, at most ¥20.00, without a coupon.")
        << QStringLiteral("整单优惠12.5%，最多¥20.00，无需优惠券。");
    QTest::newRow("less per litre here and there")
        << of(OfferKind::PerLitreOff,
              [](Campaign &c) {
                  c.terms.offer.price = {300, {}};
                  c.terms.offer.litres = Volume{40'000};
                  c.terms.scope.products = {QStringLiteral("95")};
                  c.terms.scope.stations = {7, 8};
                  c.terms.scope.channels = Channel::Kiosk;
                  c.terms.scope.hourFrom = QTime(22, 0);
                  c.terms.scope.hourUntil = QTime(6, 0);
              })
        << QStringLiteral("¥0.30 off each litre of 95#, for at most 40 L, between 22:00 and 06:00, at 101 "
                          "Harbour and #8, only here: Kiosk.")
        << QStringLiteral("95#每升减¥0.30，最多 40 升，22:00 至 06:00，限101 Harbour和#8，仅限：自助终端。");
    QTest::newRow("special price") << of(OfferKind::FixedPrice,
                                         [](Campaign &c) {
                                             fuelOnly(c);
                                             c.terms.scope.products.removeLast();
                                             c.terms.offer.price = {7'005, {}};
                                         })
                                   << QStringLiteral("92# and 95# at 7.005 a litre.")
                                   << QStringLiteral("92#和95#每升只要7.005。");
    QTest::newRow("buy two, third free")
        << of(OfferKind::BuyXGetY,
              [](Campaign &c) {
                  c.terms.offer.buy = 2;
                  c.terms.scope.groups = {QStringLiteral("drinks")};
                  c.terms.scope.without = {QStringLiteral("wash")};
                  c.terms.stacking.exclusive = true;
              })
        << QStringLiteral(
               "For each 2 of goods of group drinks bought, 1 more free, not for Wash, with no other "
               "coupon.")
        << QStringLiteral("drinks 类商品每买 2 件送 1 件，Wash除外，不与其他优惠同享。");
    QTest::newRow("gift") << of(
        OfferKind::Gift,
        [](Campaign &c) {
            fuelOnly(c);
            c.terms.offer.product = QStringLiteral("wash");
            c.terms.scope.minVolume = {30'000};
            c.terms.scope.firstPurchase = true;
        }) << QStringLiteral("1 × Wash free with fuel, from 30 L, on a customer's first purchase.")
                          << QStringLiteral("买油品送 Wash × 1，满 30 升，仅限顾客首次消费。");
    QTest::newRow("claimed voucher")
        << of(OfferKind::AmountOff,
              [](Campaign &c) {
                  c.terms.offer.amount = 50_yuan;
                  c.terms.offer.inParts = true;
                  c.claimCode = QStringLiteral("HELLO");
                  c.terms.daysFromClaim = 7;
                  c.terms.scope.payings = PayingBys(PayingBy::Cash) | PayingBy::FuelCard;
              })
        << QStringLiteral(
               "¥50.00 off the whole purchase, what is not used stays on the coupon, paid by: Cash "
               "and Fuel card, claimed with HELLO, to be used within 7 days.")
        << QStringLiteral("整单优惠¥50.00，用剩的金额留在券上，支付方式：现金和油卡，凭 HELLO 领取，领取后 7 "
                          "天内有效。");
}

void TestCampaignWords::sentence_saysWhatItDoes()
{
    QFETCH(Campaign, campaign);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    Translator translator(Language::English);
    QCOMPARE(campaignSentence(campaign, house(), translator.locale()), english);
    translator.setLanguage(Language::Chinese);
    QCOMPARE(campaignSentence(campaign, house(), translator.locale()), chinese);
}

void TestCampaignWords::rule_isSaid_data()
{
    QTest::addColumn<IssueRule>("rule");
    QTest::addColumn<QString>("english");
    QTest::addColumn<QString>("chinese");
    const auto row = [](const char *name, IssueEvent event, const char *english, const char *chinese,
                        const std::function<void(IssueRule &)> &change = {}) {
        IssueRule rule;
        rule.event = event;
        if (change)
            change(rule);
        QTest::newRow(name) << rule << QString::fromUtf8(english) << QString::fromUtf8(chinese);
    };
    row("top-up", IssueEvent::TopUp, "given for each top-up of at least ¥500.00", "每次充值满¥500.00赠送",
        [](IssueRule &r) { r.amount = 500_yuan; });
    row("spend", IssueEvent::Spend, "given for ¥1,000.00 spent within 30 days", "30 天内消费满¥1,000.00赠送",
        [](IssueRule &r) {
            r.amount = 1'000_yuan;
            r.days = 30;
        });
    row("litres in a day", IssueEvent::Litres, "given for 200 L taken within 1 day",
        "1 天内加油满 200 升赠送", [](IssueRule &r) {
            r.volume = {200'000};
            r.days = 1;
        });
    row("birthday", IssueEvent::Birthday, "given for a birthday", "生日当天赠送");
    row("before a birthday", IssueEvent::Birthday, "given 7 days before a birthday", "生日前 7 天赠送",
        [](IssueRule &r) { r.days = 7; });
    row("sign-up", IssueEvent::SignUp, "given for becoming a customer", "成为顾客时赠送");
    row("dormancy", IssueEvent::Dormancy, "given after 60 days without a purchase", "60 天未消费时赠送",
        [](IssueRule &r) { r.days = 60; });
    row("level", IssueEvent::Level, "given for reaching level gold", "达到等级 gold 时赠送",
        [](IssueRule &r) { r.level = QStringLiteral("gold"); });
    row("inviter", IssueEvent::Invitation,
        "given to the inviter when somebody they invited buys for the first time",
        "被邀请人首次消费时赠送邀请人", [](IssueRule &r) { r.toInviter = true; });
    row("invited", IssueEvent::Invitation, "given to who was invited, for the first purchase",
        "被邀请人首次消费时获赠", [](IssueRule &r) { r.toInvited = true; });
    row("both", IssueEvent::Invitation, "given to both when somebody who was invited buys for the first time",
        "被邀请人首次消费时双方均获赠", [](IssueRule &r) { r.toInviter = r.toInvited = true; });
}

void TestCampaignWords::rule_isSaid()
{
    QFETCH(IssueRule, rule);
    QFETCH(QString, english);
    QFETCH(QString, chinese);
    const Campaign campaign = of(OfferKind::AmountOff, [&](Campaign &c) {
        c.terms.offer.amount = 5_yuan;
        c.issue = rule;
        c.giftable = false;
    });
    const Translator translator(Language::English);
    QCOMPARE(campaignSentence(campaign, house(), translator.locale()),
             QStringLiteral("¥5.00 off the whole purchase, %1, cannot be given away.").arg(english));
    QCOMPARE(campaignSentence(campaign, house(), Language::Chinese),
             QStringLiteral("整单优惠¥5.00，%1，不可转赠。").arg(chinese));
    // A stamp card leads to a campaign that has a name.
    const Campaign stamps = of(OfferKind::Stamps, [](Campaign &c) {
        c.terms.offer.buy = 10;
        c.terms.offer.reward = {9};
    });
    QCOMPARE(campaignSentence(stamps, house(), Language::English),
             QStringLiteral("A stamp for the whole purchase; 10 stamps give a coupon of campaign Coffee."));
}

void TestCampaignWords::everyKind_hasWords()
{
    const Translator translator(Language::Chinese);
    QStringList seen;
    for (int kind = int(OfferKind::PercentOff); kind <= int(OfferKind::FreeService); ++kind) {
        const QString words = offerKindText(OfferKind(kind));
        QVERIFY(!words.isEmpty() && !seen.contains(words));
        seen << words;
        const QString text = campaignSentence(of(OfferKind(kind)), house(), translator.locale());
        QVERIFY2(text.size() > 3 && text.endsWith(u'。') && !text.contains(u'%' + QString::number(1)),
                 qPrintable(text));
    }
}

void TestCampaignWords::preview_isWhatATillWouldTakeOff()
{
    const Basket basket{
        {},
        {line("95", Product::Unit::Litre, 40'000, 8'000), line("wash", Product::Unit::Piece, 1'000, 30'000)}};
    Campaign campaign = of(OfferKind::AmountOff, [](Campaign &c) {
        c.terms.offer.amount = 10_yuan;
        c.terms.scope.products = {QStringLiteral("95")};
        c.terms.scope.minAmount = 200_yuan;
        // None of these stands in the way of a preview.
        c.terms.scope.weekdays = 1;
        c.terms.scope.stations = {7};
        c.terms.scope.firstPurchase = true;
        c.terms.scope.segments = {QStringLiteral("fleet")};
        c.terms.from = {1'000};
        c.terms.until = {2'000};
    });
    BestSet best = previewOf(campaign, basket);
    QCOMPARE(best.discounts.total, 10_yuan);
    QCOMPARE(best.discounts.perLine[0], 10_yuan);
    QCOMPARE(best.discounts.perLine[1], 0_yuan);
    campaign.terms.scope.minAmount = 320_yuan + 1_fen;
    best = previewOf(campaign, basket);
    QCOMPARE(best.discounts.total, 0_yuan);
    QCOMPARE(best.reasons[0]->code, ErrorCode::CouponBelowMinimum);
}

QTEST_MAIN(TestCampaignWords)
#include "tst_campaign_words.moc"

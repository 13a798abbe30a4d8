#include "apps/server/reconciler.h"
#include "core/domain/payments/payment_check.h"
#include "core/domain/reconcile/reconcile_check.h"
#include "core/exchange/bills/bill_learning.h"
#include "core/exchange/bills/channel_bills.h"
#include "core/exchange/payments/channel_news.h"
#include "core/exchange/payments/network_sender.h"
#include "tests/support/sim_pay_desk.h"
#include "tests/unit/coupons/issue_desk.h"

#include <QTest>

#include <future>

using namespace youka;
using namespace youka::literals;
using sim::PayBillPlant;
using sim::PayManner;

namespace {

/// Our books and WeChat Pay's, with a real socket between them.
struct BillDesk : test::IssueDesk
{
    explicit BillDesk(test::TestStore &fresh)
        : IssueDesk(fresh)
        , other(clock)
        , channels(
              [this](const Merchant &) -> Result<ChannelConfig> {
                  return channelConfigOf(far, other, clock.now(), QStringLiteral("http://localhost:1/"));
              },
              clock)
    {
        ensure(other.addMerchant(far).has_value() && other.listen().has_value(), "the channel listens");
        other.people().add({QStringLiteral("wang"), QStringLiteral("wechat")});
        const auto made = committed([&] {
            return MerchantRepository(*store.db).insert(
                {{}, far.channel, far.number, far.app, QStringLiteral("Youka"), {}, {}, {}, {}, 6'000, true});
        });
        ensure(made.has_value(), "a merchant is made");
        merchant = *made;
        auto pipe = WritePipeline::start(store.config, {});
        ensure(pipe.has_value(), "a pipeline is open");
        pipeline = std::move(*pipe);
        reconciler = std::make_unique<Reconciler>(
            Reconciler::Outside{store.config, *pipeline, clock,
                                std::make_unique<ChannelBills>(channels, std::make_shared<NetworkSender>(),
                                                               networkDownload({})),
                                std::make_unique<BillLearning>(keys)},
            Reconciler::Drive::ByHand);
    }

    Money purse() { return Ledger(*store.db).account(card().account)->balance; }
    /// An order that the customer pays by QR.
    PaymentOrder paid(Money amount)
    {
        clock.advanceMs(60'000);
        PaymentService::Wish wish;
        wish.operation = ids.make<OperationId>();
        wish.merchant = merchant;
        wish.subject = cardId.value;
        wish.station = terminal.station.id;
        wish.terminal = 7;
        wish.amount = amount;
        wish.title = QStringLiteral("油卡充值");
        const auto order = committed([&] { return payments().create(wish, {}, now()); });
        ensure(order.has_value(), "an order is made");
        const auto channel = channels.find(*store.db, merchant);
        ensure(channel.has_value(), "a channel is made");
        const auto answer = caller.ask((*channel)->precreate(channelOrder(*order)));
        const auto *qr = std::get_if<ChannelQr>(&answer);
        ensure(qr, "a QR is given");
        ensure(other.wechat().scan(qr->text, QStringLiteral("wang"), PayManner::Pays).has_value(),
               "it is paid");
        return *order;
    }
    /// The notice came.
    void told(const PaymentOrder &order)
    {
        const auto channel = channels.find(*store.db, merchant);
        const auto answer = caller.ask((*channel)->query(channelOrder(order)));
        const auto *payment = std::get_if<ChannelPayment>(&answer);
        ensure(payment, "it is known there");
        ensure(committed([&] {
                   return payments().learn(merchant, order.orderNo, newsOf(*payment, PaymentSource::Notice),
                                           now());
               }).has_value(),
               "it is learnt");
    }
    PaymentState stateOf(const PaymentOrder &order)
    {
        return (*payments().repository().find(order.orderNo))->state;
    }
    PaymentService payments() { return {*store.db, keys}; }
    void plant(PayBillPlant::What what, const QString &number, QDate day)
    {
        PayBillPlant plant;
        plant.what = what;
        plant.number = number;
        plant.day = day;
        other.wechat().plant(plant);
    }
    /// On a thread of its own, while this one is the channel.
    bool round()
    {
        auto done = std::async(std::launch::async, [this] { reconciler->round(); });
        return QTest::qWaitFor(
            [&] { return done.wait_for(std::chrono::seconds(0)) == std::future_status::ready; }, 60'000);
    }
    QStringList breaks()
    {
        ReconcileRepository::Filter filter;
        filter.onlyOpen = true;
        QStringList all;
        const auto found = ReconcileRepository(*store.db).breaks(filter, 100);
        for (const Break &one : *found)
            all += QString(reconcileClassName(one.is)) + u' ' + plainNumber(one.number);
        all.sort();
        return all;
    }
    QString proof()
    {
        return checkPayments(*store.db)->faults.join(u'\n')
            + checkReconciliation(*store.db)->faults.join(u'\n') + allFaults();
    }

    const sim::PayMerchant far{QStringLiteral("wechat"), QStringLiteral("1900000001"),
                               QStringLiteral("wx0123456789abcdef")};
    sim::SimPayments other;
    MerchantChannels channels;
    WireCaller caller;
    MerchantId merchant;
    std::unique_ptr<WritePipeline> pipeline;
    std::unique_ptr<Reconciler> reconciler;
};

/// Bills without a row, or none.
class ByHand final : public BillFetcher
{
public:
    Result<BillImported> fetch(Database &, const Merchant &merchant, QDate day, const Write &write,
                               Timestamp now) override
    {
        asked += day;
        if (isSilent)
            return fail(ErrorCode::ChannelSilent);
        Sheet sheet;
        sheet.merchant = merchant.id;
        sheet.day = day;
        sheet.hash = "empty";
        sheet.at = now;
        SheetWriter writer(write, sheet);
        const auto begun = writer.begin();
        if (!begun || !*begun)
            return begun.map([](bool isNew) { return BillImported{isNew, 0}; });
        return writer.finish().map([](const Sheet &) { return BillImported(); });
    }
    QList<QDate> asked;
    bool isSilent = false;
};

}

class TestBills : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDayOverTheWire_data() { test::addEngineRows(); }
    void aDayOverTheWire();
    void notBeforeTen_andAgainAfterAnHour();
};

void TestBills::aDayOverTheWire()
{
    OPEN_STORE(store);
    BillDesk desk(store);
    const QDate day = channelDay(desk.now());
    const PaymentOrder known = desk.paid(200_yuan);
    const PaymentOrder lost = desk.paid(100_yuan); // its notice never came
    const PaymentOrder differs = desk.paid(300_yuan);
    const PaymentOrder twice = desk.paid(50_yuan);
    for (const PaymentOrder &order : {known, differs, twice})
        desk.told(order);
    const Money before = desk.purse();
    desk.plant(PayBillPlant::What::Amount, differs.orderNo, day);
    desk.plant(PayBillPlant::What::Duplicate, twice.orderNo, day);
    desk.plant(PayBillPlant::What::Extra, QStringLiteral("EXTRA0000001"), day);
    desk.clock.set(dayStart(day.addDays(1)).plusMs(Reconciler::BillsReadyMs));

    QVERIFY(desk.round());
    const QStringList wanted{QStringLiteral("amount-differs ") + differs.orderNo,
                             QStringLiteral("duplicate ") + twice.orderNo,
                             QStringLiteral("only-theirs EXTRA0000001")};
    QCOMPARE(desk.breaks(), wanted);
    QCOMPARE(desk.stateOf(lost), PaymentState::Paid);
    QCOMPARE(desk.purse(), before + 100_yuan);
    QCOMPARE(desk.proof(), QString());
    const auto compared = ReconcileRepository(*store.db).day(desk.merchant, day);
    QVERIFY((*compared)->state == DayState::Compared);
    QCOMPARE((*compared)->pass, 1);
    QVERIFY(desk.round()); // nothing is due
    QCOMPARE((*ReconcileRepository(*store.db).day(desk.merchant, day))->pass, 1);
    desk.reconciler->want(desk.merchant, day);
    QVERIFY(desk.round());
    QCOMPARE((*ReconcileRepository(*store.db).day(desk.merchant, day))->pass, 2);
    QCOMPARE(desk.breaks(), wanted);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_sheet WHERE side = 2"), Reconciler::LookBackDays);
}

void TestBills::notBeforeTen_andAgainAfterAnHour()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    BillDesk desk(store);
    auto bills = std::make_unique<ByHand>();
    ByHand &other = *bills;
    Reconciler reconciler({store.config, *desk.pipeline, desk.clock, std::move(bills),
                           std::make_unique<BillLearning>(desk.keys)},
                          Reconciler::Drive::ByHand);
    const QDate day = channelDay(desk.now());
    const Timestamp ten = dayStart(day.addDays(1)).plusMs(Reconciler::BillsReadyMs);
    desk.clock.set(ten.plusMs(-1));
    reconciler.round();
    QCOMPARE(other.asked, QList<QDate>());
    desk.clock.set(ten);
    other.isSilent = true;
    reconciler.round();
    QList<QDate> week;
    for (int back = Reconciler::LookBackDays; back > 0; --back)
        week += day.addDays(1 - back);
    QCOMPARE(other.asked, week);
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_day"), 0);
    other.isSilent = false;
    reconciler.round(); // not yet
    QCOMPARE(other.asked, week);
    reconciler.want(desk.merchant, day); // but what a person asks for at once
    reconciler.round();
    QCOMPARE(other.asked, week + QList<QDate>{day});
    desk.clock.advanceMs(Reconciler::AgainMs);
    reconciler.round();
    QCOMPARE(other.asked, week + QList<QDate>{day} + week.first(week.size() - 1));
    QCOMPARE(store.figure("SELECT COUNT(*) FROM reconcile_day WHERE state = 3"), Reconciler::LookBackDays);
}

QTEST_GUILESS_MAIN(TestBills)
#include "tst_bills.moc"

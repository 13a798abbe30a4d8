#include "core/domain/payments/payment_check.h"
#include "core/exchange/payments/payment_desk.h"
#include "tests/support/sim_pay_desk.h"
#include "tests/unit/sales/sale_desk.h"

#include <QRandomGenerator>
#include <QTest>

using namespace youka;
using namespace youka::literals;
using sim::PayManner;
using test::SaleDesk;

namespace {

const QString Wang = QStringLiteral("wang");

/// Hands each call to the channel's other side at once, and its answer over when the test says so.
class Wire final : public ChannelSender
{
public:
    explicit Wire(sim::SimPayments &other)
        : m_other(other)
    {
    }
    void send(const ChannelCall &call, std::function<void(const ChannelReply &)> answer) override
    {
        ++calls;
        sim::HttpAsk ask;
        ask.method = call.method;
        ask.target = call.url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority);
        for (const auto &[name, value] : call.headers)
            ask.headers.append({name, value});
        ask.body = call.body;
        const sim::HttpTold told = m_other.wechat().answer(ask);
        ChannelReply reply;
        if (!told.isLost) {
            reply.status = told.status;
            reply.body = told.body;
            for (const auto &[name, value] : told.headers)
                reply.headers.emplaceBack(name, value);
        }
        m_answers.push_back([reply, answer = std::move(answer)] { answer(reply); });
    }
    bool deliver()
    {
        if (m_answers.empty())
            return false;
        const auto first = m_answers.front();
        m_answers.erase(m_answers.begin());
        first();
        return true;
    }
    int calls = 0;

private:
    sim::SimPayments &m_other;
    std::vector<std::function<void()>> m_answers;
};

/// A store, a desk and the other side, all driven by hand and by one clock.
struct Room : SaleDesk
{
    explicit Room(test::TestStore &fresh)
        : SaleDesk(fresh)
        , other(clock)
        , channels(
              [this](const Merchant &) -> Result<ChannelConfig> {
                  return channelConfigOf(payee, other, Timestamp{1'767'225'600'000},
                                         QStringLiteral("http://127.0.0.1:9/notify"));
              },
              clock)
    {
        ensure(other.addMerchant(payee).has_value() && other.listen().has_value(), "the other side is there");
        other.people().add({Wang, QStringLiteral("wechat")});
        const auto made = committed([&] {
            return MerchantRepository(*store.db).insert({{},
                                                         QStringLiteral("wechat"),
                                                         payee.number,
                                                         payee.app,
                                                         QStringLiteral("Youka"),
                                                         {},
                                                         {},
                                                         {},
                                                         {},
                                                         0,
                                                         true});
        });
        ensure(made.has_value(), "a merchant is made");
        merchant = *made;
        open();
    }
    ~Room() { desk.reset(); }
    void open()
    {
        desk.reset();
        pipeline.reset();
        pipeline = std::move(*WritePipeline::startByHand(store.config, {}));
        wire = std::make_shared<Wire>(other);
        desk = std::make_unique<PaymentDesk>(
            PaymentDesk::Outside{store.config, *pipeline, clock, keys, channels, wire},
            PaymentDesk::Drive::ByHand);
    }
    QString create(PaymentWay way, Money amount, PayManner manner = PayManner::Pays)
    {
        PaymentService::Wish wish;
        wish.operation = ids.make<OperationId>();
        wish.merchant = merchant;
        wish.way = way;
        wish.subject = cardId.value;
        wish.station = terminal.station.id;
        wish.amount = amount;
        wish.title = QStringLiteral("油卡充值");
        if (way == PaymentWay::ScannedCode)
            desk->keepCode(wish.operation, other.people().showCode(Wang, manner));
        const auto order = committed([&] { return PaymentService(*store.db, keys).create(wish, {}, now()); });
        ensure(order.has_value(), "an order is made");
        return order->orderNo;
    }
    PaymentOrder order(const QString &orderNo) { return **PaymentRepository(*store.db).find(orderNo); }
    QString state(const QString &orderNo) { return paymentStateName(order(orderNo).state); }
    qint64 wallet() { return other.people().find(Wang)->fen; }
    QString proof()
    {
        const auto payments = checkPayments(*store.db);
        return payments ? payments->faults.join(u'\n') + faults() : toString(payments.error());
    }
    /// One thing that happens: the desk looks, an answer arrives, what is queued is written, or time goes on
    /// to what is due next.
    bool step()
    {
        const int before = wire->calls;
        switch (m_turn++ % 4) {
        case 0:
            desk->round();
            return wire->calls > before;
        case 1:
            return wire->deliver();
        case 2:
            pipeline->drain();
            return true;
        default:
            const auto next = PaymentRepository(*store.db).nextDue();
            if (next && next->ms > now().ms)
                clock.advanceMs(next->ms - now().ms);
            return true;
        }
    }
    void settle(const QString &orderNo, int most = 2'000)
    {
        for (int i = 0; i < most; ++i) {
            const PaymentOrder now = order(orderNo);
            const auto due = PaymentRepository(*store.db).nextDue();
            if (!isOpen(now.state) && due && due->ms == 0)
                return;
            step();
        }
    }

    sim::SimPayments other;
    sim::PayMerchant payee{QStringLiteral("wechat"), QStringLiteral("1900000001"),
                           QStringLiteral("wx0123456789abcdef")};
    MerchantChannels channels;
    MerchantId merchant;
    std::unique_ptr<WritePipeline> pipeline;
    std::shared_ptr<Wire> wire;
    std::unique_ptr<PaymentDesk> desk;

private:
    int m_turn = 0;
};

}

class TestPaymentDesk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAnywhere_itGoesOn_data();
    void killedAnywhere_itGoesOn();
    void aLostAnswer_isSettledInTime_data();
    void aLostAnswer_isSettledInTime();
    void random_faultsAndKills_data();
    void random_faultsAndKills();
    void aMerchantWithoutKeys_endsNothing();
};

void TestPaymentDesk::killedAnywhere_itGoesOn_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<qint64>("fen");
    QTest::newRow("a code that is paid at once") << 2 << qint64(20'000);
    QTest::newRow("a code with a PIN") << 2 << qint64(200'000);
    QTest::newRow("a QR") << 1 << qint64(20'000);
}

/// The process ends after each step of the way, with all that was queued and not written.
void TestPaymentDesk::killedAnywhere_itGoesOn()
{
    QFETCH(int, way);
    QFETCH(qint64, fen);
    int booked = 0;
    for (int killAt = 0; killAt < 24; ++killAt) {
        test::TestStore store(QStringLiteral("sqlcipher"));
        Room room(store);
        const QString order = room.create(PaymentWay(way), Money{fen, {}});
        for (int i = 0; i < 60; ++i) {
            if (i == killAt)
                room.open();
            room.step();
            if (const auto now = room.order(order); !now.qr.isEmpty())
                (void)room.other.wechat().scan(now.qr, Wang, PayManner::Pays);
        }
        room.settle(order);
        const bool isPaid = room.state(order) == QLatin1String("paid");
        booked += isPaid;
        QVERIFY2(!isOpen(room.order(order).state), qPrintable(room.state(order)));
        QCOMPARE(room.account().balance.minor, 50'000 + (isPaid ? fen : 0));
        QCOMPARE(room.wallet(), 1'000'000 - (isPaid ? fen : 0));
        QCOMPARE(room.proof(), QString());
    }
    QVERIFY(booked >= 18);
}

void TestPaymentDesk::aLostAnswer_isSettledInTime_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("verb");
    QTest::addColumn<QString>("ends");
    QTest::newRow("code, taken") << 2 << "lose_reply"
                                 << "codepay"
                                 << "paid";
    QTest::newRow("code, not heard") << 2 << "lose_request"
                                     << "codepay"
                                     << "closed";
    QTest::newRow("code, 500") << 2 << "http_500"
                               << "codepay"
                               << "closed";
    QTest::newRow("code, done and busy") << 2 << "busy_after"
                                         << "codepay"
                                         << "paid";
    QTest::newRow("code, HTML") << 2 << "html"
                                << "codepay"
                                << "";
}

void TestPaymentDesk::aLostAnswer_isSettledInTime()
{
    QFETCH(int, way);
    QFETCH(QString, fault);
    QFETCH(QString, verb);
    QFETCH(QString, ends);
    test::TestStore store(QStringLiteral("sqlcipher"));
    Room room(store);
    VERIFY_OK(room.other.wechat().faults().strike(fault, 1, verb));
    const QString order = room.create(PaymentWay(way), 200_yuan);
    const qint64 began = room.now().ms;
    room.desk->round();
    room.clock.advanceMs(10'000); // nothing came
    while (isOpen(room.order(order).state)) {
        room.step();
        QVERIFY2(room.now().ms - began <= 30'000, qPrintable(room.state(order)));
    }
    if (!ends.isEmpty())
        QCOMPARE(room.state(order), ends);
    const bool isPaid = room.state(order) == QLatin1String("paid");
    QCOMPARE(room.wallet(), isPaid ? 980'000 : 1'000'000);
    QCOMPARE(room.account().balance, isPaid ? 700_yuan : 500_yuan);
}

void TestPaymentDesk::random_faultsAndKills_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 16; ++seed)
        QTest::addRow("%u", seed) << seed;
}

/// Several orders at once, a channel that fails in every way it knows, people of all kinds and a server that
/// ends now and then: what left the wallet is on the card or back in the wallet.
void TestPaymentDesk::random_faultsAndKills()
{
    QFETCH(quint32, seed);
    test::TestStore store(QStringLiteral("sqlcipher"));
    Room room(store);
    QRandomGenerator chance(seed);
    const auto one = [&](const auto &list) { return list[chance.bounded(int(std::size(list)))]; };
    constexpr const char *Faults[] = {"lose_request", "lose_reply", "html",        "http_500",
                                      "empty",        "unsigned",   "stale",       "bad_signature",
                                      "system_error", "busy_after", "late_success"};
    constexpr const char *Verbs[] = {"native",  "codepay", "query",       "close",
                                     "reverse", "refund",  "query_refund"};
    constexpr PayManner Manners[] = {PayManner::Pays, PayManner::Pays, PayManner::WrongPin,
                                     PayManner::WalksAway};
    QStringList orders;
    for (int i = 0; i < 300; ++i) {
        if (orders.size() < 8 && chance.bounded(12) == 0) {
            const auto way = chance.bounded(2) == 0 ? PaymentWay::ShownQr : PaymentWay::ScannedCode;
            orders.append(room.create(way, Money{1'000 + chance.bounded(150'000), {}}, one(Manners)));
        }
        if (chance.bounded(8) == 0)
            VERIFY_OK(room.other.wechat().faults().strike(QString::fromLatin1(one(Faults)), 1,
                                                          QString::fromLatin1(one(Verbs))));
        if (chance.bounded(25) == 0)
            room.open();
        for (const QString &order : std::as_const(orders))
            if (const auto now = room.order(order); !now.qr.isEmpty() && chance.bounded(30) == 0)
                (void)room.other.wechat().scan(now.qr, Wang, one(Manners));
        if (!orders.isEmpty() && chance.bounded(40) == 0)
            (void)room.committed([&] {
                return PaymentService(*store.db, room.keys)
                    .giveUp(orders[chance.bounded(int(orders.size()))], room.now());
            });
        room.step();
    }
    room.other.wechat().faults().clear();
    for (const QString &order : std::as_const(orders))
        room.settle(order, 1'500);
    qint64 booked = 0;
    for (const QString &order : std::as_const(orders)) {
        const PaymentOrder end = room.order(order);
        QVERIFY2(!isOpen(end.state), qPrintable(order + room.state(order)));
        booked += end.state == PaymentState::Paid ? end.amount.minor : 0;
    }
    QCOMPARE(room.account().balance.minor, 50'000 + booked);
    QCOMPARE(room.wallet(), 1'000'000 - booked);
    QCOMPARE(room.proof(), QString());
}

void TestPaymentDesk::aMerchantWithoutKeys_endsNothing()
{
    test::TestStore store(QStringLiteral("sqlcipher"));
    Room room(store);
    MerchantChannels none(
        [](const Merchant &) -> Result<ChannelConfig> { return youka::fail(ErrorCode::KeyMissing); },
        room.clock);
    PaymentDesk desk({store.config, *room.pipeline, room.clock, room.keys, none, room.wire},
                     PaymentDesk::Drive::ByHand);
    const QString order = room.create(PaymentWay::ScannedCode, 200_yuan);
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("payments: merchant 1: key.missing.*")));
    desk.round();
    room.pipeline->drain();
    QCOMPARE(room.state(order), QStringLiteral("unknown")); // and found when the keys are there
    QCOMPARE(room.wire->calls, 0);
    room.settle(order);
    QCOMPARE(room.state(order), QStringLiteral("closed"));
}

QTEST_GUILESS_MAIN(TestPaymentDesk)
#include "tst_payment_desk.moc"

#include "tests/integration/pay_desk.h"
#include "tests/support/places.h"
#include "tests/support/sim_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

using namespace youka;

namespace {

constexpr const char *Merchants = "[[merchant]]\nchannel = \"wechat\"\nnumber = \"1900000001\"\n"
                                  "app = \"wx0123456789abcdef\"\n"
                                  "[[merchant]]\nchannel = \"alipay\"\nnumber = \"2088123412341234\"\n"
                                  "app = \"2021000000000001\"\n"
                                  "[[merchant]]\nchannel = \"unionpay\"\nnumber = \"777290058110048\"\n"
                                  "fee_ppm = 3000\n"
                                  "[[customer]]\nname = \"wang\"\nchannel = \"wechat\"\nyuan = 300\n"
                                  "pin_above = 200\n"
                                  "[[customer]]\nname = \"li\"\nchannel = \"alipay\"\n"
                                  "[[customer]]\nname = \"zhao\"\nchannel = \"unionpay\"\n";

/// youka-sim as a program of its own with one merchant of each channel, and what it wrote down for us.
struct Program
{
    explicit Program(const QString &keysDir)
        : dir(keysDir)
        , sim("[payments]\nkeys = \"" + keysDir.toUtf8() + "\"\n" + Merchants)
    {
    }
    std::unique_ptr<PaymentChannel> channelOf(const QString &name, const QString &noticeUrl) const
    {
        const sim::PayMerchant merchant = merchantAt(name);
        const QDir folder(QDir(dir).filePath(name + u'-' + merchant.number));
        sim::MerchantFiles files;
        for (const QString &file : folder.entryList(QDir::Files)) {
            QFile in(folder.filePath(file));
            if (in.open(QIODevice::ReadOnly))
                files.insert(file, in.readAll());
        }
        const QJsonObject words =
            QJsonDocument::fromJson(files.value(QStringLiteral("merchant.json"))).object();
        const QUrl gateway(words.value(QLatin1String("gateway")).toString());
        auto made =
            makeChannel(channelConfigFrom(files, merchant, gateway, noticeUrl), {clock, randomNonce()});
        return made ? std::move(*made) : nullptr;
    }
    ChannelOrder order(const QString &no) const
    {
        ChannelOrder order;
        order.orderNo = no;
        order.amount = {20'000, Currency{}};
        order.subject = QStringLiteral("油卡充值");
        order.startedAt = clock.now();
        order.expiresAt = order.startedAt.plusMs(120'000);
        order.station = QStringLiteral("0007");
        order.terminal = QStringLiteral("03");
        return order;
    }
    bool does(const QJsonObject &command) { return sim.ask(command)[QLatin1String("ok")].toBool(); }

    static inline const SystemClock clock; ///< outlives every channel
    QString dir;
    SimProcess sim;
    WireCaller caller;
};

QJsonObject command(const char *what, QJsonObject members = {})
{
    members.insert(QStringLiteral("do"), QLatin1String(what));
    return members;
}

}

/// The channels as part of the simulator's program: settings, folders for the product's configuration,
/// control commands.
class TestSimPayProgram : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(m_keys.isValid()); }
    void qr_isScannedByCommand();
    void code_isShownByCommand();
    void faultsAndBills_areTakenByName();
    void books_haveTheOrders();
    void startedAgain_isTheSameChannel();
    void withoutMerchants_thereAreNoChannels();
    void settings_thatAreWrong_areRefused();

private:
    QTemporaryDir m_keys;
};

void TestSimPayProgram::qr_isScannedByCommand()
{
    Program program(m_keys.path());
    QVERIFY(program.sim.isReady());
    int knocks = 0;
    std::unique_ptr<PaymentChannel> channel;
    sim::SimHttp door([&](const sim::HttpAsk &ask) {
        knocks += channel->parseNotify(ask.headers, ask.body).has_value() ? 1 : 0;
        const NoticeReply reply = channel->noticeReply({});
        return sim::HttpTold{reply.status, {{"Content-Type", reply.contentType}}, reply.body};
    });
    QVERIFY(door.listen(0));
    const std::pair<const char *, const char *> who[] = {
        {"wechat", "wang"}, {"alipay", "li"}, {"unionpay", "zhao"}};
    for (const auto &[name, customer] : who) {
        const int before = knocks;
        channel = program.channelOf(QLatin1String(name), door.base().toString() + QStringLiteral("/n"));
        QVERIFY(channel);
        const ChannelOrder order = program.order(QStringLiteral("20240115T0001"));
        const auto qr = program.caller.ask(channel->precreate(order));
        COMPARE_YES(qr);
        QJsonObject scan{{QStringLiteral("qr"), yesOf(qr)->text},
                         {QStringLiteral("customer"), QLatin1String(customer)}};
        QVERIFY(program.does(command("pay-scan", scan)));
        QVERIFY(!program.does(command("pay-scan", scan))); // it is paid
        const auto paid = program.caller.ask(channel->query(order));
        COMPARE_YES(paid);
        QVERIFY(checkPaid(order, *yesOf(paid)));
        QTRY_COMPARE(knocks, before + 1); // before the next channel stands at the door
    }
}

void TestSimPayProgram::code_isShownByCommand()
{
    Program program(m_keys.path());
    const auto channel = program.channelOf(QStringLiteral("wechat"), QStringLiteral("http://127.0.0.1:9/n"));
    QVERIFY(channel);
    QVERIFY(!program.does(command("pay-code", {{QStringLiteral("customer"), QStringLiteral("nobody")}})));
    const QJsonObject shown = program.sim.ask(command("pay-code",
                                                      {{QStringLiteral("customer"), QStringLiteral("wang")},
                                                       {QStringLiteral("manner"), QStringLiteral("later")}}));
    ChannelOrder order = program.order(QStringLiteral("20240115T0002"));
    order.amount.minor = 25'000; // above what goes without a PIN
    const auto typing =
        program.caller.ask(channel->payByCode(order, shown[QLatin1String("code")].toString()));
    COMPARE_YES(typing);
    QCOMPARE(yesOf(typing)->state, ChannelState::Typing);
    QVERIFY(program.does(command("pay-decide", {{QStringLiteral("order"), order.orderNo}})));
    QCOMPARE(yesOf(program.caller.ask(channel->query(order)))->state, ChannelState::Paid);
    QVERIFY(!program.does(command("pay-decide", {{QStringLiteral("order"), order.orderNo}})));
}

void TestSimPayProgram::faultsAndBills_areTakenByName()
{
    Program program(m_keys.path());
    const auto channel = program.channelOf(QStringLiteral("alipay"), QStringLiteral("http://127.0.0.1:9/n"));
    QVERIFY(channel);
    QJsonObject fault{{QStringLiteral("channel"), QStringLiteral("alipay")},
                      {QStringLiteral("fault"), QStringLiteral("html")},
                      {QStringLiteral("times"), 2}};
    QVERIFY(program.does(command("pay-fault", fault)));
    const ChannelOrder order = program.order(QStringLiteral("20240115T0003"));
    QVERIFY(int(doubtOf(program.caller.ask(channel->precreate(order)))) != 0);
    QVERIFY(program.does(command("pay-clear")));
    COMPARE_YES(program.caller.ask(channel->precreate(order)));
    fault.insert(QStringLiteral("fault"), QStringLiteral("rust"));
    QVERIFY(!program.does(command("pay-fault", fault)));
    QJsonObject bill{{QStringLiteral("channel"), QStringLiteral("alipay")},
                     {QStringLiteral("what"), QStringLiteral("missing")},
                     {QStringLiteral("day"), QStringLiteral("2024-01-15")}};
    QVERIFY(program.does(command("pay-bill", bill)));
    bill.insert(QStringLiteral("what"), QStringLiteral("burnt"));
    QVERIFY(!program.does(command("pay-bill", bill)));
    QCOMPARE(program.sim.ask(command("pay-release"))[QLatin1String("released")].toInt(-1), 0);
    QCOMPARE(program.sim.ask(command("pay-merchants"))[QLatin1String("merchants")].toArray().size(), 3);
}

void TestSimPayProgram::books_haveTheOrders()
{
    Program program(m_keys.path());
    const auto channel =
        program.channelOf(QStringLiteral("unionpay"), QStringLiteral("http://127.0.0.1:9/n"));
    QVERIFY(channel);
    const ChannelOrder order = program.order(QStringLiteral("20240115T0004"));
    COMPARE_YES(program.caller.ask(channel->precreate(order)));
    const QJsonArray orders = program.sim.ask(command("pay-orders"))[QLatin1String("orders")].toArray();
    QCOMPARE(orders.size(), 1);
    QCOMPARE(orders.first()[QLatin1String("state")].toString(), QStringLiteral("unscanned"));
    QCOMPARE(orders.first()[QLatin1String("fen")].toInt(), 20'000);
    QVERIFY(program.sim.quit().contains("\"order\":\"20240115T0004\""));
}

void TestSimPayProgram::startedAgain_isTheSameChannel()
{
    std::unique_ptr<PaymentChannel> channel;
    {
        Program first(m_keys.path());
        channel = first.channelOf(QStringLiteral("wechat"), QStringLiteral("http://127.0.0.1:9/n"));
        QVERIFY(channel);
    }
    QFile key(m_keys.filePath(QStringLiteral("wechat-1900000001/key.pem")));
    QVERIFY(!(key.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    Program second(m_keys.path());
    // What was set up for the first is taken by the second, and the other way round.
    const auto step = channel->precreate(second.order(QStringLiteral("20240115T0005")));
    QVERIFY(step);
    ChannelCall call = step->call;
    const auto now = second.channelOf(QStringLiteral("wechat"), QStringLiteral("http://127.0.0.1:9/n"));
    call.url.setPort(now->precreate(second.order(QStringLiteral("20240115T0005")))->call.url.port());
    const auto answer = step->read(second.caller.send(call));
    COMPARE_YES(answer);
}

void TestSimPayProgram::withoutMerchants_thereAreNoChannels()
{
    SimProcess sim;
    QVERIFY(sim.isReady());
    const QJsonObject answer = sim.ask(command("pay-orders"));
    QVERIFY(!answer[QLatin1String("ok")].toBool());
    QCOMPARE(answer[QLatin1String("code")].toString(), QStringLiteral("not-found"));
    QVERIFY(!sim.quit().contains("channels at"));
}

void TestSimPayProgram::settings_thatAreWrong_areRefused()
{
    for (const char *text :
         {"[[merchant]]\nchannel = \"cash\"\nnumber = \"1\"\n", "[payments]\nport = 70000\n",
          "[[customer]]\nname = \"wang\"\nchannel = \"bank\"\n"}) {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("sim.toml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        QProcess process;
        process.start(binDir() + QStringLiteral("/youka-sim"),
                      {QStringLiteral("--headless"), QStringLiteral("--settings"), file.fileName()});
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("settings.invalid"));
    }
}

QTEST_GUILESS_MAIN(TestSimPayProgram)
#include "tst_sim_pay_program.moc"

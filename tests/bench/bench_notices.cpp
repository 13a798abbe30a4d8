// A payment channel's notices. Orders wait at a real server; 64 connections bring their notices, signed and
// sealed as WeChat Pay does, each one twice, the second time by another connection at about the same moment.
// Afterwards the books are asked how often an order was booked, and proved.
#include "apps/server/server.h"
#include "apps/sim/pay/sim_keys.h"
#include "core/domain/customers/customer_service.h"
#include "core/domain/payments/payment_service.h"
#include "core/domain/stations/station_repository.h"
#include "core/exchange/payments/merchant_keys.h"
#include "core/foundation/crypto/aes_gcm.h"
#include "core/foundation/crypto/digest.h"
#include "tests/bench/card_number.h"
#include "tests/bench/real_server.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <csignal>
#include <cstdio>

using namespace youka;
using namespace youka::bench;

namespace {

constexpr int Connections = 64;
constexpr int Cards = 500;
constexpr Money Each{20'000, {}};
const QString Mchid = QStringLiteral("1900000001");
const QString App = QStringLiteral("wx0123456789abcdef");

void note(const QString &what) { std::fprintf(stderr, "notices: %s\n", qPrintable(what)); }

/// The whole request that tells of one paid order.
QByteArray noticeOf(const QString &orderNo, MerchantId merchant, Timestamp now)
{
    const QJsonObject paid{{QStringLiteral("mchid"), Mchid},
                           {QStringLiteral("appid"), App},
                           {QStringLiteral("out_trade_no"), orderNo},
                           {QStringLiteral("transaction_id"), QStringLiteral("4200") + orderNo},
                           {QStringLiteral("trade_type"), QStringLiteral("NATIVE")},
                           {QStringLiteral("trade_state"), QStringLiteral("SUCCESS")},
                           {QStringLiteral("success_time"), now.toIso()},
                           {QStringLiteral("amount"),
                            QJsonObject{{QStringLiteral("total"), Each.minor},
                                        {QStringLiteral("payer_total"), Each.minor},
                                        {QStringLiteral("currency"), QStringLiteral("CNY")},
                                        {QStringLiteral("payer_currency"), QStringLiteral("CNY")}}}};
    const QByteArray sealing = randomBytes(6).toHex();
    const QByteArray sealed = aesGcmSealed(sim::keys::apiV3Key(), sealing,
                                           QJsonDocument(paid).toJson(QJsonDocument::Compact), "transaction");
    const QJsonObject outside{
        {QStringLiteral("id"), QString::fromLatin1(randomBytes(16).toHex())},
        {QStringLiteral("create_time"), now.toIso()},
        {QStringLiteral("resource_type"), QStringLiteral("encrypt-resource")},
        {QStringLiteral("event_type"), QStringLiteral("TRANSACTION.SUCCESS")},
        {QStringLiteral("summary"), QStringLiteral("paid")},
        {QStringLiteral("resource"),
         QJsonObject{{QStringLiteral("original_type"), QStringLiteral("transaction")},
                     {QStringLiteral("algorithm"), QStringLiteral("AEAD_AES_256_GCM")},
                     {QStringLiteral("ciphertext"), QString::fromLatin1(sealed.toBase64())},
                     {QStringLiteral("associated_data"), QStringLiteral("transaction")},
                     {QStringLiteral("nonce"), QString::fromLatin1(sealing)}}}};
    const QByteArray body = QJsonDocument(outside).toJson(QJsonDocument::Compact);
    const QByteArray stamp = QByteArray::number(now.ms / 1'000);
    const QByteArray nonce = randomBytes(16).toHex();
    const QByteArray signature =
        sim::keys::platform().sign(stamp + '\n' + nonce + '\n' + body + '\n').toBase64();
    return "POST /api/v1/payments/notify/" + QByteArray::number(merchant.value)
        + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nWechatpay-Timestamp: " + stamp
        + "\r\nWechatpay-Nonce: " + nonce + "\r\nWechatpay-Signature: " + signature
        + "\r\nWechatpay-Serial: " + sim::keys::wechatCertificate(now).serialHex()
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

class NoticeBench
{
public:
    NoticeBench(const QString &folder, int orders)
        : m_orders(orders)
        , m_server(folder, QStringLiteral("[payments]\nnotice_base = \"https://localhost\"\n"))
    {
    }
    void run()
    {
        makeBooks();
        m_server.start();
        tell();
        m_server.leave();
        prove();
    }

private:
    void makeBooks()
    {
        note(QStringLiteral("making the books"));
        const ServerStore opened = need(openServerStore(m_server.settings()));
        const auto db = need(Database::open(opened.store));
        const Timestamp now = m_clock.now();
        need(db->transaction([&]() -> Result<void> {
            const Station station = need(StationRepository(*db).ensureStation({{},
                                                                               QStringLiteral("S1"),
                                                                               QStringLiteral("Station"),
                                                                               QStringLiteral("CHN"),
                                                                               {},
                                                                               {},
                                                                               QTimeZone("Asia/Shanghai"),
                                                                               QTime(0, 0)}));
            MerchantRepository merchants(*db);
            m_merchant = need(merchants.insert({{},
                                                QStringLiteral("wechat"),
                                                Mchid,
                                                App,
                                                QStringLiteral("Bench"),
                                                {},
                                                {},
                                                {},
                                                {},
                                                6'000,
                                                true}));
            need(merchants.assign(QStringLiteral("wechat"), {}, m_merchant));
            const CustomerId customer =
                need(CustomerService(*db, opened.keys.customerWrapping)
                         .ensureCustomer(QStringLiteral("C1"), QStringLiteral("Bench"), {}, {}, now))
                    .id;
            CardService cards(*db, opened.keys);
            std::vector<CardId> ids;
            for (int i = 0; i < Cards; ++i) {
                CardService::Issue issue;
                issue.customer = customer;
                issue.number = cardNumber(i);
                issue.expires = QDate(2040, 12, 31);
                ids.push_back(need(cards.issue(issue, now)).id);
            }
            PaymentService payments(*db, opened.keys);
            const PaymentLimits unlimited{{1, {}}, {1'000'000'000, {}}, {1'000'000'000'000, {}}};
            for (int i = 0; i < m_orders; ++i) {
                PaymentService::Wish wish;
                wish.operation = m_ids.make<OperationId>();
                wish.merchant = m_merchant;
                wish.subject = ids[size_t(i % Cards)].value;
                wish.customer = customer.value;
                wish.station = station.id;
                wish.amount = Each;
                wish.title = QStringLiteral("bench");
                wish.lifeMs = 3'600'000;
                const PaymentOrder order = need(payments.create(wish, unlimited, now));
                PaymentNews told;
                told.act = PaymentAct::Precreate;
                told.word = PaymentWord::Told;
                told.qr = QStringLiteral("weixin://bench");
                need(payments.learn(m_merchant, order.orderNo, told, now));
                m_numbers.append(order.orderNo);
            }
            return {};
        }));
        // Nobody is asked meanwhile: what is measured is what comes by itself.
        need(db->run("UPDATE payment_order SET next_ask = ?", {now.plusMs(3'000'000).ms}));
        auto ring = need(KeyRing::open(m_server.settings().dataDir, m_server.settings().masterKeyFile));
        MerchantKeys keys(ring);
        const sim::MerchantFiles files = sim::merchantFiles(QStringLiteral("wechat"), now);
        need(keys.addPrivate(m_merchant, files[QStringLiteral("key.pem")],
                             files[QStringLiteral("certificate.pem")]));
        for (auto it = files.begin(); it != files.end(); ++it)
            if (it.key().startsWith(QLatin1String("trusted-")))
                need(keys.addTrusted(m_merchant, it.key().sliced(8).chopped(4), *it));
        need(keys.put(m_merchant, QStringLiteral("symmetric"), files[QStringLiteral("apiv3.key")]));
        note(QStringLiteral("signing"));
        for (const QString &number : std::as_const(m_numbers))
            m_requests.append(noticeOf(number, m_merchant, m_clock.now()));
    }

    /// Two connections have the same list and go through it side by side.
    void tell()
    {
        note(QStringLiteral("telling"));
        const double before = m_server.cpuS();
        QEventLoop loop;
        QString fault;
        int left = Connections;
        struct Connection
        {
            std::unique_ptr<WireClient> wire;
            qsizetype next;
            qsizetype end;
        };
        std::vector<Connection> connections;
        const qsizetype each = m_requests.size() / (Connections / 2);
        for (int i = 0; i < Connections; ++i)
            connections.push_back({std::make_unique<WireClient>(m_server.place()), (i / 2) * each,
                                   i / 2 == Connections / 2 - 1 ? m_requests.size() : (i / 2 + 1) * each});
        std::function<void(size_t)> go = [&](size_t i) {
            Connection &one = connections[i];
            if (one.next == one.end) {
                if (--left == 0)
                    loop.quit();
                return;
            }
            one.wire->send(m_requests[one.next++], 60'000, [&, i](const WireClient::Answer &answer) {
                if (answer.status != 200 && answer.status != 204) {
                    fault = QStringLiteral("answered with %1: ").arg(answer.status)
                        + QString::fromUtf8(answer.body);
                    return loop.quit();
                }
                go(i);
            });
        };
        QElapsedTimer timer;
        timer.start();
        for (size_t i = 0; i < connections.size(); ++i)
            go(i);
        loop.exec();
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        if (!fault.isEmpty())
            throw Mishap{fault};
        note(QStringLiteral("%1 notices, each twice, in %2 s, %3 s of the server's processor time")
                 .arg(m_requests.size())
                 .arg(seconds, 0, 'f', 1)
                 .arg(m_server.cpuS() - before, 0, 'f', 1));
        std::printf("payments.notify_rps %.0f\n", double(2 * m_requests.size()) / seconds);
        std::fflush(stdout);
    }

    void prove()
    {
        note(QStringLiteral("proving the books"));
        const ServerStore opened = need(openServerStore(m_server.settings()));
        const auto db = need(Database::open(opened.store));
        const auto figure = [&](const char *sql) {
            auto rows = need(db->exec(sql));
            return rows.next() ? rows.integer(0) : -1;
        };
        const qint64 booked = figure("SELECT COUNT(*) FROM journal WHERE kind = 1");
        std::printf("payments.double_booked %lld\n", qlonglong(booked - m_orders));
        if (booked != m_orders || figure("SELECT COUNT(*) FROM payment_order WHERE state <> 3") != 0
            || figure("SELECT SUM(balance) FROM account WHERE kind = 1") != m_orders * Each.minor)
            throw Mishap{QStringLiteral("%1 orders, %2 booked").arg(m_orders).arg(booked)};
        const auto verified = m_server.command({QStringLiteral("verify")});
        if (verified.code != 0 || !verified.out.contains(QLatin1String("verify: ok")))
            throw Mishap{verified.out};
    }

    const int m_orders;
    const SystemClock m_clock;
    IdSource m_ids{m_clock};
    RealServer m_server;
    MerchantId m_merchant;
    QStringList m_numbers;
    QList<QByteArray> m_requests;
};

}

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1");
    std::signal(SIGPIPE, SIG_IGN); // a connection that went away is noticed where it is read
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::tempPath()},
                       {QStringLiteral("orders"), {}, QStringLiteral("n"), QStringLiteral("20000")}});
    parser.process(app);
    const QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/notices-XXXXXX"));
    try {
        NoticeBench(dir.path(), parser.value(QStringLiteral("orders")).toInt()).run();
    } catch (const Mishap &mishap) {
        std::fprintf(stderr, "notices: %s\n", qPrintable(mishap.what));
        return 1;
    }
    return 0;
}

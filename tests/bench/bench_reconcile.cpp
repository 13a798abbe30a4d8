// A day of a million payments on each side: the channel's bill is read from its file and compared with the
// orders, on the encrypted store. Making both is not what is measured.
#include "core/domain/reconcile/reconcile_run.h"
#include "core/exchange/bills/bill_import.h"
#include "core/exchange/channels/wechat/wechat_bill.h"
#include "core/foundation/store/migrations.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <cstdio>
#include <ctime>

using namespace youka;

namespace {

const QDate Day(2026, 1, 5);
constexpr qint64 DayMs = 86'400'000;
constexpr auto Mch = "1900000001";

struct Payment
{
    QByteArray no;
    qint64 amount;
    Timestamp at;
};

/// Numbers without order, as an unguessable number is; every thousandth is not the same on both sides.
Payment paymentOf(int i, int count)
{
    const QByteArray random =
        QCryptographicHash::hash(QByteArray::number(i), QCryptographicHash::Md5).toHex();
    return {"Y" + random.first(27).toUpper(), 100 + (i * 7919LL) % 50'000,
            dayStart(Day).plusMs(DayMs * i / count / 1'000 * 1'000)};
}

Result<void> fill(Database &db, int count)
{
    auto done = db.run("INSERT INTO merchant (id, channel, number, app, name, currency, gateway, "
                       "bill_gateway, settings, fee_ppm, active) VALUES (1, 'wechat', '1900000001', 'wx88', "
                       "'M', 'CNY', '', '', '{}', 6000, 1)");
    for (int from = 0; done && from < count; from += 10'000)
        done = db.transaction([&] {
            Result<void> all;
            for (int i = from; all && i < std::min(from + 10'000, count); ++i) {
                const Payment its = paymentOf(i, count);
                const QString no = QString::fromLatin1(its.no);
                all = db.run(
                    "INSERT INTO payment_order (order_no, operation, merchant, way, purpose, subject, "
                    "customer, station, terminal, amount, currency, state, refunded, title, qr, channel_no, "
                    "by_payer, reason, created_at, expires_at, paid_at, booked_at, day, next_ask, asks, "
                    "leased_until) VALUES (?, ?, 1, 1, 1, 1, 0, 7, 1, ?, 'CNY', 3, 0, 'fuel card', '', ?, 0, "
                    "0, ?, ?, ?, ?, '2026-01-05', 0, 0, 0)",
                    {no, its.no, its.amount, QString(u'4' + no), its.at.ms - 60'000, its.at.ms + 7'200'000,
                     its.at.ms, its.at.ms});
            }
            return all;
        });
    return done;
}

QByteArray yuan(qint64 fen)
{
    return QByteArray::number(fen / 100) + '.' + QByteArray::number(fen % 100).rightJustified(2, '0');
}
QByteArray fiveDigits(qint64 milli)
{
    return QByteArray::number(milli / 100'000) + '.'
        + QByteArray::number(milli % 100'000).rightJustified(5, '0');
}

/// Gives the SHA-1 that the channel announces.
QByteArray writeBill(const QString &path, int count)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha1);
    const auto put = [&](const QByteArray &bytes) {
        hash.addData(bytes);
        file.write(bytes);
    };
    put("\xef\xbb\xbf"
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,"
        "付款银行,"
        "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,"
        "退款状态,"
        "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注\r\n");
    qint64 total = 0, fees = 0;
    for (int i = 0; i < count; ++i) {
        const Payment its = paymentOf(i, count);
        const qint64 amount = its.amount + (i % 1'000 == 7 ? 1 : 0);
        const qint64 fee = amount * 6;
        total += amount;
        fees += fee;
        const QByteArray time =
            its.at.toDateTime().addSecs(8 * 3'600).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")).toLatin1();
        put('`' + time + ",`wx88,`" + Mch + ",`0,`03,`4" + its.no + ",`" + its.no
            + ",`oUpF8uMuAJO_M2pxb1Q9zNjWeS6o,`NATIVE,`SUCCESS,`OTHERS,`CNY,`" + yuan(amount)
            + ",`0.00,`0,`0,`0.00,`0.00,`,`,`油卡充值,`,`" + fiveDigits(fee) + ",`0.60%,`" + yuan(amount)
            + ",`0.00,`\r\n");
    }
    put("总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n`"
        + QByteArray::number(count) + ",`" + yuan(total) + ",`0.00,`0.00,`" + fiveDigits(fees) + ",`"
        + yuan(total) + ",`0.00\r\n");
    return hash.result().toHex();
}

/// The reader alone: no key is needed for a bill whose hash is known.
class BillOnly final : public PaymentChannel
{
public:
    QString merchant() const override { return QString::fromLatin1(Mch); }
    Step<ChannelQr> precreate(const ChannelOrder &) const override { return no(); }
    Step<ChannelPayment> payByCode(const ChannelOrder &, const QString &) const override { return no(); }
    Step<ChannelPayment> query(const ChannelOrder &) const override { return no(); }
    Step<ChannelClosed> close(const ChannelOrder &) const override { return no(); }
    Step<ChannelReversal> reverse(const ChannelOrder &) const override { return no(); }
    Step<ChannelRefund> refund(const ChannelRefundOrder &) const override { return no(); }
    Step<ChannelRefund> queryRefund(const ChannelRefundOrder &) const override { return no(); }
    Result<ChannelNotice> parseNotify(const HeaderList &, const QByteArray &) const override { return no(); }
    NoticeReply noticeReply(const Result<void> &) const override { return {}; }
    Step<BillTicket> billRequest(QDate) const override { return no(); }
    ChannelCall billFile(const BillTicket &) const override { return {}; }
    Result<BillTotals> readBill(const BillTicket &ticket, QIODevice &file, const BillSink &row) const override
    {
        return wechat::readTradeBill(file, ticket.sha1Hex, merchant(), row);
    }

private:
    static tl::unexpected<Error> no() { return fail(ErrorCode::ChannelUnsupported); }
};

class NoPayments final : public PaymentActions
{
public:
    Result<void> learnPaid(Database &, const BillSays &, Timestamp) override { return {}; }
    Result<void> learnRefunded(Database &, const BillSays &, Timestamp) override { return {}; }
};

/// The most memory since forgetPeak(), in MB.
void forgetPeak()
{
    QFile file(QStringLiteral("/proc/self/clear_refs"));
    if (file.open(QIODevice::WriteOnly))
        file.write("5");
}
double peakMb()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    return -1;
}

int fails(const Error &error)
{
    std::fprintf(stderr, "%s\n", qPrintable(toString(error)));
    return 1;
}

}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("rows"), {}, QStringLiteral("n"), QStringLiteral("1000000")},
                       {QStringLiteral("dir"), {}, QStringLiteral("folder"), QDir::currentPath()}});
    parser.process(app);
    const int rows = parser.value(QStringLiteral("rows")).toInt();
    QTemporaryDir dir(parser.value(QStringLiteral("dir")) + QStringLiteral("/bench-XXXXXX"));
    StoreConfig store;
    store.path = dir.filePath(QStringLiteral("books.db"));
    store.key = QByteArray(32, 'k');
    {
        const auto db = Database::open(store);
        if (!db)
            return fails(db.error());
        const auto filled = migrate(**db, serverMigrations()).and_then([&] { return fill(**db, rows); });
        if (!filled)
            return fails(filled.error());
    }
    BillTicket ticket;
    ticket.day = Day;
    ticket.sha1Hex = writeBill(dir.filePath(QStringLiteral("bill.csv")), rows);
    QFile file(dir.filePath(QStringLiteral("bill.csv")));
    const auto db = Database::open(store);
    if (!db || !file.open(QIODevice::ReadOnly))
        return db ? 1 : fails(db.error());
    const auto merchant = OrderView(**db).merchant({1});
    if (!merchant)
        return fails(merchant.error());
    const SystemClock clock;
    const Write write = writeInto(**db);
    NoPayments payments;
    forgetPeak();
    QElapsedTimer timer;
    timer.start();
    const std::clock_t cpu = std::clock();
    const auto imported = importBill(BillOnly(), ticket, file, *merchant, write, clock.now());
    if (!imported)
        return fails(imported.error());
    const double importS = double(timer.nsecsElapsed()) / 1e9;
    const auto report = ReconcileRun({**db, write, payments, clock}, *merchant, Day).run();
    if (!report)
        return fails(report.error());
    const double allS = double(timer.nsecsElapsed()) / 1e9;
    ensure(report->breaks == std::min<qint64>(rows / 1'000, ReconcilePolicy{}.mostBreaks),
           "each planted difference is a break");
    // one thread: what it took of a processor, however busy the machine is
    const double cpuS = double(std::clock() - cpu) / CLOCKS_PER_SEC;
    const double millions = rows / 1e6;
    std::printf("reconcile.million_s %.1f\nreconcile.import_s %.1f\nreconcile.compare_s %.1f\n"
                "reconcile.million_cpu_s %.1f\n"
                "reconcile.peak_mb %.0f\n",
                allS / millions, importS / millions, (allS - importS) / millions, cpuS / millions, peakMb());
    return 0;
}

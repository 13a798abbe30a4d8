#include "core/exchange/channels/wechat/wechat_bill.h"
#include "tests/unit/channels/channel_desk.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QRandomGenerator>

using namespace youka;

namespace {

const QString Header = QStringLiteral("交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,"
                                      "用户标识,交易类型,交易状态,付款银行,货币种类,"
                                      "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,"
                                      "充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
                                      "手续费,费率,订单金额,申请退款金额,费率备注");
const QString TotalsHeader = QStringLiteral(
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额");
const QString Paid = QStringLiteral(
    "`2024-01-15 "
    "09:30:05,`wx88,`1900000001,`0,`03,`4200000001,`20240115T0001,`oUpF8,`NATIVE,`SUCCESS,`OTHERS,`CNY,"
    "`195.00,`5.00,`0,`0,`0.00,`0.00,`,`,`油卡充值, 92号,`,`1.17000,`0.60%,`200.00,`0.00,`");
const QString Back = QStringLiteral(
    "`2024-01-15 "
    "10:00:00,`wx88,`1900000001,`0,`03,`4200000001,`20240115T0001,`oUpF8,`NATIVE,`REFUND,`OTHERS,`CNY,"
    "`0.00,`0.00,`5030000001,`R20240115T000101,`50.00,`0.00,`ORIGINAL,`SUCCESS,`油卡充值, "
    "92号,`,`-0.30000,`0.60%,"
    "`0.00,`50.00,`");
const QString Totals = QStringLiteral("`2,`195.00,`50.00,`0.00,`0.87000,`200.00,`50.00");

QString bill(const QString &totals = Totals)
{
    return QChar(0xfeff) + Header + QStringLiteral("\r\n") + Paid + QStringLiteral("\r\n") + Back
        + QStringLiteral("\r\n") + TotalsHeader + QStringLiteral("\r\n") + totals + QStringLiteral("\r\n");
}

struct Read
{
    QList<BillRow> rows;
    Result<BillTotals> totals;
    int code() const { return totals ? 0 : int(totals.error().code); }
};

Read readBytes(QByteArray bytes, QByteArray hash = {})
{
    if (hash.isEmpty())
        hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    Read read;
    read.totals = wechat::readTradeBill(file, hash, QStringLiteral("1900000001"), [&](const BillRow &row) {
        read.rows.append(row);
        return Result<void>{};
    });
    return read;
}

}

class TestWechatBill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAndTotals();
    void columnsMayStandElsewhere();
    void whatIsNotABill_data();
    void whatIsNotABill();
    void anotherHash_noRowComesOut();
    void everyCut_isSeen();
    void sinkMayStop();
    void manyRows_inBoundedMemory();
};

void TestWechatBill::rowsAndTotals()
{
    const Read read = readBytes(bill().toUtf8());
    QCOMPARE(read.code(), 0);
    QCOMPARE(read.rows.size(), 2);
    const BillRow &paid = read.rows.first();
    QCOMPARE(paid.kind, BillRow::Kind::Payment);
    QCOMPARE(paid.orderNo, QStringLiteral("20240115T0001"));
    QCOMPARE(paid.channelNo, QStringLiteral("4200000001"));
    QCOMPARE(paid.refundNo, QString());
    QCOMPARE(paid.amount.minor, 20'000);
    QCOMPARE(paid.settled.minor, 19'500);
    QCOMPARE(paid.feeMilliFen, 117'000);
    QCOMPARE(paid.at, DeskTime.plusMs(5'000));
    const BillRow &back = read.rows.last();
    QCOMPARE(back.kind, BillRow::Kind::Refund);
    QCOMPARE(back.refundNo, QStringLiteral("R20240115T000101"));
    QCOMPARE(back.channelRefundNo, QStringLiteral("5030000001"));
    QCOMPARE(back.amount.minor, 5'000);
    QCOMPARE(back.feeMilliFen, -30'000);
    QCOMPARE(*read.totals, (BillTotals{1, 1, {20'000, Currency{}}, {5'000, Currency{}}, 87'000}));
    QString without = bill();
    without.remove(0, 1); // no BOM
    QCOMPARE(readBytes(without.toUtf8()).code(), 0);
}

void TestWechatBill::columnsMayStandElsewhere()
{
    QString moved = bill();
    moved.replace(QStringLiteral("交易时间,"), QStringLiteral("新列,交易时间,"));
    moved.replace(QStringLiteral("`2024-01-15"), QStringLiteral("`new,`2024-01-15"));
    const Read read = readBytes(moved.toUtf8());
    QCOMPARE(read.code(), 0);
    QCOMPARE(read.rows, readBytes(bill().toUtf8()).rows);
}

void TestWechatBill::whatIsNotABill_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const int invalid = int(ErrorCode::ChannelBillInvalid);
    const int incomplete = int(ErrorCode::ChannelBillIncomplete);
    const auto changed = [](const char *from, const char *to) {
        QString text = bill();
        const QString before = text;
        text.replace(QString::fromUtf8(from), QString::fromUtf8(to));
        Q_ASSERT(text != before);
        return text.toUtf8();
    };
    QTest::newRow("empty") << QByteArray() << incomplete;
    QTest::newRow("html") << QByteArray("<html><body>504</body></html>\r\n") << invalid;
    QTest::newRow("utf-16") << QByteArray(reinterpret_cast<const char *>(bill().utf16()), bill().size() * 2)
                            << invalid;
    QTest::newRow("latin") << bill().toLatin1() << invalid;
    QTest::newRow("half a character, in a column not read")
        << changed("油卡充值", "油卡").replace("\xe5\x8d\xa1", "\xe5\x8d") << 0;
    QTest::newRow("column missing") << changed("商户订单号", "订单") << invalid;
    QTest::newRow("value missing") << changed("`NATIVE,", "") << invalid;
    QTest::newRow("value too many") << changed("`NATIVE,", "`NATIVE,`x,") << invalid;
    QTest::newRow("other merchant") << changed(
        "`1900000001,`0,`03,`4200000001,`20240115T0001,`oUpF8,`NATIVE,`SUCCESS",
        "`1900000002,`0,`03,`4200000001,`20240115T0001,`oUpF8,`NATIVE,`SUCCESS")
                                    << invalid;
    QTest::newRow("other currency") << changed("`CNY", "`USD") << invalid;
    QTest::newRow("unheard-of state") << changed("`REFUND,", "`MAYBE,") << invalid;
    QTest::newRow("amount") << changed("`195.00,`5.00", "`1e2,`5.00") << invalid;
    QTest::newRow("time") << changed("2024-01-15 10:00:00", "2024-13-15 10:00:00") << invalid;
    QTest::newRow("a row is gone") << bill().remove(Back + QStringLiteral("\r\n")).toUtf8() << incomplete;
    QTest::newRow("a row is twice") << bill().replace(Back, Back + QStringLiteral("\r\n") + Back).toUtf8()
                                    << incomplete;
    QTest::newRow("count")
        << bill(QString(Totals).replace(QStringLiteral("`2,"), QStringLiteral("`3,"))).toUtf8() << incomplete;
    QTest::newRow("a fen") << changed("`195.00,`50.00", "`195.01,`50.00") << incomplete;
    QTest::newRow("fee") << changed("0.87000", "0.87001") << incomplete;
    QTest::newRow("fee, rounded total") << changed("0.87000", "0.87") << 0;
    QTest::newRow("no totals") << bill().left(bill().indexOf(TotalsHeader)).toUtf8() << incomplete;
    QTest::newRow("last line cut") << bill().chopped(3).toUtf8() << incomplete;
    QTest::newRow("something after") << bill().toUtf8() + "more\r\n" << invalid;
    QTest::newRow("a line without end") << bill().toUtf8() + QByteArray(100'000, 'x') << invalid;
}

void TestWechatBill::whatIsNotABill()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QCOMPARE(readBytes(bytes).code(), code);
}

void TestWechatBill::anotherHash_noRowComesOut()
{
    const Read read = readBytes(bill().toUtf8(), QByteArray(40, '0'));
    QCOMPARE(read.code(), int(ErrorCode::ChannelBillIncomplete));
    QVERIFY(read.rows.isEmpty());
}

void TestWechatBill::everyCut_isSeen()
{
    const QByteArray whole = bill().toUtf8();
    for (qsizetype cut = 0; cut < whole.size(); ++cut)
        QVERIFY(readBytes(whole.first(cut)).code() != 0);
    QRandomGenerator random(11);
    for (int i = 0; i < 2'000; ++i) {
        QByteArray turned = whole;
        turned[random.bounded(int(whole.size()))] = char(random.bounded(256));
        const Read read = readBytes(turned); // whatever it says, it says it
        QVERIFY(read.rows.size() <= 2);
    }
}

void TestWechatBill::sinkMayStop()
{
    QByteArray bytes = bill().toUtf8();
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    int rows = 0;
    const auto totals =
        wechat::readTradeBill(file, QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex(),
                              QStringLiteral("1900000001"), [&](const BillRow &) -> Result<void> {
                                  ++rows;
                                  return fail(ErrorCode::StoreFull);
                              });
    QCOMPARE(totals.error().code, ErrorCode::StoreFull);
    QCOMPARE(rows, 1);
}

void TestWechatBill::manyRows_inBoundedMemory()
{
    constexpr int Rows = 20'000;
    QString text = Header + QStringLiteral("\r\n");
    for (int i = 0; i < Rows; ++i)
        text += Paid + QStringLiteral("\r\n");
    text += TotalsHeader
        + QStringLiteral("\r\n`%1,`%2.00,`0.00,`0.00,`%3.00000,`%4.00,`0.00\r\n")
              .arg(Rows)
              .arg(Rows * 195)
              .arg(Rows * 117 / 100)
              .arg(Rows * 200);
    const Read read = readBytes(text.toUtf8());
    QCOMPARE(read.code(), 0);
    QCOMPARE(read.totals->payments, Rows);
}

QTEST_GUILESS_MAIN(TestWechatBill)
#include "tst_wechat_bill.moc"

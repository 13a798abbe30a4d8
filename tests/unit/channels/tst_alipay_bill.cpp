#include "core/exchange/channels/alipay/alipay_bill.h"
#include "core/foundation/base/zip_file.h"
#include "tests/unit/channels/channel_desk.h"

#include <QBuffer>
#include <QRandomGenerator>
#include <QStringEncoder>

using namespace youka;

namespace {

const QString Bill = QStringLiteral(
    "#支付宝业务明细查询\r\n"
    "#账号：[20881234123412340156]\r\n"
    "#起始日期：[2024年01月15日 00:00:00]   终止日期：[2024年01月16日 00:00:00]\r\n"
    "#-----------------------------------------业务明细列表----------------------------------------\r\n"
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
    "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,"
    "券核销金额（元）,"
    "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注\r\n"
    "2024011522001\t,20240115T0001\t,交易,油卡充值,2024-01-15 09:30:00,2024-01-15 "
    "09:30:05,0007\t,,,03\t,*明\t,"
    "200.00,195.00,0.00,0.00,5.00,0.00,0.00,,0.00,0.00,,-1.17,0.00,\r\n"
    "2024011522001\t,20240115T0001\t,退款,油卡充值,2024-01-15 09:30:00,2024-01-15 "
    "10:00:00,0007\t,,,03\t,*明\t,"
    "-50.00,-48.75,0.00,0.00,-1.25,0.00,0.00,,0.00,0.00,R20240115T000101\t,0.29,0.00,\r\n"
    "#-----------------------------------------业务明细列表结束------------------------------------\r\n"
    "#交易合计：1笔，商家实收共195.00元，商家优惠共0.00元\r\n"
    "#退款合计：1笔，商家实收退款共-48.75元，商家优惠退款共0.00元\r\n"
    "#导出时间：[2024年01月16日 09:00:00]\r\n");
const QString Summary = QStringLiteral("#支付宝业务汇总查询\r\n#账号：[20881234123412340156]\r\n"
                                       "门店编号,门店名称,交易订单总笔数\r\n合计,,2\r\n");

QByteArray gbk(const QString &text)
{
    QStringEncoder encoder("GB18030");
    return encoder(text);
}

QByteArray archive(const QByteArray &details)
{
    return zipped(
        {{gbk(QStringLiteral("汇总.csv")), gbk(Summary)}, {gbk(QStringLiteral("明细.csv")), details}});
}

struct Read
{
    QList<BillRow> rows;
    Result<BillTotals> totals;
    int code() const { return totals ? 0 : int(totals.error().code); }
};

Read readBytes(QByteArray bytes)
{
    QBuffer file(&bytes);
    file.open(QIODevice::ReadOnly);
    Read read;
    read.totals = alipay::readTradeBill(file, QStringLiteral("2088123412341234"), [&](const BillRow &row) {
        read.rows.append(row);
        return Result<void>{};
    });
    return read;
}

}

class TestAlipayBill : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsAndTotals();
    void whatIsNotABill_data();
    void whatIsNotABill();
    void everyCut_isSeen();
};

void TestAlipayBill::rowsAndTotals()
{
    const Read read = readBytes(archive(gbk(Bill)));
    QCOMPARE(read.code(), 0);
    QCOMPARE(read.rows.size(), 2);
    const BillRow &paid = read.rows.first();
    QCOMPARE(paid.kind, BillRow::Kind::Payment);
    QCOMPARE(paid.orderNo, QStringLiteral("20240115T0001")); // without its tab
    QCOMPARE(paid.channelNo, QStringLiteral("2024011522001"));
    QCOMPARE(paid.amount.minor, 20'000);
    QCOMPARE(paid.settled.minor, 19'500);
    QCOMPARE(paid.feeMilliFen, 117'000);
    QCOMPARE(paid.at, DeskTime.plusMs(5'000));
    const BillRow &back = read.rows.last();
    QCOMPARE(back.kind, BillRow::Kind::Refund);
    QCOMPARE(back.refundNo, QStringLiteral("R20240115T000101"));
    QCOMPARE(back.amount.minor, 5'000);
    QCOMPARE(back.settled.minor, 4'875);
    QCOMPARE(back.feeMilliFen, -29'000);
    QCOMPARE(*read.totals, (BillTotals{1, 1, {20'000, Currency{}}, {5'000, Currency{}}, 88'000}));
}

void TestAlipayBill::whatIsNotABill_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("code");
    const int invalid = int(ErrorCode::ChannelBillInvalid);
    const int incomplete = int(ErrorCode::ChannelBillIncomplete);
    const auto changed = [](const char *from, const char *to) {
        QString text = Bill;
        text.replace(QString::fromUtf8(from), QString::fromUtf8(to));
        Q_ASSERT(text != Bill);
        return archive(gbk(text));
    };
    QTest::newRow("empty") << QByteArray() << incomplete;
    QTest::newRow("html") << QByteArray("<html>504</html>") << incomplete;
    QTest::newRow("empty archive") << zipped({}) << invalid;
    QTest::newRow("summary only") << zipped({{"a", gbk(Summary)}}) << invalid;
    QTest::newRow("utf-8") << archive(Bill.toUtf8()) << invalid;
    QTest::newRow("column missing") << changed("服务费（元）", "费") << invalid;
    QTest::newRow("other account") << changed("[2088123412341234", "[2088000000000000") << invalid;
    QTest::newRow("value missing") << changed(",交易,油卡充值", ",交易") << invalid;
    QTest::newRow("kind") << changed(",退款,油卡", ",转账,油卡") << invalid;
    QTest::newRow("refund that adds") << changed("-50.00", "50.00") << invalid;
    QTest::newRow("amount") << changed("200.00", "2e2") << invalid;
    QTest::newRow("time") << changed("2024-01-15 10:00:00", "2024-01-15") << invalid;
    QTest::newRow("a fen") << changed("195.00,0.00", "195.01,0.00") << incomplete;
    QTest::newRow("count") << changed("交易合计：1笔", "交易合计：2笔") << incomplete;
    QTest::newRow("no totals") << archive(gbk(Bill.left(Bill.indexOf(QStringLiteral("#交易合计")))))
                               << incomplete;
    QTest::newRow("no end") << archive(gbk(Bill.left(Bill.indexOf(QStringLiteral("#------"), 400))))
                            << incomplete;
    QTest::newRow("last line cut") << archive(gbk(Bill).chopped(1)) << incomplete;
    QTest::newRow("row after the end") << archive(gbk(Bill + QStringLiteral("2024,\r\n"))) << invalid;
    QTest::newRow("stray remark") << changed("2024011522001\t,20240115T0001\t,退款",
                                             "#x\r\n2024011522001\t,20240115T0001\t,退款")
                                  << invalid;
}

void TestAlipayBill::whatIsNotABill()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, code);
    QCOMPARE(readBytes(bytes).code(), code);
}

void TestAlipayBill::everyCut_isSeen()
{
    const QByteArray whole = archive(gbk(Bill));
    for (qsizetype cut = 0; cut < whole.size(); ++cut)
        QVERIFY(readBytes(whole.first(cut)).code() != 0);
    const QList<BillRow> rows = readBytes(whole).rows;
    QRandomGenerator random(13);
    for (int i = 0; i < 1'000; ++i) {
        QByteArray turned = whole;
        turned[random.bounded(int(whole.size()))] = char(random.bounded(256));
        if (const Read read = readBytes(turned); read.totals) // a name or a date of the archive may change
            QCOMPARE(read.rows, rows);
        QByteArray details = gbk(Bill);
        details[random.bounded(int(details.size()))] = char(random.bounded(256));
        QVERIFY(readBytes(archive(details)).rows.size() <= 3);
    }
}

QTEST_GUILESS_MAIN(TestAlipayBill)
#include "tst_alipay_bill.moc"

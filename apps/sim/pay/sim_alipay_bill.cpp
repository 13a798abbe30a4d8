#include "apps/sim/pay/sim_alipay.h"
#include "apps/sim/pay/sim_text.h"
#include "apps/sim/pay/sim_zip.h"
#include "core/foundation/crypto/digest.h"

#include <QStringEncoder>

namespace youka::sim {

namespace {

constexpr qint64 LinkLifeMs = 30'000;
constexpr qint64 ReadyAfterMs = 33LL * 3600 * 1000; ///< nine in the morning of the day after

const QString Columns = QStringLiteral(
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,"
    "订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,"
    "券核销金额（元）,"
    "券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注");

QByteArray gbk(const QString &text)
{
    QStringEncoder encoder("GB18030");
    return encoder(text);
}

struct Sums
{
    int payments = 0;
    int refunds = 0;
    qint64 received = 0;
    qint64 givenBack = 0;
};

QString rowText(const PayBillRow &row, Sums &sums)
{
    const bool isPayment = row.kind == PayBillRow::Kind::Payment;
    const qint64 sign = isPayment ? 1 : -1; // what goes back is negative
    const QString none = QStringLiteral("0.00");
    (isPayment ? sums.payments : sums.refunds) += 1;
    (isPayment ? sums.received : sums.givenBack) += sign * row.fen;
    const QStringList values{row.channelNo + u'\t',
                             row.orderNo + u'\t',
                             isPayment ? QStringLiteral("交易") : QStringLiteral("退款"),
                             row.subject,
                             chinaSeconds(row.createdAt),
                             chinaSeconds(row.at),
                             row.station + u'\t',
                             QString(),
                             QString(),
                             row.terminal + u'\t',
                             QStringLiteral("*明(138****0000)\t"),
                             yuan(sign * row.fen),
                             yuan(sign * row.fen),
                             none,
                             none,
                             yuan(sign * row.discountFen),
                             none,
                             none,
                             QString(),
                             none,
                             none,
                             isPayment ? QString() : row.refundNo + u'\t',
                             yuan(-sign * row.feeFen),
                             none,
                             QString()};
    return values.join(u',') + QStringLiteral("\r\n");
}

QString ruler(const QString &words)
{
    return QStringLiteral(
               "#-----------------------------------------%1------------------------------------\r\n")
        .arg(words);
}

}

QJsonObject SimAlipay::bill(const Call &call)
{
    const QDate day =
        QDate::fromString(call.content.value(QLatin1String("bill_date")).toString(), Qt::ISODate);
    if (!day.isValid() || call.content.value(QLatin1String("bill_type")) != QLatin1String("trade"))
        return no("isp.bill_type_invalid", QStringLiteral("参数无效"));
    const Timestamp now = m_world.clock.now();
    const QDateTime begin(day, QTime(0, 0), Qt::OffsetFromUTC, 8 * 3600);
    if (now.ms < begin.toMSecsSinceEpoch() + ReadyAfterMs || m_faults.take(QLatin1String("bill_not_ready")))
        return no("isp.bill_not_exist", QStringLiteral("账单不存在"));
    const QByteArray token = randomBytes(24).toHex();
    m_bills.insert(token, {billFile(*call.book, day), now.plusMs(LinkLifeMs)});
    return yes(
        {{QStringLiteral("bill_download_url"),
          m_world.base.toString() + QStringLiteral("/alipay/bill?token=") + QString::fromLatin1(token)}});
}

HttpTold SimAlipay::download(const HttpAsk &ask)
{
    const auto bill = m_bills.constFind(ask.query(QStringLiteral("token")));
    if (bill == m_bills.constEnd() || m_world.clock.now() >= bill->until)
        return {403, {{"Content-Type", "text/html"}}, "<html><body>expired</body></html>"};
    return {200, {{"Content-Type", "application/octet-stream"}}, bill->bytes};
}

QByteArray SimAlipay::billFile(const PayBook &book, QDate day)
{
    const QString account = book.merchant().number + QStringLiteral("0156");
    const QString head = QStringLiteral(
        "#支付宝业务%3查询\r\n#账号：[%1]\r\n#起始日期：[%2 00:00:00]   终止日期：[%4 00:00:00]\r\n");
    const QString format = QStringLiteral("yyyy年MM月dd日");
    const QString from = day.toString(format);
    const QString until = day.addDays(1).toString(format);
    Sums sums;
    QString text = head.arg(account, from, QStringLiteral("明细"), until)
        + ruler(QStringLiteral("业务明细列表")) + Columns + QStringLiteral("\r\n");
    if (m_faults.take(QLatin1String("bill_column")))
        text.replace(QStringLiteral("商户订单号,"), QStringLiteral("订单号,"));
    for (const PayBillRow &row : rowsOf(book, day))
        text += rowText(row, sums);
    if (m_faults.take(QLatin1String("bill_totals")))
        sums.received += 1;
    text += ruler(QStringLiteral("业务明细列表结束"))
        + QStringLiteral("#交易合计：%1笔，商家实收共%2元，商家优惠共0.00元\r\n")
              .arg(sums.payments)
              .arg(yuan(sums.received))
        + QStringLiteral("#退款合计：%1笔，商家实收退款共%2元，商家优惠退款共0.00元\r\n")
              .arg(sums.refunds)
              .arg(yuan(sums.givenBack))
        + QStringLiteral("#导出时间：[%1]\r\n")
              .arg(chinaText(m_world.clock.now(), QStringLiteral("yyyy年MM月dd日 HH:mm:ss")));
    const QString summary = head.arg(account, from, QStringLiteral("汇总"), until)
        + QStringLiteral("门店编号,门店名称,交易订单总笔数,退款订单总笔数\r\n合计,,%1,%2\r\n")
              .arg(sums.payments)
              .arg(sums.refunds);
    QByteArray details = m_faults.take(QLatin1String("bill_encoding")) ? text.toUtf8() : gbk(text);
    if (m_faults.take(QLatin1String("bill_bom")))
        details.prepend("\xef\xbb\xbf");
    if (m_faults.take(QLatin1String("bill_cut")))
        details.chop(details.size() / 4);
    const QString name =
        QStringLiteral("%1_%2_业务明细").arg(account, day.toString(QStringLiteral("yyyyMMdd")));
    return zipOf({{gbk(name + QStringLiteral("(汇总).csv")), gbk(summary)},
                  {gbk(name + QStringLiteral(".csv")), details}},
                 m_faults.take(QLatin1String("bill_hash")).has_value());
}

}

#include "apps/sim/pay/sim_keys.h"
#include "apps/sim/pay/sim_text.h"
#include "apps/sim/pay/sim_wechat.h"
#include "core/foundation/crypto/digest.h"

#include <QCryptographicHash>
#include <QStringEncoder>

namespace youka::sim {

namespace {

constexpr qint64 LinkLifeMs = 5 * 60 * 1000;
constexpr qint64 ReadyAfterMs = 34LL * 3600 * 1000; ///< ten in the morning of the day after
constexpr int KeptDays = 92;

const QString Header = QStringLiteral(
    "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,"
    "货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,"
    "商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注");
const QString TotalsHeader = QStringLiteral(
    "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额");

/// Five decimals, as the fee column has them.
QString feeText(qint64 fen) { return yuan(fen) + QStringLiteral("000"); }

struct Sums
{
    qint64 rows = 0;
    qint64 paid = 0;
    qint64 back = 0;
    qint64 couponBack = 0;
    qint64 fee = 0;
};

QString line(const QStringList &values)
{
    return u'`' + values.join(QStringLiteral(",`")) + QStringLiteral("\r\n");
}

QString rowText(const PayMerchant &merchant, const PayBillRow &row, Sums &sums)
{
    const bool isPayment = row.kind == PayBillRow::Kind::Payment;
    const qint64 paid = isPayment ? row.fen : 0;
    const qint64 back = isPayment ? 0 : row.fen;
    const qint64 coupon = isPayment ? row.discountFen : 0;
    const qint64 couponBack = isPayment ? 0 : row.discountFen;
    const qint64 fee = isPayment ? row.feeFen : -row.feeFen;
    const QString state = isPayment            ? QStringLiteral("SUCCESS")
        : row.kind == PayBillRow::Kind::Refund ? QStringLiteral("REFUND")
                                               : QStringLiteral("REVOKED");
    ++sums.rows;
    sums.paid += paid;
    sums.back += back;
    sums.couponBack += couponBack;
    sums.fee += fee;
    return line({chinaSeconds(row.at),
                 merchant.app,
                 merchant.number,
                 QStringLiteral("0"),
                 row.terminal,
                 row.channelNo,
                 row.orderNo,
                 row.payer,
                 row.isByCode ? QStringLiteral("MICROPAY") : QStringLiteral("NATIVE"),
                 state,
                 QStringLiteral("OTHERS"),
                 QStringLiteral("CNY"),
                 yuan(paid),
                 yuan(coupon),
                 isPayment ? QStringLiteral("0") : row.channelRefundNo,
                 isPayment ? QStringLiteral("0") : row.refundNo,
                 yuan(back),
                 yuan(couponBack),
                 isPayment ? QString() : QStringLiteral("ORIGINAL"),
                 isPayment ? QString() : QStringLiteral("SUCCESS"),
                 row.subject,
                 QString(),
                 feeText(fee),
                 QStringLiteral("%1%").arg(double(merchant.feePpm) / 10'000, 0, 'f', 2),
                 yuan(paid),
                 yuan(back),
                 QString()});
}

}

SimWechat::Said SimWechat::tradebill(const Call &call)
{
    const QDate day =
        QDate::fromString(QString::fromLatin1(call.ask->query(QStringLiteral("bill_date"))), Qt::ISODate);
    const QByteArray type = call.ask->query(QStringLiteral("bill_type"));
    const Timestamp now = m_world.clock.now();
    if (!day.isValid() || day.daysTo(chinaDay(now)) > KeptDays || (!type.isEmpty() && type != "ALL"))
        return no(400, "PARAM_ERROR", QStringLiteral("bill_date, bill_type"));
    const QDateTime begin(day, QTime(0, 0), Qt::OffsetFromUTC, 8 * 3600);
    if (now.ms < begin.toMSecsSinceEpoch() + ReadyAfterMs || m_faults.take(QLatin1String("bill_not_ready")))
        return no(400, "STATEMENT_CREATING", QStringLiteral("账单生成中"));
    if (rowsOf(*call.book, day).isEmpty())
        return no(400, "NO_STATEMENT_EXIST", QStringLiteral("账单不存在"));
    const QByteArray bytes = billFile(*call.book, day);
    QByteArray hash = QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
    if (m_faults.take(QLatin1String("bill_hash")))
        hash = QCryptographicHash::hash(bytes + ' ', QCryptographicHash::Sha1).toHex();
    const QByteArray token = randomBytes(24).toHex();
    m_bills.insert(token, {bytes, now.plusMs(LinkLifeMs)});
    return said(200,
                {{QStringLiteral("hash_type"), QStringLiteral("SHA1")},
                 {QStringLiteral("hash_value"), QString::fromLatin1(hash)},
                 {QStringLiteral("download_url"),
                  m_world.base.toString() + QStringLiteral("/v3/billdownload/file?token=")
                      + QString::fromLatin1(token)}});
}

HttpTold SimWechat::download(const HttpAsk &ask)
{
    const auto bill = m_bills.constFind(ask.query(QStringLiteral("token")));
    if (bill == m_bills.constEnd() || m_world.clock.now() >= bill->until) {
        const Said refused = no(400, "PARAM_ERROR", QStringLiteral("token"));
        return {refused.status, signedHeaders(refused.body, NoticeTwist::None), refused.body};
    }
    return {200, {{"Content-Type", "text/plain"}}, bill->bytes}; // a file is not signed: it has its hash
}

QByteArray SimWechat::billFile(const PayBook &book, QDate day)
{
    Sums sums;
    QString text = Header + QStringLiteral("\r\n");
    if (m_faults.take(QLatin1String("bill_column")))
        text.replace(QStringLiteral("商户订单号,"), QStringLiteral("订单号,"));
    for (const PayBillRow &row : rowsOf(book, day))
        text += rowText(book.merchant(), row, sums);
    if (m_faults.take(QLatin1String("bill_totals")))
        sums.paid += 1;
    text += TotalsHeader + QStringLiteral("\r\n")
        + line({QString::number(sums.rows), yuan(sums.paid), yuan(sums.back), yuan(sums.couponBack),
                feeText(sums.fee), yuan(sums.paid), yuan(sums.back)});
    QByteArray bytes = text.toUtf8();
    if (m_faults.take(QLatin1String("bill_encoding")))
        bytes = QStringEncoder("GB18030")(text);
    if (m_faults.take(QLatin1String("bill_cut")))
        bytes.chop(bytes.size() / 4);
    return m_faults.take(QLatin1String("bill_bom")) ? bytes : "\xef\xbb\xbf" + bytes;
}

}

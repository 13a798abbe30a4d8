#include "apps/sim/pay/sim_text.h"
#include "apps/sim/pay/sim_unionpay.h"
#include "apps/sim/pay/sim_zip.h"

namespace youka::sim {

namespace {

constexpr qint64 ReadyAfterMs = 33LL * 3600 * 1000; ///< nine in the morning of the day after

/// Of the ZM file, one blank between them; the last one is reserved.
constexpr int Widths[] = {3, 11, 11, 6,  10, 19, 12, 4, 2,  21, 2,  32, 2, 6,  10, 13, 13, 4, 15, 2,  2,
                          6, 2,  4,  32, 1,  21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2, 1,  131};
enum Column {
    Code = 0,
    Trace = 3,
    SentAt = 4,
    Fen = 6,
    QueryId = 9,
    OrderId = 11,
    Fee = 15,
    Settled = 16,
    OrigQuery = 26,
    Merchant = 27,
    Net = 32
};

QByteArray digits(qint64 value, int width) { return QByteArray::number(value).rightJustified(width, '0'); }
/// C: for the merchant, D: from the merchant.
QByteArray signedFen(bool isForMerchant, qint64 fen) { return (isForMerchant ? "C" : "D") + digits(fen, 12); }

QByteArray lineOf(const PayMerchant &merchant, const PayBillRow &row, int trace)
{
    const bool isPayment = row.kind == PayBillRow::Kind::Payment;
    const bool isRefund = row.kind == PayBillRow::Kind::Refund;
    QMap<int, QByteArray> values{{Code, isPayment ? "S22" : "S30"},
                                 {Trace, digits(trace, 6)},
                                 {SentAt, chinaText(row.at, QStringLiteral("MMddHHmmss")).toLatin1()},
                                 {Fen, digits(row.fen, 12)},
                                 {QueryId, (isPayment ? row.channelNo : row.channelRefundNo).toLatin1()},
                                 // a reversal goes under the number of what it takes back
                                 {OrderId, (isRefund ? row.refundNo : row.orderNo).toLatin1()},
                                 {Fee, signedFen(!isPayment, row.feeFen)},
                                 {Settled, signedFen(isPayment, row.fen)},
                                 {OrigQuery, isPayment ? QByteArray() : row.channelNo.toLatin1()},
                                 {Merchant, merchant.number.toLatin1()},
                                 {Net, signedFen(isPayment, row.fen - row.feeFen)}};
    QByteArray line;
    int column = 0;
    for (const int width : Widths) {
        line += (column > 0 ? " " : "") + values.value(column).leftJustified(width, ' ', true);
        ++column;
    }
    return line + "\r\n";
}

}

SimUnionpay::Fields SimUnionpay::fileDownload(const Call &call)
{
    const QByteArray monthAndDay = call.fields.value("settleDate");
    const Timestamp now = m_world.clock.now();
    QDate day(chinaDay(now).year(), monthAndDay.left(2).toInt(), monthAndDay.mid(2).toInt());
    if (monthAndDay.size() != 4 || !day.isValid() || call.fields.value("fileType") != "00")
        return code("10", "报文格式错误");
    if (day > chinaDay(now))
        day = day.addYears(-1);
    const QDateTime begin(day, QTime(0, 0), Qt::OffsetFromUTC, 8 * 3600);
    if (now.ms < begin.toMSecsSinceEpoch() + ReadyAfterMs || m_faults.take(QLatin1String("bill_not_ready")))
        return code("98", "文件不存在");
    Fields said = code("00", "成功");
    said.insert("fileName", call.book->merchant().number.toLatin1() + '_' + monthAndDay + ".zip");
    // qCompress puts the length in front of zlib's bytes
    said.insert("fileContent", qCompress(billFile(*call.book, day)).sliced(4).toBase64());
    return said;
}

QByteArray SimUnionpay::billFile(const PayBook &book, QDate day)
{
    QByteArray rows;
    int trace = 100;
    for (const PayBillRow &row : rowsOf(book, day))
        rows += lineOf(book.merchant(), row, ++trace);
    if (m_faults.take(QLatin1String("bill_bom")))
        rows.prepend("\xef\xbb\xbf");
    if (m_faults.take(QLatin1String("bill_encoding")))
        rows.replace(0, 3, "\xd2\xf8\xc1");
    if (m_faults.take(QLatin1String("bill_column")) && !rows.isEmpty())
        rows.remove(15, 12); // one is missing: everything behind it moves
    if (m_faults.take(QLatin1String("bill_cut")))
        rows.chop(rows.size() / 4 + 3);
    const QByteArray stem = "INN" + day.toString(QStringLiteral("yyMMdd")).toLatin1() + "88";
    return zipOf({{stem + "ZME_" + book.merchant().number.toLatin1(), QByteArray()},
                  {stem + "ZM_" + book.merchant().number.toLatin1(), rows}},
                 m_faults.take(QLatin1String("bill_hash")).has_value());
}

}

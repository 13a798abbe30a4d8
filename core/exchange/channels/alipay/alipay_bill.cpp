#include "core/exchange/channels/alipay/alipay_bill.h"

#include "core/exchange/channels/bill_lines.h"
#include "core/exchange/channels/channel_rules.h"
#include "core/foundation/base/zip_file.h"

#include <QIODevice>
#include <QRegularExpression>
#include <QStringDecoder>

namespace youka::alipay {

namespace {

enum Column { ChannelNo, OrderNo, Kind, DoneAt, Total, Received, RefundNo, Fee };
const QStringList ColumnNames{QStringLiteral("支付宝交易号"),      QStringLiteral("商户订单号"),
                              QStringLiteral("业务类型"),          QStringLiteral("完成时间"),
                              QStringLiteral("订单金额（元）"),    QStringLiteral("商家实收（元）"),
                              QStringLiteral("退款批次号/请求号"), QStringLiteral("服务费（元）")};
constexpr qint64 LargestBill = qint64(2) << 30;

class Reader
{
public:
    Reader(QString sellerId, const BillSink &row)
        : m_sellerId(std::move(sellerId))
        , m_row(row)
        , m_decoder("GB18030")
    {
    }
    Result<void> take(QByteArrayView line);
    bool isBill() const { return m_part != Part::Preface && m_part != Part::OtherFile; }
    Result<BillTotals> finish() const;

private:
    Result<void> takePreface(const QString &line);
    Result<void> takeRow(const QString &line);
    Result<BillRow> rowFrom(const QStringList &values);
    Result<void> takeTotals(const QString &line);

    enum class Part { Preface, OtherFile, Rows, Totals };
    const QString m_sellerId;
    const BillSink &m_row;
    QStringDecoder m_decoder;
    Part m_part = Part::Preface;
    qint64 m_line = 0;
    qsizetype m_width = 0;
    QList<qsizetype> m_columns;
    BillTotals m_totals;
    Money m_received;  ///< of payments
    Money m_givenBack; ///< of refunds, negative as in the file
    bool m_paymentsAgree = false;
    bool m_refundsAgree = false;
};

Result<void> Reader::take(QByteArrayView line)
{
    ++m_line;
    if (m_part == Part::OtherFile)
        return {};
    m_decoder.resetState();
    const QString text = m_decoder(line);
    if (m_decoder.hasError() || text.contains(QChar::ReplacementCharacter))
        return billInvalid(m_line, QStringLiteral("not GBK"));
    switch (m_part) {
    case Part::Preface:
        return takePreface(text);
    case Part::Rows:
        return takeRow(text);
    default:
        return takeTotals(text);
    }
}

Result<void> Reader::takePreface(const QString &line)
{
    static const QRegularExpression Account(QStringLiteral("^#账号：\\[(\\d+)\\]"));
    if (const auto match = Account.match(line); match.hasMatch() && !match.captured(1).startsWith(m_sellerId))
        return billInvalid(m_line, QStringLiteral("another account"));
    if (line.startsWith(u'#'))
        return {};
    QStringList names = line.split(u',');
    for (QString &name : names)
        name = name.trimmed();
    if (!names.contains(ColumnNames.first())) {
        m_part = Part::OtherFile; // the archive holds a summary too
        return {};
    }
    m_width = names.size();
    m_part = Part::Rows;
    return billColumns(names, ColumnNames).map([&](const QList<qsizetype> &columns) { m_columns = columns; });
}

Result<void> Reader::takeRow(const QString &line)
{
    if (line.startsWith(u'#')) {
        if (!line.contains(QStringLiteral("业务明细列表结束")))
            return billInvalid(m_line, QStringLiteral("neither a row nor the end"));
        m_part = Part::Totals;
        return {};
    }
    const QStringList values = line.split(u',');
    if (values.size() != m_width)
        return billInvalid(m_line, QStringLiteral("%1 values instead of %2").arg(values.size()).arg(m_width));
    QStringList wanted; // numbers carry a trailing tab, so that a spreadsheet leaves them alone
    for (const qsizetype column : m_columns)
        wanted.append(values.at(column).trimmed());
    auto row = rowFrom(wanted);
    if (!row)
        return billInvalid(m_line, toString(row.error()));
    return m_row(*row);
}

Result<BillRow> Reader::rowFrom(const QStringList &v)
{
    const bool paid = v.at(Kind) == QStringLiteral("交易");
    if (!paid && v.at(Kind) != QStringLiteral("退款"))
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a kind: ") + v.at(Kind));
    const auto total = fenOf(v.at(Total));
    const auto received = fenOf(v.at(Received));
    const auto fee = milliFenOf(v.at(Fee));
    const auto at = fromBeijing(v.at(DoneAt), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (!total || !received || !fee || !at)
        return fail(!total ? total.error() : !received ? received.error() : !fee ? fee.error() : at.error());
    if (paid ? total->isNegative() : total->isPositive())
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a sign"));
    BillRow row;
    row.kind = paid ? BillRow::Kind::Payment : BillRow::Kind::Refund;
    row.orderNo = v.at(OrderNo);
    row.channelNo = v.at(ChannelNo);
    if (!paid)
        row.refundNo = v.at(RefundNo);
    row.amount = paid ? *total : -*total;
    row.settled = paid ? *received : -*received;
    row.feeMilliFen = paid ? std::abs(*fee) : -std::abs(*fee); // the file's own sign is not settled
    row.at = *at;
    row.state = v.at(Kind);
    (paid ? m_totals.payments : m_totals.refunds) += 1;
    (paid ? m_totals.paid : m_totals.refunded) += row.amount;
    (paid ? m_received : m_givenBack) += *received;
    m_totals.feeMilliFen += row.feeMilliFen;
    return row;
}

Result<void> Reader::takeTotals(const QString &line)
{
    static const QRegularExpression Sum(
        QStringLiteral("^#(交易|退款)合计：(\\d+)笔，商家实收(?:退款)?共(-?[\\d.]+)元"));
    if (!line.isEmpty() && !line.startsWith(u'#'))
        return billInvalid(m_line, QStringLiteral("something after the end"));
    const auto match = Sum.match(line);
    if (!match.hasMatch())
        return {};
    const bool payments = match.captured(1) == QStringLiteral("交易");
    const auto sum = fenOf(match.captured(3));
    if (!sum || *sum != (payments ? m_received : m_givenBack)
        || match.captured(2).toLongLong() != (payments ? m_totals.payments : m_totals.refunds))
        return fail(ErrorCode::ChannelBillIncomplete, line);
    (payments ? m_paymentsAgree : m_refundsAgree) = true;
    return {};
}

Result<BillTotals> Reader::finish() const
{
    if (!m_paymentsAgree || !m_refundsAgree)
        return fail(ErrorCode::ChannelBillIncomplete, QStringLiteral("ends before its totals"));
    return m_totals;
}

/// What is wrong with the archive is wrong with the download.
Error asBillError(Error error)
{
    if (error.code == ErrorCode::InvalidInput || error.code == ErrorCode::InputTooLarge)
        error.code = ErrorCode::ChannelBillIncomplete;
    return error;
}

}

Result<BillTotals> readTradeBill(QIODevice &file, const QString &sellerId, const BillSink &row)
{
    if (!QStringDecoder("GB18030").isValid())
        return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("this system does not read GBK"));
    const auto entries = zipEntries(file);
    if (!entries)
        return fail(asBillError(entries.error()));
    for (const ZipEntry &entry : *entries) {
        Reader reader(sellerId, row);
        BillLines lines([&](QByteArrayView line) { return reader.take(line); });
        const auto read =
            unzip(file, entry, LargestBill, [&](QByteArrayView bytes) { return lines.feed(bytes); });
        if (!read)
            return fail(asBillError(read.error()));
        if (reader.isBill())
            return lines.finish().and_then([&] { return reader.finish(); });
    }
    return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("no file with rows in the archive"));
}

}

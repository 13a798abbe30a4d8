#include "core/exchange/channels/wechat/wechat_bill.h"

#include "core/exchange/channels/bill_lines.h"
#include "core/exchange/channels/channel_rules.h"

#include <QCryptographicHash>
#include <QIODevice>
#include <QStringDecoder>

#include <algorithm>
#include <array>

namespace youka::wechat {

namespace {

enum Column {
    At,
    Merchant,
    ChannelNo,
    OrderNo,
    State,
    Coin,
    Settled,
    ChannelRefundNo,
    RefundNo,
    RefundSettled,
    Fee,
    Total,
    RefundAsked
};
const QStringList ColumnNames{
    QStringLiteral("交易时间"),     QStringLiteral("商户号"),       QStringLiteral("微信订单号"),
    QStringLiteral("商户订单号"),   QStringLiteral("交易状态"),     QStringLiteral("货币种类"),
    QStringLiteral("应结订单金额"), QStringLiteral("微信退款单号"), QStringLiteral("商户退款单号"),
    QStringLiteral("退款金额"),     QStringLiteral("手续费"),       QStringLiteral("订单金额"),
    QStringLiteral("申请退款金额")};
const QString FirstTotal = QStringLiteral("总交易单数");

/// Which column each total adds up; the first one counts rows.
constexpr std::array Summed{Settled, RefundSettled, Fee, Total, RefundAsked};
const QStringList TotalNames{FirstTotal,
                             QStringLiteral("应结订单总金额"),
                             QStringLiteral("退款总金额"),
                             QStringLiteral("手续费总金额"),
                             QStringLiteral("订单总金额"),
                             QStringLiteral("申请退款总金额")};

Result<QString> utf8(QByteArrayView bytes)
{
    const bool ascii =
        std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<uchar>(c) < 0x80; });
    if (ascii) // as nearly every value is
        return QString::fromLatin1(bytes);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("not UTF-8"));
    return text;
}

class Reader
{
public:
    Reader(QString mchId, const BillSink &row)
        : m_mchId(std::move(mchId))
        , m_row(row)
    {
    }
    Result<void> take(QByteArrayView line);
    Result<BillTotals> finish() const;

private:
    Result<void> takeHeader(QByteArrayView line);
    Result<void> takeRow(QByteArrayView line);
    Result<void> takeTotals(QByteArrayView line);
    Result<BillRow> rowFrom(const QStringList &values);

    enum class Part { Header, Rows, Totals, End };
    const QString m_mchId;
    const BillSink &m_row;
    Part m_part = Part::Header;
    qint64 m_line = 0;
    qsizetype m_width = 0;
    QList<qsizetype> m_columns;
    QList<qsizetype> m_totalColumns;
    std::array<qint64, Summed.size()> m_sums{};
    qint64 m_rows = 0;
    BillTotals m_totals;
};

Result<void> Reader::take(QByteArrayView line)
{
    ++m_line;
    if (m_part == Part::End)
        return line.isEmpty() ? Result<void>{}
                              : billInvalid(m_line, QStringLiteral("something after the end"));
    if (m_part == Part::Header)
        return takeHeader(line);
    if (m_part == Part::Totals)
        return takeTotals(line);
    if (line.startsWith('`'))
        return takeRow(line);
    return utf8(line).and_then([&](const QString &text) -> Result<void> {
        if (!text.startsWith(FirstTotal))
            return billInvalid(m_line, QStringLiteral("neither a row nor the totals"));
        m_part = Part::Totals;
        m_width = text.count(u',') + 1;
        return billColumns(text.split(u','), TotalNames).map([&](const QList<qsizetype> &columns) {
            m_totalColumns = columns;
        });
    });
}

Result<void> Reader::takeHeader(QByteArrayView line)
{
    if (line.startsWith("\xef\xbb\xbf"))
        line = line.sliced(3);
    return utf8(line).and_then([&](const QString &text) {
        const QStringList names = text.split(u',');
        m_width = names.size();
        m_part = Part::Rows;
        return billColumns(names, ColumnNames).map([&](const QList<qsizetype> &columns) {
            m_columns = columns;
        });
    });
}

/// Values begin with a back-tick each, so that a comma in a name does no harm.
QList<QByteArrayView> valuesOf(QByteArrayView line) { return billValues(line.sliced(1), ",`"); }

Result<void> Reader::takeRow(QByteArrayView line)
{
    const auto values = valuesOf(line);
    if (values.size() != m_width)
        return billInvalid(m_line, QStringLiteral("%1 values instead of %2").arg(values.size()).arg(m_width));
    QStringList wanted;
    for (const qsizetype column : m_columns) {
        const auto text = utf8(values.at(column));
        if (!text)
            return fail(text.error());
        wanted.append(*text);
    }
    auto row = rowFrom(wanted);
    if (!row)
        return billInvalid(m_line, toString(row.error()));
    ++m_rows;
    return m_row(*row);
}

Result<BillRow> Reader::rowFrom(const QStringList &v)
{
    if (v.at(Merchant) != m_mchId)
        return fail(ErrorCode::ChannelNotOurs, QStringLiteral("another merchant"));
    if (v.at(Coin) != QLatin1String("CNY"))
        return fail(ErrorCode::CurrencyMismatch, v.at(Coin));
    std::array<qint64, Summed.size()> sums{};
    for (size_t i = 0; i < Summed.size(); ++i) {
        const auto value = milliFenOf(v.at(Summed[i]));
        if (!value)
            return fail(value.error());
        sums[i] = *value;
        m_sums[i] += *value;
    }
    const bool paid = v.at(State) == QLatin1String("SUCCESS");
    const bool reversed = v.at(State) == QLatin1String("REVOKED");
    if (!paid && !reversed && v.at(State) != QLatin1String("REFUND"))
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a state: ") + v.at(State));
    const auto amount = fenOf(v.at(paid ? Total : RefundAsked));
    const auto settled = fenOf(v.at(paid ? Settled : RefundSettled));
    const auto at = fromBeijing(v.at(At), QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    if (!amount || !settled || !at)
        return fail(!amount ? amount.error() : !settled ? settled.error() : at.error());
    BillRow row;
    row.kind = paid ? BillRow::Kind::Payment : reversed ? BillRow::Kind::Reversal : BillRow::Kind::Refund;
    row.orderNo = v.at(OrderNo);
    row.channelNo = v.at(ChannelNo);
    if (!paid) {
        row.refundNo = v.at(RefundNo);
        row.channelRefundNo = v.at(ChannelRefundNo);
    }
    row.amount = *amount;
    row.settled = *settled;
    row.feeMilliFen = sums[2];
    row.at = *at;
    row.state = v.at(State);
    (paid ? m_totals.payments : m_totals.refunds) += 1;
    (paid ? m_totals.paid : m_totals.refunded) += row.amount;
    m_totals.feeMilliFen += row.feeMilliFen;
    return row;
}

Result<void> Reader::takeTotals(QByteArrayView line)
{
    const auto values = line.startsWith('`') ? valuesOf(line) : QList<QByteArrayView>{};
    if (values.size() != m_width)
        return billInvalid(m_line, QStringLiteral("the totals"));
    const auto at = [&](qsizetype i) { return QString::fromLatin1(values.at(m_totalColumns.at(i))); };
    const auto differs = [&](qsizetype i) {
        return fail(ErrorCode::ChannelBillIncomplete, TotalNames.at(i) + u' ' + at(i));
    };
    bool isNumber = false;
    if (at(0).toLongLong(&isNumber) != m_rows || !isNumber)
        return differs(0);
    for (size_t i = 0; i < Summed.size(); ++i) {
        const QString text = at(qsizetype(i) + 1);
        const auto value = milliFenOf(text);
        if (!value)
            return billInvalid(m_line, value.error().detail);
        // Fees are printed with five decimals in rows; a total with fewer is a rounded one.
        qint64 lastDigit = 1;
        for (qsizetype decimals = text.size() - 1 - text.indexOf(u'.'); decimals < 5; ++decimals)
            lastDigit *= 10;
        if (std::abs(*value - m_sums[i]) > lastDigit / 2)
            return differs(qsizetype(i) + 1);
    }
    m_part = Part::End;
    return {};
}

Result<BillTotals> Reader::finish() const
{
    if (m_part != Part::End)
        return fail(ErrorCode::ChannelBillIncomplete, QStringLiteral("ends before its totals"));
    return m_totals;
}

Result<void> checkHash(QIODevice &file, const QByteArray &sha1Hex)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    if (!hash.addData(&file) || hash.result().toHex() != sha1Hex)
        return fail(ErrorCode::ChannelBillIncomplete, QStringLiteral("another hash than announced"));
    return {};
}

}

Result<BillTotals> readTradeBill(QIODevice &file, const QByteArray &sha1Hex, const QString &mchId,
                                 const BillSink &row)
{
    if (!file.seek(0))
        return fail(ErrorCode::ChannelBillIncomplete, QStringLiteral("the file cannot be read"));
    if (const auto same = checkHash(file, sha1Hex); !same)
        return fail(same.error());
    if (!file.seek(0))
        return fail(ErrorCode::ChannelBillIncomplete, QStringLiteral("the file cannot be read"));
    Reader reader(mchId, row);
    BillLines lines([&](QByteArrayView line) { return reader.take(line); });
    QByteArray chunk(256 * 1024, Qt::Uninitialized);
    for (qint64 size = file.read(chunk.data(), chunk.size()); size > 0;
         size = file.read(chunk.data(), chunk.size()))
        if (const auto taken = lines.feed(QByteArrayView(chunk).first(size)); !taken)
            return fail(taken.error());
    return lines.finish().and_then([&] { return reader.finish(); });
}

}

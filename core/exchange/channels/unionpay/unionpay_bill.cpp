#include "core/exchange/channels/unionpay/unionpay_bill.h"

#include "core/exchange/channels/bill_lines.h"
#include "core/exchange/channels/channel_rules.h"
#include "core/foundation/base/zip_file.h"

#include <algorithm>

namespace youka::unionpay {

namespace {

constexpr qint64 LargestBill = qint64(2) << 30;
const QList<int> UsualWidths{3, 11, 11, 6, 10, 19, 12, 4,  2, 21, 2,  32, 2,  6, 10, 13, 13, 4,  15, 2,
                             2, 6,  2,  4, 32, 1,  21, 15, 1, 15, 32, 13, 13, 8, 32, 13, 13, 12, 2,  1};

Result<qint64> digitsIn(QByteArrayView text)
{
    const QByteArray digits = text.toByteArray().trimmed();
    if (digits.isEmpty() || digits.size() > 15
        || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return fail(ErrorCode::ChannelUnreadable, QStringLiteral("an amount"));
    return digits.toLongLong();
}

class Reader
{
public:
    Reader(QDate day, const BillLayout &layout, const BillSink &row)
        : m_day(day)
        , m_layout(layout)
        , m_row(row)
    {
    }
    Result<void> take(QByteArrayView line)
    {
        ++m_line;
        if (line.isEmpty())
            return {};
        auto row = rowFrom(line);
        if (!row)
            return billInvalid(m_line, toString(row.error()));
        const bool paid = row->kind == BillRow::Kind::Payment;
        (paid ? m_totals.payments : m_totals.refunds) += 1;
        (paid ? m_totals.paid : m_totals.refunded) += row->amount;
        m_totals.feeMilliFen += row->feeMilliFen;
        return m_row(*row);
    }
    BillTotals totals() const { return m_totals; }

private:
    Result<QList<QByteArrayView>> valuesOf(QByteArrayView line) const
    {
        QList<QByteArrayView> values;
        qsizetype at = 0;
        for (const int width : m_layout.widths) {
            if (at + width > line.size() || (at > 0 && line.at(at - 1) != ' '))
                return fail(ErrorCode::ChannelUnreadable, QStringLiteral("column %1").arg(values.size() + 1));
            values.append(line.sliced(at, width));
            at += width + 1;
        }
        return values;
    }
    /// The file names no year.
    Result<Timestamp> timeIn(QByteArrayView text) const
    {
        const auto with = [&](int year) {
            return fromBeijing(QString::number(year) + QString::fromLatin1(text),
                               QStringLiteral("yyyyMMddHHmmss"));
        };
        const auto at = with(m_day.year());
        const bool isAfter =
            at && at->toDateTime().date() > m_day.addDays(2); // of December, settled in January
        return isAfter ? with(m_day.year() - 1) : at;
    }
    Result<BillRow> rowFrom(QByteArrayView line) const
    {
        const auto values = valuesOf(line);
        if (!values)
            return fail(values.error());
        const auto text = [&](int column) { return QString::fromLatin1(values->at(column)).trimmed(); };
        const QString kind = text(m_layout.kind);
        BillRow row;
        if (m_layout.refunds.contains(kind))
            row.kind = BillRow::Kind::Refund;
        else if (m_layout.reversals.contains(kind))
            row.kind = BillRow::Kind::Reversal;
        else if (!m_layout.payments.contains(kind))
            return fail(ErrorCode::ChannelUnreadable, QStringLiteral("a kind: ") + kind);
        const auto at = timeIn(values->at(m_layout.at));
        const auto amount = digitsIn(values->at(m_layout.amount));
        const auto fee = digitsIn(values->at(m_layout.fee).sliced(1)); // C or D in front
        const auto settled = digitsIn(values->at(m_layout.settled).sliced(1));
        if (!at || !amount || !fee || !settled)
            return fail(!at ? at.error() : !amount ? amount.error() : !fee ? fee.error() : settled.error());
        const bool paid = row.kind == BillRow::Kind::Payment;
        (paid ? row.orderNo : row.refundNo) = text(m_layout.orderNo);
        (paid ? row.channelNo : row.channelRefundNo) = text(m_layout.channelNo);
        row.amount = {*amount, Currency{}};
        row.settled = {*settled, Currency{}};
        row.feeMilliFen = paid ? *fee * 1000 : -*fee * 1000;
        row.at = *at;
        row.state = kind;
        return row;
    }

    const QDate m_day;
    const BillLayout &m_layout;
    const BillSink &m_row;
    qint64 m_line = 0;
    BillTotals m_totals;
};

}

Result<BillLayout> BillLayout::parse(const QByteArray &text)
{
    BillLayout layout;
    layout.widths = UsualWidths;
    layout.payments = {QStringLiteral("S22")};
    layout.refunds = {QStringLiteral("S30")};
    const std::pair<const char *, int *> columns[] = {
        {"kind", &layout.kind},           {"at", &layout.at},   {"amount", &layout.amount},
        {"channelNo", &layout.channelNo}, {"fee", &layout.fee}, {"settled", &layout.settled},
        {"orderNo", &layout.orderNo}};
    const std::pair<const char *, QStringList *> kinds[] = {
        {"payments", &layout.payments}, {"refunds", &layout.refunds}, {"reversals", &layout.reversals}};
    for (const QString &part : QString::fromUtf8(text).split(u';', Qt::SkipEmptyParts)) {
        const QString name = part.section(u'=', 0, 0).trimmed();
        const QStringList values = part.section(u'=', 1).trimmed().split(u',', Qt::SkipEmptyParts);
        bool known = name == QLatin1String("widths");
        if (known) {
            layout.widths.clear();
            for (const QString &value : values)
                layout.widths.append(value.toInt());
        }
        for (const auto &[column, where] : columns)
            if (name == QLatin1String(column)) {
                known = values.size() == 1;
                *where = values.value(0).toInt(&known);
            }
        for (const auto &[kind, where] : kinds)
            if (name == QLatin1String(kind)) {
                known = true;
                *where = values;
            }
        if (!known)
            return fail(ErrorCode::SettingsInvalid, QStringLiteral("unionpay's bill: ") + part);
    }
    const bool fits = std::all_of(std::begin(columns), std::end(columns), [&](const auto &column) {
        return *column.second >= 0 && *column.second < layout.widths.size();
    });
    if (!fits || std::any_of(layout.widths.begin(), layout.widths.end(), [](int width) { return width < 1; }))
        return fail(ErrorCode::SettingsInvalid, QStringLiteral("unionpay's bill: columns"));
    return layout;
}

Result<BillTotals> readSettlementFile(QIODevice &file, QDate day, const BillLayout &layout,
                                      const BillSink &row)
{
    const auto incomplete = [](const Error &error) {
        const bool archive = error.code == ErrorCode::InvalidInput || error.code == ErrorCode::InputTooLarge;
        return fail(archive ? ErrorCode::ChannelBillIncomplete : error.code, error.detail);
    };
    const auto entries = zipEntries(file);
    if (!entries)
        return incomplete(entries.error());
    for (const ZipEntry &entry : *entries) {
        if (!entry.name.contains("ZM_"))
            continue;
        Reader reader(day, layout, row);
        BillLines lines([&](QByteArrayView line) { return reader.take(line); });
        const auto read =
            unzip(file, entry, LargestBill, [&](QByteArrayView bytes) { return lines.feed(bytes); });
        if (!read)
            return incomplete(read.error());
        return lines.finish().map([&] { return reader.totals(); });
    }
    return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("no ZM file in the archive"));
}

}

#pragma once

#include "core/domain/banking/bank.h"
#include "core/exchange/bank/statement_layout.h"
#include "core/exchange/channels/bill_lines.h"

#include <QStringDecoder>

namespace youka {

/// A bank's statement as CSV: UTF-8 with or without a byte order mark, or GB18030; whatever stands above the
/// line of the columns' names is passed over, a line of totals ends it. Times are Beijing's. Keeps one line.
class StatementReader
{
public:
    using Sink = std::function<Result<void>(BankEntry entry, qint64 line)>;
    StatementReader(const StatementLayout &layout, const BankAccount &account, Sink sink);
    /// Errors: StatementInvalid naming the line, or what the sink says.
    Result<void> feed(QByteArrayView bytes);
    /// Errors: StatementInvalid (the last line is cut, or there was no line of columns' names).
    Result<void> finish() const;

private:
    static constexpr int MostPreface = 40;
    Result<void> take(QByteArrayView line);
    bool isHeader(const QString &text);
    Result<void> readHeader(QByteArrayView line);
    Result<void> takeRow(const QString &text);
    Result<BankEntry> entryFrom(const QStringList &values) const;
    Result<Money> amountFrom(const QStringList &values) const;
    QString value(const QStringList &values, int column) const;
    tl::unexpected<Error> invalid(const QString &why) const;

    enum Column {
        Serial,
        Time,
        Clock,
        In,
        Out,
        Amount,
        PartyNumber,
        Party,
        Remark1,
        Remark2,
        Remark3,
        Own,
        Coin,
        Columns
    };
    const StatementLayout &m_layout;
    const BankAccount m_account;
    const Sink m_sink;
    BillLines m_lines;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    std::array<qsizetype, Columns> m_at{};
    qsizetype m_width = 0; ///< 0: the names were not there yet
    qint64 m_line = 0;
    bool m_isOver = false;
};

/// Values of a CSV line; quotes around one, doubled inside. Errors: StatementInvalid.
Result<QStringList> csvValues(QStringView line);

}

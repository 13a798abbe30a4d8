#include "core/exchange/bank/statement_reader.h"

#include "core/domain/banking/banking_rules.h"
#include "core/foundation/base/format.h"

#include <algorithm>

namespace youka {

namespace {

constexpr qint64 BeijingMs = 8LL * 60 * 60 * 1000;
constexpr qsizetype LongestSerial = 80;
constexpr qsizetype LongestText = 300;

/// The digits of "20260105 09:30:12", "2026-01-05", ... One kind of moment has so many.
Result<Timestamp> beijing(QStringView text)
{
    qint64 digits[14] = {};
    int count = 0;
    for (const QChar c : text)
        if (c >= u'0' && c <= u'9') {
            if (count == 14)
                return fail(ErrorCode::StatementInvalid, QStringLiteral("time"));
            digits[count++] = c.unicode() - '0';
        }
    if (count != 8 && count != 14)
        return fail(ErrorCode::StatementInvalid, QStringLiteral("time"));
    const auto two = [&](int at) { return int(digits[at] * 10 + digits[at + 1]); };
    const QDate date(two(0) * 100 + two(2), two(4), two(6));
    const QTime time(two(8), two(10), two(12));
    if (!date.isValid() || !time.isValid())
        return fail(ErrorCode::StatementInvalid, QStringLiteral("time"));
    constexpr qint64 Epoch = 2'440'588; // 1970-01-01 as a Julian day
    return Timestamp{(date.toJulianDay() - Epoch) * 86'400'000 + time.msecsSinceStartOfDay() - BeijingMs};
}

Result<Currency> coinOf(const QString &text)
{
    static const QStringList Yuan{QStringLiteral("人民币"), QStringLiteral("人民币元"),
                                  QStringLiteral("RMB")};
    return Yuan.contains(text) ? Result<Currency>(Currency{}) : Currency::parse(text);
}

}

Result<QStringList> csvValues(QStringView line)
{
    QStringList values(1);
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (c == u'"' && isQuoted && i + 1 < line.size() && line[i + 1] == u'"')
            values.back() += line[++i];
        else if (c == u'"')
            isQuoted = !isQuoted;
        else if (c == u',' && !isQuoted)
            values.append(QString());
        else
            values.back() += c;
    }
    if (isQuoted)
        return fail(ErrorCode::StatementInvalid, QStringLiteral("a quote without end"));
    for (QString &value : values) {
        value = value.trimmed();    // numbers carry a tab, so that a spreadsheet leaves them alone
        if (value.startsWith(u'=')) // or are written as formulas
            value.remove(0, 1);
    }
    return values;
}

StatementReader::StatementReader(const StatementLayout &layout, const BankAccount &account, Sink sink)
    : m_layout(layout)
    , m_account(account)
    , m_sink(std::move(sink))
    , m_lines([this](QByteArrayView line) { return take(line); })
{
}

tl::unexpected<Error> StatementReader::invalid(const QString &why) const
{
    return fail(ErrorCode::StatementInvalid, QStringLiteral("line %1: %2").arg(m_line).arg(why));
}

Result<void> StatementReader::feed(QByteArrayView bytes)
{
    const auto fed = m_lines.feed(bytes);
    return !fed && fed.error().code == ErrorCode::ChannelBillInvalid ? invalid(fed.error().detail) : fed;
}

Result<void> StatementReader::finish() const
{
    if (!m_lines.finish())
        return invalid(QStringLiteral("the last line is cut"));
    return m_width > 0 ? Result<void>() : invalid(QStringLiteral("no line of columns' names"));
}

Result<void> StatementReader::take(QByteArrayView line)
{
    ++m_line;
    if (m_line == 1 && line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    if (line.trimmed().isEmpty())
        return {};
    if (m_width == 0)
        return readHeader(line);
    m_decoder.resetState();
    const QString text = m_decoder(line);
    if (m_decoder.hasError() || text.contains(QChar::ReplacementCharacter))
        return invalid(QStringLiteral("not in the encoding of the columns' names"));
    return takeRow(text);
}

/// The names are the first thing that says how the file is written.
Result<void> StatementReader::readHeader(QByteArrayView line)
{
    for (const char *encoding : {"UTF-8", "GB18030"}) {
        QStringDecoder decoder(encoding);
        const QString text = decoder(line);
        if (decoder.hasError() || !isHeader(text))
            continue;
        m_decoder = QStringDecoder(encoding);
        return {};
    }
    return m_line < MostPreface ? Result<void>() : invalid(QStringLiteral("no line of columns' names"));
}

bool StatementReader::isHeader(const QString &text)
{
    const auto names = csvValues(text);
    if (!names)
        return false;
    const StatementLayout &its = m_layout;
    const char *wanted[Columns] = {
        its.serial, its.time,       its.clock,      its.in,         its.out,     its.amount,  its.partyNumber,
        its.party,  its.remarks[0], its.remarks[1], its.remarks[2], its.account, its.currency};
    for (size_t i = 0; i < Columns; ++i) {
        m_at[i] = wanted[i] ? names->indexOf(QString::fromUtf8(wanted[i])) : -1;
        const bool isNeeded = wanted[i] && i != Own && i != Coin && i != Remark2 && i != Remark3;
        if (isNeeded && m_at[i] < 0)
            return false;
    }
    m_width = names->size();
    return true;
}

QString StatementReader::value(const QStringList &values, int column) const
{
    const qsizetype at = m_at[size_t(column)];
    return at < 0 ? QString() : values.at(at);
}

Result<void> StatementReader::takeRow(const QString &text)
{
    const auto values = csvValues(text);
    if (!values)
        return invalid(values.error().detail);
    const QString &first = values->first();
    if (first.startsWith(QStringLiteral("合计")) || first.startsWith(QStringLiteral("总计"))) {
        m_isOver = true;
        return {};
    }
    if (m_isOver)
        return invalid(QStringLiteral("a row after the totals"));
    if (values->size() != m_width)
        return invalid(QStringLiteral("%1 values instead of %2").arg(values->size()).arg(m_width));
    auto entry = entryFrom(*values);
    if (!entry)
        return invalid(entry.error().detail);
    return m_sink(std::move(*entry), m_line);
}

Result<Money> StatementReader::amountFrom(const QStringList &values) const
{
    const auto read = [&](int column) {
        const QString text = value(values, column);
        return text.isEmpty() ? Result<Money>(Money{0, m_account.currency})
                              : parseAmount(text, m_account.currency);
    };
    const auto both = read(Amount);
    const auto in = both ? read(In) : both;
    const auto out = in ? read(Out) : in;
    if (!out)
        return fail(ErrorCode::StatementInvalid, QStringLiteral("amount"));
    if (in->isNegative() || out->isNegative() || (!in->isZero() && !out->isZero()))
        return fail(ErrorCode::StatementInvalid, QStringLiteral("both in and out"));
    constexpr qint64 Most = 100'000'000'000'000; // so that sums stay in range
    const Money amount = m_layout.amount ? *both : *in - *out;
    if (amount.isZero() || amount.minor > Most || amount.minor < -Most)
        return fail(ErrorCode::StatementInvalid, QStringLiteral("amount"));
    return amount;
}

Result<BankEntry> StatementReader::entryFrom(const QStringList &values) const
{
    BankEntry entry;
    entry.serial = value(values, Serial);
    if (entry.serial.isEmpty() || entry.serial.size() > LongestSerial)
        return fail(ErrorCode::StatementInvalid, QStringLiteral("serial number"));
    const QString own = value(values, Own);
    if (const auto number = bankNumber(own); !own.isEmpty() && (!number || *number != m_account.number))
        return fail(ErrorCode::StatementInvalid, QStringLiteral("another account's"));
    const QString coin = value(values, Coin);
    if (const auto currency = coinOf(coin); !coin.isEmpty() && (!currency || *currency != m_account.currency))
        return fail(ErrorCode::StatementInvalid, QStringLiteral("another currency"));
    const auto at = beijing(value(values, Time) + value(values, Clock));
    const auto amount = at ? amountFrom(values) : fail(at.error());
    if (!amount)
        return fail(amount.error());
    entry.at = *at;
    entry.amount = *amount;
    // whoever it is: what is no number of an account is not compared with one
    const QString number = value(values, PartyNumber);
    entry.partyNumber = bankNumber(number).value_or(number.left(LongestSerial));
    entry.party = value(values, Party).left(LongestText);
    QStringList remarks;
    for (const int column : {Remark1, Remark2, Remark3})
        if (const QString text = value(values, column); !text.isEmpty() && !remarks.contains(text))
            remarks.append(text);
    entry.remark = remarks.join(QStringLiteral("; ")).left(LongestText);
    return entry;
}

}

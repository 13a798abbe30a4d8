#include "core/exchange/channels/bill_lines.h"

#include <QStringList>

namespace youka {

namespace {
constexpr qsizetype LongestLine = 64 * 1024;
}

Result<void> BillLines::feed(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView piece = end < 0 ? bytes : bytes.first(end);
        if (m_rest.size() + piece.size() > LongestLine)
            return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("a line without end"));
        if (end < 0) {
            m_rest.append(piece);
            return {};
        }
        QByteArrayView line = piece;
        if (!m_rest.isEmpty()) {
            m_rest.append(piece);
            line = m_rest;
        }
        if (line.endsWith('\r'))
            line.chop(1);
        if (auto taken = m_sink(line); !taken)
            return taken;
        m_rest.clear();
        bytes = bytes.sliced(end + 1);
    }
    return {};
}

Result<void> BillLines::finish() const
{
    if (!m_rest.isEmpty())
        return fail(ErrorCode::ChannelBillIncomplete, QStringLiteral("the last line is cut"));
    return {};
}

QList<QByteArrayView> billValues(QByteArrayView line, QByteArrayView separator)
{
    QList<QByteArrayView> values;
    for (qsizetype at = line.indexOf(separator); at >= 0; at = line.indexOf(separator)) {
        values.append(line.first(at));
        line = line.sliced(at + separator.size());
    }
    values.append(line);
    return values;
}

Result<QList<qsizetype>> billColumns(const QStringList &header, const QStringList &wanted)
{
    QList<qsizetype> columns;
    for (const QString &name : wanted) {
        const qsizetype at = header.indexOf(name);
        if (at < 0)
            return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("no column ") + name);
        columns.append(at);
    }
    return columns;
}

tl::unexpected<Error> billInvalid(qint64 line, const QString &why)
{
    return fail(ErrorCode::ChannelBillInvalid, QStringLiteral("line %1: %2").arg(line).arg(why));
}

}

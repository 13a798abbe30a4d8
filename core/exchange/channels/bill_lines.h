#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QList>

#include <functional>

namespace youka {

/// Cuts a stream of bytes into lines without their ends (LF or CRLF), keeping only the unfinished one.
class BillLines
{
public:
    using Sink = std::function<Result<void>(QByteArrayView line)>;
    explicit BillLines(Sink sink)
        : m_sink(std::move(sink))
    {
    }
    /// Errors: ChannelBillInvalid (a line that does not end), or what the sink says.
    Result<void> feed(QByteArrayView bytes);
    /// Errors: ChannelBillIncomplete (the last line has no end).
    Result<void> finish() const;

private:
    Sink m_sink;
    QByteArray m_rest;
};

/// Values of one line, separated by `separator`; views into it.
QList<QByteArrayView> billValues(QByteArrayView line, QByteArrayView separator);

/// Where the named columns are. Errors: ChannelBillInvalid, naming the first that is missing.
Result<QList<qsizetype>> billColumns(const QStringList &header, const QStringList &wanted);

tl::unexpected<Error> billInvalid(qint64 line, const QString &why);

}

#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>

namespace youka {

/// A stretch of a terminal's journal on its way to the server: records `first` to `first + bodies.size() - 1`
/// in order, signed once over the last hash.
struct FactBatch
{
    static constexpr int MaxRecords = 500;
    qint64 first = 0;
    QList<QByteArray> bodies; ///< exactly as hashed
    QByteArray signature;
};
QJsonObject toJson(const FactBatch &batch);
/// Errors: InvalidInput naming the member.
Result<FactBatch> batchFromJson(const QJsonObject &json);

/// What the server says of one record.
struct RecordReply
{
    qint64 seq = 0;
    QString outcome; ///< "applied", "duplicate", "exception", "rejected"
    QString code;    ///< of an exception or rejection
};
QJsonObject toJson(const QList<RecordReply> &replies);
Result<QList<RecordReply>> repliesFromJson(const QJsonObject &json);

}

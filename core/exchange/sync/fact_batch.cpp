#include "core/exchange/sync/fact_batch.h"

#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka {

QJsonObject toJson(const FactBatch &batch)
{
    QJsonArray bodies;
    for (const QByteArray &body : batch.bodies)
        bodies.append(QString::fromLatin1(body.toBase64()));
    return {{QStringLiteral("first"), QString::number(batch.first)},
            {QStringLiteral("records"), bodies},
            {QStringLiteral("signature"), QString::fromLatin1(batch.signature.toBase64())}};
}

Result<FactBatch> batchFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    FactBatch batch;
    batch.first = in.integer("first", 1, std::numeric_limits<qint64>::max() / 2);
    batch.signature = in.base64("signature", 64);
    const QJsonArray records = in.array("records", FactBatch::MaxRecords);
    if (records.isEmpty())
        in.refuse("records", QStringLiteral("at least one is expected"));
    for (const auto &record : records) {
        const auto body = QByteArray::fromBase64Encoding(record.toString().toLatin1());
        if (!body || body.decoded.isEmpty() || body.decoded.size() > 64 * 1024)
            in.refuse("records", QStringLiteral("each is base64 of at most 64 KiB"));
        batch.bodies.append(body.decoded);
    }
    if (in.error())
        return fail(*in.error());
    return batch;
}

QJsonObject toJson(const QList<RecordReply> &replies)
{
    QJsonArray array;
    for (const RecordReply &reply : replies)
        array.append(QJsonObject{{QStringLiteral("seq"), QString::number(reply.seq)},
                                 {QStringLiteral("outcome"), reply.outcome},
                                 {QStringLiteral("code"), reply.code}});
    return {{QStringLiteral("records"), array}};
}

Result<QList<RecordReply>> repliesFromJson(const QJsonObject &json)
{
    JsonReader in(json);
    const QJsonArray array = in.array("records", FactBatch::MaxRecords);
    if (in.error())
        return fail(*in.error());
    QList<RecordReply> replies;
    for (const auto &value : array) {
        JsonReader one(value.toObject());
        replies.append({one.integer("seq", 1, std::numeric_limits<qint64>::max()), one.text("outcome", 20),
                        one.textOr("code", {}, 60)});
        if (one.error())
            return fail(*one.error());
    }
    return replies;
}

}

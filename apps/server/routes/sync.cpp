#include "apps/server/server.h"
#include "core/exchange/sync/inbox.h"
#include "core/foundation/store/change_feed.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace youka {

namespace {

/// What the batch did is taken back; what it showed is kept.
void refuse(const std::shared_ptr<Call> &call, const FactBatch &batch, const Error &error)
{
    call->server.pipeline().submit(
        [call, batch, error](Database &db) -> Result<QByteArray> {
            return Inbox(db, call->server.cardKeys())
                .refused(error, batch, call->terminal, call->server.clock().now())
                .map([] { return QByteArray(); });
        },
        [call, error](const Result<QByteArray> &noted) { call->refuse(noted ? error : noted.error()); });
}

void outbox(const std::shared_ptr<Call> &call)
{
    const auto batch = batchFromJson(call->body);
    if (!batch)
        return call->refuse(batch.error());
    call->server.pipeline().submit(
        [call, batch = *batch](Database &db) -> Result<QByteArray> {
            const auto replies = Inbox(db, call->server.cardKeys(), call->server.reversalPolicy())
                                     .receive(batch, call->terminal, call->server.clock().now());
            if (!replies)
                return fail(replies.error());
            return QJsonDocument(toJson(*replies)).toJson(QJsonDocument::Compact);
        },
        [call, batch = *batch](const Result<QByteArray> &body) {
            if (body)
                return call->respond({200, *body});
            if (body.error().code == ErrorCode::ChainFork || body.error().code == ErrorCode::ChainGap)
                return refuse(call, batch, body.error());
            call->refuse(body.error());
        });
}

void feed(const std::shared_ptr<Call> &call)
{
    const qint64 since = call->request.queryValue(QStringLiteral("since")).toLongLong();
    ChangeFeed changes(call->server.reader(call->thread));
    const auto list = changes.since(since, 1'000);
    if (!list)
        return call->refuse(list.error());
    QJsonArray array;
    qint64 cursor = since;
    for (const Change &change : *list) {
        cursor = change.seq;
        array.append(QJsonObject{{QStringLiteral("topic"), change.topic},
                                 {QStringLiteral("subject"), change.subject},
                                 {QStringLiteral("body"), QJsonDocument::fromJson(change.body).object()}});
    }
    call->answer({{QStringLiteral("cursor"), QString::number(cursor)},
                  {QStringLiteral("more"), list->size() == 1'000},
                  {QStringLiteral("changes"), array}});
}

}

void addSyncRoutes(RouteTable &table)
{
    table.add({"POST", "/api/v1/outbox", Permission::UploadFacts, Idempotency::ByContent,
               "Upload the next records of a terminal's journal",
               R"({"type":"object","required":["first","records","signature"]})",
               R"({"type":"object","required":["records"]})", outbox});
    table.add({"GET", "/api/v1/feed", Permission::ReadFeed, Idempotency::Reads,
               "Changes of cards and prices after a cursor", nullptr,
               R"({"type":"object","required":["cursor","more","changes"]})", feed});
}

}
